//! What a student, a teacher or an accident does to a run.
//!
//! An intervention is data: when, and what. The list of them is the fourth input of the law. It
//! names messages and moments in words of the protocol ("the first COMMIT from Rohit to the
//! caterer", "after the coordinator forced COMMIT"), so that the same accident can happen to
//! another protocol. Where it does not fit, the trace says so and the run goes on.

use protocol::ProcessId;

use crate::Micros;

/// One intervention.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Intervention {
    /// When it happens.
    pub when: When,
    /// What happens.
    pub act: Act,
}

/// When an intervention happens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// At a time.
    At {
        /// The moment.
        at: Micros,
        /// After how many trace entries of that very moment. [`LAST`] means after all of them.
        order: u32,
    },
    /// At a point of the protocol.
    Point {
        /// The point.
        point: Point,
        /// How long after it.
        wait: Micros,
    },
}

/// The `order` of an intervention that lets everything else of that moment happen first.
pub const LAST: u32 = u32::MAX;

impl When {
    /// At a time, after everything else that happens at that time.
    #[must_use]
    pub fn at(at: Micros) -> Self {
        Self::At { at, order: LAST }
    }

    /// Right at a point.
    #[must_use]
    pub fn point(point: Point) -> Self {
        Self::Point { point, wait: Micros::ZERO }
    }
}

/// A point of the protocol, between two effects of one process.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// Whose step it is.
    pub node: ProcessId,
    /// Just before or just after.
    pub side: Side,
    /// What it does there.
    pub step: StepKind,
    /// The word of the record, message, timer or decision; any if empty.
    pub word: String,
    /// The other end, for messages; anyone if absent.
    pub other: Option<ProcessId>,
    /// Which time it happens, from 1.
    pub nth: u32,
}

/// Before or after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// It has not happened yet.
    Before,
    /// It has just happened, and nothing after it.
    After,
}

/// What a process does at a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepKind {
    /// Forces a record.
    Force,
    /// Writes a record lazily.
    Write,
    /// Sends a message.
    Send,
    /// Receives a message: before, nothing was made of it; after, all of its effects are done.
    Receive,
    /// A timer runs out; before and after as with a message.
    TimeOut,
    /// Finishes its local check; after, it has voted.
    Check,
}

impl StepKind {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Force, Self::Write, Self::Send, Self::Receive, Self::TimeOut, Self::Check];

    /// The verb used in scenario files and links.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Force => "force",
            Self::Write => "write",
            Self::Send => "send",
            Self::Receive => "receive",
            Self::TimeOut => "timeout",
            Self::Check => "check",
        }
    }
}

/// A message, in words that mean something under every protocol.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MessageRef {
    /// Who sent it.
    pub from: ProcessId,
    /// Who it is for.
    pub to: ProcessId,
    /// Its protocol word.
    pub word: String,
    /// Which of that name on that way, from 1.
    pub nth: u32,
}

/// What happens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    /// The process stops; memory and the unforced tail of the log are gone.
    Crash(ProcessId),
    /// It starts again and reads its log.
    Recover(ProcessId),
    /// It stands still, as in a long garbage collection. Nothing is lost.
    Pause(ProcessId),
    /// It goes on.
    Resume(ProcessId),
    /// It will find that it is not able to commit.
    VoteNo(ProcessId),
    /// Nothing passes between the two, either way. What is under way is lost.
    Cut(ProcessId, ProcessId),
    /// Messages pass again.
    Heal(ProcessId, ProcessId),
    /// Cuts every link between different groups; who is not named is a group with the rest.
    Partition(Vec<Vec<ProcessId>>),
    /// Heals every link, also the slow ones.
    HealAll,
    /// Messages take so many thousandths of their time; 1,000 makes it normal again.
    Slow(ProcessId, ProcessId, u32),
    /// Loses a message that is under way.
    Drop(MessageRef),
    /// A second copy of a message that is under way.
    Duplicate(MessageRef),
    /// A message under way takes this much longer.
    Delay(MessageRef, Micros),
    /// A message under way arrives now.
    Deliver(MessageRef),
}

/// Why an intervention did nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    /// It is down already.
    AlreadyDown,
    /// It is up, there is nothing to recover.
    AlreadyUp,
    /// It is paused already.
    AlreadyPaused,
    /// It is not paused.
    NotPaused,
    /// It is down, so it can neither pause nor vote.
    Down,
    /// It has voted; a vote is not taken back.
    AlreadyVoted,
    /// The coordinator does not vote.
    DoesNotVote,
    /// It is cut already.
    AlreadyCut,
    /// It is not cut.
    NotCut,
    /// No such message is under way at this moment.
    NotUnderWay,
    /// There is no such process in this run.
    NoSuchProcess,
    /// A process has no link to itself.
    SameProcess,
    /// The run never came to this point.
    PointNotReached,
}
