//! The scenarios that come with the program keep what they promise.

use scenario::{Scenario, builtin};

fn all() -> impl Iterator<Item = Scenario> {
    builtin().iter().map(|(id, text)| match Scenario::parse(&format!("{id}.toml"), text) {
        Ok(scenario) => scenario,
        Err(problems) => panic!("{problems}"),
    })
}

#[test]
fn every_required_outcome_comes_out() {
    for scenario in all() {
        let misses = scenario.verify();
        assert!(misses.is_empty(), "{}: {misses:#?}", scenario.id);
    }
}
