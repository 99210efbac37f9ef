//! The words that all protocols share, so that a picture, a verdict or a sentence can be made
//! without knowing which protocol ran.

use crate::ProcessSet;

/// The outcome of a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    /// Everybody does it.
    Commit,
    /// Nobody does it.
    Abort,
}

impl Decision {
    /// The protocol word, in capitals.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Commit => "COMMIT",
            Self::Abort => "ABORT",
        }
    }
}

/// Where a process stands. The podcast calls `Prepared` "ready", others "wait" or "uncertain";
/// what it calls `PreCommitted`, Skeen calls "prepared".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Nothing was asked of it yet.
    Initial,
    /// It works: a participant on its vote, the coordinator on collecting votes.
    Working,
    /// It voted YES and does not know the decision: in doubt, and bound by its promise.
    Prepared,
    /// It knows that everyone voted YES, but nobody may have committed yet.
    PreCommitted,
    /// It decided COMMIT.
    Committed,
    /// It decided ABORT.
    Aborted,
}

impl Status {
    /// Whether a process in this status waits for a decision that others take.
    #[must_use]
    pub fn in_doubt(self) -> bool {
        match self {
            Self::Prepared | Self::PreCommitted => true,
            Self::Initial | Self::Working | Self::Committed | Self::Aborted => false,
        }
    }

    /// The decision of a process in this status, if it took one.
    #[must_use]
    pub fn decision(self) -> Option<Decision> {
        match self {
            Self::Committed => Some(Decision::Commit),
            Self::Aborted => Some(Decision::Abort),
            Self::Initial | Self::Working | Self::Prepared | Self::PreCommitted => None,
        }
    }
}

/// What a message is for; its shape and colour in every picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Asks for a vote.
    Prepare,
    /// A vote: yes.
    Yes,
    /// A vote: no.
    No,
    /// Says that all voted yes, so that nobody is left in the dark.
    PreCommit,
    /// Carries the decision COMMIT.
    Commit,
    /// Carries the decision ABORT.
    Abort,
    /// Says that something was received.
    Ack,
    /// Asks what was decided.
    Ask,
    /// Says where the sender stands.
    State,
}

/// The name of a message and what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MessageLabel {
    /// The protocol word, in capitals.
    pub word: &'static str,
    /// What it is for.
    pub kind: Kind,
}

/// The name of a log record and whether it is a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordLabel {
    /// The word on the page of the log.
    pub word: &'static str,
    /// The decision that is taken the moment this record is on disk (or written, if unforced).
    pub decides: Option<Decision>,
    /// Whether it is the promise of a participant: in doubt from here on.
    pub promises: bool,
}

/// Whose answers a process has counted. Volatile: a crash empties it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tally {
    /// Those whose YES arrived.
    pub yes: ProcessSet,
    /// Those whose NO arrived.
    pub no: ProcessSet,
    /// Those whose acknowledgement arrived.
    pub acks: ProcessSet,
}

/// Why an input changed nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The same thing was heard before.
    Repeated,
    /// The decision is known already, and this agrees with it or does not matter any more.
    AlreadyDecided,
    /// The decision was taken the other way. In a correct run this is an answer that came late.
    Contradicts,
    /// It has no answer: the other one is in doubt as well.
    NoAnswer,
    /// It comes from a coordinator that was replaced in the meantime.
    Deposed,
    /// This protocol does not use it.
    NotUsed,
    /// It does not belong here; only a wrong rule can bring it about.
    Unexpected,
}
