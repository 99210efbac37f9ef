//! One test from beginning to end.

use crate::page::Page;
use anyhow::{Context, Result, anyhow};
use futures_util::FutureExt;
use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::time::Duration;

/// No test may take longer, whatever hangs.
const LIMIT: Duration = Duration::from_secs(120);

/// Gives the steps a page, judges the visit as a whole, and leaves a picture behind when something failed.
///
/// # Errors
/// When a step fails or panics, or the visit as a whole was not clean.
pub fn in_browser(steps: impl AsyncFnOnce(&mut Page) -> Result<()>) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut page = Page::begin().await?;
        let outcome = carry_out(steps, &mut page).await;
        if outcome.is_err() {
            keep_picture(&page).await;
        }
        page.end().await;
        outcome
    })
}

async fn carry_out(
    steps: impl AsyncFnOnce(&mut Page) -> Result<()>,
    page: &mut Page,
) -> Result<()> {
    let all = async {
        steps(page).await?;
        page.verdict().await
    };
    // A panic, for instance of an assertion, must not leave the browser behind.
    let caught = AssertUnwindSafe(tokio::time::timeout(LIMIT, all)).catch_unwind().await;
    caught
        .map_err(|_| anyhow!("a step panicked; its message is above"))?
        .with_context(|| format!("not done after {} s", LIMIT.as_secs()))?
}

/// In the target folder, by the name of the test. A picture that cannot be kept is no second failure.
async fn keep_picture(page: &Page) {
    let Ok(picture) = page.screenshot().await else { return };
    let name = std::thread::current().name().unwrap_or("test").replace("::", "-");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("target").join("failed");
    let file = folder.join(format!("{name}.png"));
    if std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&file, picture)).is_ok() {
        eprintln!("what the page looked like: {}", file.display());
    }
}
