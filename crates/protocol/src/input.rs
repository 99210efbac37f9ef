//! What can happen **to** a process.

use crate::ProcessId;

/// One thing that happens to a process.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Input<M> {
    /// The transaction starts: the coordinator asks for votes, participants begin their work.
    Begin,
    /// A message arrives.
    Receive {
        /// Who sent it.
        from: ProcessId,
        /// What it says.
        message: M,
    },
    /// A timer that this process armed, and did not disarm, has run out.
    TimedOut(Timer),
    /// The local check that this process asked for is done.
    Checked {
        /// Whether the participant is able to commit, and so may vote YES.
        able: bool,
    },
    /// The failure detector reports `0` as down. A perfect detector is right; an unreliable one
    /// may only mean slow or cut off.
    Suspect(ProcessId),
    /// An unreliable failure detector takes its suspicion of `0` back.
    Trust(ProcessId),
}

/// What a process is waiting for when it arms a timer. How long that is, only the driver knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Timer {
    /// A participant waits to be asked for its vote.
    Prepare,
    /// The coordinator waits for votes.
    Votes,
    /// A process in doubt waits for the decision.
    Decision,
    /// A process waits for acknowledgements, and repeats itself when they do not come.
    Acks,
    /// An elected coordinator waits for the states of the others.
    States,
}

impl Timer {
    /// All of them, in the order of a failure-free run.
    pub const ALL: [Self; 5] =
        [Self::Prepare, Self::Votes, Self::Decision, Self::Acks, Self::States];

    /// The name used in scenario files and traces.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Prepare => "prepare",
            Self::Votes => "votes",
            Self::Decision => "decision",
            Self::Acks => "acks",
            Self::States => "states",
        }
    }
}
