//! The page without a network, and between two versions of itself.

use anyhow::{Context, Result, ensure};
use browser_tests::{Page, dist, in_browser};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

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
        let styles = fs::read_dir(copy.0.join("css"))?.next().context("no style sheet")??.path();
        fs::write(styles, "/* another version */")?;
        page.host_serves(copy.0.clone())?;
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

#[test]
fn a_newer_version_takes_over_at_the_next_visit() -> Result<()> {
    in_browser(async |page| {
        let copy = Copy::of_the_site("newer")?;
        page.host_serves(copy.0.clone())?;
        page.open("").await?;
        kept(page).await?;
        let worker = fs::read_to_string(copy.0.join("sw.js"))?;
        fs::write(
            copy.0.join("sw.js"),
            worker.replace("const VERSION = \"", "const VERSION = \"newer-"),
        )?;
        // This visit is still the old version, and fetches the newer one.
        page.reload().await?;
        page.wait_until("navigator.serviceWorker.getRegistration().then((one) => one.waiting)")
            .await?;
        page.reload().await?;
        page.wait_until(
            "caches.keys().then((names) => names.every((name) => name.includes(' newer-')))",
        )
        .await
    })
}

async fn kept(page: &Page) -> Result<()> {
    page.wait_until(KEPT).await?;
    let names = page.evaluate("return caches.keys()").await?;
    ensure!(names.as_array().map(Vec::len) == Some(1), "one version, one cache: {names}");
    let kept = page.evaluate("return caches.keys().then(([name]) => caches.open(name)).then((cache) => cache.match('./')).then(Boolean)");
    ensure!(kept.await? == json!(true), "the front page is not kept");
    Ok(())
}

/// A copy of the site that a test may spoil; gone when dropped.
struct Copy(PathBuf);

impl Copy {
    fn of_the_site(name: &str) -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("pakka-{name}-{}", std::process::id()));
        copy(&dist()?, &folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        // A folder that stays is in the folder of temporary files.
        fs::remove_dir_all(&self.0).ok();
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
