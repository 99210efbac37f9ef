//! Colours live in `www/css/tokens.css` only, so that a theme is one file and contrast is checked once.

use super::finding::Finding;
use super::source::{Source, line_at};

const TOKENS: &str = "www/css/tokens.css";

/// Functions that make a colour out of numbers. `color-mix` is not among them: it mixes tokens.
const FUNCTIONS: [&str; 10] =
    ["rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color"];

/// Reports raw colours.
pub(crate) fn check(sources: &[Source]) -> Vec<Finding> {
    let others = sources.iter().filter(|source| source.path != TOKENS);
    others.filter(|source| source.ends_with(&[".css", ".rs"])).flat_map(in_source).collect()
}

fn in_source(source: &Source) -> Vec<Finding> {
    let (text, is_css) = (source.text.as_str(), source.ends_with(&[".css"]));
    let hashes = text.match_indices('#').filter_map(|(at, _)| hex(text, at, is_css));
    let calls = text.match_indices('(').filter_map(|(at, _)| function(text, at));
    hashes.chain(calls).map(|(at, colour)| finding(source, at, colour)).collect()
}

fn finding(source: &Source, at: usize, colour: &str) -> Finding {
    let remedy = format!("name it in {TOKENS} and use the name (a class or a variable)");
    Finding::new(
        &source.path,
        line_at(&source.text, at),
        format!("the raw colour {colour}"),
        remedy,
    )
}

/// `#` with 3, 4, 6 or 8 hexadecimal digits and nothing more. In a style sheet, `#fade` before a brace
/// is the name of an element.
fn hex(text: &str, at: usize, is_css: bool) -> Option<(usize, &str)> {
    let word: &str = text[at + 1..].split(|c: char| !is_name(c)).next()?;
    let is_colour =
        matches!(word.len(), 3 | 4 | 6 | 8) && word.chars().all(|c| c.is_ascii_hexdigit());
    let is_selector = is_css
        && text[at..].find(['{', ';', '}']).is_some_and(|end| text[at + end..].starts_with('{'));
    (is_colour && !is_selector).then(|| (at, &text[at..=at + word.len()]))
}

/// A call of a colour function that is given a number. `color(self)` of Rust code is not one.
fn function(text: &str, at: usize) -> Option<(usize, &str)> {
    let start = text[..at].rfind(|c| !is_name(c)).map_or(0, |before| before + 1);
    let argument = text[at + 1..].trim_start();
    let is_number = argument.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == '-');
    let is_colour = FUNCTIONS.contains(&&text[start..at]) && (is_number || is_relative(argument));
    is_colour.then(|| (start, &text[start..=at]))
}

/// `rgb(from …)`, `color(display-p3 …)`, `rgb({} …)` in a format string.
fn is_relative(argument: &str) -> bool {
    ["from ", "display-p3", "srgb", "{", "var("].iter().any(|start| argument.starts_with(start))
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::finding::brief;

    fn found(path: &str, text: &str) -> Vec<String> {
        brief(&check(&[Source::new(path, text)]))
    }

    #[test]
    fn raw_colours_are_found() {
        let hex = "a {\n  color: #abc;\n}";
        assert_eq!(found("www/css/a.css", hex), ["www/css/a.css:2: the raw colour #abc"]);
        assert_eq!(found("www/css/a.css", "a { color: rgb(0 0 0 / .5) }").len(), 1);
        assert_eq!(found("src/a.rs", "let fill = \"#00AAFF\";").len(), 1);
        assert_eq!(found("src/a.rs", "format!(\"oklch({l} 0 0)\")").len(), 1);
    }

    #[test]
    fn tokens_and_what_only_looks_like_a_colour_pass() {
        assert!(found(TOKENS, "a { --b: #abc }").is_empty());
        assert!(found("www/css/a.css", "#fade, #add:hover { color: var(--ink) }").is_empty());
        assert!(
            found("www/css/a.css", "a { color: color-mix(in srgb, var(--a), var(--b)) }")
                .is_empty()
        );
        assert!(
            found("src/a.rs", "#[derive(Debug)] \"#/wedding\" fn color(look: Look) {}").is_empty()
        );
    }
}
