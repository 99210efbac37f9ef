//! What is wrong with a file: where, what was found, what is allowed.

use std::cell::RefCell;
use std::fmt;

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The line, from 1.
    pub line: u32,
    /// The field, as a path: `participant[2].check`. Empty if it is about the whole file.
    pub field: String,
    /// What was found, and what is allowed.
    pub message: String,
}

/// Everything that is wrong with a file, in the order of its lines. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems {
    /// The name of the file.
    pub file: String,
    /// The mistakes.
    pub list: Vec<Problem>,
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.list.iter().enumerate() {
            let end = if index == 0 { "" } else { "\n" };
            write!(f, "{end}{}:{}: ", self.file, problem.line)?;
            if !problem.field.is_empty() {
                write!(f, "{}: ", problem.field)?;
            }
            f.write_str(&problem.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// More than this nobody reads.
const MOST: usize = 100;

/// Collects problems while a file is read.
#[derive(Debug)]
pub(crate) struct Report<'a> {
    file: &'a str,
    text: &'a str,
    found: RefCell<Vec<Problem>>,
}

impl<'a> Report<'a> {
    pub(crate) fn new(file: &'a str, text: &'a str) -> Self {
        Self { file, text, found: RefCell::new(Vec::new()) }
    }

    /// Notes a problem at a place of the text.
    pub(crate) fn add(&self, offset: usize, field: &str, message: String) {
        let mut found = self.found.borrow_mut();
        if found.len() < MOST {
            found.push(Problem { line: self.line(offset), field: field.to_owned(), message });
        }
    }

    /// Whether nothing was wrong so far.
    pub(crate) fn clean(&self) -> bool {
        self.found.borrow().is_empty()
    }

    /// The line of a place in the text, from 1.
    pub(crate) fn line(&self, offset: usize) -> u32 {
        let before = self.text.as_bytes().iter().take(offset);
        let breaks = before.filter(|byte| **byte == b'\n').count();
        u32::try_from(breaks).unwrap_or(u32::MAX).saturating_add(1)
    }

    /// What was read, if nothing was wrong.
    pub(crate) fn conclude<T>(self, read: Option<T>) -> Result<T, Problems> {
        let file = self.file.to_owned();
        let mut list = self.found.into_inner();
        list.sort_by_key(|problem| problem.line);
        list.dedup();
        match read {
            Some(read) if list.is_empty() => Ok(read),
            Some(_) | None => Err(Problems { file, list }),
        }
    }
}
