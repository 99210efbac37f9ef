//! The figures of a column, and which of them no other column shows.
//!
//! Of two columns each differs from the other; a mark on both would say nothing. So a figure that is
//! better the lower it is, is marked where it is not the lowest.

use analysis::Outcome;
use world::COORDINATOR;

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
    /// How bad it is; absent where no figure is better than another.
    pub weight: Option<u64>,
    /// Whether no other column shows the same, and another shows a better one.
    pub differs: bool,
}

pub(super) fn figures(contest: &Contest<'_>, side: &Side<'_>) -> Vec<Figure> {
    let cost = &side.verdict.cost;
    let make = |key, name: Word, (glyph, value, weight)| Figure {
        key,
        name: name.to(contest.lang),
        glyph,
        value,
        weight,
        differs: false,
    };
    let plain = |count: u32| (None, count.to_string(), Some(u64::from(count)));
    vec![
        make("atomicity", Word::Atomicity, atomicity(contest, side)),
        make("in-doubt", Word::InDoubt, in_doubt(contest, side)),
        make("decided", Word::Decided, decided(contest, side)),
        make("messages", Word::Messages, plain(cost.messages)),
        make("forced", Word::ForcedWrites, plain(cost.forced)),
        make("locked", Word::LockedTile, locked(contest, side)),
        make("lock-time", Word::LockTime, lock_time(contest, side)),
    ]
}

type Shown = (Option<&'static str>, String, Option<u64>);

fn atomicity(contest: &Contest<'_>, side: &Side<'_>) -> Shown {
    let (glyph, word) = if side.verdict.atomic() {
        ("s-committed", Word::HoldsLow)
    } else {
        ("s-split", Word::BrokenLow)
    };
    let weight = u64::from(!side.verdict.atomic());
    (Some(glyph), word.to(contest.lang).to_owned(), Some(weight))
}

fn in_doubt(contest: &Contest<'_>, side: &Side<'_>) -> Shown {
    let verdict = side.verdict;
    let waits = verdict.blocked.iter().any(|span| span.node == COORDINATOR);
    if verdict.in_doubt.is_empty() && waits {
        return (Some("s-in-doubt"), contest.cast.name(COORDINATOR).to_owned(), Some(1));
    }
    let glyph = (!verdict.blocked.is_empty()).then_some("s-in-doubt");
    let gaps = [&verdict.in_doubt.len().to_string(), &contest.voters()];
    let value = Word::SoManyOf.with(contest.lang, &gaps.map(String::as_str));
    (glyph, value, u64::try_from(verdict.in_doubt.len()).ok())
}

/// Who has decided; when everybody has, since when.
fn decided(contest: &Contest<'_>, side: &Side<'_>) -> Shown {
    let verdict = side.verdict;
    let glyph = match verdict.outcome {
        Outcome::Undecided => return (None, "–".to_owned(), None),
        Outcome::Commit => "s-committed",
        Outcome::Abort => "s-aborted",
        Outcome::Split => {
            return (Some("s-split"), Word::BothWays.to(contest.lang).to_owned(), None);
        }
    };
    (Some(glyph), who_decided(contest, side), None)
}

fn who_decided(contest: &Contest<'_>, side: &Side<'_>) -> String {
    let decided = &side.verdict.decided;
    let (some, all) = (decided.len(), side.now.nodes.len());
    let last = decided.values().map(|(_, at)| *at).max().unwrap_or_default();
    match decided.keys().next() {
        Some(one) if some == 1 => Word::OnlyOne.with(contest.lang, &[contest.cast.name(*one)]),
        Some(_) if some < all => {
            Word::SoManyOf.with(contest.lang, &[&some.to_string(), &all.to_string()])
        }
        Some(_) | None => contest.unit.short(last),
    }
}

fn locked(contest: &Contest<'_>, side: &Side<'_>) -> Shown {
    let sum = side.verdict.money.at_risk;
    let (figure, scale) = rupees_short(sum);
    let value = match scale {
        Scale::Rupees => figure,
        Scale::Lakh => format!("₹{figure} {}", Word::Lakh.to(contest.lang)),
        Scale::Crore => format!("₹{figure} {}", Word::Crore.to(contest.lang)),
    };
    (None, value, u64::try_from(sum.trunc()).ok())
}

fn lock_time(contest: &Contest<'_>, side: &Side<'_>) -> Shown {
    let span = side.verdict.cost.longest_lock();
    (None, contest.unit.short(span), Some(span.0))
}

/// Marks what stands in one column alone.
pub(super) fn mark_differences(columns: &mut [Column]) {
    let all: Vec<Vec<Figure>> = columns.iter().map(|column| column.figures.clone()).collect();
    for (index, column) in columns.iter_mut().enumerate() {
        let others = all.iter().enumerate().filter(|(other, _)| *other != index);
        let others: Vec<&Figure> = others.flat_map(|(_, figures)| figures).collect();
        for figure in &mut column.figures {
            figure.differs = differs(figure, &others);
        }
    }
}

fn differs(mine: &Figure, others: &[&Figure]) -> bool {
    let mut same_key = others.iter().filter(|it| it.key == mine.key).peekable();
    let compared = same_key.peek().is_some();
    let theirs: Vec<_> = same_key.collect();
    let alone = !theirs.iter().any(|it| it.glyph == mine.glyph && it.value == mine.value);
    let least = theirs.iter().filter_map(|it| it.weight).min();
    compared && alone && (mine.weight.is_none() || mine.weight > least)
}
