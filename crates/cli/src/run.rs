//! `pakka run`.

use analysis::{Blocking, Verdict};
use scenario::{Accident, Scenario, grammar};
use world::{Intervention, ProtocolId, Setup, Snapshot, Trace};

use crate::args::Ask;
use crate::{Stop, file, json, report};

/// A run with everything that is known of it.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) scenario: Scenario,
    pub(crate) accident: Option<String>,
    pub(crate) setup: Setup,
    pub(crate) trace: Trace,
    pub(crate) end: Snapshot,
    pub(crate) verdict: Verdict,
}

pub(crate) fn run(ask: &Ask) -> Result<String, Stop> {
    let scenario = file::open(&ask.file)?;
    let done = perform(scenario, ask)?;
    Ok(if ask.json { json::print(&done) } else { report::print(&done) })
}

fn perform(scenario: Scenario, ask: &Ask) -> Result<Run, Stop> {
    let protocol = ask.protocol.unwrap_or(scenario.protocol);
    let accident = ask.accident.as_deref().map(|id| accident(&scenario, id)).transpose()?;
    let policies = ask.policies.iter().copied().collect();
    let setup = scenario.setup(protocol, policies, ask.seed, accident);
    let interventions = interventions(&scenario, accident, protocol, &ask.more)?;
    let trace = world::run(&setup, &interventions);
    let blocking = Blocking::of(&setup, &interventions, &trace);
    let end = Snapshot::at(&trace, trace.end);
    let verdict = Verdict::of(&trace, &blocking, &scenario.stakes(), &end);
    let accident = accident.map(|it| it.id.clone());
    Ok(Run { scenario, accident, setup, trace, end, verdict })
}

fn accident<'a>(scenario: &'a Scenario, id: &str) -> Result<&'a Accident, Stop> {
    scenario.accident(id).ok_or_else(|| {
        let ids: Vec<_> = scenario.accidents.iter().map(|it| it.id.as_str()).collect();
        Stop::Usage(format!("--accident {id}: allowed is one of {}", ids.join(", ")))
    })
}

fn interventions(
    scenario: &Scenario,
    accident: Option<&Accident>,
    protocol: ProtocolId,
    more: &[String],
) -> Result<Vec<Intervention>, Stop> {
    let mut all = accident.map(|it| it.interventions(protocol)).unwrap_or_default();
    let keys = scenario.keys();
    for line in more {
        let read = grammar::parse_intervention(line, &keys);
        all.push(read.map_err(|problem| Stop::Usage(format!("--do {line:?}: {problem}")))?);
    }
    Ok(all)
}
