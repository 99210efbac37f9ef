//! The plate over a column: how it stands, in two words and a sentence.

use analysis::{Axiom, Outcome, Verdict};
use world::{COORDINATOR, Decision, ProcessId};

use super::column::{Contest, Side};
use crate::words::Word;

/// How a run stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plate {
    /// "good", "abort", "doubt", "bad", "wait", or none.
    pub tone: &'static str,
    /// Its glyph in the sprite.
    pub glyph: &'static str,
    /// In two words.
    pub title: &'static str,
    /// In a sentence.
    pub says: String,
}

pub(super) fn plate(contest: &Contest<'_>, side: &Side<'_>) -> Plate {
    let verdict = side.verdict;
    let wrong = [Axiom::Ac1, Axiom::Ac2, Axiom::Ac3].into_iter().any(|it| verdict.broken(it));
    if wrong {
        let says = sides_of(contest, verdict);
        return make(contest, "bad", "s-split", Word::VerdictSplit, says);
    }
    if stuck(verdict).next().is_some() {
        return blocked(contest, verdict);
    }
    match verdict.outcome {
        Outcome::Undecided => undecided(contest, side),
        Outcome::Commit => decided(contest, side, Decision::Commit),
        Outcome::Abort | Outcome::Split => decided(contest, side, Decision::Abort),
    }
}

fn make(
    contest: &Contest<'_>,
    tone: &'static str,
    glyph: &'static str,
    title: Word,
    says: String,
) -> Plate {
    Plate { tone, glyph, title: title.to(contest.lang), says }
}

/// Participants that only a repair can help. A coordinator that waits alone holds nobody up.
fn stuck(verdict: &Verdict) -> impl Iterator<Item = ProcessId> {
    verdict.blocked.iter().map(|span| span.node).filter(|node| *node != COORDINATOR)
}

fn blocked(contest: &Contest<'_>, verdict: &Verdict) -> Plate {
    let count = stuck(verdict).count().to_string();
    let says = Word::PlateBlocked.with(contest.lang, &[&count, &contest.voters()]);
    make(contest, "doubt", "s-in-doubt", Word::VerdictBlocked, says)
}

fn undecided(contest: &Contest<'_>, side: &Side<'_>) -> Plate {
    let promised = side.verdict.in_doubt.len();
    if promised == 0 {
        let says = Word::PlateAsking.to(contest.lang).to_owned();
        return make(contest, "", "s-working", Word::VerdictWorking, says);
    }
    let says = Word::PlatePromised.with(contest.lang, &[&promised.to_string(), &contest.voters()]);
    make(contest, "wait", "s-prepared", Word::VerdictDoubt, says)
}

fn decided(contest: &Contest<'_>, side: &Side<'_>, decision: Decision) -> Plate {
    let open = |down: bool| -> Vec<ProcessId> {
        let nodes = side.now.nodes.iter();
        let open = nodes.filter(|it| it.decided.is_empty() && it.crashed.is_some() == down);
        open.map(|it| it.id).collect()
    };
    let (tone, glyph, title) = match decision {
        Decision::Commit => ("good", "s-committed", Word::VerdictCommitted),
        Decision::Abort => ("abort", "s-aborted", Word::VerdictAborted),
    };
    let lang = contest.lang;
    let waits = side.verdict.blocked.iter().any(|span| span.node == COORDINATOR);
    match (waits, open(false).len(), open(true).as_slice()) {
        (true, ..) => {
            let says = Word::PlateWaits.with(lang, &[contest.cast.name(COORDINATOR)]);
            make(contest, tone, glyph, title, says)
        }
        (false, 0, []) => make(contest, tone, glyph, title, heard(contest, decision)),
        (false, 0, down) => {
            let says = Word::PlateDown.with(lang, &[&group(contest, down, false)]);
            make(contest, tone, glyph, title, says)
        }
        (false, open, _) => {
            let says = Word::PlateHearing.with(lang, &[decision.word(), &open.to_string()]);
            make(contest, "wait", "s-prepared", Word::VerdictHearing, says)
        }
    }
}

/// What the client reads when all is settled.
fn heard(contest: &Contest<'_>, decision: Decision) -> String {
    let client = &contest.scenario.client;
    let text = match decision {
        Decision::Commit => &client.commit,
        Decision::Abort => &client.abort,
    };
    text.get(contest.lang).to_owned()
}

/// Who committed and who cancelled.
fn sides_of(contest: &Contest<'_>, verdict: &Verdict) -> String {
    let of = |which| {
        let decided = verdict.decided.iter();
        decided.filter(|(_, (it, _))| *it == which).map(|(who, _)| *who).collect::<Vec<_>>()
    };
    let (yes, no) = (of(Decision::Commit), of(Decision::Abort));
    let gaps = [group(contest, &yes, false), group(contest, &no, yes.len() == 1)];
    Word::PlateSplit.with(contest.lang, &[&gaps[0], &gaps[1]])
}

/// A name for one, a number for more.
fn group(contest: &Contest<'_>, who: &[ProcessId], rest: bool) -> String {
    match who {
        [one] => contest.cast.name(*one).to_owned(),
        [] | [_, _, ..] => {
            let word = if rest { Word::TheOthers } else { Word::SoMany };
            word.with(contest.lang, &[&who.len().to_string()])
        }
    }
}
