//! For everybody: names, order, contrast, motion, small windows, strict hosts.

use crate::seen::{becomes, number, said};
use anyhow::{Context, Result, ensure};
use browser_tests::{Page, Viewport, in_browser};
use serde_json::Value;

const LANGUAGES: [&str; 3] = ["en", "hi", "hi-Latn"];
/// One with an accident, cuts and messages under way; one that has split.
const ROOMS: [&str; 4] = [
    "#play/priya-wedding?accident=phone-dies&t=5.05s",
    "#play/upi-3pc?t=60ms",
    "#compare/priya-wedding?accident=rohit-cut-off&t=5.05s",
    "#compare/upi-3pc?t=100ms",
];

async fn judged(page: &Page, what: &str) -> Result<()> {
    let found = page.axe().await?;
    let grave: Vec<&String> =
        found.iter().filter(|it| it.contains("(serious)") || it.contains("(critical)")).collect();
    ensure!(grave.is_empty(), "{what}: {grave:#?}");
    Ok(())
}

#[test]
fn axe_finds_nothing_grave_in_either_room_theme_or_language() -> Result<()> {
    in_browser(async |page| {
        for room in ROOMS {
            for lang in LANGUAGES {
                page.open(&format!("?lang={lang}{room}")).await?;
                becomes(page, "document.documentElement.lang", lang).await?;
                for theme in ["light", "dark"] {
                    page.prefer(&[
                        ("prefers-color-scheme", theme),
                        ("prefers-reduced-motion", "reduce"),
                    ])
                    .await?;
                    judged(page, &format!("{room}, {lang}, {theme}")).await?;
                }
            }
        }
        Ok(())
    })
}

/// Menus, the help, the sheet of a phone and a message about a mistake are part of the page too.
#[test]
fn axe_finds_nothing_grave_in_what_opens() -> Result<()> {
    in_browser(async |page| {
        page.open("#play/priya-wedding?p=9pc").await?;
        page.prefer(&[("prefers-reduced-motion", "reduce")]).await?;
        page.wait_for("#problem").await?;
        judged(page, "a problem").await?;
        for (button, opened) in [("button.accident", ".menu"), (".title-menu", ".menu")] {
            page.click(button).await?;
            page.wait_for(opened).await?;
            judged(page, button).await?;
            page.press("Escape").await?;
        }
        page.evaluate("document.activeElement.blur()").await?;
        page.press("?").await?;
        page.wait_for("dialog[open]").await?;
        judged(page, "the help").await?;
        page.press("Escape").await?;
        for tab in 0..4 {
            page.click(&format!("#tab{tab}")).await?;
            judged(page, &format!("tab {tab}")).await?;
        }
        page.viewport(Viewport::PHONE).await?;
        page.click(".break.button").await?;
        page.wait_for("dialog[open]").await?;
        judged(page, "the sheet").await
    })
}

/// What can be pressed and what can be set.
const CONTROLS: &str = "[...document.querySelectorAll(
    'button, a[href], input, select, textarea, [role=button], [role=slider], [role=switch], [role=tab]')]
    .filter((it) => it.getClientRects().length > 0)";

const NAMELESS: &str = ".filter((it) => ![it.ariaLabel, it.textContent, it.title, it.getAttribute('aria-labelledby'),
    it.labels?.[0]?.textContent].some((name) => name?.trim())).map((it) => it.outerHTML.slice(0, 120)).join(' | ')";

#[test]
fn every_control_has_a_name() -> Result<()> {
    in_browser(async |page| {
        for room in ROOMS {
            page.open(room).await?;
            let nameless = said(page, &format!("{CONTROLS}{NAMELESS}")).await?;
            ensure!(nameless.is_empty(), "{room}: without a name:\n{nameless}");
        }
        Ok(())
    })
}

/// The part of the page that has the keyboard.
const REGION: &str = "(() => {
    const regions = { appbar: '.appbar', title: '.titlebar', tools: '.tools', stage: '.map', outcome: '.outcome',
        axis: '.spacetime .panel-head', diagram: '.diagram', branches: '.forks', transport: '.transport',
        narration: '.narration', inspector: '.inspector' };
    const at = document.activeElement;
    return Object.keys(regions).find((name) => at.closest(regions[name])) ?? at.className;
})()";

/// Tab goes where the eye goes. The stage is one stop; its cards are reached with arrows.
#[test]
fn tab_walks_over_the_regions_in_order() -> Result<()> {
    in_browser(async |page| {
        page.open("#play/priya-wedding?t=8s").await?;
        page.evaluate("pakka.seek(650), pakka.intervene({ act: 'dj votes no' })").await?;
        let mut walk: Vec<String> = Vec::new();
        for _ in 0..70 {
            page.press("Tab").await?;
            if page.evaluate("return document.activeElement === document.body").await? == true {
                break;
            }
            let region = said(page, REGION).await?;
            if walk.last() != Some(&region) {
                walk.push(region);
            }
        }
        let wanted = [
            "skip",
            "appbar",
            "title",
            "tools",
            "stage",
            "outcome",
            "axis",
            "diagram",
            "branches",
            "transport",
            "narration",
            "inspector",
        ];
        ensure!(walk == wanted, "Tab goes {walk:?}");
        Ok(())
    })
}

/// Whoever goes by Tab sees where they are.
#[test]
fn the_focus_can_be_seen() -> Result<()> {
    in_browser(async |page| {
        for room in [ROOMS[0], ROOMS[2]] {
            page.open(room).await?;
            for _ in 0..45 {
                page.press("Tab").await?;
                let seen = page
                    .evaluate(
                        "const at = document.activeElement;
                         if (at === document.body) return true;
                         const near = [at, at.parentElement, at.parentElement.parentElement, ...at.children];
                         const shown = (it) => { const style = getComputedStyle(it);
                            return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'; };
                         return near.some(shown) || at.outerHTML.slice(0, 200)",
                    )
                    .await?;
                ensure!(seen == Value::Bool(true), "{room}: no focus to be seen at {seen}");
            }
        }
        Ok(())
    })
}

const CHIP: &str = "document.querySelector('.chip')?.getAttribute('transform')";

/// Where motion is unwelcome a message stands still until it arrives; else it travels.
#[test]
fn messages_stand_still_where_motion_is_unwelcome() -> Result<()> {
    in_browser(async |page| {
        for (wish, moves) in [("reduce", false), ("no-preference", true)] {
            page.prefer(&[("prefers-reduced-motion", wish)]).await?;
            page.open("#play/priya-wedding?t=300ms").await?;
            let before = said(page, CHIP).await?;
            page.evaluate("pakka.seek(420)").await?;
            becomes(page, "pakka.state().time", "420").await?;
            let after = said(page, CHIP).await?;
            ensure!(before.starts_with("translate"), "no message is under way: {before}");
            ensure!((before != after) == moves, "{wish}: from {before} to {after}");
        }
        Ok(())
    })
}

#[test]
fn no_window_scrolls_sideways() -> Result<()> {
    let laptop = Viewport { width: 1024, height: 768, touch: false };
    let narrow = Viewport { width: 360, height: 640, touch: true };
    in_browser(async |page| {
        for room in ROOMS {
            for lang in LANGUAGES {
                page.open(&format!("?lang={lang}{room}")).await?;
                for size in
                    [Viewport::DESKTOP, laptop, Viewport::PHONE, Viewport::LYING_PHONE, narrow]
                {
                    page.viewport(size).await?;
                    let width = number(page, "document.documentElement.scrollWidth").await?;
                    ensure!(
                        width <= f64::from(size.width),
                        "{room}, {lang}, {size:?}: {width} wide"
                    );
                }
            }
        }
        Ok(())
    })
}

/// On a desk nothing scrolls at all.
#[test]
fn play_fits_into_a_window_of_1280_by_720() -> Result<()> {
    in_browser(async |page| {
        page.viewport(Viewport { width: 1280, height: 720, touch: false }).await?;
        page.open(ROOMS[0]).await?;
        let height = number(page, "document.documentElement.scrollHeight").await?;
        ensure!(height <= 720.0, "{height} high");
        Ok(())
    })
}

#[test]
fn an_embedded_page_has_no_bars() -> Result<()> {
    in_browser(async |page| {
        for room in [ROOMS[0], ROOMS[2]] {
            page.open(&format!("?embed=1{room}")).await?;
            let bars = "[...document.querySelectorAll('.appbar, .titlebar')]
                .filter((bar) => bar.getClientRects().length > 0).length";
            becomes(page, bars, "0").await.with_context(|| room.to_owned())?;
            page.wait_for(".transport .play").await?;
        }
        Ok(())
    })
}

/// The host of these tests sends the page's own policy as a header; nothing here may need more.
#[test]
fn a_strict_policy_is_in_force_and_enough() -> Result<()> {
    in_browser(async |page| {
        page.open(ROOMS[0]).await?;
        let policy = "document.querySelector('meta[http-equiv]').content";
        let policy = said(page, policy).await?;
        for wanted in
            ["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'"]
        {
            ensure!(policy.contains(wanted), "the policy is {policy}");
        }
        ensure!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
        // It is in force: a script that the page did not bring is not run.
        page.expect_trouble();
        let blocked = "const script = document.createElement('script');
            script.textContent = 'window.owned = 1'; document.body.append(script);
            return window.owned ?? 'blocked'";
        ensure!(page.evaluate(blocked).await? == "blocked", "an inline script was run");
        Ok(())
    })
}

/// Before any program runs, and where none ever does, there is something to read.
#[test]
fn without_scripts_there_is_a_picture_and_a_text() -> Result<()> {
    in_browser(async |page| {
        page.tools("Emulation.setScriptExecutionDisabled", serde_json::json!({ "value": true }))
            .await?;
        page.go("").await?;
        let text = page.text("body").await?;
        ensure!(text.contains("Rohit") && text.contains("JavaScript"), "it says: {text}");
        Ok(())
    })
}
