//! Compare.
use leptos::prelude::*;

use crate::page::Page;

/// The room.
pub fn compare_room(page: Page) -> AnyView {
    view! { <div class="compare">{crate::transport::transport(page)}</div> }.into_any()
}
