//! The failure detector: who is reported as down, to whom and when.
//!
//! A *perfect* one reports crashes, and only after the last message of the crashed process has
//! arrived; whoever crashed is reported even if it is back by then. An *unreliable* one reports
//! whoever is silent for longer than its delay, whatever the cause, and takes it back when the
//! silence ends. To a protocol a partition and a false suspicion are the same thing.

use protocol::{Input, ProcessId, Protocol};

use crate::engine::{Due, World};
use crate::node::Pending;
use crate::{DetectorMode, Event, Micros};

/// Who is silent for whom, and who is suspected by whom.
#[derive(Clone, Debug)]
pub(crate) struct Suspicions {
    processes: u8,
    epoch: u32,
    silent: Vec<Option<u32>>,
    suspected: Vec<bool>,
}

impl Suspicions {
    pub(crate) fn new(processes: u8) -> Self {
        let pairs = usize::from(processes) * usize::from(processes);
        Self { processes, epoch: 0, silent: vec![None; pairs], suspected: vec![false; pairs] }
    }

    fn index(&self, by: ProcessId, whom: ProcessId) -> usize {
        usize::from(by.0) * usize::from(self.processes) + usize::from(whom.0)
    }
}

impl<P: Protocol> World<'_, P> {
    /// A process has crashed: a perfect detector will tell everyone else.
    pub(crate) fn detect_crash(&mut self, whom: ProcessId) {
        if self.setup.detector.mode != DetectorMode::Perfect {
            return;
        }
        let at = self.now + self.setup.detector.delay;
        for by in self.protocol.everybody().without(whom).iter() {
            self.schedule(at, Due::Detect { by, whom, epoch: 0 });
        }
    }

    /// Something changed that may end or begin a silence.
    pub(crate) fn listen(&mut self) {
        if self.setup.detector.mode != DetectorMode::Unreliable {
            return;
        }
        let everybody = self.protocol.everybody();
        for by in everybody.iter() {
            for whom in everybody.without(by).iter() {
                self.listen_to(by, whom);
            }
        }
    }

    fn listen_to(&mut self, by: ProcessId, whom: ProcessId) {
        let index = self.suspicions.index(by, whom);
        // Who is down hears nothing and forgets whom it suspected.
        if !self.node(by).up {
            self.suspicions.silent[index] = None;
            self.suspicions.suspected[index] = false;
            return;
        }
        match (self.hears(by, whom), self.suspicions.silent[index]) {
            (false, None) => {
                self.suspicions.epoch += 1;
                let epoch = self.suspicions.epoch;
                self.suspicions.silent[index] = Some(epoch);
                let at = self.now + self.setup.detector.delay;
                self.schedule(at, Due::Detect { by, whom, epoch });
            }
            (true, Some(_)) => {
                self.suspicions.silent[index] = None;
                if std::mem::take(&mut self.suspicions.suspected[index]) {
                    self.note(Event::Trusted { by, whom });
                    self.hand(by, Pending::Input(Input::Trust(whom)));
                }
            }
            (true, None) | (false, Some(_)) => {}
        }
    }

    fn hears(&mut self, by: ProcessId, whom: ProcessId) -> bool {
        let link = self.setup.network.link(by.0, whom.0);
        let slow = link.latency.typical().times_permille(self.wires.permille(whom, by));
        let node = self.node(whom);
        let alive = node.up && !node.paused;
        alive && !self.wires.cut(by, whom) && slow <= self.setup.detector.delay
    }

    pub(crate) fn detect(&mut self, by: ProcessId, whom: ProcessId, epoch: u32) {
        match self.setup.detector.mode {
            DetectorMode::Perfect => self.detect_perfectly(by, whom),
            DetectorMode::Unreliable => {
                let index = self.suspicions.index(by, whom);
                if self.suspicions.silent[index] == Some(epoch) {
                    self.suspicions.suspected[index] = true;
                    self.report(by, whom);
                }
            }
        }
    }

    /// Nothing that the crashed process sent may come after the report.
    fn detect_perfectly(&mut self, by: ProcessId, whom: ProcessId) {
        let last = self.wires.under.values().filter(|it| it.from == whom && it.to == by);
        match last.map(|wire| wire.due).max() {
            Some(due) => {
                self.schedule(due + Micros(1), Due::Detect { by, whom, epoch: 0 });
            }
            None => self.report(by, whom),
        }
    }

    fn report(&mut self, by: ProcessId, whom: ProcessId) {
        if self.node(by).up {
            self.note(Event::Suspected { by, whom });
            self.hand(by, Pending::Input(Input::Suspect(whom)));
        }
    }
}
