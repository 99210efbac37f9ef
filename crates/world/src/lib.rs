//! What happens **between** processes: network, disks, clock, crashes and dice. Out comes a
//! [`Trace`].
//!
//! ```text
//!   Setup (protocol, seed, network, ...) ──┐
//!                                          ├──▶  run  ──▶  Trace  ──▶  Snapshot at any entry
//!   interventions ─────────────────────────┘
//! ```
//!
//! [`run`] is the one law: a run is a pure function of its setup (with protocol and seed in it) and
//! its interventions. Nothing in here reads a clock, throws dice that the seed does not know, or
//! iterates in an order that a machine could choose.
//!
//! A process handles one input at a time. Its effects are carried out in order; a forced write takes
//! time, and what stands behind it waits. A crash may strike between any two effects.

mod detector;
mod effects;
mod engine;
mod intervention;
mod interventions;
mod latency;
mod network;
mod node;
mod points;
mod setup;
mod snapshot;
mod time;
mod trace;

pub use intervention::{Act, Intervention, LAST, MessageRef, Point, Refusal, Side, StepKind, When};
pub use latency::Latency;
pub use setup::{Detector, DetectorMode, Disk, Link, Local, Network, ProtocolId, Setup, Timers};
pub use snapshot::{Flight, LogLine, NodeView, Snapshot, TimerView};
pub use time::Micros;
pub use trace::{Entry, Event, Loss, MessageId, Trace};

/// The words that all protocols share. A protocol's own states, messages and records stay inside.
pub use protocol::{
    COORDINATOR, Decision, Kind, MAX_PARTICIPANTS, Policies, Policy, ProcessId, ProcessSet, Reason,
    Rows, Status, Table, Tally, Timer, in_order,
};

use protocol::three_phase::ThreePhase;
use protocol::two_phase::TwoPhase;

/// The longest trace a run may have. A longer one is cut off and says so.
pub const MAX_ENTRIES: usize = 2_000_000;

/// Runs it. The law of this project: the same inputs give the same trace, on every machine.
///
/// # Panics
/// If the setup does not pass [`Setup::check`]; whoever reads setups from outside checks them.
#[must_use]
pub fn run(setup: &Setup, interventions: &[Intervention]) -> Trace {
    if let Err(wrong) = setup.check() {
        panic!("a setup must be checked before it is run: {wrong}");
    }
    match setup.protocol {
        ProtocolId::TwoPhase => {
            let protocol = TwoPhase {
                participants: setup.participants,
                cooperative: setup.cooperative,
                policies: setup.policies,
            };
            engine::World::new(protocol, setup, interventions).run()
        }
        ProtocolId::ThreePhase => {
            let protocol = ThreePhase {
                participants: setup.participants,
                final_ack: setup.final_ack,
                policies: setup.policies,
            };
            engine::World::new(protocol, setup, interventions).run()
        }
    }
}
