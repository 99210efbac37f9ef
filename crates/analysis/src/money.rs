//! Whose money is at risk, and whether any was made or lost.

use rust_decimal::Decimal;
use world::{Decision, NodeView, Snapshot};

/// What a participant has in the transaction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stake {
    /// What its locked resource is worth, in rupees: at risk from its promise to its decision.
    pub worth: Decimal,
    /// The balance of its account before, if it holds one.
    pub holds: Option<Decimal>,
    /// What COMMIT adds to that balance; negative for a debit.
    pub moves: Decimal,
}

/// The stakes of all participants, P1 first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stakes(pub Vec<Stake>);

/// The money at some moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Money {
    /// Worth of everything that is promised and not decided.
    pub at_risk: Decimal,
    /// The sum of all accounts before, if there are accounts.
    pub total: Option<Decimal>,
    /// Moves that a COMMIT has carried out.
    pub moved: Decimal,
    /// Moves that are promised but not carried out yet, where COMMIT is still possible.
    pub promised: Decimal,
    /// Whether what was moved and what is promised can still add up to nothing made, nothing lost.
    pub conserved: bool,
}

impl Stakes {
    /// Adds up the money at the moment of a snapshot.
    #[must_use]
    pub fn money(&self, now: &Snapshot) -> Money {
        let nodes = || self.0.iter().zip(now.nodes.iter().skip(1));
        let at_risk = nodes().filter(|(_, node)| node.in_doubt()).map(|(it, _)| it.worth).sum();
        let accounts = || self.0.iter().filter_map(|stake| stake.holds);
        let total = accounts().next().map(|_| accounts().sum());
        let moved = nodes().filter(|(_, node)| committed(node)).map(|(it, _)| it.moves).sum();
        let promised = nodes().filter(|(_, node)| node.in_doubt()).map(|(it, _)| it.moves).sum();
        Money { at_risk, total, moved, promised, conserved: self.conserved(now) }
    }

    /// No account has moved for good while another has refused for good.
    fn conserved(&self, now: &Snapshot) -> bool {
        let accounts = || {
            let all = self.0.iter().zip(now.nodes.iter().skip(1));
            all.filter(|(stake, _)| stake.moves != Decimal::ZERO).map(|(_, node)| node)
        };
        !(accounts().any(committed) && accounts().any(aborted))
    }
}

fn committed(node: &NodeView) -> bool {
    node.decided.last().is_some_and(|(decision, _)| *decision == Decision::Commit)
}

fn aborted(node: &NodeView) -> bool {
    node.decided.last().is_some_and(|(decision, _)| *decision == Decision::Abort)
}
