//! C-50 to C-53b: what a partition does to three-phase commit, and not to two-phase commit.

use analysis::Axiom;
use world::{Act, Policy, Status, StepKind};

use crate::support::*;

/// All YES, C is about to send PRECOMMIT, and stands alone.
fn alone_before_precommit(protocol: ProtocolId, participants: u8, record: &str) -> Case {
    let others: Vec<ProcessId> = (1..=participants).map(ProcessId).collect();
    let case = Case::new(protocol, participants).unreliable();
    case.partition(after_force(C, record), &[&[C], &others])
}

#[test]
fn c_50_one_partition_and_no_crash_splits_three_phase_commit() {
    // C gets no ACK, ignores the silent and commits; the others are all PREPARED: TR3.
    for size in [2, 3] {
        let run = alone_before_precommit(ThreePhase, size, "PRECOMMIT").run();
        run.splits().decided(C, Commit).decided(P1, Abort).decided(P2, Abort);
        assert_eq!(run.says("CRASHES"), 0);
    }
}

#[test]
fn c_50_a_heal_comes_too_late() {
    let run = alone_before_precommit(ThreePhase, 2, "PRECOMMIT").heal(2_000).run();
    run.splits().decided(C, Commit).decided(P1, Abort);
    assert!(!run.verdict.broken(Axiom::Ac2), "nobody takes it back");
}

/// N = 4, PRECOMMIT reached P1 and P2, C is gone, and the network splits between the pairs.
fn textbook() -> Case {
    let here = after_send(C, "PRECOMMIT", P2);
    let case = Case::new(ThreePhase, 4).unreliable();
    case.partition(here.clone(), &[&[C, P1, P2], &[P3, P4]]).crash(C, here)
}

#[test]
fn c_51_textbook_split_and_no_log_shows_it() {
    let run = textbook().heal(2_000).recover(3_000, C).run();
    run.splits();
    run.decided(P1, Commit).decided(P2, Commit).decided(P3, Abort).decided(P4, Abort);
    for node in &run.end.nodes {
        let decisions = node.log.iter().filter(|line| line.decides.is_some()).count();
        assert_eq!(decisions, 1, "the log of {} is in order", node.id);
    }
}

#[test]
fn c_52_the_same_partitions_block_two_phase_commit_and_nothing_else() {
    let run = alone_before_precommit(TwoPhase, 2, "COMMIT").heal(3_000).run();
    run.all(Commit).blocks(P1, 23, Some(3_000)).blocks(P2, 23, Some(3_000));
    let groups: [&[ProcessId]; 2] = [&[C, P1, P2], &[P3, P4]];
    let here = after_send(C, "COMMIT", P2);
    let case = Case::new(TwoPhase, 4).unreliable();
    let run = case.partition(here.clone(), &groups).crash(C, here).heal(3_000).run();
    run.sound().decided(P1, Commit).blocks(P3, 23, Some(3_000)).blocks(P4, 23, Some(3_000));
}

#[test]
fn c_53_a_false_suspicion_is_a_partition() {
    // Nothing is cut, lost or down: the links of C are only slower than the detector waits.
    let slow = |case: Case, who| case.when(after_force(C, "PRECOMMIT"), Act::Slow(C, who, 60_000));
    let case = [P1, P2].into_iter().fold(Case::new(ThreePhase, 2).unreliable(), slow);
    let run = case.run();
    run.splits().decided(C, Commit).decided(P1, Abort);
    assert_eq!(run.says("lost"), 0);
    // A perfect detector is not fooled.
    let case = [P1, P2].into_iter().fold(Case::new(ThreePhase, 2), slow);
    case.run().all(Commit);
}

#[test]
fn c_53_a_long_pause_is_a_false_suspicion() {
    // C stands still with PRECOMMIT on disk; the others abort, and it learns that when it goes on.
    let here = after_force(C, "PRECOMMIT");
    let case = Case::new(ThreePhase, 2).unreliable().when(here, Act::Pause(C));
    case.at(2_000, Act::Resume(C)).run().all(Abort);
    // After its own COMMIT is on disk nobody can be PREPARED any more.
    let here = after_force(C, "COMMIT");
    let case = Case::new(ThreePhase, 2).unreliable().when(here, Act::Pause(C));
    let run = case.at(2_000, Act::Resume(C)).run();
    run.all(Commit).stands(1_000, P1, Status::Committed);
}

#[test]
fn c_53_a_leader_that_was_replaced_while_it_stood_still_learns() {
    // C is gone. P1, elected and PRECOMMITTED, stands still with all answers waiting; P2 takes over
    // and aborts by TR3. When P1 goes on it wants to move the others up, and is told.
    let case = Case::new(ThreePhase, 3)
        .unreliable()
        .crash(C, after_send(C, "PRECOMMIT", P1))
        .when(before(P1, StepKind::Receive, "STATE"), Act::Pause(P1))
        .at(2_000, Act::Resume(P1))
        .recover(3_000, C);
    let run = case.run();
    run.all(Abort).stands(1_000, P2, Status::Aborted);
    assert!(run.says("P1 -> P2  PRECOMMIT") > 0, "{}", run.text());
}

#[test]
fn c_53b_aborting_on_a_missing_ack_splits_too() {
    // PRECOMMIT reached P1, which is cut off before its ACK: C aborts, P1 commits by TR4.
    let groups: [&[ProcessId]; 2] = [&[C, P2], &[P1]];
    let case = Case::new(ThreePhase, 2).unreliable();
    let case = case.partition(after_force(P1, "PRECOMMIT"), &groups).heal(3_000);
    case.run().all(Commit);
    let run = case.policy(Policy::AbortOnMissingAck).run();
    run.splits().decided(C, Abort).decided(P1, Commit).decided(P2, Abort);
}
