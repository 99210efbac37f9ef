//! The page's only state: the inputs of the law, and where the reader is. Everything shown is
//! derived from it; everything done is a [`Command`].

use std::sync::Arc;

use scenario::{Accident, Scenario};
use scene::compare::{Here, cut};
use scene::inspect::Selection;
use world::{
    Act, COORDINATOR, DetectorMode, Intervention, Micros, Policies, Policy, ProcessId, ProtocolId,
    Refusal, When,
};

use crate::played::Played;

/// Where a scenario comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// One of ours, by its name.
    Builtin(String),
    /// A text that somebody gave us.
    Text(Arc<str>),
}

/// Which room is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Room {
    /// One run on the stage.
    #[default]
    Play,
    /// The same accident under several protocols.
    Compare,
}

/// The inputs of the law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inputs {
    /// Which scenario.
    pub source: Source,
    /// Which protocol.
    pub protocol: ProtocolId,
    /// Wrong rules that are on, beyond those of the accident.
    pub policies: Policies,
    /// Whether participants ask each other; the scenario's own setting if absent.
    pub cooperative: Option<bool>,
    /// Another failure detector; the scenario's or the accident's own if absent.
    pub detector: Option<DetectorMode>,
    /// What the dice are thrown from.
    pub seed: u64,
    /// The accident of the scenario that happens, by its name.
    pub accident: Option<String>,
    /// What the reader did, in the order it was done.
    pub interventions: Vec<Intervention>,
}

/// Where in a run the reader is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The moment.
    pub at: Micros,
    /// After how many entries, where some of that very moment are still to come.
    pub entries: Option<usize>,
}

impl Cursor {
    /// After everything that happens at a moment.
    #[must_use]
    pub fn at(at: Micros) -> Self {
        Self { at, entries: None }
    }
}

/// Another future that was played, and kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Its inputs.
    pub inputs: Inputs,
    /// Where the reader was in it.
    pub cursor: Cursor,
    /// When it parts from what plays now.
    pub forked: Micros,
}

/// How many futures are kept; the oldest goes first.
const MAX_BRANCHES: usize = 12;

/// The page's state.
#[derive(Clone, Debug)]
pub struct Run {
    /// The scenario, read.
    pub scenario: Arc<Scenario>,
    /// The inputs of the law.
    pub inputs: Inputs,
    /// Where the reader is.
    pub cursor: Cursor,
    /// Whether time runs.
    pub playing: bool,
    /// How fast: position of the slider, from 0.
    pub speed: usize,
    /// How far this run has been played.
    pub seen: Micros,
    /// Other futures.
    pub branches: Vec<Branch>,
    /// What is selected.
    pub selection: Selection,
    /// Which room is open.
    pub room: Room,
    /// Which protocols Compare shows.
    pub columns: Vec<ProtocolId>,
}

/// Everything that can be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Time passes: so much of it on the wall.
    Tick(Micros),
    /// Starts or stops time.
    TogglePlay,
    /// Stops time.
    Pause,
    /// To a moment.
    Seek(Micros),
    /// To the start.
    Start,
    /// To the end of what was played.
    End,
    /// One step on.
    Step,
    /// One step back.
    StepBack,
    /// To the next moment worth a word.
    NextMoment,
    /// To the one before.
    LastMoment,
    /// Faster or slower; the new position of the slider.
    Speed(usize),
    /// Does something to the run, now.
    Do(Act),
    /// Does something at a point that is still to come.
    Plan(Intervention),
    /// Another protocol, with everything else as it is.
    Protocol(ProtocolId),
    /// Switches a wrong rule.
    TogglePolicy(Policy),
    /// Whether participants ask each other.
    Cooperative(bool),
    /// One of the scenario's accidents, or none; what the reader did is kept as a branch.
    Accident(Option<String>),
    /// As it was at first.
    Reset,
    /// Keeps this future, and goes on from here.
    Fork,
    /// Goes to another future.
    Branch(usize),
    /// Selects.
    Select(Selection),
    /// Opens a room.
    Room(Room),
    /// Adds or removes a column of Compare.
    Column(ProtocolId),
    /// Nothing but a cut around the coordinator at this moment; nothing at all if absent.
    CutAt(Option<Micros>),
    /// Heals everything at this moment, or takes that back.
    HealAt(Micros),
    /// Everything at once: a link, a new scenario.
    Load(Box<Loaded>),
}

/// What a link or a scenario file sets.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The scenario, read.
    pub scenario: Arc<Scenario>,
    /// The inputs.
    pub inputs: Inputs,
    /// Where.
    pub cursor: Cursor,
    /// Which room.
    pub room: Room,
    /// Which columns.
    pub columns: Vec<ProtocolId>,
}

/// Playback speeds: parts of virtual time in parts of real time.
pub const SPEEDS: [(u32, u32); 11] = [
    (1, 1_000),
    (1, 200),
    (1, 100),
    (1, 50),
    (1, 20),
    (1, 10),
    (1, 4),
    (1, 2),
    (1, 1),
    (2, 1),
    (4, 1),
];

impl Run {
    /// A scenario as it opens: its own protocol, and nothing done to it.
    #[must_use]
    pub fn open(scenario: Arc<Scenario>, source: Source) -> Self {
        let inputs = Inputs {
            source,
            protocol: scenario.protocol,
            policies: Policies::NONE,
            cooperative: None,
            detector: None,
            seed: 1,
            accident: None,
            interventions: Vec::new(),
        };
        let columns = scenario.compare.clone();
        let speed = nearest_speed(scenario.speed.numerator, scenario.speed.denominator);
        Self {
            scenario,
            inputs,
            cursor: Cursor::default(),
            playing: false,
            speed,
            seen: Micros::ZERO,
            branches: Vec::new(),
            selection: Selection::Nothing,
            room: Room::Play,
            columns,
        }
    }

    /// Does something. `played` is the run as it stands before. What the engine would refuse is not
    /// done at all; then the reason comes back.
    pub fn apply(&mut self, command: Command, played: &Played) -> Option<Refusal> {
        match command {
            Command::Tick(real) => self.tick(real, played),
            Command::TogglePlay => self.toggle_play(played),
            Command::Pause => self.playing = false,
            Command::Seek(at) => self.go(Cursor::at(at.min(played.end))),
            Command::Start => self.go(Cursor::default()),
            Command::End => self.go(Cursor::at(self.seen.min(played.end))),
            Command::Step => self.go(played.step_after(self.cursor)),
            Command::StepBack => self.go(played.step_before(self.cursor)),
            Command::NextMoment => self.go(played.moment_after(self.cursor)),
            Command::LastMoment => self.go(played.moment_before(self.cursor)),
            Command::Speed(speed) => self.speed = speed.min(SPEEDS.len() - 1),
            Command::Do(act) => return self.intervene(act, played),
            Command::Plan(intervention) => self.add(intervention),
            Command::Protocol(protocol) => self.inputs.protocol = protocol,
            Command::TogglePolicy(policy) => self.toggle_policy(policy),
            Command::Cooperative(cooperative) => self.inputs.cooperative = Some(cooperative),
            Command::Accident(accident) => self.choose_accident(accident),
            Command::Reset => self.reset(),
            Command::Fork => self.fork(),
            Command::Branch(index) => self.switch(index),
            Command::Select(selection) => self.selection = selection,
            Command::Room(room) => self.room = room,
            Command::Column(protocol) => self.toggle_column(protocol),
            Command::CutAt(at) => self.cut_at(at, played),
            Command::HealAt(at) => self.heal_at(at, played),
            Command::Load(loaded) => self.load(*loaded),
        }
        None
    }

    fn go(&mut self, cursor: Cursor) {
        self.playing = false;
        self.cursor = cursor;
        self.seen = self.seen.max(cursor.at);
    }

    fn toggle_play(&mut self, played: &Played) {
        if !self.playing && self.cursor.at >= played.end {
            self.cursor = Cursor::default();
        }
        self.playing = !self.playing;
    }

    fn tick(&mut self, real: Micros, played: &Played) {
        if !self.playing {
            return;
        }
        let (parts, of) = SPEEDS[self.speed];
        let passed = Micros(real.0 * u64::from(parts) / u64::from(of));
        self.cursor = Cursor::at((self.cursor.at + passed).min(played.end));
        self.seen = self.seen.max(self.cursor.at);
        self.playing = self.cursor.at < played.end;
    }

    fn intervene(&mut self, act: Act, played: &Played) -> Option<Refusal> {
        let (at, order) = (self.cursor.at, played.order(self.cursor));
        let mut tried = self.clone();
        tried.add(Intervention { when: When::At { at, order }, act: act.clone() });
        tried.doubt_the_detector(&act, played);
        let then = Played::new(&tried.scenario, &tried.inputs);
        if let Some(why) = then.refusal() {
            return Some(why);
        }
        if tried.cursor.entries.is_some() {
            tried.cursor = then.behind_last().unwrap_or(tried.cursor);
        }
        *self = tried;
        None
    }

    /// No detector can tell a cut from a crash: whoever cuts a link gives the perfect one up.
    fn doubt_the_detector(&mut self, act: &Act, played: &Played) {
        let cuts = matches!(act, Act::Cut(..) | Act::Partition(_));
        if cuts && played.setup.detector.mode == DetectorMode::Perfect {
            self.inputs.detector = Some(DetectorMode::Unreliable);
        }
    }

    /// Adds to the list. What was done later belongs to the old future, which is kept.
    fn add(&mut self, intervention: Intervention) {
        let now = self.cursor.at;
        if self.seen > now {
            self.keep(now);
        }
        self.forget(now);
        self.inputs.interventions.push(intervention);
        self.seen = now;
    }

    /// What was done later belongs to the future that was seen; what nobody has seen yet is a plan.
    fn forget(&mut self, now: Micros) {
        let seen = self.seen;
        self.inputs.interventions.retain(|it| match &it.when {
            When::At { at, .. } => *at <= now || *at > seen,
            When::Point { .. } => true,
        });
    }

    /// Keeps what plays now as a branch.
    fn keep(&mut self, forked: Micros) {
        let branch = Branch { inputs: self.inputs.clone(), cursor: Cursor::at(self.seen), forked };
        self.branches.retain(|it| it.inputs != branch.inputs);
        self.branches.insert(0, branch);
        self.branches.truncate(MAX_BRANCHES);
    }

    fn fork(&mut self) {
        self.playing = false;
        self.keep(self.cursor.at);
        self.forget(self.cursor.at);
        self.seen = self.cursor.at;
    }

    fn switch(&mut self, index: usize) {
        if index >= self.branches.len() {
            return;
        }
        let branch = self.branches.remove(index);
        self.keep(branch.forked);
        self.inputs = branch.inputs;
        self.cursor = branch.cursor;
        self.seen = branch.cursor.at;
        self.playing = false;
    }

    fn toggle_policy(&mut self, policy: Policy) {
        let of_accident = self.accident().is_some_and(|it| it.policies.contains(&policy));
        if of_accident {
            self.own_the_accident();
        }
        let policies = self.inputs.policies;
        let on = policies.has(policy);
        self.inputs.policies = if on { policies.without(policy) } else { policies.with(policy) };
    }

    fn accident(&self) -> Option<&Accident> {
        self.inputs.accident.as_deref().and_then(|id| self.scenario.accident(id))
    }

    /// Turns the accident into what the reader did, so that its rules can be switched off too.
    fn own_the_accident(&mut self) {
        let Some(accident) = self.accident().cloned() else { return };
        let inputs = &mut self.inputs;
        let mut all = accident.interventions(inputs.protocol);
        all.append(&mut inputs.interventions);
        inputs.interventions = all;
        inputs.policies = accident.policies.iter().copied().fold(inputs.policies, Policies::with);
        inputs.detector = inputs.detector.or(accident.detector.map(|it| it.mode));
        inputs.cooperative = inputs.cooperative.or(accident.cooperative);
        inputs.accident = None;
    }

    fn choose_accident(&mut self, accident: Option<String>) {
        if !self.inputs.interventions.is_empty() {
            self.keep(Micros::ZERO);
        }
        let known = accident.and_then(|id| self.scenario.accident(&id));
        self.inputs.accident = known.map(|it| it.id.clone());
        self.inputs.policies = Policies::NONE;
        self.inputs.detector = None;
        self.inputs.interventions.clear();
        self.go(Cursor::default());
        self.seen = Micros::ZERO;
    }

    /// A perfect detector would tell a cut from a crash, and no real one can.
    fn cut_at(&mut self, at: Option<Micros>, played: &Played) {
        if cut(&self.inputs.interventions) == Here::Elsewhere {
            self.keep(Micros::ZERO);
        }
        let act = Act::Partition(vec![vec![COORDINATOR]]);
        let alone = at.map(|at| Intervention { when: When::at(at), act });
        self.inputs.accident = None;
        self.inputs.detector = alone.as_ref().map(|_| DetectorMode::Unreliable);
        self.inputs.interventions = alone.into_iter().collect();
        self.go(Cursor::at(played.end));
    }

    fn heal_at(&mut self, at: Micros, played: &Played) {
        let before = self.inputs.interventions.len();
        self.inputs.interventions.retain(|it| it.act != Act::HealAll);
        if self.inputs.interventions.len() == before {
            self.inputs.interventions.push(Intervention { when: When::at(at), act: Act::HealAll });
        }
        self.go(Cursor::at(self.cursor.at.min(played.end)));
    }

    fn reset(&mut self) {
        let fresh = Self::open(self.scenario.clone(), self.inputs.source.clone());
        *self = Self { room: self.room, speed: self.speed, ..fresh };
    }

    fn toggle_column(&mut self, protocol: ProtocolId) {
        if self.columns.contains(&protocol) {
            if self.columns.len() > 1 {
                self.columns.retain(|it| *it != protocol);
            }
        } else {
            self.columns.push(protocol);
            world::in_order(&mut self.columns, |it| *it);
        }
    }

    fn load(&mut self, loaded: Loaded) {
        let fresh = Self::open(loaded.scenario, loaded.inputs.source.clone());
        *self = Self {
            inputs: loaded.inputs,
            cursor: loaded.cursor,
            seen: loaded.cursor.at,
            room: loaded.room,
            columns: loaded.columns,
            ..fresh
        };
    }

    /// The process that is selected, if one is.
    #[must_use]
    pub fn selected_node(&self) -> Option<ProcessId> {
        match self.selection {
            Selection::Node(id) => Some(id),
            Selection::Nothing | Selection::Link(..) | Selection::Message(_) => None,
        }
    }
}

/// The position of the slider for a scenario's own speed.
fn nearest_speed(parts: u32, of: u32) -> usize {
    let slower =
        |it: &(u32, u32)| u64::from(it.0) * u64::from(of) < u64::from(parts) * u64::from(it.1);
    SPEEDS.iter().position(|it| !slower(it)).unwrap_or(SPEEDS.len() - 1)
}
