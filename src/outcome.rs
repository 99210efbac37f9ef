//! The outcome strip: how it stands, in seven figures.

use leptos::prelude::*;
use scene::outcome::Tile;
use scene::words::Word;

use crate::markup::Markup;
use crate::page::Page;
use crate::ui::{attr, html, memo};

/// The strip. Its attributes say the same to tests and readers of the page's source.
pub fn outcome(page: Page) -> AnyView {
    let strip = page.outcome;
    let keys = move || strip.with(|it| (0..it.tiles.len()).collect::<Vec<usize>>());
    view! {
        <dl class="outcome panel" tabindex="0" aria-label=page.name(Word::Outcome)
            data-atomicity=attr(move || strip.with(|it| it.atomicity))
            data-in-doubt=attr(move || strip.with(|it| it.in_doubt))
            data-blocked=attr(move || strip.with(|it| it.blocked_count))
            data-blocked-for=attr(move || strip.with(|it| it.blocked.clone()))
            data-time=attr(move || strip.with(|it| it.time.clone()))>
            <For each=keys key=|index| *index children=move |index| tile(page, index) />
        </dl>
    }
    .into_any()
}

fn tile(page: Page, index: usize) -> AnyView {
    let tile = memo(move || page.outcome.with(|it| it.tiles.get(index).cloned()));
    let key = move || tile.with(|it| it.as_ref().map(key_of));
    let tone =
        move || tile.with(|it| it.as_ref().map(|it| it.tone).filter(|tone| !tone.is_empty()));
    let tip = move || tile.with(|it| it.as_ref().map(|it| it.tip).filter(|tip| !tip.is_empty()));
    view! {
        <div class="tile" data-key=attr(key) data-tone=tone title=attr(tip)
            inner_html=html(move || tile.with(|it| it.as_ref().map(words).unwrap_or_default()))></div>
    }
    .into_any()
}

/// On phones the style sheet shows risk among the first; money stands in its place.
fn key_of(tile: &Tile) -> &'static str {
    if tile.key == "money" { "risk" } else { tile.key }
}

fn words(tile: &Tile) -> String {
    let mut it = Markup::new();
    it.raw("<dt>").text(tile.name);
    if !tile.long.is_empty() {
        it.element(" <span class=\"long\">", tile.long, "</span>");
    }
    it.raw("</dt><dd>");
    if let Some(glyph) = tile.glyph {
        it.drawing("glyph", glyph);
    }
    it.element("<b class=\"figure\">", &tile.figure, "</b>");
    unit(&mut it, tile);
    it.raw("</dd>").take()
}

fn unit(it: &mut Markup, tile: &Tile) {
    if tile.unit.is_empty() {
        return;
    }
    it.raw("<span class=\"unit\">");
    if tile.short == tile.unit {
        it.text(&tile.unit);
    } else {
        it.element("<span class=\"long\">", &tile.unit, "</span>");
        it.element("<span class=\"short\">", &tile.short, "</span>");
    }
    it.raw("</span>");
}
