//! Compare: the same accident under several protocols, on one clock.
//!
//! [`state`] derives everything from the one run of the page; the other files draw it: the table of
//! outcomes over the time of a cut ([`matrix`], [`slider`]), the columns ([`column`], [`mini`],
//! [`diagram`]) and the transport that all columns share ([`dock`]).

mod column;
mod diagram;
mod dock;
mod matrix;
mod mini;
mod slider;
mod state;
mod tools;

use leptos::prelude::*;
use scene::words::Word;

use crate::page::Page;
use crate::ui::{attr, part};
use state::Compare;

pub use tools::tools;

/// The room.
pub fn compare_room(page: Page) -> AnyView {
    let compare = Compare::new(page);
    let count = move || compare.protocols.with(Vec::len);
    let columns = move || {
        let protocols = compare.protocols.get().into_iter();
        protocols.map(|protocol| column::column(compare, protocol)).collect_view()
    };
    view! {
        <div class="compare">
            {matrix::matrix(compare)}
            <div class="columns" data-count=attr(count) tabindex="0" role="group"
                aria-label=page.name(Word::SideBySide)>{part(columns)}</div>
            {dock::dock(compare)}
        </div>
    }
    .into_any()
}
