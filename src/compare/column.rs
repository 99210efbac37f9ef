//! One column: verdict, small stage, diagram, why, figures.

use leptos::prelude::*;
use scene::compare::{Column, Figure, Plate};
use scene::words::{self, Word};
use world::ProtocolId;

use super::diagram::diagram;
use super::mini::mini;
use super::state::Compare;
use crate::ui::{attr, glyph, part};

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
    pub fn part<T>(self, read: fn(&Column) -> T) -> Memo<T>
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
    let show = |it: Plate| {
        view! {
            <div class="verdict" data-tone=it.tone>
                {glyph(it.glyph)} <p><b>{it.title}</b> {it.says}</p>
            </div>
        }
    };
    (move || plate.get().map(show)).into_any()
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
    let all = move || figures.get().into_iter().map(|it| figure(slot, it)).collect_view();
    view! { <dl class="figures">{part(all)}</dl> }.into_any()
}

fn figure(slot: Slot, it: Figure) -> AnyView {
    let page = slot.compare.page;
    let mark = it.differs.then(|| {
        view! { {rhomb()} <span class="sr">{page.word(Word::Differs)}</span> }
    });
    view! {
        <div data-figure=it.key data-differs=it.differs.then_some("")>
            <dt>{it.name} {mark}</dt>
            <dd>{it.glyph.map(glyph)} {it.value}</dd>
        </div>
    }
    .into_any()
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
