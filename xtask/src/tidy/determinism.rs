//! Nothing in a run may differ between two runs or between two machines: no hash order, no clock, no
//! floating point. Clippy bans some of it; this sees the rest, and sees it in every crate of a run.

use super::finding::Finding;
use super::source::Source;
use super::syntax::{self, Token, tokens};

/// A banned word, and what to write instead.
const BANNED: [(&str, &str); 6] = [
    ("HashMap", "its order differs from run to run: use BTreeMap"),
    ("HashSet", "its order differs from run to run: use BTreeSet"),
    ("Instant", "time is an argument here, never asked for"),
    ("SystemTime", "time is an argument here, never asked for"),
    ("f32", FLOAT),
    ("f64", FLOAT),
];

const FLOAT: &str = "rounding differs between machines: use integers (microseconds, paise)";

/// Files that may use a word, and why that is safe.
const ALLOWED: [(&str, &str); 1] = [
    // Quantiles of a delay need ln and exp. They come from libm, which is the same code natively and as
    // Wasm, and the result is rounded to whole microseconds before it enters the run.
    ("crates/world/src/latency.rs", FLOAT),
];

/// Reports banned words in code; comments and tests may have them.
pub(crate) fn check(sources: &[Source]) -> Vec<Finding> {
    syntax::each(sources, |source, file| {
        tokens(file).iter().filter_map(|token| finding(source, token)).collect()
    })
}

fn finding(source: &Source, token: &Token) -> Option<Finding> {
    let word = if is_float_literal(&token.text) { "f64" } else { token.text.as_str() };
    let (_, remedy) = BANNED.iter().find(|(banned, _)| *banned == word)?;
    let allowed = ALLOWED.iter().any(|(path, why)| *path == source.path && why == remedy);
    let finding = || Finding::new(&source.path, token.line, format!("`{}`", token.text), *remedy);
    (!allowed).then(finding)
}

/// `0.5` and `1e3` are floats although they do not say so. `0x1e3` is not.
fn is_float_literal(text: &str) -> bool {
    matches!(syn::parse_str::<syn::Lit>(text), Ok(syn::Lit::Float(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::finding::brief;

    fn found(path: &str, text: &str) -> Vec<String> {
        brief(&check(&[Source::new(path, text)]))
    }

    #[test]
    fn every_banned_word_is_found() {
        for (word, _) in BANNED {
            let text = format!("fn f() {{\n let x: {word} = y; }}");
            assert_eq!(found("a.rs", &text), [format!("a.rs:2: `{word}`")]);
        }
        assert_eq!(found("a.rs", "const A: X = 0.5;"), ["a.rs:1: `0.5`"]);
    }

    #[test]
    fn comments_tests_and_tuple_fields_pass() {
        let text =
            "//! No HashMap.\nfn f() { a.0.1; \"f64\"; 0x1e3; }\n#[test] fn t() { let a = 0.5; }";
        assert!(found("a.rs", text).is_empty());
    }

    #[test]
    fn an_exception_is_for_one_file_and_one_reason() {
        let place = ALLOWED[0].0;
        assert!(found(place, "fn f() -> f64 { 0.5 }").is_empty());
        assert_eq!(found(place, "use std::collections::HashMap;").len(), 1);
    }
}
