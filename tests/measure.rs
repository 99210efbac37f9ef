//! How long it takes until the page shows another moment of a long run. Measured and told, not asserted:
//!
//! ```sh
//! cargo xtask build --release && cargo test -p browser-tests measure -- --ignored --nocapture
//! ```

use crate::seen::{becomes, number};
use anyhow::{Context, Result, ensure};
use browser_tests::{Page, in_browser};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Eight friends who ask every 50 ms whether the ninth is back: only the ninth, or each other as well.
fn long_run(each_other: bool, horizon: &str) -> String {
    let friend = |n: u8| {
        format!(
            "[[participant]]\nkey = \"p{n}\"\nportrait = \"dj\"\nname = \"P{n}\"\nrole = \"Friend\"\nstake = \"A seat\"\n\
             resource = \"Friday\"\nworth = 100\n"
        )
    };
    let friends: String = (1..=8).map(friend).collect();
    format!(
        "id = \"many-questions\"\nunit = \"s\"\nspeed = \"1\"\nprotocol = \"2pc\"\nhorizon = \"{horizon}\"\n\
         title = \"Many questions\"\nsubtitle = \"Nobody answers.\"\nblurb = \"Eight ask for ever.\"\n\
         [transaction]\nname = \"Friday\"\nabout = \"All or nobody.\"\n\
         [timers]\nprepare = \"1 s\"\nvotes = \"1 s\"\ndecision = \"50 ms\"\nacks = \"50 ms\"\nstates = \"50 ms\"\n\
         [network]\nlatency = \"20-30 ms\"\n\
         [disk]\nforce = \"5 ms\"\nflush = \"1 s\"\n\
         [detector]\nmode = \"perfect\"\ndelay = \"100 ms\"\n\
         [settings]\ncooperative = {each_other}\n\
         [coordinator]\nkey = \"c\"\nportrait = \"rohit\"\nname = \"C\"\nrole = \"Ninth\"\n{friends}\
         [client]\nname = \"The cinema\"\nportrait = \"photo\"\nready = \"?\"\nwaiting = \"…\"\ncommit = \"Yes\"\nabort = \"No\"\n\
         unanswered = \"…\"\nhears = \"5 ms\"\n"
    )
}

/// One seek, begun right after a frame: how long the call took, until all that follows from it was in the
/// document, until that was laid out, and until the frame was painted.
const SEEK: &str = "
    const soon = () => new Promise((done) => {
        const channel = new MessageChannel();
        channel.port1.onmessage = done;
        channel.port2.postMessage(0);
    });
    const frame = () => new Promise((done) => requestAnimationFrame(() => soon().then(done)));
    return frame().then(frame).then(async () => {
        const start = performance.now();
        const times = [];
        const took = () => times.push(performance.now() - start);
        pakka.seek(Math.floor(AT * pakka.state().end));
        took();
        await soon();
        took();
        document.body.getBoundingClientRect();
        took();
        await frame();
        took();
        return times;
    })";

/// Fifty moments, the same every time.
fn moments() -> impl Iterator<Item = f64> {
    (0..50_u32).map(|n| f64::from((n * 7_919 + 13) % 1_009) / 1_009.0)
}

/// What the page's thread has worked so far, in seconds; waiting does not count, so a busy machine does little harm.
async fn work(page: &Page) -> Result<BTreeMap<String, f64>> {
    let answer = page.ask_tools("Performance.getMetrics", json!({})).await?;
    let all = answer["metrics"].as_array().context("no metrics")?;
    let kept = ["ScriptDuration", "RecalcStyleDuration", "LayoutDuration", "TaskDuration"];
    let pair = |it: &Value| Some((it["name"].as_str()?.to_owned(), it["value"].as_f64()?));
    Ok(all.iter().filter_map(pair).filter(|(name, _)| kept.contains(&name.as_str())).collect())
}

async fn seeks(page: &Page, what: &str) -> Result<()> {
    let events = number(page, "pakka.state().events").await?;
    let elements = number(page, "document.querySelectorAll('*').length").await?;
    println!("{what}, {events} events, {elements} elements");
    page.tools("Performance.enable", json!({ "timeDomain": "threadTicks" })).await?;
    let before = work(page).await?;
    let mut rows = Vec::new();
    for at in moments() {
        rows.push(page.evaluate(&SEEK.replace("AT", &at.to_string())).await?);
    }
    let after = work(page).await?;
    for (name, from) in &before {
        let spent = (after.get(name).unwrap_or(from) - from) * 1_000.0 / 50.0;
        println!("  {name}: {spent:.1} ms of work each");
    }
    for (index, name) in
        ["the call", "in the document", "laid out", "painted"].into_iter().enumerate()
    {
        let mut all: Vec<f64> = rows.iter().filter_map(|row| row[index].as_f64()).collect();
        all.sort_by(f64::total_cmp);
        let (median, most) = (all[all.len() / 2], all[all.len() - 1]);
        println!("  {name}: median {median:.1} ms, at most {most:.1} ms");
    }
    Ok(())
}

#[test]
#[ignore = "a measurement"]
fn seeking_in_a_long_run() -> Result<()> {
    in_browser(async |page| {
        page.open("#play/priya-wedding?accident=phone-dies").await?;
        seeks(page, "the wedding").await?;
        for (what, text) in [
            ("eight ask one", long_run(false, "20 s")),
            ("eight ask each other", long_run(true, "2 s")),
        ] {
            page.evaluate(&format!("pakka.load({})", json!(text))).await?;
            let crash = "pakka.intervene({ act: 'crash c', at: 'after force COMMIT by c' })";
            page.evaluate(crash).await?;
            becomes(page, "pakka.state().scenario", "many-questions").await?;
            let events = number(page, "pakka.state().events").await?;
            ensure!(events >= 10_000.0, "only {events} events");
            seeks(page, what).await?;
        }
        Ok(())
    })
}
