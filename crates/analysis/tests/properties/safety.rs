//! The promises of the correct protocols.

use std::cell::Cell;

use analysis::{Axiom, Blocking, Stakes, Verdict, judge};
use world::{
    Act, DetectorMode, Event, Intervention, Micros, Policies, ProtocolId, Snapshot, Trace, run,
};

use crate::never;
use crate::random::{Inputs, REPAIR, Range};
use crate::support::facts::Facts;

fn anything(protocol: ProtocolId) -> Range {
    Range {
        protocol,
        detector: None,
        policies: Policies::NONE,
        partitions: true,
        noise: true,
        plain: false,
        given: Vec::new(),
        acts: 6,
    }
}

/// What three-phase commit assumes: crashes, and a detector that is right.
fn assumed() -> Range {
    Range {
        detector: Some(DetectorMode::Perfect),
        partitions: false,
        ..anything(ProtocolId::ThreePhase)
    }
}

/// The verdict says of AC1, AC2 and AC3 what a second reading of the trace says, and AC4 holds.
fn two_readings(trace: &Trace, facts: &Facts) -> Option<String> {
    let end = Snapshot::after(trace, trace.entries.len());
    let broken = |axiom| judge(axiom, trace, &end).broken();
    if broken(Axiom::Ac4) {
        return Some("AC4: all said YES, nothing failed, and yet ABORT".to_owned());
    }
    let safe = ![Axiom::Ac1, Axiom::Ac2, Axiom::Ac3].into_iter().any(broken);
    (safe != facts.broken().is_none()).then(|| "the verdict and the facts disagree".to_owned())
}

/// Whether nothing but the repair itself happens to the run from then on.
fn calm_since_repair(trace: &Trace, acts: &[Intervention], own: usize) -> bool {
    let late = trace.entries.iter().filter(|entry| entry.at >= REPAIR);
    let struck = late.filter_map(|entry| match entry.event {
        Event::Intervened { index } => usize::try_from(index).ok(),
        _ => None,
    });
    let repairs = |index: usize| matches!(acts[index].act, Act::Recover(_) | Act::Resume(_));
    struck.into_iter().all(|index| index >= own || repairs(index))
}

/// Everybody decides in the end, once everything is repaired. Counts the runs where that is due.
fn terminates(inputs: &Inputs, due: &Cell<u32>) -> Option<String> {
    let acts = inputs.repaired();
    let trace = run(&inputs.patient(), &acts);
    let facts = Facts::of(&trace);
    if let Some(why) = facts.broken() {
        return Some(why);
    }
    if !calm_since_repair(&trace, &acts, inputs.acts.len()) {
        return None;
    }
    due.set(due.get() + 1);
    let never = facts.undecided(|_| true);
    (!never.is_empty()).then(|| format!("AC5: {never:?} never decide"))
}

fn sound(inputs: &Inputs) -> Option<String> {
    let trace = run(&inputs.setup, &inputs.acts);
    let facts = Facts::of(&trace);
    facts.broken().or_else(|| two_readings(&trace, &facts))
}

#[test]
fn two_phase_commit_never_breaks_ac1_ac2_ac3_whatever_happens() {
    never(anything(ProtocolId::TwoPhase), 1, 24_000, sound);
}

#[test]
fn two_phase_commit_keeps_ac1_ac2_ac3_and_ac5_when_all_is_repaired() {
    let due = Cell::new(0);
    never(anything(ProtocolId::TwoPhase), 2, 20_000, |inputs| terminates(inputs, &due));
    assert!(due.get() > 16_000, "only {} runs came to rest", due.get());
}

#[test]
fn three_phase_commit_never_breaks_ac1_ac2_ac3_nor_blocks_where_it_promises() {
    never(assumed(), 3, 24_000, |inputs| {
        let trace = run(&inputs.patient(), &inputs.acts);
        let facts = Facts::of(&trace);
        let waiting = facts.undecided(|node| node.crashes == 0);
        let blocked = (!waiting.is_empty()).then(|| format!("NB: {waiting:?} never decide"));
        facts.broken().or(blocked).or_else(|| two_readings(&trace, &facts))
    });
}

#[test]
fn three_phase_commit_terminates_when_all_is_repaired() {
    let due = Cell::new(0);
    never(assumed(), 4, 20_000, |inputs| terminates(inputs, &due));
    assert!(due.get() > 16_000, "only {} runs came to rest", due.get());
}

#[test]
fn three_phase_commit_keeps_ac2_and_ac3_whatever_happens() {
    never(anything(ProtocolId::ThreePhase), 5, 20_000, |inputs| {
        let trace = run(&inputs.setup, &inputs.acts);
        let facts = Facts::of(&trace);
        facts.broken_but_for_agreement().or_else(|| two_readings(&trace, &facts))
    });
}

#[test]
fn blocking_is_what_the_run_shows() {
    // Whoever is blocked at the end is up, undecided, and in the verdict; and the other way round.
    never(anything(ProtocolId::TwoPhase), 6, 1_500, |inputs| {
        let trace = run(&inputs.setup, &inputs.acts);
        let blocking = Blocking::of(&inputs.setup, &inputs.acts, &trace);
        let end = Snapshot::at(&trace, trace.end);
        let verdict = Verdict::of(&trace, &blocking, &Stakes::default(), &end);
        let mut blocked: Vec<_> = verdict.blocked.iter().map(|span| span.node).collect();
        blocked.sort_unstable();
        let open = end.nodes.iter().filter(|node| {
            node.crashed.is_none() && node.paused.is_none() && node.decided.is_empty()
        });
        let open: Vec<_> = open.map(|node| node.id).collect();
        let wrong = blocking.spans.iter().any(|span| span.until.is_some_and(|it| it < span.from));
        if wrong {
            return Some(format!("spans that end before they begin: {blocking:?}"));
        }
        (blocked != open).then(|| format!("blocked {blocked:?}, undecided {open:?}, {blocking:?}"))
    });
}

#[test]
fn nobody_operational_is_blocked_where_three_phase_commit_promises() {
    never(assumed(), 7, 1_500, |inputs| {
        let trace = run(&inputs.setup, &inputs.acts);
        let blocking = Blocking::of(&inputs.setup, &inputs.acts, &trace);
        let crashed_by = |span: &analysis::BlockedSpan| {
            let crash = trace.entries.iter().find(
                |entry| matches!(entry.event, Event::Crashed { node, .. } if node == span.node),
            );
            crash.map_or(Micros(u64::MAX), |entry| entry.at)
        };
        let wrong = blocking.spans.iter().find(|span| span.from < crashed_by(span));
        wrong.map(|span| format!("{span:?}"))
    });
}
