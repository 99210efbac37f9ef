//! The small stage of a column. The links run over a box whose width nobody needs to know.

use leptos::prelude::*;
use scene::compare::{Actor, Mini};

use super::column::Slot;
use crate::markup::Markup;
use crate::ui::html;

/// The small stage.
pub fn mini(slot: Slot) -> AnyView {
    let mini = slot.part(|it| Some(it.mini.clone()));
    let inside = move || mini.with(|it| it.as_ref().map(write).unwrap_or_default());
    view! { <div class="mini" inner_html=html(inside)></div> }.into_any()
}

fn write(mini: &Mini) -> String {
    let mut it = Markup::new();
    planner(&mut it, mini);
    links(&mut it, mini);
    it.raw("<ul class=\"mini-p\">");
    for one in &mini.others {
        it.raw("<li>").drawing("face", &format!("p-{}", one.portrait));
        it.raw("<span").attr("title", &one.name).element(">", &one.short, "</span></li>");
    }
    it.raw("</ul><ul class=\"mini-s\">");
    for one in &mini.others {
        it.raw("<li>");
        state(&mut it, one);
        it.raw("</li>");
    }
    it.raw("</ul>").take()
}

fn planner(it: &mut Markup, mini: &Mini) {
    let who = &mini.coordinator;
    it.raw("<div class=\"mini-c\">").drawing("face", &format!("p-{}", who.portrait));
    it.element("<b class=\"name\">", &who.name, "</b>");
    state(it, who);
    let remark = if mini.remark.is_empty() { "\u{a0}" } else { &mini.remark };
    it.element("<span>", remark, "</span></div>");
}

fn state(it: &mut Markup, one: &Actor) {
    it.raw("<span class=\"state-plate\"").attr("data-state", one.look.word()).raw(">");
    it.drawing("glyph", one.look.glyph());
    it.element("<span class=\"sr\">", &one.name, ": </span>").text(one.word).raw("</span>");
}

fn links(it: &mut Markup, mini: &Mini) {
    it.raw("<svg class=\"mini-links\" aria-hidden=\"true\"").num("height", mini.height).raw(">");
    for line in &mini.lines {
        it.raw("<line x1=\"2%\" x2=\"98%\"").nums(&[("y1", mini.source), ("y2", line.y)]);
        it.raw(if line.cut { " data-cut=\"\"/>" } else { "/>" });
    }
    if let Some(path) = &mini.zigzag {
        zigzag(it, path, mini.source - 7.0);
    }
    it.raw("</svg>");
}

fn zigzag(it: &mut Markup, path: &str, top: f32) {
    it.raw("<svg x=\"42%\" y=\"0\" overflow=\"visible\"><path class=\"zigzag-halo\"");
    it.attr("d", path).raw("/><path class=\"zigzag\"").attr("d", path);
    it.raw("/><g class=\"plate\"><rect x=\"-6\" width=\"30\" height=\"30\" rx=\"7\"");
    it.num("y", top).raw("/><g fill=\"currentColor\">");
    it.place("i-scissors", [1.0, top + 7.0, 16.0, 16.0]).raw("</g></g></svg>");
}
