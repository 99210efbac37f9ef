//! The participant of two-phase commit: promises, then waits.
//!
//! ```text
//!            PREPARE             able              COMMIT
//!  working ──────────▶ checking ──────▶ prepared ─────────▶ committed
//!     │ silence;          │ unable;        │ ABORT
//!     │ ABORT             │ ABORT          ▼
//!     └───────────────────┴──────────▶ aborted
//! ```
//! No arrow leaves `prepared` that the participant may take by itself. That missing arrow is why
//! two-phase commit blocks.

use super::{Fx, Message, Record, TwoPhase};
use crate::{
    COORDINATOR, Decision, Input, Policy, ProcessId, ProcessSet, Protocol, Reason, Status, Timer,
};

/// The state of one participant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Participant {
    /// Not asked yet.
    Working,
    /// Asked; finding out whether it is able to commit. Holds its locks.
    Checking,
    /// It promised. Holds its locks, through crashes too, until it learns the decision.
    Prepared {
        /// Whether it has asked for the decision already.
        asked: bool,
        /// Who answered that they are in doubt as well.
        uncertain: ProcessSet,
    },
    /// It knows: COMMIT.
    Committed,
    /// It knows: ABORT. Or it never promised, and gave up alone.
    Aborted,
}

const PROMISED: Participant = Participant::Prepared { asked: false, uncertain: ProcessSet::EMPTY };

impl Participant {
    pub(super) fn step(
        self,
        it: &TwoPhase,
        me: ProcessId,
        input: Input<Message>,
        fx: &mut Fx,
    ) -> Self {
        match self {
            Self::Working => step_working(input, fx),
            Self::Checking => step_checking(input, fx),
            Self::Prepared { asked, uncertain } => {
                step_prepared(it, me, asked, uncertain, input, fx)
            }
            Self::Committed => step_decided(Decision::Commit, input, fx),
            Self::Aborted => step_decided(Decision::Abort, input, fx),
        }
    }

    /// Reads the log after a crash.
    pub(super) fn recover(it: &TwoPhase, me: ProcessId, log: &[Record], fx: &mut Fx) -> Self {
        match log.last() {
            // It promised nothing, so it is free to abort.
            None => {
                fx.write(Record::Abort);
                Self::Aborted
            }
            // The promise survived the crash, and so must the locks, before new work is let in.
            Some(Record::Prepared) => {
                fx.lock();
                back_in_doubt(it, me, fx)
            }
            Some(Record::Commit | Record::End) => Self::Committed,
            Some(Record::Abort) => Self::Aborted,
        }
    }

    pub(super) fn status(self) -> Status {
        match self {
            Self::Working => Status::Initial,
            Self::Checking => Status::Working,
            Self::Prepared { .. } => Status::Prepared,
            Self::Committed => Status::Committed,
            Self::Aborted => Status::Aborted,
        }
    }
}

fn back_in_doubt(it: &TwoPhase, me: ProcessId, fx: &mut Fx) -> Participant {
    if it.policies.has(Policy::RecoveredDecideAlone) {
        learn(Decision::Abort, fx)
    } else {
        ask(it, me, fx)
    }
}

fn step_working(input: Input<Message>, fx: &mut Fx) -> Participant {
    match input {
        Input::Begin => {
            fx.arm(Timer::Prepare);
            Participant::Working
        }
        Input::Receive { message: Message::Prepare, .. } => {
            fx.disarm(Timer::Prepare);
            fx.lock();
            fx.check();
            Participant::Checking
        }
        // It promised nothing, so silence is reason enough to stop.
        Input::TimedOut(Timer::Prepare) => {
            fx.write(Record::Abort);
            Participant::Aborted
        }
        Input::Receive { message: Message::Abort, .. } => {
            fx.disarm(Timer::Prepare);
            stop(fx)
        }
        // Somebody in doubt asks one who has not voted: that settles it.
        Input::Receive { from, message: Message::Inquire } => {
            fx.disarm(Timer::Prepare);
            fx.write(Record::Abort);
            fx.send(from, Message::Abort);
            Participant::Aborted
        }
        Input::Receive {
            message:
                Message::Yes | Message::No | Message::Commit | Message::Ack | Message::Uncertain,
            ..
        }
        | Input::Checked { .. }
        | Input::TimedOut(Timer::Votes | Timer::Decision | Timer::Acks | Timer::States) => {
            fx.ignore(Reason::Unexpected);
            Participant::Working
        }
        Input::Suspect(_) | Input::Trust(_) => {
            fx.ignore(Reason::NotUsed);
            Participant::Working
        }
    }
}

fn step_checking(input: Input<Message>, fx: &mut Fx) -> Participant {
    match input {
        // The vote is a promise, so it is on disk before it is on the wire.
        Input::Checked { able: true } => {
            fx.force(Record::Prepared);
            fx.send(COORDINATOR, Message::Yes);
            fx.arm(Timer::Decision);
            PROMISED
        }
        Input::Checked { able: false } => {
            fx.write(Record::Abort);
            fx.unlock();
            fx.send(COORDINATOR, Message::No);
            Participant::Aborted
        }
        Input::Receive { message: Message::Abort, .. } => {
            let aborted = stop(fx);
            fx.unlock();
            aborted
        }
        Input::Receive { from, message: Message::Inquire } => {
            fx.write(Record::Abort);
            fx.unlock();
            fx.send(from, Message::Abort);
            Participant::Aborted
        }
        Input::Receive { message: Message::Prepare, .. } => {
            fx.ignore(Reason::Repeated);
            Participant::Checking
        }
        Input::Receive {
            message:
                Message::Yes | Message::No | Message::Commit | Message::Ack | Message::Uncertain,
            ..
        }
        | Input::Begin
        | Input::TimedOut(
            Timer::Prepare | Timer::Votes | Timer::Decision | Timer::Acks | Timer::States,
        ) => {
            fx.ignore(Reason::Unexpected);
            Participant::Checking
        }
        Input::Suspect(_) | Input::Trust(_) => {
            fx.ignore(Reason::NotUsed);
            Participant::Checking
        }
    }
}

fn step_prepared(
    it: &TwoPhase,
    me: ProcessId,
    asked: bool,
    uncertain: ProcessSet,
    input: Input<Message>,
    fx: &mut Fx,
) -> Participant {
    let stay = Participant::Prepared { asked, uncertain };
    match input {
        Input::Receive { from, message: Message::Commit } => heard(Decision::Commit, from, fx),
        Input::Receive { from, message: Message::Abort } => heard(Decision::Abort, from, fx),
        // In doubt it may ask for ever; it may not guess.
        Input::TimedOut(Timer::Decision) => {
            silence(it, me, Participant::Prepared { asked, uncertain }, fx)
        }
        // The same question again: our answer was lost, so give the same answer.
        Input::Receive { message: Message::Prepare, .. } => {
            fx.send(COORDINATOR, Message::Yes);
            stay
        }
        Input::Receive { from, message: Message::Inquire } => {
            fx.send(from, Message::Uncertain);
            stay
        }
        Input::Receive { from, message: Message::Uncertain } => {
            fx.ignore(Reason::NoAnswer);
            Participant::Prepared { asked, uncertain: uncertain.with(from) }
        }
        Input::Receive { message: Message::Yes | Message::No | Message::Ack, .. }
        | Input::Begin
        | Input::Checked { .. }
        | Input::TimedOut(Timer::Prepare | Timer::Votes | Timer::Acks | Timer::States) => {
            fx.ignore(Reason::Unexpected);
            stay
        }
        Input::Suspect(_) | Input::Trust(_) => {
            fx.ignore(Reason::NotUsed);
            stay
        }
    }
}

fn silence(it: &TwoPhase, me: ProcessId, state: Participant, fx: &mut Fx) -> Participant {
    if it.policies.has(Policy::AbortInDoubtOnTimeout) || counts_silence(it, me, state) {
        return learn(Decision::Abort, fx);
    }
    ask(it, me, fx)
}

/// Only under [`Policy::UnreachableCountsAsAbort`]: it asked, and somebody did not answer.
fn counts_silence(it: &TwoPhase, me: ProcessId, state: Participant) -> bool {
    match state {
        Participant::Prepared { asked: true, uncertain } => {
            it.policies.has(Policy::UnreachableCountsAsAbort)
                && !uncertain.covers(it.everybody().without(me))
        }
        Participant::Prepared { asked: false, .. }
        | Participant::Working
        | Participant::Checking
        | Participant::Committed
        | Participant::Aborted => false,
    }
}

fn ask(it: &TwoPhase, me: ProcessId, fx: &mut Fx) -> Participant {
    let whom =
        if it.cooperative { it.everybody().without(me) } else { ProcessSet::only(COORDINATOR) };
    fx.send_all(whom, &Message::Inquire);
    fx.arm(Timer::Decision);
    Participant::Prepared { asked: true, uncertain: ProcessSet::EMPTY }
}

/// The decision reached it. Only the coordinator counts acknowledgements.
fn heard(decision: Decision, from: ProcessId, fx: &mut Fx) -> Participant {
    let known = learn(decision, fx);
    if from == COORDINATOR {
        fx.send(COORDINATOR, Message::Ack);
    }
    known
}

/// On disk first, then the locks go.
fn learn(decision: Decision, fx: &mut Fx) -> Participant {
    fx.disarm(Timer::Decision);
    fx.force(Record::of(decision));
    fx.unlock();
    match decision {
        Decision::Commit => Participant::Committed,
        Decision::Abort => Participant::Aborted,
    }
}

/// Told to stop before it promised anything.
fn stop(fx: &mut Fx) -> Participant {
    fx.write(Record::Abort);
    fx.send(COORDINATOR, Message::Ack);
    Participant::Aborted
}

fn step_decided(decision: Decision, input: Input<Message>, fx: &mut Fx) -> Participant {
    match input {
        Input::Receive { from, message: Message::Commit } => {
            repeat(decision, Decision::Commit, from, fx);
        }
        Input::Receive { from, message: Message::Abort } => {
            repeat(decision, Decision::Abort, from, fx);
        }
        Input::Receive { from, message: Message::Inquire } => {
            fx.send(from, Message::of(decision));
        }
        // It gave up alone, and a late PREPARE does not change that.
        Input::Receive { message: Message::Prepare, .. } => match decision {
            Decision::Abort => fx.send(COORDINATOR, Message::No),
            Decision::Commit => fx.ignore(Reason::AlreadyDecided),
        },
        Input::Receive { message: Message::Uncertain, .. }
        | Input::Checked { .. }
        | Input::Begin
        | Input::TimedOut(Timer::Prepare | Timer::Decision) => fx.ignore(Reason::AlreadyDecided),
        Input::Receive { message: Message::Yes | Message::No | Message::Ack, .. }
        | Input::TimedOut(Timer::Votes | Timer::Acks | Timer::States) => {
            fx.ignore(Reason::Unexpected);
        }
        Input::Suspect(_) | Input::Trust(_) => fx.ignore(Reason::NotUsed),
    }
    match decision {
        Decision::Commit => Participant::Committed,
        Decision::Abort => Participant::Aborted,
    }
}

/// The same decision again: our ACK was lost, so acknowledge it again.
fn repeat(known: Decision, told: Decision, from: ProcessId, fx: &mut Fx) {
    if known != told {
        fx.ignore(Reason::Contradicts);
    } else if from == COORDINATOR {
        fx.send(COORDINATOR, Message::Ack);
    } else {
        fx.ignore(Reason::AlreadyDecided);
    }
}
