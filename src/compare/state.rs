//! What Compare shows, derived from the one run of the page.

use std::sync::Arc;

use crate::derived::Derived;
use scenario::Scenario;
use scene::compare::{Column, Conditions, Contest, Cuts, Here, Side, cut};
use world::{Micros, ProtocolId};

use crate::page::Page;
use crate::played::Played;
use crate::run::{Cursor, Inputs};

/// Everything that the parts of the room read.
#[derive(Clone, Copy)]
pub struct Compare {
    /// The page.
    pub page: Page,
    /// The protocols, in the order of the columns.
    pub protocols: Derived<Vec<ProtocolId>>,
    /// A run for each of them, from the same inputs.
    pub runs: Derived<Vec<Played>>,
    /// What their columns show now.
    pub columns: Derived<Vec<Column>>,
    /// The table of outcomes over the time of a cut.
    pub cuts: Derived<Cuts>,
}

impl Compare {
    /// Wires the room up.
    pub fn new(page: Page) -> Self {
        let protocols = page.part(|run| run.columns.clone());
        let runs = crate::ui::memo(move || play_all(page, &protocols.get()));
        let columns = crate::ui::memo(move || look_at(page, &runs.get()));
        let scenario = page.part(|run| run.scenario.clone());
        let conditions = crate::ui::memo(move || conditions(page, protocols.get()));
        let cuts =
            crate::ui::memo(move || conditions.with(|it| scenario.with(|all| Cuts::of(all, it))));
        Self { page, protocols, runs, columns, cuts }
    }

    /// The last moment that any column shows: one clock for all.
    pub fn end(self) -> Micros {
        self.runs.with(|runs| runs.iter().map(|it| it.end).max().unwrap_or_default())
    }

    /// What happens to the run, as the table sees it.
    pub fn here(self) -> Here {
        self.page.played.with(|it| cut(&it.interventions))
    }

    /// Which stop of the table the run is at.
    pub fn stop(self) -> Option<usize> {
        let here = self.here();
        self.cuts.with(|it| it.index(here))
    }

    /// The scenario.
    pub fn scenario(self) -> Arc<Scenario> {
        self.page.played.with(|it| it.scenario.clone())
    }
}

/// The page's own run is one of them, and is not played twice.
fn play_all(page: Page, protocols: &[ProtocolId]) -> Vec<Played> {
    let (played, inputs) = (page.played.get(), page.inputs.get());
    let play = |protocol: &ProtocolId| {
        if *protocol == inputs.protocol {
            return played.clone();
        }
        Played::new(&played.scenario, &Inputs { protocol: *protocol, ..inputs.clone() })
    };
    protocols.iter().map(play).collect()
}

/// Wrong rules of the reader; those of an accident end with it.
fn conditions(page: Page, protocols: Vec<ProtocolId>) -> Conditions {
    page.inputs.with(|it| Conditions {
        protocols,
        seed: it.seed,
        policies: it.policies,
        cooperative: it.cooperative,
    })
}

fn look_at(page: Page, runs: &[Played]) -> Vec<Column> {
    let cursor = page.cursor.get();
    let at = |it: &Played| {
        let mine = it.setup.protocol == page.inputs.with(|inputs| inputs.protocol);
        it.snapshot(if mine { cursor } else { Cursor::at(cursor.at) })
    };
    let judge = |it| {
        let now = at(it);
        (it, it.verdict(&now), now)
    };
    let judged: Vec<_> = runs.iter().map(judge).collect();
    let sides: Vec<Side<'_>> =
        judged.iter().map(|(it, verdict, now)| side(it, verdict, now)).collect();
    let accident = page.inputs.with(|it| it.accident.clone());
    let scenario = page.played.with(|it| it.scenario.clone());
    let (cast, lang, unit) = (page.cast.get(), page.lang(), scenario.unit);
    Contest {
        scenario: &scenario,
        accident: accident.as_deref(),
        cast: &cast,
        lang,
        unit,
        sides: &sides,
    }
    .columns()
}

fn side<'a>(it: &'a Played, verdict: &'a analysis::Verdict, now: &'a world::Snapshot) -> Side<'a> {
    Side {
        protocol: it.setup.protocol,
        trace: &it.trace,
        blocking: &it.blocking,
        moments: &it.moments,
        now,
        verdict,
        ruled: it.setup.policies.iter().count() > 0,
    }
}
