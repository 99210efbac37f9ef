//! The event loop: the next moment, who has time, one effect after the other.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use protocol::Table;

use protocol::{Decision, Effects, Input, ProcessId, Protocol, Timer};

use crate::detector::Suspicions;
use crate::interventions::Agenda;
use crate::latency::Dice;
use crate::network::{Wire, Wires};
use crate::node::{Node, Pending, Step};
use crate::points::Doing;
use crate::{
    Entry, Event, Intervention, MAX_ENTRIES, MessageId, Micros, Setup, Side, StepKind, Trace,
};

/// What is due at some moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Due {
    Begin,
    Arrive(MessageId),
    Forced { node: ProcessId, life: u32 },
    Checked { node: ProcessId, life: u32 },
    TimedOut { node: ProcessId, life: u32, timer: Timer, armed: u32 },
    Flush { node: ProcessId, life: u32, upto: u32 },
    Detect { by: ProcessId, whom: ProcessId, epoch: u32 },
    Tell(Decision),
    Intervene(u32),
}

/// One run in progress.
#[derive(Debug)]
pub(crate) struct World<'a, P: Protocol> {
    pub(crate) protocol: P,
    pub(crate) setup: &'a Setup,
    pub(crate) dice: Dice,
    pub(crate) now: Micros,
    /// How many entries the trace has of this very moment.
    pub(crate) order: u32,
    queue: BinaryHeap<Reverse<(Micros, u32, Due)>>,
    scheduled: u32,
    pub(crate) nodes: Vec<Node<P>>,
    pub(crate) wires: Wires<P::Message>,
    pub(crate) suspicions: Suspicions,
    pub(crate) agenda: Agenda<'a>,
    pub(crate) told: Option<Decision>,
    pub(crate) entries: Vec<Entry>,
}

impl<'a, P: Protocol> World<'a, P> {
    pub(crate) fn new(protocol: P, setup: &'a Setup, interventions: &'a [Intervention]) -> Self {
        let nodes = protocol
            .everybody()
            .iter()
            .map(|id| Node::new(protocol.start(id), able(setup, id)))
            .collect();
        let processes = protocol.participants() + 1;
        Self {
            protocol,
            setup,
            dice: Dice::new(setup.seed),
            now: Micros::ZERO,
            order: 0,
            queue: BinaryHeap::new(),
            scheduled: 0,
            nodes,
            wires: Wires::new(processes),
            suspicions: Suspicions::new(processes),
            agenda: Agenda::new(interventions),
            told: None,
            entries: Vec::new(),
        }
    }

    pub(crate) fn run(mut self) -> Trace {
        self.schedule(self.setup.begins, Due::Begin);
        self.listen();
        let mut quiet = true;
        while let Some(at) = self.next_at() {
            if at > self.setup.horizon || self.entries.len() >= MAX_ENTRIES {
                quiet = false;
                break;
            }
            self.move_to(at);
            self.happen_next();
        }
        self.agenda_unreached();
        self.into_trace(quiet)
    }

    fn into_trace(self, quiet: bool) -> Trace {
        let last = self.entries.last().map_or(Micros::ZERO, |entry| entry.at);
        let overflow = self.entries.len() >= MAX_ENTRIES;
        Trace {
            processes: self.protocol.participants() + 1,
            end: if quiet || overflow { last } else { self.setup.horizon },
            quiet,
            overflow,
            entries: self.entries,
        }
    }

    fn due_at(&self) -> Option<Micros> {
        self.queue.peek().map(|Reverse((at, _, _))| *at)
    }

    /// The next moment at which anything happens.
    fn next_at(&self) -> Option<Micros> {
        self.due_at().into_iter().chain(self.agenda.next_at()).min()
    }

    fn move_to(&mut self, at: Micros) {
        if at > self.now {
            self.now = at;
            self.order = 0;
        }
    }

    /// One thing that happens at this moment. An intervention waits until as many entries of the
    /// moment are written as it asks for, or until nothing else is left of the moment.
    fn happen_next(&mut self) {
        self.intervene_due();
        if self.due_at().is_some_and(|at| at <= self.now) {
            if let Some(Reverse((_, _, due))) = self.queue.pop() {
                self.happen(due);
            }
        } else {
            self.intervene_last();
        }
    }

    pub(crate) fn schedule(&mut self, at: Micros, due: Due) {
        self.queue.push(Reverse((at, self.scheduled, due)));
        self.scheduled += 1;
    }

    pub(crate) fn note(&mut self, event: Event) {
        self.entries.push(Entry { at: self.now, event });
        self.order += 1;
    }

    pub(crate) fn node(&mut self, id: ProcessId) -> &mut Node<P> {
        &mut self.nodes[usize::from(id.0)]
    }

    fn happen(&mut self, due: Due) {
        match due {
            Due::Begin => self.begin(),
            Due::Arrive(id) => self.arrive(id),
            Due::Forced { node, life } => self.forced(node, life),
            Due::Checked { node, life } => self.check_done(node, life),
            Due::TimedOut { node, life, timer, armed } => self.timed_out(node, life, timer, armed),
            Due::Flush { node, life, upto } => self.flush(node, life, upto),
            Due::Detect { by, whom, epoch } => self.detect(by, whom, epoch),
            Due::Tell(decision) => self.tell(decision),
            Due::Intervene(index) => self.intervene(index),
        }
    }

    fn begin(&mut self) {
        self.note(Event::Began);
        for id in self.protocol.everybody().iter() {
            if self.node(id).up {
                self.hand(id, Pending::Input(Input::Begin));
            }
        }
    }

    fn tell(&mut self, decision: Decision) {
        if self.told != Some(decision) {
            self.told = Some(decision);
            self.note(Event::Told { decision });
        }
    }

    fn timed_out(&mut self, node: ProcessId, life: u32, timer: Timer, armed: u32) {
        let it = self.node(node);
        if it.life == life && *it.timer(timer) == Some(armed) {
            self.hand(node, Pending::Timer { timer, armed });
        }
    }

    /// Puts something into a process's queue, and lets it work if it has time.
    pub(crate) fn hand(&mut self, id: ProcessId, pending: Pending<P::Message>) {
        self.node(id).inbox.push_back(pending);
        self.drive(id);
    }

    /// Lets a process work until it waits for its disk, is stopped, or has nothing left to do.
    pub(crate) fn drive(&mut self, id: ProcessId) {
        // A detector may have news for a process in the middle of an effect. Its effects keep
        // their order all the same.
        if std::mem::replace(&mut self.node(id).busy, true) {
            return;
        }
        while self.advance(id) {}
        self.node(id).busy = false;
    }

    /// The next thing a process does; false if it can do nothing now.
    fn advance(&mut self, id: ProcessId) -> bool {
        self.intervene_due();
        let watched = !self.agenda.watches.is_empty();
        let node = self.node(id);
        if !node.free() {
            return false;
        }
        if watched && !node.announced {
            node.announced = true;
            self.before_next(id);
            return true;
        }
        node.announced = false;
        match &mut node.step {
            Some(step) => match step.effects.pop_front() {
                Some(effect) => self.carry_out(id, effect),
                None => self.finish_step(id),
            },
            None => match node.inbox.pop_front() {
                Some(pending) => self.take_up(id, pending),
                None => return false,
            },
        }
        true
    }

    fn take_up(&mut self, id: ProcessId, pending: Pending<P::Message>) {
        match pending {
            Pending::Input(input) => {
                let checked = matches!(input, Input::Checked { .. });
                let answers = checked.then_some((StepKind::Check, "", None));
                self.begin_step(id, input, answers);
            }
            Pending::Message { from, message, word } => {
                let answers = (StepKind::Receive, word, Some(from));
                self.begin_step(id, Input::Receive { from, message }, Some(answers));
            }
            Pending::Timer { timer, armed } => self.take_up_timer(id, timer, armed),
        }
    }

    fn take_up_timer(&mut self, id: ProcessId, timer: Timer, armed: u32) {
        if *self.node(id).timer(timer) != Some(armed) {
            return;
        }
        *self.node(id).timer(timer) = None;
        self.note(Event::TimedOut { node: id, timer });
        let answers = (StepKind::TimeOut, timer.word(), None);
        self.begin_step(id, Input::TimedOut(timer), Some(answers));
    }

    fn begin_step(&mut self, id: ProcessId, input: Input<P::Message>, answers: Option<Doing>) {
        let mut fx = Effects::default();
        let state = self.node(id).state.clone();
        let next = self.protocol.step(id, state, input, &mut fx);
        self.node(id).step = Some(Step { effects: VecDeque::from(fx.into_vec()), next, answers });
    }

    fn finish_step(&mut self, id: ProcessId) {
        let Some(step) = self.node(id).step.take() else { return };
        let shown = (self.protocol.status(&step.next), self.protocol.tally(&step.next));
        let node = self.node(id);
        node.state = step.next;
        if node.shown != shown {
            node.shown = shown;
            self.note(Event::Became { node: id, status: shown.0, tally: shown.1 });
        }
        if let Some((kind, word, other)) = step.answers {
            self.at_point(id, Side::After, kind, word, other);
        }
    }

    /// Reads the log of a process that is up again, and lets it act on what it found.
    pub(crate) fn recover(&mut self, id: ProcessId) {
        let log: Vec<P::Record> =
            self.node(id).log.iter().map(|line| line.record.clone()).collect();
        let mut fx = Effects::default();
        let next = self.protocol.recover(id, &log, &mut fx);
        let node = self.node(id);
        node.up = true;
        node.step = Some(Step { effects: VecDeque::from(fx.into_vec()), next, answers: None });
        self.note(Event::Recovered { node: id });
    }
}

fn able(setup: &Setup, id: ProcessId) -> bool {
    let at_home = usize::from(id.0).checked_sub(1).and_then(|index| setup.locals.get(index));
    at_home.is_none_or(|local| local.able)
}

/// All messages under way, by number.
pub(crate) type Under<M> = Table<MessageId, Wire<M>>;
