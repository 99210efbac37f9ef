//! The diagram of a column: drawn once for a run, and uncovered by the playhead.

use leptos::prelude::*;
use scene::compare::{Only, Sketch, only_here, short_names};
use scene::format::Clock;
use scene::spacetime::Diagram;
use scene::words::{self, Word};
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};
use world::Micros;

use super::column::Slot;
use super::state::Compare;
use crate::run::Command;
use crate::spacetime::{arrow_view, bar_view, lifelines, mark_view};
use crate::ui::{attr, part};

/// A drawing, and what in it happened in no other column.
#[derive(Clone, Debug, PartialEq)]
struct Drawn {
    sketch: Sketch,
    only: Vec<Only>,
}

/// The diagram. A press with a mouse goes to that moment, in all columns.
pub fn diagram(slot: Slot) -> AnyView {
    let page = slot.compare.page;
    let drawn = crate::ui::memo(move || draw(slot));
    let label = move || {
        let (name, _) = words::protocol(slot.protocol, page.lang());
        format!("{}: {name}", page.word(Word::Spacetime))
    };
    let seek = move |event: PointerEvent| {
        let at = drawn.with_untracked(|it| it.as_ref().and_then(|it| moment_at(&event, it)));
        if let Some(at) = at {
            page.send(Command::Seek(at));
        }
    };
    view! {
        <div class="diagram" role="img" aria-label=attr(label) on:pointerdown=seek on:pointermove=seek>
            {part(move || drawn.get().map(|it| chart(slot, it)))}
        </div>
    }
    .into_any()
}

fn draw(slot: Slot) -> Option<Drawn> {
    let compare = slot.compare;
    let width = width(compare);
    let end = compare.end();
    compare.runs.with(|runs| {
        let index = runs.iter().position(|it| it.setup.protocol == slot.protocol)?;
        let pairs: Vec<_> = runs.iter().map(|it| (&it.trace, &it.blocking)).collect();
        let (trace, blocking) = pairs.get(index)?;
        let sketch = Sketch::new(trace, blocking, width, end);
        Some(Drawn { sketch, only: only_here(&pairs).into_iter().nth(index)? })
    })
}

/// The width of a column, as `www/css/compare.css` makes it.
fn width(compare: Compare) -> f32 {
    let (wide, high) = compare.page.window.get();
    let count = compare.protocols.with(Vec::len).max(1);
    #[expect(clippy::cast_precision_loss, reason = "pixels, and a handful of columns")]
    let (wide, across) = (wide as f32, if wide < 1280 { count.min(2) } else { count } as f32);
    if wide < 900.0 || high < 480 {
        let edge = if wide < 768.0 { 10.0 } else { 16.0 };
        return (wide - 2.0 * edge - 24.0).min(400.0) - 3.0;
    }
    (wide.min(1760.0) - 32.0 - 12.0 * (across - 1.0)) / across - 3.0
}

/// The moment under a mouse that is pressed; a finger scrolls.
fn moment_at(event: &PointerEvent, it: &Drawn) -> Option<Micros> {
    if event.buttons() & 1 == 0 || event.pointer_type() == "touch" {
        return None;
    }
    let element: Element = event.current_target()?.dyn_into().ok()?;
    let rect = element.get_bounding_client_rect();
    let diagram = &it.sketch.diagram;
    let scale = f64::from(diagram.frame.width) / rect.width().max(1.0);
    #[expect(clippy::cast_possible_truncation, reason = "a place on the screen")]
    let x = ((f64::from(event.client_x()) - rect.left()) * scale) as f32;
    Some(diagram.snap(x, 6.0))
}

fn chart(slot: Slot, it: Drawn) -> AnyView {
    let page = slot.compare.page;
    let diagram = &it.sketch.diagram;
    let (width, height) = (diagram.frame.width, diagram.frame.height(diagram.rows));
    let scale = diagram.scale.clone();
    let x = crate::ui::memo(move || scale.clock_x(page.cursor.get().at));
    let clip = format!("past-{}", slot.protocol.word());
    let clipped = format!("url(#{clip})");
    view! {
        <svg class="chart" viewBox=format!("0 0 {width} {height}") width=width height=height
            aria-hidden="true">
            <clipPath id=clip><rect x="0" y="0" width=attr(move || x.get()) height=height /></clipPath>
            {grid(slot, &it.sketch, x)} {faces(slot, diagram)} {lifelines(diagram)}
            <g clip-path=clipped>{past(&it)} {flags(slot, &it.sketch)}</g>
            {playhead(slot, x, width, height)}
        </svg>
    }
    .into_any()
}

/// What the playhead uncovers.
fn past(it: &Drawn) -> AnyView {
    let diagram = &it.sketch.diagram;
    let top = diagram.frame.lane(0) - 20.0;
    let cuts = it.sketch.zigzags.iter().map(|line| {
        view! { <path class="cut-line" d=line.path(top) /> }
    });
    let only = it.only.iter().map(|only| {
        let (x, y) = it.sketch.only_at(*only);
        view! { <path class="only-here" d=format!("M{x} {}l7 7l-7 7l-7-7Z", y - 7.0) /> }
    });
    view! {
        {diagram.bars.iter().map(|bar| bar_view(diagram, bar)).collect_view()}
        {cuts.collect_view()}
        {diagram.arrows.iter().map(arrow_view).collect_view()}
        {diagram.marks.iter().map(|mark| mark_view(diagram, mark)).collect_view()}
        {only.collect_view()}
    }
    .into_any()
}

/// Lines of time, and their words where no flag stands.
fn grid(slot: Slot, sketch: &Sketch, now: Memo<f32>) -> AnyView {
    let diagram = &sketch.diagram;
    let unit = slot.compare.scenario().unit;
    let height = diagram.frame.height(diagram.rows);
    let free = |x: f32| sketch.flags.iter().all(|flag| (flag - x).abs() > 26.0);
    let lines = diagram.ticks.iter().map(|(x, _)| {
        view! { <line x1=*x y1="40" x2=*x y2=height /> }
    });
    let words = diagram.ticks.iter().filter(|(x, _)| free(*x)).map(|(x, value)| {
        let x = *x;
        let hidden = move || if (now.get() - x).abs() < 40.0 { "hidden" } else { "visible" };
        view! { <text x=x y="34" visibility=attr(hidden)>{unit.axis(Micros(*value))}</text> }
    });
    view! {
        <g class="grid">{lines.collect_view()}</g> <g class="axis">{words.collect_view()}</g>
    }
    .into_any()
}

fn faces(slot: Slot, diagram: &Diagram) -> AnyView {
    let cast = slot.compare.page.cast.get();
    let names = short_names(&cast);
    let row = |(person, name): (&scene::cast::Person, String)| {
        let y = diagram.frame.lane(person.id.0);
        let href = format!("#p-{}", person.portrait);
        view! {
            <svg x="8" y=y - 10.0 width="20" height="20" viewBox="0 0 64 64"
                clip-path="url(#c-round)"><use_ href=href /></svg>
            <circle class="face-edge" cx="18" cy=y r="10" />
            <text x="32" y=y + 4.5>{name}</text>
        }
    };
    cast.0.iter().zip(names).map(row).collect_view().into_any()
}

fn flags(slot: Slot, sketch: &Sketch) -> AnyView {
    let word = slot.compare.page.word(Word::LinkCut);
    #[expect(clippy::cast_precision_loss, reason = "a short word")]
    let half = 5.0 + word.chars().count() as f32 * 3.4;
    let flag = |x: &f32| {
        view! {
            <g class="cut-flag">
                <rect x=x - half y="17" width=2.0 * half height="18" rx="4" />
                <text x=*x y="26">{word}</text>
            </g>
        }
    };
    sketch.flags.iter().map(flag).collect_view().into_any()
}

fn playhead(slot: Slot, x: Memo<f32>, width: f32, height: f32) -> AnyView {
    let page = slot.compare.page;
    let clock = move || page.played.with(|it| it.scenario.unit.short(page.cursor.get().at));
    // The flag stays within the drawing; its tip does not.
    let flag = move || x.get().clamp(32.0, width - 32.0);
    let path = move || {
        let (x, at) = (x.get(), flag());
        format!(
            "M{} 16a2 2 0 0 1 2-2H{}a2 2 0 0 1 2 2V31a2 2 0 0 1-2 2H{}L{x} 39L{} 33H{}a2 2 0 0 1-2-2Z",
            at - 30.0,
            at + 28.0,
            (x + 6.0).min(at + 28.0),
            (x - 6.0).min(at + 16.0),
            at - 28.0
        )
    };
    view! {
        <g class="playhead">
            <line x1=attr(move || x.get()) y1="36" x2=attr(move || x.get()) y2=height />
            <path class="flag" d=attr(path) />
            <text x=attr(flag) y="24">{part(clock)}</text>
        </g>
    }
    .into_any()
}
