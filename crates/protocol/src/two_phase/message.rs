//! What is said and what is written in two-phase commit.

use crate::{Decision, Kind, MessageLabel, RecordLabel};

/// A message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Message {
    /// "Are you able to commit?" It carries the list of participants.
    Prepare,
    /// "I am, and I promise."
    Yes,
    /// "I am not." The sender has aborted.
    No,
    /// The decision.
    Commit,
    /// The decision.
    Abort,
    /// "I have your decision on disk."
    Ack,
    /// "What was decided?"
    Inquire,
    /// "I am in doubt myself."
    Uncertain,
}

impl Message {
    /// The message that carries a decision.
    #[must_use]
    pub fn of(decision: Decision) -> Self {
        match decision {
            Decision::Commit => Self::Commit,
            Decision::Abort => Self::Abort,
        }
    }

    pub(super) fn label(self) -> MessageLabel {
        let (word, kind) = match self {
            Self::Prepare => ("PREPARE", Kind::Prepare),
            Self::Yes => ("YES", Kind::Yes),
            Self::No => ("NO", Kind::No),
            Self::Commit => ("COMMIT", Kind::Commit),
            Self::Abort => ("ABORT", Kind::Abort),
            Self::Ack => ("ACK", Kind::Ack),
            Self::Inquire => ("ASK", Kind::Ask),
            Self::Uncertain => ("UNCERTAIN", Kind::State),
        };
        MessageLabel { word, kind }
    }
}

/// A log record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Record {
    /// The promise of a participant, with what it needs to redo and undo.
    Prepared,
    /// The decision. At the coordinator, forced, it is the commit point.
    Commit,
    /// The decision.
    Abort,
    /// Everyone knows; the coordinator may forget.
    End,
}

impl Record {
    /// The record of a decision.
    #[must_use]
    pub fn of(decision: Decision) -> Self {
        match decision {
            Decision::Commit => Self::Commit,
            Decision::Abort => Self::Abort,
        }
    }

    pub(super) fn label(self) -> RecordLabel {
        let (word, decides) = match self {
            Self::Prepared => ("PREPARED", None),
            Self::Commit => ("COMMIT", Some(Decision::Commit)),
            Self::Abort => ("ABORT", Some(Decision::Abort)),
            Self::End => ("END", None),
        };
        RecordLabel { word, decides, promises: self == Self::Prepared }
    }
}
