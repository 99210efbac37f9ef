//! Menus, sheets and notices.

use leptos::prelude::*;
use scene::words::Word;

use crate::page::{Page, Problem, Sheet};
use crate::ui::{aria, attr, icon, part};
use crate::{dom, inspector, stage, titlebar};

/// How a menu's button looks and is called.
#[derive(Clone, Copy, Debug)]
pub struct Menu {
    /// Its class.
    pub class: &'static str,
    /// What is chosen there.
    pub name: Word,
    /// Whether the menu hangs from the right edge.
    pub end: bool,
}

/// A button with a menu under it. Escape and a click elsewhere close it.
pub fn menu(
    menu: Menu,
    page: Page,
    label: impl Fn() -> AnyView + Send + 'static,
    items: impl Fn(Callback<()>) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let open = RwSignal::new(false);
    let button = NodeRef::<leptos::html::Button>::new();
    // Whoever chose with the keyboard goes on from where the menu was opened.
    let close = Callback::new(move |()| {
        open.set(false);
        if let Some(button) = button.get_untracked() {
            drop(button.focus());
        }
    });
    let items = StoredValue::new(items);
    let class = if menu.end { "menu end" } else { "menu" };
    let list = move || {
        open.get().then(|| {
            view! {
                <div class=class role="menu" aria-label=page.word(menu.name)
                    on:keydown=move |event| move_in_menu(&event)>
                    {items.with_value(|items| items(close))}
                </div>
            }
        })
    };
    view! {
        <span class="menu-anchor" on:focusout=move |event| leave(&event, open)
            on:keydown=move |event| pressed(&event, open, close)>
            <button class=menu.class type="button" node_ref=button aria-haspopup="menu"
                aria-expanded=attr(move || aria(open.get()))
                on:click=move |_| open.update(|it| *it = !*it)>{label}</button>
            {part(list)}
        </span>
    }
    .into_any()
}

/// Escape closes; an arrow on the button goes into the menu.
fn pressed(event: &web_sys::KeyboardEvent, open: RwSignal<bool>, close: Callback<()>) {
    if !open.get_untracked() {
        return;
    }
    match event.key().as_str() {
        "Escape" => {
            event.stop_propagation();
            close.run(());
        }
        "ArrowDown" if !dom::focus_within(".menu") => {
            event.prevent_default();
            dom::focus(".menu .menu-item");
        }
        _ => {}
    }
}

/// Closes when the keyboard or a click goes elsewhere.
fn leave(event: &web_sys::FocusEvent, open: RwSignal<bool>) {
    let anchor = event.current_target().map(wasm_bindgen::JsCast::unchecked_into::<web_sys::Node>);
    let to = event.related_target().map(wasm_bindgen::JsCast::unchecked_into::<web_sys::Node>);
    let inside = anchor.is_some_and(|anchor| anchor.contains(to.as_ref()));
    if !inside {
        open.set(false);
    }
}

fn move_in_menu(event: &web_sys::KeyboardEvent) {
    let step = match event.key().as_str() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        _ => return,
    };
    event.prevent_default();
    dom::focus_sibling(".menu-item", step);
}

/// What went wrong while something was read.
pub fn notices(page: Page) -> AnyView {
    let notice = move || {
        page.problem.get().map(|Problem { title, lines, instead }| {
            let close = move |_| page.problem.set(None);
            let lines = lines.into_iter().map(|line| view! { <span class="what">{line}</span> });
            view! {
                <div class="notices">
                    <div class="notice error" role="alert" id="problem">
                        {icon("i-warning")}
                        <p>
                            <b>{page.word(title)}</b> ". "
                            {instead.then(|| page.word(Word::ShowingDefault))}
                            {lines.collect_view()}
                        </p>
                        <button class="icon-button" type="button" on:click=close
                            aria-label=page.word(Word::Close)>{icon("i-x")}</button>
                    </div>
                </div>
            }
        })
    };
    part(notice)
}

/// Sheets and dialogs.
pub fn sheets(page: Page) -> AnyView {
    let open = move || {
        page.sheet.get().map(|sheet| match sheet {
            Sheet::Break => break_sheet(page),
            Sheet::Help => help(page),
        })
    };
    part(open)
}

fn close(page: Page) -> Callback<()> {
    Callback::new(move |()| page.sheet.set(None))
}

fn modal(page: Page, class: &'static str, title: Word, body: AnyView) -> AnyView {
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get() {
            drop(dialog.show_modal());
        }
    });
    let shut = move |_| page.sheet.set(None);
    let cancel = move |event: web_sys::Event| {
        event.prevent_default();
        page.sheet.set(None);
    };
    view! {
        <dialog class=class node_ref=dialog aria-label=page.word(title) on:cancel=cancel>
            <div class="dialog-head">
                <h2 class="dialog-title">{page.word(title)}</h2>
                <button class="icon-button" type="button" on:click=shut
                    aria-label=page.word(Word::Close)>{icon("i-x")}</button>
            </div>
            {body}
        </dialog>
    }
    .into_any()
}

/// Everything that can be broken, for small windows.
fn break_sheet(page: Page) -> AnyView {
    let body = view! {
        {stage::kit(page, close(page))} {inspector::sheet_body(page)}
        <div class="sheet-menu" role="menu" aria-label=page.word(Word::Accident)>
            {titlebar::accident_items(page, close(page))}
        </div>
    };
    modal(page, "sheet", Word::Break, body.into_any())
}

const KEYS: [(&str, Word); 16] = [
    ("Space", Word::PlayButton),
    ("← →", Word::Step),
    ("⇧ ← →", Word::NextEvent),
    ("Home", Word::ToStart),
    ("[ ]", Word::Speed),
    ("F", Word::ForkHere),
    ("Alt ↑ ↓", Word::Branches),
    ("C", Word::Crash),
    ("P", Word::Pause),
    ("N", Word::VoteNo),
    ("X", Word::CutLink),
    ("D U L", Word::MessagesTab),
    ("H", Word::HealEverything),
    ("1–9", Word::WhatNext),
    ("S G", Word::VoiceWord),
    ("M K", Word::Select),
];

fn help(page: Page) -> AnyView {
    let keys = KEYS.map(|(key, word)| {
        let key = key.replace('←', "Left").replace('→', "Right").replace('⇧', "Shift");
        let key = key.replace('↑', "Up").replace('↓', "Down");
        view! { <dt><kbd>{key}</kbd></dt><dd>{page.word(word)}</dd> }
    });
    let on = move || page.settings.with(|it| it.keys);
    let turn = move |_| page.settings.update(|it| it.keys = !it.keys);
    let body = view! {
        <div class="dialog-body">
            <p>{page.word(Word::Illustrative)}</p>
            <dl class="keys">{keys.into_iter().collect_view()}</dl>
            <button class="choice" type="button" role="switch" aria-checked=attr(move || aria(on()))
                on:click=turn>
                {icon("i-keyboard")} <span>{page.word(Word::SingleKeys)}</span>
            </button>
        </div>
    };
    modal(page, "dialog", Word::Help, body.into_any())
}
