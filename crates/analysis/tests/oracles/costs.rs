//! Section B: messages, forced writes and delays of runs without failures, exactly.

use world::{Latency, Micros};

use crate::support::*;

const SIZES: std::ops::RangeInclusive<u8> = 1..=8;

fn no_votes(protocol: ProtocolId, participants: u8, no: u8) -> Case {
    (1..=no).fold(Case::new(protocol, participants), |case, who| case.votes_no(ProcessId(who)))
}

fn costs(case: &Case, decision: Decision) -> (u32, u32) {
    let run = case.run();
    run.all(decision).never_blocks();
    (run.verdict.cost.messages, run.verdict.cost.forced)
}

fn final_ack(case: Case, on: bool) -> Case {
    case.with(|setup| setup.final_ack = on)
}

#[test]
fn b_two_phase_commit_costs_4n_messages_and_2n_plus_1_forced_writes() {
    for size in SIZES {
        let n = u32::from(size);
        assert_eq!(costs(&Case::new(TwoPhase, size), Commit), (4 * n, 2 * n + 1), "N = {n}");
    }
}

#[test]
fn b_two_phase_abort_costs_4n_minus_2k_messages_and_1_plus_2_n_minus_k_forced_writes() {
    for size in SIZES {
        for no in 1..=size {
            let (n, k) = (u32::from(size), u32::from(no));
            let cost = costs(&no_votes(TwoPhase, size, no), Abort);
            assert_eq!(cost, (4 * n - 2 * k, 1 + 2 * (n - k)), "N = {n}, k = {k}");
        }
    }
}

#[test]
fn b_two_phase_abort_costs_the_same_whoever_votes_no_and_whenever() {
    // A NO that comes first, in the middle or last does not change what is paid.
    for who in 1..=4 {
        for check in [0, 1, 5, 30] {
            let case = Case::new(TwoPhase, 4).votes_no(ProcessId(who));
            let case = case.slow_check(ProcessId(who), check);
            assert_eq!(costs(&case, Abort), (14, 7), "P{who} after {check} ms");
        }
    }
}

#[test]
fn b_three_phase_commit_costs_5n_messages_or_6n_with_final_ack_and_2_plus_3n_forced_writes() {
    for size in SIZES {
        let n = u32::from(size);
        let case = Case::new(ThreePhase, size);
        assert_eq!(costs(&final_ack(case.clone(), false), Commit), (5 * n, 2 + 3 * n), "N = {n}");
        assert_eq!(costs(&final_ack(case, true), Commit), (6 * n, 2 + 3 * n), "N = {n}");
    }
}

#[test]
fn b_three_phase_abort_costs_3n_minus_k_messages_plus_acks_and_forced_writes_of_two_phase() {
    for size in SIZES {
        for no in 1..=size {
            let (n, k) = (u32::from(size), u32::from(no));
            let case = no_votes(ThreePhase, size, no);
            let forced = 1 + 2 * (n - k);
            let plain = costs(&final_ack(case.clone(), false), Abort);
            assert_eq!(plain, (3 * n - k, forced), "N = {n}, k = {k}");
            let acked = costs(&final_ack(case, true), Abort);
            assert_eq!(acked, (3 * n - k + (n - k), forced), "N = {n}, k = {k}");
        }
    }
}

#[test]
fn b_three_phase_without_logged_precommit_forces_1_plus_2n() {
    for size in SIZES {
        let n = u32::from(size);
        let case = Case::new(ThreePhase, size).policy(world::Policy::PreCommitNotLogged);
        assert_eq!(costs(&final_ack(case, false), Commit), (5 * n, 1 + 2 * n), "N = {n}");
    }
}

#[test]
fn b_three_participants_as_in_the_cross_check() {
    // N = 3: PrN 12 messages and 7 forced writes, with one NO 10 and 5; 3PC 15 (18) and 11.
    assert_eq!(costs(&Case::new(TwoPhase, 3), Commit), (12, 7));
    assert_eq!(costs(&no_votes(TwoPhase, 3, 1), Abort), (10, 5));
    assert_eq!(costs(&final_ack(Case::new(ThreePhase, 3), false), Commit), (15, 11));
    assert_eq!(costs(&Case::new(ThreePhase, 3), Commit), (18, 11));
}

/// One message takes 1 ms, and nothing else takes any time: milliseconds are delays.
fn only_delays(protocol: ProtocolId, participants: u8) -> Case {
    Case::new(protocol, participants).with(|setup| {
        setup.network.default.latency = Latency::Constant(Micros::millis(1));
        setup.disk.force = Latency::Constant(Micros::ZERO);
        setup.client = Micros::ZERO;
        for local in &mut setup.locals {
            local.check = Latency::Constant(Micros::ZERO);
        }
    })
}

#[test]
fn b_client_knows_after_2_and_4_delays_and_locks_are_released_after_3_and_5() {
    for size in SIZES {
        for (protocol, client, unlocked) in [(TwoPhase, 2, 3), (ThreePhase, 4, 5)] {
            let run = only_delays(protocol, size).run();
            run.all(Commit);
            let cost = &run.verdict.cost;
            assert_eq!(cost.client, Some(Micros::millis(client)), "{protocol:?} N = {size}");
            assert_eq!(cost.unlocked, Some(Micros::millis(unlocked)), "{protocol:?} N = {size}");
        }
    }
}

#[test]
fn b_three_phase_holds_locks_two_delays_and_one_force_longer() {
    // A.12: 2 message delays and the two PRECOMMIT forces (one at C, one at P) lie in between.
    let two = Case::new(TwoPhase, 3).run().verdict.cost.longest_lock();
    let three = Case::new(ThreePhase, 3).run().verdict.cost.longest_lock();
    assert_eq!(three - two, Micros::millis(2 * 10 + 2));
}

#[test]
fn b_window_of_vulnerability_is_two_delays_and_one_forced_write() {
    // From the promise to the decision at hand: YES, the commit point, COMMIT.
    let run = Case::new(TwoPhase, 3).run();
    let promised = run.end.node(P1).promised;
    let heard = run.trace.entries.iter().find(|it| it.to_string().contains("P1 forces COMMIT"));
    let heard = heard.map(|it| it.at);
    assert_eq!(heard.zip(promised).map(|(to, from)| to - from), Some(Micros::millis(21)));
}
