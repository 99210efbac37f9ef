//! The protocol words that a point or a message may name.

use world::{StepKind, Timer};

/// Log records of all protocols.
pub(crate) const RECORDS: [&str; 6] = ["PREPARED", "PRECOMMIT", "COMMIT", "ABORT", "UP", "END"];

/// Messages of all protocols.
pub(crate) const MESSAGES: [&str; 14] = [
    "PREPARE",
    "YES",
    "NO",
    "PRECOMMIT",
    "ACK-PC",
    "COMMIT",
    "ABORT",
    "ACK",
    "ASK",
    "UNCERTAIN",
    "ELECTED",
    "STATE?",
    "STATE",
    "BACK",
];

/// What a step may name.
pub(crate) fn of(step: StepKind) -> Vec<&'static str> {
    match step {
        StepKind::Force | StepKind::Write => RECORDS.to_vec(),
        StepKind::Send | StepKind::Receive => MESSAGES.to_vec(),
        StepKind::TimeOut => Timer::ALL.into_iter().map(Timer::word).collect(),
        StepKind::Check => Vec::new(),
    }
}
