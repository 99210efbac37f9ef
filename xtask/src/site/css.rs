//! One style sheet out of `www/css`.
//!
//! The order is `www/css/order.txt`: one file name a line, `#` for a remark. Without it `tokens.css` is
//! first, because every other file reads its variables, and the rest follows by name. The sheet lies in
//! `css/`, so `url("../fonts/…")` means the same in the source and in the site.

use super::digest;
use super::files::Files;
use anyhow::{Result, bail};

/// Path and content of the style sheet. `sources` are the files of `www/css` by name.
pub(crate) fn sheet(sources: &Files) -> Result<(String, Vec<u8>)> {
    let mut content = Vec::new();
    for name in order(sources)? {
        content.extend_from_slice(&sources[&name]);
        content.push(b'\n');
    }
    Ok((format!("css/style-{}.css", digest::short([content.as_slice()])), content))
}

fn order(sources: &Files) -> Result<Vec<String>> {
    let sheets = || sources.keys().filter(|name| name.ends_with(".css"));
    let Some(list) = sources.get("order.txt") else {
        let mut names: Vec<String> = sheets().cloned().collect();
        names.sort_by_key(|name| (name != "tokens.css", name.clone()));
        return Ok(names);
    };
    let listed = lines(&String::from_utf8_lossy(list));
    if let Some(missing) = listed.iter().find(|name| !sources.contains_key(*name)) {
        bail!("www/css/order.txt names {missing}, which is not in www/css");
    }
    if let Some(forgotten) = sheets().find(|name| !listed.contains(name)) {
        bail!("www/css/{forgotten} is not in www/css/order.txt, so the page would not have it");
    }
    Ok(listed)
}

fn lines(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(names: &[(&str, &str)]) -> Files {
        names
            .iter()
            .map(|(name, content)| ((*name).to_owned(), content.as_bytes().to_vec()))
            .collect()
    }

    fn text(names: &[(&str, &str)]) -> String {
        String::from_utf8(sheet(&sources(names)).unwrap().1).unwrap()
    }

    #[test]
    fn tokens_come_first() {
        assert_eq!(text(&[("base.css", "b"), ("tokens.css", "t"), ("x.css", "x")]), "t\nb\nx\n");
    }

    #[test]
    fn the_list_is_obeyed() {
        let list = "# reset before all\nreset.css\ntokens.css\n";
        let all = [("order.txt", list), ("reset.css", "r"), ("tokens.css", "t")];
        assert_eq!(text(&all), "r\nt\n");
    }

    #[test]
    fn the_list_must_fit_the_folder() {
        let said = |names: &[(&str, &str)]| sheet(&sources(names)).unwrap_err().to_string();
        assert!(said(&[("order.txt", "a.css")]).contains("names a.css"));
        assert!(said(&[("order.txt", ""), ("b.css", "")]).contains("b.css is not in"));
    }
}
