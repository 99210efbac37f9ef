//! What is said and what is written in three-phase commit.

use crate::{Decision, Kind, MessageLabel, ProcessSet, RecordLabel, Status};

/// How far an undecided participant has come: q, w and p of the literature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// q: not asked yet.
    Working,
    /// q: asked, and finding out whether it is able to commit.
    Checking,
    /// w: voted YES, in doubt.
    Prepared,
    /// p: knows that all voted YES.
    PreCommitted,
}

impl Stage {
    pub(super) fn status(self) -> Status {
        match self {
            Self::Working => Status::Initial,
            Self::Checking => Status::Working,
            Self::Prepared => Status::Prepared,
            Self::PreCommitted => Status::PreCommitted,
        }
    }

    /// Whether it has voted YES and may not leave alone any more.
    pub(super) fn promised(self) -> bool {
        match self {
            Self::Working | Self::Checking => false,
            Self::Prepared | Self::PreCommitted => true,
        }
    }
}

/// A message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Message {
    /// "Are you able to commit?"
    Prepare,
    /// "I am, and I promise."
    Yes,
    /// "I am not." The sender has aborted.
    No,
    /// "All said yes."
    PreCommit {
        /// Whether it belongs to the recovery from a total failure. A late one from before the
        /// failure must not be taken for it.
        after_total_failure: bool,
    },
    /// "I have your PRECOMMIT on disk."
    AckPreCommit,
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
    /// "You have the lowest number among these; lead." (UR_ELECTED)
    Elected {
        /// Whom the sender believes to be up.
        up: ProcessSet,
    },
    /// An elected coordinator asks: "Where do you stand?"
    StateRequest {
        /// Whom the sender believes to be up.
        up: ProcessSet,
    },
    /// The answer: q, w or p. A decided process answers with the decision itself.
    State(Stage),
    /// "I crashed and am back, in doubt. What was decided?"
    Recovering {
        /// Where its log says it stood.
        stage: Stage,
        /// Whom its log believes to have been up.
        up: ProcessSet,
    },
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
            Self::PreCommit { .. } => ("PRECOMMIT", Kind::PreCommit),
            Self::AckPreCommit => ("ACK-PC", Kind::Ack),
            Self::Commit => ("COMMIT", Kind::Commit),
            Self::Abort => ("ABORT", Kind::Abort),
            Self::Ack => ("ACK", Kind::Ack),
            Self::Inquire => ("ASK", Kind::Ask),
            Self::Uncertain => ("UNCERTAIN", Kind::State),
            Self::Elected { .. } => ("ELECTED", Kind::Ask),
            Self::StateRequest { .. } => ("STATE?", Kind::Ask),
            Self::State(_) => ("STATE", Kind::State),
            Self::Recovering { .. } => ("BACK", Kind::Ask),
        };
        MessageLabel { word, kind }
    }
}

/// A log record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Record {
    /// The promise of a participant.
    Prepared,
    /// It knows that all voted YES.
    PreCommit,
    /// Whom it believes to be up, from now on.
    Up(ProcessSet),
    /// The decision.
    Commit,
    /// The decision.
    Abort,
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
            Self::PreCommit => ("PRECOMMIT", None),
            Self::Up(_) => ("UP", None),
            Self::Commit => ("COMMIT", Some(Decision::Commit)),
            Self::Abort => ("ABORT", Some(Decision::Abort)),
        };
        RecordLabel { word, decides, promises: self == Self::Prepared }
    }
}
