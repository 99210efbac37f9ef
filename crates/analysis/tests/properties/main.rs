//! What holds in every run, tried on more than 100,000 random ones; and that every wrong rule is
//! caught. Reproducible: the seeds are fixed. A failing run is shrunk and printed in words.

#![allow(clippy::wildcard_enum_match_arm, reason = "a test picks the events it is about")]

#[path = "../support/mod.rs"]
mod support;

mod random;
mod safety;
mod wrong_rules;

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use random::{Inputs, Range, inputs};
use support::words;
use world::run;

/// Tries so many random runs; the first bad one, shrunk, and what is bad about it.
fn search(
    range: Range,
    seed: u8,
    cases: u32,
    complaint: impl Fn(&Inputs) -> Option<String>,
) -> Option<(Inputs, String)> {
    // For a long night: PAKKA_PATIENCE=100 tries a hundred times as many, with other seeds.
    let patience: u32 =
        std::env::var("PAKKA_PATIENCE").ok().and_then(|it| it.parse().ok()).unwrap_or(1);
    let mut bytes = [seed; 32];
    bytes[..4].copy_from_slice(&patience.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let config = Config {
        cases: cases * patience,
        failure_persistence: None,
        max_shrink_iters: 20_000,
        ..Config::default()
    };
    let mut runner = TestRunner::new_with_rng(config, rng);
    let tried = runner.run(&inputs(range).boxed(), |inputs| {
        complaint(&inputs).map_or(Ok(()), |why| Err(TestCaseError::fail(why)))
    });
    match tried {
        Ok(()) => None,
        Err(TestError::Fail(why, inputs)) => Some((inputs, why.to_string())),
        Err(TestError::Abort(why)) => panic!("{why}"),
    }
}

/// A run in words: what differs from the plain setup, the schedule, and what happened.
fn describe(inputs: &Inputs) -> String {
    let setup = &inputs.setup;
    let votes: Vec<bool> = setup.locals.iter().map(|local| local.able).collect();
    let trace = run(setup, &inputs.acts);
    let lines: String =
        trace.entries.iter().take(200).map(|entry| format!("    {entry}\n")).collect();
    format!(
        "{} N={} cooperative {} final ack {} {:?} {:?} votes {votes:?}\n{:?} disk {:?} {:?}\n{}{lines}",
        setup.protocol.word(),
        setup.participants,
        setup.cooperative,
        setup.final_ack,
        setup.detector,
        setup.timers,
        setup.network.default,
        setup.disk.force,
        setup.locals.first().map(|local| local.check),
        words::schedule(&inputs.acts),
    )
}

/// No random run is bad.
#[track_caller]
fn never(range: Range, seed: u8, cases: u32, complaint: impl Fn(&Inputs) -> Option<String>) {
    if let Some((inputs, why)) = search(range, seed, cases, complaint) {
        panic!("{why}\n{}", describe(&inputs));
    }
}
