//! Whatever comes from outside: addresses, stored settings, texts. The page says what and where, shows
//! something, and goes on. Ten thousand random ones are tried natively, in `crates/scenario`.

use crate::seen::{DONE, STATES, WHOLE, becomes, fragment, mentions, number, said, wedding};
use anyhow::{Context, Result, ensure};
use browser_tests::{Page, in_browser};
use serde_json::json;

/// A fragment, and a word that the page has to say about it.
const BROKEN: [(&str, &str); 29] = [
    ("#play/priya-weding", "priya-wedding"),
    ("#play/no-such-thing", "no-such-thing"),
    ("#pley/priya-wedding", "pley"),
    ("#play/priya-wedding?p=4pc", "4pc"),
    ("#play/priya-wedding?p=", "2pc"),
    ("#play/priya-wedding?x=1", "\"x\""),
    ("#play/priya-wedding?p=2pc&p=3pc", "twice"),
    ("#play/priya-wedding?seed=-1", "seed"),
    ("#play/priya-wedding?seed=99999999999999999999", "seed"),
    ("#play/priya-wedding?accident=meteor", "meteor"),
    ("#play/priya-wedding?policies=anarchy", "anarchy"),
    ("#play/priya-wedding?cooperative=maybe", "maybe"),
    ("#play/priya-wedding?detector=psychic", "psychic"),
    ("#play/priya-wedding?t=-5s", "-5s"),
    ("#play/priya-wedding?t=9e99", "9e99"),
    ("#play/priya-wedding?t=999999999999999s", "999999999999999s"),
    ("#play/priya-wedding?t=5.05s~-3", "t:"),
    ("#play/priya-wedding?i=6s", "\":\""),
    ("#play/priya-wedding?i=6s:explode_rohit", "explode"),
    ("#play/priya-wedding?i=6s:crash_nobody", "nobody"),
    ("#play/priya-wedding?i=:", "i:"),
    ("#compare/priya-wedding?compare=2pc,2pc", "twice"),
    ("#compare/priya-wedding?compare=", "compare"),
    ("#play?text=!!!!", "text"),
    ("#play?text=AAAA", "text"),
    ("#play/priya-wedding?text=AAAA", "text"),
    ("#play/%ff%fe", "%"),
    ("#play/priya-wedding?p=%00%01", "p:"),
    ("#play/<script>alert(1)</script>", "alert(1)"),
];

/// Another page altogether, so that what follows is a visit and no change of the fragment.
async fn elsewhere(page: &Page) -> Result<()> {
    page.tools("Page.navigate", json!({ "url": "about:blank" })).await
}

async fn problem(page: &Page) -> Result<String> {
    page.text("#problem").await
}

/// The page has not lost its head: the wedding, ready to play.
async fn shows_the_wedding(page: &Page) -> Result<()> {
    becomes(page, STATES, &wedding("working", "working")).await?;
    ensure!(page.count("#broken").await? == 0, "the program broke");
    page.press("PageDown").await?;
    page.wait_until("pakka.state().time > 0").await
}

#[test]
fn a_broken_address_is_named_and_the_wedding_shown() -> Result<()> {
    in_browser(async |page| {
        for (link, word) in BROKEN {
            // Another address altogether in between, so that each is a first visit.
            elsewhere(page).await?;
            page.open(link).await.with_context(|| link.to_owned())?;
            let says = problem(page).await.with_context(|| link.to_owned())?;
            ensure!(says.contains(word), "{link}: {word:?} is not in: {says}");
            ensure!(says.contains("Showing the wedding"), "{link}: {says}");
            ensure!(
                fragment(page).await?.len() == link.len()
                    || link.contains('<')
                    || link.contains('%'),
                "{link} was rewritten before anybody could look at it: {}",
                fragment(page).await?
            );
            shows_the_wedding(page).await.with_context(|| link.to_owned())?;
        }
        Ok(())
    })
}

/// Texts that a careless page would run or draw.
#[test]
fn nothing_of_an_address_is_ever_run() -> Result<()> {
    in_browser(async |page| {
        for hostile in [
            "#play/<img src=x onerror=window.owned=1>",
            "#play/%3Cimg%20src%3Dx%20onerror%3Dwindow.owned%3D1%3E",
            "#play/priya-wedding?accident=<svg onload=window.owned=1>",
            "#play/priya-wedding?i=6s:<iframe srcdoc='<script>parent.owned=1</script>'>",
            "#play/priya-wedding?p=javascript:window.owned=1",
            "#javascript:window.owned=1",
            "#play/__proto__?constructor=1",
            "#play/priya-wedding?seed=${window.owned=1}",
        ] {
            elsewhere(page).await?;
            page.open(hostile).await.with_context(|| hostile.to_owned())?;
            problem(page).await.with_context(|| hostile.to_owned())?;
            ensure!(said(page, "window.owned ?? 'no'").await? == "no", "{hostile} was run");
            ensure!(
                page.count("#problem img, #problem svg[onload], iframe").await? == 0,
                "{hostile} was drawn"
            );
        }
        Ok(())
    })
}

/// Long ones, in every place where something long fits. A long name is not repeated whole.
#[test]
fn an_oversized_address_is_refused_at_once() -> Result<()> {
    in_browser(async |page| {
        let long = "A".repeat(100_000);
        let many = "&i=6s:crash_rohit".repeat(70);
        for link in [
            format!("#{long}"),
            format!("#play/{long}"),
            format!("#play/priya-wedding?t={}", &long[..60_000]),
            format!("#play/priya-wedding?i={}", &long[..60_000]),
            format!("#play?text={}", &long[..60_000]),
            format!("#play?text={long}"),
            format!("#play/priya-wedding?t=1s{many}"),
            format!("#{}", "%".repeat(100_000)),
            format!("#play/priya-wedding?{}", "&".repeat(60_000)),
        ] {
            let start = &link[..40.min(link.len())];
            elsewhere(page).await?;
            page.open(&link).await.with_context(|| start.to_owned())?;
            if !link.contains("&&&&") {
                let says = problem(page).await.with_context(|| start.to_owned())?;
                ensure!(says.len() < 1_500, "{start}… is answered with {} letters", says.len());
            }
            shows_the_wedding(page).await.with_context(|| start.to_owned())?;
        }
        Ok(())
    })
}

/// Well-formed, and hostile all the same: far ends of every number. The page may not freeze.
#[test]
fn far_ends_of_every_number_are_only_numbers() -> Result<()> {
    in_browser(async |page| {
        for link in [
            "#play/priya-wedding?t=5.05s~4294967294",
            "#play/priya-wedding?t=48h",
            "#play/priya-wedding?seed=18446744073709551615&t=2s",
            "#play/priya-wedding?i=1us_~4294967294:crash_rohit",
            "#play/priya-wedding?i=1s:slow_rohit_dj_x1000",
            "#play/priya-wedding?i=1s:delay_PREPARE_from_rohit_to_dj_by_48h",
            "#play/priya-wedding?i=after_force_by_rohit_~4294967295:crash_rohit",
            "#compare/priya-wedding?t=48h",
        ] {
            elsewhere(page).await?;
            page.open(link).await.with_context(|| link.to_owned())?;
            ensure!(
                page.count("#problem, #broken").await? == 0,
                "{link}: {}",
                page.text("body").await?
            );
            page.press("PageUp").await?;
            page.wait_until("pakka.state().time >= 0").await?;
        }
        Ok(())
    })
}

/// Two days of asking every three seconds: half a million messages from forty letters.
#[test]
fn a_short_address_cannot_make_an_endless_run() -> Result<()> {
    in_browser(async |page| {
        page.open("#play/priya-wedding?accident=phone-dies&i=48h:recover_rohit&t=5s").await?;
        ensure!(page.count("#broken").await? == 0, "the program broke");
        becomes(page, STATES, &wedding("crashed", "prepared")).await?;
        let elements = number(page, "document.querySelectorAll('*').length").await?;
        ensure!(elements < 10_000.0, "{elements} elements are drawn");
        let late =
            "#play/priya-wedding?accident=phone-dies&i=48h:crash_dj&i=48h:recover_rohit&t=48h";
        elsewhere(page).await?;
        page.open(late).await?;
        ensure!(page.count("#broken").await? == 0, "the program broke");
        Ok(())
    })
}

/// The one who breaks the address by hand keeps the run, and everything done to it.
#[test]
fn a_broken_address_typed_over_a_run_keeps_the_run() -> Result<()> {
    in_browser(async |page| {
        page.open("#play/priya-wedding?accident=phone-dies&t=5s").await?;
        page.press("1").await?;
        becomes(page, DONE, "5s:recover_rohit").await?;
        let (before, good) = (said(page, WHOLE).await?, fragment(page).await?);
        page.evaluate("location.hash = '#play/priya-wedding?p=9pc'").await?;
        let says = problem(page).await?;
        ensure!(says.contains("9pc") && !says.contains("Showing"), "{says}");
        becomes(page, WHOLE, &before).await?;
        // A good one takes the message away; a button does too.
        page.evaluate(&format!("location.hash = {}", json!(good))).await?;
        page.wait_until("!document.querySelector('#problem')").await?;
        becomes(page, WHOLE, &before).await?;
        page.evaluate("location.hash = '#nonsense'").await?;
        page.click("#problem button").await?;
        page.wait_until("!document.querySelector('#problem')").await
    })
}

#[test]
fn an_address_typed_by_hand_is_followed() -> Result<()> {
    in_browser(async |page| {
        page.open("").await?;
        page.evaluate("location.hash = '#play/priya-wedding?accident=phone-dies&t=5s'").await?;
        becomes(page, STATES, &wedding("crashed", "prepared")).await?;
        page.evaluate("location.hash = '#compare/priya-wedding?accident=phone-dies&t=5s'").await?;
        page.wait_for(".compare").await?;
        mentions(page, "document.querySelector('.app').dataset.room", "compare").await
    })
}

const STORED: [&str; 13] = [
    "",
    "{",
    "null",
    "[]",
    "7",
    "\"hi\"",
    "{\"lang\":7}",
    "{\"lang\":\"klingon\"}",
    "{\"lang\":null,\"story\":{}}",
    "{\"voice\":\"shouting\"}",
    "{\"keys\":\"yes\"}",
    "{\"lang\":\"<img src=x onerror=window.owned=1>\"}",
    "\u{0}\u{ffff}\u{1f4a3}",
];

/// Nothing is lost: what could not be read is put aside, and the next visit is clean.
#[test]
fn a_broken_setting_is_put_aside() -> Result<()> {
    in_browser(async |page| {
        for stored in STORED {
            page.open("").await?;
            page.evaluate(&format!("localStorage.setItem('pakka.settings', {})", json!(stored)))
                .await?;
            page.reload().await.with_context(|| stored.to_owned())?;
            ensure!(page.count("#broken").await? == 0, "{stored} broke the program");
            becomes(page, STATES, &wedding("working", "working")).await?;
            ensure!(said(page, "window.owned ?? 'no'").await? == "no", "{stored} was run");
            if stored == "null" {
                continue;
            }
            let says = problem(page).await.with_context(|| stored.to_owned())?;
            ensure!(says.contains("setting") && !says.contains("Showing"), "{stored}: {says}");
            becomes(page, "localStorage.getItem('pakka.settings.unreadable')", stored).await?;
            page.reload().await?;
            ensure!(page.count("#problem").await? == 0, "{stored} is complained about twice");
        }
        page.evaluate("localStorage.setItem('pakka.settings', 'x'.repeat(2000000))").await?;
        page.reload().await?;
        problem(page).await.map(drop)
    })
}

#[test]
fn a_broken_theme_is_no_theme() -> Result<()> {
    in_browser(async |page| {
        page.open("").await?;
        page.evaluate(
            "localStorage.setItem('pakka.theme', '\"><img src=x onerror=window.owned=1>')",
        )
        .await?;
        page.reload().await?;
        ensure!(said(page, "window.owned ?? 'no'").await? == "no", "it was run");
        let theme = said(page, "document.documentElement.dataset.theme ?? 'none'").await?;
        ensure!(["none", "light", "dark"].contains(&theme.as_str()), "the theme is {theme}");
        Ok(())
    })
}

/// Some browsers forbid storage altogether; the page works, and only forgets.
#[test]
fn without_storage_the_page_works() -> Result<()> {
    in_browser(async |page| {
        let forbid = "Object.defineProperty(window, 'localStorage',
            { get() { throw new DOMException('no', 'SecurityError'); } })";
        page.tools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": forbid })).await?;
        page.open("").await?;
        shows_the_wedding(page).await?;
        page.click(".appbar-tools .segmented button:nth-child(2)").await?;
        becomes(page, "document.documentElement.lang", "hi").await
    })
}
