//! The figures of a column, and which of them no other column shows.

use analysis::Outcome;
use world::{COORDINATOR, ProcessId};

use super::column::{Column, Contest, Side};
use crate::format::{Clock, Scale, rupees_short};
use crate::words::Word;

/// One figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Its key, for the style sheet and the tests.
    pub key: &'static str,
    /// What is counted.
    pub name: &'static str,
    /// A glyph in front.
    pub glyph: Option<&'static str>,
    /// The figure.
    pub value: String,
    /// Whether no other column shows the same.
    pub differs: bool,
}

pub(super) fn figures(contest: &Contest<'_>, side: &Side<'_>) -> Vec<Figure> {
    let cost = &side.verdict.cost;
    let make = |key, name: Word, (glyph, value)| Figure {
        key,
        name: name.to(contest.lang),
        glyph,
        value,
        differs: false,
    };
    let plain = |count: u32| (None, count.to_string());
    vec![
        make("atomicity", Word::Atomicity, atomicity(contest, side)),
        make("in-doubt", Word::InDoubt, in_doubt(contest, side)),
        make("decided", Word::Decided, decided(contest, side)),
        make("messages", Word::Messages, plain(cost.messages)),
        make("forced", Word::ForcedWrites, plain(cost.forced)),
        make("locked", Word::LockedTile, (None, locked(contest, side))),
        make("lock-time", Word::LockTime, (None, contest.unit.short(cost.longest_lock()))),
    ]
}

type Shown = (Option<&'static str>, String);

fn atomicity(contest: &Contest<'_>, side: &Side<'_>) -> Shown {
    let (glyph, word) = if side.verdict.atomic() {
        ("s-committed", Word::HoldsLow)
    } else {
        ("s-split", Word::BrokenLow)
    };
    (Some(glyph), word.to(contest.lang).to_owned())
}

fn in_doubt(contest: &Contest<'_>, side: &Side<'_>) -> Shown {
    let verdict = side.verdict;
    let waits = verdict.blocked.iter().any(|span| span.node == COORDINATOR);
    if verdict.in_doubt.is_empty() && waits {
        return (Some("s-in-doubt"), contest.cast.name(COORDINATOR).to_owned());
    }
    let glyph = (!verdict.blocked.is_empty()).then_some("s-in-doubt");
    let gaps = [&verdict.in_doubt.len().to_string(), &contest.voters()];
    (glyph, Word::SoManyOf.with(contest.lang, &gaps.map(String::as_str)))
}

/// Who has decided; when everybody has, since when.
fn decided(contest: &Contest<'_>, side: &Side<'_>) -> Shown {
    let verdict = side.verdict;
    let glyph = match verdict.outcome {
        Outcome::Undecided => return (None, "–".to_owned()),
        Outcome::Commit => "s-committed",
        Outcome::Abort => "s-aborted",
        Outcome::Split => {
            return (Some("s-split"), Word::BothWays.to(contest.lang).to_owned());
        }
    };
    let who: Vec<ProcessId> = verdict.decided.keys().copied().collect();
    let all = side.now.nodes.len();
    let value = match who.as_slice() {
        [one] => Word::OnlyOne.with(contest.lang, &[contest.cast.name(*one)]),
        some if some.len() < all => {
            Word::SoManyOf.with(contest.lang, &[&some.len().to_string(), &all.to_string()])
        }
        _ => contest
            .unit
            .short(verdict.decided.values().map(|(_, at)| *at).max().unwrap_or(verdict.at)),
    };
    (Some(glyph), value)
}

fn locked(contest: &Contest<'_>, side: &Side<'_>) -> String {
    let (figure, scale) = rupees_short(side.verdict.money.at_risk);
    match scale {
        Scale::Rupees => figure,
        Scale::Lakh => format!("₹{figure} {}", Word::Lakh.to(contest.lang)),
        Scale::Crore => format!("₹{figure} {}", Word::Crore.to(contest.lang)),
    }
}

/// Marks what stands in one column alone.
pub(super) fn mark_differences(columns: &mut [Column]) {
    let shown = |figure: &Figure| (figure.key, figure.glyph, figure.value.clone());
    let all: Vec<Vec<_>> =
        columns.iter().map(|column| column.figures.iter().map(shown).collect()).collect();
    for (index, column) in columns.iter_mut().enumerate() {
        let others = || all.iter().enumerate().filter(|(other, _)| *other != index);
        for figure in &mut column.figures {
            let mine = shown(figure);
            figure.differs = others().count() > 0 && !others().any(|(_, it)| it.contains(&mine));
        }
    }
}
