//! The termination protocol: an elected participant finds out where everyone who is up stands, and
//! applies the first rule that fits.
//!
//! | rule | among those who are up | then |
//! |---|---|---|
//! | TR1 | somebody has aborted | ABORT |
//! | TR2 | somebody has committed | COMMIT |
//! | TR3 | nobody is PRECOMMITTED | ABORT: nobody can have committed |
//! | TR4 | somebody is PRECOMMITTED | move every PREPARED one up first, then COMMIT |
//!
//! TR4 has two steps for a reason. A leader that commits at once and dies leaves behind processes
//! that are only PREPARED, and the next leader aborts them by TR3 (C-46).

use crate::Table;

use super::participant::log_precommit;
use super::{Fx, Message, Participant, Process, Record, Stage, ThreePhase, announce, take};
use crate::{
    COORDINATOR, Decision, Input, Policy, ProcessId, ProcessSet, Protocol, Reason, Tally, Timer,
};

/// A participant that leads a termination.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leader {
    /// How far it has come itself.
    pub stage: Stage,
    /// Whom it believes to be up.
    pub up: ProcessSet,
    /// What it is waiting for.
    pub duty: Duty,
}

/// What a leader is waiting for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Duty {
    /// Where the others stand.
    Collecting {
        /// Those who answered.
        heard: Table<ProcessId, Stage>,
    },
    /// TR4: that everyone who is up is PRECOMMITTED.
    MovingUp {
        /// Those who are.
        acked: ProcessSet,
    },
}

/// Process `me` takes the lead.
pub(super) fn lead(
    it: &ThreePhase,
    me: ProcessId,
    stage: Stage,
    up: ProcessSet,
    fx: &mut Fx,
) -> Process {
    fx.disarm(Timer::Decision);
    let leader = Leader { stage, up, duty: Duty::Collecting { heard: Table::new() } };
    fx.send_all(leader.asks(it, me), &Message::StateRequest { up });
    fx.arm(Timer::States);
    leader.evaluate_if_complete(it, me, fx)
}

impl Leader {
    fn stay(self) -> Process {
        Process::Leader(self)
    }

    /// Whom it asks: those who are up. Under a wrong rule also those who came back.
    fn asks(&self, it: &ThreePhase, me: ProcessId) -> ProcessSet {
        let all = it.policies.has(Policy::RecoveredTakePart);
        if all { it.everybody().without(me) } else { self.others(me) }
    }

    fn others(&self, me: ProcessId) -> ProcessSet {
        self.up.without(me).without(COORDINATOR)
    }

    pub(super) fn tally(&self) -> Tally {
        let acks = match &self.duty {
            Duty::Collecting { .. } => ProcessSet::EMPTY,
            Duty::MovingUp { acked } => *acked,
        };
        Tally { yes: ProcessSet::EMPTY, no: ProcessSet::EMPTY, acks }
    }

    pub(super) fn step(
        self,
        it: &ThreePhase,
        me: ProcessId,
        input: Input<Message>,
        fx: &mut Fx,
    ) -> Process {
        match input {
            Input::Receive { from, message } => self.receive(it, me, from, message, fx),
            Input::Suspect(who) => self.lose(it, me, who, fx),
            Input::TimedOut(Timer::States) => self.repeat(it, me, fx),
            Input::Begin
            | Input::Checked { .. }
            | Input::Trust(_)
            | Input::TimedOut(Timer::Prepare | Timer::Votes | Timer::Decision | Timer::Acks) => {
                fx.ignore(Reason::Unexpected);
                self.stay()
            }
        }
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
            Message::State(stage) => self.heard(it, me, from, stage, fx),
            Message::AckPreCommit => self.acked(it, me, from, fx),
            // TR1 and TR2: somebody knows.
            Message::Abort => self.decide(it, me, Decision::Abort, fx),
            Message::Commit => self.decide(it, me, Decision::Commit, fx),
            Message::Inquire => {
                fx.send(from, Message::Uncertain);
                self.stay()
            }
            Message::Recovering { .. } => {
                fx.send(from, Message::Uncertain);
                self.returned(it, me, from, fx)
            }
            // One with a higher number leads: it takes this process for dead, or did so once.
            Message::StateRequest { up } if from > me => {
                fx.disarm(Timer::States);
                let up = self.up.and(up.with(me));
                fx.force(Record::Up(up));
                fx.send(from, Message::State(self.stage));
                fx.arm(Timer::Decision);
                Process::Participant(Participant { stage: self.stage, leader: from, up })
            }
            Message::StateRequest { .. } | Message::PreCommit { .. } => {
                fx.ignore(Reason::Deposed);
                self.stay()
            }
            Message::Elected { .. } | Message::Uncertain => {
                fx.ignore(Reason::Repeated);
                self.stay()
            }
            Message::Prepare | Message::Yes | Message::No | Message::Ack => {
                fx.ignore(Reason::Unexpected);
                self.stay()
            }
        }
    }

    fn heard(
        mut self,
        it: &ThreePhase,
        me: ProcessId,
        from: ProcessId,
        stage: Stage,
        fx: &mut Fx,
    ) -> Process {
        match &mut self.duty {
            Duty::Collecting { heard } => {
                heard.insert(from, stage);
                self.evaluate_if_complete(it, me, fx)
            }
            Duty::MovingUp { .. } => {
                fx.ignore(Reason::Repeated);
                self.stay()
            }
        }
    }

    fn acked(mut self, it: &ThreePhase, me: ProcessId, from: ProcessId, fx: &mut Fx) -> Process {
        match &mut self.duty {
            Duty::MovingUp { acked } => {
                *acked = acked.with(from);
                self.commit_if_complete(it, me, fx)
            }
            Duty::Collecting { .. } => {
                fx.ignore(Reason::Unexpected);
                self.stay()
            }
        }
    }

    fn returned(self, it: &ThreePhase, me: ProcessId, from: ProcessId, fx: &mut Fx) -> Process {
        if it.policies.has(Policy::RecoveredTakePart) {
            return self.stay();
        }
        self.lose(it, me, from, fx)
    }

    fn lose(mut self, it: &ThreePhase, me: ProcessId, who: ProcessId, fx: &mut Fx) -> Process {
        if !self.up.has(who) {
            fx.ignore(Reason::Repeated);
            return self.stay();
        }
        self.up = self.up.without(who);
        fx.force(Record::Up(self.up));
        match self.duty {
            Duty::Collecting { .. } => self.evaluate_if_complete(it, me, fx),
            Duty::MovingUp { .. } => self.commit_if_complete(it, me, fx),
        }
    }

    fn repeat(self, it: &ThreePhase, me: ProcessId, fx: &mut Fx) -> Process {
        match &self.duty {
            Duty::Collecting { heard } if self.waited_for_returners(it, me, heard) => {
                let stages = heard.clone();
                return self.evaluate(it, me, &stages, fx);
            }
            Duty::Collecting { heard } => {
                let missing = self.others(me).minus(heard.keys().copied().collect());
                fx.send_all(missing, &Message::StateRequest { up: self.up });
            }
            Duty::MovingUp { acked } => {
                let missing = self.others(me).minus(*acked);
                fx.send_all(missing, &Message::PreCommit { after_total_failure: false });
            }
        }
        fx.arm(Timer::States);
        debug_assert!(it.participants >= me.0);
        self.stay()
    }

    /// Only under [`Policy::RecoveredTakePart`]: those who are up have answered, and whoever came
    /// back has had its chance.
    fn waited_for_returners(
        &self,
        it: &ThreePhase,
        me: ProcessId,
        heard: &Table<ProcessId, Stage>,
    ) -> bool {
        let known: ProcessSet = heard.keys().copied().collect();
        it.policies.has(Policy::RecoveredTakePart) && known.covers(self.others(me))
    }

    fn evaluate_if_complete(self, it: &ThreePhase, me: ProcessId, fx: &mut Fx) -> Process {
        let stages = match &self.duty {
            Duty::Collecting { heard } => heard.clone(),
            Duty::MovingUp { .. } => return self.stay(),
        };
        let known: ProcessSet = stages.keys().copied().collect();
        if !known.covers(self.asks(it, me)) {
            return self.stay();
        }
        self.evaluate(it, me, &stages, fx)
    }

    fn evaluate(
        mut self,
        it: &ThreePhase,
        me: ProcessId,
        stages: &Table<ProcessId, Stage>,
        fx: &mut Fx,
    ) -> Process {
        let unreachable = !self.up.covers(it.voters());
        if it.policies.has(Policy::UnreachableCountsAsAbort) && unreachable {
            return self.decide(it, me, Decision::Abort, fx);
        }
        let moved = |stage: Stage| stage == Stage::PreCommitted;
        // TR3: whoever commits has first seen everyone who is up PRECOMMITTED.
        if !moved(self.stage) && !stages.values().copied().any(moved) {
            return self.decide(it, me, Decision::Abort, fx);
        }
        if it.policies.has(Policy::CommitOnOnePreCommitted) {
            return self.decide(it, me, Decision::Commit, fx);
        }
        // TR4: first everyone who is up learns that all said yes.
        if !moved(self.stage) {
            log_precommit(it, fx);
            self.stage = Stage::PreCommitted;
        }
        let acked = stages.iter().filter(|(_, stage)| moved(**stage)).map(|(who, _)| *who);
        let acked: ProcessSet = acked.collect();
        let behind = self.others(me).minus(acked);
        fx.send_all(behind, &Message::PreCommit { after_total_failure: false });
        fx.arm(Timer::States);
        self.duty = Duty::MovingUp { acked };
        self.commit_if_complete(it, me, fx)
    }

    fn commit_if_complete(self, it: &ThreePhase, me: ProcessId, fx: &mut Fx) -> Process {
        let done = match &self.duty {
            Duty::MovingUp { acked } => acked.covers(self.others(me)),
            Duty::Collecting { .. } => false,
        };
        if done { self.decide(it, me, Decision::Commit, fx) } else { self.stay() }
    }

    fn decide(self, it: &ThreePhase, me: ProcessId, decision: Decision, fx: &mut Fx) -> Process {
        take(decision, fx);
        let others = self.others(me);
        announce(it, decision, others, others, fx)
    }
}
