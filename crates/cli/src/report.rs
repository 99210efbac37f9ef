//! A run as text.

use analysis::{Axiom, Finding};
use scenario::{Lang, print_time};
use world::{DetectorMode, NodeView, Policies};

use crate::names::{name, named, names};
use crate::run::Run;

pub(crate) fn print(run: &Run) -> String {
    let mut lines = vec![head(run), String::new()];
    lines.extend(run.trace.entries.iter().map(|entry| named(&run.scenario, &entry.to_string())));
    lines.push(String::new());
    lines.extend(run.end.nodes.iter().map(|node| standing(run, node)));
    lines.push(String::new());
    lines.extend(verdict(run));
    lines.join("\n")
}

fn head(run: &Run) -> String {
    let setup = &run.setup;
    let accident = run.accident.as_deref().unwrap_or("no accident");
    let detector = match setup.detector.mode {
        DetectorMode::Perfect => "perfect detector",
        DetectorMode::Unreliable => "unreliable detector",
    };
    let title = run.scenario.title.get(Lang::En);
    let mut head =
        format!("{title}: {}, {accident}, seed {}, {detector}", setup.protocol.word(), setup.seed);
    if setup.policies != Policies::NONE {
        let wrong: Vec<_> = setup.policies.iter().map(|it| it.word()).collect();
        head += &format!(", wrong rules: {}", wrong.join(", "));
    }
    head
}

fn standing(run: &Run, node: &NodeView) -> String {
    let log: Vec<_> = node.log.iter().map(|line| line.word).collect();
    let down = if node.crashed.is_some() { ", down" } else { "" };
    let doubt = if node.in_doubt() { ", in doubt" } else { "" };
    let name = name(&run.scenario, node.id);
    format!("{name:<16}{:?}{down}{doubt}; log: {}", node.status, log.join(" "))
}

fn verdict(run: &Run) -> Vec<String> {
    let (verdict, scenario) = (&run.verdict, &run.scenario);
    let cost = &verdict.cost;
    let time = |at: Option<_>| at.map_or_else(|| "never".to_owned(), print_time);
    let mut lines = vec![
        format!("outcome         {}", verdict.outcome.word()),
        format!("in doubt        {}", names(scenario, verdict.in_doubt.iter().map(|it| it.node))),
        format!("blocked         {}", names(scenario, verdict.blocked.iter().map(|it| it.node))),
        format!("messages        {}", cost.messages),
        format!("forced writes   {}, unforced {}", cost.forced, cost.unforced),
        format!("client answer   {}", time(cost.client)),
        format!(
            "locks free      {}, longest held {}",
            time(cost.unlocked),
            print_time(cost.longest_lock())
        ),
        format!("rupees at risk  {}", verdict.money.at_risk),
    ];
    if let Some(total) = verdict.money.total {
        let kept = if verdict.money.conserved { "conserved" } else { "NOT CONSERVED" };
        lines.push(format!("money           {total}, {kept}"));
    }
    lines.extend(Axiom::ALL.iter().filter_map(|axiom| {
        Some(format!("{:<16}{}", axiom.word(), finding(run, verdict.axioms.get(axiom)?)))
    }));
    lines.push(format!("hash            {:016x}", run.trace.hash()));
    lines
}

fn finding(run: &Run, finding: &Finding) -> String {
    match finding {
        Finding::Holds => "holds".to_owned(),
        Finding::Open => "open: the run is not over".to_owned(),
        Finding::Broken(who) => {
            format!("BROKEN by {}", names(&run.scenario, who.iter().copied()))
        }
    }
}
