//! Everything that can be done, done from the keyboard. The mouse has a file of its own.

use crate::seen::{DONE, STATES, TOLD, becomes, fragment, mentions, number, said, time, wedding};
use anyhow::{Context, Result, ensure};
use browser_tests::{Page, in_browser};

/// Rohit has asked, nobody has answered; the keyboard is on the stage.
async fn on_the_stage(page: &mut Page, at: &str) -> Result<()> {
    page.open(&format!("#play/priya-wedding?t={at}")).await?;
    page.evaluate("document.querySelector('.card-hit[tabindex=\"0\"]').focus()").await?;
    becomes(page, FOCUS, "0").await
}

const FOCUS: &str = "document.activeElement.dataset.index ?? document.activeElement.className";
const SELECTED: &str =
    "document.querySelector('[data-node][data-selected]')?.dataset.node ?? 'nobody'";

async fn all(page: &Page, keys: &[&str]) -> Result<()> {
    for key in keys {
        page.press(key).await?;
    }
    Ok(())
}

#[test]
fn arrows_walk_over_the_stage() -> Result<()> {
    in_browser(async |page| {
        on_the_stage(page, "650ms").await?;
        for (key, name) in [
            ("ArrowLeft", "caterer"),
            ("ArrowDown", "photographer"),
            ("ArrowRight", "rohit"),
            ("ArrowRight", "decorator"),
            ("ArrowDown", "dj"),
            ("ArrowUp", "decorator"),
            ("ArrowLeft", "rohit"),
        ] {
            page.press(key).await?;
            becomes(page, SELECTED, name).await.with_context(|| key.to_owned())?;
            let focus = "document.activeElement.closest('[data-node]').dataset.node";
            becomes(page, focus, name).await?;
        }
        page.press("Escape").await?;
        becomes(page, SELECTED, "nobody").await
    })
}

#[test]
fn c_crashes_and_p_pauses_whoever_is_selected() -> Result<()> {
    in_browser(async |page| {
        on_the_stage(page, "650ms").await?;
        all(page, &["ArrowLeft", "c"]).await?;
        mentions(page, STATES, "caterer crashed").await?;
        page.press("c").await?;
        becomes(page, DONE, "650ms:crash_caterer 650ms:recover_caterer").await?;
        all(page, &["ArrowDown", "p"]).await?;
        mentions(page, STATES, "photographer paused").await?;
        page.press("p").await?;
        mentions(page, STATES, "photographer working").await
    })
}

#[test]
fn n_makes_a_vendor_say_no_once() -> Result<()> {
    in_browser(async |page| {
        on_the_stage(page, "650ms").await?;
        all(page, &["ArrowLeft", "ArrowDown", "n"]).await?;
        becomes(page, DONE, "650ms:photographer_votes_no").await?;
        // Once it has voted, nothing takes that back.
        page.evaluate("pakka.seek(1800)").await?;
        page.press("n").await?;
        mentions(page, TOLD, "it has already voted").await?;
        becomes(page, DONE, "650ms:photographer_votes_no").await
    })
}

#[test]
fn k_takes_the_link_and_x_cuts_it() -> Result<()> {
    in_browser(async |page| {
        on_the_stage(page, "650ms").await?;
        all(page, &["ArrowLeft", "k", "x"]).await?;
        let link = "document.querySelector('.link[data-selected]').dataset.state";
        becomes(page, link, "cut").await?;
        page.press("x").await?;
        becomes(page, link, "up").await?;
        // Slower by the number of the offer, and back.
        page.press("2").await?;
        becomes(page, link, "slow").await?;
        page.press("2").await?;
        becomes(page, link, "up").await?;
        all(page, &["x", "h"]).await?;
        becomes(page, link, "up").await?;
        mentions(page, DONE, "650ms:heal_everything").await
    })
}

const TO_CATERER: &str = "JSON.stringify(pakka.state().messages.filter((it) => it.to === 'caterer').map((it) => it.word))";

#[test]
fn m_takes_a_message_and_d_u_l_1_do_something_to_it() -> Result<()> {
    in_browser(async |page| {
        for (key, done, left) in [
            ("d", "300ms:drop_PREPARE_from_rohit_to_caterer", "[]"),
            ("u", "300ms:duplicate_PREPARE_from_rohit_to_caterer", "[\"PREPARE\",\"PREPARE\"]"),
            ("1", "300ms:deliver_PREPARE_from_rohit_to_caterer", "[]"),
        ] {
            on_the_stage(page, "300ms").await?;
            all(page, &["ArrowLeft", "m"]).await?;
            page.wait_for(".chip[data-selected]").await?;
            page.press(key).await?;
            becomes(page, DONE, done).await?;
            becomes(page, TO_CATERER, left).await?;
            page.fresh_profile().await?;
        }
        on_the_stage(page, "300ms").await?;
        let due =
            number(page, "pakka.state().messages.find((it) => it.to === 'caterer').due").await?;
        all(page, &["ArrowLeft", "m", "l"]).await?;
        page.wait_until(&format!(
            "pakka.state().messages.find((it) => it.to === 'caterer').due > {due}"
        ))
        .await?;
        mentions(page, DONE, "delay_PREPARE_from_rohit_to_caterer_by_").await
    })
}

#[test]
fn numbers_take_what_the_inspector_offers() -> Result<()> {
    in_browser(async |page| {
        page.open("#play/priya-wedding?accident=phone-dies&t=5s").await?;
        becomes(page, STATES, &wedding("crashed", "prepared")).await?;
        // With nothing selected, the first offer brings Rohit back.
        page.press("1").await?;
        becomes(page, DONE, "5s:recover_rohit").await?;
        ensure!(time(page).await? == 5000.0, "time has moved");
        page.press("9").await?;
        becomes(page, DONE, "5s:recover_rohit").await
    })
}

#[test]
fn a_refused_number_says_why_and_does_nothing() -> Result<()> {
    in_browser(async |page| {
        on_the_stage(page, "1800ms").await?;
        page.press("ArrowLeft").await?;
        page.wait_for(".inspector .choice[aria-disabled=true]").await?;
        let place = "[...document.querySelectorAll('.inspector .choice')]
            .findIndex((it) => it.ariaDisabled === 'true') + 1";
        let number = said(page, place).await?;
        page.press(&number).await?;
        mentions(page, TOLD, "Not allowed").await?;
        becomes(page, DONE, "").await
    })
}

#[test]
fn time_obeys_the_keys() -> Result<()> {
    in_browser(async |page| {
        on_the_stage(page, "650ms").await?;
        // On a card the arrows walk over the stage; the page keys always step, as on a presenter.
        page.press("PageDown").await?;
        page.wait_until("pakka.state().time > 650").await?;
        let one = fragment(page).await?;
        page.press("PageDown").await?;
        page.wait_until(&format!("location.hash !== {one:?}")).await?;
        page.press("PageUp").await?;
        becomes(page, "location.hash", &one).await?;
        page.press("Space").await?;
        page.wait_until("pakka.state().playing").await?;
        page.press(".").await?;
        page.wait_until("!pakka.state().playing").await?;
        page.press("Home").await?;
        becomes(page, "pakka.state().time", "0").await?;
        page.press("End").await?;
        page.wait_until("pakka.state().time > 650").await
    })
}

#[test]
fn arrows_step_wherever_there_are_no_cards() -> Result<()> {
    in_browser(async |page| {
        page.open("").await?;
        page.evaluate("document.querySelector('.diagram').focus()").await?;
        all(page, &["Shift+ArrowRight", "Shift+ArrowRight"]).await?;
        let words = "document.querySelector('.narration .words').textContent";
        mentions(page, words, "Step 3").await?;
        page.press("Shift+ArrowLeft").await?;
        mentions(page, words, "Step 2").await?;
        page.press("ArrowRight").await?;
        let before = fragment(page).await?;
        page.press("ArrowRight").await?;
        page.wait_until(&format!("location.hash !== {before:?}")).await?;
        page.press("ArrowLeft").await?;
        becomes(page, "location.hash", &before).await
    })
}

#[test]
fn brackets_change_the_speed() -> Result<()> {
    in_browser(async |page| {
        page.open("").await?;
        let speed = "document.querySelector('.transport .slider').value";
        let was = said(page, speed).await?;
        page.press("]").await?;
        page.wait_until(&format!("+{speed} === {was} + 1")).await?;
        all(page, &["[", "["]).await?;
        page.wait_until(&format!("+{speed} === {was} - 1")).await?;
        // The slider itself, with its own keys.
        page.evaluate("document.querySelector('.transport .slider').focus()").await?;
        page.press("ArrowRight").await?;
        becomes(page, speed, &was).await?;
        becomes(page, "pakka.state().time", "0").await
    })
}

#[test]
fn f_forks_and_alt_arrows_change_the_branch() -> Result<()> {
    in_browser(async |page| {
        page.open("#play/priya-wedding?t=8s").await?;
        page.evaluate("pakka.seek(650)").await?;
        page.evaluate("document.querySelector('.card-hit[tabindex=\"0\"]').focus()").await?;
        page.press("f").await?;
        page.wait_for(".fork").await?;
        all(page, &["ArrowLeft", "ArrowDown", "n"]).await?;
        page.evaluate("pakka.seek(8000)").await?;
        becomes(page, STATES, &wedding("aborted", "aborted")).await?;
        page.press("Alt+ArrowUp").await?;
        becomes(page, STATES, &wedding("committed", "committed")).await?;
        page.press("Alt+ArrowDown").await?;
        becomes(page, STATES, &wedding("aborted", "aborted")).await?;
        // A branch is a button as well.
        page.evaluate("document.querySelector('.fork').focus()").await?;
        page.press("Enter").await?;
        becomes(page, STATES, &wedding("committed", "committed")).await
    })
}

#[test]
fn s_and_g_change_the_voice_and_the_language() -> Result<()> {
    in_browser(async |page| {
        page.open("#play/priya-wedding?accident=phone-dies&t=5s").await?;
        let story = "document.querySelector('.narration-body').innerText";
        let told = said(page, story).await?;
        page.press("s").await?;
        page.wait_until(&format!("{story} !== {told:?}")).await?;
        page.press("s").await?;
        becomes(page, story, &told).await?;
        page.press("g").await?;
        becomes(page, "document.querySelector('.narration-body').lang", "hi").await?;
        all(page, &["g", "g"]).await?;
        becomes(page, story, &told).await
    })
}

/// Who speaks to the computer cannot use single keys: they can be turned off (WCAG 2.1.4).
#[test]
fn single_keys_can_be_turned_off() -> Result<()> {
    in_browser(async |page| {
        page.open("").await?;
        page.press("?").await?;
        page.wait_for("dialog[open]").await?;
        page.click("dialog [role=switch]").await?;
        page.press("Escape").await?;
        page.wait_until("!document.querySelector('dialog')").await?;
        all(page, &["f", "PageDown", "]", "Space"]).await?;
        becomes(page, "pakka.state().time", "0").await?;
        ensure!(said(page, "pakka.state().playing").await? == "false", "it plays");
        page.reload().await?;
        all(page, &["PageDown"]).await?;
        becomes(page, "pakka.state().time", "0").await
    })
}

/// A menu opens, walks and closes with keys, and gives the focus back.
#[test]
fn the_accident_is_chosen_from_the_keyboard() -> Result<()> {
    in_browser(async |page| {
        page.open("").await?;
        page.evaluate("document.querySelector('button.accident').focus()").await?;
        page.press("Enter").await?;
        page.wait_for(".menu").await?;
        page.press("Escape").await?;
        page.wait_until("!document.querySelector('.menu')").await?;
        becomes(page, "document.activeElement.classList.contains('accident')", "true").await?;
        all(page, &["Enter", "ArrowDown", "ArrowDown", "Enter"]).await?;
        becomes(page, "pakka.state().accident", "phone-dies").await?;
        becomes(page, "document.activeElement.classList.contains('accident')", "true").await
    })
}

/// The tools in their row are buttons: Tab reaches them, and the card in focus is their target.
#[test]
fn a_tool_is_taken_and_used_from_the_keyboard() -> Result<()> {
    in_browser(async |page| {
        page.open("#play/priya-wedding?t=650ms").await?;
        page.evaluate("document.querySelector('.tools .tool').focus()").await?;
        all(page, &["Tab", "Enter"]).await?;
        page.wait_for(".tool:nth-of-type(2)[aria-pressed=true]").await?;
        page.evaluate("document.querySelector('.card-hit[tabindex=\"0\"]').focus()").await?;
        page.press("Enter").await?;
        mentions(page, STATES, "rohit crashed").await
    })
}
