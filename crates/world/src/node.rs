//! One process at run time: what it holds in memory, on disk and in its queue.

use std::collections::VecDeque;

use protocol::{Effect, Input, ProcessId, Protocol, Status, Tally, Timer};

use crate::points::Doing;

/// Something that waits for a process to have time for it.
#[derive(Clone, Debug)]
pub(crate) enum Pending<M> {
    /// An input.
    Input(Input<M>),
    /// A message.
    Message { from: ProcessId, message: M, word: &'static str },
    /// A timer ran out; it counts only if it was not armed anew or stopped since.
    Timer { timer: Timer, armed: u32 },
}

/// One line of the log.
#[derive(Clone, Debug)]
pub(crate) struct Line<R> {
    pub(crate) record: R,
    pub(crate) durable: bool,
}

/// What a step leaves to be done: its effects, and the state that stands at their end.
#[derive(Clone, Debug)]
pub(crate) struct Step<P: Protocol> {
    pub(crate) effects: VecDeque<Effect<P::Message, P::Record>>,
    pub(crate) next: P::State,
    /// What it answers, for the point after it.
    pub(crate) answers: Option<Doing>,
}

/// One process.
#[derive(Clone, Debug)]
pub(crate) struct Node<P: Protocol> {
    pub(crate) up: bool,
    pub(crate) paused: bool,
    /// Counts crashes, so that what an earlier life started does not reach a later one.
    pub(crate) life: u32,
    pub(crate) state: P::State,
    pub(crate) shown: (Status, Tally),
    pub(crate) step: Option<Step<P>>,
    /// It is at work further up the call stack: whatever else comes up meanwhile waits for that.
    pub(crate) busy: bool,
    /// The point before its next effect or input has passed, even if a pause holds it there.
    pub(crate) announced: bool,
    /// The record that is being forced.
    pub(crate) forcing: Option<P::Record>,
    pub(crate) inbox: VecDeque<Pending<P::Message>>,
    pub(crate) log: Vec<Line<P::Record>>,
    pub(crate) timers: [Option<u32>; 5],
    pub(crate) armed: u32,
    pub(crate) locked: bool,
    pub(crate) able: bool,
    pub(crate) checked: bool,
    pub(crate) forces: u32,
    pub(crate) checks: u32,
}

impl<P: Protocol> Node<P> {
    pub(crate) fn new(state: P::State, able: bool) -> Self {
        Self {
            up: true,
            paused: false,
            life: 0,
            state,
            shown: (Status::Initial, Tally::default()),
            step: None,
            busy: false,
            announced: false,
            forcing: None,
            inbox: VecDeque::new(),
            log: Vec::new(),
            timers: [None; 5],
            armed: 0,
            locked: false,
            able,
            checked: false,
            forces: 0,
            checks: 0,
        }
    }

    /// Whether it can take up something now.
    pub(crate) fn free(&self) -> bool {
        self.up && !self.paused && self.forcing.is_none()
    }

    /// Loses everything that is not on disk. Returns how many records that were.
    pub(crate) fn crash(&mut self) -> u32 {
        let before = self.log.len();
        self.log.retain(|line| line.durable);
        self.up = false;
        self.paused = false;
        self.life += 1;
        self.step = None;
        self.announced = false;
        self.forcing = None;
        self.inbox.clear();
        self.timers = [None; 5];
        self.locked = false;
        self.shown.1 = Tally::default();
        u32::try_from(before - self.log.len()).unwrap_or(u32::MAX)
    }

    pub(crate) fn timer(&mut self, timer: Timer) -> &mut Option<u32> {
        &mut self.timers[timer as usize]
    }
}
