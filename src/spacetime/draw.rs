//! The diagram as a drawing: once for a run, and over it what follows the moment.

use scene::flight::{kind_glyph, kind_word};
use scene::format::Clock;
use scene::look::Look;
use scene::spacetime::{Arrow, Axis, Bar, CutMark, Diagram, Mark, MarkKind, Phase};
use scene::words::Word;
use world::{Decision, Kind, Micros};

use leptos::prelude::*;

use crate::markup::Markup;
use crate::page::Page;

/// The run.
pub fn chart(page: Page, it: &Diagram) -> String {
    let mut out = Markup::new();
    let height = open(&mut out, it, "chart");
    grid(&mut out, it, height);
    if it.frame.roomy {
        it.phases.iter().for_each(|one| phase(&mut out, page, one));
    }
    faces(&mut out, page, it);
    lifelines(&mut out, it);
    it.bars.iter().for_each(|one| bar(&mut out, it, one));
    it.cuts.iter().for_each(|one| cut(&mut out, it, one));
    it.arrows.iter().for_each(|one| arrow(&mut out, one));
    it.marks.iter().for_each(|one| mark(&mut out, it, one));
    out.raw("</svg>").take()
}

/// What follows the moment: the veil over the future, the playhead, the words of the axis.
pub fn over(page: Page, it: &Diagram, x: f32) -> String {
    let mut out = Markup::new();
    let height = open(&mut out, it, "chart");
    let top = it.frame.header - 4.0;
    let future = (it.frame.width - it.frame.right - x).max(0.0);
    // The veil is a little larger than the sheet of the future: nothing peeps out at its edges.
    let veil =
        [("x", x), ("y", top - 2.0), ("width", future + 2.0), ("height", height - top + 2.0)];
    let sheet = [("x", x), ("y", top), ("width", future), ("height", height - top)];
    out.raw("<rect class=\"veil\"").nums(&veil).raw("/><rect class=\"future\"").nums(&sheet);
    out.raw("/>");
    axis(&mut out, page, it, x);
    out.raw("<g class=\"playhead\"><line");
    out.nums(&[("x1", x), ("y1", top - 2.0), ("x2", x), ("y2", height + 10.0)]).raw("/>");
    flag(&mut out, page, it, x);
    out.raw("</g></svg>").take()
}

/// The opening tag; says how high the drawing is.
pub fn open(out: &mut Markup, it: &Diagram, class: &str) -> f32 {
    let (width, height) = (it.frame.width, it.frame.height(it.rows));
    out.raw("<svg aria-hidden=\"true\"").attr("class", class);
    out.attr("viewBox", &format!("0 0 {width} {height}"));
    out.nums(&[("width", width), ("height", height)]).raw(">");
    height
}

fn flag(out: &mut Markup, page: Page, it: &Diagram, x: f32) {
    let at = page.cursor.get().at;
    let clock = page.played.with(|played| played.scenario.unit.clock(at));
    if it.frame.roomy {
        return roomy_flag(out, x, &clock);
    }
    let x = x.clamp(29.0, it.frame.width - 29.0);
    out.raw("<rect class=\"flag\" y=\"2\" width=\"54\" height=\"17\" rx=\"4\"").num("x", x - 27.0);
    out.raw("/><text y=\"11\"").num("x", x).element(">", &clock, "</text>");
}

/// The flag over the axis.
pub fn roomy_flag(out: &mut Markup, x: f32, clock: &str) {
    let path = format!(
        "M{} 26a2 2 0 0 1 2-2H{}a2 2 0 0 1 2 2V41a2 2 0 0 1-2 2H{}L{x} 49L{} 43H{}a2 2 0 0 1-2-2Z",
        x - 32.0,
        x + 30.0,
        x + 6.0,
        x - 6.0,
        x - 30.0
    );
    out.raw("<path class=\"flag\"").attr("d", &path).raw("/><text y=\"34\"").num("x", x);
    out.element(">", clock, "</text>");
}

fn grid(out: &mut Markup, it: &Diagram, height: f32) {
    out.raw("<g class=\"grid\">");
    for (x, _) in &it.ticks {
        out.raw("<line");
        out.nums(&[("x1", *x), ("y1", it.frame.header - 4.0), ("x2", *x), ("y2", height)]);
        out.raw("/>");
    }
    out.raw("</g>");
}

/// The words of the axis; the flag of the playhead says it better where they meet.
fn axis(out: &mut Markup, page: Page, it: &Diagram, playhead: f32) {
    let unit = page.played.with(|played| played.scenario.unit);
    let axis = page.settings.with(|it| it.axis);
    let last = it.frame.width - it.frame.right;
    let base = if it.frame.roomy { 42.0 } else { 12.0 };
    out.raw("<g class=\"axis\">");
    for (x, value) in it.ticks.iter().filter(|(x, _)| (x - playhead).abs() >= 46.0) {
        let word = match axis {
            Axis::Clock => unit.axis(Micros(*value)),
            Axis::Cause => value.to_string(),
        };
        out.raw("<text").nums(&[("x", *x), ("y", base)]);
        out.raw(if last - x < 14.0 { " class=\"last\"" } else { "" });
        out.element(">", &word, "</text>");
    }
    out.raw("</g>");
}

fn phase(out: &mut Markup, page: Page, phase: &Phase) {
    let path = format!("M{:.1} 20V15H{:.1}V20", phase.x1, phase.x2);
    out.raw("<g class=\"phase\"").raw(if phase.open { " data-open=\"\"" } else { "" });
    out.raw("><text y=\"10\"").num("x", phase.x1 + 1.0);
    out.element(">", &phase_word(page, phase), "</text><path");
    out.attr("d", &path).raw("/></g>");
}

/// The words of a phase, or as much of them as fits.
fn phase_word(page: Page, phase: &Phase) -> String {
    let full = match (phase.number, phase.of) {
        (1, _) => Word::Phase1,
        (2, 2) => Word::Phase2of2,
        (2, _) => Word::Phase2of3,
        (_, _) => Word::Phase3,
    };
    let number = phase.number.to_string();
    let short = Word::PhaseN.with(page.lang(), &[&number]);
    let words = [page.word(full).to_owned(), short, number];
    let room = phase.x2 - phase.x1;
    words.into_iter().find(|word| fits(word) < room).unwrap_or_default()
}

/// About how wide a word is in the size of the phases.
fn fits(word: &str) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a few dozen letters")]
    let letters = word.chars().count() as f32;
    letters * 6.4 + 4.0
}

fn faces(out: &mut Markup, page: Page, it: &Diagram) {
    let cast = page.cast.get();
    for person in cast.0.iter().filter(|_| it.frame.row >= 10.0) {
        let y = it.frame.lane(person.id.0);
        out.raw("<g class=\"who\">");
        if it.frame.roomy {
            let r = if it.frame.row < 24.0 { 9.0 } else { 12.0 };
            face(out, &person.portrait, (26.0, y), r);
            out.raw("<text x=\"44\"").num("y", y + 4.5).element(">", &person.name, "</text>");
        } else {
            out.raw("<text x=\"6\"").num("y", y + 4.0);
            out.element(">", &shortened(&person.name), "</text>");
        }
        out.raw("</g>");
    }
}

/// A round face in a drawing.
pub fn face(out: &mut Markup, portrait: &str, (x, y): (f32, f32), r: f32) {
    out.raw("<svg viewBox=\"0 0 64 64\" clip-path=\"url(#c-round)\"");
    out.nums(&[("x", x - r), ("y", y - r), ("width", 2.0 * r), ("height", 2.0 * r)]);
    out.raw("><use").attr("href", &format!("#p-{portrait}")).raw("/></svg>");
    out.raw("<circle class=\"face-edge\"").nums(&[("cx", x), ("cy", y), ("r", r - 0.5)]).raw("/>");
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
pub fn lifelines(out: &mut Markup, it: &Diagram) {
    for (row, x1, x2) in &it.lifelines {
        let y = it.frame.lane(*row);
        out.raw("<line class=\"lifeline\"");
        out.nums(&[("x1", *x1), ("y1", y), ("x2", *x2), ("y2", y)]).raw("/>");
    }
}

/// A stretch of a row in one look.
pub fn bar(out: &mut Markup, it: &Diagram, bar: &Bar) {
    let (high, low) = it.frame.bar;
    let height = if bar.look == Look::Working { low } else { high };
    let y = it.frame.lane(bar.row) - height / 2.0;
    out.raw("<rect class=\"bar\"").attr("data-state", bar.look.word());
    out.nums(&[("x", bar.x1), ("y", y), ("width", bar.x2 - bar.x1), ("height", height)]).raw("/>");
}

/// A zigzag between the coordinator and the first row below while they are apart.
fn cut(out: &mut Markup, it: &Diagram, cut: &CutMark) {
    if cut.rows != (0, 1) {
        return;
    }
    let y = f32::midpoint(it.frame.lane(0), it.frame.lane(1));
    let mut path = format!("M{:.1} {y}", cut.x1);
    let (mut x, mut up) = (cut.x1, true);
    while x + 6.0 < cut.x2 {
        x += 6.0;
        path.push_str(&format!("L{x:.1} {:.1}", if up { y - 3.0 } else { y + 3.0 }));
        up = !up;
    }
    out.raw("<path class=\"cut-line\"").attr("d", &path).raw("/>");
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
pub fn arrow(out: &mut Markup, arrow: &Arrow) {
    let (from, to) = (arrow.from, arrow.to);
    out.raw("<g class=\"flight\"").attr("data-type", kind_word(arrow.kind));
    out.attr("data-form", if arrow.solid { "solid" } else { "hollow" }).raw("><line");
    out.nums(&[("x1", from.0), ("y1", from.1), ("x2", to.0), ("y2", to.1)]);
    if !arrow.lost {
        out.attr("marker-end", marker(arrow.kind));
    }
    out.raw("/>");
    if let Some((x, y)) = arrow.disc {
        out.raw("<circle r=\"7\"").nums(&[("cx", x), ("cy", y)]).raw("/>");
        out.place(kind_glyph(arrow.kind), [x - 5.5, y - 5.5, 11.0, 11.0]);
    }
    out.raw("</g>");
    if arrow.lost {
        out.place("m-lost", [to.0 - 6.5, to.1 - 6.5, 13.0, 13.0]);
    }
}

/// A mark on a row.
pub fn mark(out: &mut Markup, it: &Diagram, mark: &Mark) {
    let (x, y) = (mark.x, it.frame.lane(mark.row));
    let roomy = it.frame.roomy;
    let sign = |out: &mut Markup, id: &str, size: f32| {
        out.place(id, [x, y - size / 2.0, size, size]);
    };
    match mark.what {
        MarkKind::Forced => tick(out, it, x, y, "forced"),
        MarkKind::Unforced => tick(out, it, x, y, "unforced"),
        MarkKind::Decision(decision) => {
            tick(out, it, x, y, "forced");
            if roomy {
                log_label(out, decision, x, y);
            }
        }
        MarkKind::Crash => sign(out, "s-crashed", if roomy { 22.0 } else { 14.0 }),
        MarkKind::No => sign(out, "s-aborted", if roomy { 18.0 } else { 10.0 }),
        MarkKind::Recovery => {
            out.raw("<rect class=\"bar\" data-state=\"reading\" width=\"10\" height=\"12\"");
            out.nums(&[("x", x), ("y", y - 6.0)]).raw("/>");
        }
    }
}

fn tick(out: &mut Markup, it: &Diagram, x: f32, y: f32, force: &str) {
    let roomy = it.frame.roomy;
    let tall = if roomy { 26.0_f32.min(it.frame.row - 3.0) } else { 7.0 };
    let wide = if roomy { 5.0 } else { 3.0 };
    out.raw("<rect class=\"force\"").attr("data-force", force);
    out.nums(&[("x", x - wide / 2.0), ("y", y - tall / 2.0), ("width", wide), ("height", tall)]);
    out.raw("/>");
}

fn log_label(out: &mut Markup, decision: Decision, x: f32, y: f32) {
    out.raw("<g class=\"log-label\"><rect width=\"47\" height=\"13\" rx=\"2\"");
    out.nums(&[("x", x - 51.0), ("y", y - 20.0)]).raw("/><text");
    out.nums(&[("x", x - 27.5), ("y", y - 13.0)]);
    out.element(">", decision.word(), "</text></g>");
}
