//! Small pieces that every part of the page uses.

use crate::derived::Derived;
use leptos::prelude::*;

/// A part of the page that follows the moment. Boxed, so that the program holds the code for it once
/// and not once for every place that uses it; the same holds for the others below.
pub fn part<V: IntoAny>(draw: impl Fn() -> V + Send + 'static) -> AnyView {
    let draw: Box<dyn Fn() -> AnyView + Send> = Box::new(move || draw().into_any());
    draw.into_any()
}

/// A text that follows the moment.
pub fn text(words: impl Fn() -> String + Send + 'static) -> AnyView {
    let words: Box<dyn Fn() -> String + Send> = Box::new(words);
    words.into_any()
}

/// Markup that follows the moment, for `inner_html`.
pub type Html = Box<dyn Fn() -> String + Send>;

/// Markup that follows the moment.
pub fn html(draw: impl Fn() -> String + Send + 'static) -> Html {
    Box::new(draw)
}

/// The value of an attribute that follows the moment; without a value it is not there.
pub type Attr = Box<dyn Fn() -> Option<String> + Send>;

/// An attribute that follows the moment.
pub fn attr<T: Value>(value: impl Fn() -> T + Send + 'static) -> Attr {
    Box::new(move || value().value())
}

/// What can be the value of an attribute.
pub trait Value {
    /// Its text, or nothing.
    fn value(self) -> Option<String>;
}

impl<T: Value> Value for Option<T> {
    fn value(self) -> Option<String> {
        self.and_then(Value::value)
    }
}

macro_rules! values {
    ($($kind:ty),*) => {
        $(impl Value for $kind {
            fn value(self) -> Option<String> {
                Some(self.to_string())
            }
        })*
    };
}

impl Value for bool {
    fn value(self) -> Option<String> {
        self.then(String::new)
    }
}

values!(&'static str, String, u8, u32, u64, usize, i32, f32);

/// Something derived, compared before anybody hears of it.
pub fn memo<T: PartialEq + Send + Sync + 'static>(
    derive: impl Fn() -> T + Send + Sync + 'static,
) -> Derived<T> {
    Derived::new(derive)
}

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
