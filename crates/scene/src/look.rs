//! What a process looks like: the one rule for cards, bars and tables.

use analysis::Blocking;
use world::{Micros, NodeView, Status};

/// The look of a process. Its colour, pattern and glyph stand in the style sheet under its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Look {
    /// Nothing was asked of it yet.
    Init,
    /// It works, or collects votes.
    Working,
    /// It has promised; the decision may still come by itself.
    Prepared,
    /// It has promised and waited in vain, or nothing but a repair can help it.
    InDoubt,
    /// It knows that all said yes.
    PreCommitted,
    /// It committed.
    Committed,
    /// It aborted.
    Aborted,
    /// It is down.
    Crashed,
    /// It stands still.
    Paused,
}

impl Look {
    /// The look of a process at a moment.
    #[must_use]
    pub fn of(node: &NodeView, blocking: &Blocking, at: Micros) -> Self {
        if node.crashed.is_some() {
            return Self::Crashed;
        }
        if node.paused.is_some() {
            return Self::Paused;
        }
        let blocked = || blocking.at(at).any(|span| span.node == node.id);
        match node.status {
            Status::Initial => Self::Init,
            Status::Working => Self::Working,
            Status::Prepared if node.asked || node.recoveries > 0 || blocked() => Self::InDoubt,
            Status::Prepared => Self::Prepared,
            Status::PreCommitted if blocked() => Self::InDoubt,
            Status::PreCommitted => Self::PreCommitted,
            Status::Committed => Self::Committed,
            Status::Aborted => Self::Aborted,
        }
    }

    /// The word used by the style sheet.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Init => "init",
            Self::Working => "working",
            Self::Prepared => "prepared",
            Self::InDoubt => "in-doubt",
            Self::PreCommitted => "pre-committed",
            Self::Committed => "committed",
            Self::Aborted => "aborted",
            Self::Crashed => "crashed",
            Self::Paused => "paused",
        }
    }

    /// The state that the page tells tests and readers of its source.
    #[must_use]
    pub fn state(self, node: &NodeView) -> &'static str {
        match self {
            Self::Init | Self::Working => "working",
            Self::Prepared => "prepared",
            Self::InDoubt if node.status == Status::PreCommitted => "precommitted",
            Self::InDoubt => "prepared",
            Self::PreCommitted => "precommitted",
            Self::Committed => "committed",
            Self::Aborted => "aborted",
            Self::Crashed => "crashed",
            Self::Paused => "paused",
        }
    }

    /// The glyph in the sprite.
    #[must_use]
    pub fn glyph(self) -> &'static str {
        match self {
            Self::Init => "s-init",
            Self::Working => "s-working",
            Self::Prepared => "s-prepared",
            Self::InDoubt => "s-in-doubt",
            Self::PreCommitted => "s-pre-committed",
            Self::Committed => "s-committed",
            Self::Aborted => "s-aborted",
            Self::Crashed => "s-crashed",
            Self::Paused => "s-paused",
        }
    }
}
