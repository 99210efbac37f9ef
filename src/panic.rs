//! When the program breaks: a card over the page that says what happened, with a link that brings
//! the reader back to the same run. What was on the page stays where it is.

use std::panic::PanicHookInfo;

use scenario::Lang;
use scene::words::Word;
use web_sys::{Document, Element};

use crate::dom;

/// From now on a broken program says so.
pub fn install() {
    std::panic::set_hook(Box::new(|info| {
        log(info);
        let _ = card(&dom::document(), &words(info));
    }));
}

fn words(info: &PanicHookInfo<'_>) -> String {
    let said = info.payload_as_str().unwrap_or("no message");
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    format!("{said} ({place})")
}

/// For the console, so that tests and engineers see it.
fn log(info: &PanicHookInfo<'_>) {
    let console = js_sys::Reflect::get(&js_sys::global(), &"console".into());
    let error = console.and_then(|console| {
        let error = js_sys::Reflect::get(&console, &"error".into())?;
        js_sys::Function::from(error).call1(&console, &words(info).into())
    });
    drop(error);
}

/// Built by hand: whatever drew the page may be what broke.
fn card(document: &Document, said: &str) -> Option<()> {
    let body = document.body()?;
    if document.get_element_by_id("broken").is_some() {
        return Some(());
    }
    let card = element(document, "section", "notice error broken", "")?;
    card.set_id("broken");
    card.set_attribute("role", "alert").ok()?;
    let text = element(document, "div", "", "")?;
    let title = element(document, "h2", "headline", Word::Panic.to(Lang::En))?;
    let what = element(document, "p", "", Word::PanicWhat.to(Lang::En))?;
    let detail = element(document, "p", "why", said)?;
    let link = element(document, "a", "button strong", "Open this run again")?;
    link.set_attribute("href", &again()).ok()?;
    let fresh = element(document, "a", "button", "Start fresh")?;
    fresh.set_attribute("href", "./").ok()?;
    for part in [title, what, detail, link, fresh] {
        text.append_child(&part).ok()?;
    }
    card.append_child(&text).ok()?;
    body.append_child(&card).ok()?;
    Some(())
}

/// The same run, as a new visit: a changed query makes the browser load the page again.
fn again() -> String {
    format!("./?again=1#{}", dom::fragment())
}

fn element(document: &Document, name: &str, class: &str, text: &str) -> Option<Element> {
    let element = document.create_element(name).ok()?;
    if !class.is_empty() {
        element.set_attribute("class", class).ok()?;
    }
    if !text.is_empty() {
        element.set_text_content(Some(text));
    }
    Some(element)
}
