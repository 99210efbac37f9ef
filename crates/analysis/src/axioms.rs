//! AC1 to AC5 of Bernstein, Hadzilacos and Goodman, judged on what happened so far.

use world::{Decision, Event, NodeView, ProcessId, Snapshot, Table, Timer, Trace};

/// A property that an atomic commitment protocol promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Axiom {
    /// All processes that decide, decide the same; those that decided and crashed count too.
    Ac1,
    /// No process takes its decision back.
    Ac2,
    /// COMMIT only if all participants voted YES.
    Ac3,
    /// Without failures and with all votes YES, the decision is COMMIT.
    Ac4,
    /// Once everything is repaired, everybody decides.
    Ac5,
    /// No operational process waits for a repair.
    NonBlocking,
}

impl Axiom {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Ac1, Self::Ac2, Self::Ac3, Self::Ac4, Self::Ac5, Self::NonBlocking];

    /// Its usual name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Ac1 => "AC1",
            Self::Ac2 => "AC2",
            Self::Ac3 => "AC3",
            Self::Ac4 => "AC4",
            Self::Ac5 => "AC5",
            Self::NonBlocking => "NB",
        }
    }
}

/// How it stands with an axiom.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// Nothing so far speaks against it.
    Holds,
    /// These processes show that it is broken.
    Broken(Vec<ProcessId>),
    /// A promise about the end, and the end is not there yet.
    Open,
}

impl Finding {
    /// Whether it is broken.
    #[must_use]
    pub fn broken(&self) -> bool {
        match self {
            Self::Broken(_) => true,
            Self::Holds | Self::Open => false,
        }
    }

    fn unless(who: Vec<ProcessId>) -> Self {
        if who.is_empty() { Self::Holds } else { Self::Broken(who) }
    }
}

/// Judges AC1 to AC5 after the entries that are in the snapshot. NB needs to know what could still
/// happen; see [`crate::Blocking`].
#[must_use]
pub fn judge(axiom: Axiom, trace: &Trace, now: &Snapshot) -> Finding {
    match axiom {
        Axiom::Ac1 => agreement(now),
        Axiom::Ac2 => Finding::unless(who(now, changed_its_mind)),
        Axiom::Ac3 => unanimity(now),
        Axiom::Ac4 => non_triviality(trace, now),
        Axiom::Ac5 => termination(trace, now),
        Axiom::NonBlocking => Finding::Open,
    }
}

fn who(now: &Snapshot, which: impl Fn(&NodeView) -> bool) -> Vec<ProcessId> {
    now.nodes.iter().filter(|node| which(node)).map(|node| node.id).collect()
}

fn ever(node: &NodeView, decision: Decision) -> bool {
    node.decided.iter().any(|(it, _)| *it == decision)
}

/// Over the decisions ever taken by anyone, so that no crash can hide one.
fn agreement(now: &Snapshot) -> Finding {
    let commits = who(now, |node| ever(node, Decision::Commit));
    let aborts = who(now, |node| ever(node, Decision::Abort));
    if commits.is_empty() || aborts.is_empty() {
        return Finding::Holds;
    }
    let both: Table<ProcessId, ()> = commits.into_iter().chain(aborts).map(|it| (it, ())).collect();
    Finding::Broken(both.keys().copied().collect())
}

fn changed_its_mind(node: &NodeView) -> bool {
    node.decided.len() > 1
}

fn unanimity(now: &Snapshot) -> Finding {
    let missing = now.nodes.iter().skip(1).any(|node| node.promised.is_none());
    if missing {
        Finding::unless(who(now, |node| ever(node, Decision::Commit)))
    } else {
        Finding::Holds
    }
}

fn non_triviality(trace: &Trace, now: &Snapshot) -> Finding {
    let unanimous = now.nodes.iter().skip(1).all(|node| node.vote == Some(true));
    let failed = trace.entries.iter().take(now.done()).any(|entry| is_failure(&entry.event));
    if !unanimous || failed {
        return Finding::Holds;
    }
    Finding::unless(who(now, |node| ever(node, Decision::Abort)))
}

/// Whether it is a failure, or a time-out that took slowness for one.
fn is_failure(event: &Event) -> bool {
    match event {
        Event::Crashed { .. }
        | Event::Paused { .. }
        | Event::Lost { .. }
        | Event::Cut { .. }
        | Event::Slowed { .. }
        | Event::Suspected { .. }
        | Event::TimedOut { timer: Timer::Prepare | Timer::Votes, .. } => true,
        Event::TimedOut { timer: Timer::Decision | Timer::Acks | Timer::States, .. }
        | Event::Began
        | Event::Sent { .. }
        | Event::Rescheduled { .. }
        | Event::Arrived { .. }
        | Event::Forcing { .. }
        | Event::Logged { .. }
        | Event::Flushed { .. }
        | Event::Became { .. }
        | Event::Armed { .. }
        | Event::Disarmed { .. }
        | Event::Locked { .. }
        | Event::Unlocked { .. }
        | Event::Checking { .. }
        | Event::Checked { .. }
        | Event::Told { .. }
        | Event::Ignored { .. }
        | Event::Recovered { .. }
        | Event::Resumed { .. }
        | Event::MadeUnable { .. }
        | Event::Healed { .. }
        | Event::Trusted { .. }
        | Event::Intervened { .. }
        | Event::Refused { .. } => false,
    }
}

fn termination(trace: &Trace, now: &Snapshot) -> Finding {
    let undecided = who(now, |node| node.decided.is_empty());
    let over = trace.quiet && now.done() == trace.entries.len();
    let repaired = now.cuts.is_empty()
        && now.nodes.iter().all(|node| node.crashed.is_none() && node.paused.is_none());
    match (undecided.is_empty(), over && repaired) {
        (true, true | false) => Finding::Holds,
        (false, true) => Finding::Broken(undecided),
        (false, false) => Finding::Open,
    }
}
