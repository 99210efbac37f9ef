//! What is given before a run starts: protocol, network, disks, timers, detector. Together with the
//! seed and the interventions it determines the run completely.

use protocol::Table;

use protocol::{MAX_PARTICIPANTS, Policies, Policy, Timer};

use crate::Micros;
use crate::latency::Latency;

/// Which protocol runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProtocolId {
    /// Two-phase commit, presumed nothing.
    TwoPhase,
    /// Three-phase commit with elected coordinator.
    ThreePhase,
}

impl ProtocolId {
    /// All of them, in the order of a menu.
    pub const ALL: [Self; 2] = [Self::TwoPhase, Self::ThreePhase];

    /// The name used in scenario files, links and on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::TwoPhase => "2pc",
            Self::ThreePhase => "3pc",
        }
    }

    /// The wrong rules that mean something under this protocol.
    #[must_use]
    pub fn policies(self) -> &'static [Policy] {
        match self {
            Self::TwoPhase => &[
                Policy::AbortInDoubtOnTimeout,
                Policy::RecoveredDecideAlone,
                Policy::UnreachableCountsAsAbort,
                Policy::PollOnRecovery,
            ],
            Self::ThreePhase => &[
                Policy::TimeoutsOnly,
                Policy::AbortInDoubtOnTimeout,
                Policy::RecoveredDecideAlone,
                Policy::UnreachableCountsAsAbort,
                Policy::AbortOnMissingAck,
                Policy::CommitOnOnePreCommitted,
                Policy::PreCommitNotLogged,
                Policy::RecoveredTakePart,
                Policy::AllRecoveredVote,
            ],
        }
    }

    /// The protocol of that name.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }
}

/// Everything but the interventions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// Which protocol runs.
    pub protocol: ProtocolId,
    /// 2PC: whether participants in doubt ask each other too.
    pub cooperative: bool,
    /// 3PC: whether the decision is acknowledged.
    pub final_ack: bool,
    /// Wrong rules that are switched on.
    pub policies: Policies,
    /// How many participants vote, 1 to 63.
    pub participants: u8,
    /// What all dice are thrown from.
    pub seed: u64,
    /// When the client asks.
    pub begins: Micros,
    /// When the run is cut off at the latest.
    pub horizon: Micros,
    /// How long processes wait for what.
    pub timers: Timers,
    /// How messages travel.
    pub network: Network,
    /// How long writing takes.
    pub disk: Disk,
    /// How silence is judged.
    pub detector: Detector,
    /// What each participant does at home; P1 first.
    pub locals: Vec<Local>,
    /// How long it takes until the client hears from the coordinator.
    pub client: Micros,
}

impl Setup {
    /// A plain setup for `participants` voters: 10 ms links, 1 ms disks, nothing goes wrong.
    #[must_use]
    pub fn plain(protocol: ProtocolId, participants: u8) -> Self {
        Self {
            protocol,
            cooperative: true,
            final_ack: true,
            policies: Policies::NONE,
            participants,
            seed: 1,
            begins: Micros::ZERO,
            horizon: Micros::millis(10_000),
            timers: Timers::default(),
            network: Network::default(),
            disk: Disk::default(),
            detector: Detector { mode: DetectorMode::Perfect, delay: Micros::millis(100) },
            locals: vec![Local::default(); usize::from(participants)],
            client: Micros::millis(1),
        }
    }

    /// Says what is wrong with it, if anything is.
    ///
    /// # Errors
    /// When a number is out of range; the text names the field and what is allowed.
    pub fn check(&self) -> Result<(), String> {
        if self.participants == 0 || self.participants > MAX_PARTICIPANTS {
            return Err(format!(
                "participants is {}; 1 to {MAX_PARTICIPANTS} are allowed",
                self.participants
            ));
        }
        if self.locals.len() != usize::from(self.participants) {
            return Err(format!(
                "{} participants but {} descriptions of them",
                self.participants,
                self.locals.len()
            ));
        }
        if self.horizon > Micros::millis(48 * 3_600_000) {
            return Err("horizon is over 48 hours".to_owned());
        }
        Ok(())
    }
}

/// How long a process waits before it acts on silence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timers {
    /// A participant for PREPARE.
    pub prepare: Micros,
    /// The coordinator for votes.
    pub votes: Micros,
    /// A process in doubt for the decision.
    pub decision: Micros,
    /// For acknowledgements.
    pub acks: Micros,
    /// An elected coordinator for states.
    pub states: Micros,
}

impl Timers {
    /// How long this timer runs.
    #[must_use]
    pub fn span(&self, timer: Timer) -> Micros {
        match timer {
            Timer::Prepare => self.prepare,
            Timer::Votes => self.votes,
            Timer::Decision => self.decision,
            Timer::Acks => self.acks,
            Timer::States => self.states,
        }
    }
}

impl Default for Timers {
    fn default() -> Self {
        Self {
            prepare: Micros::millis(500),
            votes: Micros::millis(200),
            decision: Micros::millis(200),
            acks: Micros::millis(200),
            states: Micros::millis(200),
        }
    }
}

/// How messages travel between two processes, both ways alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// How long a message is under way.
    pub latency: Latency,
    /// How many messages of a million are lost.
    pub loss_ppm: u32,
    /// How many messages of a million arrive twice.
    pub duplicate_ppm: u32,
    /// Whether a message may overtake another.
    pub reorder: bool,
}

impl Default for Link {
    fn default() -> Self {
        Self {
            latency: Latency::Constant(Micros::millis(10)),
            loss_ppm: 0,
            duplicate_ppm: 0,
            reorder: false,
        }
    }
}

/// All links: those that differ, and one for the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Network {
    /// Every link that is not listed.
    pub default: Link,
    /// Links by their two ends, the lower number first.
    pub links: Table<(u8, u8), Link>,
}

impl Network {
    /// The link between two processes.
    #[must_use]
    pub fn link(&self, a: u8, b: u8) -> Link {
        self.links.get(&(a.min(b), a.max(b))).copied().unwrap_or(self.default)
    }
}

/// The disks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disk {
    /// How long a forced write takes.
    pub force: Latency,
    /// After how long an unforced write is on disk by itself.
    pub flush: Micros,
}

impl Default for Disk {
    fn default() -> Self {
        Self { force: Latency::Constant(Micros::millis(1)), flush: Micros::millis(1_000) }
    }
}

/// How silence is judged. Every comparison of protocols must name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DetectorMode {
    /// It reports crashes only, all of them, and only after the last message has arrived.
    Perfect,
    /// It reports whoever is silent for too long: down, slow, paused or cut off.
    Unreliable,
}

impl DetectorMode {
    /// The name used in scenario files and links.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Perfect => "perfect",
            Self::Unreliable => "unreliable",
        }
    }
}

/// The failure detector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detector {
    /// How good it is.
    pub mode: DetectorMode,
    /// How long it takes.
    pub delay: Micros,
}

/// What one participant does at home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Local {
    /// How long it works until it knows its vote.
    pub check: Latency,
    /// Whether that vote is YES.
    pub able: bool,
    /// Local work in front of a forced record, by the record's word: reserve, debit, credit.
    pub work: Table<String, Micros>,
}

impl Default for Local {
    fn default() -> Self {
        Self { check: Latency::Constant(Micros::millis(1)), able: true, work: Table::new() }
    }
}
