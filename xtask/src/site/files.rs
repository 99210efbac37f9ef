//! The site as a map from path to content, and the way to and from a folder.

use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Path with `/`, relative to the site, to content.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// Reads a folder with all below it; a folder that does not exist is empty. Paths begin with `prefix`.
pub(crate) fn read(folder: &Path, prefix: &str) -> Result<Files> {
    let mut found = Files::new();
    if folder.is_dir() {
        read_into(&mut found, folder, prefix)?;
    }
    Ok(found)
}

fn read_into(found: &mut Files, folder: &Path, prefix: &str) -> Result<()> {
    let told = || format!("could not read {}", folder.display());
    for entry in fs::read_dir(folder).with_context(told)? {
        let path = entry.with_context(told)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            read_into(found, &path, &format!("{name}/"))?;
        } else {
            found.insert(name, fs::read(&path).with_context(told)?);
        }
    }
    Ok(())
}

/// Makes `folder` hold exactly these files. They are written beside it first and swapped in at the end,
/// so that a visitor of `serve` meets the old site or the new one.
pub(crate) fn write(files: &Files, folder: &Path) -> Result<()> {
    let next = beside(folder, "next");
    let last = beside(folder, "last");
    remove(&next)?;
    remove(&last)?;
    for (path, content) in files {
        write_file(&next.join(path), content)?;
    }
    if folder.exists() {
        rename(folder, &last)?;
    }
    rename(&next, folder)?;
    remove(&last)
}

fn beside(folder: &Path, ending: &str) -> PathBuf {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    folder.with_file_name(format!(".{name}.{ending}"))
}

fn write_file(path: &Path, content: &[u8]) -> Result<()> {
    let told = || format!("could not write {}", path.display());
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).with_context(told)?;
    }
    fs::write(path, content).with_context(told)
}

fn rename(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to)
        .with_context(|| format!("could not rename {} to {}", from.display(), to.display()))
}

fn remove(folder: &Path) -> Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    fs::remove_dir_all(folder).with_context(|| format!("could not remove {}", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_holds_exactly_what_was_written_last() {
        let folder = std::env::temp_dir().join(format!("pakka-files-{}", std::process::id()));
        let first =
            Files::from([("a/b.txt".into(), b"1".to_vec()), ("c.txt".into(), b"2".to_vec())]);
        let second = Files::from([("a/b.txt".into(), b"3".to_vec())]);
        write(&first, &folder).unwrap();
        assert_eq!(read(&folder, "").unwrap(), first);
        write(&second, &folder).unwrap();
        assert_eq!(read(&folder, "").unwrap(), second);
        remove(&folder).unwrap();
    }

    #[test]
    fn a_missing_folder_is_empty() {
        assert_eq!(read(Path::new("no/such/folder"), "x/").unwrap(), Files::new());
    }
}
