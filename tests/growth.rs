//! Coming and going leaves nothing behind: what is drawn and listened to is as much afterwards as before.

use crate::seen::{becomes, number};
use anyhow::{Result, ensure};
use browser_tests::{Page, in_browser};
use serde_json::json;

/// Counts what listens, from before the program runs: on every target, added less removed.
const COUNT_LISTENERS: &str = "
    window.listening = new Map();
    const { addEventListener, removeEventListener } = EventTarget.prototype;
    const { instantiateStreaming } = WebAssembly;
    WebAssembly.instantiateStreaming = (...all) => instantiateStreaming.apply(WebAssembly, all)
        .then((made) => { window.memory = made.instance.exports.memory; return made; });
    const key = (target) => target === window ? 'window' : target === document ? 'document' : target instanceof MediaQueryList ? 'media' : 'elements';
    const add = (target, by) => window.listening.set(key(target), (window.listening.get(key(target)) ?? 0) + by);
    EventTarget.prototype.addEventListener = function (...all) { add(this, 1); return addEventListener.apply(this, all); };
    EventTarget.prototype.removeEventListener = function (...all) { add(this, -1); return removeEventListener.apply(this, all); };";

#[derive(Debug)]
struct Size {
    elements: f64,
    lasting: f64,
    megabytes: f64,
}

/// Of JavaScript, and of the program.
const MEGABYTES: &str = "(performance.memory.usedJSHeapSize + memory.buffer.byteLength) / 1e6";

async fn size(page: &Page) -> Result<Size> {
    page.tools("HeapProfiler.collectGarbage", json!({})).await?;
    let lasting =
        "['window', 'document', 'media'].reduce((sum, key) => sum + (listening.get(key) ?? 0), 0)";
    Ok(Size {
        elements: number(page, "document.querySelectorAll('*').length").await?,
        lasting: number(page, lasting).await?,
        megabytes: number(page, MEGABYTES).await?,
    })
}

/// The first times may load and remember; after that nothing may grow.
async fn settle(page: &Page, once: impl AsyncFn(&Page) -> Result<()>) -> Result<()> {
    for _ in 0..5 {
        once(page).await?;
    }
    let before = size(page).await?;
    for _ in 0..50 {
        once(page).await?;
    }
    let after = size(page).await?;
    println!("{before:?} → {after:?}");
    ensure!((after.elements - before.elements).abs() < 1.0, "elements: {before:?} → {after:?}");
    ensure!(after.lasting <= before.lasting, "listeners: {before:?} → {after:?}");
    ensure!(after.megabytes < before.megabytes + 4.0, "memory: {before:?} → {after:?}");
    Ok(())
}

async fn open(page: &mut Page, link: &str) -> Result<()> {
    page.tools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": COUNT_LISTENERS }))
        .await?;
    page.open(link).await
}

#[test]
fn changing_rooms_leaves_nothing_behind() -> Result<()> {
    in_browser(async |page| {
        open(page, "#play/priya-wedding?accident=phone-dies&t=5s").await?;
        settle(page, async |page| {
            page.evaluate("document.querySelectorAll('.rooms a')[1].click()").await?;
            page.wait_for(".compare").await?;
            page.evaluate("document.querySelectorAll('.rooms a')[0].click()").await?;
            page.wait_for(".play-room").await.map(drop)
        })
        .await
    })
}

#[test]
fn opening_menus_and_dialogs_leaves_nothing_behind() -> Result<()> {
    in_browser(async |page| {
        open(page, "").await?;
        settle(page, async |page| {
            for button in ["button.accident", ".title-menu"] {
                page.evaluate(&format!("document.querySelector('{button}').click()")).await?;
                page.wait_for(".menu").await?;
                page.evaluate(&format!("document.querySelector('{button}').click()")).await?;
                page.wait_until("!document.querySelector('.menu')").await?;
            }
            page.evaluate("document.querySelector('.appbar-tools [aria-haspopup=dialog]').click()")
                .await?;
            page.wait_for("dialog[open]").await?;
            page.evaluate("document.querySelector('dialog .dialog-head button').click()").await?;
            page.wait_until("!document.querySelector('dialog')").await
        })
        .await
    })
}

#[test]
fn seeking_selecting_and_changing_the_run_leaves_nothing_behind() -> Result<()> {
    in_browser(async |page| {
        open(page, "#play/priya-wedding?accident=phone-dies").await?;
        settle(page, async |page| {
            page.evaluate(
                "pakka.protocol('3pc'); for (let at = 0; at < 8000; at += 400) pakka.seek(at);
                 pakka.protocol('2pc'); for (let at = 8000; at > 0; at -= 400) pakka.seek(at);
                 for (const card of document.querySelectorAll('.card-hit')) card.click();
                 pakka.seek(0)",
            )
            .await?;
            becomes(page, "pakka.state().time", "0").await
        })
        .await
    })
}

/// Every action keeps the old future, but not for ever.
#[test]
fn futures_are_kept_but_not_without_end() -> Result<()> {
    in_browser(async |page| {
        open(page, "").await?;
        for index in 0..40 {
            let script = format!(
                "pakka.seek(8000); pakka.seek({}); pakka.intervene({{ act: 'slow rohit dj x{}' }})",
                300 + index,
                index + 2
            );
            page.evaluate(&script).await?;
        }
        let forks = page.count(".fork").await?;
        ensure!((1..=12).contains(&forks), "{forks} branches are kept");
        Ok(())
    })
}
