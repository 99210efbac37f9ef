//! Reading when something happens.

use world::{LAST, Micros, Point, Side, StepKind, When};

use super::tokens::Tokens;
use super::words;

pub(crate) fn when(tokens: &mut Tokens<'_>) -> Result<When, String> {
    match tokens.peek() {
        Some("before") => at_point(tokens, Side::Before),
        Some("after") => at_point(tokens, Side::After),
        Some(_) => {
            let at = tokens.time().map_err(|_| nonsense())?;
            Ok(When::At { at, order: tokens.number(LAST)? })
        }
        None => Err(nonsense()),
    }
}

fn nonsense() -> String {
    "no time and no point was found; write \"6 s\" or \"after force COMMIT by rohit\"".to_owned()
}

fn at_point(tokens: &mut Tokens<'_>, side: Side) -> Result<When, String> {
    tokens.take("before or after")?;
    let word = tokens.one_of(&StepKind::ALL.map(StepKind::word))?;
    let step = StepKind::ALL.into_iter().find(|it| it.word() == word).unwrap_or(StepKind::Check);
    let word = record_or_message(tokens, step)?;
    let other = match step {
        StepKind::Send if tokens.skip("to") => Some(tokens.name()?),
        StepKind::Receive if tokens.skip("from") => Some(tokens.name()?),
        StepKind::Send
        | StepKind::Receive
        | StepKind::Force
        | StepKind::Write
        | StepKind::TimeOut
        | StepKind::Check => None,
    };
    tokens.expect("by")?;
    let point = Point { node: tokens.name()?, side, step, word, other, nth: tokens.nth()? };
    let wait = if tokens.skip("+") { tokens.time()? } else { Micros::ZERO };
    Ok(When::Point { point, wait })
}

/// The word of the step; empty for any.
fn record_or_message(tokens: &mut Tokens<'_>, step: StepKind) -> Result<String, String> {
    match tokens.peek() {
        None | Some("by" | "to" | "from") => Ok(String::new()),
        Some(_) => Ok(tokens.one_of(&words::of(step))?.to_owned()),
    }
}
