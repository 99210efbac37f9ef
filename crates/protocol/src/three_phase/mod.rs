//! # Three-phase commit
//!
//! **What it promises.** The safety of two-phase commit, and that no operational process ever
//! waits for a repair: it is *non-blocking*. Both only if the network never splits and the failure
//! detector is perfect. With one partition and no crash at all, it breaks atomicity (C-50).
//!
//! **The idea.** Between "all voted YES" and COMMIT stands one more round, so that nobody commits
//! while somebody could still be left in doubt about the votes. Whoever is PRECOMMITTED knows that
//! all said YES; whoever is only PREPARED knows that nobody has committed yet.
//!
//! ```text
//!   coordinator                participant
//!       │──────── PREPARE ────────▶│
//!       │                          ▣  prepared
//!       │◀───────── YES ───────────│
//!       ▣  precommit               │
//!       │─────── PRECOMMIT ───────▶│
//!       │                          ▣  precommit
//!       │◀──────── ACK_PC ─────────│
//!       ▣  commit                  │
//!       │──────── COMMIT ─────────▶│
//!       │                          ▣  commit
//!       │◀───────── ACK ───────────│
//! ```
//!
//! **Files.** [`Coordinator`] asks and decides; [`Participant`] votes and follows; when the
//! coordinator is silent the participant with the lowest number is elected and applies TR1 to TR4
//! ([`Leader`], `termination.rs`); who comes back from a crash in doubt only asks, and after a
//! total failure waits for the last process to fail ([`Recovering`], `recovery.rs`).
//!
//! **When a process hears nothing.** Suspicion is an input. In `PRECOMMITTING` the coordinator
//! ignores whoever is suspected and commits with the rest; it never aborts there. Whoever is not
//! suspected is asked again, however long that takes.
//!
//! **Ranks.** The original coordinator is leader 0, an elected one has its own number. A process
//! obeys PRECOMMIT only from its present leader or a higher one, so that a late PRECOMMIT of a dead
//! coordinator cannot undo what the next one has counted.
//!
//! **UP sets.** Every process logs, forced, whom it still believes to be up whenever that changes
//! while it is in doubt; an elected coordinator sends its own set along. After a total failure the
//! recovered processes R may decide once R contains every process that is in all of their UP sets;
//! only those seed the rules.
//!
//! **Costs.** COMMIT 5N messages, 6N with the final ACK, 2+3N forced writes; ABORT with k NO votes
//! 3N−k messages (+N−k ACKs), 1+2(N−k) forced writes.
//!
//! **Where we differ.** Bernstein, Hadzilacos and Goodman are often read as not logging PRECOMMIT;
//! we force it, or a total failure breaks atomicity (C-55). Messages may be lost here, so leaders
//! and followers repeat themselves.
//!
//! Sources: Skeen, *Nonblocking commit protocols* (1981); Bernstein, Hadzilacos and Goodman
//! (1987), section 7.5; Skeen, *Determining the last process to fail* (1985).

mod coordinator;
mod message;
mod participant;
mod recovery;
mod termination;

pub use coordinator::Coordinator;
pub use message::{Message, Record, Stage};
pub use participant::Participant;
pub use recovery::Recovering;
pub use termination::{Duty, Leader};

use crate::{
    COORDINATOR, Decision, Effects, Input, MessageLabel, Policies, ProcessId, ProcessSet, Protocol,
    Reason, RecordLabel, Status, Tally, Timer,
};

/// The settings of one run of three-phase commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreePhase {
    /// How many participants vote.
    pub participants: u8,
    /// Whether COMMIT and ABORT are acknowledged: 6N messages instead of 5N.
    pub final_ack: bool,
    /// Wrong rules that are switched on.
    pub policies: Policies,
}

/// One process, by what it is doing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Process {
    /// The original coordinator, undecided.
    Coordinator(Coordinator),
    /// A participant that follows a leader, undecided.
    Participant(Participant),
    /// A participant that was elected, undecided.
    Leader(Leader),
    /// Back from a crash, in doubt.
    Recovering(Recovering),
    /// It knows the decision.
    Decided {
        /// The decision.
        decision: Decision,
        /// Whom it has told and who has not acknowledged yet.
        unacked: ProcessSet,
    },
}

/// Where a process of this protocol puts its effects.
pub(crate) type Fx = Effects<Message, Record>;

impl Protocol for ThreePhase {
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
            Process::Participant(Participant::at_start(self.everybody()))
        }
    }

    fn step(&self, me: ProcessId, state: Process, input: Input<Message>, fx: &mut Fx) -> Process {
        match state {
            Process::Coordinator(it) => it.step(self, input, fx),
            Process::Participant(it) => it.step(self, me, input, fx),
            Process::Leader(it) => it.step(self, me, input, fx),
            Process::Recovering(it) => it.step(self, me, input, fx),
            Process::Decided { decision, unacked } => {
                step_decided(self, decision, unacked, input, fx)
            }
        }
    }

    fn recover(&self, me: ProcessId, log: &[Record], fx: &mut Fx) -> Process {
        recovery::recover(self, me, log, fx)
    }

    fn status(&self, state: &Process) -> Status {
        match state {
            Process::Coordinator(it) => it.status(),
            Process::Participant(it) => it.stage.status(),
            Process::Leader(it) => it.stage.status(),
            Process::Recovering(it) => it.stage.status(),
            Process::Decided { decision: Decision::Commit, .. } => Status::Committed,
            Process::Decided { decision: Decision::Abort, .. } => Status::Aborted,
        }
    }

    fn tally(&self, state: &Process) -> Tally {
        match state {
            Process::Coordinator(it) => it.tally(self),
            Process::Leader(it) => it.tally(),
            Process::Participant(_) | Process::Recovering(_) => Tally::default(),
            Process::Decided { decision, unacked } => Tally {
                yes: if *decision == Decision::Commit { self.voters() } else { ProcessSet::EMPTY },
                no: ProcessSet::EMPTY,
                acks: self.voters().minus(*unacked),
            },
        }
    }

    fn message_label(&self, message: &Message) -> MessageLabel {
        message.label()
    }

    fn record_label(&self, record: &Record) -> RecordLabel {
        record.label()
    }
}

/// A decision reaches a process in doubt: on disk first, then the locks go.
fn learn(it: &ThreePhase, decision: Decision, from: ProcessId, fx: &mut Fx) -> Process {
    take(decision, fx);
    if it.final_ack {
        fx.send(from, Message::Ack);
    }
    Process::Decided { decision, unacked: ProcessSet::EMPTY }
}

/// Takes a decision: forced, then the locks go.
fn take(decision: Decision, fx: &mut Fx) {
    fx.disarm(Timer::Decision);
    fx.disarm(Timer::States);
    fx.force(Record::of(decision));
    fx.unlock();
}

/// Tells the others what was decided, and keeps telling those who owe an acknowledgement.
fn announce(
    it: &ThreePhase,
    decision: Decision,
    tell: ProcessSet,
    owed: ProcessSet,
    fx: &mut Fx,
) -> Process {
    fx.send_all(tell, &Message::of(decision));
    let unacked = if it.final_ack { owed } else { ProcessSet::EMPTY };
    if !unacked.is_empty() {
        fx.arm(Timer::Acks);
    }
    Process::Decided { decision, unacked }
}

fn step_decided(
    it: &ThreePhase,
    decision: Decision,
    unacked: ProcessSet,
    input: Input<Message>,
    fx: &mut Fx,
) -> Process {
    let mut owed = unacked;
    match input {
        Input::Receive { from, message: Message::Ack } => {
            owed = acked(unacked, unacked.without(from), fx);
        }
        // Whoever is down will ask when it is back.
        Input::Suspect(who) => owed = acked(unacked, unacked.without(who), fx),
        Input::TimedOut(Timer::Acks) => {
            fx.send_all(unacked, &Message::of(decision));
            fx.arm(Timer::Acks);
        }
        Input::Receive { from, message: Message::Commit } => {
            repeated(it, decision, Decision::Commit, from, fx);
        }
        Input::Receive { from, message: Message::Abort } => {
            repeated(it, decision, Decision::Abort, from, fx);
        }
        // Whoever shows that it does not know is told.
        Input::Receive {
            from,
            message:
                Message::Inquire
                | Message::Recovering { .. }
                | Message::StateRequest { .. }
                | Message::Elected { .. }
                | Message::PreCommit { .. },
        } => fx.send(from, Message::of(decision)),
        // Its vote was still on its way when the others were told. Where nobody acknowledges, nobody
        // knows whether it was told.
        Input::Receive { from, message: Message::Yes } => match decision {
            Decision::Abort if unacked.has(from) || !it.final_ack => fx.send(from, Message::Abort),
            Decision::Abort | Decision::Commit => fx.ignore(Reason::AlreadyDecided),
        },
        // A NO voter has aborted alone; it owes no ACK.
        Input::Receive { from, message: Message::No } => {
            owed = acked(unacked, unacked.without(from), fx);
        }
        Input::Receive { message: Message::Prepare, .. } => match decision {
            Decision::Abort => fx.send(COORDINATOR, Message::No),
            Decision::Commit => fx.ignore(Reason::AlreadyDecided),
        },
        Input::Receive {
            message: Message::AckPreCommit | Message::State(_) | Message::Uncertain,
            ..
        }
        | Input::Checked { .. }
        | Input::Begin
        | Input::TimedOut(Timer::Prepare | Timer::Votes | Timer::Decision | Timer::States)
        | Input::Trust(_) => fx.ignore(Reason::AlreadyDecided),
    }
    Process::Decided { decision, unacked: owed }
}

fn acked(before: ProcessSet, after: ProcessSet, fx: &mut Fx) -> ProcessSet {
    if before == after {
        fx.ignore(Reason::AlreadyDecided);
    } else if after.is_empty() {
        fx.disarm(Timer::Acks);
    }
    after
}

fn repeated(it: &ThreePhase, known: Decision, told: Decision, from: ProcessId, fx: &mut Fx) {
    if known != told {
        fx.ignore(Reason::Contradicts);
    } else if it.final_ack {
        fx.send(from, Message::Ack);
    } else {
        fx.ignore(Reason::Repeated);
    }
}
