//! What is true of the page whatever it shows.

use anyhow::{Result, ensure};
use browser_tests::{Page, Viewport, in_browser};
use serde_json::json;

#[test]
fn the_page_opens() -> Result<()> {
    in_browser(async |page| {
        page.open("").await?;
        let title = page.evaluate("return document.title").await?;
        ensure!(
            title.as_str().is_some_and(|title| title.contains("Pakka")),
            "the title is {title}"
        );
        ensure!(page.count("h1").await? == 1, "a page has one first heading");
        ensure!(page.attr("html", "lang").await?.is_some(), "the page does not say its language");
        Ok(())
    })
}

#[test]
fn the_page_opens_by_its_file_name_too() -> Result<()> {
    in_browser(async |page| page.open("index.html").await)
}

/// The address may come from anybody: nothing in it breaks the page.
#[test]
fn a_hostile_link_does_not_break_the_page() -> Result<()> {
    in_browser(async |page| {
        for fragment in [
            "#",
            "#/%",
            "#/%F0%9F",
            "#/../../x",
            "#/<img src=x onerror=alert(1)>",
            "#/run?t=-1&t=9e99",
        ] {
            page.fresh_profile().await?;
            page.open(fragment).await?;
        }
        page.open(&format!("#/{}", "A".repeat(100_000))).await
    })
}

#[test]
fn nobody_is_shut_out() -> Result<()> {
    in_browser(async |page| {
        page.open("").await?;
        for size in [Viewport::DESKTOP, Viewport::PHONE, Viewport::LYING_PHONE] {
            for theme in ["light", "dark"] {
                page.viewport(size).await?;
                page.prefer(&[
                    ("prefers-color-scheme", theme),
                    ("prefers-reduced-motion", "reduce"),
                ])
                .await?;
                let found = page.axe().await?;
                ensure!(found.is_empty(), "axe, {theme}, {size:?}: {found:#?}");
            }
        }
        Ok(())
    })
}

#[test]
fn nothing_is_wider_than_the_screen() -> Result<()> {
    in_browser(async |page| {
        page.open("").await?;
        for size in [Viewport::DESKTOP, Viewport::PHONE, Viewport::LYING_PHONE] {
            page.viewport(size).await?;
            let width = page.evaluate("return document.documentElement.scrollWidth").await?;
            ensure!(
                width.as_u64() <= Some(size.width.into()),
                "{size:?} scrolls sideways: {width} wide"
            );
        }
        Ok(())
    })
}

/// The budget weighs the preloaded fonts, so a font of the first view must be one of them.
#[test]
fn every_font_of_the_first_view_is_preloaded() -> Result<()> {
    in_browser(async |page| {
        page.open("").await?;
        page.evaluate("return document.fonts.ready.then(() => true)").await?;
        let late = page.evaluate(
            "const early = [...document.querySelectorAll('link[rel=preload][as=font]')].map((link) => link.href);
             return performance.getEntriesByType('resource').map((entry) => entry.name)
                .filter((name) => name.endsWith('.woff2') && !early.includes(name));",
        );
        let late = late.await?;
        ensure!(late == json!([]), "not in a preload link of index.html: {late}");
        Ok(())
    })
}

#[test]
fn a_program_that_cannot_be_loaded_is_told() -> Result<()> {
    in_browser(async |page| {
        page.expect_trouble();
        page.tools("Network.setBlockedURLs", json!({ "urls": ["*.wasm"] })).await?;
        page.go("").await?;
        page.wait_for("html[data-boot=failed]").await?;
        notice(page).await
    })
}

async fn notice(page: &Page) -> Result<()> {
    let text = page.text("#boot-failed").await?;
    ensure!(!text.trim().is_empty(), "the notice is empty, or hidden");
    Ok(())
}
