//! A schedule as a reader would say it, for failing tests and for `docs/oracles.md`.

use world::{Act, Intervention, LAST, MessageRef, Micros, Point, ProcessId, Side, StepKind, When};

/// Every intervention on its own line.
pub fn schedule(acts: &[Intervention]) -> String {
    acts.iter().map(|it| format!("  {}: {}\n", when(&it.when), act(&it.act))).collect()
}

fn when(when: &When) -> String {
    match when {
        When::At { at, order: LAST } => format!("at {at}"),
        When::At { at, order } => format!("at {at}, after {order} entries"),
        When::Point { point: it, wait } if *wait == Micros::ZERO => point(it),
        When::Point { point: it, wait } => format!("{wait} {}", point(it)),
    }
}

fn point(it: &Point) -> String {
    let side = match it.side {
        Side::Before => "before",
        Side::After => "after",
    };
    let verb = match it.step {
        StepKind::Force => "forces",
        StepKind::Write => "writes",
        StepKind::Send => "sends",
        StepKind::Receive => "has received",
        StepKind::TimeOut => "runs out of patience for",
        StepKind::Check => "finishes its check",
    };
    let other = it.other.map_or(String::new(), |other| format!(" ({other})"));
    let nth = if it.nth == 1 { String::new() } else { format!(", time {}", it.nth) };
    format!("{side} {} {verb} {}{other}{nth}", it.node, it.word)
}

fn act(act: &Act) -> String {
    match act {
        Act::Crash(who) => format!("crash {who}"),
        Act::Recover(who) => format!("recover {who}"),
        Act::Pause(who) => format!("pause {who}"),
        Act::Resume(who) => format!("resume {who}"),
        Act::VoteNo(who) => format!("{who} will vote NO"),
        Act::Cut(a, b) => format!("cut {a}-{b}"),
        Act::Heal(a, b) => format!("heal {a}-{b}"),
        Act::Partition(groups) => format!("partition {}", all(groups)),
        Act::HealAll => "heal all".to_owned(),
        Act::Slow(a, b, permille) => format!("{a}-{b} takes {permille}/1000 of its time"),
        Act::Drop(it) => format!("lose {}", message(it)),
        Act::Duplicate(it) => format!("repeat {}", message(it)),
        Act::Delay(it, by) => format!("delay {} by {by}", message(it)),
        Act::Deliver(it) => format!("deliver {} at once", message(it)),
    }
}

fn all(groups: &[Vec<ProcessId>]) -> String {
    let one = |group: &Vec<ProcessId>| {
        let names: Vec<String> = group.iter().map(ToString::to_string).collect();
        names.join(",")
    };
    let groups: Vec<String> = groups.iter().map(one).collect();
    format!("{{{} | the rest}}", groups.join(" | "))
}

fn message(it: &MessageRef) -> String {
    let nth = if it.nth == 1 { String::new() } else { format!(" number {}", it.nth) };
    format!("{} {}->{}{nth}", it.word, it.from, it.to)
}
