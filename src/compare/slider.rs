//! The scissors over the table: a slider that snaps to its stops.

use leptos::prelude::*;
use scene::words::Word;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, PointerEvent};

use super::state::Compare;
use crate::run::Command;
use crate::ui::{attr, icon};

/// The width of the first column of the table; the same number stands in `www/css/compare.css`.
pub const NAMES: f64 = 105.0;

/// The handle. Where the run is not in the table at all, it waits in front of it.
pub fn slider(compare: Compare) -> AnyView {
    let page = compare.page;
    let stops = move || compare.cuts.with(|cuts| cuts.stops.len());
    let now = move || compare.stop().map_or(0, |stop| stop + 1);
    let down = move |event: PointerEvent| capture(&event);
    let moved = move |event: PointerEvent| {
        if event.buttons() != 0 {
            go(compare, under(&event, stops_untracked(compare)));
        }
    };
    view! {
        <div class="cut-handle" role="slider" tabindex="0" style:left=move || place(now(), stops())
            data-off=attr(move || (now() == 0).then_some(""))
            aria-label=page.name(Word::TimeOfCutLabel) aria-valuemin="0"
            aria-valuemax=attr(stops) aria-valuenow=attr(now) aria-valuetext=attr(move || said(compare))
            on:keydown=move |event| pressed(compare, &event) on:pointerdown=down
            on:pointermove=moved>{icon("i-scissors")}</div>
    }
    .into_any()
}

/// The middle of the column of a stop, counted from 1; 0 is in front.
fn place(now: usize, stops: usize) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a handful of stops")]
    let share = (now as f64 - 0.5) / stops.max(1) as f64;
    if now == 0 {
        return format!("{}px", NAMES + 18.0);
    }
    format!("calc({NAMES}px + (100% - {NAMES}px) * {share:.4})")
}

fn said(compare: Compare) -> String {
    let page = compare.page;
    let stop = compare.stop();
    let name = compare.cuts.with(|cuts| stop.and_then(|it| cuts.stops.get(it)).map(|it| it.name));
    page.word(name.unwrap_or(Word::CutOther)).to_owned()
}

fn stops_untracked(compare: Compare) -> usize {
    compare.cuts.with_untracked(|cuts| cuts.stops.len())
}

fn here_untracked(compare: Compare) -> Option<usize> {
    untrack(|| compare.stop())
}

fn go(compare: Compare, to: Option<usize>) {
    let Some(to) = to.filter(|to| here_untracked(compare) != Some(*to)) else { return };
    let stop = compare.cuts.with_untracked(|cuts| cuts.stops.get(to).cloned());
    if let Some(stop) = stop {
        compare.page.send(Command::CutAt(stop.at));
    }
}

fn pressed(compare: Compare, event: &KeyboardEvent) {
    let here = here_untracked(compare);
    let last = stops_untracked(compare).saturating_sub(1);
    let to = match event.key().as_str() {
        "ArrowRight" | "ArrowUp" => here.map_or(0, |it| (it + 1).min(last)),
        "ArrowLeft" | "ArrowDown" => here.map_or(last, |it| it.saturating_sub(1)),
        "Home" => 0,
        "End" => last,
        _ => return,
    };
    event.prevent_default();
    go(compare, Some(to));
}

fn handle(event: &PointerEvent) -> Option<Element> {
    event.current_target().and_then(|it| it.dyn_into().ok())
}

fn capture(event: &PointerEvent) {
    if let Some(handle) = handle(event) {
        drop(handle.set_pointer_capture(event.pointer_id()));
    }
}

/// The stop under the pointer.
fn under(event: &PointerEvent, stops: usize) -> Option<usize> {
    let track = handle(event)?.parent_element()?.get_bounding_client_rect();
    let width = (track.width() - NAMES).max(1.0);
    let share = (f64::from(event.client_x()) - track.left() - NAMES) / width;
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a handful of stops, and a share between 0 and 1"
    )]
    let stop = (share.clamp(0.0, 0.999) * stops as f64) as usize;
    (stop < stops).then_some(stop)
}
