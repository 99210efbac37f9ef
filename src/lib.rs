//! The page: the only crate that knows a browser.
//!
//! ```text
//!   address, storage ──▶ Run (the only state) ──▶ Played ──▶ Snapshot ──▶ scene ──▶ views
//!                          ▲                                                          │
//!                          └────────────────────── Command ◀──────────────────────────┘
//! ```
//! Start at [`run`] (what can be done), [`page`] (how everything shown follows), [`app`] (how it is
//! laid out). No view decides what a protocol does; none even knows which one runs.

pub mod app;
mod appbar;
mod compare;
pub mod derived;
mod dom;
mod inspector;
mod js;
mod keys;
mod live;
pub mod markup;
mod narration;
mod outcome;
mod overlays;
pub mod page;
mod panic;
pub mod played;
mod route;
pub mod run;
pub mod settings;
mod spacetime;
mod stage;
mod titlebar;
mod transport;
mod ui;

/// Mounts the page in place of the picture that was shown while it loaded.
pub fn start() {
    panic::install();
    if let Some(shell) = dom::find("#app") {
        shell.set_inner_html("");
        shell.remove_attribute("inert").unwrap_or_default();
        let root = wasm_bindgen::JsCast::unchecked_into(shell);
        leptos::mount::mount_to(root, app::app).forget();
    }
}
