//! The original coordinator of three-phase commit, until it decides.
//!
//! ```text
//!               all YES (forces precommit)       all who are up have acknowledged (forces commit)
//!  collecting ────────────────────────▶ precommitting ───────────────────────▶ committed
//!      │ a NO, or silence
//!      └──────────────────────────────▶ aborted
//! ```
//! No arrow leads from `precommitting` to `aborted`: somebody may be PRECOMMITTED already, and the
//! others would commit without asking (C-49).

use super::{Fx, Message, Process, Record, ThreePhase, announce};
use crate::{
    Decision, Input, Policy, ProcessId, ProcessSet, Protocol, Reason, Status, Tally, Timer,
};

/// The state of the coordinator before it has decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Coordinator {
    /// Nothing was asked yet.
    Initial,
    /// Votes come in.
    Collecting {
        /// Who said yes.
        yes: ProcessSet,
        /// Who is believed to be up.
        up: ProcessSet,
    },
    /// All said yes, and are being told so.
    PreCommitting {
        /// Who has acknowledged.
        acked: ProcessSet,
        /// Who is believed to be up.
        up: ProcessSet,
    },
}

impl Coordinator {
    pub(super) fn step(self, it: &ThreePhase, input: Input<Message>, fx: &mut Fx) -> Process {
        match self {
            Self::Initial => step_initial(it, input, fx),
            Self::Collecting { yes, up } => step_collecting(it, yes, up, input, fx),
            Self::PreCommitting { acked, up } => step_precommitting(it, acked, up, input, fx),
        }
    }

    pub(super) fn status(self) -> Status {
        match self {
            Self::Initial => Status::Initial,
            Self::Collecting { .. } => Status::Working,
            Self::PreCommitting { .. } => Status::PreCommitted,
        }
    }

    pub(super) fn tally(self, it: &ThreePhase) -> Tally {
        let none = ProcessSet::EMPTY;
        match self {
            Self::Initial => Tally::default(),
            Self::Collecting { yes, .. } => Tally { yes, no: none, acks: none },
            Self::PreCommitting { acked, .. } => Tally { yes: it.voters(), no: none, acks: acked },
        }
    }
}

fn step_initial(it: &ThreePhase, input: Input<Message>, fx: &mut Fx) -> Process {
    if input != Input::Begin {
        fx.ignore(Reason::Unexpected);
        return Process::Coordinator(Coordinator::Initial);
    }
    fx.send_all(it.voters(), &Message::Prepare);
    fx.arm(Timer::Votes);
    collecting(ProcessSet::EMPTY, it.everybody())
}

fn collecting(yes: ProcessSet, up: ProcessSet) -> Process {
    Process::Coordinator(Coordinator::Collecting { yes, up })
}

fn precommitting(acked: ProcessSet, up: ProcessSet) -> Process {
    Process::Coordinator(Coordinator::PreCommitting { acked, up })
}

fn step_collecting(
    it: &ThreePhase,
    yes: ProcessSet,
    up: ProcessSet,
    input: Input<Message>,
    fx: &mut Fx,
) -> Process {
    match input {
        Input::Receive { from, message: Message::Yes } => count(it, yes, from, up, fx),
        // Those whose vote is still on its way are told when it comes.
        Input::Receive { from, message: Message::No } => {
            abort(it, yes, it.voters().without(from), fx)
        }
        // Silence is not consent; nobody can be PRECOMMITTED yet.
        Input::TimedOut(Timer::Votes) => abort(it, it.voters(), it.voters(), fx),
        Input::Suspect(who) | Input::Receive { from: who, message: Message::Recovering { .. } } => {
            lost_voter(it, yes, up.without(who), who, fx)
        }
        Input::Receive { message: Message::Abort, .. } => abort(it, yes, it.voters(), fx),
        Input::Receive { from, message: Message::Inquire } => {
            fx.send(from, Message::Uncertain);
            collecting(yes, up)
        }
        Input::Receive {
            message:
                Message::Prepare
                | Message::PreCommit { .. }
                | Message::AckPreCommit
                | Message::Commit
                | Message::Ack
                | Message::Uncertain
                | Message::Elected { .. }
                | Message::StateRequest { .. }
                | Message::State(_),
            ..
        }
        | Input::Begin
        | Input::Checked { .. }
        | Input::Trust(_)
        | Input::TimedOut(Timer::Prepare | Timer::Decision | Timer::Acks | Timer::States) => {
            fx.ignore(Reason::Unexpected);
            collecting(yes, up)
        }
    }
}

/// A vote that can no longer come is a missing vote. One that came, counts.
fn lost_voter(
    it: &ThreePhase,
    yes: ProcessSet,
    up: ProcessSet,
    who: ProcessId,
    fx: &mut Fx,
) -> Process {
    if yes.has(who) {
        return collecting(yes, up);
    }
    abort(it, it.voters(), it.voters(), fx)
}

fn count(
    it: &ThreePhase,
    before: ProcessSet,
    from: ProcessId,
    up: ProcessSet,
    fx: &mut Fx,
) -> Process {
    let yes = before.with(from);
    if yes == before {
        fx.ignore(Reason::Repeated);
    }
    if !yes.covers(it.voters()) {
        return collecting(yes, up);
    }
    fx.disarm(Timer::Votes);
    // Whoever is gone already shall not be waited for after a total failure.
    if up != it.everybody() {
        fx.force(Record::Up(up));
    }
    if !it.policies.has(Policy::PreCommitNotLogged) {
        fx.force(Record::PreCommit);
    }
    fx.send_all(it.voters(), &Message::PreCommit { after_total_failure: false });
    fx.arm(Timer::Acks);
    precommitting(ProcessSet::EMPTY, up)
}

fn abort(it: &ThreePhase, tell: ProcessSet, owed: ProcessSet, fx: &mut Fx) -> Process {
    fx.disarm(Timer::Votes);
    fx.disarm(Timer::Acks);
    fx.force(Record::Abort);
    fx.tell(Decision::Abort);
    announce(it, Decision::Abort, tell, owed, fx)
}

fn commit(it: &ThreePhase, fx: &mut Fx) -> Process {
    fx.disarm(Timer::Acks);
    fx.force(Record::Commit);
    fx.tell(Decision::Commit);
    announce(it, Decision::Commit, it.voters(), it.voters(), fx)
}

fn step_precommitting(
    it: &ThreePhase,
    acked: ProcessSet,
    up: ProcessSet,
    input: Input<Message>,
    fx: &mut Fx,
) -> Process {
    match input {
        Input::Receive { from, message: Message::AckPreCommit } => {
            if acked.has(from) {
                fx.ignore(Reason::Repeated);
            }
            all_acked(it, acked.with(from), up, fx)
        }
        // The silent ones are ignored; those who are up know enough to commit without them.
        Input::Suspect(who) | Input::Receive { from: who, message: Message::Recovering { .. } } => {
            missing(it, acked, up, who, fx)
        }
        Input::TimedOut(Timer::Acks) => {
            if it.policies.has(Policy::AbortOnMissingAck) {
                return abort(it, it.voters(), it.voters(), fx);
            }
            fx.send_all(
                it.voters().and(up).minus(acked),
                &Message::PreCommit { after_total_failure: false },
            );
            fx.arm(Timer::Acks);
            precommitting(acked, up)
        }
        // Others have decided in the meantime: they took this process for dead.
        Input::Receive { message: Message::Commit, .. } => decided_without_me(Decision::Commit, fx),
        Input::Receive { message: Message::Abort, .. } => decided_without_me(Decision::Abort, fx),
        Input::Receive { from, message: Message::Inquire } => {
            fx.send(from, Message::Uncertain);
            precommitting(acked, up)
        }
        Input::Receive { message: Message::Yes, .. } => {
            fx.ignore(Reason::Repeated);
            precommitting(acked, up)
        }
        Input::Receive {
            message:
                Message::Prepare
                | Message::No
                | Message::PreCommit { .. }
                | Message::Ack
                | Message::Uncertain
                | Message::Elected { .. }
                | Message::StateRequest { .. }
                | Message::State(_),
            ..
        }
        | Input::Begin
        | Input::Checked { .. }
        | Input::Trust(_)
        | Input::TimedOut(Timer::Prepare | Timer::Votes | Timer::Decision | Timer::States) => {
            fx.ignore(Reason::Unexpected);
            precommitting(acked, up)
        }
    }
}

fn missing(
    it: &ThreePhase,
    acked: ProcessSet,
    before: ProcessSet,
    who: ProcessId,
    fx: &mut Fx,
) -> Process {
    let up = before.without(who);
    if up == before {
        fx.ignore(Reason::Repeated);
        return precommitting(acked, up);
    }
    fx.force(Record::Up(up));
    if it.policies.has(Policy::AbortOnMissingAck) && !acked.covers(it.voters()) {
        return abort(it, it.voters(), it.voters(), fx);
    }
    all_acked(it, acked, up, fx)
}

fn all_acked(it: &ThreePhase, acked: ProcessSet, up: ProcessSet, fx: &mut Fx) -> Process {
    if acked.covers(it.voters().and(up)) { commit(it, fx) } else { precommitting(acked, up) }
}

fn decided_without_me(decision: Decision, fx: &mut Fx) -> Process {
    fx.disarm(Timer::Acks);
    fx.force(Record::of(decision));
    fx.tell(decision);
    Process::Decided { decision, unacked: ProcessSet::EMPTY }
}
