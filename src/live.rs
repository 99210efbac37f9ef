//! What a screen reader hears, and reads in place of the diagram.

use leptos::prelude::*;
use scenario::plain;
use scene::format::Clock;
use scene::words::Word;

use crate::markup::Markup;
use crate::narration::tell;
use crate::page::Page;
use crate::ui::{html, memo, part};

/// The live region: the latest sentence about the run, or what was said last.
pub fn region(page: Page) -> AnyView {
    let index = memo(move || {
        let cursor = page.cursor.get();
        page.played.with(|it| it.moment_index(cursor))
    });
    let title = memo(move || plain(&tell(page, index.get()).title));
    let atomic = memo(move || page.outcome.with(|it| it.atomicity == "holds"));
    let split = move || {
        (!atomic.get()).then(|| {
            view! { <span>{page.word(Word::Atomicity)} ": " {page.word(Word::Broken)}</span> }
        })
    };
    view! {
        <p class="sr" role="status" aria-live="polite" aria-atomic="true">{part(move || title.get())}</p>
        <p class="sr" role="status" aria-live="polite">{part(move || page.said.get())}</p>
        <p class="sr" role="alert">{part(split)}</p>
    }
    .into_any()
}

/// Where the reader is, in words: "5.05 s, step 9 of 14, 4 in doubt".
pub fn time_words(page: Page) -> String {
    let cursor = page.cursor.get();
    let lang = page.lang();
    let (clock, here, all) = page.played.with(|it| {
        let clock = it.scenario.unit.clock(cursor.at);
        (clock, it.moment_index(cursor) + 1, it.moments.len())
    });
    let step = Word::StepOf.with(lang, &[&here.to_string(), &all.to_string()]);
    let doubt = page.outcome.with(|it| it.in_doubt).to_string();
    format!("{clock}, {step}, {}", Word::NInDoubt.with(lang, &[&doubt]))
}

/// The moments of the run as a table that only a screen reader meets.
pub fn event_table(page: Page) -> AnyView {
    let rows = move || {
        let mut it = Markup::new();
        it.element("<caption>", page.word(Word::Spacetime), "</caption><tbody>");
        for index in 0..page.played.with(|it| it.moments.len()) {
            let at = page.played.with(|it| it.scenario.unit.clock(it.moments[index].at));
            it.element("<tr><th scope=\"row\">", &at, "</th>");
            it.element("<td>", &plain(&tell(page, index).title), "</td></tr>");
        }
        it.raw("</tbody>").take()
    };
    view! { <table class="sr" inner_html=html(rows)></table> }.into_any()
}
