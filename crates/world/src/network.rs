//! Messages under way, and what can happen to them there.

use protocol::{ProcessId, Protocol};

use crate::engine::{Due, Under, World};
use crate::latency::Purpose;
use crate::node::Pending;
use crate::{Event, Loss, MessageId, Micros, Side, StepKind};

/// A message under way.
#[derive(Clone, Debug)]
pub(crate) struct Wire<M> {
    pub(crate) from: ProcessId,
    pub(crate) to: ProcessId,
    pub(crate) message: M,
    pub(crate) word: &'static str,
    pub(crate) nth: u32,
    pub(crate) due: Micros,
    /// It will be lost instead of arriving, for this reason.
    pub(crate) doomed: Option<Loss>,
}

/// One link, one way.
#[derive(Clone, Copy, Debug)]
struct Way {
    cut: bool,
    permille: u32,
    sent: u32,
    /// When the last message arrives; the next may not overtake it unless the link reorders.
    last: Micros,
}

/// The network.
#[derive(Clone, Debug)]
pub(crate) struct Wires<M> {
    pub(crate) under: Under<M>,
    ways: Vec<Way>,
    processes: u8,
    next: u32,
    names: protocol::Table<(u8, u8, &'static str), u32>,
}

impl<M> Wires<M> {
    pub(crate) fn new(processes: u8) -> Self {
        let way = Way { cut: false, permille: 1_000, sent: 0, last: Micros::ZERO };
        let ways = vec![way; usize::from(processes) * usize::from(processes)];
        let names = protocol::Table::new();
        Self { under: Under::new(), ways, processes, next: 0, names }
    }

    fn way(&mut self, from: ProcessId, to: ProcessId) -> &mut Way {
        &mut self.ways[usize::from(from.0) * usize::from(self.processes) + usize::from(to.0)]
    }

    pub(crate) fn cut(&mut self, a: ProcessId, b: ProcessId) -> bool {
        self.way(a, b).cut
    }

    pub(crate) fn set_cut(&mut self, a: ProcessId, b: ProcessId, cut: bool) {
        self.way(a, b).cut = cut;
        self.way(b, a).cut = cut;
    }

    pub(crate) fn permille(&mut self, a: ProcessId, b: ProcessId) -> u32 {
        self.way(a, b).permille
    }

    pub(crate) fn set_permille(&mut self, a: ProcessId, b: ProcessId, permille: u32) {
        self.way(a, b).permille = permille;
        self.way(b, a).permille = permille;
    }

    pub(crate) fn new_id(&mut self) -> MessageId {
        self.next += 1;
        MessageId(self.next)
    }
}

impl<P: Protocol> World<'_, P> {
    pub(crate) fn send(&mut self, from: ProcessId, to: ProcessId, message: P::Message) {
        let label = self.protocol.message_label(&message);
        let link = self.setup.network.link(from.0, to.0);
        let way = self.wires.way(from, to);
        way.sent += 1;
        let (nth_on_way, permille, cut) = (way.sent, way.permille, way.cut);
        let mut throw = self.dice.throw(Purpose::Message(from.0, to.0), nth_on_way);
        let lost = link.loss_ppm > 0 && throw.happens(link.loss_ppm);
        let twice = link.duplicate_ppm > 0 && throw.happens(link.duplicate_ppm);
        let span = throw.span(link.latency).times_permille(permille);
        let again =
            if twice { Some(throw.span(link.latency).times_permille(permille)) } else { None };
        let doomed = match (cut, lost) {
            (true, true | false) => Some(Loss::Cut),
            (false, true) => Some(Loss::Noise),
            (false, false) => None,
        };
        let due = self.arrival(from, to, span, link.reorder, doomed.is_some());
        let nth = self.name(from, to, label.word);
        let wire = Wire { from, to, message, word: label.word, nth, due, doomed };
        let id = self.put(wire.clone(), label.kind, None);
        if let (Some(span), None) = (again, doomed) {
            let due = self.now + span;
            self.put(Wire { due, ..wire }, label.kind, Some(id));
        }
        self.at_point(from, Side::After, StepKind::Send, label.word, Some(to));
    }

    /// Which of that word on that way this is, from 1.
    fn name(&mut self, from: ProcessId, to: ProcessId, word: &'static str) -> u32 {
        let count = self.wires.names.or_insert((from.0, to.0, word), 0);
        *count += 1;
        *count
    }

    /// When it arrives; a lost one dies half way.
    fn arrival(
        &mut self,
        from: ProcessId,
        to: ProcessId,
        span: Micros,
        reorder: bool,
        doomed: bool,
    ) -> Micros {
        if doomed {
            return self.now + Micros(span.0 / 2);
        }
        let now = self.now;
        let way = self.wires.way(from, to);
        let due = if reorder { now + span } else { (now + span).max(way.last) };
        way.last = way.last.max(due);
        due
    }

    pub(crate) fn put(
        &mut self,
        wire: Wire<P::Message>,
        kind: protocol::Kind,
        copy_of: Option<MessageId>,
    ) -> MessageId {
        let id = self.wires.new_id();
        let Wire { from, to, word, nth, due, .. } = wire;
        self.wires.under.insert(id, wire);
        self.note(Event::Sent { id, from, to, word, kind, nth, due, copy_of });
        self.schedule(due, Due::Arrive(id));
        id
    }

    pub(crate) fn arrive(&mut self, id: MessageId) {
        // It may have been lost, or have another time by now.
        if self.wires.under.get(&id).is_none_or(|wire| wire.due != self.now) {
            return;
        }
        let Some(wire) = self.wires.under.remove(&id) else { return };
        if let Some(why) = wire.doomed {
            return self.note(Event::Lost { id, why });
        }
        if !self.node(wire.to).up {
            return self.note(Event::Lost { id, why: Loss::ReceiverDown });
        }
        self.note(Event::Arrived { id });
        let Wire { from, to, message, word, .. } = wire;
        self.hand(to, Pending::Message { from, message, word });
    }

    /// Loses a message that is under way.
    pub(crate) fn lose(&mut self, id: MessageId, why: Loss) {
        if self.wires.under.remove(&id).is_some() {
            self.note(Event::Lost { id, why });
        }
    }

    pub(crate) fn reschedule(&mut self, id: MessageId, due: Micros) {
        let due = due.max(self.now);
        if let Some(wire) = self.wires.under.get_mut(&id) {
            wire.due = due;
            self.note(Event::Rescheduled { id, due });
            self.schedule(due, Due::Arrive(id));
        }
    }

    /// What is under way between the two, either way, lowest number first.
    pub(crate) fn between(&self, a: ProcessId, b: ProcessId) -> Vec<MessageId> {
        let on = |wire: &Wire<P::Message>| {
            (wire.from, wire.to) == (a, b) || (wire.from, wire.to) == (b, a)
        };
        self.wires.under.iter().filter(|(_, wire)| on(wire)).map(|(id, _)| *id).collect()
    }
}
