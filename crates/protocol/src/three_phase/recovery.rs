//! Coming back from a crash.
//!
//! Whoever finds a decision in its log is done; whoever finds no promise is free to abort. Whoever
//! finds a promise **asks**, and never decides alone: while it was away the others may have
//! committed or aborted, whatever its own log says (C-47, C-48).
//!
//! If everybody failed there is nobody to ask. Then those who are back, R, compare their UP sets.
//! Let L be the processes that are in the UP set of everyone in R. Once R contains all of L, the
//! last process to fail is among them. The lowest number in L applies TR3 and TR4 to what the logs
//! of L say; everyone else only learns (C-56, C-61).

use crate::Table;

use super::participant::log_precommit;
use super::{Fx, Message, Process, Record, Stage, ThreePhase, announce, learn, take};
use crate::{COORDINATOR, Decision, Input, Policy, ProcessId, ProcessSet, Protocol, Reason, Timer};

/// A process that is back from a crash, in doubt.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Recovering {
    /// How far its log says it had come.
    pub stage: Stage,
    /// Whom its log believes to have been up.
    pub up: ProcessSet,
    /// What others who are back have told.
    pub heard: Table<ProcessId, (Stage, ProcessSet)>,
    /// TR4 after a total failure: whom it has moved up so far.
    pub moving: Option<ProcessSet>,
}

/// Rebuilds a process from its log.
pub(super) fn recover(it: &ThreePhase, me: ProcessId, log: &[Record], fx: &mut Fx) -> Process {
    let last = log.iter().rev().find(|record| !is_up(**record));
    match last {
        Some(Record::Commit) => back_decided(it, me, Decision::Commit, fx),
        Some(Record::Abort) => back_decided(it, me, Decision::Abort, fx),
        // No promise was made, or no PRECOMMIT was sent: nobody can have committed.
        None | Some(Record::Up(_)) => {
            fx.write(Record::Abort);
            if me == COORDINATOR {
                fx.tell(Decision::Abort);
            }
            Process::Decided { decision: Decision::Abort, unacked: ProcessSet::EMPTY }
        }
        Some(Record::Prepared) => in_doubt(it, me, Stage::Prepared, last_up(it, log), fx),
        Some(Record::PreCommit) => in_doubt(it, me, Stage::PreCommitted, last_up(it, log), fx),
    }
}

fn is_up(record: Record) -> bool {
    match record {
        Record::Up(_) => true,
        Record::Prepared | Record::PreCommit | Record::Commit | Record::Abort => false,
    }
}

fn last_up(it: &ThreePhase, log: &[Record]) -> ProcessSet {
    let logged = log.iter().rev().find_map(|record| match record {
        Record::Up(up) => Some(*up),
        Record::Prepared | Record::PreCommit | Record::Commit | Record::Abort => None,
    });
    logged.unwrap_or(it.everybody())
}

/// The coordinator tells everyone again; a participant answers when it is asked.
fn back_decided(it: &ThreePhase, me: ProcessId, decision: Decision, fx: &mut Fx) -> Process {
    if me != COORDINATOR {
        return Process::Decided { decision, unacked: ProcessSet::EMPTY };
    }
    fx.tell(decision);
    announce(it, decision, it.voters(), it.voters(), fx)
}

fn in_doubt(it: &ThreePhase, me: ProcessId, stage: Stage, up: ProcessSet, fx: &mut Fx) -> Process {
    // The promise survived the crash, and so must the locks.
    if me != COORDINATOR {
        fx.lock();
    }
    if it.policies.has(Policy::RecoveredDecideAlone) {
        let decision =
            if stage == Stage::PreCommitted { Decision::Commit } else { Decision::Abort };
        take(decision, fx);
        return Process::Decided { decision, unacked: ProcessSet::EMPTY };
    }
    let back = Recovering { stage, up, heard: Table::new(), moving: None };
    back.ask(it, me, fx);
    // Who outlived everybody needs nobody.
    back.try_lead(it, me, fx)
}

impl Recovering {
    fn stay(self) -> Process {
        Process::Recovering(self)
    }

    fn ask(&self, it: &ThreePhase, me: ProcessId, fx: &mut Fx) {
        let (stage, up) = (self.stage, self.up);
        fx.send_all(it.everybody().without(me), &Message::Recovering { stage, up });
        fx.arm(Timer::Decision);
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
            Input::TimedOut(Timer::Decision) => self.again(it, me, fx),
            Input::Suspect(_)
            | Input::Trust(_)
            | Input::Begin
            | Input::Checked { .. }
            | Input::TimedOut(Timer::Prepare | Timer::Votes | Timer::Acks | Timer::States) => {
                fx.ignore(Reason::NotUsed);
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
            Message::Commit => self.told(it, me, Decision::Commit, from, fx),
            Message::Abort => self.told(it, me, Decision::Abort, from, fx),
            Message::Recovering { stage, up } => self.met(it, me, from, stage, up, fx),
            Message::PreCommit { after_total_failure: true } => self.move_up(it, from, fx),
            Message::AckPreCommit => self.acked(it, me, from, fx),
            // It is not operational: it answers with what its log says, and takes no part.
            Message::StateRequest { .. } | Message::Elected { .. } | Message::Inquire => {
                self.answer(it, from, fx);
                self.stay()
            }
            Message::Uncertain => {
                fx.ignore(Reason::NoAnswer);
                self.stay()
            }
            Message::Prepare
            | Message::Yes
            | Message::No
            | Message::PreCommit { after_total_failure: false }
            | Message::Ack
            | Message::State(_) => {
                fx.ignore(Reason::NotUsed);
                self.stay()
            }
        }
    }

    fn answer(&self, it: &ThreePhase, to: ProcessId, fx: &mut Fx) {
        if it.policies.has(Policy::RecoveredTakePart) {
            fx.send(to, Message::State(self.stage));
        } else {
            fx.send(to, Message::Recovering { stage: self.stage, up: self.up });
        }
    }

    fn told(
        self,
        it: &ThreePhase,
        me: ProcessId,
        decision: Decision,
        from: ProcessId,
        fx: &mut Fx,
    ) -> Process {
        if me == COORDINATOR {
            fx.disarm(Timer::Decision);
            fx.force(Record::of(decision));
            fx.tell(decision);
            return Process::Decided { decision, unacked: ProcessSet::EMPTY };
        }
        learn(it, decision, from, fx)
    }

    fn met(
        mut self,
        it: &ThreePhase,
        me: ProcessId,
        from: ProcessId,
        stage: Stage,
        up: ProcessSet,
        fx: &mut Fx,
    ) -> Process {
        if self.heard.insert(from, (stage, up)).is_none() {
            self.answer(it, from, fx);
        }
        self.try_lead(it, me, fx)
    }

    fn again(self, it: &ThreePhase, me: ProcessId, fx: &mut Fx) -> Process {
        self.ask(it, me, fx);
        if let Some(acked) = self.moving {
            let behind = self.electorate(it, me).without(me).minus(acked);
            fx.send_all(behind, &Message::PreCommit { after_total_failure: true });
            return self.stay();
        }
        let all = self.back(me);
        let everyone_votes = it.policies.has(Policy::AllRecoveredVote) && !self.heard.is_empty();
        if everyone_votes && all.lowest() == Some(me) {
            return self.seed(it, me, all, fx);
        }
        self.stay()
    }

    /// R: everyone who is back.
    fn back(&self, me: ProcessId) -> ProcessSet {
        self.heard.keys().copied().collect::<ProcessSet>().with(me)
    }

    /// L: those whom nobody in R has outlived.
    fn last(&self, me: ProcessId) -> ProcessSet {
        debug_assert!(self.up.has(me), "a process is in its own UP set");
        self.heard.values().fold(self.up, |last, (_, up)| last.and(*up))
    }

    /// Whose logs decide: L, or under a wrong rule R.
    fn electorate(&self, it: &ThreePhase, me: ProcessId) -> ProcessSet {
        let all = it.policies.has(Policy::AllRecoveredVote);
        if all { self.back(me) } else { self.last(me) }
    }

    fn try_lead(self, it: &ThreePhase, me: ProcessId, fx: &mut Fx) -> Process {
        let last = self.last(me);
        let complete = !last.is_empty() && self.back(me).covers(last);
        if !complete || last.lowest() != Some(me) || self.moving.is_some() {
            return self.stay();
        }
        self.seed(it, me, last, fx)
    }

    /// TR3 and TR4 over what the logs of `last` say.
    fn seed(mut self, it: &ThreePhase, me: ProcessId, last: ProcessSet, fx: &mut Fx) -> Process {
        let moved: ProcessSet = self
            .heard
            .iter()
            .filter(|(who, (stage, _))| last.has(**who) && *stage == Stage::PreCommitted)
            .map(|(who, _)| *who)
            .collect();
        if moved.is_empty() && self.stage == Stage::Prepared {
            return self.decide(it, me, Decision::Abort, fx);
        }
        if self.stage == Stage::Prepared {
            log_precommit(it, fx);
            self.stage = Stage::PreCommitted;
        }
        let behind = last.without(me).minus(moved);
        fx.send_all(behind, &Message::PreCommit { after_total_failure: true });
        self.moving = Some(moved);
        self.commit_if_complete(it, me, last, fx)
    }

    fn move_up(mut self, it: &ThreePhase, from: ProcessId, fx: &mut Fx) -> Process {
        if self.stage == Stage::Prepared {
            log_precommit(it, fx);
            self.stage = Stage::PreCommitted;
        }
        fx.send(from, Message::AckPreCommit);
        self.stay()
    }

    fn acked(mut self, it: &ThreePhase, me: ProcessId, from: ProcessId, fx: &mut Fx) -> Process {
        match self.moving {
            Some(acked) => {
                self.moving = Some(acked.with(from));
                let last = self.electorate(it, me);
                self.commit_if_complete(it, me, last, fx)
            }
            None => {
                fx.ignore(Reason::Unexpected);
                self.stay()
            }
        }
    }

    fn commit_if_complete(
        self,
        it: &ThreePhase,
        me: ProcessId,
        last: ProcessSet,
        fx: &mut Fx,
    ) -> Process {
        match self.moving {
            Some(acked) if acked.covers(last.without(me)) => {
                self.decide(it, me, Decision::Commit, fx)
            }
            Some(_) | None => self.stay(),
        }
    }

    fn decide(self, it: &ThreePhase, me: ProcessId, decision: Decision, fx: &mut Fx) -> Process {
        take(decision, fx);
        if me == COORDINATOR {
            fx.tell(decision);
        }
        let others = it.everybody().without(me);
        announce(it, decision, others, self.back(me).without(me), fx)
    }
}
