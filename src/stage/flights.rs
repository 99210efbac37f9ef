//! Links below the cards, messages above them.

use crate::derived::Derived;
use leptos::prelude::*;
use scene::flight::{Chip, Cross, LinkView};
use scene::inspect::Selection;
use scene::layout::At;
use scene::words::Word;
use world::{MessageId, ProcessId};

use super::tools;
use crate::markup::Markup;
use crate::page::Page;
use crate::run::Command;
use crate::ui::{attr, html};

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

fn link_view(
    page: Page,
    (a, b): (ProcessId, ProcessId),
    link: Derived<Option<LinkView>>,
) -> AnyView {
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
            <g inner_html=html(move || link.with(|it| it.as_ref().map(ends).unwrap_or_default()))></g>
        </g>
    }
    .into_any()
}

fn path(way: &[At]) -> String {
    let points: Vec<String> = way.iter().map(|at| format!("{:.1} {:.1}", at.x, at.y)).collect();
    format!("M{}", points.join("L"))
}

/// Its ports, and its plate if it is cut or slow.
fn ends(link: &LinkView) -> String {
    let mut it = Markup::new();
    // A thin line is hard to hit, so its middle is a target of its own.
    it.raw("<circle class=\"hit spot\" r=\"14\"");
    it.nums(&[("cx", link.middle.x), ("cy", link.middle.y)]).raw("/>");
    for at in link.way.first().into_iter().chain(link.way.last()) {
        it.raw("<circle class=\"port\" r=\"4.5\"").nums(&[("cx", at.x), ("cy", at.y)]).raw("/>");
    }
    let class = if link.state == "cut" { "plate" } else { "tag" };
    if link.state == "cut" || link.tag.is_some() {
        it.raw("<g").attr("class", class);
        it.attr("transform", &format!("translate({:.1} {:.1})", link.middle.x, link.middle.y));
        it.raw(">");
        match &link.tag {
            Some(tag) if link.state != "cut" => {
                it.raw("<rect x=\"-14\" y=\"-9\" width=\"28\" height=\"18\" rx=\"5\"/>");
                it.element("<text>", tag, "</text>");
            }
            Some(_) | None => {
                it.raw("<rect x=\"-13\" y=\"-13\" width=\"26\" height=\"26\" rx=\"7\"/>");
                it.raw("<g fill=\"currentColor\">").place("i-scissors", [-8.0, -8.0, 16.0, 16.0]);
                it.raw("</g>");
            }
        }
        it.raw("</g>");
    }
    it.take()
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
            <g inner_html=html(move || crosses.with(|it| crosses_markup(it)))></g>
            <For each=ids key=|id| *id children=one />
        </svg>
    }
    .into_any()
}

fn crosses_markup(list: &[Cross]) -> String {
    let mut it = Markup::new();
    for cross in list {
        it.raw("<g class=\"lost\"").raw(if cross.old { " data-old=\"\"" } else { "" });
        it.attr("transform", &format!("translate({:.1} {:.1})", cross.at.x, cross.at.y));
        it.raw(">").place("m-lost", [-10.0, -10.0, 20.0, 20.0]).raw("</g>");
    }
    it.take()
}

fn chip_view(page: Page, id: MessageId, chip: Derived<Option<Chip>>) -> AnyView {
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
            <g inner_html=html(move || shape.get().map(|it| it.draw(page)).unwrap_or_default())></g>
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

    fn draw(self, page: Page) -> String {
        let mut it = Markup::new();
        // Which way it goes shows only while time stands still.
        if !page.run(|run| run.playing) && !self.delayed {
            self.nib(&mut it);
        }
        if self.ticket {
            self.draw_ticket(&mut it)
        } else {
            self.draw_disc(&mut it)
        }
        if self.more > 0 || self.copy {
            self.count(&mut it);
        }
        it.take()
    }

    fn nib(self, it: &mut Markup) {
        let from = if self.ticket { self.half + 3.0 } else { 10.0 };
        let path = format!("M{from}-4.5L{} 0L{from} 4.5Z", from + 9.0);
        it.raw("<path class=\"nib\"").attr("d", &path);
        it.attr("transform", &format!("rotate({})", self.degrees)).raw("/>");
    }

    fn count(self, it: &mut Markup) {
        let word = format!("×{}", self.more + if self.copy { 2 } else { 1 });
        let x = if self.ticket { self.half } else { 11.0 };
        it.raw("<g class=\"tag\"").attr("transform", &format!("translate({x} -12)"));
        it.raw("><rect x=\"-11\" y=\"-8\" width=\"22\" height=\"16\" rx=\"5\"/>");
        it.element("<text>", &word, "</text></g>");
    }

    fn draw_ticket(self, it: &mut Markup) {
        let a = self.half;
        let (l, r) = (5.0 - a, a - 5.0);
        let ticket = format!(
            "M{l}-12H{r}a5 5 0 0 1 5 5V-4a4 4 0 0 0 0 8V7a5 5 0 0 1-5 5H{l}a5 5 0 0 1-5-5V4a4 4 0 0 0 0-8V-7a5 5 0 0 1 5-5Z"
        );
        let seat = 14.5 - a;
        it.raw("<rect class=\"hit\" y=\"-22\" height=\"44\"");
        it.nums(&[("x", -a), ("width", 2.0 * a)]).raw("/><path class=\"ticket\"");
        it.attr("d", &ticket).raw("/><circle class=\"seat\" r=\"8\"").num("cx", seat);
        it.raw("/><g class=\"mark\">").place(self.glyph, [seat - 6.5, -6.5, 13.0, 13.0]);
        it.raw("</g><text class=\"type\" y=\".5\"").num("x", seat + 12.5);
        it.element(">", self.word, "</text>");
    }

    fn draw_disc(self, it: &mut Markup) {
        it.raw("<circle class=\"hit\" r=\"22\"/><circle class=\"disc\" r=\"11\"/>");
        it.raw("<g class=\"disc-mark\">").place(self.glyph, [-8.0, -8.0, 16.0, 16.0]).raw("</g>");
    }
}
