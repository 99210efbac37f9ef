//! The page asks nobody but its own host: no address of another one in what the browser gets.

use super::finding::Finding;
use super::source::{Source, line_at};

/// What a browser reads.
const READ_BY_BROWSERS: [&str; 6] = [".html", ".css", ".js", ".rs", ".svg", ".webmanifest"];

/// Names of formats look like addresses but are never asked.
const NAMES: [&str; 2] = ["http://www.w3.org/", "https://www.w3.org/"];

/// Reports addresses outside comments.
pub(crate) fn check(sources: &[Source]) -> Vec<Finding> {
    let read = sources.iter().filter(|source| source.ends_with(&READ_BY_BROWSERS));
    read.flat_map(in_source).collect()
}

fn in_source(source: &Source) -> Vec<Finding> {
    let text = without_comments(source);
    let starts = ["http://", "https://", "\"//", "'//", "url(//"];
    let found = starts.iter().flat_map(|start| text.match_indices(start));
    let foreign = found.filter(|(at, _)| !NAMES.iter().any(|name| text[*at..].starts_with(name)));
    foreign.map(|(at, _)| finding(source, &text, at)).collect()
}

fn finding(source: &Source, text: &str, at: usize) -> Finding {
    let is_end = |c: char| c.is_whitespace() || "<>)".contains(c);
    let address: String = text[at..].chars().take_while(|c| !is_end(*c)).take(60).collect();
    let remedy = "keep a copy in www/ with its licence: the page makes no request to elsewhere";
    Finding::new(&source.path, line_at(text, at), format!("the address {address}"), remedy)
}

/// The text with its comments blanked; lines keep their numbers.
fn without_comments(source: &Source) -> String {
    let text = if source.ends_with(&[".html", ".svg"]) {
        blank(&source.text, "<!--", "-->")
    } else {
        blank(&source.text, "/*", "*/")
    };
    if !source.ends_with(&[".rs", ".js"]) {
        return text;
    }
    // Only whole lines: `//` also stands in the middle of every address.
    let is_comment = |line: &&str| line.trim_start().starts_with("//");
    text.split('\n')
        .map(|line| if is_comment(&line) { "" } else { line })
        .collect::<Vec<_>>()
        .join("\n")
}

fn blank(text: &str, open: &str, close: &str) -> String {
    let mut parts = text.split(open);
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (comment, rest) = part.split_once(close).unwrap_or((part, ""));
        kept.extend(comment.matches('\n'));
        kept.push_str(rest);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::finding::brief;

    fn found(path: &str, text: &str) -> Vec<String> {
        brief(&check(&[Source::new(path, text)]))
    }

    #[test]
    fn addresses_are_found() {
        let html = "<p>\n<script src=\"https://cdn.example/x.js\">";
        assert_eq!(
            found("index.html", html),
            ["index.html:2: the address https://cdn.example/x.js\""]
        );
        assert_eq!(found("a.css", "@import url(//fonts.example);").len(), 1);
        assert_eq!(found("src/a.rs", "let a = \"http://b.example\";").len(), 1);
    }

    #[test]
    fn comments_and_names_of_formats_pass() {
        assert!(
            found("a.rs", "//! See https://a.example\nlet a = \"http://www.w3.org/2000/svg\";")
                .is_empty()
        );
        assert!(found("a.css", "/* from\nhttps://a.example */ a {}").is_empty());
        assert!(found("i.html", "<!-- https://a.example -->").is_empty());
        assert!(found("OFL.txt", "https://a.example").is_empty());
    }

    #[test]
    fn a_comment_moves_no_line() {
        assert_eq!(
            found("a.css", "/* a\n b */\nb { c: url(http://d.example) }")[0][..8],
            *"a.css:3:"
        );
    }
}
