//! The host of one test: files as GitHub Pages serves them, below the name of a repository.

use anyhow::{Context, Result, ensure};
use file_server::{Server, Site};
use std::path::{Path, PathBuf};

const PREFIX: &str = "/some/repo/";

/// The built site.
///
/// # Errors
/// When it has not been built.
pub fn dist() -> Result<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../dist");
    let folder = std::env::var_os("PAKKA_DIST").map_or_else(beside, PathBuf::from);
    ensure!(folder.join("index.html").is_file(), "no dist/ yet: run `cargo xtask build --release`");
    Ok(folder)
}

/// Serves `folder` until dropped.
pub(crate) fn serve(folder: PathBuf) -> Result<Server> {
    let page =
        std::fs::read_to_string(folder.join("index.html")).context("the site has no front page")?;
    let policy = policy(&page).context("index.html declares no Content-Security-Policy")?;
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let headers =
        vec![header("Content-Security-Policy", &policy), header("Cache-Control", "max-age=600")];
    Server::start(Site { folder, prefix: PREFIX.to_owned(), headers }, 0).context("could not serve")
}

/// What the page's `meta` line says; its value has single quotes inside, so it is in double ones.
fn policy(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("Content-Security-Policy\"")?;
    let (_, rest) = rest.split_once("content=\"")?;
    let (policy, _) = rest.split_once('"')?;
    Some(policy.split_whitespace().collect::<Vec<_>>().join(" "))
}
