//! C-01 to C-22: two-phase commit is never unsafe, and blocks exactly where it must.

use analysis::Outcome;
use world::{Act, Latency, Micros, Policy, Status};

use crate::support::*;

fn both(participants: u8) -> [Case; 2] {
    let case = Case::new(TwoPhase, participants);
    [case.clone(), case.without_cooperation()]
}

#[test]
fn c_01_no_failure_all_yes_commits_everywhere() {
    for case in (1..=5).flat_map(both) {
        case.run().all(Commit).never_blocks();
    }
}

#[test]
fn c_02_a_no_aborts_everywhere_and_the_no_voter_at_once() {
    for case in both(3) {
        let run = case.votes_no(P2).run();
        run.all(Abort).never_blocks();
        let voted = run.sent_at(P2, "NO", C);
        assert_eq!(run.end.node(P2).decided[0].1, Micros::millis(11));
        assert_eq!(voted, Some(Micros::millis(11)), "aborted when it votes");
    }
}

#[test]
fn c_03_crash_before_the_vote_aborts_and_recovery_needs_no_message() {
    for case in both(2) {
        let run = case.crash(P1, before_force(P1, "PREPARED")).recover(1_000, P1).run();
        run.all(Abort).never_blocks();
        assert_eq!(run.end.node(P1).decided[0].1, Micros::millis(1_000), "at once, on its own");
        assert_eq!(run.says("P1 -> C  ASK"), 0);
    }
}

#[test]
fn c_04_crash_after_yes_commits_and_recovers_in_doubt_with_its_locks() {
    for case in both(2) {
        let run = case.crash(P1, after_send(P1, "YES", C)).recover(1_000, P1).run();
        run.all(Commit);
        let back = run.at(1_000);
        assert!(back.node(P1).in_doubt() && back.node(P1).locked.is_some());
        assert_eq!(run.says("P1 -> C  ASK"), 1, "it inquires");
        run.stands(1_000, P1, Status::Prepared).holds_locks(P1, false);
    }
}

#[test]
fn c_05_a_lost_yes_aborts_and_the_sender_learns_it_by_inquiry() {
    // The ABORT of the time-out is lost too, so that only the inquiry is left.
    for case in both(2) {
        let run = case.lose(P1, "YES", C).lose(C, "ABORT", P1).run();
        run.all(Abort).never_blocks();
        assert!(run.says("P1 -> C  ASK") > 0);
    }
}

#[test]
fn c_05_a_yes_after_the_decision_changes_nothing() {
    for case in both(2) {
        let run = case.delay(P1, "YES", C, 300).run();
        run.all(Abort).never_blocks();
    }
}

#[test]
fn c_06_a_lost_prepare_aborts() {
    for case in both(3) {
        case.lose(C, "PREPARE", P1).run().all(Abort).never_blocks();
    }
}

#[test]
fn c_07_a_late_prepare_after_giving_up_is_answered_no() {
    // P1 waits 500 ms for PREPARE and gives up; it comes at 610 ms.
    for case in both(2) {
        let case = case.with(|setup| setup.timers.votes = Micros::millis(2_000));
        let run = case.delay(C, "PREPARE", P1, 600).run();
        run.all(Abort);
        assert_eq!(run.path(P1), [Status::Initial, Status::Aborted], "never PREPARED");
        assert_eq!(run.sent_at(P1, "NO", C), Some(Micros::millis(610)));
    }
}

#[test]
fn c_07_a_repeated_prepare_is_answered_as_before() {
    let copy = |at: Here| (at, Act::Duplicate(message(C, "PREPARE", P1)));
    let (here, act) = copy(after_send(C, "PREPARE", P1));
    Case::new(TwoPhase, 2).when(here.clone(), act.clone()).run().all(Commit);
    let run = Case::new(TwoPhase, 2).votes_no(P1).when(here, act).run();
    run.all(Abort);
    assert_eq!(run.says("P1 -> C  NO"), 2);
}

#[test]
fn c_08_crash_while_collecting_blocks_the_prepared_until_recovery_aborts() {
    // C has one of two votes and no record.
    for case in both(2) {
        let run = case.crash(C, after_receive(C, "YES", P1)).recover(2_000, C).run();
        run.all(Abort);
        run.blocks(P1, 22, Some(2_000)).blocks(P2, 22, Some(2_000));
    }
}

#[test]
fn c_08_who_is_still_working_aborts_alone() {
    // PREPARE reaches P1 only. P2 gives up at 500 ms; cooperation frees P1 by then.
    let [cooperative, alone] = both(2).map(|case| case.crash(C, after_send(C, "PREPARE", P1)));
    cooperative.run().sound().never_blocks().decided(P1, Abort).decided(P2, Abort);
    let run = alone.recover(2_000, C).run();
    run.all(Abort).blocks(P1, 12, Some(2_000));
    assert!(run.blocking.spans.iter().all(|span| span.node == P1), "P2 is not blocked");
}

#[test]
fn c_09_crash_after_the_commit_point_blocks_everyone_until_recovery() {
    for case in both(3) {
        let run = case.crash(C, after_force(C, "COMMIT")).recover(3_000, C).run();
        run.all(Commit);
        for who in [P1, P2, P3] {
            run.blocks(who, 23, Some(3_000)).stands(2_999, who, Status::Prepared);
        }
    }
}

#[test]
fn c_09_without_recovery_it_blocks_for_ever() {
    let run = Case::new(TwoPhase, 3).crash(C, after_force(C, "COMMIT")).run();
    run.sound().blocks(P1, 23, None).blocks(P2, 23, None).blocks(P3, 23, None);
    assert_eq!(run.verdict.blocked.len(), 3);
    assert_eq!(run.verdict.outcome, Outcome::Commit, "C's decision counts");
}

#[test]
fn c_10_one_who_knows_helps_if_participants_may_ask_each_other() {
    let [cooperative, alone] = both(2).map(|case| case.crash(C, after_send(C, "COMMIT", P1)));
    let run = cooperative.run();
    run.sound().decided(P1, Commit).decided(P2, Commit).never_blocks();
    let run = alone.recover(3_000, C).run();
    run.all(Commit).blocks(P2, 23, Some(3_000));
}

#[test]
fn c_11_participant_crash_after_its_decision_costs_one_more_ack() {
    // P1 has COMMIT on disk and crashes before its ACK: C repeats, P1 acknowledges, C forgets.
    for case in both(2) {
        let run = case.crash(P1, after_force(P1, "COMMIT")).recover(1_000, P1).run();
        run.all(Commit).never_blocks().holds_locks(P1, false);
        assert!(run.says("C -> P1  COMMIT") > 1);
        assert_eq!(run.says("P1 -> C  ACK"), 1);
        assert_eq!(run.says("C log END"), 1, "not before the last ACK");
    }
}

#[test]
fn c_11_participant_crash_before_its_decision_is_on_disk() {
    for case in both(2) {
        let run = case.crash(P1, before_force(P1, "COMMIT")).recover(1_000, P1).run();
        run.all(Commit).never_blocks();
    }
}

#[test]
fn c_12_coordinator_crash_after_some_acks_repeats_to_all_and_changes_nothing() {
    for case in both(3) {
        let run = case.crash(C, after_receive(C, "ACK", P1)).recover(1_000, C).run();
        run.all(Commit).never_blocks();
        assert_eq!(run.says("C -> P1  COMMIT"), 2);
        assert_eq!(run.says("P1 -> C  ACK"), 2, "re-acknowledged");
        assert_eq!(run.says("C log END"), 1);
    }
}

#[test]
fn c_12_coordinator_crash_after_all_acks_forgets_or_repeats() {
    // END is unforced: lost with the tail if C crashes within a second, kept otherwise.
    let case = Case::new(TwoPhase, 2);
    let lost = case.clone().crash_at(500, C).recover(1_000, C).run();
    lost.all(Commit);
    assert_eq!(lost.says("C -> P1  COMMIT"), 2);
    let kept = case.crash_at(1_500, C).recover(2_000, C).run();
    kept.all(Commit);
    assert_eq!(kept.says("C -> P1  COMMIT"), 1);
}

#[test]
fn c_13_shortest_blocking_run_has_four_steps() {
    // C sends PREPARE, C crashes, P1 votes YES, P2 votes YES.
    let blocking = Case::new(TwoPhase, 2).crash(C, after_send(C, "PREPARE", P2));
    let run = blocking.run();
    run.sound().stands(30, P1, Status::Prepared).stands(30, P2, Status::Prepared);
    run.blocks(P1, 12, None).blocks(P2, 12, None);
    // One step less, and nobody blocks: without the crash, or with one vote missing.
    Case::new(TwoPhase, 2).run().never_blocks();
    let missing = Case::new(TwoPhase, 2).crash(C, after_send(C, "PREPARE", P1)).run();
    missing.sound().never_blocks().decided(P1, Abort).decided(P2, Abort);
}

#[test]
fn c_14_a_lost_late_or_repeated_decision_is_harmless() {
    let decision = || message(C, "COMMIT", P1);
    let acts = [
        Act::Drop(decision()),
        Act::Duplicate(decision()),
        Act::Delay(decision(), Micros::millis(450)),
    ];
    for act in acts {
        for case in both(2) {
            let run = case.when(after_send(C, "COMMIT", P1), act.clone()).run();
            run.all(Commit).never_blocks();
            assert_eq!(run.says("C log END"), 1);
        }
    }
}

#[test]
fn c_14_a_decision_that_arrives_after_crash_and_recovery() {
    for case in both(2) {
        let case = case.delay(C, "COMMIT", P1, 900).crash_at(100, P1).recover(150, P1);
        let run = case.run();
        run.all(Commit).never_blocks();
        assert!(run.says("P1 -> C  ACK") >= 2, "duplicates are acknowledged again");
    }
}

#[test]
fn c_14_a_network_that_loses_repeats_and_reorders() {
    for seed in 0..50 {
        let case = Case::new(TwoPhase, 3).with(|setup| {
            setup.seed = seed;
            setup.horizon = Micros::millis(60_000);
            setup.network.default.latency = Latency::Uniform(Micros(100), Micros::millis(90));
            setup.network.default.loss_ppm = 200_000;
            setup.network.default.duplicate_ppm = 300_000;
            setup.network.default.reorder = true;
        });
        let run = case.run();
        run.sound().never_blocks();
        assert!(run.trace.quiet, "it ends");
    }
}

#[test]
fn c_15_who_is_cut_off_after_all_yes_blocks_until_the_heal() {
    for case in both(2) {
        let run = case.partition(before_force(C, "COMMIT"), &[&[C, P1], &[P2]]).heal(3_000).run();
        run.all(Commit).blocks(P2, 22, Some(3_000));
        assert_eq!(run.blocking.spans.len(), 1);
    }
}

#[test]
fn c_16_a_coordinator_alone_on_its_side_blocks_all_others() {
    for case in both(2) {
        let run = case.partition(before_force(C, "COMMIT"), &[&[C], &[P1, P2]]).heal(3_000).run();
        run.all(Commit).blocks(P1, 22, Some(3_000)).blocks(P2, 22, Some(3_000));
    }
}

#[test]
fn c_17_a_vote_that_is_cut_off_aborts_and_blocks_its_sender() {
    for case in both(2) {
        let run = case.partition(after_send(P2, "YES", C), &[&[C, P1], &[P2]]).heal(3_000).run();
        run.all(Abort).blocks(P2, 12, Some(3_000));
        assert_eq!(run.blocking.spans.len(), 1, "P1 is told");
    }
}

#[test]
fn c_18_a_false_suspicion_while_collecting_is_safe() {
    // PREPARE takes 200 ms, YES another 200 ms; C waits 200 ms for votes.
    for case in both(2) {
        let run = case.unreliable().at(0, Act::Slow(C, P1, 20_000)).run();
        run.all(Abort).never_blocks();
        assert_eq!(run.says("P1 -> C  YES"), 1, "its YES came too late");
    }
}

#[test]
fn c_19_a_slow_coordinator_is_waited_for() {
    let case = Case::new(TwoPhase, 2).without_cooperation().unreliable();
    let case = case.when(after_send(C, "COMMIT", P1), Act::Slow(C, P1, 60_000));
    case.delay(C, "COMMIT", P1, 1_000).run().all(Commit).never_blocks();
}

#[test]
fn c_19_aborting_in_doubt_on_time_out_splits_without_any_crash() {
    let case = Case::new(TwoPhase, 2).delay(C, "COMMIT", P1, 1_000);
    case.run().all(Commit);
    let run = case.policy(Policy::AbortInDoubtOnTimeout).run();
    run.splits().decided(P1, Abort).decided(P2, Commit);
    assert_eq!(run.says("CRASHES"), 0);
}

/// Every order in which three processes can come back.
const ORDERS: [[ProcessId; 3]; 6] =
    [[C, P1, P2], [C, P2, P1], [P1, C, P2], [P1, P2, C], [P2, C, P1], [P2, P1, C]];

#[test]
fn c_21_total_failure_ends_alike_in_every_order_of_recovery() {
    for at in 1..50 {
        for order in ORDERS {
            let down = [C, P1, P2]
                .into_iter()
                .fold(Case::new(TwoPhase, 2), |case, who| case.at(at, Act::Crash(who)));
            let back =
                (1..).zip(order).fold(down, |case, (nth, who)| case.recover(nth * 1_000, who));
            let run = back.run();
            run.sound();
            let decision = run.end.node(C).decided[0].0;
            run.all(decision);
        }
    }
}

#[test]
fn c_22_a_coordinator_without_memory_answers_abort() {
    for case in both(2) {
        let run = case.crash(C, after_send(C, "PREPARE", P2)).recover(2_000, C).run();
        run.all(Abort);
        assert!(run.sent_at(C, "ABORT", P1) > Some(Micros::millis(2_000)));
    }
}
