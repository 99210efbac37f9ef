//! One transport for all columns, with the clock they share.

use leptos::prelude::*;
use scene::words::Word;
use world::Micros;

use super::column::rhomb;
use super::state::Compare;
use crate::live::time_words;
use crate::run::Command;
use crate::transport::transport;
use crate::ui::{attr, icon};

/// The dock: the page's own transport, a slider over time, and what the marks mean.
pub fn dock(compare: Compare) -> AnyView {
    let page = compare.page;
    view! {
        <div class="dock panel">
            {transport(page)} {scrub(compare)}
            <span class="badge-note joined">
                {icon("i-link")} {page.say(Word::OneClock)}
            </span>
            <span class="badge-note">{rhomb()} " " {page.say(Word::Differs)}</span>
        </div>
    }
    .into_any()
}

fn scrub(compare: Compare) -> AnyView {
    let page = compare.page;
    let now = move || (page.cursor.get().at.0 / 1_000).to_string();
    let end = move || (compare.end().0 / 1_000).max(1);
    let part = move || {
        let at = page.cursor.get().at.0 / 1_000;
        format!("{}%", at * 100 / end())
    };
    let change = move |event: web_sys::Event| {
        let millis = event_target_value(&event).parse().unwrap_or(0);
        page.send(Command::Seek(Micros::millis(millis)));
    };
    view! {
        <input class="slider scrub" type="range" min="0" max=attr(end) prop:value=now style:--part=part
            aria-label=page.name(Word::TimeWord)
            aria-valuetext=attr(move || time_words(page)) on:input=change />
    }
    .into_any()
}
