//! What **one process** does in an atomic commitment protocol, and nothing else.
//!
//! Every protocol here is a pure function: `(state, input) -> state + effects`. There is no clock,
//! no network, no disk and no dice in this crate. Whoever drives a process (the simulated world,
//! a checker, a real database) hands it an [`Input`] and carries out the [`Effect`]s it asks for,
//! **in their order**. The order is law: a vote that stands behind a forced write may not leave
//! before the write is on disk, and a crash may strike between any two effects.
//!
//! ```text
//!            Input                               Effects, in order
//!   message, time-out, ...  ──▶  [ a process ] ──▶  Force(prepared), Send(YES), Arm(Decision)
//!                                     ▲
//!                recover(log) ────────┘   all that survives a crash is the log
//! ```
//!
//! Start reading at [`two_phase`], then [`three_phase`]. The words are those of Bernstein,
//! Hadzilacos and Goodman; each module says where it differs from its papers.

mod effect;
mod input;
mod policy;
mod process;
mod table;
pub mod three_phase;
pub mod two_phase;
mod words;

pub use effect::{Effect, Effects};
pub use input::{Input, Timer};
pub use policy::{Policies, Policy};
pub use process::{COORDINATOR, MAX_PARTICIPANTS, ProcessId, ProcessSet};
pub use table::{Rows, Table, in_order};
pub use words::{Decision, Kind, MessageLabel, Reason, RecordLabel, Status, Tally};

/// One commit protocol: what each of its processes does with each input.
///
/// The driver holds the states; the protocol holds only settings, which never change in a run.
pub trait Protocol: Clone + std::fmt::Debug {
    /// Everything one process remembers, in memory. Lost in a crash.
    type State: Clone + Eq + Ord + std::fmt::Debug;
    /// What processes say to each other.
    type Message: Clone + Eq + Ord + std::fmt::Debug;
    /// What a process writes to its log. Forced records survive a crash.
    type Record: Clone + Eq + Ord + std::fmt::Debug;

    /// How many participants vote (the coordinator is not one of them).
    fn participants(&self) -> u8;

    /// The state of process `me` before anything happened.
    fn start(&self, me: ProcessId) -> Self::State;

    /// The only place where a state changes: one input in, the next state and its effects out.
    fn step(
        &self,
        me: ProcessId,
        state: Self::State,
        input: Input<Self::Message>,
        fx: &mut Effects<Self::Message, Self::Record>,
    ) -> Self::State;

    /// Rebuilds process `me` after a crash from its log alone, oldest record first.
    fn recover(
        &self,
        me: ProcessId,
        log: &[Self::Record],
        fx: &mut Effects<Self::Message, Self::Record>,
    ) -> Self::State;

    /// Where a process stands, in the words all protocols share.
    fn status(&self, state: &Self::State) -> Status;

    /// Whose votes and acknowledgements a process has counted so far.
    fn tally(&self, state: &Self::State) -> Tally;

    /// What a message is called and what it is for.
    fn message_label(&self, message: &Self::Message) -> MessageLabel;

    /// What a log record is called and whether it decides.
    fn record_label(&self, record: &Self::Record) -> RecordLabel;

    /// All processes: the coordinator first, then the participants.
    fn everybody(&self) -> ProcessSet {
        ProcessSet::first(self.participants() + 1)
    }

    /// The participants only.
    fn voters(&self) -> ProcessSet {
        self.everybody().without(COORDINATOR)
    }
}
