//! One card. Its skeleton stays; what is in it follows the moment.

use crate::derived::Derived;
use leptos::prelude::*;
use scene::card::{Card, Diary, DiaryEntry, Pip, Resource, Ring, Tallies};
use scene::inspect::Selection;
use scene::words::Word;
use world::ProcessId;

use super::tools;
use crate::markup::Markup;
use crate::page::Page;
use crate::run::Command;
use crate::ui::{Html, aria, attr, html, memo, text};

/// The card of one process.
pub fn card(page: Page, index: usize) -> AnyView {
    let card = memo(move || page.stage.with(|it| it.cards.get(index).cloned()));
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
            {crack(index)} {hit(page, index, card)} {head(card)} {band(card)} {middle(page, index, card)}
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
fn hit(page: Page, index: usize, card: Derived<Option<Card>>) -> AnyView {
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

/// A part of a card, written anew when what it shows has changed.
fn shown<T: PartialEq + Send + Sync + 'static>(
    card: Derived<Option<Card>>,
    part: fn(&Card) -> T,
    write: impl Fn(&T) -> String + Send + Sync + 'static,
) -> Html {
    let part = memo(move || card.with(|it| it.as_ref().map(part)));
    html(move || part.with(|it| it.as_ref().map(&write).unwrap_or_default()))
}

fn head(card: Derived<Option<Card>>) -> AnyView {
    let person = shown(card, |it| it.person.clone(), name);
    let portrait =
        shown(card, |it| (it.person.portrait.clone(), it.person.badge.clone()), portrait);
    let ring = shown(card, |it| it.ring, |it| it.map(ring_markup).unwrap_or_default());
    view! {
        <div class="head">
            <div class="portrait">
                <span class="around" inner_html=ring></span>
                <span class="around" inner_html=portrait></span>
            </div>
            <div class="who" inner_html=person></div>
        </div>
    }
    .into_any()
}

fn portrait((portrait, badge): &(String, String)) -> String {
    let mut it = Markup::new();
    it.drawing("face", &format!("p-{portrait}"));
    it.element("<b class=\"badge\">", badge, "</b>").take()
}

fn name(person: &scene::cast::Person) -> String {
    let mut it = Markup::new();
    it.raw("<h3 class=\"name\">").text(&person.name);
    if let Some(hindi) = &person.hindi {
        it.raw(" ").element("<span class=\"hi\" lang=\"hi\">", hindi, "</span>");
    }
    it.raw("</h3>").element("<p class=\"role\">", &person.role, "</p>").take()
}

/// Once around a ring of radius 26.5.
const AROUND: f32 = 166.5;

fn ring_markup(ring: Ring) -> String {
    let mut it = Markup::new();
    it.raw("<svg class=\"ring\" viewBox=\"0 0 58 58\" aria-hidden=\"true\">");
    let circle = "<circle cx=\"29\" cy=\"29\" r=\"26.5\"";
    let (class, share) = match ring {
        Ring::Left(share) => ("left", share),
        Ring::Votes(share) => ("left votes", share),
        Ring::Doubt => {
            it.raw(circle).raw(" class=\"doubt\"/>").raw(circle);
            return it.raw(" class=\"dashes\" pathLength=\"101.2\"/></svg>").take();
        }
    };
    it.raw(circle).raw(" class=\"track\"/>").raw(circle).attr("class", class);
    it.raw(" stroke-dasharray=\"").number(share * AROUND).raw(" 166.5\"/></svg>").take()
}

fn band(card: Derived<Option<Card>>) -> AnyView {
    let words = shown(
        card,
        |it| (it.look, it.word, it.hindi),
        |(look, word, hindi)| {
            let mut it = Markup::new();
            it.drawing("glyph", look.glyph()).raw("<span class=\"words\">");
            it.element("<b class=\"word\">", word, "</b> ");
            it.element("<span class=\"hi\" lang=\"hi\">", hindi, "</span></span>").take()
        },
    );
    let clock = memo(move || card.with(|it| it.as_ref().map(|it| it.clock.clone())));
    view! {
        <p class="band">
            <span class="state" inner_html=words></span>
            <span class="clock">{text(move || clock.get().unwrap_or_default())}</span>
        </p>
    }
    .into_any()
}

/// Votes at the coordinator, lock or account at the others.
fn middle(page: Page, index: usize, card: Derived<Option<Card>>) -> AnyView {
    let words = memo(move || MiddleWords::of(page));
    let class = if index == 0 { "votes" } else { "resource" };
    let row = shown(
        card,
        |it| (it.tallies.clone(), it.resource.clone()),
        move |(tallies, held)| {
            let words = words.get();
            match (tallies, held) {
                (Some(tallies), _) => votes(words, tallies),
                (None, Some(held)) => resource(words, held),
                (None, None) => String::new(),
            }
        },
    );
    view! { <p class=class inner_html=row></p> }.into_any()
}

/// The few words of a row.
#[derive(Clone, Copy, PartialEq)]
struct MiddleWords {
    votes: &'static str,
    acks: &'static str,
    lost: &'static str,
    voted: &'static str,
}

impl MiddleWords {
    fn of(page: Page) -> Self {
        Self {
            votes: page.word(Word::Votes),
            acks: page.word(Word::Acks),
            lost: page.word(Word::MemoryLost),
            voted: page.word(Word::Voted),
        }
    }
}

fn pip(it: &mut Markup, pip: Pip) {
    let (word, mark) = match pip {
        Pip::Yes => ("yes", Some("m-yes")),
        Pip::No => ("no", Some("m-no")),
        Pip::None => ("none", None),
        Pip::Lost => ("lost", None),
    };
    it.raw("<i class=\"pip\"").attr("data-vote", word).raw(">");
    if let Some(mark) = mark {
        it.drawing("glyph", mark);
    }
    it.raw("</i>");
}

/// More than this many pips do not fit; then they are counted.
const PIPS: usize = 5;

fn pips(it: &mut Markup, list: &[Pip]) {
    if list.len() <= PIPS {
        return list.iter().for_each(|one| pip(it, *one));
    }
    let heard = list.iter().filter(|one| **one == Pip::Yes).count();
    pip(it, Pip::Yes);
    it.text(&format!("{heard}/{}", list.len()));
}

fn votes(words: MiddleWords, tallies: &Tallies) -> String {
    let mut it = Markup::new();
    it.element("<span class=\"word\">", words.votes, "</span> <span class=\"yeses\">");
    pips(&mut it, &tallies.votes);
    it.raw("</span>");
    if let Some(acks) = &tallies.acks {
        it.element("<span class=\"acks\"><span class=\"word\">", words.acks, "</span> ");
        pips(&mut it, acks);
        it.raw("</span>");
    }
    if tallies.lost {
        it.element("<span class=\"lost\">", words.lost, "</span>");
    }
    it.take()
}

fn resource(words: MiddleWords, held: &Resource) -> String {
    let lock = if held.locked { "i-lock-simple-fill" } else { "i-lock-simple-open-fill" };
    let mut it = Markup::new();
    it.drawing("icon", lock).raw("<span class=\"held\">");
    it.element("<span class=\"long\">", &held.held, "</span>");
    it.element("<span class=\"short\">", &held.short, "</span></span>");
    match &held.change {
        Some((was, becomes, settled)) => balance(&mut it, was, becomes, *settled),
        None => vote(&mut it, words, held.vote),
    }
    it.take()
}

fn vote(it: &mut Markup, words: MiddleWords, vote: Option<bool>) {
    let Some(yes) = vote else { return };
    let (answer, word) = if yes { (Pip::Yes, " YES") } else { (Pip::No, " NO") };
    it.element("<span class=\"vote\"><span class=\"word\">", words.voted, "</span> ");
    pip(it, answer);
    it.text(word).raw("</span>");
}

fn balance(it: &mut Markup, was: &str, becomes: &str, settled: bool) {
    it.element("<span class=\"change\"><span class=\"was\">", was, "</span> ");
    it.drawing("icon", "i-arrow-right");
    let open = if settled { "<span class=\"settled\">" } else { "<span class=\"pending\">" };
    it.element(open, becomes, "</span></span>");
}

fn diary(index: usize, card: Derived<Option<Card>>) -> AnyView {
    let write = if index == 0 { wide_page } else { slip };
    let page = shown(card, |it| it.diary.clone(), write);
    view! { <div class="bahi" inner_html=page></div> }.into_any()
}

fn entry(it: &mut Markup, entry: &DiaryEntry) {
    it.raw("<span class=\"entry\"").attr("data-force", entry.force);
    it.attr("data-kind", entry.kind).element(">", entry.word, "</span>");
}

fn spine(it: &mut Markup) {
    it.raw("<span class=\"spine\">").drawing("icon", "i-notebook-fill").raw("</span>");
}

fn slip(diary: &Diary) -> String {
    let mut it = Markup::new();
    spine(&mut it);
    diary.entries.iter().for_each(|one| entry(&mut it, one));
    if diary.entries.len() < 3 && !diary.note.is_empty() {
        it.element("<span class=\"note\">", &diary.note, "</span>");
    }
    it.take()
}

/// The coordinator's decision stands on a page of its own.
fn wide_page(diary: &Diary) -> String {
    let mut it = Markup::new();
    spine(&mut it);
    it.raw("<p class=\"page\">");
    if let Some(last) = diary.entries.last() {
        entry(&mut it, last);
    }
    it.element("<span class=\"clock\">", &diary.clock, "</span>");
    let (short, long) = diary.note.split_once(" · ").unwrap_or((&diary.note, ""));
    it.element("<span class=\"note\">", short, "");
    if !long.is_empty() {
        it.element("<span class=\"long\"> · ", long, "</span>");
    }
    it.raw("</span></p>").take()
}

fn hourglass(card: Derived<Option<Card>>) -> AnyView {
    let paused = memo(move || {
        card.with(|it| it.as_ref().is_some_and(|it| it.look == scene::look::Look::Paused))
    });
    let mark = move || if paused.get() { "#s-paused" } else { "" };
    view! {
        <svg class="hourglass" aria-hidden="true" hidden=attr(move || !paused.get())>
            <use_ href=attr(mark) />
        </svg>
    }
    .into_any()
}
