//! What the title bar offers in Compare: another protocol, and a repair.

use leptos::prelude::*;
use scene::format::Clock;
use scene::words::{self, Word};
use world::{Act, Event, Micros, ProtocolId, Trace, When};

use crate::overlays::{Menu, menu};
use crate::page::Page;
use crate::run::{Command, Room};
use crate::ui::{aria, attr, icon, part};

/// The buttons, while Compare is open.
pub fn tools(page: Page) -> AnyView {
    let open = page.part(|run| run.room == Room::Compare);
    (move || open.get().then(|| view! { {protocols(page)} {heal(page)} })).into_any()
}

fn protocols(page: Page) -> AnyView {
    let label = move || {
        let word = page.word(Word::AddProtocol);
        view! { {icon("i-plus")} <span class="words">{word}</span> }.into_any()
    };
    let kind = Menu { class: "add-protocol button", name: Word::AddProtocol, end: true };
    view! {
        <span class="anchor">{menu(kind, page, label, move |close| items(page, close))}</span>
    }
    .into_any()
}

fn items(page: Page, close: Callback<()>) -> AnyView {
    let item = move |protocol: ProtocolId| {
        let shown = page.part(move |run| run.columns.contains(&protocol));
        let (name, about) = words::protocol(protocol, page.lang());
        let turn = move |_| {
            page.send(Command::Column(protocol));
            close.run(());
        };
        view! {
            <button class="menu-item" type="button" role="menuitemcheckbox" on:click=turn
                aria-checked=attr(move || aria(shown.get()))>
                <span>{name}<span class="what">{about}</span></span>
            </button>
        }
    };
    ProtocolId::ALL.map(item).into_iter().collect_view().into_any()
}

/// When everything is healed, if it is by the reader.
fn healed(page: Page) -> Option<Micros> {
    page.inputs.with(|it| {
        it.interventions.iter().find(|it| it.act == Act::HealAll).and_then(|it| match it.when {
            When::At { at, .. } => Some(at),
            When::Point { .. } => None,
        })
    })
}

/// Whether there is anything to heal.
fn broken(trace: &Trace) -> bool {
    let harm = |event: &Event| matches!(event, Event::Cut { .. } | Event::Slowed { .. });
    trace.entries.iter().any(|entry| harm(&entry.event))
}

fn heal(page: Page) -> AnyView {
    let on = crate::ui::memo(move || healed(page));
    let at = move || on.get().unwrap_or_else(|| page.played.with(|it| it.end));
    let words = move || {
        let clock = page.played.with(|it| it.scenario.unit.axis(at()));
        Word::HealAt.with(page.lang(), &[&clock])
    };
    let idle = move || on.get().is_none() && !page.played.with(|it| broken(&it.trace));
    let turn = move |_| page.send(Command::HealAt(untrack(at)));
    view! {
        <button class="heal button" type="button" aria-pressed=attr(move || aria(on.get().is_some()))
            aria-label=attr(words) disabled=attr(idle) on:click=turn>
            {icon("i-bandaids")} <span class="label">{part(words)}</span>
        </button>
    }
    .into_any()
}
