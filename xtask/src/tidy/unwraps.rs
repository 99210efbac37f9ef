//! No `unwrap` or `expect` in the protocols: a step has an answer for everything it can be given.

use super::finding::Finding;
use super::source::Source;
use super::syntax;
use super::syntax::tokens;

/// Reports both calls. Read as tokens, so that the arguments of macros are seen too.
pub(crate) fn check(sources: &[Source]) -> Vec<Finding> {
    syntax::each(sources, |source, file| {
        let words = tokens(file);
        let calls = words.windows(2).filter(|pair| {
            pair[0].text == "." && (pair[1].text == "unwrap" || pair[1].text == "expect")
        });
        calls.map(|pair| finding(source, &pair[1].text, pair[1].line)).collect()
    })
}

fn finding(source: &Source, call: &str, line: usize) -> Finding {
    let remedy = "say in the types why the value is there, or answer the case in which it is not";
    Finding::new(&source.path, line, format!("`.{call}()` in a protocol"), remedy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::finding::brief;

    fn found(text: &str) -> Vec<String> {
        brief(&check(&[Source::new("p.rs", text)]))
    }

    #[test]
    fn both_calls_are_found_also_within_macros() {
        assert_eq!(found("fn f() {\n a.unwrap(); }"), ["p.rs:2: `.unwrap()` in a protocol"]);
        assert_eq!(
            found("fn f() {\n assert!(b.expect(\"x\")); }"),
            ["p.rs:2: `.expect()` in a protocol"]
        );
    }

    #[test]
    fn relatives_and_tests_pass() {
        assert!(found("fn f() { a.unwrap_or(1); /* .unwrap() */ }").is_empty());
        assert!(found("#[cfg(test)] mod tests { fn f() { a.unwrap(); } }").is_empty());
    }
}
