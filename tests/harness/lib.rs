//! A browser to ask questions of, in the words of somebody who uses the page.
//!
//! ```no_run
//! use browser_tests::in_browser;
//!
//! #[test]
//! fn the_wedding_can_be_booked() -> anyhow::Result<()> {
//!     in_browser(async |page| {
//!         page.open("#/wedding").await?;
//!         page.press("Space").await?;
//!         page.see("Committed").await
//!     })
//! }
//! ```
//!
//! Every test has a browser with an empty profile and a host of its own, which serves `dist/` below
//! `/some/repo/` with the page's own Content-Security-Policy as a header. When the steps are through, the
//! visit as a whole is judged: nothing on the console, nothing missing, nothing asked of another host.
//! A test that provokes trouble says so with [`Page::expect_trouble`].

mod axe;
mod command;
mod driver;
mod host;
mod keys;
mod page;
mod pointer;
mod run;
mod session;
mod verbs;
mod visit;

pub use host::dist;
pub use page::Page;
pub use pointer::Place;
pub use run::in_browser;
pub use session::Viewport;
