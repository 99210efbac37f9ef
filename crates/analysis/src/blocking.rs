//! Who is blocked: an operational process that will never decide unless something is repaired.
//!
//! That is a statement about the future, so it is answered by running it. After every intervention
//! the run is continued as if none would follow: whoever is operational and has not decided when
//! that run has long gone quiet, was waiting for a repair. By the one law this costs nothing but
//! time, and it cannot disagree with the engine, because it is the engine.

use world::Table;

use world::{Event, Intervention, Micros, ProcessId, Setup, Snapshot, Trace, run};

/// A time during which a process was blocked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BlockedSpan {
    /// Which process.
    pub node: ProcessId,
    /// From the fault that put its decision out of reach (or from its promise, if that came later).
    pub from: Micros,
    /// Until the repair, if there was one.
    pub until: Option<Micros>,
}

/// All times during which processes were blocked in one run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blocking {
    /// In order of their beginning.
    pub spans: Vec<BlockedSpan>,
}

impl Blocking {
    /// Finds them. Runs the engine once for every intervention that took place.
    #[must_use]
    pub fn of(setup: &Setup, interventions: &[Intervention], trace: &Trace) -> Self {
        let mut open: Table<ProcessId, Micros> = Table::new();
        let mut spans = Vec::new();
        for cut in cuts(trace) {
            let stuck = stuck_after(setup, interventions, trace, cut);
            close(&mut open, &mut spans, cut.at, |node| stuck.contains_key(&node));
            for (node, from) in stuck {
                open.or_insert(node, from);
            }
        }
        close(&mut open, &mut spans, Micros(u64::MAX), |_| true);
        spans.extend(open.into_iter().map(|(node, from)| BlockedSpan { node, from, until: None }));
        world::in_order(&mut spans, |span| (span.from, span.node));
        Self { spans }
    }

    /// Who is blocked at a moment, and since when.
    pub fn at(&self, at: Micros) -> impl Iterator<Item = &BlockedSpan> {
        self.spans
            .iter()
            .filter(move |span| span.from <= at && span.until.is_none_or(|until| at < until))
    }
}

/// A moment after which nothing more is done to the run.
#[derive(Clone, Copy, Debug)]
struct CutOff {
    at: Micros,
    /// How many interventions have taken place by then.
    done: usize,
}

/// The start, and every moment at which interventions took place.
fn cuts(trace: &Trace) -> Vec<CutOff> {
    let mut cuts = vec![CutOff { at: Micros::ZERO, done: 0 }];
    let mut done = 0;
    for entry in &trace.entries {
        if let Event::Intervened { .. } = entry.event {
            done += 1;
            cuts.retain(|cut| cut.done == 0 || cut.at != entry.at);
            cuts.push(CutOff { at: entry.at, done });
        }
    }
    cuts
}

fn close(
    open: &mut Table<ProcessId, Micros>,
    spans: &mut Vec<BlockedSpan>,
    at: Micros,
    still: impl Fn(ProcessId) -> bool,
) {
    open.retain(|node, from| {
        let still = still(*node);
        if !still && *from < at {
            spans.push(BlockedSpan { node: *node, from: *from, until: Some(at) });
        }
        still
    });
}

/// Who never decides if nothing more is done, and since when that is so.
fn stuck_after(
    setup: &Setup,
    interventions: &[Intervention],
    trace: &Trace,
    cut: CutOff,
) -> Table<ProcessId, Micros> {
    let kept = those_done(interventions, trace, cut.done);
    let alone = Setup { horizon: cut.at + patience(setup), ..setup.clone() };
    let rest = run(&alone, &kept);
    let end = Snapshot::at(&rest, rest.end);
    let stuck = end.nodes.iter().filter(|node| {
        node.crashed.is_none()
            && node.paused.is_none()
            && node.decided.is_empty()
            && end.began.is_some()
    });
    stuck.map(|node| (node.id, cut.at.max(node.promised.unwrap_or(cut.at)))).collect()
}

/// The interventions that have taken place, in the order of the list.
fn those_done(interventions: &[Intervention], trace: &Trace, done: usize) -> Vec<Intervention> {
    let indexes = trace.entries.iter().filter_map(|entry| {
        let Event::Intervened { index } = entry.event else { return None };
        usize::try_from(index).ok()
    });
    let done: Vec<usize> = indexes.take(done).collect();
    let list = interventions.iter().enumerate();
    list.filter(|(index, _)| done.contains(index)).map(|(_, it)| it.clone()).collect()
}

/// Long enough that whoever will decide, has decided.
fn patience(setup: &Setup) -> Micros {
    let timers = setup.timers;
    let waits = [timers.prepare, timers.votes, timers.decision, timers.acks, timers.states];
    let longest = waits.into_iter().chain([setup.detector.delay]).max().unwrap_or(Micros::ZERO);
    let path = setup.begins + Micros(longest.0.saturating_mul(12));
    path.max(setup.horizon)
}
