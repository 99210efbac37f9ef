//! The oracles of `docs/oracles.md`, by number: a schedule, and what must come of it.

#![allow(clippy::wildcard_enum_match_arm, reason = "a test picks the events it is about")]

#[path = "../support/mod.rs"]
mod support;

mod costs;
mod crash_points;
mod partition;
mod three_phase;
mod two_phase;
mod verdict;
