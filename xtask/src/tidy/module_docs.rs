//! Every file of the engine says in its first lines what it is about.

use super::finding::Finding;
use super::source::Source;

/// Reports files that do not begin with `//!`.
pub(crate) fn check(sources: &[Source]) -> Vec<Finding> {
    let silent = sources.iter().filter(|source| !source.text.starts_with("//! "));
    silent.map(finding).collect()
}

fn finding(source: &Source) -> Finding {
    let remedy = "begin with `//! ` and one sentence that says what the reader finds here";
    Finding::new(&source.path, 1, "no opening doc comment", remedy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::finding::brief;

    #[test]
    fn a_silent_file_is_found() {
        let silent = Source::new("a.rs", "use b;\n//! Late.");
        assert_eq!(brief(&check(&[silent])), ["a.rs:1: no opening doc comment"]);
        assert!(check(&[Source::new("a.rs", "//! Said.\n")]).is_empty());
    }
}
