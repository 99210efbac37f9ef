//! The verdict on a run at any moment.

use world::Table;

use world::{Decision, Micros, ProcessId, Snapshot, Trace};

use crate::{Axiom, BlockedSpan, Blocking, Cost, Finding, Money, Stakes, cost, judge};

/// How the transaction ended, as far as it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Nobody has decided.
    Undecided,
    /// Everybody who decided, decided COMMIT.
    Commit,
    /// Everybody who decided, decided ABORT.
    Abort,
    /// Some committed and some aborted.
    Split,
}

impl Outcome {
    /// The word used in scenario files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Undecided => "undecided",
            Self::Commit => "commit",
            Self::Abort => "abort",
            Self::Split => "split",
        }
    }
}

/// A process that promised and does not know the decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Doubt {
    /// Which.
    pub node: ProcessId,
    /// Since its promise.
    pub since: Micros,
    /// Whether it is down.
    pub down: bool,
}

/// The verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The moment.
    pub at: Micros,
    /// How it ended, as far as it has.
    pub outcome: Outcome,
    /// Every axiom.
    pub axioms: Table<Axiom, Finding>,
    /// Who has decided, and what first.
    pub decided: Table<ProcessId, (Decision, Micros)>,
    /// Who is in doubt.
    pub in_doubt: Vec<Doubt>,
    /// Who is blocked.
    pub blocked: Vec<BlockedSpan>,
    /// Who holds locks, and since when.
    pub locks: Vec<(ProcessId, Micros)>,
    /// What it cost.
    pub cost: Cost,
    /// The money.
    pub money: Money,
}

impl Verdict {
    /// Judges a run at the moment of a snapshot of its trace.
    #[must_use]
    pub fn of(trace: &Trace, blocking: &Blocking, stakes: &Stakes, now: &Snapshot) -> Self {
        let mut axioms: Table<Axiom, Finding> =
            Axiom::ALL.into_iter().map(|axiom| (axiom, judge(axiom, trace, now))).collect();
        axioms.insert(Axiom::NonBlocking, non_blocking(blocking, now));
        Self {
            at: now.at,
            outcome: outcome(now),
            axioms,
            decided: decided(now),
            in_doubt: in_doubt(now),
            blocked: blocked(blocking, now),
            locks: now.nodes.iter().filter_map(|it| it.locked.map(|at| (it.id, at))).collect(),
            cost: cost(trace, now),
            money: stakes.money(now),
        }
    }

    /// Whether nobody is split: AC1.
    #[must_use]
    pub fn atomic(&self) -> bool {
        !self.broken(Axiom::Ac1)
    }

    /// Whether an axiom is broken.
    #[must_use]
    pub fn broken(&self, axiom: Axiom) -> bool {
        self.axioms.get(&axiom).is_some_and(Finding::broken)
    }
}

fn outcome(now: &Snapshot) -> Outcome {
    let ever =
        |decision| now.nodes.iter().any(|node| node.decided.iter().any(|(it, _)| *it == decision));
    match (ever(Decision::Commit), ever(Decision::Abort)) {
        (false, false) => Outcome::Undecided,
        (true, false) => Outcome::Commit,
        (false, true) => Outcome::Abort,
        (true, true) => Outcome::Split,
    }
}

fn decided(now: &Snapshot) -> Table<ProcessId, (Decision, Micros)> {
    now.nodes.iter().filter_map(|node| Some((node.id, *node.decided.first()?))).collect()
}

fn in_doubt(now: &Snapshot) -> Vec<Doubt> {
    let doubtful = now.nodes.iter().filter(|node| node.in_doubt());
    doubtful
        .filter_map(|node| {
            Some(Doubt { node: node.id, since: node.promised?, down: node.crashed.is_some() })
        })
        .collect()
}

/// Blocked at this moment: operational, undecided, and waiting for a repair.
fn blocked(blocking: &Blocking, now: &Snapshot) -> Vec<BlockedSpan> {
    let operational = |span: &&BlockedSpan| {
        let node = now.node(span.node);
        node.crashed.is_none() && node.decided.is_empty()
    };
    blocking.at(now.at).filter(operational).copied().collect()
}

fn non_blocking(blocking: &Blocking, now: &Snapshot) -> Finding {
    let mut who: Vec<ProcessId> =
        blocking.spans.iter().filter(|span| span.from <= now.at).map(|span| span.node).collect();
    world::in_order(&mut who, |it| *it);
    who.dedup();
    if who.is_empty() { Finding::Holds } else { Finding::Broken(who) }
}
