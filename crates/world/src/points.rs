//! Points of the protocol: the moments between two effects to which an accident can be tied.

use protocol::{Effect, ProcessId, Protocol};

use crate::engine::{Due, World};
use crate::node::Pending;
use crate::{Intervention, Micros, Point, Side, StepKind, When};

/// A point that some intervention waits for.
#[derive(Clone, Debug)]
pub(crate) struct Watch<'a> {
    index: u32,
    point: &'a Point,
    wait: Micros,
    seen: u32,
}

impl<'a> Watch<'a> {
    pub(crate) fn of(index: u32, intervention: &'a Intervention) -> Option<Self> {
        match &intervention.when {
            When::At { .. } => None,
            When::Point { point, wait } => Some(Self { index, point, wait: *wait, seen: 0 }),
        }
    }

    pub(crate) fn index(&self) -> u32 {
        self.index
    }

    /// Counts this moment, and says whether it is the one waited for.
    fn reached(
        &mut self,
        node: ProcessId,
        side: Side,
        step: StepKind,
        word: &str,
        other: Option<ProcessId>,
    ) -> bool {
        let point = self.point;
        let here = (point.node, point.side, point.step) == (node, side, step)
            && (point.word.is_empty() || point.word == word)
            && (point.other.is_none() || point.other == other);
        self.seen += u32::from(here);
        here && self.seen == point.nth
    }
}

/// What a process does at a point: the verb, the word, and the other end of a message.
pub(crate) type Doing = (StepKind, &'static str, Option<ProcessId>);

impl<P: Protocol> World<'_, P> {
    /// The point before what a process does next. What strikes there finds it undone: a crash takes
    /// it away, a pause holds it.
    pub(crate) fn before_next(&mut self, id: ProcessId) {
        if let Some((step, word, other)) = self.next_doing(id) {
            self.at_point(id, Side::Before, step, word, other);
        }
    }

    fn next_doing(&mut self, id: ProcessId) -> Option<Doing> {
        let node = self.node(id);
        if let Some(step) = &node.step {
            let effect = step.effects.front().cloned()?;
            return self.doing(&effect);
        }
        match node.inbox.front()? {
            Pending::Input(_) => None,
            Pending::Message { from, word, .. } => Some((StepKind::Receive, *word, Some(*from))),
            &Pending::Timer { timer, armed } => {
                let runs_out = *node.timer(timer) == Some(armed);
                runs_out.then(|| (StepKind::TimeOut, timer.word(), None))
            }
        }
    }

    fn doing(&self, effect: &Effect<P::Message, P::Record>) -> Option<Doing> {
        match effect {
            Effect::Force(record) => {
                Some((StepKind::Force, self.protocol.record_label(record).word, None))
            }
            Effect::Write(record) => {
                Some((StepKind::Write, self.protocol.record_label(record).word, None))
            }
            Effect::Send { to, message } => {
                Some((StepKind::Send, self.protocol.message_label(message).word, Some(*to)))
            }
            Effect::Arm(_)
            | Effect::Disarm(_)
            | Effect::Lock
            | Effect::Unlock
            | Effect::Check
            | Effect::Tell(_)
            | Effect::Ignore(_) => None,
        }
    }

    /// A process is at a point. Does what was waiting for it, and says whether the process can
    /// still go on.
    pub(crate) fn at_point(
        &mut self,
        node: ProcessId,
        side: Side,
        step: StepKind,
        word: &str,
        other: Option<ProcessId>,
    ) -> bool {
        if self.agenda.watches.is_empty() {
            return true;
        }
        let life = self.node(node).life;
        let reached: Vec<(u32, Micros)> = self
            .agenda
            .watches
            .iter_mut()
            .filter_map(|watch| {
                let reached = watch.reached(node, side, step, word, other);
                reached.then_some((watch.index, watch.wait))
            })
            .collect();
        for (index, wait) in reached {
            self.agenda.watches.retain(|watch| watch.index != index);
            if wait == Micros::ZERO {
                self.intervene(index);
            } else {
                self.schedule(self.now + wait, Due::Intervene(index));
            }
        }
        let node = self.node(node);
        node.up && node.life == life
    }
}
