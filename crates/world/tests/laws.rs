//! The one law: a run is a pure function of its inputs. What follows from it is checked here, on
//! many setups and many interventions.

#![allow(clippy::wildcard_enum_match_arm, reason = "a test picks the events it is about")]

use world::{
    Act, COORDINATOR as C, Detector, DetectorMode, Entry, Event, Intervention, Latency, Micros,
    ProcessId, ProtocolId, Setup, When, run,
};

const P1: ProcessId = ProcessId(1);
const P2: ProcessId = ProcessId(2);

/// Everything that dice decide, switched on.
fn wild(protocol: ProtocolId, seed: u64) -> Setup {
    let mut setup = Setup::plain(protocol, 3);
    setup.seed = seed;
    setup.horizon = Micros::millis(4_000);
    setup.detector = Detector { mode: DetectorMode::Unreliable, delay: Micros::millis(90) };
    setup.network.default.latency =
        Latency::LogNormal { median: Micros::millis(12), sigma_permille: 700 };
    setup.network.default.loss_ppm = 60_000;
    setup.network.default.duplicate_ppm = 60_000;
    setup.network.default.reorder = seed.is_multiple_of(2);
    setup.disk.force = Latency::Uniform(Micros(200), Micros::millis(5));
    for local in &mut setup.locals {
        local.check = Latency::Uniform(Micros(100), Micros::millis(20));
    }
    setup
}

fn runs() -> impl Iterator<Item = Setup> {
    ProtocolId::ALL.into_iter().flat_map(|it| (0..25).map(move |seed| wild(it, seed)))
}

fn acts() -> Vec<Act> {
    vec![
        Act::Crash(C),
        Act::Crash(P1),
        Act::Pause(P2),
        Act::Cut(C, P2),
        Act::Partition(vec![vec![C, P1]]),
        Act::Slow(C, P1, 9_000),
        Act::VoteNo(P2),
    ]
}

#[test]
fn the_same_inputs_give_the_same_trace_and_the_same_hash() {
    for setup in runs() {
        let list = [Intervention { when: When::at(Micros::millis(31)), act: Act::Crash(P1) }];
        let (once, again) = (run(&setup, &list), run(&setup, &list));
        assert_eq!(once, again);
        assert_eq!(once.hash(), again.hash());
    }
}

#[test]
fn another_seed_gives_another_trace() {
    let hashes: std::collections::BTreeSet<u64> =
        runs().map(|setup| run(&setup, &[]).hash()).collect();
    assert_eq!(hashes.len(), 50);
}

/// Up to where two traces are the same.
fn common(one: &[Entry], other: &[Entry]) -> usize {
    one.iter().zip(other).take_while(|(a, b)| a == b).count()
}

#[test]
fn a_trace_up_to_an_intervention_is_the_trace_without_it() {
    for setup in runs() {
        let calm = run(&setup, &[]).entries;
        // A few places in each trace, and each kind of intervention there.
        for (nth, act) in (1..).zip(acts()) {
            let index = calm.len() * nth / 9;
            let at = calm[index].at;
            let earlier = calm[..index].iter().rev().take_while(|entry| entry.at == at).count();
            let order = u32::try_from(earlier).unwrap_or(u32::MAX);
            let list = [Intervention { when: When::At { at, order }, act }];
            let struck = run(&setup, &list).entries;
            let struck_at =
                struck.iter().position(|entry| entry.event == Event::Intervened { index: 0 });
            assert_eq!(Some(common(&calm, &struck)), struck_at, "{list:?}");
            // A copy that the network makes leaves together with its original.
            let exact = struck_at == Some(index) || struck_at == Some(index + 1);
            assert!(exact, "{struck_at:?} is not {index}: {list:?}");
        }
    }
}

#[test]
fn a_longer_list_keeps_the_past_of_a_shorter_one() {
    let first = Intervention { when: When::at(Micros::millis(20)), act: Act::Crash(P1) };
    let second = Intervention { when: When::at(Micros::millis(60)), act: Act::Recover(P1) };
    for setup in runs() {
        let short = run(&setup, std::slice::from_ref(&first)).entries;
        let long = run(&setup, &[first.clone(), second.clone()]).entries;
        let until = short.partition_point(|entry| entry.at <= Micros::millis(60));
        assert_eq!(short[..until], long[..until]);
    }
}

/// How long each message from `from` to `to` is under way, in the order they were sent.
fn spans(entries: &[Entry], from: ProcessId, to: ProcessId) -> Vec<Micros> {
    let span = |entry: &Entry| match entry.event {
        Event::Sent { from: a, to: b, due, copy_of: None, .. } if (a, b) == (from, to) => {
            Some(due - entry.at)
        }
        _ => None,
    };
    entries.iter().filter_map(span).collect()
}

#[test]
fn what_happens_to_one_link_does_not_change_the_dice_of_another() {
    for seed in 0..50 {
        let mut setup = wild(ProtocolId::TwoPhase, seed);
        setup.network.default.loss_ppm = 0;
        setup.network.default.duplicate_ppm = 0;
        setup.network.default.reorder = true;
        let calm = run(&setup, &[]).entries;
        let list = [Intervention { when: When::at(Micros::ZERO), act: Act::Cut(C, P1) }];
        let struck = run(&setup, &list).entries;
        for (from, to) in [(C, P2), (P2, C)] {
            let (one, other) = (spans(&calm, from, to), spans(&struck, from, to));
            let both = one.len().min(other.len());
            assert!(both > 0);
            assert_eq!(one[..both], other[..both], "seed {seed}, {from} to {to}");
        }
    }
}

#[test]
fn loss_and_copies_of_one_link_do_not_change_latencies_of_another() {
    for seed in 0..50 {
        let mut setup = wild(ProtocolId::TwoPhase, seed);
        setup.network.default.loss_ppm = 0;
        setup.network.default.duplicate_ppm = 0;
        setup.network.default.reorder = true;
        let calm = run(&setup, &[]).entries;
        let noisy = world::Link { duplicate_ppm: 500_000, ..setup.network.default };
        setup.network.links.insert((0, 1), noisy);
        let struck = run(&setup, &[]).entries;
        for (from, to) in [(C, P2), (P2, C)] {
            let (one, other) = (spans(&calm, from, to), spans(&struck, from, to));
            let both = one.len().min(other.len());
            assert_eq!(one[..both], other[..both], "seed {seed}, {from} to {to}");
        }
    }
}

#[test]
fn protocols_share_their_dice() {
    // The first message from C to P2 takes the same time under either protocol.
    for seed in 0..50 {
        let first = |protocol| {
            let entries = run(&wild(protocol, seed), &[]).entries;
            spans(&entries, C, P2).first().copied()
        };
        assert_eq!(first(ProtocolId::TwoPhase), first(ProtocolId::ThreePhase), "seed {seed}");
    }
}

#[test]
fn a_run_is_cut_off_at_its_horizon() {
    let mut setup = Setup::plain(ProtocolId::TwoPhase, 2);
    setup.horizon = Micros::millis(3_000);
    let list = [Intervention { when: When::at(Micros::millis(22)), act: Act::Crash(C) }];
    let trace = run(&setup, &list);
    assert!(!trace.quiet && !trace.overflow);
    assert_eq!(trace.end, setup.horizon);
    assert!(trace.entries.iter().all(|entry| entry.at <= setup.horizon));
}

#[test]
fn a_run_that_never_ends_is_cut_off_and_says_so() {
    // Everything takes no time at all, and nobody answers: the clock stands still for ever.
    let mut setup = Setup::plain(ProtocolId::TwoPhase, 1);
    setup.timers.decision = Micros::ZERO;
    let list = [Intervention { when: When::at(Micros::millis(15)), act: Act::Crash(C) }];
    let trace = run(&setup, &list);
    assert!(trace.overflow && !trace.quiet);
}
