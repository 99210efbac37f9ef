//! What a student does to a run happens exactly where it is said, and disturbs nothing else.

#![allow(clippy::wildcard_enum_match_arm, reason = "a test picks the events it is about")]

use world::{
    Act, COORDINATOR as C, Detector, DetectorMode, Event, Intervention, Latency, MessageRef,
    Micros, Point, ProcessId, ProtocolId, Refusal, Setup, Side, Snapshot, StepKind, Trace, When,
    run,
};

const P1: ProcessId = ProcessId(1);
const P2: ProcessId = ProcessId(2);

fn plain() -> Setup {
    Setup::plain(ProtocolId::TwoPhase, 2)
}

fn unreliable() -> Setup {
    let detector = Detector { mode: DetectorMode::Unreliable, delay: Micros::millis(100) };
    Setup { detector, ..plain() }
}

fn at(millis: u64, act: Act) -> Intervention {
    Intervention { when: When::at(Micros::millis(millis)), act }
}

fn after_entries(millis: u64, order: u32, act: Act) -> Intervention {
    Intervention { when: When::At { at: Micros::millis(millis), order }, act }
}

fn point(node: ProcessId, side: Side, step: StepKind, word: &str, act: Act) -> Intervention {
    let point = Point { node, side, step, word: word.to_owned(), other: None, nth: 1 };
    Intervention { when: When::point(point), act }
}

fn message(from: ProcessId, word: &str, to: ProcessId) -> MessageRef {
    MessageRef { from, to, word: word.to_owned(), nth: 1 }
}

fn text(trace: &Trace) -> String {
    trace.entries.iter().map(|entry| format!("{entry}\n")).collect()
}

/// Where the first entry with this text stands.
#[track_caller]
fn place(trace: &Trace, what: &str) -> usize {
    let found = trace.entries.iter().position(|entry| entry.to_string().contains(what));
    found.unwrap_or_else(|| panic!("no {what:?} in\n{}", text(trace)))
}

fn has(trace: &Trace, what: &str) -> bool {
    trace.entries.iter().any(|entry| entry.to_string().contains(what))
}

#[test]
fn trust_at_a_point_does_not_let_a_vote_out_before_its_record() {
    // P1 suspects P2 and is about to force its promise when P2 comes back: P1's detector has news
    // for it in the middle of its step.
    let mut setup = unreliable();
    setup.timers.votes = Micros::millis(2_000);
    setup.locals[0].check = Latency::Constant(Micros::millis(300));
    let acts = [
        at(1, Act::Crash(P2)),
        point(P1, Side::Before, StepKind::Force, "PREPARED", Act::Recover(P2)),
    ];
    let trace = run(&setup, &acts);
    assert!(has(&trace, "P1 trusts P2 again"), "{}", text(&trace));
    assert!(place(&trace, "P1 log PREPARED") < place(&trace, "P1 -> C  YES"), "{}", text(&trace));
}

#[test]
fn pause_and_resume_at_one_point_keep_the_order_of_effects() {
    let here = |act| point(P1, Side::Before, StepKind::Force, "PREPARED", act);
    let trace = run(&plain(), &[here(Act::Pause(P1)), here(Act::Resume(P1))]);
    assert!(place(&trace, "P1 log PREPARED") < place(&trace, "P1 -> C  YES"), "{}", text(&trace));
}

#[test]
fn crash_and_recovery_at_one_point_read_the_log_of_that_point() {
    let here = |act| point(P1, Side::After, StepKind::Force, "PREPARED", act);
    let trace = run(&plain(), &[here(Act::Crash(P1)), here(Act::Recover(P1))]);
    assert!(place(&trace, "P1 RECOVERS") < place(&trace, "P1 is Prepared"));
    let here = |act| point(P1, Side::Before, StepKind::Force, "PREPARED", act);
    let trace = run(&plain(), &[here(Act::Crash(P1)), here(Act::Recover(P1))]);
    assert!(place(&trace, "P1 RECOVERS") < place(&trace, "P1 is Aborted"));
    assert!(!has(&trace, "P1 log PREPARED"));
}

/// Paused before the point until one second, and what of it may not be there yet.
fn paused_before(step: StepKind, word: &str, not_yet: &str) {
    let acts = [point(P1, Side::Before, step, word, Act::Pause(P1)), at(1_000, Act::Resume(P1))];
    let trace = run(&plain(), &acts);
    let (go_on, it) = (place(&trace, "P1 GOES ON"), place(&trace, not_yet));
    assert!(go_on < it, "{not_yet:?} of a process that stands still:\n{}", text(&trace));
}

#[test]
fn a_pause_before_a_point_holds_it() {
    paused_before(StepKind::Force, "PREPARED", "P1 forces PREPARED");
    paused_before(StepKind::Send, "YES", "P1 -> C  YES");
    paused_before(StepKind::Receive, "PREPARE", "P1 locks");
}

#[test]
fn a_pause_before_a_time_out_holds_it() {
    // PREPARE is lost, P1 would give up at 500 ms.
    let drop = Act::Drop(message(C, "PREPARE", P1));
    let acts = [
        point(C, Side::After, StepKind::Send, "PREPARE", drop),
        point(C, Side::Before, StepKind::Send, "ABORT", Act::Crash(C)),
        point(P1, Side::Before, StepKind::TimeOut, "prepare", Act::Pause(P1)),
        at(1_000, Act::Resume(P1)),
    ];
    let trace = run(&Setup { cooperative: false, ..plain() }, &acts);
    assert!(place(&trace, "P1 GOES ON") < place(&trace, "P1 time-out prepare"), "{}", text(&trace));
}

#[test]
fn every_kind_of_step_has_an_after() {
    // After a time-out or a check all that follows from it is done, and nothing else.
    let crash = |node, step, word| point(node, Side::After, step, word, Act::Crash(node));
    let drop = Act::Drop(message(C, "PREPARE", P1));
    let lost = point(C, Side::After, StepKind::Send, "PREPARE", drop);
    let trace = run(&plain(), &[lost, crash(C, StepKind::TimeOut, "votes")]);
    assert!(place(&trace, "C -> P2  ABORT") < place(&trace, "C CRASHES"), "{}", text(&trace));
    assert_eq!(trace.entries[place(&trace, "C CRASHES")].at, Micros::millis(201));
    let trace = run(&plain(), &[crash(P1, StepKind::Check, "")]);
    assert!(place(&trace, "P1 -> C  YES") < place(&trace, "P1 CRASHES"), "{}", text(&trace));
}

#[test]
fn a_point_counts_once_however_often_it_is_interrupted() {
    // The pause holds the first YES; the crash is tied to the second, which never comes.
    let mut second = point(P1, Side::Before, StepKind::Send, "YES", Act::Crash(P1));
    if let When::Point { point, .. } = &mut second.when {
        point.nth = 2;
    }
    let pause = point(P1, Side::Before, StepKind::Send, "YES", Act::Pause(P1));
    let trace = run(&plain(), &[pause, at(100, Act::Resume(P1)), second]);
    let last = trace.entries.last().map(|entry| entry.event.clone());
    assert_eq!(last, Some(Event::Refused { index: 2, why: Refusal::PointNotReached }));
}

#[test]
fn order_places_an_intervention_between_two_entries_of_one_instant() {
    // At 10 ms many things happen. After any number of them, and not one later, P1 crashes.
    let calm = run(&plain(), &[]);
    let moment = Micros::millis(10);
    let first = calm.entries.partition_point(|entry| entry.at < moment);
    let many = calm.count_until(moment) - first;
    assert!(many > 5);
    for order in 0..many {
        let number = u32::try_from(order).unwrap_or(u32::MAX);
        let trace = run(&plain(), &[after_entries(10, number, Act::Crash(P1))]);
        assert_eq!(trace.entries[..first + order], calm.entries[..first + order], "{order}");
        let next = &trace.entries[first + order].event;
        assert_eq!(next, &Event::Intervened { index: 0 }, "after {order}:\n{}", text(&trace));
    }
}

#[test]
fn last_lets_everything_else_of_the_instant_happen_first() {
    let calm = run(&plain(), &[]);
    let trace = run(&plain(), &[at(10, Act::Crash(P1))]);
    let until = calm.count_until(Micros::millis(10));
    assert_eq!(trace.entries[..until], calm.entries[..until]);
    assert_eq!(trace.entries[until].event, Event::Intervened { index: 0 });
}

#[test]
fn several_at_one_instant_happen_by_order_then_by_place_in_the_list() {
    let acts = [
        after_entries(10, 5, Act::Recover(P1)),
        after_entries(10, 2, Act::Crash(P1)),
        after_entries(10, 2, Act::Crash(P2)),
    ];
    let trace = run(&plain(), &acts);
    let done: Vec<u32> = trace
        .entries
        .iter()
        .filter_map(|entry| match entry.event {
            Event::Intervened { index } => Some(index),
            _ => None,
        })
        .collect();
    assert_eq!(done, [1, 2, 0]);
}

#[test]
fn a_detector_forgets_a_silence_that_ended_in_time() {
    // Cut for 60 of 100 ms, twice: nobody was silent long enough.
    let acts = [
        at(50, Act::Cut(C, P1)),
        at(110, Act::Heal(C, P1)),
        at(115, Act::Cut(C, P1)),
        at(175, Act::Heal(C, P1)),
    ];
    let trace = run(&unreliable(), &acts);
    assert!(!has(&trace, "suspects"), "{}", text(&trace));
}

#[test]
fn a_detector_counts_from_the_last_silence_and_takes_it_back() {
    let acts = [
        at(50, Act::Cut(C, P1)),
        at(110, Act::Heal(C, P1)),
        at(120, Act::Cut(C, P1)),
        at(400, Act::Heal(C, P1)),
    ];
    let trace = run(&unreliable(), &acts);
    let first = trace.entries[place(&trace, "C suspects P1")].at;
    let back = trace.entries[place(&trace, "C trusts P1 again")].at;
    assert_eq!((first, back), (Micros::millis(220), Micros::millis(400)));
    let twice = text(&trace).matches("C suspects P1").count();
    assert_eq!(twice, 1);
}

#[test]
fn a_link_that_is_too_slow_from_the_start_is_noticed_without_any_intervention() {
    // Otherwise the first intervention anywhere would change what detectors say elsewhere.
    let mut setup = unreliable();
    let slow =
        world::Link { latency: Latency::Constant(Micros::millis(300)), ..setup.network.default };
    setup.network.links.insert((0, 1), slow);
    let trace = run(&setup, &[]);
    assert_eq!(trace.entries[place(&trace, "C suspects P1")].at, Micros::millis(100));
    assert!(!has(&trace, "C suspects P2"));
}

#[test]
fn suspicions_of_an_earlier_life_are_not_taken_back_in_a_later_one() {
    // P1 suspects P2, crashes and is back; it has not suspected anybody in this life.
    let acts = [
        at(10, Act::Crash(P2)),
        at(200, Act::Crash(P1)),
        at(210, Act::Recover(P1)),
        at(220, Act::Recover(P2)),
    ];
    let trace = run(&unreliable(), &acts);
    assert!(!has(&trace, "P1 trusts P2 again"), "{}", text(&trace));
}

#[test]
fn whoever_is_back_is_told_again_who_is_silent() {
    let acts = [at(10, Act::Crash(P2)), at(200, Act::Crash(P1)), at(210, Act::Recover(P1))];
    let trace = run(&unreliable(), &acts);
    let back = place(&trace, "P1 RECOVERS");
    let told = trace.entries[back..].iter().find(|it| it.to_string().contains("P1 suspects P2"));
    assert_eq!(told.map(|it| it.at), Some(Micros::millis(310)), "{}", text(&trace));
}

#[test]
fn a_perfect_detector_reports_after_the_last_message_only() {
    // C's COMMIT to P1 is under way for a second when C is reported.
    let acts = [
        point(
            C,
            Side::After,
            StepKind::Send,
            "COMMIT",
            Act::Delay(message(C, "COMMIT", P1), Micros::millis(1_000)),
        ),
        at(40, Act::Crash(C)),
    ];
    let trace = run(&plain(), &acts);
    assert!(place(&trace, "P2 suspects C") < place(&trace, "P1 suspects C"));
    assert_eq!(trace.entries[place(&trace, "P1 suspects C")].at, Micros(1_033_001));
}

#[test]
fn what_makes_no_sense_is_refused_with_its_reason() {
    let table = [
        (Act::Recover(P1), Refusal::AlreadyUp),
        (Act::Resume(P1), Refusal::NotPaused),
        (Act::VoteNo(C), Refusal::DoesNotVote),
        (Act::Heal(C, P1), Refusal::NotCut),
        (Act::HealAll, Refusal::NotCut),
        (Act::Cut(P1, P1), Refusal::SameProcess),
        (Act::Crash(ProcessId(9)), Refusal::NoSuchProcess),
        (Act::Partition(vec![vec![ProcessId(64)]]), Refusal::NoSuchProcess),
        (Act::Drop(message(C, "COMMIT", P1)), Refusal::NotUnderWay),
    ];
    for (act, why) in table {
        let trace = run(&plain(), &[at(5, act.clone())]);
        assert!(
            trace.entries.iter().any(|it| it.event == Event::Refused { index: 0, why }),
            "{act:?}"
        );
    }
    let late = run(&plain(), &[at(15, Act::VoteNo(P1))]);
    assert!(has(&late, "AlreadyVoted"));
}

#[test]
fn an_unforced_tail_is_lost_and_a_forced_one_is_not() {
    // P1 gives up alone, unforced, at 500 ms, and crashes before the disk has it.
    let drop = Act::Drop(message(C, "PREPARE", P1));
    let acts = [
        point(C, Side::After, StepKind::Send, "PREPARE", drop),
        point(C, Side::Before, StepKind::Send, "ABORT", Act::Crash(C)),
        at(600, Act::Crash(P1)),
    ];
    let trace = run(&plain(), &acts);
    assert!(has(&trace, "P1 CRASHES, 1 records lost"));
    assert!(Snapshot::at(&trace, trace.end).node(P1).log.is_empty());
    let later = [acts[0].clone(), acts[1].clone(), at(1_600, Act::Crash(P1))];
    let trace = run(&plain(), &later);
    assert!(has(&trace, "P1 CRASHES, 0 records lost"));
    assert_eq!(Snapshot::at(&trace, trace.end).node(P1).log.len(), 1);
}

#[test]
fn a_snapshot_of_a_process_that_came_back_has_nothing_of_its_memory() {
    let acts = [at(22, Act::Crash(C)), at(500, Act::Recover(C))];
    let trace = run(&plain(), &acts);
    let before = Snapshot::at(&trace, Micros::millis(400));
    let node = before.node(C);
    assert!(node.crashed.is_some() && node.timers.is_empty() && node.forcing.is_none());
    assert_eq!(node.tally, world::Tally::default());
    let after = Snapshot::at(&trace, Micros::millis(500));
    assert_eq!(after.node(C).status, world::Status::Aborted);
    assert_eq!((after.node(C).crashed, after.node(C).recoveries), (None, 1));
}

#[test]
fn locks_of_a_promise_are_held_through_a_crash() {
    let acts = [at(15, Act::Crash(P1)), at(500, Act::Recover(P1))];
    let trace = run(&plain(), &acts);
    let since = |millis| Snapshot::at(&trace, Micros::millis(millis)).node(P1).locked;
    assert_eq!(since(400), Some(Micros::millis(10)), "while it is down");
    assert_eq!(since(505), Some(Micros::millis(10)), "and when it is back");
    assert_eq!(Snapshot::at(&trace, trace.end).node(P1).locked, None);
    // Without a promise a crash frees them.
    let trace = run(&plain(), &[at(10, Act::Crash(P1))]);
    assert_eq!(Snapshot::at(&trace, Micros::millis(11)).node(P1).locked, None);
}
