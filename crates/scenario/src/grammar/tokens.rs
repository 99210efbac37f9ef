//! The words of one line, taken one after the other.

use std::collections::VecDeque;

use world::{Micros, ProcessId};

use super::Keys;
use crate::reader::quoted;
use crate::suggest;
use crate::units::parse_time;

/// Longer than any sentence of this grammar with eight in the cast.
const MAX_BYTES: usize = 400;

/// What is left of a line.
#[derive(Debug)]
pub(crate) struct Tokens<'a> {
    left: VecDeque<&'a str>,
    keys: &'a Keys,
}

impl<'a> Tokens<'a> {
    pub(crate) fn new(text: &'a str, keys: &'a Keys) -> Result<Self, String> {
        if text.len() > MAX_BYTES {
            return Err(format!("a line of {} bytes; at most {MAX_BYTES} are allowed", text.len()));
        }
        Ok(Self { left: text.split_whitespace().collect(), keys })
    }

    pub(crate) fn peek(&self) -> Option<&'a str> {
        self.left.front().copied()
    }

    pub(crate) fn take(&mut self, allowed: &str) -> Result<&'a str, String> {
        self.left.pop_front().ok_or_else(|| format!("the line ends where {allowed} should stand"))
    }

    /// Takes a word if it is the next one.
    pub(crate) fn skip(&mut self, word: &str) -> bool {
        let next = self.peek() == Some(word);
        if next {
            self.left.pop_front();
        }
        next
    }

    pub(crate) fn expect(&mut self, word: &str) -> Result<(), String> {
        let allowed = format!("\"{word}\"");
        let found = self.take(&allowed)?;
        if found == word { Ok(()) } else { Err(wrong(found, &allowed)) }
    }

    pub(crate) fn name(&mut self) -> Result<ProcessId, String> {
        let name = self.take("a name")?;
        self.keys.find(name)
    }

    /// `#n`, or `absent`.
    pub(crate) fn number(&mut self, absent: u32) -> Result<u32, String> {
        let Some(digits) = self.peek().and_then(|word| word.strip_prefix('#')) else {
            return Ok(absent);
        };
        self.left.pop_front();
        let plain = !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
        let number = if plain { digits.parse().ok() } else { None };
        number.ok_or_else(|| wrong(&format!("#{digits}"), "a number such as #2"))
    }

    /// `#n`, counted from 1, or 1.
    pub(crate) fn nth(&mut self) -> Result<u32, String> {
        match self.number(1)? {
            0 => Err("#0 was found; the first one is #1".to_owned()),
            nth => Ok(nth),
        }
    }

    /// A time of one or two words: `50ms`, `50 ms`.
    pub(crate) fn time(&mut self) -> Result<Micros, String> {
        let number = self.take("a time")?;
        if number.ends_with(|it: char| it.is_alphabetic()) {
            return parse_time(number);
        }
        let unit = self.take("a unit of time")?;
        parse_time(&format!("{number} {unit}"))
    }

    /// One of a few words.
    pub(crate) fn one_of(&mut self, words: &[&'static str]) -> Result<&'static str, String> {
        let allowed = suggest::list(words.iter().copied());
        let found = self.take(&allowed)?;
        let known = words.iter().copied().find(|word| *word == found);
        known.ok_or_else(|| {
            let hint = suggest::hint(found, words.iter().copied());
            wrong(found, &format!("{allowed}{hint}"))
        })
    }

    pub(crate) fn end(&mut self) -> Result<(), String> {
        match self.peek() {
            None => Ok(()),
            Some(word) => Err(wrong(word, "the end of the line")),
        }
    }
}

fn wrong(found: &str, allowed: &str) -> String {
    format!("found {}; allowed here: {allowed}", quoted(found))
}
