//! What was asked for and how it was answered, so that a test can look for a 404.

use std::sync::{Arc, Mutex, PoisonError};

/// One answered request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The path as the browser sent it.
    pub path: String,
    /// The HTTP status of the answer.
    pub status: u16,
}

/// The visits so far; clones share one list.
#[derive(Clone, Debug, Default)]
pub struct Log(Arc<Mutex<Vec<Visit>>>);

impl Log {
    pub(crate) fn add(&self, path: &str, status: u16) {
        let visit = Visit { path: path.to_owned(), status };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(visit);
    }

    /// All visits, oldest first.
    pub fn visits(&self) -> Vec<Visit> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
