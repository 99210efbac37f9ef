//! What a trace **means**: the axioms of atomic commitment, who is in doubt, who is blocked, what
//! it cost and whose money is at risk.
//!
//! Analysis never changes a trace, and never asks which protocol made it. [`Verdict::of`] judges any
//! run at any moment.

mod axioms;
mod blocking;
mod cost;
mod moments;
mod money;
mod verdict;

pub use axioms::{Axiom, Finding, judge};
pub use blocking::{BlockedSpan, Blocking};
pub use cost::{Cost, cost};
pub use moments::{Moment, MomentKind, moments};
pub use money::{Money, Stake, Stakes};
pub use rust_decimal::Decimal;
pub use verdict::{Doubt, Outcome, Verdict};
