//! C-40 to C-61: three-phase commit without partitions, the detector perfect.

use analysis::Axiom;
use world::{Micros, Policy, Status, StepKind};

use crate::support::*;

/// PRECOMMIT leaves for P1 only, and C is gone.
fn precommit_to_one(participants: u8) -> Case {
    Case::new(ThreePhase, participants).crash(C, after_send(C, "PRECOMMIT", P1))
}

#[test]
fn c_40_no_failure_goes_through_every_state() {
    for size in 1..=5 {
        let run = Case::new(ThreePhase, size).run();
        run.all(Commit).never_blocks();
        let path = [
            Status::Initial,
            Status::Working,
            Status::Prepared,
            Status::PreCommitted,
            Status::Committed,
        ];
        for who in 1..=size {
            assert_eq!(run.path(ProcessId(who)), path);
        }
    }
}

#[test]
fn c_41_coordinator_crash_before_or_after_prepare_aborts() {
    let moments = [
        before_send(C, "PREPARE", P1),
        after_send(C, "PREPARE", P1),
        after_send(C, "PREPARE", P3),
        after_receive(C, "YES", P1),
    ];
    for here in moments {
        let case = Case::new(ThreePhase, 3).crash(C, here);
        let run = case.run();
        run.sound().never_blocks();
        for who in [P1, P2, P3] {
            run.decided(who, Abort);
        }
        case.recover(2_000, C).run().all(Abort);
    }
}

#[test]
fn c_42_all_yes_and_no_precommit_aborts_without_waiting() {
    for here in [before_force(C, "PRECOMMIT"), after_force(C, "PRECOMMIT")] {
        for size in 1..=4 {
            let case = Case::new(ThreePhase, size).crash(C, here.clone());
            let run = case.run();
            run.sound().never_blocks().decided(P1, Abort);
            let last = run.end.nodes.iter().filter_map(|node| node.decided.first()).map(|it| it.1);
            assert!(last.max() < Some(Micros::millis(200)), "it does not wait for C");
            case.recover(2_000, C).run().all(Abort);
        }
    }
}

#[test]
fn c_43_precommit_to_some_moves_the_others_up_and_commits() {
    for size in 2..=4 {
        let case = precommit_to_one(size);
        let run = case.run();
        run.sound().never_blocks().decided(P1, Commit).decided(P2, Commit);
        assert!(run.path(P2).contains(&Status::PreCommitted), "TR4 moves P2 up first");
        case.recover(2_000, C).run().all(Commit);
    }
}

#[test]
fn c_45_time_outs_only_split_with_one_crash() {
    // P1 is PRECOMMITTED and commits, P2 is PREPARED and aborts.
    let run = precommit_to_one(2).policy(Policy::TimeoutsOnly).run();
    run.splits().decided(P1, Commit).decided(P2, Abort);
    assert_eq!(run.says("CRASHES"), 1);
    precommit_to_one(2).run().sound().decided(P2, Commit);
}

#[test]
fn c_45_aborting_in_doubt_on_time_out_splits_with_one_crash() {
    // PRECOMMIT to P2 is late: it aborts and crashes. C takes it for silent and commits with P1.
    let case = Case::new(ThreePhase, 2).delay(C, "PRECOMMIT", P2, 1_000).crash_at(213, P2);
    case.clone().recover(2_000, P2).run().all(Commit);
    let run = case.policy(Policy::AbortInDoubtOnTimeout).run();
    run.splits().decided(P1, Commit).decided(P2, Abort);
}

#[test]
fn c_46_committing_on_one_precommitted_splits_with_two_crashes() {
    // The leader P1 has COMMIT on disk and crashes before it tells anyone.
    for size in [2, 3] {
        let case = precommit_to_one(size).crash(P1, after_force(P1, "COMMIT"));
        let run = case.clone().policy(Policy::CommitOnOnePreCommitted).run();
        run.splits().decided(P1, Commit).decided(P2, Abort);
        case.run().sound().decided(P1, Commit).decided(P2, Commit).never_blocks();
    }
}

/// P1 has PRECOMMIT on disk; it and C are gone.
fn precommitted_one_is_gone() -> Case {
    precommit_to_one(3).crash(P1, after_force(P1, "PRECOMMIT"))
}

#[test]
fn c_47_survivors_may_abort_although_a_crashed_one_is_precommitted() {
    let run = precommitted_one_is_gone().run();
    run.sound().never_blocks().decided(P2, Abort).decided(P3, Abort).undecided(P1);
    assert!(run.end.node(P1).log.iter().any(|line| line.word == "PRECOMMIT"));
}

#[test]
fn c_48_a_precommitted_one_that_comes_back_asks() {
    let case = precommitted_one_is_gone().recover(1_000, P1).recover(2_000, C);
    case.run().all(Abort);
    let run = case.policy(Policy::RecoveredDecideAlone).run();
    run.splits().decided(P1, Commit).decided(P2, Abort);
}

#[test]
fn c_48b_a_prepared_one_that_comes_back_asks() {
    // P2 crashes PREPARED; C ignores it and commits with P1.
    let case = Case::new(ThreePhase, 2).crash(P2, before_force(P2, "PRECOMMIT")).recover(1_000, P2);
    case.run().all(Commit);
    let run = case.policy(Policy::RecoveredDecideAlone).run();
    run.splits().decided(P1, Commit).decided(P2, Abort);
}

#[test]
fn c_48b_a_no_longer_prepared_one_keeps_its_locks_until_it_knows() {
    let case = Case::new(ThreePhase, 2).crash(P2, before_force(P2, "PRECOMMIT")).recover(1_000, P2);
    let run = case.run();
    assert!(run.at(1_000).node(P2).locked.is_some());
    run.holds_locks(P2, false);
    let run = case.policy(Policy::RecoveredDecideAlone).run();
    run.holds_locks(P2, false);
}

#[test]
fn c_49_aborting_on_a_missing_ack_splits() {
    // P2 is down. C has ABORT on disk and crashes; P1 is alone and PRECOMMITTED.
    let case = Case::new(ThreePhase, 2).crash(P2, before_force(P2, "PRECOMMIT"));
    let wrong = case.clone().crash(C, after_force(C, "ABORT")).policy(Policy::AbortOnMissingAck);
    wrong.run().splits().decided(C, Abort).decided(P1, Commit);
    // Without the policy C never aborts there; the same crash after its decision is harmless.
    let right = case.crash(C, after_force(C, "COMMIT"));
    right.run().sound().decided(C, Commit).decided(P1, Commit).never_blocks();
}

#[test]
fn c_54_a_recovered_process_takes_no_part() {
    // C has PRECOMMIT on disk, nothing sent. P1 aborts by TR3 and is gone before it tells P2.
    let case = Case::new(ThreePhase, 2)
        .crash(C, after_force(C, "PRECOMMIT"))
        .crash(P1, after_force(P1, "ABORT"))
        .recover(340, C)
        .recover(3_000, P1);
    case.run().all(Abort);
    let run = case.policy(Policy::RecoveredTakePart).run();
    run.splits().decided(P1, Abort).decided(P2, Commit);
}

#[test]
fn c_55_precommit_must_be_on_disk() {
    // C commits with P1 and is gone; P1 fails last, and comes back alone.
    let gone = before(P2, StepKind::Receive, "PRECOMMIT");
    let case = Case::new(ThreePhase, 2)
        .crash(P2, gone)
        .crash(C, after_force(C, "COMMIT"))
        .crash(P1, after_force(P1, "UP").nth(2))
        .recover(2_000, P1);
    case.run().sound().decided(P1, Commit);
    case.clone().recover(3_000, C).recover(3_500, P2).run().all(Commit);
    case.policy(Policy::PreCommitNotLogged).run().splits().decided(P1, Abort);
}

/// C: PRECOMMIT on disk. P1: ABORT by TR3, told nobody. P2: PREPARED. All are gone.
fn total_failure_with_a_hidden_abort() -> Case {
    Case::new(ThreePhase, 2)
        .crash(C, after_force(C, "PRECOMMIT"))
        .crash(P1, after_force(P1, "ABORT"))
        .crash_at(160, P2)
        .recover(1_000, C)
        .recover(1_100, P2)
}

#[test]
fn c_56_only_the_last_to_fail_may_start_the_decision() {
    let case = total_failure_with_a_hidden_abort();
    case.run().sound().undecided(C).undecided(P2);
    case.clone().recover(3_000, P1).run().all(Abort);
    let run = case.policy(Policy::AllRecoveredVote).run();
    run.splits().decided(P1, Abort).decided(P2, Commit);
}

#[test]
fn c_56_in_every_order_of_recovery() {
    let orders = [[1, 2, 3], [1, 3, 2], [2, 1, 3], [2, 3, 1], [3, 1, 2], [3, 2, 1]];
    for [c, p1, p2] in orders {
        Case::new(ThreePhase, 2)
            .crash(C, after_force(C, "PRECOMMIT"))
            .crash(P1, after_force(P1, "ABORT"))
            .crash_at(160, P2)
            .recover(c * 1_000, C)
            .recover(p1 * 1_000, P1)
            .recover(p2 * 1_000, P2)
            .run()
            .all(Abort);
    }
}

#[test]
fn c_56_a_coordinator_that_failed_last_may_decide_alone() {
    // C knows that both participants are gone and is about to commit; it comes back alone.
    let case = Case::new(ThreePhase, 2)
        .crash(P1, before_force(P1, "PRECOMMIT"))
        .crash(P2, before_force(P2, "PRECOMMIT"))
        .crash(C, before_force(C, "COMMIT"))
        .recover(1_000, C);
    case.run().sound().decided(C, Commit);
    case.recover(2_000, P1).recover(3_000, P2).run().all(Commit);
}

#[test]
fn c_61_total_failure_before_any_suspicion_waits_for_all() {
    // All crash within 30 ms, so nobody has outlived anybody, whatever the order of return.
    let everyone = [C, P1, P2, P3];
    for at in [25, 40, 44] {
        for last in everyone {
            let down =
                everyone.into_iter().fold(Case::new(ThreePhase, 3), |it, who| it.crash_at(at, who));
            let first = everyone.into_iter().filter(|who| *who != last);
            let back = (1..).zip(first).fold(down, |it, (nth, who)| it.recover(nth * 500, who));
            let waiting = back.run();
            waiting.sound();
            assert!(waiting.end.nodes.iter().all(|node| node.decided.is_empty()), "{last} is out");
            let run = back.recover(6_000, last).run();
            run.sound();
            let decision = run.end.node(last).decided.first().map(|(it, _)| *it);
            run.all(decision.unwrap_or(Abort));
        }
    }
}

#[test]
fn c_61_no_axiom_is_broken_while_they_wait() {
    let run = total_failure_with_a_hidden_abort().run();
    for axiom in [Axiom::Ac1, Axiom::Ac2, Axiom::Ac3, Axiom::Ac4, Axiom::Ac5] {
        assert!(!run.verdict.broken(axiom), "{}", axiom.word());
    }
}

#[test]
fn c_44_an_election_that_gets_lost_is_repeated() {
    // P1 said NO and aborted, C is gone; P2 asks P1 to lead, and that message is lost.
    let case = Case::new(ThreePhase, 2).votes_no(P1).crash_at(15, C).lose(P2, "ELECTED", P1);
    case.run().sound().never_blocks().decided(P2, Abort);
}

#[test]
fn c_44_one_who_has_not_voted_gives_up_and_still_answers() {
    // P1 has not been asked yet when P2 wants it to lead; its own detector is later.
    let case = Case::new(ThreePhase, 2)
        .delay(C, "PREPARE", P1, 250)
        .crash(C, after_send(C, "PREPARE", P2));
    case.run().sound().never_blocks().decided(P1, Abort).decided(P2, Abort);
}

#[test]
fn c_44_a_late_precommit_of_a_dead_leader_is_not_obeyed() {
    // C's PRECOMMIT to P2 arrives after P2 told the next leader that it is PREPARED.
    let case = Case::new(ThreePhase, 3)
        .crash(C, after_send(C, "PRECOMMIT", P2))
        .lose(C, "PRECOMMIT", P1)
        .delay(C, "PRECOMMIT", P2, 102);
    let run = case.run();
    run.sound().never_blocks().decided(P1, Abort).decided(P2, Abort).decided(P3, Abort);
    assert_eq!(run.says("P2 ignores it: Deposed"), 1);
    assert_eq!(run.says("P2 log PRECOMMIT"), 0);
    // The same with the leader gone at once: the next one finds everybody PREPARED, too.
    let case = case.crash(P1, after_force(P1, "ABORT")).recover(2_000, P1).recover(3_000, C);
    case.run().all(Abort);
}

#[test]
fn c_44_a_leader_that_fails_while_moving_the_others_up_is_replaced() {
    // TR4: P1 has moved P2 up, not P3, and is gone; P2 starts again.
    let case = precommit_to_one(3).crash(P1, after_send(P1, "PRECOMMIT", P2));
    let run = case.clone().run();
    run.sound().never_blocks().decided(P2, Commit).decided(P3, Commit);
    case.recover(2_000, P1).recover(3_000, C).run().all(Commit);
}

#[test]
fn c_44_a_process_that_is_back_before_anyone_noticed_is_not_operational() {
    // Down for 20 ms only: it asks, the others go on without it.
    for who in [C, P1, P2, P3] {
        for at in [5, 11, 12, 15, 22, 23, 30, 34, 40, 45, 50, 56] {
            let run = Case::new(ThreePhase, 3).crash_at(at, who).recover(at + 20, who).run();
            run.sound();
            let decision = run.end.node(P1).decided.first().map(|(it, _)| *it);
            run.all(decision.unwrap_or(Commit));
        }
    }
}
