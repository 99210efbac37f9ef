//! One card. Its skeleton stays; what is in it follows the moment.

use leptos::prelude::*;
use scene::card::{Card, Diary, DiaryEntry, Pip, Resource, Ring, Tallies};
use scene::inspect::Selection;
use scene::words::Word;
use world::ProcessId;

use super::tools;
use crate::page::Page;
use crate::run::Command;
use crate::ui::{aria, attr, face, glyph, icon, part};

/// The card of one process.
pub fn card(page: Page, index: usize) -> AnyView {
    let card = crate::ui::memo(move || page.stage.with(|it| it.cards.get(index).cloned()));
    let with = move |read: fn(&Card) -> String| card.with(|it| it.as_ref().map(read));
    let class = if index == 0 { "card coordinator" } else { "card participant" };
    let place = move |read: fn(scene::layout::Place) -> String| {
        card.with(|it| it.as_ref().and_then(|it| it.place).map(read))
    };
    view! {
        <article class=class
            data-node=attr(move || with(|it| it.person.key.clone()))
            data-state=attr(move || with(|it| it.state.to_owned()))
            data-look=attr(move || with(|it| it.look.word().to_owned()))
            data-slot=attr(move || place(|it| it.slot.to_string()))
            data-side=attr(move || place(|it| if it.right { "right" } else { "left" }.to_owned()))
            data-row=attr(move || place(|it| it.row.to_string()))
            data-rows=attr(move || place(|it| it.rows.to_string()))
            data-selected=attr(move || is_selected(page, index).then_some(""))
        >
            {crack(index)} {hit(page, index, card)} {head(card)} {band(card)} {middle(page, card)}
            {diary(index, card)} {hourglass(card)}
        </article>
    }
    .into_any()
}

fn id_of(index: usize) -> ProcessId {
    ProcessId(u8::try_from(index).unwrap_or(u8::MAX))
}

fn is_selected(page: Page, index: usize) -> bool {
    page.run(|run| run.selected_node()) == Some(id_of(index))
}

fn crack(index: usize) -> AnyView {
    if index > 0 {
        return ().into_any();
    }
    view! {
        <svg class="crack" viewBox="0 0 42 80" aria-hidden="true">
            <path d="M32 0L18 20L28 30L39 35M28 30L12 49L1 51M12 49L21 58L7 79" />
        </svg>
    }
    .into_any()
}

/// The button that is the card: it carries its name and takes clicks and keys.
fn hit(page: Page, index: usize, card: Memo<Option<Card>>) -> AnyView {
    let label = move || card.with(|it| it.as_ref().map(|it| it.label.clone()));
    let click = move |_| tools::use_on_node(page, id_of(index));
    let menu = move |event: web_sys::MouseEvent| {
        event.prevent_default();
        page.send(Command::Pause);
        page.send(Command::Select(Selection::Node(id_of(index))));
    };
    let roving = move || {
        let now = page.run(|run| run.selected_node()).unwrap_or(ProcessId(0));
        if now == id_of(index) { "0" } else { "-1" }
    };
    view! {
        <button class="card-hit" type="button" tabindex=attr(roving) aria-label=attr(label)
            aria-pressed=attr(move || aria(is_selected(page, index))) data-index=index
            on:click=click on:contextmenu=menu></button>
    }
    .into_any()
}

fn head(card: Memo<Option<Card>>) -> AnyView {
    let person = crate::ui::memo(move || card.with(|it| it.as_ref().map(|it| it.person.clone())));
    let ring = crate::ui::memo(move || card.with(|it| it.as_ref().and_then(|it| it.ring)));
    let portrait = move || person.with(|it| it.as_ref().map(|it| face(&it.portrait)));
    let badge = move || person.with(|it| it.as_ref().map(|it| it.badge.clone()));
    view! {
        <div class="head">
            <div class="portrait">
                {part(move || ring.get().map(ring_view))} {part(portrait)} <b class="badge">{part(badge)}</b>
            </div>
            <div class="who">{part(move || person.get().map(|it| name(&it)))}</div>
        </div>
    }
    .into_any()
}

fn name(person: &scene::cast::Person) -> AnyView {
    let hindi = person.hindi.clone().map(|name| {
        view! { " " <span class="hi" lang="hi">{name}</span> }
    });
    view! {
        <h3 class="name">{person.name.clone()} {hindi}</h3>
        <p class="role">{person.role.clone()}</p>
    }
    .into_any()
}

/// Once around a ring of radius 26.5.
const AROUND: f32 = 166.5;

fn ring_view(ring: Ring) -> AnyView {
    let drain = |share: f32, class: &'static str| {
        let dash = format!("{} {AROUND}", share * AROUND);
        view! {
            <circle class="track" cx="29" cy="29" r="26.5" />
            <circle class=class cx="29" cy="29" r="26.5" stroke-dasharray=dash />
        }
        .into_any()
    };
    let inside = match ring {
        Ring::Left(share) => drain(share, "left"),
        Ring::Votes(share) => drain(share, "left votes"),
        Ring::Doubt => view! {
            <circle class="doubt" cx="29" cy="29" r="26.5" />
            <circle class="dashes" cx="29" cy="29" r="26.5" pathLength="101.2" />
        }
        .into_any(),
    };
    view! { <svg class="ring" viewBox="0 0 58 58" aria-hidden="true">{inside}</svg> }.into_any()
}

fn band(card: Memo<Option<Card>>) -> AnyView {
    let look =
        crate::ui::memo(move || card.with(|it| it.as_ref().map(|it| (it.look, it.word, it.hindi))));
    let clock = crate::ui::memo(move || card.with(|it| it.as_ref().map(|it| it.clock.clone())));
    let words = move || {
        look.get().map(|(look, word, hindi)| {
            view! {
                {glyph(look.glyph())}
                <span class="words">
                    <b class="word">{word}</b> " " <span class="hi" lang="hi">{hindi}</span>
                </span>
            }
        })
    };
    view! { <p class="band">{part(words)} <span class="clock">{part(move || clock.get())}</span></p> }
        .into_any()
}

fn middle(page: Page, card: Memo<Option<Card>>) -> AnyView {
    let tallies =
        crate::ui::memo(move || card.with(|it| it.as_ref().and_then(|it| it.tallies.clone())));
    let held =
        crate::ui::memo(move || card.with(|it| it.as_ref().and_then(|it| it.resource.clone())));
    let row = move || match (tallies.get(), held.get()) {
        (Some(tallies), _) => votes(page, &tallies),
        (None, Some(held)) => resource(page, held),
        (None, None) => ().into_any(),
    };
    part(row)
}

fn pip(pip: Pip) -> AnyView {
    let (word, mark) = match pip {
        Pip::Yes => ("yes", Some("m-yes")),
        Pip::No => ("no", Some("m-no")),
        Pip::None => ("none", None),
        Pip::Lost => ("lost", None),
    };
    view! { <i class="pip" data-vote=word>{mark.map(glyph)}</i> }.into_any()
}

/// More than this many pips do not fit; then they are counted.
const PIPS: usize = 5;

fn pips(list: &[Pip]) -> AnyView {
    if list.len() <= PIPS {
        return list.iter().copied().map(pip).collect_view().into_any();
    }
    let heard = list.iter().filter(|it| **it == Pip::Yes).count();
    view! { {pip(Pip::Yes)} {format!("{heard}/{}", list.len())} }.into_any()
}

fn votes(page: Page, tallies: &Tallies) -> AnyView {
    let acks = tallies.acks.as_ref().map(|list| {
        view! {
            <span class="acks">
                <span class="word">{page.word(Word::Acks)}</span> " " {pips(list)}
            </span>
        }
    });
    let lost = tallies.lost.then(|| {
        view! { <span class="lost">{page.word(Word::MemoryLost)}</span> }
    });
    view! {
        <p class="votes">
            <span class="word">{page.word(Word::Votes)}</span> " "
            <span class="yeses">{pips(&tallies.votes)}</span> {acks} {lost}
        </p>
    }
    .into_any()
}

fn resource(page: Page, held: Resource) -> AnyView {
    let lock = if held.locked { "i-lock-simple-fill" } else { "i-lock-simple-open-fill" };
    let right = match held.change {
        Some(change) => balance(change),
        None => vote(page, held.vote),
    };
    view! {
        <p class="resource">
            {icon(lock)}
            <span class="held">
                <span class="long">{held.held}</span><span class="short">{held.short}</span>
            </span>
            {right}
        </p>
    }
    .into_any()
}

fn vote(page: Page, vote: Option<bool>) -> AnyView {
    let Some(yes) = vote else { return ().into_any() };
    let (answer, word) = if yes { (Pip::Yes, "YES") } else { (Pip::No, "NO") };
    view! {
        <span class="vote">
            <span class="word">{page.word(Word::Voted)}</span> " " {pip(answer)} " " {word}
        </span>
    }
    .into_any()
}

fn balance((was, becomes, settled): (String, String, bool)) -> AnyView {
    let class = if settled { "settled" } else { "pending" };
    view! {
        <span class="change">
            <span class="was">{was}</span> {icon("i-arrow-right")}
            <span class=class>{becomes}</span>
        </span>
    }
    .into_any()
}

fn diary(index: usize, card: Memo<Option<Card>>) -> AnyView {
    let diary = crate::ui::memo(move || card.with(|it| it.as_ref().map(|it| it.diary.clone())));
    let page = move || diary.get().map(|it| if index == 0 { wide_page(it) } else { slip(it) });
    part(page)
}

fn spine() -> AnyView {
    view! { <span class="spine">{icon("i-notebook-fill")}</span> }.into_any()
}

fn entry(entry: &DiaryEntry) -> AnyView {
    view! {
        <span class="entry" data-force=entry.force data-kind=entry.kind>{entry.word}</span>
    }
    .into_any()
}

fn slip(diary: Diary) -> AnyView {
    let entries = diary.entries.iter().map(entry).collect_view();
    let note = (diary.entries.len() < 3 && !diary.note.is_empty())
        .then(|| view! { <span class="note">{diary.note.clone()}</span> });
    view! { <p class="bahi">{spine()} {entries} {note}</p> }.into_any()
}

/// The coordinator's decision stands on a page of its own.
fn wide_page(diary: Diary) -> AnyView {
    let last = diary.entries.last().map(entry);
    view! {
        <div class="bahi">
            {spine()}
            <p class="page">
                {last} <span class="clock">{diary.clock}</span> <span class="note">{diary.note}</span>
            </p>
        </div>
    }
    .into_any()
}

fn hourglass(card: Memo<Option<Card>>) -> AnyView {
    let paused = crate::ui::memo(move || {
        card.with(|it| it.as_ref().is_some_and(|it| it.look == scene::look::Look::Paused))
    });
    let mark = move || {
        paused.get().then(|| {
            view! { <svg class="hourglass" aria-hidden="true"><use_ href=crate::ui::sym("s-paused") /></svg> }
        })
    };
    part(mark)
}
