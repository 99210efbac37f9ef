//! Files that ARCHITECTURE.md names exist.

use super::finding::Finding;
use super::source::Source;
use std::path::Path;

/// Reports paths in backticks that lead nowhere.
pub(crate) fn check(map: &[Source], root: &Path) -> Vec<Finding> {
    map.iter().flat_map(|map| in_map(map, &|path| root.join(path).exists())).collect()
}

fn in_map(map: &Source, exists: &dyn Fn(&str) -> bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, line) in prose(&map.text) {
        for word in line.split('`').skip(1).step_by(2) {
            if is_path(word) && !exists(word) {
                let remedy = "correct the path, from the root of the repository";
                findings.push(Finding::new(
                    &map.path,
                    at,
                    format!("`{word}` does not exist"),
                    remedy,
                ));
            }
        }
    }
    findings
}

/// Lines with their numbers, without the fenced drawings.
fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fenced = false;
    text.lines().enumerate().filter_map(move |(at, line)| {
        let is_fence = line.trim_start().starts_with("```");
        fenced ^= is_fence;
        (!fenced && !is_fence).then_some((at + 1, line))
    })
}

/// With a slash or an ending of ours, and not a pattern, a command, a media type or an address.
fn is_path(word: &str) -> bool {
    let looks = word.contains('/') || word.ends_with(".rs") || word.ends_with(".toml");
    looks
        && word.chars().all(|c| c.is_alphanumeric() || "/._-".contains(c))
        && !word.starts_with('/')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::finding::brief;

    fn found(text: &str) -> Vec<String> {
        brief(&in_map(&Source::new("A.md", text), &|path| path == "src/app.rs"))
    }

    #[test]
    fn a_path_that_leads_nowhere_is_found() {
        assert_eq!(
            found("a\n`src/gone.rs` and `src/app.rs`"),
            ["A.md:2: `src/gone.rs` does not exist"]
        );
        assert_eq!(found("`lost.toml`").len(), 1);
    }

    #[test]
    fn other_words_pass() {
        assert!(
            found("`World::run`, `scenarios/<id>.toml`, `crates/*`, `cargo xtask test`").is_empty()
        );
        assert!(found("```text\n`a/b`\n```").is_empty());
    }
}
