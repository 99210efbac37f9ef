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
use crate::markup::Markup;
use crate::run::Command;
use crate::spacetime::draw;
use crate::ui::{attr, html};

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
        <div class="diagram" role="img" aria-label=attr(label) on:pointerdown=seek on:pointermove=seek
            inner_html=html(move || drawn.with(|it| it.as_ref().map(|it| chart(slot, it)).unwrap_or_default()))></div>
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

/// The run, under a clip that the playhead opens, and the playhead over it.
fn chart(slot: Slot, it: &Drawn) -> String {
    let page = slot.compare.page;
    let diagram = &it.sketch.diagram;
    let x = diagram.scale.clock_x(page.cursor.get().at);
    let mut out = Markup::new();
    let height = draw::open(&mut out, diagram, "chart");
    let clip = format!("past-{}", slot.protocol.word());
    out.raw("<clipPath").attr("id", &clip).raw("><rect x=\"0\" y=\"0\"");
    out.nums(&[("width", x), ("height", height)]).raw("/></clipPath>");
    grid(&mut out, slot, &it.sketch, x);
    faces(&mut out, slot, diagram);
    draw::lifelines(&mut out, diagram);
    out.raw("<g").attr("clip-path", &format!("url(#{clip})")).raw(">");
    past(&mut out, it);
    flags(&mut out, slot, &it.sketch);
    out.raw("</g>");
    playhead(&mut out, slot, x, (diagram.frame.width, height));
    out.raw("</svg>").take()
}

/// What the playhead uncovers.
fn past(out: &mut Markup, it: &Drawn) {
    let diagram = &it.sketch.diagram;
    let top = diagram.frame.lane(0) - 20.0;
    diagram.bars.iter().for_each(|one| draw::bar(out, diagram, one));
    for line in &it.sketch.zigzags {
        out.raw("<path class=\"cut-line\"").attr("d", &line.path(top)).raw("/>");
    }
    diagram.arrows.iter().for_each(|one| draw::arrow(out, one));
    diagram.marks.iter().for_each(|one| draw::mark(out, diagram, one));
    for only in &it.only {
        let (x, y) = it.sketch.only_at(*only);
        let path = format!("M{x} {}l7 7l-7 7l-7-7Z", y - 7.0);
        out.raw("<path class=\"only-here\"").attr("d", &path).raw("/>");
    }
}

/// Lines of time, and their words where no flag stands.
fn grid(out: &mut Markup, slot: Slot, sketch: &Sketch, now: f32) {
    let diagram = &sketch.diagram;
    let unit = slot.compare.scenario().unit;
    let height = diagram.frame.height(diagram.rows);
    let last = diagram.frame.width - diagram.frame.right - 4.0;
    let free = |x: f32| sketch.flags.iter().all(|flag| (flag - x).abs() > 26.0);
    let middle = |x: f32| if x > last { x - 11.0 } else { x };
    let shown = |x: f32| free(x) && (now - middle(x)).abs() >= 46.0;
    out.raw("<g class=\"grid\">");
    for (x, _) in &diagram.ticks {
        out.raw("<line y1=\"40\"").nums(&[("x1", *x), ("x2", *x), ("y2", height)]).raw("/>");
    }
    out.raw("</g><g class=\"axis\">");
    for (x, value) in diagram.ticks.iter().filter(|(x, _)| shown(*x)) {
        out.raw("<text y=\"34\"").num("x", *x);
        out.raw(if *x > last { " class=\"last\"" } else { "" });
        out.element(">", &unit.axis(Micros(*value)), "</text>");
    }
    out.raw("</g>");
}

fn faces(out: &mut Markup, slot: Slot, diagram: &Diagram) {
    let cast = slot.compare.page.cast.get();
    for (person, name) in cast.0.iter().zip(short_names(&cast)) {
        let y = diagram.frame.lane(person.id.0);
        draw::face(out, &person.portrait, (18.0, y), 10.0);
        out.raw("<text x=\"32\"").num("y", y + 4.5).element(">", &name, "</text>");
    }
}

fn flags(out: &mut Markup, slot: Slot, sketch: &Sketch) {
    let word = slot.compare.page.word(Word::LinkCut);
    #[expect(clippy::cast_precision_loss, reason = "a short word")]
    let half = 5.0 + word.chars().count() as f32 * 3.4;
    for x in &sketch.flags {
        out.raw("<g class=\"cut-flag\"><rect y=\"17\" height=\"18\" rx=\"4\"");
        out.nums(&[("x", x - half), ("width", 2.0 * half)]).raw("/><text y=\"26\"");
        out.num("x", *x).element(">", word, "</text></g>");
    }
}

fn playhead(out: &mut Markup, slot: Slot, x: f32, (width, height): (f32, f32)) {
    let page = slot.compare.page;
    let clock = page.played.with(|it| it.scenario.unit.short(page.cursor.get().at));
    // The flag stays within the drawing; its tip does not.
    let at = x.clamp(32.0, width - 32.0);
    let path = format!(
        "M{} 16a2 2 0 0 1 2-2H{}a2 2 0 0 1 2 2V31a2 2 0 0 1-2 2H{}L{x} 39L{} 33H{}a2 2 0 0 1-2-2Z",
        at - 30.0,
        at + 28.0,
        (x + 6.0).min(at + 28.0),
        (x - 6.0).min(at + 16.0),
        at - 28.0
    );
    out.raw("<g class=\"playhead\"><line y1=\"36\"");
    out.nums(&[("x1", x), ("x2", x), ("y2", height)]).raw("/><path class=\"flag\"");
    out.attr("d", &path).raw("/><text y=\"24\"").num("x", at);
    out.element(">", &clock, "</text></g>");
}
