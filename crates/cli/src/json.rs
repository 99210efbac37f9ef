//! A run as JSON: times in microseconds, processes by their keys.

use analysis::{Axiom, Finding};
use scenario::Keys;
use serde_json::{Value, json};
use world::{Decision, NodeView};

use crate::run::Run;

pub(crate) fn print(run: &Run) -> String {
    let keys = run.scenario.keys();
    let entries: Vec<Value> = run.trace.entries.iter().map(entry).collect();
    let nodes: Vec<Value> = run.end.nodes.iter().map(|it| node(&keys, it)).collect();
    let policies: Vec<_> = run.setup.policies.iter().map(|it| it.word()).collect();
    let whole = json!({
        "scenario": run.scenario.id,
        "protocol": run.setup.protocol.word(),
        "accident": run.accident,
        "policies": policies,
        "detector": run.setup.detector.mode.word(),
        "seed": run.setup.seed,
        "end": run.trace.end.0,
        "quiet": run.trace.quiet,
        "hash": format!("{:016x}", run.trace.hash()),
        "cast": keys.iter().collect::<Vec<_>>(),
        "trace": entries,
        "nodes": nodes,
        "verdict": verdict(run, &keys),
    });
    format!("{whole:#}")
}

fn entry(entry: &world::Entry) -> Value {
    json!({ "at": entry.at.0, "event": entry.event.to_string() })
}

fn node(keys: &Keys, node: &NodeView) -> Value {
    let log: Vec<_> = node.log.iter().map(|line| line.word).collect();
    json!({
        "key": keys.key(node.id),
        "status": format!("{:?}", node.status).to_lowercase(),
        "down": node.crashed.is_some(),
        "in_doubt": node.in_doubt(),
        "decided": node.decided.last().map(|(it, _)| it.word()),
        "log": log,
    })
}

fn verdict(run: &Run, keys: &Keys) -> Value {
    let verdict = &run.verdict;
    let axioms: serde_json::Map<String, Value> =
        Axiom::ALL.iter().filter_map(|it| axiom(*it, verdict.axioms.get(it)?)).collect();
    let told = run.end.told.last().map(|(decision, _)| Decision::word(*decision));
    json!({
        "outcome": verdict.outcome.word(),
        "atomic": verdict.atomic(),
        "axioms": axioms,
        "in_doubt": verdict.in_doubt.iter().map(|it| keys.key(it.node)).collect::<Vec<_>>(),
        "blocked": verdict.blocked.iter().map(|it| keys.key(it.node)).collect::<Vec<_>>(),
        "client": told,
        "messages": verdict.cost.messages,
        "forced": verdict.cost.forced,
        "unforced": verdict.cost.unforced,
        "client_latency": verdict.cost.client.map(|it| it.0),
        "unlocked": verdict.cost.unlocked.map(|it| it.0),
        "at_risk": verdict.money.at_risk.to_string(),
        "money_conserved": verdict.money.conserved,
    })
}

fn axiom(axiom: Axiom, finding: &Finding) -> Option<(String, Value)> {
    let word = match finding {
        Finding::Holds => "holds",
        Finding::Open => "open",
        Finding::Broken(_) => "broken",
    };
    Some((axiom.word().to_owned(), json!(word)))
}
