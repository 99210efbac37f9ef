//! `window.pakka`, as `docs/javascript.md` describes it; its examples are run.

use crate::copy::Copy;
use crate::seen::{DONE, STATES, WHOLE, becomes, fragment, mentions, said, wedding};
use anyhow::{Context, Result, bail, ensure};
use browser_tests::{Page, in_browser};
use serde_json::{Value, json};

const MANUAL: &str = include_str!("../docs/javascript.md");
const WEDDING: &str = include_str!("../scenarios/priya-wedding.toml");

/// The blocks of a language, in order.
fn blocks(language: &str) -> Vec<&'static str> {
    let start = format!("```{language}\n");
    let rest = MANUAL.split(&start).skip(1);
    rest.filter_map(|block| block.split("```").next()).collect()
}

/// What an expression gives, or what it throws.
async fn result(page: &Page, expression: &str) -> Result<std::result::Result<Value, String>> {
    let script = format!(
        "try {{ return {{ gives: {expression} }} }} catch (error) {{ return {{ throws: String(error.message) }} }}"
    );
    let value = page.evaluate(&script).await?;
    Ok(match value["throws"].as_str() {
        Some(message) => Err(message.to_owned()),
        None => Ok(value["gives"].clone()),
    })
}

#[test]
fn the_examples_of_the_manual_give_what_it_says() -> Result<()> {
    in_browser(async |page| {
        page.open("").await?;
        let lines = blocks("js").first().context("the manual has no example")?.lines();
        let mut count = 0;
        for line in lines.filter(|line| line.starts_with("pakka.")) {
            example(page, line).await.with_context(|| line.to_owned())?;
            count += 1;
        }
        ensure!(count > 20, "only {count} lines were run");
        Ok(())
    })
}

/// `expression // → value` or `expression // throws: words`.
async fn example(page: &Page, line: &str) -> Result<()> {
    let (expression, comment) = line.split_once("// ").context("a line says what it gives")?;
    let found = result(page, expression.trim()).await?;
    match (comment.strip_prefix("→ "), comment.strip_prefix("throws: "), found) {
        (Some(wanted), _, Ok(value)) => {
            let wanted: Value = serde_json::from_str(wanted.trim())?;
            // 1800 and 1800.0 are one number in JavaScript.
            let same =
                value == wanted || value.as_f64().is_some_and(|it| wanted.as_f64() == Some(it));
            ensure!(same, "gave {value}");
        }
        (_, Some(wanted), Err(message)) => {
            ensure!(message.contains(wanted.trim()), "threw: {message}");
        }
        (_, _, other) => bail!("{other:?}"),
    }
    Ok(())
}

#[test]
fn the_example_page_of_the_manual_works() -> Result<()> {
    in_browser(async |page| {
        let site = Copy::of_the_site("example")?;
        let html = blocks("html").into_iter().next().context("no html")?;
        site.write("example.html", html)?;
        site.write("example.js", blocks("js").get(1).context("no script")?)?;
        page.host_serves(site.folder())?;
        // The host of the tests sends our own policy with every file, and that one allows no frames.
        page.tools("Page.setBypassCSP", json!({ "enabled": true })).await?;
        page.go("example.html").await?;
        page.see("Four vendors have promised").await?;
        let boot = "document.querySelector('iframe').contentDocument?.documentElement.dataset.boot";
        becomes(page, boot, "ready").await?;
        bars_are_gone(page).await?;
        page.click("#crash").await?;
        becomes(page, TOLD, "In doubt: caterer, photographer, decorator, dj.").await?;
        page.click("#back").await?;
        becomes(page, TOLD, "Nobody waits. The outcome: commit.").await
    })
}

const TOLD: &str = "document.querySelector('#told').textContent";

async fn bars_are_gone(page: &Page) -> Result<()> {
    let shown = "[...document.querySelector('iframe').contentDocument.querySelectorAll('.appbar, .titlebar')]
        .filter((bar) => bar.getClientRects().length > 0).length";
    becomes(page, shown, "0").await?;
    let stage =
        "document.querySelector('iframe').contentDocument.querySelectorAll('.stage').length";
    becomes(page, stage, "1").await
}

#[test]
fn every_scenario_is_loaded_by_its_name() -> Result<()> {
    in_browser(async |page| {
        page.open("").await?;
        for name in
            ["planner-phone-died", "upi-zomato", "upi-3pc", "rajesh-wedding", "priya-wedding"]
        {
            let state = result(page, &format!("pakka.load({name:?})")).await?;
            let state = state.map_err(anyhow::Error::msg)?;
            ensure!(state["scenario"] == name && state["time"] == 0, "{name}: {state}");
            mentions(page, "location.hash", name).await?;
        }
        Ok(())
    })
}

/// A text of one's own is in the address, whole: whoever gets the link needs nothing else.
#[test]
fn a_text_is_loaded_and_travels_in_the_link() -> Result<()> {
    in_browser(async |page| {
        page.open("").await?;
        let text = WEDDING.replace("Priya’s wedding", "Meera’s wedding");
        let call = format!("pakka.load({})", json!(text));
        result(page, &call).await?.map_err(anyhow::Error::msg)?;
        page.see("Meera’s wedding").await?;
        page.evaluate("pakka.intervene({ act: 'crash rohit', at: 'after force COMMIT by rohit' })")
            .await?;
        page.evaluate("pakka.seek(8000)").await?;
        becomes(page, STATES, &wedding("crashed", "prepared")).await?;
        mentions(page, "location.hash", "text=").await?;
        let (mine, link) = (said(page, WHOLE).await?, fragment(page).await?);
        page.fresh_profile().await?;
        page.open(&link).await?;
        page.see("Meera’s wedding").await?;
        becomes(page, WHOLE, &mine).await
    })
}

/// A text with mistakes is refused with all of them, by line, and the run stays.
#[test]
fn a_text_with_mistakes_says_where_and_changes_nothing() -> Result<()> {
    in_browser(async |page| {
        page.open("#play/priya-wedding?accident=phone-dies&t=5s").await?;
        let before = said(page, WHOLE).await?;
        let text =
            WEDDING.replace("force = \"200 ms\"", "force = \"soon\"").replace("seed", "sede");
        let line = text.lines().position(|line| line.contains("soon")).context("no such line")? + 1;
        let refused = result(page, &format!("pakka.load({})", json!(text))).await?;
        let Err(message) = refused else { bail!("a text with a mistake was loaded") };
        ensure!(message.contains(&format!("scenario:{line}")), "no line {line}: {message}");
        ensure!(message.contains("soon") && message.contains("400 ms"), "{message}");
        becomes(page, WHOLE, &before).await?;
        let shown = page.text("#problem").await?;
        ensure!(
            shown.contains("soon") && shown.contains(&line.to_string()),
            "the page says: {shown}"
        );
        ensure!(!shown.contains("Showing"), "nothing else was shown, and it says so: {shown}");
        Ok(())
    })
}

#[test]
fn what_is_no_argument_is_refused_and_changes_nothing() -> Result<()> {
    in_browser(async |page| {
        page.open("#play/priya-wedding?t=1800ms").await?;
        let before = said(page, WHOLE).await?;
        for call in [
            "load()",
            "load(7)",
            "load('')",
            "load('no-such-scenario')",
            "load('x'.repeat(300000))",
            "load('\\u0000\\uffff')",
            "protocol()",
            "protocol('<script>alert(1)</script>')",
            "intervene()",
            "intervene(null)",
            "intervene('crash rohit')",
            "intervene({})",
            "intervene({ act: 7 })",
            "intervene({ act: 'explode rohit' })",
            "intervene({ act: 'crash rohit', when: 5 })",
            "intervene({ act: 'crash rohit', at: NaN })",
            "intervene({ act: 'crash rohit', at: Infinity })",
            "intervene({ act: 'crash rohit', at: 1e300 })",
            "intervene({ act: 'crash rohit', at: 'after lunch' })",
            "intervene({ act: 'crash rohit', at: {} })",
            "intervene({ act: 'recover rohit' })",
            "intervene({ act: 'dj votes no' })",
            "intervene({ act: 'rohit votes no' })",
            "intervene({ act: 'heal rohit dj' })",
            "intervene({ act: 'drop COMMIT from rohit to dj' })",
            "seek()",
            "seek(-1)",
            "seek(NaN)",
            "seek(1e300)",
            "seek({})",
        ] {
            let refused = result(page, &format!("pakka.{call}")).await?;
            ensure!(
                refused.as_ref().is_err_and(|message| message.len() > 10),
                "{call}: {refused:?}"
            );
            becomes(page, WHOLE, &before).await.with_context(|| call.to_owned())?;
            becomes(page, DONE, "").await.with_context(|| call.to_owned())?;
        }
        Ok(())
    })
}
