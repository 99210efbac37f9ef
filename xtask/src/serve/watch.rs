//! Notices changed sources by asking for their times. Asking a few hundred files three times a second
//! costs nothing to speak of, and works the same on every system and file share.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

/// What the page is made of.
const SOURCES: [&str; 7] =
    ["Cargo.toml", "Cargo.lock", "index.html", "src", "crates", "www", "scenarios"];

/// How often to ask.
const PAUSE: Duration = Duration::from_millis(300);

type Times = BTreeMap<PathBuf, SystemTime>;

/// The sources as they were when last built.
#[derive(Debug)]
pub(crate) struct Watch {
    roots: Vec<PathBuf>,
    seen: Times,
}

impl Watch {
    /// Begins before the first build, so that a change during it is not missed.
    pub(crate) fn begin(root: &Path) -> Self {
        let roots = SOURCES.map(|name| root.join(name)).to_vec();
        let seen = times(&roots);
        Self { roots, seen }
    }

    /// Returns when something has changed and has then been quiet for one pause: editors save in steps.
    pub(crate) fn wait(&mut self) {
        let mut last = times(&self.roots);
        loop {
            sleep(PAUSE);
            let now = times(&self.roots);
            if now == last && now != self.seen {
                self.seen = now;
                return;
            }
            last = now;
        }
    }
}

fn times(roots: &[PathBuf]) -> Times {
    let mut found = Times::new();
    roots.iter().for_each(|root| collect(root, &mut found));
    found
}

/// A file that vanishes while we look is simply not there.
fn collect(path: &Path, found: &mut Times) {
    let Ok(facts) = fs::metadata(path) else { return };
    if !facts.is_dir() {
        found.extend(facts.modified().map(|time| (path.to_owned(), time)));
        return;
    }
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        collect(&entry.path(), found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_ends_the_wait() {
        let root = std::env::temp_dir().join(format!("pakka-watch-{}", std::process::id()));
        fs::create_dir_all(root.join("src")).unwrap();
        let mut watch = Watch::begin(&root);
        fs::write(root.join("src/new.rs"), "").unwrap();
        watch.wait();
        assert_eq!(watch.seen, times(&watch.roots));
        fs::remove_dir_all(root).unwrap();
    }
}
