//! What to **draw** and to **say** at a moment of a run: plain data, without signals or a browser.
//!
//! A view maps this to elements and does nothing else. The same data serve the stage, the table
//! behind it, the screen reader and the tests.
//!
//! ```text
//!   Snapshot, Blocking, Verdict ──▶ Looking ──▶ Stage, Inspection        at a moment
//!   Trace, Blocking             ──▶ Diagram, steps                       once a run
//!   Verdict                     ──▶ Outcome
//! ```

pub mod card;
pub mod cast;
pub mod causes;
pub mod compare;
pub mod flight;
pub mod foot;
pub mod format;
pub mod inspect;
pub mod layout;
pub mod look;
pub mod outcome;
pub mod spacetime;
pub mod stage;
pub mod steps;
pub mod words;

pub use card::Looking;
pub use cast::Cast;
pub use scenario::Lang;
