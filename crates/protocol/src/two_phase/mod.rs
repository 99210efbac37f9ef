//! # Two-phase commit, presumed nothing
//!
//! **What it promises.** Everyone who decides, decides the same (AC1), nobody changes their mind
//! (AC2), COMMIT only if all voted YES (AC3). It keeps these under any mix of crashes, lost,
//! repeated and late messages and partitions. What it does not promise is to finish: it *blocks*.
//!
//! **Who takes part.** One [`Coordinator`] and N [`Participant`]s. Participants speak to the
//! coordinator only, except when they ask each other for the decision (cooperative termination).
//!
//! ```text
//!   coordinator                participant
//!       │──────── PREPARE ────────▶│  does its work, takes its locks
//!       │                          ▣  prepared        (forced: the promise)
//!       │◀───────── YES ───────────│  in doubt from here on
//!       ▣  commit                  │                 (forced: the commit point)
//!       │──────── COMMIT ─────────▶│
//!       │                          ▣  commit          (forced), locks released
//!       │◀───────── ACK ───────────│
//!       □  end                                        (unforced)
//! ```
//!
//! | who | record | when | forced |
//! |---|---|---|---|
//! | participant | prepared | before YES | yes |
//! | participant | commit, abort | when it learns the decision, before ACK and unlock | yes |
//! | participant | abort | when it votes NO or gives up before voting | no, it promised nothing |
//! | coordinator | commit, abort | before it tells anyone | yes |
//! | coordinator | end | after the last ACK | no |
//!
//! **When a process hears nothing.** A participant that has not voted aborts alone. A coordinator
//! that misses votes aborts. A participant in doubt asks, and asks again; it may do nothing else.
//! A coordinator that misses ACKs repeats its decision, for ever.
//!
//! **What it cannot do.** If the coordinator is silent and everyone who can be reached is
//! PREPARED, nobody may move: some may commit only if the log nobody can read says COMMIT.
//! No protocol avoids this when messages can be lost (Gray 1978; Skeen and Stonebraker 1983).
//!
//! **Costs**, N participants, ACKs counted: COMMIT 4N messages and 2N+1 forced writes; ABORT with k
//! NO votes 4N−2k messages and 1+2(N−k) forced writes.
//!
//! **Where we differ.** On the first NO the coordinator tells only those whose YES it holds; the
//! others are told when their vote comes, so that a NO voter never gets a message it does not
//! need. R* also forces the abort record of a NO voter; we do not, since no promise exists.
//!
//! Sources: Gray, *Notes on data base operating systems* (1978); Bernstein, Hadzilacos and
//! Goodman (1987), chapter 7; Mohan, Lindsay and Obermarck, R* (1986).

mod coordinator;
mod message;
mod participant;

pub use coordinator::Coordinator;
pub use message::{Message, Record};
pub use participant::Participant;

use crate::{
    COORDINATOR, Effects, Input, MessageLabel, Policies, ProcessId, Protocol, RecordLabel, Status,
    Tally,
};

/// The settings of one run of two-phase commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TwoPhase {
    /// How many participants vote.
    pub participants: u8,
    /// Whether a participant in doubt also asks the other participants.
    pub cooperative: bool,
    /// Wrong rules that are switched on.
    pub policies: Policies,
}

/// One process: either side of the protocol.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Process {
    /// The one who asks and decides.
    Coordinator(Coordinator),
    /// One who votes.
    Participant(Participant),
}

/// Where a process of this protocol puts its effects.
pub(crate) type Fx = Effects<Message, Record>;

impl Protocol for TwoPhase {
    type State = Process;
    type Message = Message;
    type Record = Record;

    fn participants(&self) -> u8 {
        self.participants
    }

    fn start(&self, me: ProcessId) -> Process {
        if me == COORDINATOR {
            Process::Coordinator(Coordinator::Initial)
        } else {
            Process::Participant(Participant::Working)
        }
    }

    fn step(&self, me: ProcessId, state: Process, input: Input<Message>, fx: &mut Fx) -> Process {
        match state {
            Process::Coordinator(it) => Process::Coordinator(it.step(self, input, fx)),
            Process::Participant(it) => Process::Participant(it.step(self, me, input, fx)),
        }
    }

    fn recover(&self, me: ProcessId, log: &[Record], fx: &mut Fx) -> Process {
        if me == COORDINATOR {
            Process::Coordinator(Coordinator::recover(self, log, fx))
        } else {
            Process::Participant(Participant::recover(self, me, log, fx))
        }
    }

    fn status(&self, state: &Process) -> Status {
        match state {
            Process::Coordinator(it) => it.status(),
            Process::Participant(it) => it.status(),
        }
    }

    fn tally(&self, state: &Process) -> Tally {
        match state {
            Process::Coordinator(it) => it.tally(self),
            Process::Participant(_) => Tally::default(),
        }
    }

    fn message_label(&self, message: &Message) -> MessageLabel {
        message.label()
    }

    fn record_label(&self, record: &Record) -> RecordLabel {
        record.label()
    }
}
