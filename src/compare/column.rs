//! One column: verdict, small stage, diagram, why, figures.

use crate::derived::Derived;
use leptos::prelude::*;
use scene::compare::{Column, Figure, Plate};
use scene::words::{self, Word};
use world::ProtocolId;

use super::diagram::diagram;
use super::mini::mini;
use super::state::Compare;
use crate::markup::Markup;
use crate::ui::{attr, html, part};

/// A column's place in the room: what it reads.
#[derive(Clone, Copy)]
pub struct Slot {
    /// The room.
    pub compare: Compare,
    /// Which column.
    pub protocol: ProtocolId,
}

impl Slot {
    /// Reads a part of the column.
    fn get<T: Default>(self, read: impl FnOnce(&Column) -> T) -> T {
        self.compare.columns.with(|columns| {
            let mine = columns.iter().find(|it| it.protocol == self.protocol);
            mine.map(read).unwrap_or_default()
        })
    }

    /// A part of the column that is compared before anybody hears of it.
    pub fn part<T>(self, read: fn(&Column) -> T) -> Derived<T>
    where
        T: Default + PartialEq + Send + Sync + 'static,
    {
        crate::ui::memo(move || self.get(read))
    }
}

/// The column of a protocol.
pub fn column(compare: Compare, protocol: ProtocolId) -> AnyView {
    let slot = Slot { compare, protocol };
    let facts = slot.part(|it| (it.atomicity, it.in_doubt, it.blocked));
    let why = slot.part(|it| it.why.clone());
    let page = compare.page;
    view! {
        <article class="column panel" data-protocol=protocol.word()
            data-atomicity=attr(move || facts.get().0) data-in-doubt=attr(move || facts.get().1)
            data-blocked=attr(move || facts.get().2)>
            <header class="column-head">{name(slot)} {plate(slot)}</header>
            {mini(slot)} {diagram(slot)} {story(slot)}
            <p class="column-why">
                <b>{page.say(Word::Why)}</b> " " {part(move || why.get())}
            </p>
            {figures(slot)}
        </article>
    }
    .into_any()
}

fn name(slot: Slot) -> AnyView {
    let words = move || words::protocol(slot.protocol, slot.compare.page.lang());
    view! {
        <div class="column-name"><h2>{part(move || words().0)}</h2> <p>{part(move || words().1)}</p></div>
    }
    .into_any()
}

fn plate(slot: Slot) -> AnyView {
    let plate = slot.part(|it| Some(it.plate.clone()));
    let tone = move || plate.with(|it| it.as_ref().map(|it| it.tone));
    let inside = move || plate.with(|it| it.as_ref().map(plate_words).unwrap_or_default());
    view! { <div class="verdict" data-tone=attr(tone) inner_html=html(inside)></div> }.into_any()
}

fn plate_words(plate: &Plate) -> String {
    let mut it = Markup::new();
    it.drawing("glyph", plate.glyph).element("<p><b>", plate.title, "</b> ");
    it.text(&plate.says).raw("</p>").take()
}

/// What the diagram shows, for those who cannot see it.
fn story(slot: Slot) -> AnyView {
    let story = slot.part(|it| it.story.clone());
    let page = slot.compare.page;
    let title = move || {
        let (name, _) = words::protocol(slot.protocol, page.lang());
        Word::WhatHappened.with(page.lang(), &[name])
    };
    let lines = move || story.get().into_iter().map(|it| view! { <li>{it}</li> }).collect_view();
    view! {
        <div class="sr">
            <h3>{part(title)}</h3>
            <ol>{part(lines)}</ol>
        </div>
    }
    .into_any()
}

fn figures(slot: Slot) -> AnyView {
    let figures = slot.part(|it| it.figures.clone());
    let page = slot.compare.page;
    let inside = move || {
        let word = page.word(Word::Differs);
        figures.with(|list| list.iter().map(|it| figure(it, word)).collect::<String>())
    };
    view! { <dl class="figures" inner_html=html(inside)></dl> }.into_any()
}

fn figure(figure: &Figure, differs: &str) -> String {
    let mut it = Markup::new();
    it.raw("<div").attr("data-figure", figure.key);
    it.raw(if figure.differs { " data-differs=\"\"" } else { "" });
    it.element("><dt>", figure.name, " ");
    if figure.differs {
        it.raw("<svg class=\"rhomb\" viewBox=\"-6 -6 12 12\" aria-hidden=\"true\">");
        it.raw("<path d=\"M0-5L5 0L0 5L-5 0Z\"/></svg>");
        it.element("<span class=\"sr\">", differs, "</span>");
    }
    it.raw("</dt><dd>");
    if let Some(glyph) = figure.glyph {
        it.drawing("glyph", glyph);
    }
    it.text(&figure.value).raw("</dd></div>").take()
}

/// The diamond: only here.
pub fn rhomb() -> AnyView {
    view! {
        <svg class="rhomb" viewBox="-6 -6 12 12" aria-hidden="true">
            <path d="M0-5L5 0L0 5L-5 0Z" />
        </svg>
    }
    .into_any()
}
