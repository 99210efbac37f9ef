//! Finding and reading a scenario.

use std::path::{Path, PathBuf};

use scenario::{MAX_BYTES, Scenario, builtin};

use crate::Stop;

/// A file, or a scenario that comes with the program.
pub(crate) fn open(name: &str) -> Result<Scenario, Stop> {
    let path = Path::new(name);
    let known = builtin().iter().find(|(id, _)| *id == name);
    match known {
        Some((id, text)) if !path.exists() => {
            Scenario::parse(id, text).map_err(|problems| Stop::Failed(problems.to_string()))
        }
        Some(_) | None => load(path),
    }
}

/// Reads a file whole or not at all.
pub(crate) fn load(path: &Path) -> Result<Scenario, Stop> {
    let name = path.display().to_string();
    let text = read(path).map_err(|problem| Stop::Failed(format!("{name}: {problem}")))?;
    Scenario::parse(&name, &text).map_err(|problems| Stop::Failed(problems.to_string()))
}

fn read(path: &Path) -> Result<String, String> {
    let about = std::fs::metadata(path).map_err(|error| hint(path, &error))?;
    let most = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX);
    if about.len() > most {
        return Err(format!("found {} bytes; allowed: {MAX_BYTES}", about.len()));
    }
    std::fs::read_to_string(path).map_err(|error| error.to_string())
}

fn hint(path: &Path, error: &std::io::Error) -> String {
    let ids: Vec<_> = builtin().iter().map(|(id, _)| *id).collect();
    if path.extension().is_some() {
        return error.to_string();
    }
    format!("{error}; scenarios that come with the program: {}", ids.join(", "))
}

/// The scenario files of a folder by name, or the file itself.
pub(crate) fn files(path: &Path) -> Result<Vec<PathBuf>, Stop> {
    let failed = |error: std::io::Error| Stop::Failed(format!("{}: {error}", path.display()));
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(failed)? {
        let file = entry.map_err(failed)?.path();
        if file.extension().is_some_and(|it| it == "toml") {
            files.push(file);
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(Stop::Failed(format!("{}: there is no .toml file", path.display())));
    }
    Ok(files)
}
