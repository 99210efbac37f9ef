//! What happened, in order. Append-only: to change the past is to make another trace.
//!
//! Entries carry words and numbers, never a protocol's own types, so that pictures and verdicts are
//! made from traces of any protocol, also of one recorded from a real database.

use std::fmt;
use std::hash::Hasher;

use protocol::{Decision, Kind, ProcessId, Reason, Status, Tally, Timer};

use crate::Micros;
use crate::intervention::Refusal;

/// The number of a message in its run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MessageId(pub u32);

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: Micros,
    /// What.
    pub event: Event,
}

/// Why a message did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Loss {
    /// The network lost it.
    Noise,
    /// The link was cut.
    Cut,
    /// The receiver was down.
    ReceiverDown,
    /// Somebody dropped it.
    Dropped,
}

/// Everything that can happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The client asked.
    Began,
    /// A message left.
    Sent {
        /// Its number.
        id: MessageId,
        /// Who sent it.
        from: ProcessId,
        /// Who it is for.
        to: ProcessId,
        /// Its protocol word.
        word: &'static str,
        /// What it is for.
        kind: Kind,
        /// Which of that word on that way, from 1.
        nth: u32,
        /// When it arrives, as things stand.
        due: Micros,
        /// The message it is a copy of.
        copy_of: Option<MessageId>,
    },
    /// A message will arrive at another time than it said.
    Rescheduled {
        /// Which.
        id: MessageId,
        /// When it arrives now.
        due: Micros,
    },
    /// A message arrived.
    Arrived {
        /// Which.
        id: MessageId,
    },
    /// A message did not arrive.
    Lost {
        /// Which.
        id: MessageId,
        /// Why.
        why: Loss,
    },
    /// A forced write began.
    Forcing {
        /// Whose.
        node: ProcessId,
        /// Which record.
        word: &'static str,
        /// When it will be on disk.
        until: Micros,
    },
    /// A record is in the log: on disk if forced.
    Logged {
        /// Whose.
        node: ProcessId,
        /// Which record.
        word: &'static str,
        /// Whether it is on disk.
        forced: bool,
        /// The decision it is, if it is one.
        decides: Option<Decision>,
        /// Whether it is the promise of a participant.
        promises: bool,
    },
    /// What was written lazily is on disk now.
    Flushed {
        /// Whose.
        node: ProcessId,
    },
    /// A process stands elsewhere, or has counted more.
    Became {
        /// Which.
        node: ProcessId,
        /// Where it stands.
        status: Status,
        /// What it has counted.
        tally: Tally,
    },
    /// A timer was started.
    Armed {
        /// Whose.
        node: ProcessId,
        /// Which.
        timer: Timer,
        /// When it runs out.
        until: Micros,
    },
    /// A timer was stopped.
    Disarmed {
        /// Whose.
        node: ProcessId,
        /// Which.
        timer: Timer,
    },
    /// A timer ran out.
    TimedOut {
        /// Whose.
        node: ProcessId,
        /// Which.
        timer: Timer,
    },
    /// Locks were taken.
    Locked {
        /// Whose.
        node: ProcessId,
    },
    /// Locks were released.
    Unlocked {
        /// Whose.
        node: ProcessId,
    },
    /// The local check began.
    Checking {
        /// Whose.
        node: ProcessId,
        /// When it will be done.
        until: Micros,
    },
    /// The local check is done.
    Checked {
        /// Whose.
        node: ProcessId,
        /// Whether it is able to commit.
        able: bool,
    },
    /// The client was told.
    Told {
        /// What.
        decision: Decision,
    },
    /// An input changed nothing.
    Ignored {
        /// Who ignored it.
        node: ProcessId,
        /// Why.
        why: Reason,
    },
    /// A process crashed.
    Crashed {
        /// Which.
        node: ProcessId,
        /// How many unforced records were lost with it.
        lost: u32,
    },
    /// A process is back and has read its log.
    Recovered {
        /// Which.
        node: ProcessId,
    },
    /// A process stands still.
    Paused {
        /// Which.
        node: ProcessId,
    },
    /// A process goes on.
    Resumed {
        /// Which.
        node: ProcessId,
    },
    /// A participant will not be able to commit.
    MadeUnable {
        /// Which.
        node: ProcessId,
    },
    /// A link was cut.
    Cut {
        /// One end, the lower number.
        a: ProcessId,
        /// The other.
        b: ProcessId,
    },
    /// A link was healed.
    Healed {
        /// One end, the lower number.
        a: ProcessId,
        /// The other.
        b: ProcessId,
    },
    /// A link became slower, or normal again.
    Slowed {
        /// One end, the lower number.
        a: ProcessId,
        /// The other.
        b: ProcessId,
        /// Thousandths of its normal time.
        permille: u32,
    },
    /// A failure detector reports somebody.
    Suspected {
        /// Whose detector.
        by: ProcessId,
        /// Who is reported.
        whom: ProcessId,
    },
    /// A failure detector takes it back.
    Trusted {
        /// Whose detector.
        by: ProcessId,
        /// Who is trusted again.
        whom: ProcessId,
    },
    /// An intervention takes place; what it does stands behind it.
    Intervened {
        /// Which of the list, from 0.
        index: u32,
    },
    /// An intervention did nothing.
    Refused {
        /// Which of the list, from 0.
        index: u32,
        /// Why.
        why: Refusal,
    },
}

/// A whole run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// What happened, in order.
    pub entries: Vec<Entry>,
    /// How many processes there are, the coordinator included.
    pub processes: u8,
    /// When the run was cut off, or when nothing was left to do.
    pub end: Micros,
    /// Whether nothing was left to do.
    pub quiet: bool,
    /// Whether it was cut off because it became too long.
    pub overflow: bool,
}

impl Trace {
    /// How many entries happened up to and including `at`.
    #[must_use]
    pub fn count_until(&self, at: Micros) -> usize {
        self.entries.partition_point(|entry| entry.at <= at)
    }

    /// A fingerprint of every entry, equal on every machine (FNV-1a over the printed lines).
    #[must_use]
    pub fn hash(&self) -> u64 {
        let mut hasher = fnv::FnvHasher::default();
        for entry in &self.entries {
            hasher.write(entry.to_string().as_bytes());
            hasher.write_u8(b'\n');
        }
        hasher.finish()
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>12}  {}", self.at.to_string(), self.event)
    }
}

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Began => f.write_str("client asks"),
            Self::Sent { id, from, to, word, nth, due, copy_of, .. } => {
                write!(f, "{from} -> {to}  {word} {id} nth {nth} due {due}")?;
                copy_of.map_or(Ok(()), |of| write!(f, " copy of {of}"))
            }
            Self::Rescheduled { id, due } => write!(f, "{id} now due {due}"),
            Self::Arrived { id } => write!(f, "{id} arrives"),
            Self::Lost { id, why } => write!(f, "{id} lost: {}", why.word()),
            Self::Forcing { node, word, until } => write!(f, "{node} forces {word} until {until}"),
            Self::Logged { node, word, forced, .. } => {
                write!(f, "{node} log {word} {}", if *forced { "(forced)" } else { "(unforced)" })
            }
            Self::Flushed { node } => write!(f, "{node} log flushed"),
            Self::Became { node, status, tally } => write!(
                f,
                "{node} is {status:?} yes {:?} no {:?} acks {:?}",
                tally.yes, tally.no, tally.acks
            ),
            Self::Armed { node, timer, until } => {
                write!(f, "{node} waits for {} until {until}", timer.word())
            }
            Self::Disarmed { node, timer } => {
                write!(f, "{node} stops waiting for {}", timer.word())
            }
            Self::TimedOut { node, timer } => write!(f, "{node} time-out {}", timer.word()),
            Self::Locked { node } => write!(f, "{node} locks"),
            Self::Unlocked { node } => write!(f, "{node} unlocks"),
            Self::Checking { node, until } => write!(f, "{node} checks until {until}"),
            Self::Checked { node, able } => {
                write!(f, "{node} is {}", if *able { "able" } else { "not able" })
            }
            Self::Told { decision } => write!(f, "client hears {}", decision.word()),
            Self::Ignored { node, why } => write!(f, "{node} ignores it: {why:?}"),
            Self::Crashed { node, lost } => write!(f, "{node} CRASHES, {lost} records lost"),
            Self::Recovered { node } => write!(f, "{node} RECOVERS and reads its log"),
            Self::Paused { node } => write!(f, "{node} PAUSES"),
            Self::Resumed { node } => write!(f, "{node} GOES ON"),
            Self::MadeUnable { node } => write!(f, "{node} WILL NOT BE ABLE"),
            Self::Cut { a, b } => write!(f, "LINK {a} {b} CUT"),
            Self::Healed { a, b } => write!(f, "LINK {a} {b} HEALED"),
            Self::Slowed { a, b, permille } => write!(f, "LINK {a} {b} SPEED x{permille}/1000"),
            Self::Suspected { by, whom } => write!(f, "{by} suspects {whom}"),
            Self::Trusted { by, whom } => write!(f, "{by} trusts {whom} again"),
            Self::Intervened { index } => write!(f, "intervention {index}"),
            Self::Refused { index, why } => write!(f, "intervention {index} refused: {why:?}"),
        }
    }
}

impl Loss {
    /// One word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Noise => "noise",
            Self::Cut => "cut",
            Self::ReceiverDown => "receiver down",
            Self::Dropped => "dropped",
        }
    }
}
