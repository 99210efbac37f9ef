//! When does the network go? Every moment of a cut, played under each protocol.

use leptos::html::Div;
use leptos::prelude::*;
use scene::compare::{Cuts, End, Stop};
use scene::format::Clock;
use scene::words::{self, Word};
use world::{COORDINATOR, ProtocolId};

use super::slider::{NAMES, slider};
use super::state::Compare;
use crate::run::Command;
use crate::ui::{aria, attr, glyph, part};

/// The panel: the question at the left, the table at the right.
pub fn matrix(compare: Compare) -> AnyView {
    let page = compare.page;
    let said =
        move |word: Word| page.cast.with(|cast| word.with(page.lang(), &[cast.name(COORDINATOR)]));
    let box_ = NodeRef::<Div>::new();
    Effect::new(move |_| bring_into_view(compare, box_));
    view! {
        <section class="matrix panel" aria-labelledby="cut-q">
            <div class="question">
                <h2 id="cut-q">{part(move || said(Word::TimeOfCut))}</h2>
                <p>{part(move || said(Word::TimeOfCutWhy))}</p>
            </div>
            <div class="cuts-box" node_ref=box_ tabindex="0" role="group"
                aria-label=page.name(Word::TimeOfCutLabel)>
                <div class="cuts-track">
                    {slider(compare)} {part(move || compare.cuts.with(|cuts| table(compare, cuts)))}
                </div>
            </div>
        </section>
    }
    .into_any()
}

/// In a narrow window the table is scrolled to the stop of the run.
fn bring_into_view(compare: Compare, box_: NodeRef<Div>) {
    let (stop, stops) = (compare.stop(), compare.cuts.with(|cuts| cuts.stops.len()));
    let Some((element, stop)) = box_.get().zip(stop) else { return };
    #[expect(clippy::cast_precision_loss, reason = "a handful of stops")]
    let share = (stop as f64 + 0.5) / stops.max(1) as f64;
    let (whole, seen) = (f64::from(element.scroll_width()), f64::from(element.client_width()));
    let left = (whole - NAMES) * share - (seen - NAMES) / 2.0;
    #[expect(clippy::cast_possible_truncation, reason = "pixels")]
    element.set_scroll_left(left as i32);
}

fn table(compare: Compare, cuts: &Cuts) -> AnyView {
    let heads = cuts.stops.iter().enumerate().map(|(index, stop)| head(compare, index, stop));
    let row = |(row, protocol): (usize, ProtocolId)| {
        let ends = cuts.stops.iter().filter_map(|stop| stop.ends.get(row).copied());
        line(compare, protocol, ends.collect())
    };
    let rows = compare.protocols.get().into_iter().enumerate().map(row);
    view! {
        <table class="cuts">
            <colgroup>
                <col /> {cuts.stops.iter().map(|_| view! { <col /> }).collect_view()}
            </colgroup>
            <thead><tr>{corner(compare, cuts)} {heads.collect_view()}</tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// Every comparison names how silence is judged.
fn corner(compare: Compare, cuts: &Cuts) -> AnyView {
    let page = compare.page;
    let span = compare.scenario().unit.axis(cuts.patience);
    let words = Word::CutDetector.with(page.lang(), &[&span]);
    view! { <td class="judged">{words}</td> }.into_any()
}

fn head(compare: Compare, index: usize, stop: &Stop) -> AnyView {
    let here = move || compare.stop() == Some(index);
    let (name, at) = (stop.name, stop.at);
    let time = at.map(|at| compare.scenario().unit.clock(at));
    let go = move |_| compare.page.send(Command::CutAt(at));
    view! {
        <th scope="col" data-here=attr(move || here().then_some(""))>
            <button class="cut-stop" type="button" tabindex="-1" title=time
                aria-pressed=attr(move || aria(here())) on:click=go>
                <span class="knob"></span>
                {part(move || compare.page.word(name))}
            </button>
        </th>
    }
    .into_any()
}

fn line(compare: Compare, protocol: ProtocolId, ends: Vec<End>) -> AnyView {
    let (name, _) = words::protocol(protocol, compare.page.lang());
    let cells = ends.into_iter().enumerate().map(|(index, end)| cell(compare, index, end));
    view! {
        <tr data-protocol=protocol.word()>
            <th scope="row">{name}</th> {cells.collect_view()}
        </tr>
    }
    .into_any()
}

fn cell(compare: Compare, index: usize, end: End) -> AnyView {
    let page = compare.page;
    let here = move || (compare.stop() == Some(index)).then_some("");
    let words = page.cast.with(|cast| end.says(cast, page.lang()));
    view! {
        <td data-here=attr(here)>
            <span class="ends" data-tone=end.tone()>{glyph(end.glyph())} {words}</span>
        </td>
    }
    .into_any()
}
