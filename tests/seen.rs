//! What the page says about its run: attributes, the address, `pakka`. Most tests compare these.

use anyhow::{Context, Result, bail};
use browser_tests::Page;
use serde_json::Value;
use std::time::{Duration, Instant};

/// Everybody's state in the order of the cast: `rohit crashed, caterer prepared, …`.
pub const STATES: &str = "[...document.querySelectorAll('[data-node]')]
    .map((card) => `${card.dataset.node} ${card.dataset.state}`).join(', ')";

/// The outcome strip: `holds, 4 in doubt, 4 blocked`.
pub const OUTCOME: &str = "(({ atomicity, inDoubt, blocked }) =>
    `${atomicity}, ${inDoubt} in doubt, ${blocked} blocked`)(document.querySelector('.outcome').dataset)";

/// What a link shows: everything that two visitors of the same address must agree on. What somebody has
/// selected is not part of a run.
pub const WHOLE: &str = "JSON.stringify([pakka.state(), pakka.verdict(),
    { ...document.querySelector('.outcome').dataset },
    [...document.querySelectorAll('[data-node]')].map(({ dataset: { selected, ...rest } }) => rest)])";

/// What the reader did, as the address holds it: `5.05s:crash_rohit …`.
pub const DONE: &str = "[...new URLSearchParams(location.hash.split('?')[1] ?? '')]
    .filter(([key]) => key === 'i').map(([, value]) => value).join(' ')";

/// What a screen reader was told last.
pub const TOLD: &str = "[...document.querySelectorAll('[role=status], [role=alert]')].map((it) => it.textContent).join(' | ')";

/// The wedding with Rohit in a state, and all four vendors in another.
pub fn wedding(rohit: &str, vendors: &str) -> String {
    let four = ["caterer", "photographer", "decorator", "dj"];
    let four: Vec<String> = four.iter().map(|vendor| format!("{vendor} {vendors}")).collect();
    format!("rohit {rohit}, {}", four.join(", "))
}

const PATIENCE: Duration = Duration::from_secs(15);
const PAUSE: Duration = Duration::from_millis(30);

/// What a script says now.
pub async fn said(page: &Page, script: &str) -> Result<String> {
    let value = page.evaluate(&format!("return {script}")).await?;
    Ok(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}

/// Waits until a script says this.
pub async fn becomes(page: &Page, script: &str, wanted: &str) -> Result<()> {
    settles(page, script, wanted, |now| now == wanted).await
}

/// Waits until a script says something with this in it.
pub async fn mentions(page: &Page, script: &str, wanted: &str) -> Result<()> {
    settles(page, script, wanted, |now| now.contains(wanted)).await
}

async fn settles(
    page: &Page,
    script: &str,
    wanted: &str,
    done: impl Fn(&str) -> bool,
) -> Result<()> {
    let until = Instant::now() + PATIENCE;
    loop {
        let now = said(page, script).await?;
        if done(&now) {
            return Ok(());
        }
        if Instant::now() > until {
            bail!("wanted: {wanted}\n   got: {now}\n    of: {script}");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Where the run stands, in milliseconds.
pub async fn time(page: &Page) -> Result<f64> {
    number(page, "pakka.state().time").await
}

/// A number that a script computes.
pub async fn number(page: &Page, script: &str) -> Result<f64> {
    let value: Value = page.evaluate(&format!("return {script}")).await?;
    value.as_f64().with_context(|| format!("{script} is {value}, no number"))
}

/// The fragment of the address.
pub async fn fragment(page: &Page) -> Result<String> {
    said(page, "location.hash").await
}
