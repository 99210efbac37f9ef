//! Compare, by mouse and by keys: when the network goes, who is shown, and what is shared.

use crate::seen::{becomes, fragment, mentions, said};
use anyhow::{Result, ensure};
use browser_tests::in_browser;

const HERE: &str = "document.querySelector('.cut-handle').getAttribute('aria-valuenow')";
const COLUMNS: &str = "document.querySelector('.columns').dataset.count";
/// The cells of the column under the scissors: one outcome a protocol.
const ENDS: &str = "[...document.querySelectorAll('.cuts td[data-here]')].map((cell) => cell.innerText.trim()).join(' | ')";

#[test]
fn the_scissors_walk_over_the_moments_of_a_cut() -> Result<()> {
    in_browser(async |page| {
        page.open("#compare/priya-wedding").await?;
        page.wait_for(".cuts").await?;
        page.evaluate("document.querySelector('.cut-handle').focus()").await?;
        page.press("Home").await?;
        becomes(page, HERE, "1").await?;
        let mut ends = vec![said(page, ENDS).await?];
        let last: u32 =
            said(page, "document.querySelector('.cut-handle').ariaValueMax").await?.parse()?;
        for stop in 2..=last {
            page.press("ArrowRight").await?;
            becomes(page, HERE, &stop.to_string()).await?;
            ends.push(said(page, ENDS).await?);
        }
        page.press("ArrowRight").await?;
        becomes(page, HERE, &last.to_string()).await?;
        ends.sort();
        ends.dedup();
        ensure!(ends.len() > 1, "every cut ends the same: {ends:?}");
        // By the mouse: any head of the table.
        page.click(".cuts th:nth-child(3) button").await?;
        becomes(page, HERE, "2").await?;
        mentions(page, "location.hash", "partition").await
    })
}

#[test]
fn a_cut_is_dragged() -> Result<()> {
    in_browser(async |page| {
        page.open("#compare/priya-wedding").await?;
        let from = page.middle(".cut-handle").await?;
        let to = page.middle(".cuts th:nth-last-child(1)").await?;
        page.drag(from, (to.0, from.1)).await?;
        let last = said(page, "document.querySelector('.cut-handle').ariaValueMax").await?;
        becomes(page, HERE, &last).await
    })
}

/// The table says what the run itself then shows.
#[test]
fn the_table_and_the_columns_agree() -> Result<()> {
    in_browser(async |page| {
        page.open("#compare/priya-wedding").await?;
        page.wait_for(".cuts").await?;
        let stops: u32 =
            said(page, "document.querySelector('.cut-handle').ariaValueMax").await?.parse()?;
        for stop in 1..=stops {
            page.click(&format!(".cuts th:nth-child({}) button", stop + 1)).await?;
            becomes(page, HERE, &stop.to_string()).await?;
            let tones = "[...document.querySelectorAll('.cuts td[data-here] .ends')].map((it) => it.dataset.tone).join()";
            let split = said(page, tones).await?.split(',').next_back() == Some("bad");
            page.evaluate("pakka.protocol('3pc'); pakka.seek(1e8)").await?;
            let shown = said(page, "pakka.verdict().atomicity").await? == "broken";
            ensure!(
                split == shown,
                "stop {stop}: the table says {}, the run {shown}",
                said(page, tones).await?
            );
        }
        Ok(())
    })
}

#[test]
fn a_column_goes_and_comes_back() -> Result<()> {
    in_browser(async |page| {
        page.open("#compare/priya-wedding").await?;
        becomes(page, COLUMNS, "2").await?;
        for count in ["1", "2"] {
            page.click(".add-protocol").await?;
            page.click(".menu .menu-item:nth-child(2)").await?;
            becomes(page, COLUMNS, count).await?;
        }
        Ok(())
    })
}

#[test]
fn a_comparison_is_shared_whole() -> Result<()> {
    in_browser(async |page| {
        page.open("#compare/priya-wedding?accident=rohit-cut-off").await?;
        page.click(".dock .step").await?;
        page.evaluate("pakka.seek(5050)").await?;
        let words = "document.querySelector('.columns').innerText";
        mentions(page, "location.hash", "t=5.05s").await?;
        let (mine, link) = (said(page, words).await?, fragment(page).await?);
        page.fresh_profile().await?;
        page.open(&link).await?;
        becomes(page, words, &mine).await?;
        ensure!(fragment(page).await? == link, "the address has changed by being opened");
        // From one room to the other the run stays what it is.
        page.click(".rooms a:nth-child(1)").await?;
        becomes(page, "pakka.state().time", "5050").await?;
        becomes(page, "pakka.state().accident", "rohit-cut-off").await?;
        page.click(".rooms a:nth-child(2)").await?;
        becomes(page, words, &mine).await
    })
}

#[test]
fn everything_is_healed_in_all_columns() -> Result<()> {
    in_browser(async |page| {
        page.open("#compare/priya-wedding?accident=rohit-cut-off&t=8s").await?;
        let words = "document.querySelector('.columns').innerText";
        let cut = said(page, words).await?;
        page.click(".heal.button").await?;
        mentions(page, "location.hash", "heal_everything").await?;
        page.evaluate("pakka.seek(1e8)").await?;
        page.wait_until(&format!("{words} !== {}", serde_json::json!(cut))).await?;
        page.click(".heal.button").await?;
        page.wait_until("!location.hash.includes('heal_everything')").await
    })
}
