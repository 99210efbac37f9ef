//! A copy of the built site that a test may change.

use anyhow::Result;
use browser_tests::dist;
use std::fs;
use std::path::{Path, PathBuf};

/// A copy of the site; gone when dropped.
pub struct Copy(PathBuf);

impl Copy {
    /// Copies it, under a name that no other test uses.
    pub fn of_the_site(name: &str) -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("pakka-{name}-{}", std::process::id()));
        copy(&dist()?, &folder)?;
        Ok(Self(folder))
    }

    /// Where it is.
    pub fn folder(&self) -> PathBuf {
        self.0.clone()
    }

    /// Adds or replaces a file.
    pub fn write(&self, name: &str, text: &str) -> Result<()> {
        Ok(fs::write(self.0.join(name), text)?)
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        // A folder that stays is in the folder of temporary files.
        fs::remove_dir_all(&self.0).ok();
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
