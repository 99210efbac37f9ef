//! A run, played: everything that follows from the inputs of the law, whatever the moment.

use std::sync::{Arc, OnceLock};

use analysis::{Blocking, Moment, Stakes, Verdict, moments};
use scenario::Scenario;
use world::{Event, Intervention, LAST, Micros, Refusal, Setup, Snapshot, Trace, When, run};

use crate::run::{Cursor, Inputs};

/// A played run. Compared by identity: the same inputs are played once.
#[derive(Clone, Debug)]
pub struct Played(Arc<Parts>);

/// What a played run is made of.
#[derive(Debug)]
pub struct Parts {
    /// The scenario.
    pub scenario: Arc<Scenario>,
    /// The setup it ran with.
    pub setup: Setup,
    /// The accident's interventions, then the reader's.
    pub interventions: Vec<Intervention>,
    /// What happened.
    pub trace: Trace,
    /// Who was blocked when.
    pub blocking: Blocking,
    /// Moments worth a word.
    pub moments: Vec<Moment>,
    /// Where each step ends, as counts of entries.
    pub steps: Vec<usize>,
    /// What everyone has at stake.
    pub stakes: Stakes,
    /// The last moment shown.
    pub end: Micros,
    hash: OnceLock<u64>,
}

impl Parts {
    /// The fingerprint of the trace. It reads every entry, and `pakka.state()` gives it at every seek.
    pub fn hash(&self) -> u64 {
        *self.hash.get_or_init(|| self.trace.hash())
    }
}

impl PartialEq for Played {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl std::ops::Deref for Played {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Played {
    /// Plays it.
    #[must_use]
    pub fn new(scenario: &Arc<Scenario>, inputs: &Inputs) -> Self {
        let accident = inputs.accident.as_deref().and_then(|id| scenario.accident(id));
        let mut setup = scenario.setup(inputs.protocol, inputs.policies, inputs.seed, accident);
        setup.detector.mode = inputs.detector.unwrap_or(setup.detector.mode);
        setup.cooperative = inputs.cooperative.unwrap_or(setup.cooperative);
        let mut interventions: Vec<Intervention> =
            accident.map(|it| it.interventions(inputs.protocol)).unwrap_or_default();
        interventions.extend(inputs.interventions.iter().cloned());
        let shown = setup.horizon;
        setup.horizon = horizon(&setup, &inputs.interventions);
        let trace = run(&setup, &interventions);
        let blocking = Blocking::of(&setup, &interventions, &trace);
        let moments = moments(&trace, &blocking, &interventions);
        Self(Arc::new(Parts {
            scenario: scenario.clone(),
            end: shown_until(&trace, shown),
            steps: scene::steps::steps(&trace),
            stakes: scenario.stakes(),
            setup,
            interventions,
            trace,
            blocking,
            moments,
            hash: OnceLock::new(),
        }))
    }

    /// How many entries have happened at a cursor.
    #[must_use]
    pub fn entries(&self, cursor: Cursor) -> usize {
        let all = self.trace.count_until(cursor.at);
        cursor.entries.map_or(all, |entries| entries.min(all))
    }

    /// How many entries of the cursor's very moment have happened; all of them if it stands behind.
    #[must_use]
    pub fn order(&self, cursor: Cursor) -> u32 {
        let Some(entries) = cursor.entries else { return LAST };
        if entries >= self.trace.count_until(cursor.at) {
            return LAST;
        }
        let first = self.trace.entries.partition_point(|entry| entry.at < cursor.at);
        u32::try_from(entries.saturating_sub(first)).unwrap_or(LAST)
    }

    /// What is true at a cursor.
    #[must_use]
    pub fn snapshot(&self, cursor: Cursor) -> Snapshot {
        let mut now = Snapshot::after(&self.trace, self.entries(cursor));
        now.at = cursor.at;
        now
    }

    /// The verdict at a cursor.
    #[must_use]
    pub fn verdict(&self, now: &Snapshot) -> Verdict {
        Verdict::of(&self.trace, &self.blocking, &self.stakes, now)
    }

    fn cursor_after(&self, entries: usize) -> Cursor {
        let last = entries.checked_sub(1).and_then(|index| self.trace.entries.get(index));
        Cursor { at: last.map_or(Micros::ZERO, |entry| entry.at), entries: Some(entries) }
    }

    /// Why the intervention that was added last is not carried out, if it is not.
    #[must_use]
    pub fn refusal(&self) -> Option<Refusal> {
        let last = self.interventions.len().checked_sub(1)?;
        self.trace.entries.iter().rev().find_map(|entry| {
            let Event::Refused { index, why } = entry.event else { return None };
            (usize::try_from(index) == Ok(last)).then_some(why)
        })
    }

    /// Right behind the intervention that was added last and what it does at once. Elsewhere the
    /// reader would stand before it and see nothing happen.
    #[must_use]
    pub fn behind_last(&self) -> Option<Cursor> {
        let last = self.interventions.len().checked_sub(1)?;
        let entries = &self.trace.entries;
        let done = |index: u32| usize::try_from(index) == Ok(last);
        let found = entries
            .iter()
            .position(|it| matches!(it.event, Event::Intervened { index } if done(index)))?;
        let at = entries.get(found)?.at;
        let moment = self.trace.count_until(at);
        let effect = (found + 2).min(moment);
        let end = self.steps.iter().copied().find(|end| *end >= effect).unwrap_or(effect);
        Some(Cursor { at, entries: Some(end.clamp(effect, moment)) })
    }

    /// One step on.
    #[must_use]
    pub fn step_after(&self, cursor: Cursor) -> Cursor {
        let done = self.entries(cursor);
        let next = self.steps.iter().copied().find(|end| *end > done);
        next.map_or(Cursor::at(self.end.max(cursor.at)), |end| self.cursor_after(end))
    }

    /// One step back.
    #[must_use]
    pub fn step_before(&self, cursor: Cursor) -> Cursor {
        let done = self.entries(cursor);
        // Between two steps, back is to the end of the step before.
        let resting = self.cursor_after(done).at < cursor.at;
        let before = |end: &usize| if resting { *end <= done } else { *end < done };
        let last = self.steps.iter().copied().rev().find(before);
        last.map_or(Cursor::default(), |end| self.cursor_after(end))
    }

    /// The next moment worth a word.
    #[must_use]
    pub fn moment_after(&self, cursor: Cursor) -> Cursor {
        let done = self.entries(cursor);
        let next = self.moments.iter().find(|it| it.entries > done || it.at > cursor.at);
        next.map_or(Cursor::at(self.end), |it| self.cursor_of(it))
    }

    /// The moment worth a word before.
    #[must_use]
    pub fn moment_before(&self, cursor: Cursor) -> Cursor {
        let index = self.moment_index(cursor);
        let before = index.checked_sub(1).and_then(|index| self.moments.get(index));
        before.map_or(Cursor::default(), |it| self.cursor_of(it))
    }

    fn cursor_of(&self, moment: &Moment) -> Cursor {
        Cursor { at: moment.at, entries: Some(moment.entries) }
    }

    /// Which moment the cursor is at: the last that has happened.
    #[must_use]
    pub fn moment_index(&self, cursor: Cursor) -> usize {
        let done = self.entries(cursor);
        let happened = |it: &Moment| it.entries <= done && it.at <= cursor.at;
        self.moments.iter().rposition(happened).unwrap_or(0)
    }

    /// Which step the cursor is at, from 0.
    #[must_use]
    pub fn step_index(&self, cursor: Cursor) -> usize {
        let done = self.entries(cursor);
        self.steps.partition_point(|end| *end <= done)
    }
}

/// However late something is done. Whether somebody is blocked is found out by letting the run go on
/// once more as long, and no setup may last over 48 hours.
const LONGEST: Micros = Micros::millis(24 * 3_600_000);

/// A run that the reader has prolonged goes on long enough to see what follows.
fn horizon(setup: &Setup, done: &[Intervention]) -> Micros {
    let last = done.iter().filter_map(|it| match &it.when {
        When::At { at, .. } => Some(*at),
        When::Point { .. } => None,
    });
    let late = last.max().unwrap_or(Micros::ZERO);
    setup.horizon.max(late + Micros(setup.horizon.0 / 2)).min(LONGEST)
}

/// The last moment shown: the scenario's own, unless the run goes on longer, or ends so early that
/// the rest would be an empty sheet.
fn shown_until(trace: &Trace, usual: Micros) -> Micros {
    let last = last_moment(trace);
    if trace.quiet && last.0 * 5 < usual.0 * 2 {
        let step = 10_u64.pow((last.0 + last.0 / 20).max(1).ilog10()) / 5;
        return Micros((last.0 + last.0 / 20).next_multiple_of(step.max(1)));
    }
    last.max(usual)
}

/// The last thing that anybody can see.
fn last_moment(trace: &Trace) -> Micros {
    let unseen = |event: &Event| {
        matches!(event, Event::Flushed { .. } | Event::Refused { .. } | Event::Disarmed { .. })
    };
    let last = trace.entries.iter().rev().find(|entry| !unseen(&entry.event));
    last.map_or(Micros::ZERO, |entry| entry.at)
}
