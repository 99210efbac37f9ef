//! Small pieces that every part of the page uses.

use leptos::prelude::*;

/// The address of a drawing in the sprite. A function, because the view macro writes tags that never
/// change as plain text, and `use_` is not their name there.
pub fn sym(id: &str) -> String {
    format!("#{id}")
}

/// An icon of the sprite.
pub fn icon(id: &'static str) -> AnyView {
    view! { <svg class="icon" aria-hidden="true"><use_ href=format!("#{id}") /></svg> }.into_any()
}

/// A glyph of the sprite: a state or a message.
pub fn glyph(id: &'static str) -> AnyView {
    view! { <svg class="glyph" aria-hidden="true"><use_ href=format!("#{id}") /></svg> }.into_any()
}

/// A face of the sprite.
pub fn face(portrait: &str) -> AnyView {
    let href = format!("#p-{portrait}");
    view! { <svg class="face" aria-hidden="true"><use_ href=href /></svg> }.into_any()
}

/// "true" or "false", for ARIA.
pub fn aria(on: bool) -> &'static str {
    if on { "true" } else { "false" }
}

/// One of a row of buttons of which one is pressed.
pub fn choice(
    label: impl Fn() -> String + Send + 'static,
    tag: &'static str,
    pressed: impl Fn() -> bool + Send + 'static,
    choose: impl Fn() + 'static,
) -> AnyView {
    let pick = move |_| choose();
    let state = move || aria(pressed());
    let lang = (!tag.is_empty()).then_some(tag);
    view! {
        <button type="button" aria-pressed=state lang=lang on:click=pick>{label}</button>
    }
    .into_any()
}
