//! The share link: a whole run in the fragment of an address.
//!
//! ```text
//!   #play/priya-wedding?p=3pc&accident=phone-dies&i=6s:recover_rohit&t=5.05s
//!    │    │             └ what differs from how the scenario opens
//!    │    └ a scenario that comes with the program; a text of one's own is packed into `text=`
//!    └ the view
//! ```
//! | key | means | | key | means |
//! |---|---|---|---|---|
//! | `p` | protocol | | `accident` | its id |
//! | `policies` | wrong rules, `,` between | | `i` | one more intervention; may be repeated |
//! | `cooperative` | `on`, `off` | | `t` | time, `~n` entries of that moment |
//! | `detector` | `perfect`, `unreliable` | | `compare` | protocols, `,` between |
//! | `seed` | a number | | `text` | a scenario: deflate, then base64url |
//!
//! Interventions are written as in [`crate::grammar`], with `_` for a blank, `~` for `#` and `!` for
//! `|`, because those survive in addresses. A link is read whole or refused with a sentence that
//! says where.

mod decode;
mod encode;
mod pack;

pub use decode::Library;

use std::fmt;

use world::{DetectorMode, Intervention, Micros, Policies, Policy, ProtocolId, Setup};

use crate::Scenario;
use crate::verify::DEFAULT_SEED;

/// The longest fragment that is read.
pub const MAX_LINK_BYTES: usize = 64 * 1024;

/// The most interventions a link may add.
pub const MAX_INTERVENTIONS: usize = 64;

/// Where the scenario of a link comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The scenario with this id that comes with the program.
    Builtin(String),
    /// The text of a file.
    Text(String),
}

/// What is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum View {
    /// One run.
    Play,
    /// The same accident under several protocols.
    Compare,
}

impl View {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Play, Self::Compare];

    /// The word at the start of a link.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Play => "play",
            Self::Compare => "compare",
        }
    }
}

/// A whole run, and where in it one stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where the scenario comes from.
    pub scenario: Source,
    /// The protocol.
    pub protocol: ProtocolId,
    /// Wrong rules that were switched on, beyond those of the accident.
    pub policies: Policies,
    /// Another setting of the cooperative termination protocol.
    pub cooperative: Option<bool>,
    /// Another failure detector.
    pub detector: Option<DetectorMode>,
    /// The seed.
    pub seed: u64,
    /// The accident.
    pub accident: Option<String>,
    /// What was done beyond the accident.
    pub interventions: Vec<Intervention>,
    /// The time one looks at.
    pub at: Micros,
    /// After how many trace entries of that moment; all of them if absent.
    pub order: Option<u32>,
    /// What is looked at.
    pub view: View,
    /// The protocols that are compared.
    pub compare: Vec<ProtocolId>,
}

impl Link {
    /// How a scenario opens.
    #[must_use]
    pub fn opening(source: Source, scenario: &Scenario) -> Self {
        Self {
            scenario: source,
            protocol: scenario.protocol,
            policies: Policies::NONE,
            cooperative: None,
            detector: None,
            seed: DEFAULT_SEED,
            accident: None,
            interventions: Vec::new(),
            at: Micros::ZERO,
            order: None,
            view: View::Play,
            compare: scenario.compare.clone(),
        }
    }

    /// Everything the world must be given for one protocol, except the interventions.
    #[must_use]
    pub fn setup(&self, scenario: &Scenario, protocol: ProtocolId) -> Setup {
        let accident = self.accident.as_deref().and_then(|id| scenario.accident(id));
        let mut setup = scenario.setup(protocol, self.policies, self.seed, accident);
        setup.cooperative = self.cooperative.unwrap_or(setup.cooperative);
        setup.detector.mode = self.detector.unwrap_or(setup.detector.mode);
        setup
    }

    /// What happens to the run under one protocol: the accident first, then what was added.
    #[must_use]
    pub fn interventions(&self, scenario: &Scenario, protocol: ProtocolId) -> Vec<Intervention> {
        let accident = self.accident.as_deref().and_then(|id| scenario.accident(id));
        let mut all = accident.map(|it| it.interventions(protocol)).unwrap_or_default();
        all.extend(self.interventions.iter().cloned());
        all
    }
}

/// Why a link could not be read, or not be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkError {
    /// Which part of it.
    pub part: &'static str,
    /// What was found, and what is allowed.
    pub message: String,
}

impl LinkError {
    fn new(part: &'static str, message: impl Into<String>) -> Self {
        Self { part, message: message.into() }
    }
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "this link, {}: {}", self.part, self.message)
    }
}

impl std::error::Error for LinkError {}

/// The keys of a link, in the order they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Protocol,
    Policies,
    Cooperative,
    Detector,
    Seed,
    Accident,
    Intervention,
    Time,
    Compare,
    Text,
}

impl Part {
    const ALL: [Self; 10] = [
        Self::Protocol,
        Self::Policies,
        Self::Cooperative,
        Self::Detector,
        Self::Seed,
        Self::Accident,
        Self::Intervention,
        Self::Time,
        Self::Compare,
        Self::Text,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Protocol => "p",
            Self::Policies => "policies",
            Self::Cooperative => "cooperative",
            Self::Detector => "detector",
            Self::Seed => "seed",
            Self::Accident => "accident",
            Self::Intervention => "i",
            Self::Time => "t",
            Self::Compare => "compare",
            Self::Text => "text",
        }
    }
}

fn policies_of(words: &[Policy]) -> Policies {
    words.iter().copied().collect()
}
