//! The verdict at any moment: what it says while a run goes on, and that no crash hides anything.

use analysis::{Axiom, Decimal, Finding, Outcome, Stake, Stakes, Verdict};
use world::{Act, Micros, Policy, Status};

use crate::support::*;

fn verdict(run: &Run, millis: u64, stakes: &Stakes) -> Verdict {
    Verdict::of(&run.trace, &run.blocking, stakes, &run.at(millis))
}

fn plain(run: &Run, millis: u64) -> Verdict {
    verdict(run, millis, &Stakes::default())
}

/// C commits, P1 hears of it, P2 does not; back at two seconds.
fn half_told() -> Run {
    let case = Case::new(TwoPhase, 2).without_cooperation();
    case.crash(C, after_send(C, "COMMIT", P1)).recover(2_000, C).run()
}

#[test]
fn the_outcome_grows_with_the_run() {
    let run = half_told();
    assert_eq!(plain(&run, 20).outcome, Outcome::Undecided);
    assert_eq!(plain(&run, 30).outcome, Outcome::Commit, "the commit point is C's");
    assert_eq!(plain(&run, 30).decided.keys().copied().collect::<Vec<_>>(), [C]);
    assert_eq!(plain(&run, 40).decided.keys().copied().collect::<Vec<_>>(), [C, P1]);
    assert_eq!(plain(&run, 9_000).decided.len(), 3);
}

#[test]
fn who_is_in_doubt_blocked_and_locked() {
    let run = half_told();
    let now = plain(&run, 1_000);
    let doubts: Vec<_> = now.in_doubt.iter().map(|it| (it.node, it.since, it.down)).collect();
    assert_eq!(doubts, [(P2, Micros::millis(12), false)]);
    assert_eq!(now.blocked.iter().map(|it| it.node).collect::<Vec<_>>(), [P2]);
    assert_eq!(now.locks, [(P2, Micros::millis(10))]);
    let now = plain(&run, 2_500);
    assert!(now.in_doubt.is_empty() && now.blocked.is_empty() && now.locks.is_empty());
}

#[test]
fn a_promise_about_the_end_is_open_until_the_end() {
    let run = half_told();
    assert_eq!(plain(&run, 1_000).axioms[&Axiom::Ac5], Finding::Open);
    assert_eq!(run.verdict.axioms[&Axiom::Ac5], Finding::Holds);
    assert_eq!(plain(&run, 20).axioms[&Axiom::NonBlocking], Finding::Holds);
    assert_eq!(plain(&run, 1_000).axioms[&Axiom::NonBlocking], Finding::Broken(vec![P2]));
    assert_eq!(run.verdict.axioms[&Axiom::NonBlocking], Finding::Broken(vec![P2]), "it was");
}

#[test]
fn locks_held_through_a_crash_count_as_held() {
    // P1 is down from 15 ms to a second, with its promise: the money is locked all the time.
    let run = Case::new(TwoPhase, 2).crash_at(15, P1).recover(1_000, P1).run();
    run.all(Commit);
    let held = run.verdict.cost.lock_time[&P1];
    assert!(held >= Micros::millis(1_000), "{held}");
    assert_eq!(run.verdict.cost.unlocked.map(|it| it >= Micros::millis(1_000)), Some(true));
    // Without a promise they are gone with the crash.
    let run = Case::new(TwoPhase, 2).crash_at(10, P1).run();
    assert_eq!(run.verdict.cost.lock_time.get(&P1), Some(&Micros::ZERO));
}

#[test]
fn a_decision_that_was_lost_with_the_log_still_counts() {
    // The wrong rule does not force COMMIT; P1 has carried it out, C forgets it and aborts.
    let case = Case::new(TwoPhase, 2).policy(Policy::PollOnRecovery);
    let run = case.crash(C, after_send(C, "COMMIT", P1)).recover(2_000, C).run();
    run.splits().violates(Axiom::Ac2).decided(C, Abort).decided(P1, Commit);
    assert_eq!(run.verdict.decided[&C].0, Commit, "what it decided first");
}

#[test]
fn ac3_is_judged_by_promises_and_ac4_by_failures() {
    let run = Case::new(TwoPhase, 3).votes_no(P3).run();
    assert_eq!(run.verdict.axioms[&Axiom::Ac3], Finding::Holds);
    assert_eq!(run.verdict.axioms[&Axiom::Ac4], Finding::Holds);
    // A time-out that took slowness for a failure excuses an ABORT.
    let run = Case::new(TwoPhase, 2).slow_check(P1, 300).run();
    run.all(Abort);
}

fn rupees(worth: i64, holds: i64, moves: i64) -> Stake {
    let of = |it| Decimal::from(it);
    Stake { worth: of(worth), holds: Some(of(holds)), moves: of(moves) }
}

/// 500 rupees from P1 to P2.
fn payment() -> Stakes {
    Stakes(vec![rupees(500, 2_000, -500), rupees(500, 100, 500)])
}

#[test]
fn money_is_at_risk_from_the_promise_to_the_decision() {
    let run = Case::new(TwoPhase, 2).run();
    let at = |millis| verdict(&run, millis, &payment()).money;
    assert_eq!(at(11).at_risk, Decimal::from(0));
    assert_eq!(at(20).at_risk, Decimal::from(1_000));
    assert_eq!(at(50).at_risk, Decimal::from(0));
    assert_eq!((at(50).total, at(50).moved), (Some(Decimal::from(2_100)), Decimal::from(0)));
    assert!(at(20).conserved && at(50).conserved);
}

#[test]
fn money_in_between_is_promised_not_lost() {
    let run = half_told();
    let money = verdict(&run, 1_000, &payment()).money;
    assert_eq!((money.moved, money.promised), (Decimal::from(-500), Decimal::from(500)));
    assert!(money.conserved);
}

#[test]
fn money_of_a_split_is_not_conserved() {
    let case = Case::new(ThreePhase, 2).policy(Policy::TimeoutsOnly);
    let run = case.crash(C, after_send(C, "PRECOMMIT", P1)).run();
    run.splits();
    let money = verdict(&run, 9_000, &payment()).money;
    assert!(!money.conserved);
    assert_eq!(money.moved, Decimal::from(-500), "debited and never credited");
}

#[test]
fn a_paused_process_is_not_blocked_and_those_who_wait_for_it_are() {
    let case = Case::new(TwoPhase, 2).when(before_force(C, "COMMIT"), Act::Pause(C));
    let run = case.at(2_000, Act::Resume(C)).run();
    run.all(Commit).blocks(P1, 22, Some(2_000)).blocks(P2, 22, Some(2_000));
    run.stands(1_000, P1, Status::Prepared);
    assert!(run.blocking.spans.iter().all(|span| span.node != C));
}
