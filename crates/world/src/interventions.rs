//! Carrying out interventions, and saying why when one cannot be.

use protocol::{COORDINATOR, ProcessId, ProcessSet, Protocol};

use crate::engine::World;
use crate::network::Wire;
use crate::points::Watch;
use crate::{Act, Event, Intervention, Loss, MessageId, MessageRef, Micros, Refusal, When};

/// The interventions that are still to come.
#[derive(Clone, Debug)]
pub(crate) struct Agenda<'a> {
    list: &'a [Intervention],
    /// Those with a time, the next one last.
    timed: Vec<(Micros, u32, u32)>,
    /// Those tied to a point.
    pub(crate) watches: Vec<Watch<'a>>,
}

impl<'a> Agenda<'a> {
    pub(crate) fn new(list: &'a [Intervention]) -> Self {
        let indexed = || (0..).zip(list.iter());
        let mut timed: Vec<(Micros, u32, u32)> = indexed()
            .filter_map(|(index, it)| match &it.when {
                When::At { at, order } => Some((*at, *order, index)),
                When::Point { .. } => None,
            })
            .collect();
        crate::in_order(&mut timed, |it| *it);
        timed.reverse();
        let watches = indexed().filter_map(|(index, it)| Watch::of(index, it)).collect();
        Self { list, timed, watches }
    }

    pub(crate) fn next_at(&self) -> Option<Micros> {
        self.timed.last().map(|(at, _, _)| *at)
    }
}

impl<P: Protocol> World<'_, P> {
    /// Does what is due at this moment, now that so many entries of it are written.
    pub(crate) fn intervene_due(&mut self) {
        while let Some(&(at, order, index)) = self.agenda.timed.last() {
            if at > self.now || (at == self.now && order > self.order) {
                return;
            }
            self.agenda.timed.pop();
            self.intervene(index);
        }
    }

    /// Does what waited for everything else of this moment; nothing else is left of it.
    pub(crate) fn intervene_last(&mut self) {
        if self.agenda.next_at().is_some_and(|at| at <= self.now)
            && let Some((_, _, index)) = self.agenda.timed.pop()
        {
            self.intervene(index);
        }
    }

    /// Says of every point that was not reached that it was not.
    pub(crate) fn agenda_unreached(&mut self) {
        let left: Vec<u32> = self.agenda.watches.iter().map(Watch::index).collect();
        left.into_iter()
            .for_each(|index| self.note(Event::Refused { index, why: Refusal::PointNotReached }));
    }

    pub(crate) fn intervene(&mut self, index: u32) {
        let list = self.agenda.list;
        let Some(intervention) = usize::try_from(index).ok().and_then(|at| list.get(at)) else {
            return;
        };
        self.note(Event::Intervened { index });
        if let Err(why) = self.act(&intervention.act) {
            self.note(Event::Refused { index, why });
        }
    }

    fn act(&mut self, act: &Act) -> Result<(), Refusal> {
        match act {
            Act::Crash(id) => self.crash(self.known(*id)?),
            Act::Recover(id) => self.come_back(self.known(*id)?),
            Act::Pause(id) => self.pause(self.known(*id)?),
            Act::Resume(id) => self.resume(self.known(*id)?),
            Act::VoteNo(id) => self.vote_no(self.known(*id)?),
            Act::Cut(a, b) => self.cut(self.known(*a)?, self.known(*b)?),
            Act::Heal(a, b) => self.heal(self.known(*a)?, self.known(*b)?),
            Act::Partition(groups) => self.partition(groups),
            Act::HealAll => self.heal_all(),
            Act::Slow(a, b, permille) => self.slow(self.known(*a)?, self.known(*b)?, *permille),
            Act::Drop(it) => self.find(it).map(|id| self.lose(id, Loss::Dropped)),
            Act::Duplicate(it) => self.find(it).map(|id| self.duplicate(id)),
            Act::Delay(it, by) => self.find(it).map(|id| self.delay(id, *by)),
            Act::Deliver(it) => self.find(it).map(|id| self.reschedule(id, self.now)),
        }
    }

    fn known(&self, id: ProcessId) -> Result<ProcessId, Refusal> {
        if usize::from(id.0) < self.nodes.len() { Ok(id) } else { Err(Refusal::NoSuchProcess) }
    }

    fn crash(&mut self, id: ProcessId) -> Result<(), Refusal> {
        if !self.node(id).up {
            return Err(Refusal::AlreadyDown);
        }
        let lost = self.node(id).crash();
        self.note(Event::Crashed { node: id, lost });
        self.detect_crash(id);
        self.listen();
        Ok(())
    }

    fn come_back(&mut self, id: ProcessId) -> Result<(), Refusal> {
        if self.node(id).up {
            return Err(Refusal::AlreadyUp);
        }
        self.recover(id);
        self.listen();
        self.drive(id);
        Ok(())
    }

    fn pause(&mut self, id: ProcessId) -> Result<(), Refusal> {
        let node = self.node(id);
        match (node.up, node.paused) {
            (false, true | false) => Err(Refusal::Down),
            (true, true) => Err(Refusal::AlreadyPaused),
            (true, false) => {
                node.paused = true;
                self.note(Event::Paused { node: id });
                self.listen();
                Ok(())
            }
        }
    }

    fn resume(&mut self, id: ProcessId) -> Result<(), Refusal> {
        let node = self.node(id);
        if !node.paused {
            return Err(Refusal::NotPaused);
        }
        node.paused = false;
        self.note(Event::Resumed { node: id });
        self.listen();
        self.drive(id);
        Ok(())
    }

    fn vote_no(&mut self, id: ProcessId) -> Result<(), Refusal> {
        if id == COORDINATOR {
            return Err(Refusal::DoesNotVote);
        }
        let node = self.node(id);
        if node.checked || node.shown.0.decision().is_some() {
            return Err(Refusal::AlreadyVoted);
        }
        if !node.up {
            return Err(Refusal::Down);
        }
        node.able = false;
        self.note(Event::MadeUnable { node: id });
        Ok(())
    }

    fn cut(&mut self, a: ProcessId, b: ProcessId) -> Result<(), Refusal> {
        let (a, b) = ordered(a, b)?;
        if self.wires.cut(a, b) {
            return Err(Refusal::AlreadyCut);
        }
        self.wires.set_cut(a, b, true);
        self.note(Event::Cut { a, b });
        for id in self.between(a, b) {
            self.lose(id, Loss::Cut);
        }
        self.listen();
        Ok(())
    }

    fn heal(&mut self, a: ProcessId, b: ProcessId) -> Result<(), Refusal> {
        let (a, b) = ordered(a, b)?;
        if !self.wires.cut(a, b) {
            return Err(Refusal::NotCut);
        }
        self.wires.set_cut(a, b, false);
        self.note(Event::Healed { a, b });
        self.listen();
        Ok(())
    }

    fn partition(&mut self, groups: &[Vec<ProcessId>]) -> Result<(), Refusal> {
        for id in groups.iter().flatten() {
            self.known(*id)?;
        }
        let mut cut = false;
        for (a, b) in self.pairs() {
            if group_of(groups, a) != group_of(groups, b) {
                cut |= self.cut(a, b).is_ok();
            }
        }
        if cut { Ok(()) } else { Err(Refusal::AlreadyCut) }
    }

    fn heal_all(&mut self) -> Result<(), Refusal> {
        let mut healed = false;
        for (a, b) in self.pairs() {
            healed |= self.heal(a, b).is_ok();
            if self.wires.permille(a, b) != 1_000 {
                healed |= self.slow(a, b, 1_000).is_ok();
            }
        }
        if healed { Ok(()) } else { Err(Refusal::NotCut) }
    }

    fn slow(&mut self, a: ProcessId, b: ProcessId, permille: u32) -> Result<(), Refusal> {
        let (a, b) = ordered(a, b)?;
        self.wires.set_permille(a, b, permille);
        self.note(Event::Slowed { a, b, permille });
        self.listen();
        Ok(())
    }

    fn pairs(&self) -> Vec<(ProcessId, ProcessId)> {
        let everybody: ProcessSet = self.protocol.everybody();
        let above = |a: ProcessId| everybody.iter().filter(move |b| *b > a).map(move |b| (a, b));
        everybody.iter().flat_map(above).collect()
    }

    fn find(&self, it: &MessageRef) -> Result<MessageId, Refusal> {
        let same = |wire: &Wire<P::Message>| {
            (wire.from, wire.to, wire.word, wire.nth) == (it.from, it.to, it.word.as_str(), it.nth)
        };
        let found = self.wires.under.iter().find(|(_, wire)| same(wire));
        found.map(|(id, _)| *id).ok_or(Refusal::NotUnderWay)
    }

    fn duplicate(&mut self, id: MessageId) {
        let Some(wire) = self.wires.under.get(&id).cloned() else { return };
        let half = Micros((wire.due - self.now).0 / 2);
        let kind = self.protocol.message_label(&wire.message).kind;
        let due = wire.due + half;
        self.put(Wire { due, ..wire }, kind, Some(id));
    }

    fn delay(&mut self, id: MessageId, by: Micros) {
        if let Some(wire) = self.wires.under.get(&id) {
            self.reschedule(id, wire.due + by);
        }
    }
}

fn ordered(a: ProcessId, b: ProcessId) -> Result<(ProcessId, ProcessId), Refusal> {
    if a == b { Err(Refusal::SameProcess) } else { Ok((a.min(b), a.max(b))) }
}

/// The group of a process; those that are not named are together.
fn group_of(groups: &[Vec<ProcessId>], id: ProcessId) -> Option<usize> {
    groups.iter().position(|group| group.contains(&id))
}
