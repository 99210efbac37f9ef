//! Names instead of numbers.

use scenario::{Lang, Scenario};
use world::ProcessId;

/// The English name of a process.
pub(crate) fn name(scenario: &Scenario, who: ProcessId) -> String {
    scenario.name(who).get(Lang::En).to_owned()
}

/// Several names.
pub(crate) fn names(scenario: &Scenario, who: impl IntoIterator<Item = ProcessId>) -> String {
    let names: Vec<_> = who.into_iter().map(|it| name(scenario, it)).collect();
    if names.is_empty() { "nobody".to_owned() } else { names.join(", ") }
}

/// A line of a trace: its `C` and `P1` become Rohit and Caterer.
pub(crate) fn named(scenario: &Scenario, line: &str) -> String {
    let mut named = String::new();
    let mut word = String::new();
    for sign in line.chars().chain(std::iter::once(' ')) {
        if sign.is_ascii_alphanumeric() {
            word.push(sign);
            continue;
        }
        named.push_str(&scenario_word(scenario, &word));
        named.push(sign);
        word.clear();
    }
    named.trim_end().to_owned()
}

fn scenario_word(scenario: &Scenario, word: &str) -> String {
    let known = scenario.processes().find(|who| who.to_string() == word);
    known.map_or_else(|| word.to_owned(), |who| name(scenario, who))
}
