//! Reading what happens.

use analysis::Decimal;
use world::{Act, MessageRef, ProcessId};

use super::tokens::Tokens;
use super::words::MESSAGES;
use crate::suggest;

const VERBS: [&str; 12] = [
    "crash",
    "recover",
    "pause",
    "resume",
    "cut",
    "heal",
    "partition",
    "slow",
    "drop",
    "duplicate",
    "deliver",
    "delay",
];

pub(crate) fn act(tokens: &mut Tokens<'_>) -> Result<Act, String> {
    let Some(verb) = tokens.peek().filter(|word| VERBS.contains(word)) else {
        return vote_no(tokens);
    };
    tokens.take("a verb")?;
    Ok(match verb {
        "crash" => Act::Crash(tokens.name()?),
        "recover" => Act::Recover(tokens.name()?),
        "pause" => Act::Pause(tokens.name()?),
        "resume" => Act::Resume(tokens.name()?),
        "cut" => Act::Cut(tokens.name()?, tokens.name()?),
        "heal" if tokens.skip("everything") => Act::HealAll,
        "heal" => Act::Heal(tokens.name()?, tokens.name()?),
        "partition" => partition(tokens)?,
        "slow" => Act::Slow(tokens.name()?, tokens.name()?, factor(tokens)?),
        "drop" => Act::Drop(message(tokens)?),
        "duplicate" => Act::Duplicate(message(tokens)?),
        "deliver" => Act::Deliver(message(tokens)?),
        _ => delay(tokens)?,
    })
}

fn vote_no(tokens: &mut Tokens<'_>) -> Result<Act, String> {
    let verbs = suggest::list(VERBS);
    let first = tokens.peek().unwrap_or_default();
    let hint = suggest::hint(first, VERBS);
    let name = tokens.name().map_err(|problem| {
        format!(
            "no act was found{hint}: allowed is {verbs}, or a name before \"votes no\": {problem}"
        )
    })?;
    tokens.expect("votes")?;
    tokens.expect("no")?;
    Ok(Act::VoteNo(name))
}

fn partition(tokens: &mut Tokens<'_>) -> Result<Act, String> {
    let mut groups: Vec<Vec<ProcessId>> = vec![Vec::new()];
    while tokens.peek().is_some() {
        if tokens.skip("|") {
            groups.push(Vec::new());
            continue;
        }
        let who = tokens.name()?;
        if groups.iter().flatten().any(|it| *it == who) {
            return Err("somebody stands in a partition twice".to_owned());
        }
        groups.last_mut().into_iter().for_each(|group| group.push(who));
    }
    if groups.iter().any(Vec::is_empty) {
        return Err("a partition has an empty group; write \"partition rohit | caterer dj\"".into());
    }
    Ok(Act::Partition(groups))
}

/// `x4` or `x0.5`, in thousandths.
fn factor(tokens: &mut Tokens<'_>) -> Result<u32, String> {
    let word = tokens.take("a factor such as x4")?;
    let number = word.strip_prefix('x').filter(|it| it.len() <= 12 && !it.starts_with(['+', '-']));
    let permille = number
        .and_then(|it| Decimal::from_str_exact(it).ok())
        .and_then(|it| it.checked_mul(Decimal::from(1_000)))
        .map(|it| it.normalize())
        .filter(|it| it.scale() == 0)
        .and_then(|it| u32::try_from(it.mantissa()).ok())
        .filter(|it| *it <= MAX_SLOW);
    permille.ok_or_else(|| {
        let found = crate::reader::quoted(word);
        format!("found {found}; allowed here: a factor from x0 to x1000, such as x4 or x0.5")
    })
}

const MAX_SLOW: u32 = 1_000_000;

fn message(tokens: &mut Tokens<'_>) -> Result<MessageRef, String> {
    let word = tokens.one_of(&MESSAGES)?.to_owned();
    tokens.expect("from")?;
    let from = tokens.name()?;
    tokens.expect("to")?;
    Ok(MessageRef { from, to: tokens.name()?, word, nth: tokens.nth()? })
}

fn delay(tokens: &mut Tokens<'_>) -> Result<Act, String> {
    let message = message(tokens)?;
    tokens.expect("by")?;
    Ok(Act::Delay(message, tokens.time()?))
}
