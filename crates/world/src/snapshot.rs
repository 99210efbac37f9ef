//! What is true after so many entries of a trace: a fold, so that every view reads the same past.

use protocol::Table;

use protocol::{Decision, Kind, ProcessId, Status, Tally, Timer};

use crate::{Entry, Event, Loss, MessageId, Micros, Trace};

/// One line of a log, as a reader of the disk would see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// The record's word.
    pub word: &'static str,
    /// When it was written.
    pub at: Micros,
    /// Whether it was forced.
    pub forced: bool,
    /// Whether it is on disk by now.
    pub durable: bool,
    /// The decision it is, if it is one.
    pub decides: Option<Decision>,
}

/// A timer that is running.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimerView {
    /// When it was started.
    pub since: Micros,
    /// When it runs out.
    pub until: Micros,
}

/// One process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeView {
    /// Which.
    pub id: ProcessId,
    /// Where it stands; of a crashed one, where it stood.
    pub status: Status,
    /// Since when.
    pub since: Micros,
    /// What it has counted; a crash empties it.
    pub tally: Tally,
    /// When it crashed, if it is down.
    pub crashed: Option<Micros>,
    /// When it was paused, if it is.
    pub paused: Option<Micros>,
    /// How often it has come back.
    pub recoveries: u32,
    /// When it last came back.
    pub recovered: Option<Micros>,
    /// Since when it holds its locks, if it does. A crashed one that promised still holds them.
    pub locked: Option<Micros>,
    /// When its promise went to disk.
    pub promised: Option<Micros>,
    /// Whether it has waited in vain for the decision at least once.
    pub asked: bool,
    /// The decisions it ever took, with their times; more than one breaks AC2.
    pub decided: Vec<(Decision, Micros)>,
    /// Its vote, once its check is done.
    pub vote: Option<bool>,
    /// Whether it will not be able to commit, or was not.
    pub unable: bool,
    /// Its log.
    pub log: Vec<LogLine>,
    /// The record that is being forced, since when, until when.
    pub forcing: Option<(&'static str, TimerView)>,
    /// Its local check, while it runs.
    pub checking: Option<TimerView>,
    /// Timers that are running.
    pub timers: Table<Timer, TimerView>,
    /// Whom it suspects.
    pub suspects: Vec<ProcessId>,
}

impl NodeView {
    fn new(id: ProcessId) -> Self {
        Self {
            id,
            status: Status::Initial,
            since: Micros::ZERO,
            tally: Tally::default(),
            crashed: None,
            paused: None,
            recoveries: 0,
            recovered: None,
            locked: None,
            promised: None,
            asked: false,
            decided: Vec::new(),
            vote: None,
            unable: false,
            log: Vec::new(),
            forcing: None,
            checking: None,
            timers: Table::new(),
            suspects: Vec::new(),
        }
    }

    /// Whether it voted YES and does not know the decision, down or up.
    #[must_use]
    pub fn in_doubt(&self) -> bool {
        self.promised.is_some() && self.decided.is_empty()
    }
}

/// A message, under way or just lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flight {
    /// Its number.
    pub id: MessageId,
    /// Who sent it.
    pub from: ProcessId,
    /// Who it is for.
    pub to: ProcessId,
    /// Its protocol word.
    pub word: &'static str,
    /// What it is for.
    pub kind: Kind,
    /// Which of that word on that way.
    pub nth: u32,
    /// When it left.
    pub sent: Micros,
    /// When it arrives.
    pub due: Micros,
    /// Whether it is a copy.
    pub copy: bool,
    /// Whether somebody delayed it.
    pub delayed: bool,
    /// When and why it was lost, if it was.
    pub lost: Option<(Micros, Loss)>,
}

/// Everything that is true after so many entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The moment.
    pub at: Micros,
    /// How many entries of the trace are in it; see [`Snapshot::done`].
    pub entries: u32,
    /// When the client asked.
    pub began: Option<Micros>,
    /// Every process, the coordinator first.
    pub nodes: Vec<NodeView>,
    /// What is under way.
    pub flights: Table<MessageId, Flight>,
    /// What was lost, oldest first.
    pub lost: Vec<Flight>,
    /// Links that are cut, since when.
    pub cuts: Table<(ProcessId, ProcessId), Micros>,
    /// Links that are slow, by how many thousandths.
    pub slow: Table<(ProcessId, ProcessId), u32>,
    /// What the client was told, in order.
    pub told: Vec<(Decision, Micros)>,
    /// How many messages were sent.
    pub sent: u32,
    /// How many of them are copies that the network made.
    pub copies: u32,
    /// How many forced writes are done.
    pub forced: u32,
    /// How many unforced writes are done.
    pub unforced: u32,
}

impl Snapshot {
    /// What is true before anything happened.
    #[must_use]
    pub fn start(processes: u8) -> Self {
        Self {
            at: Micros::ZERO,
            entries: 0,
            began: None,
            nodes: (0..processes).map(|id| NodeView::new(ProcessId(id))).collect(),
            flights: Table::new(),
            lost: Vec::new(),
            cuts: Table::new(),
            slow: Table::new(),
            told: Vec::new(),
            sent: 0,
            copies: 0,
            forced: 0,
            unforced: 0,
        }
    }

    /// What is true at a moment, after everything that happened at it.
    #[must_use]
    pub fn at(trace: &Trace, at: Micros) -> Self {
        let mut it = Self::after(trace, trace.count_until(at));
        it.at = at;
        it
    }

    /// What is true after the first `count` entries.
    #[must_use]
    pub fn after(trace: &Trace, count: usize) -> Self {
        let mut it = Self::start(trace.processes);
        trace.entries.iter().take(count).for_each(|entry| it.apply(entry));
        it
    }

    /// How many entries of the trace are in it, as an index into the trace.
    #[must_use]
    pub fn done(&self) -> usize {
        usize::try_from(self.entries).unwrap_or(usize::MAX)
    }

    /// One process.
    #[must_use]
    pub fn node(&self, id: ProcessId) -> &NodeView {
        &self.nodes[usize::from(id.0)]
    }

    /// Adds one entry.
    pub fn apply(&mut self, entry: &Entry) {
        let at = entry.at;
        self.at = at;
        self.entries += 1;
        match &entry.event {
            Event::Began => self.began = Some(at),
            Event::Told { decision } => self.told.push((*decision, at)),
            Event::Sent { id, copy_of, .. } => self.leave(*id, copy_of.is_some(), entry),
            Event::Rescheduled { id, due } => self.reschedule(*id, *due),
            Event::Arrived { id } => drop(self.flights.remove(id)),
            Event::Lost { id, why } => self.lose(*id, at, *why),
            Event::Cut { a, b } => drop(self.cuts.insert((*a, *b), at)),
            Event::Healed { a, b } => drop(self.cuts.remove(&(*a, *b))),
            Event::Slowed { a, b, permille } => self.slow_down((*a, *b), *permille),
            Event::Forcing { node, word, until } => {
                self.of(*node).forcing = Some((word, TimerView { since: at, until: *until }));
            }
            Event::Logged { node, .. } => self.add_line(*node, entry),
            Event::Flushed { node } => self.of(*node).flush(),
            Event::Became { node, status, tally } => self.of(*node).turn(*status, *tally, at),
            Event::Armed { node, timer, until } => {
                self.of(*node).timers.insert(*timer, TimerView { since: at, until: *until });
            }
            Event::Disarmed { node, timer } => drop(self.of(*node).timers.remove(timer)),
            Event::TimedOut { node, timer } => self.of(*node).time_out(*timer),
            Event::Locked { node } => self.of(*node).lock(at),
            Event::Unlocked { node } => self.of(*node).locked = None,
            Event::Checking { node, until } => {
                self.of(*node).checking = Some(TimerView { since: at, until: *until });
            }
            Event::Checked { node, able } => self.of(*node).check(*able),
            Event::MadeUnable { node } => self.of(*node).unable = true,
            Event::Suspected { by, whom } => self.of(*by).suspects.push(*whom),
            Event::Trusted { by, whom } => self.of(*by).suspects.retain(|it| it != whom),
            Event::Crashed { node, .. } => self.of(*node).crash(at),
            Event::Recovered { node } => self.of(*node).recover(at),
            Event::Paused { node } => self.of(*node).paused = Some(at),
            Event::Resumed { node } => self.of(*node).paused = None,
            Event::Ignored { .. } | Event::Intervened { .. } | Event::Refused { .. } => {}
        }
    }

    fn of(&mut self, id: ProcessId) -> &mut NodeView {
        &mut self.nodes[usize::from(id.0)]
    }

    fn leave(&mut self, id: MessageId, copy: bool, entry: &Entry) {
        self.sent += 1;
        self.copies += u32::from(copy);
        if let Some(flight) = Flight::of(entry) {
            self.flights.insert(id, flight);
        }
    }

    fn reschedule(&mut self, id: MessageId, due: Micros) {
        if let Some(flight) = self.flights.get_mut(&id) {
            flight.delayed |= due > flight.due;
            flight.due = due;
        }
    }

    fn lose(&mut self, id: MessageId, at: Micros, why: Loss) {
        if let Some(flight) = self.flights.remove(&id) {
            self.lost.push(Flight { lost: Some((at, why)), ..flight });
        }
    }

    fn slow_down(&mut self, link: (ProcessId, ProcessId), permille: u32) {
        if permille == 1_000 {
            self.slow.remove(&link);
        } else {
            self.slow.insert(link, permille);
        }
    }

    fn add_line(&mut self, node: ProcessId, entry: &Entry) {
        let Event::Logged { word, forced, decides, promises, .. } = entry.event else { return };
        self.forced += u32::from(forced);
        self.unforced += u32::from(!forced);
        let line = LogLine { word, at: entry.at, forced, durable: forced, decides };
        self.of(node).add_line(line, promises);
    }
}

impl Flight {
    /// The message of an entry that sends one.
    #[must_use]
    pub fn of(entry: &Entry) -> Option<Self> {
        let Event::Sent { id, from, to, word, kind, nth, due, copy_of } = entry.event else {
            return None;
        };
        let copy = copy_of.is_some();
        let sent = entry.at;
        Some(Self { id, from, to, word, kind, nth, sent, due, copy, delayed: false, lost: None })
    }
}

impl NodeView {
    fn add_line(&mut self, line: LogLine, promises: bool) {
        if line.forced {
            self.forcing = None;
            self.flush();
        }
        if promises {
            self.promised = self.promised.or(Some(line.at));
        }
        if let Some(decision) = line.decides
            && self.decided.last().map(|(last, _)| *last) != Some(decision)
        {
            self.decided.push((decision, line.at));
        }
        self.log.push(line);
    }

    fn flush(&mut self) {
        self.log.iter_mut().for_each(|line| line.durable = true);
    }

    fn time_out(&mut self, timer: Timer) {
        self.timers.remove(&timer);
        self.asked |= timer == Timer::Decision;
    }

    fn lock(&mut self, at: Micros) {
        self.locked = self.locked.or(Some(at));
    }

    fn check(&mut self, able: bool) {
        self.checking = None;
        self.vote = Some(able);
    }

    fn turn(&mut self, status: Status, tally: Tally, at: Micros) {
        if self.status != status {
            self.since = at;
        }
        self.status = status;
        self.tally = tally;
    }

    fn recover(&mut self, at: Micros) {
        self.crashed = None;
        self.recoveries += 1;
        self.recovered = Some(at);
    }

    fn crash(&mut self, at: Micros) {
        self.crashed = Some(at);
        self.paused = None;
        self.tally = Tally::default();
        self.timers.clear();
        self.forcing = None;
        self.checking = None;
        self.suspects.clear();
        self.log.retain(|line| line.durable);
        // The data stay locked on disk as long as the promise stands.
        if !self.in_doubt() {
            self.locked = None;
        }
    }
}
