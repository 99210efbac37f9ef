//! Under the coordinator: the client's phone, or the money check.

use leptos::prelude::*;
use scene::foot::{Foot, Part};
use scene::words::Word;

use crate::page::Page;
use crate::ui::{face, glyph, part};

/// The foot of the stage.
pub fn foot(page: Page) -> AnyView {
    let foot = crate::ui::memo(move || page.stage.with(|it| it.foot.clone()));
    let inside = move || match foot.get() {
        Foot::Client { portrait, who, says, short, clock } => {
            client(&portrait, who, says, short, clock)
        }
        Foot::Money { total, good, parts, note } => money(page, total, good, parts, note),
    };
    part(inside)
}

fn client(portrait: &str, who: String, says: String, short: String, clock: String) -> AnyView {
    view! {
        <div class="client foot">
            {face(portrait)}
            <p class="says">
                <b><span class="long">{who}</span><span class="short">{short}</span></b>
                {says}
            </p>
            <span class="clock">{clock}</span>
        </div>
    }
    .into_any()
}

fn money(page: Page, total: String, good: bool, parts: Vec<Part>, note: &'static str) -> AnyView {
    let (mark, word) =
        if good { ("s-committed", Word::SameAsBefore) } else { ("s-split", Word::MoneyBroken) };
    view! {
        <div class="money foot" data-good=good.then_some("")>
            <p class="money-head">
                <b>{page.word(Word::MoneyCheck)}</b>
                <span><b class="figure">{total}</b> ", " {page.word(word)}</span>
                {glyph(mark)}
            </p>
            <div class="money-bar">{parts.into_iter().map(bar_part).collect_view()}</div>
            <p class="money-note">{note}</p>
        </div>
    }
    .into_any()
}

fn bar_part(part: Part) -> AnyView {
    let grow = part.grow.max(1).to_string();
    view! {
        <span class="money-part" data-kind=part.kind style:flex-grow=grow>{part.label}</span>
    }
    .into_any()
}
