//! What a screen reader hears, and reads in place of the diagram.

use leptos::prelude::*;
use scenario::plain;
use scene::format::Clock;
use scene::words::Word;

use crate::narration::tell;
use crate::page::Page;
use crate::ui::part;

/// The live region: the latest sentence about the run, or what was said last.
pub fn region(page: Page) -> AnyView {
    let index = crate::ui::memo(move || {
        let cursor = page.cursor.get();
        page.played.with(|it| it.moment_index(cursor))
    });
    let title = crate::ui::memo(move || plain(&tell(page, index.get()).title));
    let atomic = crate::ui::memo(move || page.outcome.with(|it| it.atomicity == "holds"));
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
        let count = page.played.with(|it| it.moments.len());
        let row = |index: usize| {
            let at = page
                .played
                .with(|it| it.moments.get(index).map(|moment| it.scenario.unit.clock(moment.at)));
            let words = plain(&tell(page, index).title);
            view! { <tr><th scope="row">{at}</th><td>{words}</td></tr> }
        };
        (0..count).map(row).collect_view()
    };
    view! {
        <table class="sr">
            <caption>{page.say(Word::Spacetime)}</caption> <tbody>{part(rows)}</tbody>
        </table>
    }
    .into_any()
}
