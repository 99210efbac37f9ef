//! Compare: the same accident under several protocols, on one clock.
//!
//! ```text
//!   scenario, seed, rules ──▶ Cuts      every moment of a cut, run and judged      once a scenario
//!   each run              ──▶ Sketch    its diagram, with the cut in it            once a run
//!   each run at a moment  ──▶ Column    verdict, small stage, why, figures         at a moment
//! ```
//! What differs is found by comparing what is shown: a figure that no other column shows, and a
//! decision that nobody took in another column.

mod column;
mod cuts;
mod figures;
mod mini;
mod plate;
mod sketch;
mod why;

pub use column::{Column, Contest, Side};
pub use cuts::{Conditions, Cuts, End, Here, Stop, cut};
pub use figures::Figure;
pub use mini::{Actor, Line, Mini, short_names};
pub use plate::Plate;
pub use sketch::{Only, Sketch, Zigzag, only_here};

#[cfg(test)]
mod tests;
