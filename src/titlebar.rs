//! Under the bar: which scenario, which protocol, which accident.

use leptos::prelude::*;
use scenario::Scenario;
use scene::words::{self, Word};
use world::{Policy, ProtocolId};

use crate::compare;
use crate::overlays::{Menu, menu};
use crate::page::{Page, Sheet};
use crate::route;
use crate::run::{Command, Source};
use crate::ui::{aria, attr, choice, icon, part};

/// The title bar.
pub fn titlebar(page: Page) -> AnyView {
    let subtitle = move || page.played.with(|it| it.scenario.subtitle.get(page.lang()).to_owned());
    view! {
        <div class="titlebar">
            <h1 class="title anchor">{scenarios(page)}</h1>
            <p class="subtitle" title=page.name(Word::Illustrative)>{part(subtitle)}</p>
            <div class="title-tools">
                {protocols(page)} {protocol_menu(page)} {compare::tools(page)} {accidents(page)}
                {reset(page)} {break_button(page)}
            </div>
        </div>
    }
    .into_any()
}

fn scenarios(page: Page) -> AnyView {
    let title = move || page.played.with(|it| it.scenario.title.get(page.lang()).to_owned());
    let label = move || view! { {title()} {icon("i-caret-down")} }.into_any();
    menu(
        Menu { class: "title-menu", name: Word::Scenario, end: false },
        page,
        label,
        move |close| scenario_items(page, close),
    )
}

fn scenario_items(page: Page, close: Callback<()>) -> AnyView {
    let library = route::library(page);
    let items = library.iter().map(move |(id, scenario)| scenario_item(page, id, scenario, close));
    items.collect_view().into_any()
}

fn scenario_item(
    page: Page,
    id: &'static str,
    scenario: &Scenario,
    close: Callback<()>,
) -> AnyView {
    let lang = page.lang();
    let here = page.part(move |run| run.inputs.source == Source::Builtin(id.to_owned()));
    let face = scenario.coordinator.portrait.clone();
    let title = scenario.title.get(lang).to_owned();
    let blurb = scenario.subtitle.get(lang).to_owned();
    let go = move |_| {
        route::open(page, id);
        close.run(());
    };
    view! {
        <button class="menu-item" type="button" role="menuitemradio" on:click=go
            aria-checked=attr(move || aria(here.get()))>
            {crate::ui::face(&face)}
            <span>{title}<span class="what">{blurb}</span></span>
        </button>
    }
    .into_any()
}

/// A protocol's name on a button; it is the same in every language.
fn protocol_name(protocol: ProtocolId) -> &'static str {
    words::protocol(protocol, scenario::Lang::En).0
}

fn protocols(page: Page) -> AnyView {
    let now = page.part(|run| run.inputs.protocol);
    let buttons = ProtocolId::ALL.map(|protocol| {
        choice(
            move || protocol_name(protocol).to_owned(),
            "",
            move || now.get() == protocol,
            move || page.send(Command::Protocol(protocol)),
        )
    });
    view! {
        <div class="protocols segmented no-phone only-play" role="group"
            aria-label=page.name(Word::ProtocolWord)>
            {buttons.into_iter().collect_view()}
        </div>
    }
    .into_any()
}

fn protocol_menu(page: Page) -> AnyView {
    let now = page.part(|run| run.inputs.protocol);
    let label = move || view! { {protocol_name(now.get())} {icon("i-caret-down")} }.into_any();
    let items = move |close: Callback<()>| {
        let item = |protocol| {
            let go = move |_| {
                page.send(Command::Protocol(protocol));
                close.run(());
            };
            view! {
                <button class="menu-item" type="button" role="menuitemradio" on:click=go
                    aria-checked=attr(move || aria(now.get() == protocol))>
                    {protocol_name(protocol)}
                </button>
            }
        };
        ProtocolId::ALL.map(item).into_iter().collect_view().into_any()
    };
    view! {
        <span class="anchor only-phone only-play">
            {menu(
                Menu { class: "protocol-menu button", name: Word::ProtocolWord, end: true },
                page,
                label,
                items,
            )}
        </span>
    }
    .into_any()
}

fn accidents(page: Page) -> AnyView {
    let label = move || {
        let name = accident_name(page);
        view! {
            <svg class="icon" aria-hidden="true"><use_ href=crate::ui::sym("i-lightning-fill") /></svg>
            <span class="label">{name}</span>
        }
        .into_any()
    };
    view! {
        <span class="anchor no-phone">
            {menu(
                Menu { class: "accident button pill", name: Word::Accident, end: true },
                page,
                label,
                move |close| accident_items(page, close),
            )}
        </span>
    }
    .into_any()
}

/// What happens to this run, in a few words.
pub fn accident_name(page: Page) -> String {
    let lang = page.lang();
    let chosen = page.inputs.with(|it| it.accident.clone());
    let name = page.played.with(|played| {
        let accident = chosen.as_deref().and_then(|id| played.scenario.accident(id));
        accident.map(|it| it.name.get(lang).to_owned())
    });
    let own = page.inputs.with(|it| !it.interventions.is_empty() || it.policies.iter().count() > 0);
    name.unwrap_or_else(|| {
        let word = if own { Word::YourOwnFaults } else { Word::NoFaults };
        word.to(lang).to_owned()
    })
}

/// The accidents of the scenario, and the wrong rules.
pub fn accident_items(page: Page, close: Callback<()>) -> AnyView {
    let lang = page.lang();
    let list: Vec<(Option<String>, String, String)> = page.played.with(|played| {
        let none = (None, Word::NoFaults.to(lang).to_owned(), String::new());
        let rest = played.scenario.accidents.iter().map(|it| {
            (Some(it.id.clone()), it.name.get(lang).to_owned(), it.story.get(lang).to_owned())
        });
        std::iter::once(none).chain(rest).collect()
    });
    let items = list.into_iter().map(move |it| accident_item(page, it, close));
    view! {
        {items.collect_view()}
        <hr />
        <p class="menu-title">{page.word(Word::WrongRules)}</p>
        {policies(page)}
        <hr />
        {cooperative(page)}
    }
    .into_any()
}

fn accident_item(
    page: Page,
    (id, name, story): (Option<String>, String, String),
    close: Callback<()>,
) -> AnyView {
    let mine = id.clone();
    let chosen = move || aria(page.inputs.with(|it| it.accident == mine));
    let go = move |_| {
        page.send(Command::Accident(id.clone()));
        close.run(());
    };
    view! {
        <button class="menu-item" type="button" role="menuitemradio" aria-checked=attr(chosen)
            on:click=go>
            <span>{name}<span class="what">{story}</span></span>
        </button>
    }
    .into_any()
}

/// The wrong rules that this protocol knows, as switches.
fn policies(page: Page) -> AnyView {
    let item = move |policy: Policy| {
        let on = move || aria(page.inputs.with(|it| it.policies.has(policy)));
        let turn = move |_| page.send(Command::TogglePolicy(policy));
        view! {
            <button class="menu-item" type="button" role="menuitemcheckbox" aria-checked=attr(on)
                on:click=turn>{words::policy(policy, page.lang())}</button>
        }
    };
    let known = page.inputs.with(|it| it.protocol).policies();
    known.iter().copied().map(item).collect_view().into_any()
}

fn cooperative(page: Page) -> AnyView {
    let on = move || page.played.with(|it| it.setup.cooperative);
    let turn = move |_| {
        let now = page.played.with_untracked(|it| it.setup.cooperative);
        page.send(Command::Cooperative(!now));
    };
    view! {
        <button class="menu-item" type="button" role="menuitemcheckbox"
            aria-checked=attr(move || aria(on())) on:click=turn>
            {page.word(Word::Cooperative)}
        </button>
    }
    .into_any()
}

fn reset(page: Page) -> AnyView {
    view! {
        <button class="reset button no-phone" type="button"
            on:click=move |_| page.send(Command::Reset)>
            {icon("i-arrow-counter-clockwise")} {page.say(Word::Reset)}
        </button>
    }
    .into_any()
}

fn break_button(page: Page) -> AnyView {
    view! {
        <button class="break button only-phone" type="button" aria-haspopup="dialog"
            on:click=move |_| page.sheet.set(Some(Sheet::Break))>
            <svg class="icon" aria-hidden="true"><use_ href=crate::ui::sym("i-lightning-fill") /></svg>
            {page.say(Word::Break)}
        </button>
    }
    .into_any()
}
