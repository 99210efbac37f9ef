//! Accidents in words: one small, closed grammar for scenario files, share links and sentences.
//!
//! ```text
//! when  = TIME [#n]                                       6 s
//!       | before|after STEP [+ TIME]                      after force COMMIT by rohit + 50 ms
//! STEP  = force|write [RECORD] by NAME [#n]
//!       | send [MESSAGE] [to NAME] by NAME [#n]
//!       | receive [MESSAGE] [from NAME] by NAME [#n]
//!       | timeout [prepare|votes|decision|acks|states] by NAME [#n]
//!       | check by NAME [#n]
//! act   = crash|recover|pause|resume NAME                 crash rohit
//!       | NAME votes no
//!       | cut|heal NAME NAME                              cut rohit dj
//!       | partition NAME … | NAME … [| …]                 partition rohit | caterer dj
//!       | heal everything
//!       | slow NAME NAME xN                               slow rohit dj x4
//!       | drop|duplicate|deliver MESSAGE from NAME to NAME [#n]
//!       | delay MESSAGE from NAME to NAME [#n] by TIME
//! ```
//!
//! `#n` is "the n-th time this happens"; after a time it is "once n entries of that moment are
//! written". What is printed reads back as the same value, and the other way round.

mod keys;
mod parse_act;
mod parse_when;
mod print;
mod tokens;
mod words;

pub use keys::Keys;
pub use print::{print_act, print_intervention, print_when};

pub(crate) use keys::check_key;

use tokens::Tokens;
use world::{Act, Intervention, When};

/// Reads when something happens.
///
/// # Errors
/// Says which word was found where, and what is allowed there.
pub fn parse_when(text: &str, keys: &Keys) -> Result<When, String> {
    let mut tokens = Tokens::new(text, keys)?;
    let when = parse_when::when(&mut tokens)?;
    tokens.end()?;
    Ok(when)
}

/// Reads what happens.
///
/// # Errors
/// Says which word was found where, and what is allowed there.
pub fn parse_act(text: &str, keys: &Keys) -> Result<Act, String> {
    let mut tokens = Tokens::new(text, keys)?;
    let act = parse_act::act(&mut tokens)?;
    tokens.end()?;
    Ok(act)
}

/// Reads `when: act`, the form of share links and of the command line.
///
/// # Errors
/// Says what is wrong, and with which half.
pub fn parse_intervention(text: &str, keys: &Keys) -> Result<Intervention, String> {
    let Some((when, act)) = text.split_once(':') else {
        return Err("there is no \":\" between when and what, as in \"6 s: recover rohit\"".into());
    };
    Ok(Intervention { when: parse_when(when, keys)?, act: parse_act(act, keys)? })
}
