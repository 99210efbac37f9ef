//! The only file that starts anything in the browser, and stops it again: frames, keys, sizes,
//! storage, clipboard.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Document, Element, Event, EventTarget, HtmlElement, KeyboardEvent, ResizeObserver, Storage,
    Window,
};

/// The window.
///
/// # Panics
/// Outside a browser; nothing of the page exists there.
#[expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "the one place that asks for it"
)]
#[must_use]
pub fn window() -> Window {
    web_sys::window().expect("the page runs in a browser window")
}

/// The document.
///
/// # Panics
/// Outside a browser.
#[expect(clippy::expect_used, reason = "a window of a browser has a document")]
#[must_use]
pub fn document() -> Document {
    window().document().expect("a window has a document")
}

/// Listens for as long as the present owner lives.
pub fn listen(target: &EventTarget, name: &'static str, handler: impl Fn(Event) + 'static) {
    let closure = Closure::<dyn Fn(Event)>::new(handler);
    let function: js_sys::Function = closure.as_ref().unchecked_ref::<js_sys::Function>().clone();
    drop(target.add_event_listener_with_callback(name, &function));
    let kept = StoredValue::new_local((target.clone(), closure));
    on_cleanup(move || {
        kept.with_value(|(target, closure)| {
            let function = closure.as_ref().unchecked_ref();
            drop(target.remove_event_listener_with_callback(name, function));
        });
    });
}

/// Calls with every key that is pressed, for as long as the present owner lives.
pub fn on_key(handler: impl Fn(KeyboardEvent) + 'static) {
    listen(document().as_ref(), "keydown", move |event| {
        if let Ok(event) = event.dyn_into::<KeyboardEvent>() {
            handler(event);
        }
    });
}

/// The size of the window, kept up to date.
#[must_use]
pub fn window_size() -> ReadSignal<(u32, u32)> {
    let (size, set_size) = signal(measure());
    listen(window().as_ref(), "resize", move |_| {
        let now = measure();
        if size.get_untracked() != now {
            set_size.set(now);
        }
    });
    size
}

fn measure() -> (u32, u32) {
    let pixels = |value: Result<JsValue, JsValue>| {
        let value = value.ok().and_then(|it| it.as_f64()).unwrap_or(0.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pixels")]
        let pixels = value.clamp(0.0, 100_000.0) as u32;
        pixels
    };
    (pixels(window().inner_width()), pixels(window().inner_height()))
}

/// The width of an element, kept up to date from when it stands in the page.
#[must_use]
pub fn width_of(node: NodeRef<leptos::html::Div>) -> ReadSignal<u32> {
    let (width, set_width) = signal(0);
    let observer = StoredValue::new_local(None::<(ResizeObserver, Closure<dyn FnMut()>)>);
    Effect::new(move |_| {
        let Some(element) = node.get() else { return };
        let watched = element.clone();
        let closure = Closure::<dyn FnMut()>::new(move || {
            let now = u32::try_from(watched.client_width()).unwrap_or(0);
            if width.try_get_untracked().is_some_and(|before| before != now) {
                set_width.set(now);
            }
        });
        if let Ok(made) = ResizeObserver::new(closure.as_ref().unchecked_ref()) {
            made.observe(&element);
            observer.set_value(Some((made, closure)));
        }
    });
    on_cleanup(move || {
        observer.with_value(|it| {
            if let Some((observer, _)) = it {
                observer.disconnect();
            }
        });
    });
    width
}

/// Whether a media query holds, kept up to date.
#[must_use]
pub fn media(query: &str) -> ReadSignal<bool> {
    let list = window().match_media(query).ok().flatten();
    let (holds, set_holds) = signal(list.as_ref().is_some_and(web_sys::MediaQueryList::matches));
    if let Some(list) = list {
        let watched = list.clone();
        listen(list.as_ref(), "change", move |_| set_holds.set(watched.matches()));
    }
    holds
}

/// Calls once a frame while `running`, with the milliseconds since the frame before.
pub fn on_each_frame(running: Signal<bool>, tick: impl Fn(f64) + 'static) {
    let frames = StoredValue::new_local(Frames::default());
    let closure = Closure::<dyn FnMut(f64)>::new(move |now: f64| {
        let _ = frames.try_update_value(|frames| frames.handle = None);
        if running.try_get_untracked() != Some(true) {
            let _ = frames.try_update_value(|frames| frames.last = None);
            return;
        }
        let last = frames.try_update_value(|frames| frames.last.replace(now)).flatten();
        // A tab that was away does not make the run jump.
        tick((now - last.unwrap_or(now)).clamp(0.0, 100.0));
        request(frames);
    });
    frames.update_value(|frames| frames.closure = Some(closure));
    Effect::new(move |_| {
        if running.get() {
            request(frames);
        }
    });
    on_cleanup(move || {
        if let Some(handle) = frames.with_value(|frames| frames.handle) {
            drop(window().cancel_animation_frame(handle));
        }
    });
}

#[derive(Default)]
struct Frames {
    closure: Option<Closure<dyn FnMut(f64)>>,
    handle: Option<i32>,
    last: Option<f64>,
}

fn request(frames: StoredValue<Frames, LocalStorage>) {
    let _ = frames.try_update_value(|frames| {
        if frames.handle.is_none() {
            let function = frames.closure.as_ref().map(|it| it.as_ref().unchecked_ref());
            frames.handle = function.and_then(|it| window().request_animation_frame(it).ok());
        }
    });
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// Reads from the browser's storage, which may be off.
#[must_use]
pub fn load(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Writes to the browser's storage, if it lets us.
pub fn save(key: &str, value: &str) {
    if let Some(storage) = storage() {
        drop(storage.set_item(key, value));
    }
}

/// The fragment of the address, without its sign.
#[must_use]
pub fn fragment() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.strip_prefix('#').unwrap_or(&hash).to_owned()
}

/// Puts a fragment into the address, without a new entry in the history.
pub fn set_fragment(fragment: &str) {
    if let Ok(history) = window().history() {
        let address = format!("#{fragment}");
        drop(history.replace_state_with_url(&JsValue::NULL, "", Some(&address)));
    }
}

/// The whole address.
#[must_use]
pub fn address() -> String {
    window().location().href().unwrap_or_default()
}

/// A parameter of the address's query.
#[must_use]
pub fn query(name: &str) -> Option<String> {
    let search = window().location().search().ok()?;
    let pairs = search.strip_prefix('?').unwrap_or(&search).split('&');
    let mut values = pairs.filter_map(|pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        (key == name).then(|| value.to_owned())
    });
    values.next()
}

/// Copies a text; calls with whether that worked.
pub fn copy(text: &str, then: impl FnOnce(bool) + 'static) {
    let clipboard = js_sys::Reflect::get(window().navigator().as_ref(), &"clipboard".into());
    let there = clipboard.is_ok_and(|it| !it.is_undefined());
    if !there {
        return then(false);
    }
    let promise = window().navigator().clipboard().write_text(text);
    leptos::task::spawn_local(async move {
        let done = wasm_bindgen_futures::JsFuture::from(promise).await;
        then(done.is_ok());
    });
}

/// Fetches a text that lies beside the page; calls with it, or with nothing if it cannot be had.
pub fn fetch(path: &str, then: impl FnOnce(Option<String>) + 'static) {
    let answer = window().fetch_with_str(path);
    leptos::task::spawn_local(async move { then(text_of(answer).await) });
}

async fn text_of(answer: js_sys::Promise) -> Option<String> {
    let answer = wasm_bindgen_futures::JsFuture::from(answer).await.ok()?;
    let answer = answer.dyn_into::<web_sys::Response>().ok().filter(web_sys::Response::ok)?;
    let text = wasm_bindgen_futures::JsFuture::from(answer.text().ok()?).await.ok()?;
    text.as_string()
}

/// Sets an attribute of the root element, or takes it away.
pub fn set_root(name: &str, value: Option<&str>) {
    if let Some(root) = document().document_element() {
        drop(match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        });
    }
}

/// The first element that fits.
#[must_use]
pub fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

/// Gives the keyboard to the first element that fits.
pub fn focus(selector: &str) {
    if let Some(element) = find(selector).and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        drop(element.focus());
    }
}

/// Moves the keyboard to the next element that fits, within the parent of the present one.
pub fn focus_sibling(selector: &str, step: i32) {
    let Some(active) = document().active_element() else { return };
    let Some(parent) = active.closest(".menu").ok().flatten() else { return };
    let Ok(all) = parent.query_selector_all(selector) else { return };
    let count = i32::try_from(all.length()).unwrap_or(0);
    let same = |index: &i32| {
        all.item(u32::try_from(*index).unwrap_or(0))
            .is_some_and(|it| it.is_same_node(Some(&active)))
    };
    let now = (0..count).find(same).unwrap_or(0);
    let next = (now + step).rem_euclid(count.max(1));
    let element = all.item(u32::try_from(next).unwrap_or(0));
    if let Some(element) = element.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        drop(element.focus());
    }
}

/// Whether the keyboard is at something that takes text or has keys of its own.
#[must_use]
pub fn typing() -> bool {
    let active = document().active_element();
    active.is_some_and(|it| {
        let name = it.tag_name();
        let range = it.get_attribute("type").as_deref() == Some("range");
        (name == "INPUT" && !range) || name == "TEXTAREA" || name == "SELECT"
    })
}

/// Whether the keyboard is within the first element that fits.
#[must_use]
pub fn focus_within(selector: &str) -> bool {
    let active = document().active_element();
    active.is_some_and(|it| it.closest(selector).ok().flatten().is_some())
}
