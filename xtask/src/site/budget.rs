//! How heavy the first view is, and when that is too much.
//!
//! The first view is the front page, what it names (styles, scripts, preloaded fonts, pictures) and the
//! program. `xtask/budget.toml` holds the limit, and what each part weighed when somebody last looked
//! and said "that is fine"; the report compares with that, so growth has a name.

use super::files::Files;
use super::html;
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

/// Part of the first view to its size in bytes, as sent.
type Weights = BTreeMap<&'static str, u64>;

/// The parts in the order of the report.
const PARTS: [&str; 6] = ["html", "css", "js", "wasm", "fonts", "pictures"];

/// The file's own explanation.
const PREFACE: &str = "\
# The first view as sent (brotli 11; fonts and bitmaps as they are), in bytes. `cargo xtask build --release`
# fails above the limit. The parts are what was accepted last: `cargo xtask build --release --accept`.
";

/// Prints the report.
///
/// # Errors
/// When the first view is over the limit.
pub(crate) fn hold(site: &Files, file: &Path, accept: bool) -> Result<()> {
    let text = std::fs::read_to_string(file).with_context(|| format!("no {}", file.display()))?;
    let budget = Budget::parse(&text)?;
    let weights = weigh(site)?;
    print!("{}", report(&weights, &budget));
    if accept {
        std::fs::write(file, budget.accepting(&weights))
            .with_context(|| format!("could not write {}", file.display()))?;
    }
    judge(&weights, &budget)
}

#[derive(Debug)]
struct Budget {
    limit: u64,
    accepted: BTreeMap<String, u64>,
}

impl Budget {
    fn parse(text: &str) -> Result<Self> {
        let mut accepted = BTreeMap::new();
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
            let told = || format!("xtask/budget.toml: `{line}` is not `name = number`");
            let (name, value) = line.split_once('=').with_context(told)?;
            let value = value.trim().replace('_', "").parse().with_context(told)?;
            accepted.insert(name.trim().to_owned(), value);
        }
        let limit =
            accepted.remove("limit").context("xtask/budget.toml has no `limit = …` line")?;
        Ok(Self { limit, accepted })
    }

    fn accepted(&self, part: &str) -> u64 {
        self.accepted.get(part).copied().unwrap_or_default()
    }

    fn accepting(&self, weights: &Weights) -> String {
        let parts = PARTS.iter().map(|part| format!("{part} = {}\n", weights[part]));
        format!("{PREFACE}limit = {}\n\n{}", self.limit, parts.collect::<String>())
    }
}

fn weigh(site: &Files) -> Result<Weights> {
    let mut weights: Weights = PARTS.map(|part| (part, 0)).into();
    for path in first_view(site)? {
        *weights.entry(part_of(path)).or_default() += sent_size(path, &site[path])?;
    }
    Ok(weights)
}

/// The paths of the first view.
fn first_view(site: &Files) -> Result<BTreeSet<&str>> {
    let page = String::from_utf8_lossy(&site["index.html"]);
    let mut paths = BTreeSet::from(["index.html"]);
    for name in html::references(&page) {
        let Some((path, _)) = site.get_key_value(&name) else {
            bail!("index.html refers to ./{name}, which is not in the site");
        };
        paths.insert(path);
    }
    paths.extend(site.keys().map(String::as_str).filter(|path| path.starts_with("pkg-")));
    Ok(paths)
}

fn part_of(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "html",
        "css" => "css",
        "js" => "js",
        "wasm" => "wasm",
        "woff2" => "fonts",
        _ => "pictures",
    }
}

fn sent_size(path: &str, content: &[u8]) -> Result<u64> {
    let is_packed = [".woff2", ".png", ".jpg", ".webp"].iter().any(|ending| path.ends_with(ending));
    if is_packed {
        return Ok(content.len() as u64);
    }
    let mut packed = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
    brotli::BrotliCompress(&mut &content[..], &mut packed, &settings)
        .with_context(|| format!("could not compress {path}"))?;
    Ok(packed.len() as u64)
}

fn report(weights: &Weights, budget: &Budget) -> String {
    let mut text = "\n    the first view, as sent       bytes   accepted     change\n".to_owned();
    let mut line = |name: &str, now: u64, then: u64| {
        let change = now.cast_signed() - then.cast_signed();
        // Writing to a string cannot fail.
        writeln!(text, "    {name:<24} {now:>10} {then:>10} {change:>+10}").ok();
    };
    for part in PARTS {
        line(part, weights[part], budget.accepted(part));
    }
    line("all", weights.values().sum(), PARTS.iter().map(|part| budget.accepted(part)).sum());
    line("limit", budget.limit, budget.limit);
    text
}

fn judge(weights: &Weights, budget: &Budget) -> Result<()> {
    let all: u64 = weights.values().sum();
    if all <= budget.limit {
        return Ok(());
    }
    let growth = |part: &&str| weights[part].saturating_sub(budget.accepted(part));
    let grown: Vec<String> = PARTS
        .iter()
        .filter(|part| growth(part) > 0)
        .map(|part| format!("{part} by {}", growth(part)))
        .collect();
    bail!(
        "the first view is {all} bytes, {} over the limit of {}. Grown since the last accepted sizes: {}. \
         Make it lighter: a font or a picture that only a later view needs should not be named in \
         index.html; a crate that is new in the page may be heavy.",
        all - budget.limit,
        budget.limit,
        if grown.is_empty() { "nothing".to_owned() } else { grown.join(", ") },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# remark\nlimit = 1_000\n\nhtml = 100\nwasm = 500\n";

    fn weights(wasm: u64) -> Weights {
        PARTS.map(|part| (part, if part == "wasm" { wasm } else { 100 })).into()
    }

    #[test]
    fn within_the_limit_is_fine() {
        judge(&weights(500), &Budget::parse(FILE).unwrap()).unwrap();
    }

    #[test]
    fn over_the_limit_says_which_part_grew() {
        let said = judge(&weights(600), &Budget::parse(FILE).unwrap()).unwrap_err().to_string();
        assert!(said.contains("1100 bytes, 100 over") && said.contains("wasm by 100"), "{said}");
        assert!(!said.contains("html by"), "{said}");
    }

    #[test]
    fn accepting_keeps_the_limit() {
        let budget = Budget::parse(FILE).unwrap();
        let again = Budget::parse(&budget.accepting(&weights(700))).unwrap();
        assert_eq!((again.limit, again.accepted("wasm")), (1000, 700));
    }

    #[test]
    fn only_what_the_first_view_needs_is_weighed() {
        let page = r#"<link rel="preload" href="./fonts/a.woff2"><img src="./a.svg">"#;
        let site = Files::from([
            ("index.html".into(), page.into()),
            ("fonts/a.woff2".into(), vec![0; 70]),
            ("fonts/later.woff2".into(), vec![0; 1000]),
            ("a.svg".into(), vec![b'a'; 5000]),
            ("pkg-1/page_bg.wasm".into(), vec![b'a'; 5000]),
        ]);
        let weights = weigh(&site).unwrap();
        assert_eq!(weights["fonts"], 70);
        assert!(weights["wasm"] > 0 && weights["wasm"] < 100, "{weights:?}");
    }

    #[test]
    fn a_missing_file_is_told() {
        let site = Files::from([("index.html".into(), r#"<img src="./gone.svg">"#.into())]);
        assert!(weigh(&site).unwrap_err().to_string().contains("./gone.svg"));
    }
}
