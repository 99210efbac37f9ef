//! The coordinator of two-phase commit: asks, decides, repeats.
//!
//! ```text
//!              all YES (forces commit)                 all ACK
//!  collecting ─────────────────────────▶ committed ───────────▶ forgotten
//!      │ a NO, or silence                                          ▲
//!      └───────────────────────────────▶ aborted ─────────────────┘
//! ```
//! No arrow leads from `committed` to `aborted`: silence after the decision is answered with the
//! same decision again.

use super::{Fx, Message, Record, TwoPhase};
use crate::{
    Decision, Input, Policy, ProcessId, ProcessSet, Protocol, Reason, Status, Tally, Timer,
};

/// The state of the coordinator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Coordinator {
    /// Nothing was asked yet.
    Initial,
    /// Votes come in.
    Collecting {
        /// Who said yes.
        yes: ProcessSet,
    },
    /// COMMIT is decided.
    Committed {
        /// Who has not acknowledged it yet.
        unacked: ProcessSet,
    },
    /// ABORT is decided.
    Aborted {
        /// Who has not acknowledged it yet.
        unacked: ProcessSet,
    },
    /// Everyone knows. Nothing is remembered, and an inquiry is answered ABORT: nobody who could
    /// be in doubt is left to ask.
    Forgotten {
        /// What was decided; kept for the picture only, never for an answer.
        decision: Decision,
    },
    /// Only under [`Policy::PollOnRecovery`]: back without a decision, and asking around.
    Polling {
        /// Who answered "in doubt".
        prepared: ProcessSet,
    },
}

impl Coordinator {
    pub(super) fn step(self, it: &TwoPhase, input: Input<Message>, fx: &mut Fx) -> Self {
        match self {
            Self::Initial => step_initial(it, input, fx),
            Self::Collecting { yes } => step_collecting(it, yes, input, fx),
            Self::Committed { unacked } => step_decided(Decision::Commit, unacked, input, fx),
            Self::Aborted { unacked } => step_decided(Decision::Abort, unacked, input, fx),
            Self::Forgotten { decision } => step_forgotten(decision, input, fx),
            Self::Polling { prepared } => step_polling(it, prepared, input, fx),
        }
    }

    /// Reads the log after a crash.
    pub(super) fn recover(it: &TwoPhase, log: &[Record], fx: &mut Fx) -> Self {
        match last_decision(log) {
            // It told everyone, and they know: nothing is left to do.
            Some(decision) if log.contains(&Record::End) => Self::Forgotten { decision },
            Some(decision) => announce(decision, it.voters(), it.voters(), fx),
            None if it.policies.has(Policy::PollOnRecovery) => poll(it, fx),
            // No decision on disk, so nobody was told COMMIT: it is free to abort.
            None => {
                fx.write(Record::Abort);
                fx.tell(Decision::Abort);
                Self::Aborted { unacked: ProcessSet::EMPTY }
            }
        }
    }

    pub(super) fn status(self) -> Status {
        match self {
            Self::Initial => Status::Initial,
            Self::Collecting { .. } | Self::Polling { .. } => Status::Working,
            Self::Committed { .. } | Self::Forgotten { decision: Decision::Commit } => {
                Status::Committed
            }
            Self::Aborted { .. } | Self::Forgotten { decision: Decision::Abort } => Status::Aborted,
        }
    }

    pub(super) fn tally(self, it: &TwoPhase) -> Tally {
        let none = ProcessSet::EMPTY;
        let (yes, acks) = match self {
            Self::Initial | Self::Aborted { .. } => (none, none),
            Self::Collecting { yes } => (yes, none),
            Self::Polling { prepared } => (prepared, none),
            Self::Committed { unacked } => (it.voters(), it.voters().minus(unacked)),
            Self::Forgotten { .. } => (it.voters(), it.voters()),
        };
        Tally { yes, no: none, acks }
    }
}

fn last_decision(log: &[Record]) -> Option<Decision> {
    log.iter().rev().find_map(|record| record.label().decides)
}

fn step_initial(it: &TwoPhase, input: Input<Message>, fx: &mut Fx) -> Coordinator {
    if input != Input::Begin {
        return early(input, fx);
    }
    fx.send_all(it.voters(), &Message::Prepare);
    fx.arm(Timer::Votes);
    Coordinator::Collecting { yes: ProcessSet::EMPTY }
}

/// Before it asked anyone, there is nothing to say and nothing to lose.
fn early(input: Input<Message>, fx: &mut Fx) -> Coordinator {
    if let Input::Receive { from, message: Message::Inquire } = input {
        fx.send(from, Message::Uncertain);
    } else {
        fx.ignore(Reason::Unexpected);
    }
    Coordinator::Initial
}

fn step_collecting(
    it: &TwoPhase,
    yes: ProcessSet,
    input: Input<Message>,
    fx: &mut Fx,
) -> Coordinator {
    match input {
        Input::Receive { from, message: Message::Yes } => count(it, yes, from, fx),
        // One closed door stops the train. Those whose vote is still on its way are told then.
        Input::Receive { from, message: Message::No } => {
            abort(it, it.voters().without(from), yes, fx)
        }
        // A participant that aborted alone answers our PREPARE that way.
        Input::Receive { from, message: Message::Abort } => {
            abort(it, it.voters().without(from), yes, fx)
        }
        // Silence is not consent.
        Input::TimedOut(Timer::Votes) => abort(it, it.voters(), it.voters(), fx),
        Input::Receive { from, message: Message::Inquire } => {
            fx.send(from, Message::Uncertain);
            Coordinator::Collecting { yes }
        }
        Input::Receive {
            message: Message::Prepare | Message::Commit | Message::Ack | Message::Uncertain,
            ..
        }
        | Input::Begin
        | Input::Checked { .. }
        | Input::TimedOut(Timer::Prepare | Timer::Decision | Timer::Acks | Timer::States) => {
            fx.ignore(Reason::Unexpected);
            Coordinator::Collecting { yes }
        }
        Input::Suspect(_) | Input::Trust(_) => {
            fx.ignore(Reason::NotUsed);
            Coordinator::Collecting { yes }
        }
    }
}

fn count(it: &TwoPhase, before: ProcessSet, from: ProcessId, fx: &mut Fx) -> Coordinator {
    let yes = before.with(from);
    if yes == before {
        fx.ignore(Reason::Repeated);
    }
    if !yes.covers(it.voters()) {
        return Coordinator::Collecting { yes };
    }
    fx.disarm(Timer::Votes);
    // The commit point: before anybody hears of it, it is on disk.
    if it.policies.has(Policy::PollOnRecovery) {
        fx.write(Record::Commit);
    } else {
        fx.force(Record::Commit);
    }
    announce(Decision::Commit, it.voters(), it.voters(), fx)
}

fn abort(it: &TwoPhase, owed: ProcessSet, tell: ProcessSet, fx: &mut Fx) -> Coordinator {
    fx.disarm(Timer::Votes);
    if it.policies.has(Policy::PollOnRecovery) {
        fx.write(Record::Abort);
    } else {
        fx.force(Record::Abort);
    }
    announce(Decision::Abort, owed, tell, fx)
}

/// Tells participants and client; repeats until nobody in `owed` is left.
fn announce(decision: Decision, owed: ProcessSet, tell: ProcessSet, fx: &mut Fx) -> Coordinator {
    fx.send_all(tell.and(owed), &Message::of(decision));
    fx.tell(decision);
    wait_for_acks(decision, owed, fx)
}

fn wait_for_acks(decision: Decision, unacked: ProcessSet, fx: &mut Fx) -> Coordinator {
    if unacked.is_empty() {
        fx.write(Record::End);
        return Coordinator::Forgotten { decision };
    }
    fx.arm(Timer::Acks);
    decided(decision, unacked)
}

fn decided(decision: Decision, unacked: ProcessSet) -> Coordinator {
    match decision {
        Decision::Commit => Coordinator::Committed { unacked },
        Decision::Abort => Coordinator::Aborted { unacked },
    }
}

fn step_decided(
    decision: Decision,
    unacked: ProcessSet,
    input: Input<Message>,
    fx: &mut Fx,
) -> Coordinator {
    match input {
        Input::Receive { from, message: Message::Ack } => {
            acked(decision, unacked, unacked.without(from), fx)
        }
        // It may have missed the decision: say it again, to those who owe an answer.
        Input::TimedOut(Timer::Acks) => {
            fx.send_all(unacked, &Message::of(decision));
            fx.arm(Timer::Acks);
            decided(decision, unacked)
        }
        Input::Receive { from, message: Message::Inquire } => {
            fx.send(from, Message::of(decision));
            decided(decision, unacked)
        }
        Input::Receive { from, message: Message::Yes } => {
            late_yes(decision, unacked, from, fx);
            decided(decision, unacked)
        }
        // A NO voter has aborted alone; it owes no ACK.
        Input::Receive { from, message: Message::No | Message::Abort } => match decision {
            Decision::Abort => acked(decision, unacked, unacked.without(from), fx),
            Decision::Commit => {
                fx.ignore(Reason::Contradicts);
                decided(decision, unacked)
            }
        },
        Input::Receive { message: Message::Uncertain, .. } => {
            fx.ignore(Reason::AlreadyDecided);
            decided(decision, unacked)
        }
        Input::Receive { message: Message::Prepare | Message::Commit, .. }
        | Input::Begin
        | Input::Checked { .. }
        | Input::TimedOut(Timer::Prepare | Timer::Votes | Timer::Decision | Timer::States) => {
            fx.ignore(Reason::Unexpected);
            decided(decision, unacked)
        }
        Input::Suspect(_) | Input::Trust(_) => {
            fx.ignore(Reason::NotUsed);
            decided(decision, unacked)
        }
    }
}

/// A YES after the decision changes nothing; whoever promised must still learn of an ABORT.
fn late_yes(decision: Decision, unacked: ProcessSet, from: ProcessId, fx: &mut Fx) {
    match decision {
        Decision::Abort if unacked.has(from) => fx.send(from, Message::Abort),
        Decision::Abort | Decision::Commit => fx.ignore(Reason::AlreadyDecided),
    }
}

fn acked(decision: Decision, before: ProcessSet, after: ProcessSet, fx: &mut Fx) -> Coordinator {
    if before == after {
        fx.ignore(Reason::Repeated);
        return decided(decision, after);
    }
    if !after.is_empty() {
        return decided(decision, after);
    }
    fx.disarm(Timer::Acks);
    wait_for_acks(decision, after, fx)
}

fn step_forgotten(decision: Decision, input: Input<Message>, fx: &mut Fx) -> Coordinator {
    if let Input::Receive { from, message: Message::Inquire } = input {
        fx.send(from, Message::Abort);
    } else {
        fx.ignore(Reason::AlreadyDecided);
    }
    Coordinator::Forgotten { decision }
}

fn poll(it: &TwoPhase, fx: &mut Fx) -> Coordinator {
    fx.send_all(it.voters(), &Message::Inquire);
    fx.arm(Timer::States);
    Coordinator::Polling { prepared: ProcessSet::EMPTY }
}

fn step_polling(
    it: &TwoPhase,
    prepared: ProcessSet,
    input: Input<Message>,
    fx: &mut Fx,
) -> Coordinator {
    match input {
        Input::Receive { from, message: Message::Uncertain } => polled(it, prepared.with(from), fx),
        // The podcast's rule knows only "all PREPARED"; whatever else it hears or misses is
        // "uncertain, abort for safety", even somebody who has COMMITTED.
        Input::Receive { message: Message::Abort | Message::Commit | Message::No, .. }
        | Input::TimedOut(Timer::States) => {
            fx.disarm(Timer::States);
            fx.write(Record::Abort);
            announce(Decision::Abort, it.voters(), it.voters(), fx)
        }
        Input::Receive { from, message: Message::Inquire } => {
            fx.send(from, Message::Uncertain);
            Coordinator::Polling { prepared }
        }
        Input::Receive { message: Message::Prepare | Message::Yes | Message::Ack, .. }
        | Input::Begin
        | Input::Checked { .. }
        | Input::TimedOut(Timer::Prepare | Timer::Votes | Timer::Decision | Timer::Acks) => {
            fx.ignore(Reason::Unexpected);
            Coordinator::Polling { prepared }
        }
        Input::Suspect(_) | Input::Trust(_) => {
            fx.ignore(Reason::NotUsed);
            Coordinator::Polling { prepared }
        }
    }
}

fn polled(it: &TwoPhase, prepared: ProcessSet, fx: &mut Fx) -> Coordinator {
    if !prepared.covers(it.voters()) {
        return Coordinator::Polling { prepared };
    }
    fx.disarm(Timer::States);
    fx.write(Record::Commit);
    announce(Decision::Commit, it.voters(), it.voters(), fx)
}
