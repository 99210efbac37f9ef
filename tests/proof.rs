//! The way of a student through the first lesson, from the first visit to the shared link.

use crate::seen::{OUTCOME, STATES, WHOLE, becomes, fragment, said, wedding};
use anyhow::{Result, bail, ensure};
use browser_tests::{Page, in_browser};

#[test]
fn the_wedding_is_played_broken_repaired_compared_and_shared() -> Result<()> {
    in_browser(async |page| {
        page.open("").await?;
        book(page).await?;
        lose_the_planner(page).await?;
        let before = said(page, CARDS).await?;
        recover_him(page).await?;
        step_back(page, &before).await?;
        try_three_phases(page).await?;
        share(page).await
    })
}

/// The same by other means: not a named accident, but a click on Rohit with the crash tool in hand.
#[test]
fn a_click_on_the_planner_after_the_votes_leaves_four_in_doubt() -> Result<()> {
    in_browser(async |page| {
        page.open("").await?;
        written(page, "COMMIT").await?;
        page.click(".tool:nth-of-type(2)").await?;
        page.click("[data-node=rohit] .card-hit").await?;
        play_to_the_end(page).await?;
        in_doubt(page).await?;
        // The same click at the same moment, under three phases.
        page.click(".protocols button:nth-child(2)").await?;
        becomes(page, STATES, &wedding("crashed", "aborted")).await?;
        becomes(page, OUTCOME, "holds, 0 in doubt, 0 blocked").await
    })
}

/// What stands on the cards, clocks aside.
const CARDS: &str =
    "JSON.stringify(pakka.state().nodes.map((node) => [node.name, node.state, node.log]))";

/// Steps until Rohit has written a record.
async fn written(page: &Page, record: &str) -> Result<()> {
    let log = "pakka.state().nodes[0].log.join()";
    for _ in 0..60 {
        if said(page, log).await?.split(',').any(|word| word == record) {
            return Ok(());
        }
        page.click(".transport .step").await?;
    }
    bail!("Rohit wrote only {}", said(page, log).await?)
}

/// At four times the clock, until it stops by itself.
async fn play_to_the_end(page: &Page) -> Result<()> {
    for _ in 0..6 {
        page.press("]").await?;
    }
    page.click(".transport .play").await?;
    page.wait_until("!pakka.state().playing && pakka.state().time === pakka.state().end").await
}

async fn book(page: &Page) -> Result<()> {
    becomes(page, STATES, &wedding("working", "working")).await?;
    play_to_the_end(page).await?;
    becomes(page, STATES, &wedding("committed", "committed")).await?;
    becomes(page, OUTCOME, "holds, 0 in doubt, 0 blocked").await?;
    page.see("Pakka!").await
}

async fn lose_the_planner(page: &Page) -> Result<()> {
    page.click("button.accident").await?;
    // After “No faults”, the first accident: his phone dies after all votes.
    page.click(".menu .menu-item:nth-child(2)").await?;
    page.see("phone dies").await?;
    play_to_the_end(page).await?;
    in_doubt(page).await
}

async fn in_doubt(page: &Page) -> Result<()> {
    becomes(page, STATES, &wedding("crashed", "prepared")).await?;
    becomes(page, OUTCOME, "holds, 4 in doubt, 4 blocked").await?;
    ensure!(page.attr(".outcome", "data-in-doubt").await?.as_deref() == Some("4"), "in doubt");
    ensure!(page.attr(".outcome", "data-atomicity").await?.as_deref() == Some("holds"), "atomic");
    // Whoever waits is told so, and nothing more.
    page.see("in progress").await
}

/// What the inspector recommends with Rohit selected.
async fn recover_him(page: &Page) -> Result<()> {
    page.click("[data-node=rohit] .card-hit").await?;
    page.click(".inspector .choice[data-best]").await?;
    play_to_the_end(page).await?;
    becomes(page, STATES, &wedding("committed", "committed")).await?;
    becomes(page, OUTCOME, "holds, 0 in doubt, 0 blocked").await
}

/// Back, step by step, to where he was still down: it looks as it did then.
async fn step_back(page: &Page, before: &str) -> Result<()> {
    for _ in 0..60 {
        page.click(".transport .back").await?;
        if said(page, CARDS).await? == before {
            return becomes(page, OUTCOME, "holds, 4 in doubt, 4 blocked").await;
        }
    }
    bail!("never again as before: {}", said(page, CARDS).await?)
}

/// The vendors have only promised, so nobody can have committed: they abort while he is still down.
async fn try_three_phases(page: &Page) -> Result<()> {
    page.evaluate("pakka.seek(7900)").await?;
    becomes(page, STATES, &wedding("crashed", "prepared")).await?;
    page.click(".protocols button:nth-child(2)").await?;
    becomes(page, STATES, &wedding("crashed", "aborted")).await?;
    becomes(page, OUTCOME, "holds, 0 in doubt, 0 blocked").await?;
    play_to_the_end(page).await?;
    becomes(page, STATES, &wedding("aborted", "aborted")).await
}

/// Whoever opens the address sees the same, in a browser that has never been here.
async fn share(page: &mut Page) -> Result<()> {
    page.click(".transport .back").await?;
    page.click(".appbar .share").await?;
    page.wait_for(".appbar .share[data-done]").await?;
    let (mine, link) = (said(page, WHOLE).await?, fragment(page).await?);
    ensure!(link.contains("p=3pc") && link.contains("recover_rohit"), "the link is {link}");
    page.fresh_profile().await?;
    page.open(&link).await?;
    becomes(page, WHOLE, &mine).await?;
    ensure!(fragment(page).await? == link, "the address has changed by being opened");
    Ok(())
}
