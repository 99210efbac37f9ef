//! The participant of three-phase commit: votes, follows its leader, and stands for election.
//!
//! ```text
//!            PREPARE             able              PRECOMMIT                COMMIT
//!  working ──────────▶ checking ──────▶ prepared ───────────▶ precommitted ───────▶ committed
//!     │ silence           │ unable         │ ABORT                │ ABORT
//!     └───────────────────┴────────────────┴──────────────────────┴──────────▶ aborted
//! ```
//! Before it votes, silence is reason enough to abort. After that, silence of the leader starts an
//! election, and the rules of `termination.rs` decide.

use super::{Fx, Message, Process, Record, Stage, ThreePhase, learn, take, termination};
use crate::{COORDINATOR, Decision, Input, Policy, ProcessId, ProcessSet, Reason, Timer};

/// A participant that follows a leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Participant {
    /// How far it has come.
    pub stage: Stage,
    /// Whom it obeys: the coordinator, or the elected process with the highest number so far.
    pub leader: ProcessId,
    /// Whom it believes to be up.
    pub up: ProcessSet,
}

impl Participant {
    pub(super) fn at_start(up: ProcessSet) -> Self {
        Self { stage: Stage::Working, leader: COORDINATOR, up }
    }

    pub(super) fn step(
        self,
        it: &ThreePhase,
        me: ProcessId,
        input: Input<Message>,
        fx: &mut Fx,
    ) -> Process {
        match input {
            Input::Begin => {
                fx.arm(Timer::Prepare);
                self.stay()
            }
            Input::Receive { from, message } => self.receive(it, me, from, message, fx),
            Input::Checked { able } => self.vote(able, fx),
            Input::TimedOut(timer) => self.timed_out(it, me, timer, fx),
            Input::Suspect(who) => self.suspect(it, me, ProcessSet::only(who), fx),
            // Who was left out of this election stays out of it.
            Input::Trust(_) => {
                fx.ignore(Reason::NotUsed);
                self.stay()
            }
        }
    }

    fn stay(self) -> Process {
        Process::Participant(self)
    }

    fn receive(
        self,
        it: &ThreePhase,
        me: ProcessId,
        from: ProcessId,
        message: Message,
        fx: &mut Fx,
    ) -> Process {
        match message {
            Message::Prepare => self.asked(fx),
            Message::PreCommit { after_total_failure: false } => self.precommit(it, from, fx),
            Message::Commit => self.told(it, Decision::Commit, from, fx),
            Message::Abort => self.told(it, Decision::Abort, from, fx),
            Message::StateRequest { up } => self.state(it, me, from, up, fx),
            Message::Elected { up } => self.elected(it, me, up, fx),
            Message::Inquire => {
                fx.send(from, Message::Uncertain);
                self.stay()
            }
            Message::Recovering { .. } => {
                fx.send(from, Message::Uncertain);
                self.returned(it, me, from, fx)
            }
            Message::Uncertain => {
                fx.ignore(Reason::NoAnswer);
                self.stay()
            }
            Message::Yes
            | Message::No
            | Message::PreCommit { after_total_failure: true }
            | Message::AckPreCommit
            | Message::Ack
            | Message::State(_) => {
                fx.ignore(Reason::Unexpected);
                self.stay()
            }
        }
    }

    fn asked(self, fx: &mut Fx) -> Process {
        match self.stage {
            Stage::Working => {
                fx.disarm(Timer::Prepare);
                fx.lock();
                fx.check();
                Self { stage: Stage::Checking, ..self }.stay()
            }
            // The same question again: our answer was lost, so give the same answer.
            Stage::Prepared => {
                fx.send(COORDINATOR, Message::Yes);
                self.stay()
            }
            Stage::Checking | Stage::PreCommitted => {
                fx.ignore(Reason::Repeated);
                self.stay()
            }
        }
    }

    fn vote(self, able: bool, fx: &mut Fx) -> Process {
        match (self.stage, able) {
            // The vote is a promise, so it is on disk before it is on the wire.
            (Stage::Checking, true) => {
                fx.force(Record::Prepared);
                fx.send(COORDINATOR, Message::Yes);
                fx.arm(Timer::Decision);
                Self { stage: Stage::Prepared, ..self }.stay()
            }
            (Stage::Checking, false) => {
                let aborted = give_up(self.stage, fx);
                fx.send(COORDINATOR, Message::No);
                aborted
            }
            (Stage::Working | Stage::Prepared | Stage::PreCommitted, true | false) => {
                fx.ignore(Reason::Unexpected);
                self.stay()
            }
        }
    }

    fn precommit(self, it: &ThreePhase, from: ProcessId, fx: &mut Fx) -> Process {
        if from < self.leader {
            fx.ignore(Reason::Deposed);
            return self.stay();
        }
        match self.stage {
            Stage::Prepared => log_precommit(it, fx),
            Stage::PreCommitted => {}
            Stage::Working | Stage::Checking => {
                fx.ignore(Reason::Unexpected);
                return self.stay();
            }
        }
        fx.send(from, Message::AckPreCommit);
        fx.arm(Timer::Decision);
        Self { stage: Stage::PreCommitted, leader: from, ..self }.stay()
    }

    fn told(self, it: &ThreePhase, decision: Decision, from: ProcessId, fx: &mut Fx) -> Process {
        if self.stage.promised() {
            return learn(it, decision, from, fx);
        }
        if decision == Decision::Commit {
            fx.ignore(Reason::Unexpected);
            return self.stay();
        }
        let aborted = give_up(self.stage, fx);
        if it.final_ack {
            fx.send(from, Message::Ack);
        }
        aborted
    }

    fn timed_out(self, it: &ThreePhase, me: ProcessId, timer: Timer, fx: &mut Fx) -> Process {
        match timer {
            // It promised nothing, so silence is reason enough to stop.
            Timer::Prepare => give_up(self.stage, fx),
            Timer::Decision if timeout_decides(it, self.stage) => self.decide_alone(it, me, fx),
            Timer::Decision => self.ask_again(it, me, fx),
            Timer::Votes | Timer::Acks | Timer::States => {
                fx.ignore(Reason::Unexpected);
                self.stay()
            }
        }
    }

    /// Something was lost, so ask again: the leader, or whoever has to lead now.
    fn ask_again(self, it: &ThreePhase, me: ProcessId, fx: &mut Fx) -> Process {
        if !self.up.has(self.leader) {
            return self.follow_or_lead(it, me, fx);
        }
        if self.leader == COORDINATOR {
            fx.send(COORDINATOR, Message::Inquire);
        } else {
            fx.send(self.leader, Message::Elected { up: self.up });
        }
        fx.arm(Timer::Decision);
        self.stay()
    }

    /// Only under the policies that let a time-out decide.
    fn decide_alone(self, it: &ThreePhase, me: ProcessId, fx: &mut Fx) -> Process {
        let decision = match self.stage {
            Stage::PreCommitted => Decision::Commit,
            Stage::Working | Stage::Checking | Stage::Prepared => Decision::Abort,
        };
        debug_assert!(me != COORDINATOR && timeout_decides(it, self.stage));
        take(decision, fx);
        Process::Decided { decision, unacked: ProcessSet::EMPTY }
    }

    fn suspect(self, it: &ThreePhase, me: ProcessId, who: ProcessSet, fx: &mut Fx) -> Process {
        let up = self.up.minus(who);
        if up == self.up {
            fx.ignore(Reason::Repeated);
            return self.stay();
        }
        if !self.stage.promised() {
            return Self { up, ..self }.lose_leader_early(fx);
        }
        if who.has(self.leader) && timeout_decides(it, self.stage) {
            return self.decide_alone(it, me, fx);
        }
        fx.force(Record::Up(up));
        Self { up, ..self }.follow_or_lead(it, me, fx)
    }

    /// It has not voted: without its coordinator there is nothing to wait for.
    fn lose_leader_early(self, fx: &mut Fx) -> Process {
        if self.up.has(COORDINATOR) {
            return self.stay();
        }
        fx.disarm(Timer::Prepare);
        give_up(self.stage, fx)
    }

    fn follow_or_lead(self, it: &ThreePhase, me: ProcessId, fx: &mut Fx) -> Process {
        if self.up.has(self.leader) {
            return self.stay();
        }
        let next = self.up.without(COORDINATOR).lowest().unwrap_or(me);
        if next == me {
            return termination::lead(it, me, self.stage, self.up, fx);
        }
        fx.send(next, Message::Elected { up: self.up });
        fx.arm(Timer::Decision);
        self.stay()
    }

    /// Somebody wants this process to lead, because it knows who is down.
    fn elected(self, it: &ThreePhase, me: ProcessId, up: ProcessSet, fx: &mut Fx) -> Process {
        let gone = self.up.minus(up.with(me));
        if gone.is_empty() {
            fx.ignore(Reason::Repeated);
            return self.stay();
        }
        self.suspect(it, me, gone, fx)
    }

    /// A process that crashed and is back is not operational any more.
    fn returned(self, it: &ThreePhase, me: ProcessId, from: ProcessId, fx: &mut Fx) -> Process {
        if it.policies.has(Policy::RecoveredTakePart) || !self.up.has(from) {
            return self.stay();
        }
        self.suspect(it, me, ProcessSet::only(from), fx)
    }

    fn state(
        self,
        it: &ThreePhase,
        me: ProcessId,
        from: ProcessId,
        up: ProcessSet,
        fx: &mut Fx,
    ) -> Process {
        if from < self.leader {
            fx.ignore(Reason::Deposed);
            return self.stay();
        }
        let merged = self.up.and(up.with(me));
        if merged != self.up && self.stage.promised() {
            fx.force(Record::Up(merged));
        }
        debug_assert!(it.participants >= me.0);
        fx.send(from, Message::State(self.stage));
        fx.arm(Timer::Decision);
        Self { leader: from, up: merged, ..self }.stay()
    }
}

/// Whether a switched-on wrong rule lets silence decide at this stage.
fn timeout_decides(it: &ThreePhase, stage: Stage) -> bool {
    let prepared = stage == Stage::Prepared && it.policies.has(Policy::AbortInDoubtOnTimeout);
    prepared || (stage.promised() && it.policies.has(Policy::TimeoutsOnly))
}

pub(super) fn log_precommit(it: &ThreePhase, fx: &mut Fx) {
    if !it.policies.has(Policy::PreCommitNotLogged) {
        fx.force(Record::PreCommit);
    }
}

/// Aborts before any promise was made: nothing to force.
fn give_up(stage: Stage, fx: &mut Fx) -> Process {
    fx.write(Record::Abort);
    if stage == Stage::Checking {
        fx.unlock();
    }
    Process::Decided { decision: Decision::Abort, unacked: ProcessSet::EMPTY }
}
