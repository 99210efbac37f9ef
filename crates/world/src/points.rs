//! Points of the protocol: the moments between two effects to which an accident can be tied.

use protocol::{ProcessId, Protocol};

use crate::engine::{Due, World};
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

impl<P: Protocol> World<'_, P> {
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
