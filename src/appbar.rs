//! The bar on top: brand, rooms, language, theme, share, help.

use leptos::prelude::*;
use scenario::Lang;
use scene::words::Word;

use crate::page::{Page, Sheet};
use crate::run::{Command, Room};
use crate::ui::{aria, attr, choice, icon, part};
use crate::{dom, route};

/// The bar.
pub fn appbar(page: Page) -> AnyView {
    view! {
        <header class="appbar">
            {brand(page)}
            <nav class="rooms" aria-label=page.name(Word::Rooms)>
                {room(page, Room::Play, Word::Play, ["i-play", "i-play-fill"])}
                {room(page, Room::Compare, Word::Compare, ["i-columns", "i-columns-fill"])}
            </nav>
            <div class="appbar-tools">
                {languages(page)} {next_language(page)} {theme(page)} {share(page)} {help(page)}
            </div>
        </header>
    }
    .into_any()
}

fn brand(page: Page) -> AnyView {
    let home = move |event: web_sys::MouseEvent| {
        event.prevent_default();
        page.send(Command::Room(Room::Play));
        page.send(Command::Start);
    };
    view! {
        <a class="brand" href="#play" aria-label="Pakka" on:click=home>
            <svg class="seal" aria-hidden="true"><use_ href=crate::ui::sym("b-seal") /></svg>
            <span class="wordmark">"Pakka"</span>
            <svg class="wordmark-hi" aria-hidden="true"><use_ href=crate::ui::sym("b-pakka") /></svg>
        </a>
    }
    .into_any()
}

fn room(page: Page, room: Room, word: Word, icons: [&'static str; 2]) -> AnyView {
    let open = page.part(move |run| run.room == room);
    let current = move || open.get().then_some("page");
    let go = move |event: web_sys::MouseEvent| {
        event.prevent_default();
        page.send(Command::Room(room));
    };
    let href = match room {
        Room::Play => "#play",
        Room::Compare => "#compare",
    };
    let symbol = |class: &'static str, id: &'static str| {
        view! { <svg class=class aria-hidden="true"><use_ href=format!("#{id}") /></svg> }
    };
    view! {
        <a class="room" href=href aria-current=attr(current) on:click=go>
            {symbol("icon off", icons[0])} {symbol("icon on", icons[1])}
            {page.say(word)}
        </a>
    }
    .into_any()
}

/// How a language is called in the bar.
pub fn lang_name(lang: Lang, short: bool) -> &'static str {
    match lang {
        Lang::En if short => "EN",
        Lang::En => "English",
        Lang::Hi => "हिन्दी",
        Lang::Hinglish => "Hinglish",
    }
}

fn languages(page: Page) -> AnyView {
    let buttons = Lang::ALL.map(|lang| {
        choice(
            move || lang_name(lang, true).to_owned(),
            lang.tag(),
            move || page.lang() == lang,
            move || choose(page, lang),
        )
    });
    view! {
        <div class="segmented on-bar no-phone" role="group"
            aria-label=page.name(Word::Language)>{buttons.into_iter().collect_view()}</div>
    }
    .into_any()
}

/// The page's language; the narration follows until it is chosen by itself.
fn choose(page: Page, lang: Lang) {
    page.settings.update(|it| {
        it.lang = lang;
        it.story_lang = lang;
    });
}

fn next_language(page: Page) -> AnyView {
    let next = move |_| {
        let now = page.settings.with_untracked(|it| it.lang);
        let index = Lang::ALL.iter().position(|it| *it == now).unwrap_or(0);
        choose(page, Lang::ALL[(index + 1) % Lang::ALL.len()]);
    };
    let label = move || format!("{}, {}", lang_name(page.lang(), true), page.word(Word::Language));
    view! {
        <button class="bar-button only-phone" type="button" aria-label=attr(label) on:click=next>
            {icon("i-translate")}
            <span>{part(move || lang_name(page.lang(), true))}</span>
        </button>
    }
    .into_any()
}

fn theme(page: Page) -> AnyView {
    let system = dom::media("(prefers-color-scheme: dark)");
    let dark = crate::ui::memo(move || page.settings.with(|it| it.dark).unwrap_or(system.get()));
    let label = move || page.word(if dark.get() { Word::LightTheme } else { Word::DarkTheme });
    let turn = move |_| {
        let next = !dark.get_untracked();
        page.settings.update(|it| it.dark = Some(next));
    };
    let symbol = move || icon(if dark.get() { "i-sun" } else { "i-moon" });
    view! {
        <button class="icon-button theme no-phone" type="button" aria-label=attr(label) on:click=turn>
            {part(symbol)}
        </button>
    }
    .into_any()
}

fn share(page: Page) -> AnyView {
    let copied = RwSignal::new(None::<bool>);
    let tell = move |done: bool| {
        copied.set(Some(done));
        let word = if done { Word::Copied } else { Word::CopyByHand };
        page.said.set(page.settings.with_untracked(|it| word.to(it.lang)).to_owned());
    };
    let click = move |_| {
        route::write_address(page);
        dom::copy(&dom::address(), tell);
    };
    let label = move || match copied.get() {
        None => page.word(Word::Share),
        Some(true) => page.word(Word::Copied),
        Some(false) => page.word(Word::CopyByHand),
    };
    view! {
        <button class="icon-button share" type="button" aria-label=attr(label) title=attr(label) on:click=click
            data-done=attr(move || copied.get().map(aria))>
            <svg class="icon no-phone" aria-hidden="true"><use_ href=crate::ui::sym("i-link") /></svg>
            <svg class="icon only-phone" aria-hidden="true"><use_ href=crate::ui::sym("i-share-network") /></svg>
        </button>
    }
    .into_any()
}

fn help(page: Page) -> AnyView {
    let open = move |_| page.sheet.set(Some(Sheet::Help));
    view! {
        <button class="icon-button no-phone" type="button" aria-haspopup="dialog"
            aria-label=page.name(Word::Help) on:click=open>{icon("i-keyboard")}</button>
    }
    .into_any()
}
