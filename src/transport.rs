//! Play, step, speed. It never moves and never changes its size.

use leptos::prelude::*;
use scene::format::Clock;
use scene::words::Word;

use crate::page::{Page, Sheet};
use crate::run::{Command, SPEEDS};
use crate::ui::{attr, icon, part};

/// The transport.
pub fn transport(page: Page) -> AnyView {
    view! {
        <div class="transport" role="group" aria-label=page.name(Word::Transport)>
            {button(page, "start button square", Word::ToStart, "i-skip-back-fill", false,
                || Command::Start)}
            {button(page, "back button", Word::Back, "i-caret-left", true, || Command::StepBack)}
            {play(page)}
            {button(page, "step button", Word::Step, "i-caret-right", true, || Command::Step)}
            {button(page, "next-event button", Word::NextEvent, "i-skip-forward-fill", true,
                || Command::NextMoment)}
            {clock(page)} {speed(page)}
            {button(page, "fork-here button", Word::ForkHere, "i-git-fork", true,
                || Command::Fork)}
            {break_button(page)}
        </div>
    }
    .into_any()
}

fn button(
    page: Page,
    class: &'static str,
    word: Word,
    symbol: &'static str,
    labelled: bool,
    command: fn() -> Command,
) -> AnyView {
    let label = labelled.then(|| {
        view! { <span class="label">{page.say(word)}</span> }
    });
    view! {
        <button class=class type="button" aria-label=attr(move || page.word(word))
            on:click=move |_| page.send(command())>{icon(symbol)} {label}</button>
    }
    .into_any()
}

fn play(page: Page) -> AnyView {
    let playing = page.part(|run| run.playing);
    let label = move || page.word(if playing.get() { Word::PauseButton } else { Word::PlayButton });
    let symbol = move || icon(if playing.get() { "i-pause-fill" } else { "i-play-fill" });
    view! {
        <button class="button play" type="button" aria-label=attr(label)
            on:click=move |_| page.send(Command::TogglePlay)>{part(symbol)}</button>
    }
    .into_any()
}

fn clock(page: Page) -> AnyView {
    let unit = move || page.played.with(|it| it.scenario.unit);
    let now = move || unit().clock(page.cursor.get().at);
    let end = move || format!("/ {}", unit().clock(page.played.with(|it| it.end)));
    view! {
        <p class="time-now"><b>{part(now)}</b> " " <span class="of">{part(end)}</span></p>
    }
    .into_any()
}

fn speed(page: Page) -> AnyView {
    let speed = page.part(|run| run.speed);
    let value = move || speed.get().to_string();
    let words = move || {
        let (parts, of) = SPEEDS[speed.get()];
        if of == 1 { format!("{parts}×") } else { format!("1/{of}×") }
    };
    let change = move |event: web_sys::Event| {
        let index = event_target_value(&event).parse().unwrap_or(0);
        page.send(Command::Speed(index));
    };
    let share = move || {
        #[expect(clippy::cast_precision_loss, reason = "one of eleven positions")]
        let share = speed.get() as f32 / (SPEEDS.len() - 1) as f32 * 100.0;
        format!("{share}%")
    };
    view! {
        <label class="speed">
            <span class="word">{page.say(Word::Speed)}</span>
            <input class="slider" type="range" min="0" max=SPEEDS.len() - 1 prop:value=value
                aria-label=page.name(Word::Speed) aria-valuetext=attr(words)
                style:--part=share on:input=change />
            <output>{part(words)}</output>
        </label>
    }
    .into_any()
}

fn break_button(page: Page) -> AnyView {
    view! {
        <button class="break button" type="button" aria-haspopup="dialog"
            on:click=move |_| page.sheet.set(Some(Sheet::Break))>
            <svg class="icon" aria-hidden="true"><use_ href=crate::ui::sym("i-lightning-fill") /></svg>
            {page.say(Word::Break)}
        </button>
    }
    .into_any()
}
