//! The stage: cards, links, messages, tools.

mod card;
mod flights;
mod foot;
mod tools;

use leptos::prelude::*;
use scene::foot::Foot;
use scene::words::Word;

use crate::page::Page;
use crate::ui::{attr, part};

pub use tools::{
    crash as toggle_crash, cut as toggle_cut, delay_of, heal as toggle_repair, kit,
    pause as toggle_pause,
};

/// The stage.
pub fn stage(page: Page) -> AnyView {
    let money =
        crate::ui::memo(move || page.stage.with(|it| matches!(it.foot, Foot::Money { .. })));
    let kind = move || if money.get() { "money" } else { "client" };
    let count = move || page.cast.with(|it| it.participants());
    let ids = move || page.cast.with(|it| (0..it.0.len()).collect::<Vec<usize>>());
    view! {
        <section class="stage panel" aria-labelledby="stage-title" data-foot=attr(kind)>
            <h2 class="sr" id="stage-title">{page.say(Word::Stage)}</h2>
            {tools::tools(page)}
            <div class="floor" data-n=attr(count)>
                <div class="map" role="group" aria-labelledby="stage-title">
                    {flights::links(page)}
                    <For each=ids key=|id| *id children=move |id| card::card(page, id) />
                    {caption(page)}
                    {foot::foot(page)}
                    {flights::chips(page)}
                </div>
            </div>
        </section>
    }
    .into_any()
}

fn caption(page: Page) -> AnyView {
    let text = crate::ui::memo(move || page.stage.with(|it| it.caption.clone()));
    let words = move || {
        text.get().map(|text| {
            view! { <p class="caption">{crate::ui::icon("i-eye-slash")} {text}</p> }
        })
    };
    part(words)
}
