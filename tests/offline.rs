//! The page without a network, and between two versions of itself.

use crate::copy::Copy;
use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use browser_tests::{Page, in_browser};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::fs;

const KEPT: &str = "navigator.serviceWorker.getRegistration().then((one) => Boolean(one?.active))";

#[test]
fn after_one_visit_no_network_is_needed() -> Result<()> {
    in_browser(async |page| {
        page.open("").await?;
        kept(page).await?;
        page.unplug();
        page.reload().await
    })
}

/// A host in the middle of an update may send files of two versions. They are not kept, and the page works
/// from the network meanwhile.
#[test]
fn parts_of_two_versions_are_never_kept() -> Result<()> {
    in_browser(async |page| {
        page.expect_trouble();
        let copy = Copy::of_the_site("mixed")?;
        let styles =
            fs::read_dir(copy.folder().join("css"))?.next().context("no style sheet")??.path();
        fs::write(styles, "/* another version */")?;
        page.host_serves(copy.folder())?;
        page.open("").await?;
        let fate = page.evaluate(FATE).await?;
        ensure!(fate == "redundant", "the worker was kept although its files do not fit: {fate}");
        Ok(())
    })
}

/// What becomes of the worker: it either gets to work or is thrown away.
const FATE: &str = "return navigator.serviceWorker.register('./sw.js').then((registration) => new Promise((done) => {
    const worker = registration.installing ?? registration.waiting ?? registration.active;
    const look = () => ['redundant', 'activated'].includes(worker.state) && done(worker.state);
    worker.addEventListener('statechange', look);
    look();
}))";

/// While a page of the old version is open, a newer one arrives. The open page keeps to the old one, also for
/// what it loads late; a page that opens comes from the newer one as a whole.
#[test]
fn a_newer_version_shows_at_the_next_visit() -> Result<()> {
    in_browser(async |page| {
        let copy = Copy::of_the_site("newer")?;
        page.host_serves(copy.folder())?;
        page.open("").await?;
        kept(page).await?;
        page.reload().await?;
        ensure!(late_file(page).await?.is_empty(), "the first version has a mark already");
        become_newer(&copy)?;
        page.evaluate("return navigator.serviceWorker.getRegistration().then((one) => one.update()).then(() => true)").await?;
        page.wait_until("navigator.serviceWorker.getRegistration().then((one) => one.waiting)")
            .await?;
        ensure!(
            late_file(page).await?.is_empty(),
            "the open page was given a file of the newer version"
        );
        page.unplug();
        page.reload().await?;
        ensure!(late_file(page).await? == "newer", "a page that opens is not of the newer version");
        Ok(())
    })
}

/// The mark in a file that a page may load at any time.
async fn late_file(page: &Page) -> Result<String> {
    let mark = "return fetch('./manifest.webmanifest').then((file) => file.json()).then((file) => file.mark ?? '')";
    Ok(page.evaluate(mark).await?.as_str().unwrap_or_default().to_owned())
}

async fn kept(page: &Page) -> Result<()> {
    page.wait_until(KEPT).await?;
    let kept = page.evaluate("return caches.match('./').then(Boolean)");
    ensure!(kept.await? == json!(true), "the front page is not kept");
    Ok(())
}

/// Marks a file, and lists it in the worker with its new digest, as a build of a newer version does.
fn become_newer(site: &Copy) -> Result<()> {
    let (file, worker) = (site.folder().join("manifest.webmanifest"), site.folder().join("sw.js"));
    let old = fs::read_to_string(&file)?;
    let new = old.replacen('{', "{ \"mark\": \"newer\",", 1);
    let listed = fs::read_to_string(&worker)?
        .replace(&integrity(&old), &integrity(&new))
        .replace("const VERSION = \"", "const VERSION = \"newer-");
    fs::write(file, new)?;
    fs::write(worker, listed).context("could not write the worker")
}

/// The digest by which the worker checks a file.
fn integrity(text: &str) -> String {
    STANDARD.encode(Sha256::digest(text))
}
