//! Every wrong rule is caught by chance alone, and its schedule printed:
//! `cargo test -p analysis --test properties wrong_rules -- --nocapture`.

use world::{
    Act, COORDINATOR as C, DetectorMode, Intervention, MessageRef, Micros, Point, Policies, Policy,
    ProcessId, ProtocolId, Side, StepKind, When, run,
};

use crate::random::Range;
use crate::support::facts::Facts;
use crate::{describe, search};

/// Looks for crashes and recoveries, up to so many, that break a promise with the rule and do not
/// without it.
fn caught(protocol: ProtocolId, policy: Policy, acts: usize) {
    caught_after(protocol, policy, acts, Vec::new());
}

/// The same, with the first accident given.
fn caught_after(protocol: ProtocolId, policy: Policy, acts: usize, given: Vec<Intervention>) {
    let range = Range {
        protocol,
        detector: Some(DetectorMode::Perfect),
        policies: Policies::NONE.with(policy),
        partitions: false,
        noise: false,
        plain: true,
        given,
        acts,
    };
    let found = search(range, 11, 60_000, |inputs| {
        let end = Facts::of(&run(&inputs.setup, &inputs.repaired()));
        end.broken().filter(|_| {
            let mut right = inputs.clone();
            right.setup.policies = Policies::NONE;
            Facts::of(&run(&right.setup, &right.repaired())).broken().is_none()
        })
    });
    let Some((inputs, why)) = found else {
        panic!("{} survives", policy.word());
    };
    println!("{} {}\n{}", policy.word(), why, describe(&inputs));
}

fn after(step: StepKind, word: &str, act: Act) -> Vec<Intervention> {
    let (node, side, word) = (C, Side::After, word.to_owned());
    let when = When::point(Point { node, side, step, word, other: None, nth: 1 });
    vec![Intervention { when, act }]
}

#[test]
fn two_phase_abort_in_doubt_on_timeout() {
    caught(ProtocolId::TwoPhase, Policy::AbortInDoubtOnTimeout, 2);
}

#[test]
fn two_phase_recovered_decide_alone() {
    caught(ProtocolId::TwoPhase, Policy::RecoveredDecideAlone, 2);
}

#[test]
fn two_phase_unreachable_counts_as_abort() {
    caught(ProtocolId::TwoPhase, Policy::UnreachableCountsAsAbort, 2);
}

#[test]
fn two_phase_poll_on_recovery() {
    caught(ProtocolId::TwoPhase, Policy::PollOnRecovery, 3);
}

#[test]
fn three_phase_abort_in_doubt_on_timeout() {
    let (from, to, word) = (C, ProcessId(1), "PRECOMMIT".to_owned());
    let late = Act::Delay(MessageRef { from, to, word, nth: 1 }, Micros::millis(1_000));
    let given = after(StepKind::Send, "PRECOMMIT", late);
    caught_after(ProtocolId::ThreePhase, Policy::AbortInDoubtOnTimeout, 2, given);
}

#[test]
fn three_phase_recovered_decide_alone() {
    caught(ProtocolId::ThreePhase, Policy::RecoveredDecideAlone, 3);
}

#[test]
fn three_phase_unreachable_counts_as_abort() {
    caught(ProtocolId::ThreePhase, Policy::UnreachableCountsAsAbort, 3);
}

#[test]
fn three_phase_timeouts_only() {
    caught(ProtocolId::ThreePhase, Policy::TimeoutsOnly, 2);
}

#[test]
fn three_phase_abort_on_missing_ack() {
    caught(ProtocolId::ThreePhase, Policy::AbortOnMissingAck, 3);
}

#[test]
fn three_phase_commit_on_one_precommitted() {
    let given = after(StepKind::Send, "PRECOMMIT", Act::Crash(C));
    caught_after(ProtocolId::ThreePhase, Policy::CommitOnOnePreCommitted, 2, given);
}

#[test]
fn three_phase_precommit_not_logged() {
    caught(ProtocolId::ThreePhase, Policy::PreCommitNotLogged, 3);
}

#[test]
fn three_phase_recovered_take_part() {
    let given = after(StepKind::Force, "PRECOMMIT", Act::Crash(C));
    caught_after(ProtocolId::ThreePhase, Policy::RecoveredTakePart, 3, given);
}

#[test]
fn three_phase_all_recovered_vote() {
    let given = after(StepKind::Force, "PRECOMMIT", Act::Crash(C));
    caught_after(ProtocolId::ThreePhase, Policy::AllRecoveredVote, 3, given);
}
