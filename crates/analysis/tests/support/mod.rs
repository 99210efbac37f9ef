//! A schedule in a few words, and what must come of it.
//!
//! Times are whole milliseconds of [`Setup::plain`]: links take 10 ms, forced writes and local
//! checks 1 ms, the detector 100 ms, every timer 200 ms (500 ms for PREPARE). So the failure-free
//! run of both protocols has all votes at the coordinator at 22 ms.

// Each test binary uses its own part of these words.
#![allow(dead_code, unused_imports)]

pub mod facts;
pub mod words;

use analysis::{Axiom, Blocking, Outcome, Stakes, Verdict};
use world::{
    Act, DetectorMode, Event, Intervention, MessageRef, Micros, Point, Policy, Setup, Side,
    Snapshot, Status, StepKind, Trace, When, run,
};

pub use world::Decision::{Abort, Commit};
pub use world::ProtocolId::{ThreePhase, TwoPhase};
pub use world::{COORDINATOR as C, Decision, ProcessId, ProtocolId};

pub const P1: ProcessId = ProcessId(1);
pub const P2: ProcessId = ProcessId(2);
pub const P3: ProcessId = ProcessId(3);
pub const P4: ProcessId = ProcessId(4);

/// Later than anything that happens without another intervention.
pub const LONG: u64 = 5_000;

/// A run to be made.
#[derive(Clone, Debug)]
pub struct Case {
    pub setup: Setup,
    pub acts: Vec<Intervention>,
}

/// A moment inside a step of one process.
#[derive(Clone, Debug)]
pub struct Here(Point);

pub fn before(node: ProcessId, step: StepKind, word: &str) -> Here {
    here(node, Side::Before, step, word)
}

pub fn after(node: ProcessId, step: StepKind, word: &str) -> Here {
    here(node, Side::After, step, word)
}

fn here(node: ProcessId, side: Side, step: StepKind, word: &str) -> Here {
    Here(Point { node, side, step, word: word.to_owned(), other: None, nth: 1 })
}

/// Just before the first such message leaves.
pub fn before_send(from: ProcessId, word: &str, to: ProcessId) -> Here {
    before(from, StepKind::Send, word).with(to)
}

/// Just after the first such message left.
pub fn after_send(from: ProcessId, word: &str, to: ProcessId) -> Here {
    after(from, StepKind::Send, word).with(to)
}

/// The first such message has been received, and all that follows from it is done.
pub fn after_receive(node: ProcessId, word: &str, from: ProcessId) -> Here {
    after(node, StepKind::Receive, word).with(from)
}

pub fn before_force(node: ProcessId, word: &str) -> Here {
    before(node, StepKind::Force, word)
}

pub fn after_force(node: ProcessId, word: &str) -> Here {
    after(node, StepKind::Force, word)
}

impl Here {
    pub fn with(mut self, other: ProcessId) -> Self {
        self.0.other = Some(other);
        self
    }

    pub fn nth(mut self, nth: u32) -> Self {
        self.0.nth = nth;
        self
    }
}

/// The first message of that word on that way.
pub fn message(from: ProcessId, word: &str, to: ProcessId) -> MessageRef {
    MessageRef { from, to, word: word.to_owned(), nth: 1 }
}

impl Case {
    pub fn new(protocol: ProtocolId, participants: u8) -> Self {
        Self { setup: Setup::plain(protocol, participants), acts: Vec::new() }
    }

    pub fn with(mut self, change: impl FnOnce(&mut Setup)) -> Self {
        change(&mut self.setup);
        self
    }

    pub fn policy(self, policy: Policy) -> Self {
        self.with(|setup| setup.policies = setup.policies.with(policy))
    }

    pub fn without_cooperation(self) -> Self {
        self.with(|setup| setup.cooperative = false)
    }

    /// The detector takes slow, cut off and paused for down.
    pub fn unreliable(self) -> Self {
        self.with(|setup| setup.detector.mode = DetectorMode::Unreliable)
    }

    pub fn votes_no(self, who: ProcessId) -> Self {
        self.with(|setup| setup.locals[usize::from(who.0) - 1].able = false)
    }

    /// The local check of `who` takes so long.
    pub fn slow_check(self, who: ProcessId, millis: u64) -> Self {
        self.with(|setup| {
            setup.locals[usize::from(who.0) - 1].check =
                world::Latency::Constant(Micros::millis(millis));
        })
    }

    /// At a time, after everything else of that time.
    pub fn at(mut self, millis: u64, act: Act) -> Self {
        self.acts.push(Intervention { when: When::at(Micros::millis(millis)), act });
        self
    }

    pub fn when(mut self, here: Here, act: Act) -> Self {
        self.acts.push(Intervention { when: When::point(here.0), act });
        self
    }

    pub fn crash(self, who: ProcessId, here: Here) -> Self {
        self.when(here, Act::Crash(who))
    }

    pub fn crash_at(self, millis: u64, who: ProcessId) -> Self {
        self.at(millis, Act::Crash(who))
    }

    pub fn recover(self, millis: u64, who: ProcessId) -> Self {
        self.at(millis, Act::Recover(who))
    }

    /// The first message of that word on that way is lost.
    pub fn lose(self, from: ProcessId, word: &str, to: ProcessId) -> Self {
        self.when(after_send(from, word, to), Act::Drop(message(from, word, to)))
    }

    pub fn delay(self, from: ProcessId, word: &str, to: ProcessId, millis: u64) -> Self {
        let act = Act::Delay(message(from, word, to), Micros::millis(millis));
        self.when(after_send(from, word, to), act)
    }

    pub fn partition(self, here: Here, groups: &[&[ProcessId]]) -> Self {
        self.when(here, split(groups))
    }

    pub fn heal(self, millis: u64) -> Self {
        self.at(millis, Act::HealAll)
    }

    pub fn run(&self) -> Run {
        let trace = run(&self.setup, &self.acts);
        let blocking = Blocking::of(&self.setup, &self.acts, &trace);
        let end = Snapshot::after(&trace, trace.entries.len());
        let verdict = Verdict::of(&trace, &blocking, &Stakes::default(), &end);
        Run { trace, blocking, end, verdict }
    }
}

pub fn split(groups: &[&[ProcessId]]) -> Act {
    Act::Partition(groups.iter().map(|group| group.to_vec()).collect())
}

/// A run that was made, and what is true at its end.
#[derive(Clone, Debug)]
pub struct Run {
    pub trace: Trace,
    pub blocking: Blocking,
    pub end: Snapshot,
    pub verdict: Verdict,
}

impl Run {
    /// The whole trace, for the message of a failing test.
    pub fn text(&self) -> String {
        self.trace.entries.iter().map(|entry| format!("{entry}\n")).collect()
    }

    #[track_caller]
    fn check(&self, right: bool, what: &str) {
        assert!(right, "{what}\n{}", self.text());
    }

    /// AC1, AC2, AC3 and AC4 hold, and every intervention found its moment.
    #[track_caller]
    pub fn sound(&self) -> &Self {
        for axiom in [Axiom::Ac1, Axiom::Ac2, Axiom::Ac3, Axiom::Ac4] {
            self.check(!self.verdict.broken(axiom), &format!("{} is broken", axiom.word()));
        }
        self.as_planned()
    }

    /// Every intervention found its moment.
    #[track_caller]
    pub fn as_planned(&self) -> &Self {
        let refused =
            self.trace.entries.iter().find(|it| matches!(it.event, Event::Refused { .. }));
        self.check(refused.is_none(), &format!("{refused:?}"));
        self
    }

    /// Sound, and every process decided this.
    #[track_caller]
    pub fn all(&self, decision: Decision) -> &Self {
        self.sound();
        for node in &self.end.nodes {
            self.decided(node.id, decision);
        }
        self
    }

    #[track_caller]
    pub fn decided(&self, who: ProcessId, decision: Decision) -> &Self {
        let known = self.end.node(who).decided.last().map(|(it, _)| *it);
        self.check(known == Some(decision), &format!("{who} has {known:?}, not {decision:?}"));
        self
    }

    #[track_caller]
    pub fn undecided(&self, who: ProcessId) -> &Self {
        self.check(self.end.node(who).decided.is_empty(), &format!("{who} has decided"));
        self
    }

    #[track_caller]
    pub fn violates(&self, axiom: Axiom) -> &Self {
        self.check(self.verdict.broken(axiom), &format!("{} holds", axiom.word()));
        self.as_planned()
    }

    /// Some committed and some aborted.
    #[track_caller]
    pub fn splits(&self) -> &Self {
        self.check(self.verdict.outcome == Outcome::Split, "nobody is split");
        self.violates(Axiom::Ac1)
    }

    #[track_caller]
    pub fn never_blocks(&self) -> &Self {
        self.check(self.blocking.spans.is_empty(), &format!("{:?}", self.blocking));
        self
    }

    /// `who` was blocked once: from then until then, in milliseconds.
    #[track_caller]
    pub fn blocks(&self, who: ProcessId, from: u64, until: Option<u64>) -> &Self {
        let spans: Vec<_> = self.blocking.spans.iter().filter(|span| span.node == who).collect();
        let want = (Micros::millis(from), until.map(Micros::millis));
        let right = spans.len() == 1 && (spans[0].from, spans[0].until) == want;
        self.check(right, &format!("{who}: {spans:?}, not {want:?}"));
        self
    }

    #[track_caller]
    pub fn holds_locks(&self, who: ProcessId, holds: bool) -> &Self {
        self.check(self.end.node(who).locked.is_some() == holds, &format!("locks of {who}"));
        self
    }

    /// What was true at a time.
    pub fn at(&self, millis: u64) -> Snapshot {
        Snapshot::at(&self.trace, Micros::millis(millis))
    }

    #[track_caller]
    pub fn stands(&self, millis: u64, who: ProcessId, status: Status) -> &Self {
        let is = self.at(millis).node(who).status;
        self.check(is == status, &format!("{who} is {is:?} at {millis} ms"));
        self
    }

    /// Every status the process went through, in order.
    pub fn path(&self, who: ProcessId) -> Vec<Status> {
        let became = self.trace.entries.iter().filter_map(|entry| match entry.event {
            Event::Became { node, status, .. } if node == who => Some(status),
            _ => None,
        });
        let mut path = vec![Status::Initial];
        for status in became {
            if path.last() != Some(&status) {
                path.push(status);
            }
        }
        path
    }

    /// How many messages of that word were sent, copies of the network not counted.
    pub fn sent(&self, word: &str) -> usize {
        let is = |event: &Event| matches!(event, Event::Sent { word: it, copy_of: None, .. } if *it == word);
        self.trace.entries.iter().filter(|entry| is(&entry.event)).count()
    }

    /// When the first message of that word left on that way, in microseconds.
    pub fn sent_at(&self, from: ProcessId, word: &str, to: ProcessId) -> Option<Micros> {
        self.trace.entries.iter().find_map(|entry| match entry.event {
            Event::Sent { from: a, to: b, word: it, .. } if (a, b, it) == (from, to, word) => {
                Some(entry.at)
            }
            _ => None,
        })
    }

    /// How many entries it has whose text contains this.
    pub fn says(&self, text: &str) -> usize {
        self.trace.entries.iter().filter(|entry| entry.to_string().contains(text)).count()
    }
}
