//! The outcome strip: how it stands, in seven figures.

use analysis::{Axiom, Verdict};
use scenario::{Lang, Unit};
use world::{Micros, Snapshot};

use crate::foot::total_of;
use crate::format::{Clock, Scale, rupees_short};
use crate::words::Word;

/// The strip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// "holds" or "broken".
    pub atomicity: &'static str,
    /// How many are in doubt.
    pub in_doubt: usize,
    /// For how long somebody has been blocked: the number alone, in the scenario's unit.
    pub blocked: String,
    /// How many are blocked.
    pub blocked_count: usize,
    /// The moment: the number alone.
    pub time: String,
    /// The figures.
    pub tiles: Vec<Tile>,
}

/// One figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    /// Its key, for the style sheet.
    pub key: &'static str,
    /// "good", "doubt", "bad", or none.
    pub tone: &'static str,
    /// What is counted.
    pub name: &'static str,
    /// More of the name, where there is room.
    pub long: &'static str,
    /// A glyph in front.
    pub glyph: Option<&'static str>,
    /// The figure.
    pub figure: String,
    /// What stands behind it.
    pub unit: String,
    /// The same, short.
    pub short: String,
    /// What exactly is meant.
    pub tip: &'static str,
}

/// Makes the strip.
#[must_use]
pub fn outcome(verdict: &Verdict, now: &Snapshot, lang: Lang, unit: Unit) -> Outcome {
    let blocked = longest_block(verdict);
    Outcome {
        atomicity: if verdict.atomic() { "holds" } else { "broken" },
        in_doubt: verdict.in_doubt.len(),
        blocked: unit.short(blocked).split(' ').next().unwrap_or_default().to_owned(),
        blocked_count: verdict.blocked.len(),
        time: unit.number(verdict.at),
        tiles: vec![
            atomicity(verdict, lang),
            in_doubt(verdict, now, lang),
            blocked_tile(verdict, blocked, lang, unit),
            messages(verdict, now, lang),
            forced(verdict, lang),
            latency(verdict, lang, unit),
            risk(verdict, lang),
        ],
    }
}

fn longest_block(verdict: &Verdict) -> Micros {
    let first = verdict.blocked.iter().map(|span| span.from).min();
    first.map_or(Micros::ZERO, |from| verdict.at - from)
}

fn tile(key: &'static str, name: Word, lang: Lang, figure: String) -> Tile {
    Tile {
        key,
        tone: "",
        name: name.to(lang),
        long: "",
        glyph: None,
        figure,
        unit: String::new(),
        short: String::new(),
        tip: "",
    }
}

fn atomicity(verdict: &Verdict, lang: Lang) -> Tile {
    let good = verdict.atomic() && !verdict.broken(Axiom::Ac2) && !verdict.broken(Axiom::Ac3);
    let word = if good { Word::Holds } else { Word::Broken };
    Tile {
        tone: if good { "good" } else { "bad" },
        long: Word::NobodySplit.to(lang),
        glyph: Some(if good { "s-committed" } else { "s-split" }),
        ..tile("atomicity", Word::Atomicity, lang, word.to(lang).to_owned())
    }
}

fn in_doubt(verdict: &Verdict, now: &Snapshot, lang: Lang) -> Tile {
    let count = verdict.in_doubt.len();
    let all = (now.nodes.len() - 1).to_string();
    let unit = Word::OfN.with(lang, &[&all]);
    Tile {
        tone: if verdict.blocked.is_empty() { "" } else { "doubt" },
        short: unit.clone(),
        unit,
        tip: Word::DoubtTip.to(lang),
        ..tile("in-doubt", Word::InDoubt, lang, count.to_string())
    }
}

fn blocked_tile(verdict: &Verdict, span: Micros, lang: Lang, unit: Unit) -> Tile {
    Tile {
        tone: if verdict.blocked.is_empty() { "" } else { "doubt" },
        long: Word::ForWord.to(lang),
        tip: Word::BlockedTip.to(lang),
        ..tile("blocked", Word::BlockedWord, lang, unit.short(span))
    }
}

fn messages(verdict: &Verdict, now: &Snapshot, lang: Lang) -> Tile {
    let lost = now.lost.len();
    let unit =
        if lost == 0 { String::new() } else { Word::Unanswered.with(lang, &[&lost.to_string()]) };
    Tile { unit, ..tile("messages", Word::Messages, lang, verdict.cost.messages.to_string()) }
}

fn forced(verdict: &Verdict, lang: Lang) -> Tile {
    tile("forced", Word::ForcedWrites, lang, verdict.cost.forced.to_string())
}

fn latency(verdict: &Verdict, lang: Lang, unit: Unit) -> Tile {
    let (figure, word) = match verdict.cost.client {
        Some(span) => (unit.short(span), Word::ToClient),
        None => ("–".to_owned(), Word::Undecided),
    };
    Tile { unit: word.to(lang).to_owned(), ..tile("latency", Word::Latency, lang, figure) }
}

fn risk(verdict: &Verdict, lang: Lang) -> Tile {
    if let Some((figure, unit)) = total_of(verdict, lang).filter(|_| verdict.in_doubt.is_empty()) {
        let tone = if verdict.money.conserved { "good" } else { "bad" };
        let unit = unit.to_owned();
        return Tile { tone, unit, ..tile("money", Word::MoneyCheck, lang, figure) };
    }
    let (figure, scale) = rupees_short(verdict.money.at_risk);
    let (unit, short) = match scale {
        Scale::Rupees => (Word::LockedRupees, ""),
        Scale::Lakh => (Word::LakhLocked, "L"),
        Scale::Crore => (Word::CroreLocked, "Cr"),
    };
    Tile {
        unit: unit.to(lang).to_owned(),
        short: short.to_owned(),
        ..tile("risk", Word::AtRisk, lang, figure)
    }
}
