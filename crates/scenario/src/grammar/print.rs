//! Writing interventions in the words that are read back.

use analysis::Decimal;
use world::{Act, Intervention, LAST, MessageRef, Micros, Point, ProcessId, Side, StepKind, When};

use super::Keys;
use crate::units::print_time;

/// `when: act`.
#[must_use]
pub fn print_intervention(it: &Intervention, keys: &Keys) -> String {
    format!("{}: {}", print_when(&it.when, keys), print_act(&it.act, keys))
}

/// When something happens.
#[must_use]
pub fn print_when(when: &When, keys: &Keys) -> String {
    match when {
        When::At { at, order: LAST } => print_time(*at),
        When::At { at, order } => format!("{} #{order}", print_time(*at)),
        When::Point { point, wait: Micros::ZERO } => print_point(point, keys),
        When::Point { point, wait } => {
            format!("{} + {}", print_point(point, keys), print_time(*wait))
        }
    }
}

fn print_point(point: &Point, keys: &Keys) -> String {
    let side = match point.side {
        Side::Before => "before",
        Side::After => "after",
    };
    let mut line = format!("{side} {}", point.step.word());
    if !point.word.is_empty() {
        line += &format!(" {}", point.word);
    }
    if let Some(other) = point.other {
        line += &format!(" {} {}", toward(point.step), keys.key(other));
    }
    line += &format!(" by {}", keys.key(point.node));
    line + &nth(point.nth)
}

fn toward(step: StepKind) -> &'static str {
    match step {
        StepKind::Receive => "from",
        StepKind::Send
        | StepKind::Force
        | StepKind::Write
        | StepKind::TimeOut
        | StepKind::Check => "to",
    }
}

fn nth(nth: u32) -> String {
    if nth == 1 { String::new() } else { format!(" #{nth}") }
}

/// What happens.
#[must_use]
pub fn print_act(act: &Act, keys: &Keys) -> String {
    let one = |verb: &str, who: &ProcessId| format!("{verb} {}", keys.key(*who));
    let two = |verb: &str, a: &ProcessId, b: &ProcessId| {
        format!("{verb} {} {}", keys.key(*a), keys.key(*b))
    };
    match act {
        Act::Crash(who) => one("crash", who),
        Act::Recover(who) => one("recover", who),
        Act::Pause(who) => one("pause", who),
        Act::Resume(who) => one("resume", who),
        Act::VoteNo(who) => format!("{} votes no", keys.key(*who)),
        Act::Cut(a, b) => two("cut", a, b),
        Act::Heal(a, b) => two("heal", a, b),
        Act::Partition(groups) => format!("partition {}", print_groups(groups, keys)),
        Act::HealAll => "heal everything".to_owned(),
        Act::Slow(a, b, permille) => format!("{} x{}", two("slow", a, b), thousandths(*permille)),
        Act::Drop(it) => format!("drop {}", print_message(it, keys)),
        Act::Duplicate(it) => format!("duplicate {}", print_message(it, keys)),
        Act::Deliver(it) => format!("deliver {}", print_message(it, keys)),
        Act::Delay(it, by) => format!("delay {} by {}", print_message(it, keys), print_time(*by)),
    }
}

fn print_groups(groups: &[Vec<ProcessId>], keys: &Keys) -> String {
    let names = |group: &Vec<ProcessId>| {
        group.iter().map(|who| keys.key(*who)).collect::<Vec<_>>().join(" ")
    };
    groups.iter().map(names).collect::<Vec<_>>().join(" | ")
}

fn thousandths(permille: u32) -> String {
    (Decimal::from(permille) / Decimal::from(1_000)).normalize().to_string()
}

fn print_message(it: &MessageRef, keys: &Keys) -> String {
    let (from, to) = (keys.key(it.from), keys.key(it.to));
    format!("{} from {from} to {to}{}", it.word, nth(it.nth))
}
