//! Carrying out what a process asks for, one effect at a time.

use protocol::{Effect, Input, ProcessId, Protocol, Timer};

use crate::engine::{Due, World};
use crate::latency::Purpose;
use crate::node::{Line, Pending};
use crate::{Event, Micros, Side, StepKind};

impl<P: Protocol> World<'_, P> {
    pub(crate) fn carry_out(&mut self, id: ProcessId, effect: Effect<P::Message, P::Record>) {
        match effect {
            Effect::Force(record) => self.force(id, record),
            Effect::Write(record) => self.write(id, record),
            Effect::Send { to, message } => self.send(id, to, message),
            Effect::Arm(timer) => self.arm(id, timer),
            Effect::Disarm(timer) => self.disarm(id, timer),
            Effect::Lock => self.lock(id, true),
            Effect::Unlock => self.lock(id, false),
            Effect::Check => self.check(id),
            Effect::Tell(decision) => {
                self.schedule(self.now + self.setup.client, Due::Tell(decision));
            }
            Effect::Ignore(why) => self.note(Event::Ignored { node: id, why }),
        }
    }

    fn force(&mut self, id: ProcessId, record: P::Record) {
        let word = self.protocol.record_label(&record).word;
        let nth = self.node(id).forces;
        let disk = self.dice.span(self.setup.disk.force, Purpose::Disk(id.0), nth);
        let until = self.now + self.work(id, word) + disk;
        let node = self.node(id);
        node.forces += 1;
        node.forcing = Some(record);
        let life = node.life;
        self.note(Event::Forcing { node: id, word, until });
        self.schedule(until, Due::Forced { node: id, life });
    }

    /// Local work that belongs to this record: to reserve, to debit, to credit.
    fn work(&self, id: ProcessId, word: &str) -> Micros {
        let local = usize::from(id.0).checked_sub(1).and_then(|index| self.setup.locals.get(index));
        local.and_then(|local| local.work.get(word)).copied().unwrap_or(Micros::ZERO)
    }

    pub(crate) fn forced(&mut self, id: ProcessId, life: u32) {
        let node = self.node(id);
        if node.life != life {
            return;
        }
        let Some(record) = node.forcing.take() else { return };
        // A force takes along whatever was written before it.
        node.log.iter_mut().for_each(|line| line.durable = true);
        node.log.push(Line { record: record.clone(), durable: true });
        let label = self.protocol.record_label(&record);
        self.note(Event::Logged {
            node: id,
            word: label.word,
            forced: true,
            decides: label.decides,
            promises: label.promises,
        });
        if self.at_point(id, Side::After, StepKind::Force, label.word, None) {
            self.drive(id);
        }
    }

    fn write(&mut self, id: ProcessId, record: P::Record) {
        let label = self.protocol.record_label(&record);
        let node = self.node(id);
        node.log.push(Line { record, durable: false });
        let upto = u32::try_from(node.log.len()).unwrap_or(u32::MAX);
        let life = node.life;
        self.note(Event::Logged {
            node: id,
            word: label.word,
            forced: false,
            decides: label.decides,
            promises: label.promises,
        });
        self.schedule(self.now + self.setup.disk.flush, Due::Flush { node: id, life, upto });
        self.at_point(id, Side::After, StepKind::Write, label.word, None);
    }

    pub(crate) fn flush(&mut self, id: ProcessId, life: u32, upto: u32) {
        let node = self.node(id);
        if node.life != life {
            return;
        }
        let upto = usize::try_from(upto).unwrap_or(usize::MAX).min(node.log.len());
        let fresh = node.log[..upto].iter().any(|line| !line.durable);
        node.log[..upto].iter_mut().for_each(|line| line.durable = true);
        if fresh {
            self.note(Event::Flushed { node: id });
        }
    }

    fn arm(&mut self, id: ProcessId, timer: Timer) {
        let until = self.now + self.setup.timers.span(timer);
        let node = self.node(id);
        node.armed += 1;
        let (armed, life) = (node.armed, node.life);
        *node.timer(timer) = Some(armed);
        self.note(Event::Armed { node: id, timer, until });
        self.schedule(until, Due::TimedOut { node: id, life, timer, armed });
    }

    fn disarm(&mut self, id: ProcessId, timer: Timer) {
        if self.node(id).timer(timer).take().is_some() {
            self.note(Event::Disarmed { node: id, timer });
        }
    }

    fn lock(&mut self, id: ProcessId, lock: bool) {
        let node = self.node(id);
        if node.locked == lock {
            return;
        }
        node.locked = lock;
        self.note(if lock { Event::Locked { node: id } } else { Event::Unlocked { node: id } });
    }

    fn check(&mut self, id: ProcessId) {
        let latency = self.setup.locals[usize::from(id.0) - 1].check;
        let nth = self.node(id).checks;
        let until = self.now + self.dice.span(latency, Purpose::Check(id.0), nth);
        let node = self.node(id);
        node.checks += 1;
        let life = node.life;
        self.note(Event::Checking { node: id, until });
        self.schedule(until, Due::Checked { node: id, life });
    }

    pub(crate) fn check_done(&mut self, id: ProcessId, life: u32) {
        if self.node(id).life != life || !self.at_point(id, Side::Before, StepKind::Check, "", None)
        {
            return;
        }
        let node = self.node(id);
        node.checked = true;
        let able = node.able;
        self.note(Event::Checked { node: id, able });
        self.hand(id, Pending::Input(Input::Checked { able }));
    }
}
