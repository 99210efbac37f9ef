//! Why a run stands as it does, in a sentence or two.

use scenario::plain;
use world::COORDINATOR;

use super::column::{Contest, Side, happened};
use crate::words::Word;

/// About two lines of a column.
const LONG: usize = 150;

pub(super) fn why(contest: &Contest<'_>, side: &Side<'_>) -> String {
    let name = contest.cast.name(COORDINATOR);
    match reason(side) {
        Some(word) => word.with(contest.lang, &[name]),
        None => told(contest, side),
    }
}

/// The reason for a sad ending, from what can be seen in the run.
fn reason(side: &Side<'_>) -> Option<Word> {
    let crashes = side.now.nodes.iter().any(|it| it.crashed.is_some() || it.recoveries > 0);
    let cut = !side.now.cuts.is_empty();
    if !side.verdict.atomic() {
        return Some(match (side.ruled, cut, crashes) {
            (true, ..) => Word::WhySplitRule,
            (false, true, false) => Word::WhySplitCut,
            (false, ..) => Word::WhySplit,
        });
    }
    let mut blocked = side.verdict.blocked.iter().map(|span| span.node);
    let alone = side.verdict.blocked.len() == 1 && blocked.any(|node| node == COORDINATOR);
    match (side.verdict.blocked.is_empty(), alone) {
        (true, _) => None,
        (false, true) => Some(Word::WhyWaits),
        (false, false) => Some(Word::WhyBlocked),
    }
}

/// What the scenario tells of the last moment, as far as it is short.
fn told(contest: &Contest<'_>, side: &Side<'_>) -> String {
    let Some(moment) = happened(side).next_back() else { return String::new() };
    let told = contest.scenario.narrate(moment, &contest.telling(side));
    told.story.first().map(|story| first_sentences(&plain(story))).unwrap_or_default()
}

/// Whole sentences from the start; always at least one.
fn first_sentences(text: &str) -> String {
    let ends = text.char_indices().filter(|(_, it)| matches!(it, '.' | '।' | '?' | '!'));
    let mut whole = ends
        .map(|(at, it)| at + it.len_utf8())
        .filter(|end| text[*end..].chars().next().is_none_or(char::is_whitespace));
    let Some(first) = whole.next() else { return text.to_owned() };
    let last = whole.take_while(|end| text[..*end].chars().count() <= LONG).last();
    text[..last.unwrap_or(first)].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_story_ends_with_a_whole_sentence() {
        let long = format!("One costs ₹1.5 lakh. Two! {}.", "x".repeat(LONG));
        assert_eq!(first_sentences(&long), "One costs ₹1.5 lakh. Two!");
        assert_eq!(first_sentences("सबने वादा किया। ठीक है।"), "सबने वादा किया। ठीक है।");
        assert_eq!(first_sentences("no stop"), "no stop");
    }
}
