//! A scenario file becomes a setup, a cast, accidents, required outcomes and words in three
//! languages.
//!
//! ```text
//!   TOML text ──▶ Scenario::parse ──▶ Scenario ──▶ setup, accidents   for the world
//!                      │                  ├──────▶ stakes              for the verdict
//!                      ▼                  ├──────▶ narrate             for the reader
//!                  Problems               └──────▶ verify              for the tests
//! ```
//!
//! A file is read whole or not at all: every mistake in it is reported with its line, and nothing
//! is half-loaded. The format is described in `docs/scenario-format.md`; how accidents are written
//! is in [`grammar`].

mod accident;
mod builtin;
mod cast;
mod conditions;
mod expect;
pub mod grammar;
mod language;
pub mod link;
mod narration;
mod problem;
mod reader;
mod rich;
mod say;
mod scenario;
mod suggest;
mod units;
mod verify;

pub use accident::{Accident, Step};
pub use builtin::{IDS, builtin};
pub use cast::{Account, Client, Coordinator, Home, LocalAction, Participant, Phase, Transaction};
pub use conditions::{Speed, Unit};
pub use expect::{ClientHears, Expect, Names};
pub use grammar::Keys;
pub use language::{Lang, Text};
pub use narration::{Narration, Telling};
pub use problem::{Problem, Problems};
pub use rich::{Glyph, Segment, plain};
pub use scenario::{MAX_BYTES, MAX_PARTICIPANTS, Scenario};
pub use units::{parse_time, print_time};
pub use verify::Miss;
