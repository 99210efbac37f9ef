//! The moments of a run that are worth a word: where narration speaks, "next event" stops and the
//! branch strip has its ticks.

use world::{
    Act, COORDINATOR, Decision, Event, Intervention, Kind, Loss, Micros, ProcessId, Snapshot,
    Status, Table, Timer, Trace,
};

use crate::Blocking;

/// What kind of moment it is. Scenario files key their narration to these words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MomentKind {
    /// Before anything happens.
    Start,
    /// The coordinator asks everyone.
    Asked,
    /// The first participant promises.
    Promised,
    /// A participant votes NO.
    VotedNo,
    /// Every participant has promised.
    AllPromised,
    /// The coordinator gives up waiting for votes.
    VotesTimedOut,
    /// 3PC: the coordinator tells everyone that all said yes.
    PreCommitting,
    /// 3PC: every participant is PRECOMMITTED.
    AllPreCommitted,
    /// COMMIT is on the coordinator's disk: the commit point.
    CommitPoint,
    /// The coordinator decides ABORT.
    AbortDecided,
    /// Some have carried out COMMIT, others have not heard yet.
    InBetween,
    /// Everyone has committed.
    AllCommitted,
    /// Everyone has aborted.
    AllAborted,
    /// The client is told.
    ClientTold,
    /// The coordinator crashes before anything was decided.
    CoordinatorCrashed,
    /// The coordinator crashes with its decision on disk.
    CoordinatorCrashedDecided,
    /// A participant crashes.
    ParticipantCrashed,
    /// The coordinator is back.
    CoordinatorBack,
    /// A participant is back.
    ParticipantBack,
    /// Somebody in doubt asks for the decision.
    Asking,
    /// Somebody is blocked from here on: without a repair nothing will move.
    Blocked,
    /// 3PC: a participant is elected and asks where everyone stands.
    Elected,
    /// 3PC: the elected one decides.
    LeaderDecided,
    /// Somebody decided against somebody else: atomicity is broken.
    Split,
    /// A process takes its decision back.
    Reversed,
    /// A link or the network is cut.
    Cut,
    /// It is healed.
    Healed,
    /// A message is lost.
    MessageLost,
    /// A process stands still.
    Paused,
    /// It goes on.
    Resumed,
}

impl MomentKind {
    /// All of them.
    pub const ALL: [Self; 30] = [
        Self::Start,
        Self::Asked,
        Self::Promised,
        Self::VotedNo,
        Self::AllPromised,
        Self::VotesTimedOut,
        Self::PreCommitting,
        Self::AllPreCommitted,
        Self::CommitPoint,
        Self::AbortDecided,
        Self::InBetween,
        Self::AllCommitted,
        Self::AllAborted,
        Self::ClientTold,
        Self::CoordinatorCrashed,
        Self::CoordinatorCrashedDecided,
        Self::ParticipantCrashed,
        Self::CoordinatorBack,
        Self::ParticipantBack,
        Self::Asking,
        Self::Blocked,
        Self::Elected,
        Self::LeaderDecided,
        Self::Split,
        Self::Reversed,
        Self::Cut,
        Self::Healed,
        Self::MessageLost,
        Self::Paused,
        Self::Resumed,
    ];

    /// The key used in scenario files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Asked => "asked",
            Self::Promised => "promised",
            Self::VotedNo => "voted-no",
            Self::AllPromised => "all-promised",
            Self::VotesTimedOut => "votes-timed-out",
            Self::PreCommitting => "precommitting",
            Self::AllPreCommitted => "all-precommitted",
            Self::CommitPoint => "commit-point",
            Self::AbortDecided => "abort-decided",
            Self::InBetween => "in-between",
            Self::AllCommitted => "all-committed",
            Self::AllAborted => "all-aborted",
            Self::ClientTold => "client-told",
            Self::CoordinatorCrashed => "coordinator-crashed",
            Self::CoordinatorCrashedDecided => "coordinator-crashed-decided",
            Self::ParticipantCrashed => "participant-crashed",
            Self::CoordinatorBack => "coordinator-back",
            Self::ParticipantBack => "participant-back",
            Self::Asking => "asking",
            Self::Blocked => "blocked",
            Self::Elected => "elected",
            Self::LeaderDecided => "leader-decided",
            Self::Split => "split",
            Self::Reversed => "reversed",
            Self::Cut => "cut",
            Self::Healed => "healed",
            Self::MessageLost => "message-lost",
            Self::Paused => "paused",
            Self::Resumed => "resumed",
        }
    }

    /// The kind with that key.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// A moment worth a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// How many entries of the trace have happened when it is over.
    pub entries: usize,
    /// When.
    pub at: Micros,
    /// What kind.
    pub kind: MomentKind,
    /// Whom it is about, if about anyone.
    pub who: Option<ProcessId>,
    /// The decision it is about, if about one.
    pub decision: Option<Decision>,
}

/// Finds the moments of a run, in order. At most one of the same kind about the same process in a
/// row, and none after another at the very same entry.
#[must_use]
pub fn moments(trace: &Trace, blocking: &Blocking, interventions: &[Intervention]) -> Vec<Moment> {
    let mut finder = Finder::new(trace, interventions);
    let mut now = Snapshot::start(trace.processes);
    let mut blocked = blocking.spans.iter().map(|span| span.from).min();
    for (index, entry) in trace.entries.iter().enumerate() {
        if blocked.is_some_and(|from| entry.at > from) {
            finder.blocked(&now, blocking, blocked.take());
        }
        now.apply(entry);
        finder.look(index + 1, &entry.event, &now);
    }
    if blocked.is_some() {
        finder.blocked(&now, blocking, blocked);
    }
    finder.found
}

struct Finder<'a> {
    interventions: &'a [Intervention],
    found: Vec<Moment>,
    once: Table<MomentKind, ()>,
    processes: usize,
    acting: Option<&'a Act>,
}

impl<'a> Finder<'a> {
    fn new(trace: &Trace, interventions: &'a [Intervention]) -> Self {
        let start = Moment {
            entries: 0,
            at: Micros::ZERO,
            kind: MomentKind::Start,
            who: None,
            decision: None,
        };
        Self {
            interventions,
            found: vec![start],
            once: Table::new(),
            processes: usize::from(trace.processes),
            acting: None,
        }
    }

    fn add(&mut self, entries: usize, now: &Snapshot, kind: MomentKind, who: Option<ProcessId>) {
        let decision = who.and_then(|it| now.node(it).decided.last().map(|(it, _)| *it));
        self.found.push(Moment { entries, at: now.at, kind, who, decision });
    }

    fn add_once(
        &mut self,
        entries: usize,
        now: &Snapshot,
        kind: MomentKind,
        who: Option<ProcessId>,
    ) {
        if self.once.insert(kind, ()).is_none() {
            self.add(entries, now, kind, who);
        }
    }

    fn blocked(&mut self, now: &Snapshot, blocking: &Blocking, from: Option<Micros>) {
        let who = blocking.spans.iter().find(|span| Some(span.from) == from).map(|it| it.node);
        self.add_once(now.done(), now, MomentKind::Blocked, who);
    }

    fn look(&mut self, entries: usize, event: &Event, now: &Snapshot) {
        match event {
            Event::Became { node, status, .. } => self.look_status(entries, *node, *status, now),
            Event::Logged { node, decides: Some(_), .. } => self.look_decision(entries, *node, now),
            Event::Sent { kind, from, .. } => self.look_message(entries, *kind, *from, now),
            Event::TimedOut { timer: Timer::Votes, node } => {
                self.add_once(entries, now, MomentKind::VotesTimedOut, Some(*node));
            }
            Event::Told { .. } => self.told(entries, now),
            Event::Crashed { node, .. } => self.crashed(entries, *node, now),
            Event::Recovered { node } if *node == COORDINATOR => {
                self.add(entries, now, MomentKind::CoordinatorBack, Some(*node));
            }
            Event::Recovered { node } => {
                self.add(entries, now, MomentKind::ParticipantBack, Some(*node));
            }
            Event::Paused { node } => self.add(entries, now, MomentKind::Paused, Some(*node)),
            Event::Resumed { node } => self.add(entries, now, MomentKind::Resumed, Some(*node)),
            // What dies at a closed door or a cut line is no news of its own.
            Event::Lost { why: Loss::ReceiverDown | Loss::Cut, .. } => {}
            Event::Lost { why: Loss::Noise | Loss::Dropped, .. } => {
                self.add_once(entries, now, MomentKind::MessageLost, None);
            }
            Event::Cut { .. } => self.links(entries, now, MomentKind::Cut),
            Event::Healed { .. } => self.links(entries, now, MomentKind::Healed),
            Event::Intervened { index } => self.acting = self.act(*index),
            Event::Logged { decides: None, .. }
            | Event::TimedOut {
                timer: Timer::Prepare | Timer::Decision | Timer::Acks | Timer::States,
                ..
            }
            | Event::Began
            | Event::Rescheduled { .. }
            | Event::Arrived { .. }
            | Event::Forcing { .. }
            | Event::Flushed { .. }
            | Event::Armed { .. }
            | Event::Disarmed { .. }
            | Event::Locked { .. }
            | Event::Unlocked { .. }
            | Event::Checking { .. }
            | Event::Checked { .. }
            | Event::Ignored { .. }
            | Event::MadeUnable { .. }
            | Event::Slowed { .. }
            | Event::Suspected { .. }
            | Event::Trusted { .. }
            | Event::Refused { .. } => {}
        }
    }

    fn act(&self, index: u32) -> Option<&'a Act> {
        usize::try_from(index).ok().and_then(|at| self.interventions.get(at)).map(|it| &it.act)
    }

    fn look_status(&mut self, entries: usize, node: ProcessId, status: Status, now: &Snapshot) {
        let all = |which: Status| now.nodes.iter().skip(1).all(|it| it.status == which);
        match status {
            Status::Working if node == COORDINATOR => {
                self.add_once(entries, now, MomentKind::Asked, Some(node));
            }
            Status::Prepared => {
                self.add_once(entries, now, MomentKind::Promised, Some(node));
                if all(Status::Prepared) {
                    self.add_once(entries, now, MomentKind::AllPromised, None);
                }
            }
            Status::PreCommitted if node == COORDINATOR => {
                self.add_once(entries, now, MomentKind::PreCommitting, Some(node));
            }
            Status::PreCommitted if all(Status::PreCommitted) => {
                self.add_once(entries, now, MomentKind::AllPreCommitted, None);
            }
            Status::Initial | Status::Working | Status::PreCommitted => {}
            Status::Committed | Status::Aborted => self.finished(entries, now),
        }
    }

    fn look_decision(&mut self, entries: usize, node: ProcessId, now: &Snapshot) {
        let mine = &now.node(node).decided;
        let mut ever = now.nodes.iter().flat_map(|it| it.decided.iter().map(|(what, _)| *what));
        let split = ever.next().is_some_and(|first| ever.any(|other| other != first));
        if mine.len() > 1 {
            self.add_once(entries, now, MomentKind::Reversed, Some(node));
        }
        if split {
            self.add_once(entries, now, MomentKind::Split, Some(node));
            return;
        }
        match (node == COORDINATOR, mine.last().map(|(what, _)| *what)) {
            (true, Some(Decision::Commit)) => {
                self.add_once(entries, now, MomentKind::CommitPoint, Some(node));
            }
            (true, Some(Decision::Abort)) => {
                self.add_once(entries, now, MomentKind::AbortDecided, Some(node));
            }
            (false, Some(Decision::Abort)) if now.node(node).vote == Some(false) => {
                self.add(entries, now, MomentKind::VotedNo, Some(node));
            }
            (false, Some(_)) => self.learned(entries, node, now),
            (true | false, None) => {}
        }
    }

    fn learned(&mut self, entries: usize, node: ProcessId, now: &Snapshot) {
        let first = now.nodes.iter().filter(|it| !it.decided.is_empty()).count() == 1;
        if first && self.once.contains_key(&MomentKind::Elected) {
            self.add_once(entries, now, MomentKind::LeaderDecided, Some(node));
        } else if now.node(node).decided.last().map(|(it, _)| *it) == Some(Decision::Commit) {
            self.add_once(entries, now, MomentKind::InBetween, Some(node));
        }
    }

    fn finished(&mut self, entries: usize, now: &Snapshot) {
        let all = |decision: Decision| {
            now.nodes.iter().all(|it| it.decided.last().map(|(what, _)| *what) == Some(decision))
        };
        debug_assert_eq!(now.nodes.len(), self.processes);
        if all(Decision::Commit) {
            self.add_once(entries, now, MomentKind::AllCommitted, None);
        } else if all(Decision::Abort) {
            self.add_once(entries, now, MomentKind::AllAborted, None);
        }
    }

    fn look_message(&mut self, entries: usize, kind: Kind, from: ProcessId, now: &Snapshot) {
        match kind {
            Kind::Ask if now.node(from).recoveries == 0 => {
                let elected = now.node(from).timers.contains_key(&Timer::States);
                let next = self.asks_states(now, from);
                let kind = if elected || next { MomentKind::Elected } else { MomentKind::Asking };
                self.add_once(entries, now, kind, Some(from));
            }
            Kind::Ask
            | Kind::Prepare
            | Kind::Yes
            | Kind::No
            | Kind::PreCommit
            | Kind::Commit
            | Kind::Abort
            | Kind::Ack
            | Kind::State => {}
        }
    }

    /// Whether the newest message of `from` asks for states rather than for a decision.
    fn asks_states(&self, now: &Snapshot, from: ProcessId) -> bool {
        let newest = now.flights.values().rev().find(|flight| flight.from == from);
        newest.is_some_and(|flight| flight.word == "STATE?" || flight.word == "ELECTED")
    }

    fn told(&mut self, entries: usize, now: &Snapshot) {
        let decision = now.told.last().map(|(decision, _)| *decision);
        self.found.push(Moment {
            entries,
            at: now.at,
            kind: MomentKind::ClientTold,
            who: None,
            decision,
        });
    }

    fn crashed(&mut self, entries: usize, node: ProcessId, now: &Snapshot) {
        let kind = match (node == COORDINATOR, now.node(node).decided.is_empty()) {
            (true, true) => MomentKind::CoordinatorCrashed,
            (true, false) => MomentKind::CoordinatorCrashedDecided,
            (false, true | false) => MomentKind::ParticipantCrashed,
        };
        self.add(entries, now, kind, Some(node));
    }

    /// A partition cuts many links at once; it is one moment.
    fn links(&mut self, entries: usize, now: &Snapshot, kind: MomentKind) {
        let again = self.found.last_mut().filter(|it| it.kind == kind && it.at == now.at);
        match again {
            Some(moment) => moment.entries = entries,
            None => self.add(entries, now, kind, self.struck()),
        }
    }

    /// Whom a cut is about: the only member of the smallest named group.
    fn struck(&self) -> Option<ProcessId> {
        match self.acting {
            Some(Act::Partition(groups)) => {
                groups.iter().find(|group| group.len() == 1).map(|group| group[0])
            }
            Some(_) | None => None,
        }
    }
}
