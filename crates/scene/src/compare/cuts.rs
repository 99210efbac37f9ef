//! The table of outcomes over the time of a cut: at every moment at which a message leaves or
//! arrives, the network is cut around the coordinator and the run is played to its end.
//!
//! Nothing is assumed about a protocol. Moments in a row with the same outcomes become one stop,
//! named after what had been heard by then.

use std::mem::discriminant;

use scenario::{Lang, Scenario};
use world::{
    Act, COORDINATOR, Decision, DetectorMode, Event, Intervention, Kind, Micros, Policies,
    ProtocolId, Setup, Snapshot, Trace, When, run,
};

use crate::cast::Cast;
use crate::words::Word;

/// What all runs of the table have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conditions {
    /// The protocols, in the order of the columns.
    pub protocols: Vec<ProtocolId>,
    /// What the dice are thrown from.
    pub seed: u64,
    /// Wrong rules that are on.
    pub policies: Policies,
    /// Whether participants ask each other; the scenario's own setting if absent.
    pub cooperative: Option<bool>,
}

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Everybody committed.
    Commit,
    /// Everybody cancelled.
    Cancel,
    /// Some committed, some cancelled.
    Split,
    /// So many wait for a repair.
    Blocked(u8),
    /// Everybody committed, only the coordinator waits.
    CommitWaits,
    /// Everybody cancelled, only the coordinator waits.
    CancelWaits,
}

/// Moments in a row at which a cut has the same outcomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// What has been heard by then.
    pub name: Word,
    /// A moment of it; the one that hurts most. None is no cut at all.
    pub at: Option<Micros>,
    /// Its first moment.
    pub from: Micros,
    /// The outcome under each protocol.
    pub ends: Vec<End>,
}

/// The table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cuts {
    /// From the earliest cut to none at all.
    pub stops: Vec<Stop>,
    /// After how long silence counts as a failure.
    pub patience: Micros,
    /// How many runs it took.
    pub runs: usize,
}

/// Where a run stands in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Here {
    /// Nothing happens to it.
    NoCut,
    /// It is cut at this moment, and nothing else happens.
    At(Micros),
    /// Something else happens to it.
    Elsewhere,
}

/// So many stops have room, beside that without a cut.
const MOST: usize = 6;

impl Cuts {
    /// Plays them all.
    #[must_use]
    pub fn of(scenario: &Scenario, conditions: &Conditions) -> Self {
        let setups: Vec<Setup> =
            conditions.protocols.iter().map(|id| setup(scenario, conditions, *id)).collect();
        let clean: Vec<Trace> = setups.iter().map(|setup| run(setup, &[])).collect();
        let Some(guide) = clean.iter().max_by_key(|trace| kinds(trace)) else {
            return Self::default();
        };
        let moments: Vec<Micros> =
            boundaries(&clean).into_iter().filter(|at| !all_over(&clean, *at)).collect();
        let rows: Vec<Row> = moments.iter().map(|at| Row::new(&setups, guide, *at)).collect();
        let mut stops = stops(&rows);
        let ends = clean.iter().map(end).collect();
        let last = rows.last().map_or(Micros::ZERO, |row| row.at + Micros(1));
        stops.push(Stop { name: Word::CutNone, at: None, from: last, ends });
        let patience = setups.first().map_or(Micros::ZERO, |setup| setup.detector.delay);
        Self { stops, patience, runs: setups.len() * (rows.len() + 1) }
    }

    /// Which stop a run is at.
    #[must_use]
    pub fn index(&self, here: Here) -> Option<usize> {
        match here {
            Here::NoCut => self.stops.len().checked_sub(1),
            Here::At(at) => self.stops.iter().rposition(|stop| stop.from <= at),
            Here::Elsewhere => None,
        }
    }
}

/// Where a run to which this happens stands in the table. A repair does not count.
#[must_use]
pub fn cut(interventions: &[Intervention]) -> Here {
    let mut done = interventions.iter().filter(|it| it.act != Act::HealAll);
    match (done.next(), done.next()) {
        (None, _) => Here::NoCut,
        (Some(Intervention { when: When::At { at, .. }, act: Act::Partition(groups) }), None)
            if groups.iter().any(|group| group == &[COORDINATOR]) && groups.len() <= 2 =>
        {
            Here::At(*at)
        }
        (Some(_), _) => Here::Elsewhere,
    }
}

impl End {
    /// "doubt", "bad", or none.
    #[must_use]
    pub fn tone(self) -> &'static str {
        match self {
            Self::Blocked(_) => "doubt",
            Self::Split => "bad",
            Self::Commit | Self::Cancel | Self::CommitWaits | Self::CancelWaits => "",
        }
    }

    /// Its glyph in the sprite.
    #[must_use]
    pub fn glyph(self) -> &'static str {
        match self {
            Self::Commit | Self::CommitWaits => "s-committed",
            Self::Cancel | Self::CancelWaits => "s-aborted",
            Self::Blocked(_) => "s-in-doubt",
            Self::Split => "s-split",
        }
    }

    /// In words.
    #[must_use]
    pub fn says(self, cast: &Cast, lang: Lang) -> String {
        let name = cast.name(COORDINATOR);
        match self {
            Self::Commit => Word::AllCommitLow.to(lang).to_owned(),
            Self::Cancel => Word::AllCancel.to(lang).to_owned(),
            Self::Split => Word::SplitWord.to(lang).to_owned(),
            Self::Blocked(count) => Word::NBlocked.with(lang, &[&count.to_string()]),
            Self::CommitWaits => Word::CommitWaits.with(lang, &[name]),
            Self::CancelWaits => Word::CancelWaits.with(lang, &[name]),
        }
    }
}

/// A perfect detector would tell a cut from a crash, and no real one can.
fn setup(scenario: &Scenario, conditions: &Conditions, protocol: ProtocolId) -> Setup {
    let mut setup = scenario.setup(protocol, conditions.policies, conditions.seed, None);
    setup.cooperative = conditions.cooperative.unwrap_or(setup.cooperative);
    setup.detector.mode = DetectorMode::Unreliable;
    let timers = setup.timers;
    let waits = [timers.prepare, timers.votes, timers.decision, timers.acks, timers.states];
    let longest = waits.into_iter().chain([setup.detector.delay]).max().unwrap_or_default();
    setup.horizon = setup.horizon.max(setup.begins + Micros(longest.0.saturating_mul(12)));
    setup
}

/// How many kinds of messages a run has: the one with most names the stops.
fn kinds(trace: &Trace) -> usize {
    let mut kinds: Vec<Kind> = Vec::new();
    for entry in &trace.entries {
        let Event::Sent { kind, .. } = entry.event else { continue };
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds.len()
}

/// The start, and every moment at which a message leaves or arrives.
fn boundaries(clean: &[Trace]) -> Vec<Micros> {
    let mail = |event: &Event| matches!(event, Event::Sent { .. } | Event::Arrived { .. });
    let entries = clean.iter().flat_map(|trace| &trace.entries);
    let moments = entries.filter(|entry| mail(&entry.event)).map(|entry| entry.at);
    let mut moments: Vec<Micros> = std::iter::once(Micros::ZERO).chain(moments).collect();
    world::in_order(&mut moments, |it| *it);
    moments.dedup();
    moments
}

/// Whether everybody has decided under every protocol: a cut changes nothing from here on.
fn all_over(clean: &[Trace], at: Micros) -> bool {
    clean.iter().all(|trace| Snapshot::at(trace, at).nodes.iter().all(|it| !it.decided.is_empty()))
}

/// How a run ends. Whoever is up and has not decided by then never will.
fn end(trace: &Trace) -> End {
    let last = Snapshot::at(trace, trace.end);
    let ever = |which: Decision| {
        last.nodes.iter().any(|node| node.decided.iter().any(|(it, _)| *it == which))
    };
    let waiting = last.nodes.iter().filter(|it| it.decided.is_empty() && it.crashed.is_none());
    let who: Vec<_> = waiting.map(|node| node.id).collect();
    let commit = ever(Decision::Commit);
    match (commit && ever(Decision::Abort), who.as_slice(), commit) {
        (true, ..) => End::Split,
        (false, [], true) => End::Commit,
        (false, [], false) => End::Cancel,
        (false, [COORDINATOR], true) => End::CommitWaits,
        (false, [COORDINATOR], false) if ever(Decision::Abort) => End::CancelWaits,
        (false, [_, ..], _) => {
            let voters = who.iter().filter(|it| **it != COORDINATOR).count();
            End::Blocked(u8::try_from(voters.max(1)).unwrap_or(u8::MAX))
        }
    }
}

/// What had been heard at a moment, as far as it makes another stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Before,
    Voting,
    Answer,
    Spreading,
    Heard,
    Acks,
    Closing,
}

/// What has arrived by a moment of a run without accidents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Progress {
    voters: usize,
    asked: usize,
    counted: usize,
    warned: usize,
    /// Whether anybody is ever warned before the decision.
    warns: bool,
    settled: bool,
    done: usize,
}

impl Progress {
    fn at(trace: &Trace, at: Micros) -> Self {
        let mut it = Self { voters: usize::from(trace.processes) - 1, ..Self::default() };
        let mut sent = world::Table::new();
        for entry in &trace.entries {
            if let Event::Sent { id, kind, .. } = entry.event {
                sent.insert(id, kind);
                it.warns |= kind == Kind::PreCommit;
            } else if let Event::Arrived { id } = entry.event {
                let kind = sent.get(&id).filter(|_| entry.at <= at);
                kind.into_iter().for_each(|kind| it.arrive(*kind));
            }
        }
        let now = Snapshot::at(trace, at);
        let decided = now.nodes.iter().map(|node| !node.decided.is_empty());
        let decided: Vec<bool> = decided.collect();
        it.settled = decided.first() == Some(&true);
        it.done = decided.iter().skip(1).filter(|done| **done).count();
        it
    }

    fn arrive(&mut self, kind: Kind) {
        match kind {
            Kind::Prepare => self.asked += 1,
            Kind::Yes | Kind::No => self.counted += 1,
            Kind::PreCommit | Kind::Commit | Kind::Abort => self.warned += 1,
            Kind::Ack | Kind::Ask | Kind::State => {}
        }
    }

    fn stage(self) -> Stage {
        match () {
            () if self.asked == 0 => Stage::Before,
            () if self.counted < self.voters => Stage::Voting,
            () if self.warned == 0 => Stage::Answer,
            () if self.warned < self.voters => Stage::Spreading,
            () if !self.warns => Stage::Heard,
            () if !self.settled => Stage::Acks,
            () => Stage::Closing,
        }
    }

    fn name(self) -> Word {
        match self.stage() {
            Stage::Before => Word::BeforeAsked,
            Stage::Voting if self.asked < self.voters => Word::CutSomeAsked,
            Stage::Voting if self.counted == 0 => Word::CutVotesOut,
            Stage::Voting => Word::CutVotesSome,
            Stage::Answer => Word::CutAnswerLost,
            Stage::Spreading => Word::CutSomeHeard,
            Stage::Heard => Word::CutAllHeard,
            Stage::Acks => Word::CutAcksLost,
            Stage::Closing => Word::CutFinalLost,
        }
    }
}

/// One moment, cut and played.
#[derive(Clone, Debug)]
struct Row {
    at: Micros,
    progress: Progress,
    ends: Vec<End>,
}

impl Row {
    fn new(setups: &[Setup], guide: &Trace, at: Micros) -> Self {
        let act = Act::Partition(vec![vec![COORDINATOR]]);
        let cut = [Intervention { when: When::at(at), act }];
        let ends = setups.iter().map(|setup| end(&run(setup, &cut))).collect();
        Self { at, progress: Progress::at(guide, at), ends }
    }

    fn alike(&self, other: &Self) -> bool {
        let mut pairs = self.ends.iter().zip(&other.ends);
        pairs.all(|(a, b)| discriminant(a) == discriminant(b))
    }

    fn blocked(&self) -> u32 {
        let count = |end: &End| match end {
            End::Blocked(count) => u32::from(*count),
            End::Commit | End::Cancel | End::Split | End::CommitWaits | End::CancelWaits => 0,
        };
        self.ends.iter().map(count).sum()
    }
}

/// Moments in a row with the same outcomes at the same stage.
fn stops(rows: &[Row]) -> Vec<Stop> {
    let same = |a: &Row, b: &Row| a.alike(b) && a.progress.stage() == b.progress.stage();
    let mut groups: Vec<&[Row]> = rows.chunk_by(same).collect();
    // Too many: stages with the same outcomes become one.
    let mut later = 1;
    while groups.len() > MOST && later < groups.len() {
        if groups[later - 1][0].alike(&groups[later][0]) {
            let first: usize = groups.iter().take(later - 1).map(|it| it.len()).sum();
            let length = groups[later - 1].len() + groups[later].len();
            groups[later - 1] = &rows[first..first + length];
            groups.remove(later);
        } else {
            later += 1;
        }
    }
    groups.into_iter().filter_map(stop).collect()
}

/// A group stands for its moment that hurts most; of several, for the middle one.
fn stop(rows: &[Row]) -> Option<Stop> {
    let most = rows.iter().map(Row::blocked).max()?;
    let worst: Vec<&Row> = rows.iter().filter(|row| row.blocked() == most).collect();
    let row = worst.get((worst.len() - 1) / 2)?;
    let from = rows.first()?.at;
    Some(Stop { name: row.progress.name(), at: Some(row.at), from, ends: row.ends.clone() })
}
