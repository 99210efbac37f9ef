//! `index.html` with its placeholders filled, and the little that is read back from it.

use anyhow::{Result, bail};

/// Names that the page refers to, relative to it.
#[derive(Debug)]
pub(crate) struct Names {
    /// The style sheet.
    pub(crate) css: String,
    /// The module that starts the program.
    pub(crate) boot: String,
    /// The program's JavaScript.
    pub(crate) js: String,
    /// The program's Wasm.
    pub(crate) wasm: String,
}

/// Fills the placeholders: `{{css}}`, `{{boot}}`, `{{js}}` and `{{wasm}}` become relative addresses,
/// `{{preloads}}` the links that fetch the program while the page is still being read.
pub(crate) fn fill(page: &str, names: &Names) -> Result<String> {
    for needed in ["{{css}}", "{{boot}}"] {
        if !page.contains(needed) {
            bail!("index.html lacks {needed}; the build writes the file's name there");
        }
    }
    let filled = page
        .replace("{{css}}", &format!("./{}", names.css))
        .replace("{{boot}}", &format!("./{}", names.boot))
        .replace("{{preloads}}", &preloads(names))
        .replace("{{js}}", &format!("./{}", names.js))
        .replace("{{wasm}}", &format!("./{}", names.wasm));
    match filled.find("{{") {
        None => Ok(filled),
        Some(at) => {
            let unknown: String = filled[at..].chars().take(20).collect();
            bail!(
                "index.html has an unknown placeholder: {unknown}…; known are css, boot, preloads, js, wasm"
            )
        }
    }
}

fn preloads(names: &Names) -> String {
    let Names { js, wasm, .. } = names;
    format!(
        r#"<link rel="modulepreload" href="./{js}">
<link rel="preload" href="./{wasm}" as="fetch" type="application/wasm" crossorigin>"#
    )
}

/// The Content-Security-Policy that the page declares.
pub(crate) fn policy(page: &str) -> Option<String> {
    let tag = tags(page).find(|tag| {
        attribute(tag, "http-equiv")
            .is_some_and(|value| value.eq_ignore_ascii_case("content-security-policy"))
    })?;
    let text = attribute(tag, "content")?;
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The files of the site that the page names: styles, scripts, preloaded fonts, pictures.
pub(crate) fn references(page: &str) -> Vec<String> {
    tags(page)
        .filter(|tag| ["link", "script", "img"].contains(&name(tag)))
        .filter_map(|tag| attribute(tag, "href").or_else(|| attribute(tag, "src")))
        .filter_map(|address| address.strip_prefix("./").map(str::to_owned))
        .collect()
}

/// The insides of all opening tags, comments left out.
fn tags(page: &str) -> impl Iterator<Item = &str> {
    page.split("<!--")
        .enumerate()
        .flat_map(|(at, part)| {
            if at == 0 { part } else { part.split_once("-->").map_or("", |(_, rest)| rest) }
                .split('<')
        })
        .filter(|piece| piece.starts_with(|first: char| first.is_ascii_alphabetic()))
        .filter_map(|piece| piece.split_once('>').map(|(tag, _)| tag))
}

fn name(tag: &str) -> &str {
    tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default()
}

/// The value of a quoted attribute. A policy has single quotes inside, so the opening quote decides.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let rest = tag.match_indices(name).find_map(|(at, _)| {
        let before = tag[..at].chars().next_back()?;
        let rest = tag[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
        before.is_whitespace().then_some(rest)
    })?;
    let quote = rest.chars().next().filter(|first| matches!(first, '"' | '\''))?;
    rest[1..].split_once(quote).map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!doctype html>
<meta http-equiv="Content-Security-Policy" content="default-src 'none';
  script-src 'self'">
<!-- <script src="./old.js"></script> -->
<link rel="stylesheet" href="{{css}}">
<link rel="preload" as="font" href="./fonts/a.woff2" crossorigin>
{{preloads}}
<script type="module" src="{{boot}}"></script>
<a href="./elsewhere.html">x</a>"#;

    fn names() -> Names {
        let text = str::to_owned;
        Names { css: text("c.css"), boot: text("b.js"), js: text("p/p.js"), wasm: text("p/p.wasm") }
    }

    #[test]
    fn the_page_refers_to_what_was_built() {
        let page = fill(PAGE, &names()).unwrap();
        let files = ["c.css", "fonts/a.woff2", "p/p.js", "p/p.wasm", "b.js"];
        assert_eq!(references(&page), files);
    }

    #[test]
    fn the_policy_is_read_on_one_line() {
        assert_eq!(policy(PAGE).unwrap(), "default-src 'none'; script-src 'self'");
        assert_eq!(policy("<p>"), None);
    }

    #[test]
    fn placeholders_are_neither_forgotten_nor_invented() {
        let said = |page: &str| fill(page, &names()).unwrap_err().to_string();
        assert!(said("{{css}}").contains("lacks {{boot}}"));
        assert!(said("{{css}}{{boot}}{{oops}}").contains("unknown placeholder: {{oops}}"));
    }
}
