//! The short names of the cast, by which accidents speak of them.

use world::ProcessId;

use crate::suggest;

/// The keys of a cast, the coordinator first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys(Vec<String>);

/// Words that mean something else in an accident.
const TAKEN: [&str; 13] = [
    "by",
    "to",
    "from",
    "votes",
    "no",
    "everything",
    "all",
    "before",
    "after",
    "s",
    "ms",
    "us",
    "check",
];

/// Says what is wrong with a key, if anything is.
pub(crate) fn check_key(key: &str) -> Result<(), String> {
    let shape = key.starts_with(|it: char| it.is_ascii_lowercase())
        && key.chars().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-')
        && key.len() <= 24;
    if !shape {
        return Err("a short name of small letters, digits and -, such as \"rohit\"".to_owned());
    }
    if TAKEN.contains(&key) {
        return Err(format!("another name; accidents use the word \"{key}\" themselves"));
    }
    Ok(())
}

impl Keys {
    /// The keys of a cast, the coordinator's first.
    #[must_use]
    pub fn new(keys: Vec<String>) -> Self {
        Self(keys)
    }

    /// The key of a process; its number as a word if it is not in the cast.
    #[must_use]
    pub fn key(&self, id: ProcessId) -> String {
        self.0.get(usize::from(id.0)).cloned().unwrap_or_else(|| id.to_string())
    }

    /// The process with a key.
    ///
    /// # Errors
    /// Names the keys there are.
    pub fn find(&self, key: &str) -> Result<ProcessId, String> {
        let found = (0_u8..).zip(&self.0).find(|(_, it)| *it == key);
        found.map(|(index, _)| ProcessId(index)).ok_or_else(|| {
            let hint = suggest::hint(key, self.iter());
            let found = crate::reader::quoted(key);
            format!("{found} is nobody here{hint}; the cast is {}", suggest::list(self.iter()))
        })
    }

    /// All keys, the coordinator's first.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Everybody.
    pub fn everybody(&self) -> impl Iterator<Item = ProcessId> {
        (0_u8..).zip(&self.0).map(|(index, _)| ProcessId(index))
    }
}
