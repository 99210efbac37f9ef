//! The texts that the rules read.

use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// A text file of the repository.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// Relative to the root, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Source {
    #[cfg(test)]
    pub(crate) fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    pub(crate) fn ends_with(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }
}

/// The line of a byte position, counted from 1.
pub(crate) fn line_at(text: &str, position: usize) -> usize {
    text[..position].matches('\n').count() + 1
}

/// The Rust files below these folders.
pub(crate) fn rust_below(root: &Path, folders: &[&str]) -> Result<Vec<Source>> {
    let mut sources = read(root, folders)?;
    sources.retain(|source| source.ends_with(&[".rs"]));
    Ok(sources)
}

/// The text files at or below these places, sorted; what is not text, or not there, is left out.
pub(crate) fn read(root: &Path, places: &[&str]) -> Result<Vec<Source>> {
    let mut found = Vec::new();
    for place in places {
        collect(root, place, &mut found)?;
    }
    Ok(found)
}

fn collect(root: &Path, place: &str, found: &mut Vec<Source>) -> Result<()> {
    let path = root.join(place);
    if !path.is_dir() {
        found.extend(
            fs::read_to_string(&path).ok().map(|text| Source { path: place.to_owned(), text }),
        );
        return Ok(());
    }
    for name in names_in(&path)? {
        collect(root, &format!("{place}/{name}"), found)?;
    }
    Ok(())
}

fn names_in(folder: &Path) -> Result<Vec<String>> {
    let told = || format!("could not read {}", folder.display());
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).with_context(told)? {
        names.push(entry.with_context(told)?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}
