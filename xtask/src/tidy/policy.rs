//! The page's Content-Security-Policy: there, and without the words that would make it useless.

use super::finding::Finding;
use super::source::Source;
use crate::site;

/// Reports a missing or a soft policy.
pub(crate) fn check(pages: &[Source]) -> Vec<Finding> {
    pages.iter().filter_map(|page| fault(&page.text).map(|what| finding(page, what))).collect()
}

fn fault(page: &str) -> Option<String> {
    let Some(policy) = site::policy(page) else {
        return Some("no Content-Security-Policy in a meta line".to_owned());
    };
    let soft = ["'unsafe-inline'", "'unsafe-eval'", "http:", "https:", "*"];
    if let Some(word) = policy.split([' ', ';']).find(|word| soft.contains(word)) {
        return Some(format!("the Content-Security-Policy allows {word}"));
    }
    (!policy.starts_with("default-src 'none'"))
        .then(|| "the Content-Security-Policy does not begin with default-src 'none'".to_owned())
}

fn finding(page: &Source, what: String) -> Finding {
    let line = page.text.lines().position(|line| line.contains("Content-Security-Policy"));
    let remedy = "allow what the page needs by name, from 'self' only";
    Finding::new(&page.path, line.map_or(1, |line| line + 1), what, remedy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::finding::brief;

    fn found(policy: &str) -> Vec<String> {
        let text =
            format!("<html>\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
        brief(&check(&[Source::new("index.html", &text)]))
    }

    #[test]
    fn a_missing_policy_is_found() {
        let page = Source::new("index.html", "<p>");
        assert_eq!(
            brief(&check(&[page])),
            ["index.html:1: no Content-Security-Policy in a meta line"]
        );
    }

    #[test]
    fn a_soft_policy_is_found() {
        let soft = found("default-src 'none'; script-src 'self' 'unsafe-inline'");
        assert_eq!(soft, ["index.html:2: the Content-Security-Policy allows 'unsafe-inline'"]);
        assert_eq!(found("script-src 'self'").len(), 1);
    }

    #[test]
    fn wasm_and_data_pictures_are_fine() {
        let needed =
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data:";
        assert!(found(needed).is_empty());
    }
}
