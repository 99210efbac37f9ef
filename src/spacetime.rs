//! The space-time diagram, which is also the scrubber, and the strip of branches under it.

use leptos::html::Div;
use leptos::prelude::*;
use scene::format::Clock;
use scene::layout::Layout;
use scene::look::Look;
use scene::spacetime::{Arrow, Axis, Bar, CutMark, Diagram, Frame, Mark, MarkKind, Phase, diagram};
use scene::words::Word;
use wasm_bindgen::JsCast;
use world::{Decision, Kind, Micros};

use crate::page::Page;
use crate::run::Command;
use crate::ui::{attr, choice, part};
use crate::{dom, live};

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
    let drawing = crate::ui::memo(move || draw(page, width.get()));
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
fn measured(page: Page, box_: NodeRef<Div>) -> Memo<u32> {
    let width = dom::width_of(box_);
    crate::ui::memo(move || {
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

fn scrubber(page: Page, box_: NodeRef<Div>, drawing: Memo<Diagram>) -> AnyView {
    let dragging = RwSignal::new(false);
    let x = crate::ui::memo(move || {
        let cursor = page.cursor.get();
        let entries = page.now.with(|now| now.entries);
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
            {part(move || chart(page, &drawing.read(), x))}
            {playhead(page, drawing, x)}
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
    drawing: Memo<Diagram>,
) -> Option<Micros> {
    let left = box_.get_untracked()?.get_bounding_client_rect().left();
    #[expect(clippy::cast_possible_truncation, reason = "a place on the screen")]
    let x = (f64::from(event.client_x()) - left) as f32;
    Some(drawing.with_untracked(|it| it.snap(x, 6.0)))
}

fn playhead(page: Page, drawing: Memo<Diagram>, x: Memo<f32>) -> AnyView {
    let height = move || drawing.with(|it| it.frame.height(rows(it)));
    let size = move || drawing.with(|it| it.frame.width);
    let roomy = move || drawing.with(|it| it.frame.roomy);
    let end = move || drawing.with(|it| it.frame.width - it.frame.right);
    let view_box = move || format!("0 0 {} {}", size(), height());
    let future = move || (end() - x.get()).max(0.0);
    let top = move || drawing.with(|it| it.frame.header - 4.0);
    let flag = move || {
        let clock = page.played.with(|it| it.scenario.unit.clock(page.cursor.get().at));
        flag(x.get(), &clock, roomy(), size())
    };
    view! {
        <svg class="chart over" viewBox=attr(view_box) width=attr(size) height=attr(height) aria-hidden="true">
            <rect class="veil" x=attr(move || x.get()) y=attr(top) width=attr(future)
                height=attr(move || height() - top()) />
            <rect class="future" x=attr(move || x.get()) y=attr(top) width=attr(future)
                height=attr(move || height() - top()) />
            <g class="playhead">
                <line x1=attr(move || x.get()) y1=attr(move || top() - 2.0) x2=attr(move || x.get())
                    y2=attr(move || height() + 10.0) />
                {part(flag)}
            </g>
        </svg>
    }
    .into_any()
}

fn rows(drawing: &Diagram) -> u8 {
    drawing.rows
}

fn flag(x: f32, clock: &str, roomy: bool, width: f32) -> AnyView {
    if !roomy {
        let at = x.clamp(29.0, width - 29.0);
        return view! {
            <rect class="flag" x=at - 27.0 y="2" width="54" height="17" rx="4" />
            <text x=at y="11">{clock.to_owned()}</text>
        }
        .into_any();
    }
    let path = format!(
        "M{} 26a2 2 0 0 1 2-2H{}a2 2 0 0 1 2 2V41a2 2 0 0 1-2 2H{}L{x} 49L{} 43H{}a2 2 0 0 1-2-2Z",
        x - 32.0,
        x + 30.0,
        x + 6.0,
        x - 6.0,
        x - 30.0
    );
    view! { <path class="flag" d=path /> <text x=x y="34">{clock.to_owned()}</text> }.into_any()
}

fn chart(page: Page, it: &Diagram, playhead: Memo<f32>) -> AnyView {
    let height = it.frame.height(it.rows);
    let view_box = format!("0 0 {} {height}", it.frame.width);
    view! {
        <svg class="chart" viewBox=view_box width=it.frame.width height=height aria-hidden="true">
            {grid(page, it, height, playhead)} {it.frame.roomy.then(|| phases(page, it))}
            {faces(page, it)} {lifelines(it)}
            {it.bars.iter().map(|bar| bar_view(it, bar)).collect_view()}
            {it.cuts.iter().map(|cut| cut_view(it, cut)).collect_view()}
            {it.arrows.iter().map(arrow_view).collect_view()}
            {it.marks.iter().map(|mark| mark_view(it, mark)).collect_view()}
        </svg>
    }
    .into_any()
}

fn grid(page: Page, it: &Diagram, height: f32, playhead: Memo<f32>) -> AnyView {
    let unit = page.played.with(|played| played.scenario.unit);
    let axis = page.settings.with(|it| it.axis);
    let top = it.frame.header - 4.0;
    let last = it.frame.width - it.frame.right;
    let lines = it.ticks.iter().map(|(x, _)| {
        view! { <line x1=*x y1=top x2=*x y2=height /> }
    });
    let base = if it.frame.roomy { 42.0 } else { 12.0 };
    let words = it.ticks.iter().map(|(x, value)| {
        let word = match axis {
            Axis::Clock => unit.axis(Micros(*value)),
            Axis::Cause => value.to_string(),
        };
        let class = (last - x < 14.0).then_some("last");
        let x = *x;
        // The flag of the playhead says it better.
        let hidden = move || ((x - playhead.get()).abs() < 46.0).then_some("");
        view! { <text x=x y=base class=class data-hidden=attr(hidden)>{word}</text> }
    });
    view! {
        <g class="grid">{lines.collect_view()}</g> <g class="axis">{words.collect_view()}</g>
    }
    .into_any()
}

fn phases(page: Page, it: &Diagram) -> AnyView {
    it.phases.iter().map(|phase| phase_view(page, phase)).collect_view().into_any()
}

fn phase_view(page: Page, phase: &Phase) -> AnyView {
    let lang = page.lang();
    let full = match (phase.number, phase.of) {
        (1, _) => Word::Phase1,
        (2, 2) => Word::Phase2of2,
        (2, _) => Word::Phase2of3,
        (_, _) => Word::Phase3,
    }
    .to(lang)
    .to_owned();
    let number = phase.number.to_string();
    let short = Word::PhaseN.with(lang, &[&number]);
    let room = phase.x2 - phase.x1;
    let word = match room {
        width if width > fits(&full) => full,
        width if width > fits(&short) => short,
        width if width > 12.0 => number,
        _ => String::new(),
    };
    let path = format!("M{} 20V15H{}V20", phase.x1, phase.x2);
    view! {
        <g class="phase" data-open=phase.open.then_some("")>
            <text x=phase.x1 + 1.0 y="10">{word}</text> <path d=path />
        </g>
    }
    .into_any()
}

/// About how wide a word is in the size of the phases.
fn fits(word: &str) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a few dozen letters")]
    let letters = word.chars().count() as f32;
    letters * 6.4 + 4.0
}

fn faces(page: Page, it: &Diagram) -> AnyView {
    let cast = page.cast.get();
    let frame = it.frame;
    let down: Vec<bool> =
        page.now.with(|now| now.nodes.iter().map(|node| node.crashed.is_some()).collect());
    let rows = cast.0.iter().zip(down).map(|(person, down)| {
        let y = frame.lane(person.id.0);
        if frame.row < 10.0 {
            return ().into_any();
        }
        if !frame.roomy {
            let name = shortened(&person.name);
            return view! { <g class="who"><text x="6" y=y + 4.0>{name}</text></g> }.into_any();
        }
        let r = if frame.row < 24.0 { 9.0 } else { 12.0 };
        let href = format!("#p-{}", person.portrait);
        view! {
            <g class="who">
                <svg x=26.0 - r y=y - r width=2.0 * r height=2.0 * r viewBox="0 0 64 64"
                    clip-path="url(#c-round)" class=down.then_some("crashed-face")>
                    <use_ href=href />
                </svg>
                <circle class="face-edge" cx="26" cy=y r=r - 0.5 />
                <text x="44" y=y + 4.5>{person.name.clone()}</text>
            </g>
        }
        .into_any()
    });
    rows.collect_view().into_any()
}

/// A name for a narrow column.
fn shortened(name: &str) -> String {
    if name.chars().count() <= 9 {
        return name.to_owned();
    }
    let start: String = name.chars().take(7).collect();
    format!("{start}.")
}

/// Thin lines where nothing is done.
pub fn lifelines(it: &Diagram) -> AnyView {
    let line = |(row, x1, x2): &(u8, f32, f32)| {
        let y = it.frame.lane(*row);
        view! { <line class="lifeline" x1=*x1 y1=y x2=*x2 y2=y /> }
    };
    it.lifelines.iter().map(line).collect_view().into_any()
}

/// A stretch of a row.
pub fn bar_view(it: &Diagram, bar: &Bar) -> AnyView {
    let (high, low) = it.frame.bar;
    let height = if bar.look == Look::Working { low } else { high };
    let y = it.frame.lane(bar.row) - height / 2.0;
    view! {
        <rect class="bar" data-state=bar.look.word() x=bar.x1 y=y width=bar.x2 - bar.x1
            height=height />
    }
    .into_any()
}

/// A zigzag between two rows while they are apart.
fn cut_view(it: &Diagram, cut: &CutMark) -> AnyView {
    let (a, b) = cut.rows;
    if a > 0 || b != 1 {
        return ().into_any();
    }
    let y = f32::midpoint(it.frame.lane(a), it.frame.lane(b));
    let mut path = format!("M{} {y}", cut.x1);
    let mut x = cut.x1;
    let mut up = true;
    while x + 6.0 < cut.x2 {
        x += 6.0;
        let to = if up { y - 3.0 } else { y + 3.0 };
        path.push_str(&format!("L{x:.1} {to:.1}"));
        up = !up;
    }
    view! { <path class="cut-line" d=path /> }.into_any()
}

fn marker(kind: Kind) -> &'static str {
    match kind {
        Kind::Prepare => "url(#a-work)",
        Kind::Yes | Kind::Commit => "url(#a-com)",
        Kind::No | Kind::Abort => "url(#a-abt)",
        Kind::PreCommit => "url(#a-pre)",
        Kind::Ack => "url(#a-ack)",
        Kind::Ask | Kind::State => "url(#a-ask)",
    }
}

/// A message.
pub fn arrow_view(arrow: &Arrow) -> AnyView {
    let end = (!arrow.lost).then(|| marker(arrow.kind));
    let disc = arrow.disc.map(|(x, y)| {
        let href = format!("#{}", scene::flight::kind_glyph(arrow.kind));
        view! {
            <circle cx=x cy=y r="7" />
            <use_ href=href x=x - 5.5 y=y - 5.5 width="11" height="11" />
        }
    });
    let cross = arrow.lost.then(|| {
        let (x, y) = arrow.to;
        view! { <use_ href=crate::ui::sym("m-lost") x=x - 6.5 y=y - 6.5 width="13" height="13" /> }
    });
    view! {
        <g class="flight" data-type=scene::flight::kind_word(arrow.kind)
            data-form=if arrow.solid { "solid" } else { "hollow" }>
            <line x1=arrow.from.0 y1=arrow.from.1 x2=arrow.to.0 y2=arrow.to.1 marker-end=end />
            {disc}
        </g>
        {cross}
    }
    .into_any()
}

/// A mark on a row.
pub fn mark_view(it: &Diagram, mark: &Mark) -> AnyView {
    let (x, y) = (mark.x, it.frame.lane(mark.row));
    let tall = if it.frame.roomy { 26.0_f32.min(it.frame.row - 3.0) } else { 7.0 };
    let wide = if it.frame.roomy { 5.0 } else { 3.0 };
    let tick = |force: &'static str| {
        view! {
            <rect class="force" data-force=force x=x - wide / 2.0 y=y - tall / 2.0 width=wide
                height=tall />
        }
        .into_any()
    };
    match mark.what {
        MarkKind::Forced => tick("forced"),
        MarkKind::Unforced => tick("unforced"),
        MarkKind::Decision(decision) if it.frame.roomy => {
            view! { {tick("forced")} {log_label(decision, x, y)} }.into_any()
        }
        MarkKind::Decision(_) => tick("forced"),
        MarkKind::Crash => sign("s-crashed", x, y, if it.frame.roomy { 22.0 } else { 14.0 }),
        MarkKind::No => sign("s-aborted", x, y, if it.frame.roomy { 18.0 } else { 10.0 }),
        MarkKind::Recovery => view! {
            <rect class="bar" data-state="reading" x=x y=y - tall / 4.0 width="10"
                height=tall / 2.0 />
        }
        .into_any(),
    }
}

fn sign(glyph: &'static str, x: f32, y: f32, size: f32) -> AnyView {
    view! {
        <use_ href=format!("#{glyph}") x=x y=y - size / 2.0 width=size height=size />
    }
    .into_any()
}

fn log_label(decision: Decision, x: f32, y: f32) -> AnyView {
    let word = decision.word();
    view! {
        <g class="log-label">
            <rect x=x - 51.0 y=y - 20.0 width="47" height="13" rx="2" />
            <text x=x - 27.5 y=y - 13.0>{word}</text>
        </g>
    }
    .into_any()
}
