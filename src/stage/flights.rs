//! Links below the cards, messages above them.

use leptos::prelude::*;
use scene::flight::{Chip, Cross, LinkView};
use scene::inspect::Selection;
use scene::layout::At;
use scene::words::Word;
use world::{MessageId, ProcessId};

use super::tools;
use crate::page::Page;
use crate::run::Command;
use crate::ui::{attr, part};

/// The links.
pub fn links(page: Page) -> AnyView {
    let list = crate::ui::memo(move || page.stage.with(|it| it.links.clone()));
    let ends = move || list.with(|it| it.iter().map(|link| link.ends).collect::<Vec<_>>());
    let one = move |ends: (ProcessId, ProcessId)| {
        let link = crate::ui::memo(move || {
            list.with(|it| it.iter().find(|link| link.ends == ends).cloned())
        });
        link_view(page, ends, link)
    };
    view! {
        <svg class="links" viewBox=attr(move || page.stage.with(|it| it.view_box.clone())) role="group"
            aria-label=page.name(Word::Stage)>
            <For each=ends key=|ends| *ends children=one />
        </svg>
    }
    .into_any()
}

fn link_view(page: Page, (a, b): (ProcessId, ProcessId), link: Memo<Option<LinkView>>) -> AnyView {
    let line = crate::ui::memo(move || link.with(|it| it.as_ref().map(|it| path(&it.way))));
    let state = move || link.with(|it| it.as_ref().map(|it| it.state));
    let label = move || link.with(|it| it.as_ref().map(|it| it.label.clone()));
    let selected = move || (page.run(|run| run.selection) == Selection::Link(a, b)).then_some("");
    let click = move |_| tools::use_on_link(page, a, b);
    let menu = move |event: web_sys::MouseEvent| {
        event.prevent_default();
        page.send(Command::Pause);
        page.send(Command::Select(Selection::Link(a, b)));
    };
    view! {
        <g class="link" data-state=attr(state) data-selected=attr(selected) role="button" tabindex="-1"
            aria-label=attr(label) on:click=click on:contextmenu=menu>
            <path class="halo" d=attr(move || line.get()) fill="none" />
            <path class="wire" d=attr(move || line.get()) />
            <path class="hit" d=attr(move || line.get()) />
            {part(move || link.get().map(|it| ends(&it)))}
        </g>
    }
    .into_any()
}

fn path(way: &[At]) -> String {
    let points: Vec<String> = way.iter().map(|at| format!("{:.1} {:.1}", at.x, at.y)).collect();
    format!("M{}", points.join("L"))
}

/// Its ports, and its plate if it is cut or slow.
fn ends(link: &LinkView) -> AnyView {
    let port =
        |at: Option<&At>| at.map(|at| view! { <circle class="port" cx=at.x cy=at.y r="4.5" /> });
    let move_to = format!("translate({:.1} {:.1})", link.middle.x, link.middle.y);
    let plate = match (link.state, &link.tag) {
        ("cut", _) => view! {
            <g class="plate" transform=move_to>
                <rect x="-13" y="-13" width="26" height="26" rx="7" />
                <use_ href=crate::ui::sym("i-scissors") x="-8" y="-8" width="16" height="16" fill="currentColor" />
            </g>
        }
        .into_any(),
        (_, Some(tag)) => view! {
            <g class="tag" transform=move_to>
                <rect x="-14" y="-9" width="28" height="18" rx="5" /><text>{tag.clone()}</text>
            </g>
        }
        .into_any(),
        (_, None) => ().into_any(),
    };
    view! { {port(link.way.first())} {port(link.way.last())} {plate} }.into_any()
}

/// Crosses and messages.
pub fn chips(page: Page) -> AnyView {
    let chips = crate::ui::memo(move || page.stage.with(|it| it.chips.clone()));
    let ids = move || chips.with(|it| it.iter().map(|chip| chip.id).collect::<Vec<_>>());
    let one = move |id: MessageId| {
        let chip =
            crate::ui::memo(move || chips.with(|it| it.iter().find(|it| it.id == id).cloned()));
        chip_view(page, id, chip)
    };
    let crosses = crate::ui::memo(move || page.stage.with(|it| it.crosses.clone()));
    view! {
        <svg class="chips" viewBox=attr(move || page.stage.with(|it| it.view_box.clone())) role="group"
            aria-label=page.name(Word::MessagesUnderWay)>
            {part(move || crosses.get().into_iter().map(cross).collect_view())}
            <For each=ids key=|id| *id children=one />
        </svg>
    }
    .into_any()
}

fn cross(cross: Cross) -> AnyView {
    let at = format!("translate({:.1} {:.1})", cross.at.x, cross.at.y);
    view! {
        <g class="lost" data-old=cross.old.then_some("") transform=at>
            <use_ href=crate::ui::sym("m-lost") x="-10" y="-10" width="20" height="20" />
        </g>
    }
    .into_any()
}

fn chip_view(page: Page, id: MessageId, chip: Memo<Option<Chip>>) -> AnyView {
    let at = move || {
        chip.with(|it| it.as_ref().map(|it| format!("translate({:.1} {:.1})", it.at.x, it.at.y)))
    };
    let shape = crate::ui::memo(move || chip.with(|it| it.as_ref().map(Shape::of)));
    let label = move || chip.with(|it| it.as_ref().map(|it| it.label.clone()));
    let selected = move || (page.run(|run| run.selection) == Selection::Message(id)).then_some("");
    let click = move |_| {
        let message = chip.with_untracked(|it| it.as_ref().map(|it| it.message.clone()));
        tools::use_on_message(page, id, message);
    };
    let menu = move |event: web_sys::MouseEvent| {
        event.prevent_default();
        page.send(Command::Pause);
        page.send(Command::Select(Selection::Message(id)));
    };
    view! {
        <g class="chip" transform=attr(at) role="button" tabindex="-1" aria-label=attr(label)
            data-type=attr(move || shape.get().map(|it| it.kind))
            data-form=attr(move || shape.get().map(|it| it.form))
            data-selected=attr(selected) on:click=click on:contextmenu=menu>
            {part(move || shape.get().map(|it| it.draw(page)))}
        </g>
    }
    .into_any()
}

/// What of a message does not change while it travels.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Shape {
    kind: &'static str,
    form: &'static str,
    glyph: &'static str,
    word: &'static str,
    ticket: bool,
    half: f32,
    degrees: i32,
    more: u32,
    copy: bool,
    delayed: bool,
}

impl Shape {
    fn of(chip: &Chip) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "whole degrees are enough")]
        let degrees = chip.degrees.round() as i32;
        Self {
            kind: chip.kind,
            form: chip.form,
            glyph: chip.glyph,
            word: chip.word,
            ticket: chip.ticket,
            half: chip.half,
            degrees,
            more: chip.more,
            copy: chip.copy,
            delayed: chip.delayed,
        }
    }

    fn draw(self, page: Page) -> AnyView {
        let paused = !page.run(|run| run.playing);
        let nib = (paused && !self.delayed).then(|| self.nib());
        let count = (self.more > 0 || self.copy).then(|| self.count());
        let body = if self.ticket { self.draw_ticket() } else { self.draw_disc() };
        view! { {nib} {body} {count} }.into_any()
    }

    /// Which way it goes; only while time stands still.
    fn nib(self) -> AnyView {
        let turn = format!("rotate({})", self.degrees);
        let from = if self.ticket { self.half + 3.0 } else { 10.0 };
        let tip = from + 9.0;
        let path = format!("M{from}-4.5L{tip} 0L{from} 4.5Z");
        view! { <path class="nib" d=path transform=turn /> }.into_any()
    }

    fn count(self) -> AnyView {
        let word = format!("×{}", self.more + if self.copy { 2 } else { 1 });
        let x = if self.ticket { self.half } else { 11.0 };
        view! {
            <g class="tag" transform=format!("translate({x} -12)")>
                <rect x="-11" y="-8" width="22" height="16" rx="5" /><text>{word}</text>
            </g>
        }
        .into_any()
    }

    fn draw_ticket(self) -> AnyView {
        let a = self.half;
        let (l, r) = (5.0 - a, a - 5.0);
        let ticket = format!(
            "M{l}-12H{r}a5 5 0 0 1 5 5V-4a4 4 0 0 0 0 8V7a5 5 0 0 1-5 5H{l}a5 5 0 0 1-5-5V4a4 4 0 0 0 0-8V-7a5 5 0 0 1 5-5Z"
        );
        let seat = 14.5 - a;
        view! {
            <rect class="hit" x=-a y="-22" width=2.0 * a height="44" />
            <path class="ticket" d=ticket />
            <circle class="seat" cx=seat r="8" />
            <use_ class="mark" href=format!("#{}", self.glyph) x=seat - 6.5 y="-6.5" width="13"
                height="13" />
            <text class="type" x=seat + 12.5 y=".5">{self.word}</text>
        }
        .into_any()
    }

    fn draw_disc(self) -> AnyView {
        view! {
            <circle class="hit" r="22" />
            <circle class="disc" r="11" />
            <use_ class="disc-mark" href=format!("#{}", self.glyph) x="-8" y="-8" width="16"
                height="16" />
        }
        .into_any()
    }
}
