//! The small stage of a column. The links run over a box whose width nobody needs to know.

use leptos::prelude::*;
use scene::compare::{Actor, Line, Mini};

use super::column::Slot;
use crate::ui::{face, glyph};

/// The small stage.
pub fn mini(slot: Slot) -> AnyView {
    let mini = slot.part(|it| Some(it.mini.clone()));
    let show = |it: Mini| {
        let links = links(&it);
        let names = it.others.iter().map(name).collect_view();
        let states = it.others.iter().map(|it| view! { <li>{state(it)}</li> }).collect_view();
        view! {
            <div class="mini">
                {planner(&it)} {links} <ul class="mini-p">{names}</ul>
                <ul class="mini-s">{states}</ul>
            </div>
        }
    };
    (move || mini.get().map(show)).into_any()
}

fn planner(it: &Mini) -> AnyView {
    let who = &it.coordinator;
    let remark = if it.remark.is_empty() { "\u{a0}".to_owned() } else { it.remark.clone() };
    view! {
        <div class="mini-c">
            {face(&who.portrait)} <b class="name">{who.name.clone()}</b> {state(who)}
            <span>{remark}</span>
        </div>
    }
    .into_any()
}

fn name(it: &Actor) -> AnyView {
    view! {
        <li>{face(&it.portrait)} <span title=it.name.clone()>{it.short.clone()}</span></li>
    }
    .into_any()
}

fn state(it: &Actor) -> AnyView {
    view! {
        <span class="state-plate" data-state=it.look.word()>
            {glyph(it.look.glyph())} <span class="sr">{it.name.clone()} ": "</span> {it.word}
        </span>
    }
    .into_any()
}

fn links(it: &Mini) -> AnyView {
    let source = it.source;
    let line = |line: &Line| {
        let cut = line.cut.then_some("");
        view! { <line x1="2%" y1=source x2="98%" y2=line.y data-cut=cut /> }
    };
    let lines = it.lines.iter().map(line).collect_view();
    let apart = it.zigzag.as_deref().map(|path| zigzag(path, source));
    view! {
        <svg class="mini-links" aria-hidden="true" style:block-size=format!("{}px", it.height)>
            {lines} {apart}
        </svg>
    }
    .into_any()
}

fn zigzag(path: &str, source: f32) -> AnyView {
    let (path, top) = (path.to_owned(), source - 7.0);
    view! {
        <svg x="42%" y="0" overflow="visible">
            <path class="zigzag-halo" d=path.clone() />
            <path class="zigzag" d=path />
            <g class="plate">
                <rect x="-6" y=top width="30" height="30" rx="7" />
                <use_ href="#i-scissors" x="1" y=top + 7.0 width="16" height="16"
                    fill="currentColor" />
            </g>
        </svg>
    }
    .into_any()
}
