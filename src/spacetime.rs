//! The space-time diagram, which is also the scrubber, and the strip of branches under it.

use crate::derived::Derived;
use leptos::html::Div;
use leptos::prelude::*;
use scene::layout::Layout;
use scene::look::Look;
use scene::spacetime::{Axis, Diagram, Frame, diagram};
use scene::words::Word;
use wasm_bindgen::JsCast;
use world::Micros;

use crate::page::Page;
use crate::run::Command;
use crate::ui::{attr, choice, html, memo};
use crate::{dom, live};

pub mod draw;
mod forks;

/// The panel's head: name, axis, legend.
pub fn head(page: Page) -> AnyView {
    let axis = move || page.settings.with(|it| it.axis);
    let button = |to: Axis, word: Word| {
        choice(
            move || page.word(word).to_owned(),
            "",
            move || axis() == to,
            move || page.settings.update(|it| it.axis = to),
        )
    };
    view! {
        <div class="panel-head">
            <h2 class="panel-title" id="st-title">{page.say(Word::Spacetime)}</h2>
            <div class="segmented small" role="group" aria-label=page.name(Word::AxisWord)>
                {button(Axis::Clock, Word::ByClock)} {button(Axis::Cause, Word::ByCause)}
            </div>
            {legend(page)}
        </div>
    }
    .into_any()
}

fn legend(page: Page) -> AnyView {
    let bar = |look: Look, word: Word| {
        view! {
            <li>
                <svg viewBox="0 0 24 12" aria-hidden="true">
                    <rect class="bar" data-state=look.word() x=".7" y=".7" width="22.6"
                        height="10.6" rx="2" />
                </svg>
                {page.say(word)}
            </li>
        }
        .into_any()
    };
    view! {
        <ul class="legend">
            {bar(Look::Working, Word::Working)} {bar(Look::Prepared, Word::PromisedInDoubt)}
            {bar(Look::InDoubt, Word::BlockedLegend)} {bar(Look::Committed, Word::CommittedLegend)}
            <li>
                <svg class="narrow" viewBox="0 0 8 16" aria-hidden="true">
                    <rect class="force" x="1.5" width="5" height="16" />
                </svg>
                {page.say(Word::ForcedLegend)}
            </li>
            <li>
                <svg class="round" viewBox="-10 -10 20 20" aria-hidden="true">
                    <use_ href=crate::ui::sym("m-lost") x="-10" y="-10" width="20" height="20" />
                </svg>
                {page.say(Word::LostLegend)}
            </li>
        </ul>
    }
    .into_any()
}

/// The diagram and its branches.
pub fn history(page: Page) -> AnyView {
    let box_ = NodeRef::<Div>::new();
    let width = measured(page, box_);
    let drawing = memo(move || draw(page, width.get()));
    view! {
        <div class="history">
            {scrubber(page, box_, drawing)}
            {forks::forks(page, drawing)}
            {live::event_table(page)}
        </div>
    }
    .into_any()
}

/// The width of the diagram's box: the one number that is measured. Until then, a guess.
fn measured(page: Page, box_: NodeRef<Div>) -> Derived<u32> {
    let width = dom::width_of(box_);
    memo(move || {
        let (window, _) = page.window.get();
        let guess = match page.layout() {
            Layout::Phone => window.saturating_sub(22),
            Layout::Landscape => window * 6 / 10,
            Layout::Laptop if window < 1024 => window.saturating_sub(35),
            Layout::Laptop => window.saturating_sub(347),
            Layout::Big | Layout::Wide | Layout::Desk => window.saturating_sub(395),
        };
        match width.get() {
            0 => guess.max(240),
            width => width,
        }
    })
}

fn draw(page: Page, width: u32) -> Diagram {
    let (_, height) = page.window.get();
    #[expect(clippy::cast_precision_loss, reason = "a width in pixels")]
    let frame = Frame::play(page.layout(), width as f32, height);
    let axis = page.settings.with(|it| it.axis);
    page.played.with(|it| diagram(&it.trace, &it.blocking, frame, axis, it.end))
}

fn scrubber(page: Page, box_: NodeRef<Div>, drawing: Derived<Diagram>) -> AnyView {
    let dragging = RwSignal::new(false);
    let x = memo(move || {
        let cursor = page.cursor.get();
        let entries = page.now.with(|now| now.done());
        drawing.with(|it| it.scale.playhead_x(entries, cursor.at))
    });
    let seek = move |event: &web_sys::PointerEvent| {
        if let Some(at) = moment_at(event, box_, drawing) {
            page.send(Command::Seek(at));
        }
    };
    let down = move |event: web_sys::PointerEvent| {
        dragging.set(true);
        capture(&event);
        seek(&event);
    };
    let moved = move |event: web_sys::PointerEvent| {
        if dragging.get_untracked() {
            seek(&event);
        }
    };
    view! {
        <div class="diagram" node_ref=box_ role="slider" tabindex="0"
            aria-label=page.name(Word::TimeWord) aria-valuemin="0"
            aria-valuemax=attr(move || page.played.with(|it| it.end.0 / 1_000))
            aria-valuenow=attr(move || page.cursor.get().at.0 / 1_000)
            aria-valuetext=attr(move || live::time_words(page))
            on:pointerdown=down on:pointermove=moved on:pointerup=move |_| dragging.set(false)
            on:pointercancel=move |_| dragging.set(false)>
            <div class="drawing" inner_html=html(move || drawing.with(|it| draw::chart(page, it)))></div>
            <div class="drawing over" inner_html=html(move || drawing.with(|it| draw::over(page, it, x.get())))></div>
        </div>
    }
    .into_any()
}

fn capture(event: &web_sys::PointerEvent) {
    let element = event.current_target().and_then(|it| it.dyn_into::<web_sys::Element>().ok());
    if let Some(element) = element {
        drop(element.set_pointer_capture(event.pointer_id()));
    }
}

/// The moment under the pointer; close to an event it is the event's.
fn moment_at(
    event: &web_sys::PointerEvent,
    box_: NodeRef<Div>,
    drawing: Derived<Diagram>,
) -> Option<Micros> {
    let left = box_.get_untracked()?.get_bounding_client_rect().left();
    #[expect(clippy::cast_possible_truncation, reason = "a place on the screen")]
    let x = (f64::from(event.client_x()) - left) as f32;
    Some(drawing.with_untracked(|it| it.snap(x, 6.0)))
}
