//! Everything that can be done, done with the mouse. The keyboard has a file of its own.

use crate::seen::{DONE, STATES, TOLD, becomes, mentions, number, said, time, wedding};
use anyhow::{Result, ensure};
use browser_tests::{Page, in_browser};

/// The tools in their row, from the left.
const SELECT: &str = ".tools .tool:nth-of-type(1)";
const CRASH: &str = ".tools .tool:nth-of-type(2)";
const PAUSE: &str = ".tools .tool:nth-of-type(3)";
const VOTE_NO: &str = ".tools .tool:nth-of-type(4)";
const CUT: &str = ".tools .tool:nth-of-type(5)";
const DROP: &str = ".tools .tool:nth-of-type(6)";
const DUPLICATE: &str = ".tools .tool:nth-of-type(7)";
const DELAY: &str = ".tools .tool:nth-of-type(8)";
const HEAL: &str = ".tools .tool.heal";

fn card(name: &str) -> String {
    format!("[data-node={name}] .card-hit")
}

fn offer(number: u8) -> String {
    format!(".inspector .choices li:nth-child({number}) .choice")
}

/// The wedding, looked at while the vendors think: Rohit has asked, nobody has answered.
async fn early(page: &mut Page) -> Result<()> {
    page.open("#play/priya-wedding?t=650ms").await?;
    becomes(page, STATES, &wedding("working", "working")).await
}

/// A place on the first link.
async fn on_the_link(page: &Page) -> Result<(f64, f64)> {
    page.place(
        "const path = document.querySelector('.link .hit');
         const at = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(path.getScreenCTM());
         return [at.x, at.y]",
    )
    .await
}

const LINK: &str = "document.querySelector('.link').dataset.state";

#[test]
fn the_crash_tool_crashes_and_brings_back() -> Result<()> {
    in_browser(async |page| {
        early(page).await?;
        page.click(CRASH).await?;
        page.click(&card("dj")).await?;
        mentions(page, STATES, "dj crashed").await?;
        becomes(page, DONE, "650ms:crash_dj").await?;
        page.click(&card("dj")).await?;
        // Nothing stands in his diary, so nobody can hold him to a promise.
        mentions(page, STATES, "dj aborted").await?;
        becomes(page, DONE, "650ms:crash_dj 650ms:recover_dj").await
    })
}

/// A step may end between two entries of one moment; what is done there shows at once.
#[test]
fn what_is_done_after_a_step_shows_at_once() -> Result<()> {
    in_browser(async |page| {
        page.open("").await?;
        page.click(CRASH).await?;
        for name in ["caterer", "rohit", "dj"] {
            for _ in 0..4 {
                page.click(".transport .step").await?;
            }
            page.click(&card(name)).await?;
            mentions(page, STATES, &format!("{name} crashed")).await?;
        }
        Ok(())
    })
}

#[test]
fn the_pause_tool_pauses_and_lets_go() -> Result<()> {
    in_browser(async |page| {
        early(page).await?;
        page.click(PAUSE).await?;
        page.click(&card("photographer")).await?;
        mentions(page, STATES, "photographer paused").await?;
        page.click(&card("photographer")).await?;
        mentions(page, STATES, "photographer working").await?;
        becomes(page, DONE, "650ms:pause_photographer 650ms:resume_photographer").await
    })
}

#[test]
fn a_vendor_can_be_made_to_say_no() -> Result<()> {
    in_browser(async |page| {
        early(page).await?;
        page.click(VOTE_NO).await?;
        page.click(&card("decorator")).await?;
        becomes(page, DONE, "650ms:decorator_votes_no").await?;
        page.evaluate("pakka.seek(8000)").await?;
        becomes(page, STATES, &wedding("aborted", "aborted")).await
    })
}

/// A vote cannot be taken back. The page says so, and the run stays what it is.
#[test]
fn what_is_not_allowed_is_refused_with_the_reason() -> Result<()> {
    in_browser(async |page| {
        page.open("#play/priya-wedding?t=1800ms").await?;
        becomes(page, STATES, &wedding("working", "prepared")).await?;
        page.click(VOTE_NO).await?;
        page.click(&card("dj")).await?;
        mentions(page, TOLD, "it has already voted").await?;
        becomes(page, DONE, "").await?;
        page.click(&card("rohit")).await?;
        mentions(page, TOLD, "the coordinator does not vote").await?;
        becomes(page, DONE, "").await?;
        ensure!(page.count(".fork").await? == 0, "a refused action has made a branch");
        page.click(SELECT).await?;
        page.click(&card("dj")).await?;
        page.click(".inspector .choice[aria-disabled=true]").await?;
        mentions(page, TOLD, "Not allowed").await?;
        becomes(page, DONE, "").await
    })
}

#[test]
fn a_link_is_cut_healed_and_slowed() -> Result<()> {
    in_browser(async |page| {
        early(page).await?;
        let link = on_the_link(page).await?;
        page.click(CUT).await?;
        page.click_at(link).await?;
        becomes(page, LINK, "cut").await?;
        // Without a tool, a click on a cut link heals it, and one on a whole link selects it.
        page.click(SELECT).await?;
        page.click_at(link).await?;
        becomes(page, LINK, "up").await?;
        page.click_at(link).await?;
        page.wait_for(".link[data-selected]").await?;
        page.click(&offer(2)).await?;
        becomes(page, LINK, "slow").await?;
        page.click(&offer(2)).await?;
        becomes(page, LINK, "up").await?;
        page.click(&offer(1)).await?;
        becomes(page, LINK, "cut").await?;
        page.click(HEAL).await?;
        becomes(page, LINK, "up").await
    })
}

#[test]
fn everything_is_healed_at_once() -> Result<()> {
    in_browser(async |page| {
        early(page).await?;
        page.click(CRASH).await?;
        page.click(&card("rohit")).await?;
        page.click(PAUSE).await?;
        page.click(&card("caterer")).await?;
        page.click(CUT).await?;
        page.click(&card("decorator")).await?;
        mentions(page, STATES, "caterer paused").await?;
        page.click(HEAL).await?;
        becomes(page, "document.querySelectorAll('.link[data-state=cut]').length", "0").await?;
        mentions(page, STATES, "caterer working").await?;
        ensure!(!said(page, STATES).await?.contains("crashed"), "somebody is still down");
        Ok(())
    })
}

/// While Rohit's questions travel: 300 ms.
async fn travelling(page: &mut Page) -> Result<()> {
    page.open("#play/priya-wedding?t=300ms").await?;
    page.wait_for(".chip").await.map(drop)
}

/// Under way to the DJ: how many, and when the first is due.
const TO_DJ: &str = "JSON.stringify(pakka.state().messages.filter((it) => it.to === 'dj')
    .map((it) => it.word))";
const DUE_AT_DJ: &str = "pakka.state().messages.find((it) => it.to === 'dj').due";

#[test]
fn messages_are_dropped_doubled_and_delayed() -> Result<()> {
    in_browser(async |page| {
        travelling(page).await?;
        becomes(page, TO_DJ, "[\"PREPARE\"]").await?;
        let chip = chip_to_the_dj(page).await?;
        page.click(DUPLICATE).await?;
        page.click_at(chip).await?;
        becomes(page, TO_DJ, "[\"PREPARE\",\"PREPARE\"]").await?;
        let due = number(page, DUE_AT_DJ).await?;
        page.click(DELAY).await?;
        page.click_at(chip).await?;
        page.wait_until(&format!("{DUE_AT_DJ} > {due}")).await?;
        page.evaluate("location.hash = '#play/priya-wedding?t=300ms'").await?;
        becomes(page, TO_DJ, "[\"PREPARE\"]").await?;
        page.click(DROP).await?;
        page.click_at(chip).await?;
        becomes(page, TO_DJ, "[]").await
    })
}

async fn chip_to_the_dj(page: &Page) -> Result<(f64, f64)> {
    page.place(
        "const box = document.querySelector(\".chip[aria-label*='DJ'] .hit\").getBoundingClientRect();
         return [box.left + box.width / 2, box.top + box.height / 2]",
    )
    .await
}

#[test]
fn a_message_can_be_selected_and_delivered_now() -> Result<()> {
    in_browser(async |page| {
        travelling(page).await?;
        page.click(".transport .play").await?;
        let chip = chip_to_the_dj(page).await?;
        // The other button asks what can be done, and time stands still.
        page.right_click_at(chip).await?;
        page.wait_for(".chip[data-selected]").await?;
        ensure!(said(page, "pakka.state().playing").await? == "false", "time goes on");
        page.click(&offer(1)).await?;
        mentions(page, DONE, "deliver").await?;
        becomes(page, TO_DJ, "[]").await
    })
}

#[test]
fn dragging_along_the_diagram_moves_time() -> Result<()> {
    in_browser(async |page| {
        page.open("").await?;
        let (x, y) = page.middle(".diagram").await?;
        page.click_at((x, y)).await?;
        page.wait_until("pakka.state().time > 2000 && pakka.state().time < 6000").await?;
        let half = time(page).await?;
        page.drag((x, y), (x + 200.0, y)).await?;
        page.wait_until(&format!("pakka.state().time > {half} + 500")).await?;
        page.drag((x, y), (0.0, y)).await?;
        becomes(page, "pakka.state().time", "0").await?;
        mentions(page, "location.hash", "#play").await
    })
}

#[test]
fn the_buttons_of_the_transport() -> Result<()> {
    in_browser(async |page| {
        page.open("").await?;
        for step in 2..5 {
            page.click(".transport .next-event").await?;
            mentions(
                page,
                "document.querySelector('.narration .words').textContent",
                &format!("Step {step}"),
            )
            .await?;
        }
        page.click(".transport .step").await?;
        let two = time(page).await?;
        page.click(".transport .step").await?;
        page.click(".transport .back").await?;
        becomes(page, "pakka.state().time", &two.to_string()).await?;
        page.click(".transport .play").await?;
        page.wait_until("pakka.state().playing").await?;
        page.click(".transport .play").await?;
        page.wait_until("!pakka.state().playing").await?;
        page.click(".transport .start").await?;
        becomes(page, "pakka.state().time", "0").await?;
        let (left, y) = page.middle(".transport .slider").await?;
        page.click_at((left + 40.0, y)).await?;
        mentions(page, "document.querySelector('.transport output').textContent", "×").await?;
        page.wait_until("+document.querySelector('.transport .slider').value > 5").await
    })
}

#[test]
fn a_fork_keeps_the_old_future() -> Result<()> {
    in_browser(async |page| {
        page.open("#play/priya-wedding?t=8s").await?;
        becomes(page, STATES, &wedding("committed", "committed")).await?;
        page.evaluate("pakka.seek(650)").await?;
        page.click(VOTE_NO).await?;
        page.click(&card("dj")).await?;
        page.evaluate("pakka.seek(8000)").await?;
        becomes(page, STATES, &wedding("aborted", "aborted")).await?;
        page.click(".fork").await?;
        becomes(page, STATES, &wedding("committed", "committed")).await?;
        page.click(".fork").await?;
        becomes(page, STATES, &wedding("aborted", "aborted")).await?;
        page.click(".transport .fork-here").await?;
        page.wait_for(".fork").await.map(drop)
    })
}

const STORY: &str = "document.querySelector('.narration-body').innerText";

#[test]
fn the_story_in_two_voices_and_three_languages() -> Result<()> {
    in_browser(async |page| {
        page.open("#play/priya-wedding?accident=phone-dies&t=5s").await?;
        let mut told = vec![said(page, STORY).await?];
        for voice in [2, 1] {
            page.click(&format!(
                ".narration-tools .segmented:first-child button:nth-child({voice})"
            ))
            .await?;
            for lang in [2, 3, 1] {
                let button =
                    format!(".narration-tools .segmented:last-child button:nth-child({lang})");
                page.click(&button).await?;
                page.wait_for(&format!("{button}[aria-pressed=true]")).await?;
                told.push(said(page, STORY).await?);
            }
        }
        ensure!(told.first() == told.last(), "back at the first, it tells something else");
        told.sort();
        told.dedup();
        ensure!(told.len() == 6, "two voices in three languages are six texts: {told:#?}");
        Ok(())
    })
}

/// The page's own language is another setting, and both are kept for the next visit.
#[test]
fn the_page_speaks_three_languages_and_remembers() -> Result<()> {
    in_browser(async |page| {
        page.open("").await?;
        let english = said(page, "document.querySelector('.tools').innerText").await?;
        page.click(".appbar-tools .segmented button:nth-child(2)").await?;
        becomes(page, "document.documentElement.lang", "hi").await?;
        let hindi = said(page, "document.querySelector('.tools').innerText").await?;
        ensure!(english != hindi, "the tools are called the same in Hindi");
        page.reload().await?;
        becomes(page, "document.documentElement.lang", "hi").await?;
        becomes(page, "document.querySelector('.tools').innerText", &hindi).await
    })
}
