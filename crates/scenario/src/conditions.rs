//! The conditions of a run: clock, network, disks, timers, failure detector.

use world::Table;

use world::{Detector, DetectorMode, Disk, Link, Micros, Network, Policy, ProtocolId, Timers};

use crate::grammar::Keys;
use crate::reader::{Read, Section, Value};
use crate::units::Share;

/// In what times are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Millis,
}

impl Unit {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Seconds, Self::Millis];

    /// The word used in scenario files, and on the axis.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Seconds => "s",
            Self::Millis => "ms",
        }
    }
}

/// How fast a run is played: so much virtual time in so much real time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Speed {
    /// Parts of virtual time.
    pub numerator: u32,
    /// In so many parts of real time.
    pub denominator: u32,
}

impl Speed {
    /// How much virtual time passes in so much real time.
    #[must_use]
    pub fn virtual_time(self, real: Micros) -> Micros {
        let parts = u128::from(real.0) * u128::from(self.numerator) / u128::from(self.denominator);
        Micros(u64::try_from(parts).unwrap_or(u64::MAX))
    }
}

/// What is the same for every protocol and every accident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Conditions {
    pub(crate) begins: Micros,
    pub(crate) horizon: Micros,
    pub(crate) timers: Timers,
    pub(crate) network: Network,
    pub(crate) disk: Disk,
    pub(crate) detector: Detector,
    pub(crate) cooperative: bool,
    pub(crate) final_ack: bool,
}

impl Conditions {
    pub(crate) fn read(section: &Section<'_>, keys: &Keys) -> Self {
        let settings = section.table_if("settings").map(settings);
        let read = Self {
            begins: section.or("begins", Micros::ZERO),
            horizon: section.required("horizon"),
            timers: section.table("timers").map(timers).unwrap_or_default(),
            network: section.table("network").map(|it| network(it, keys)).unwrap_or_default(),
            disk: section.table("disk").map(disk).unwrap_or_default(),
            detector: section.table("detector").map_or(blank_detector(), detector),
            cooperative: settings.is_none_or(|it| it.0),
            final_ack: settings.is_none_or(|it| it.1),
        };
        if section.report.clean() {
            read.check(section);
        }
        read
    }

    /// Keeps a run short enough that a page can repeat it at every click.
    fn check(&self, section: &Section<'_>) {
        let Timers { prepare, votes, decision, acks, states } = self.timers;
        let spans = [prepare, votes, decision, acks, states, self.detector.delay];
        let shortest = spans.iter().min().copied().unwrap_or_default();
        let longest = spans.iter().max().copied().unwrap_or_default();
        let reach = self.horizon.0.max(longest.0.saturating_mul(12));
        if shortest.0.saturating_mul(MOST_ROUNDS) < reach {
            section.wrong(
                "horizon, timers and detector: the horizon, and twelve times the longest timer, \
                 may be at most 2000 times the shortest timer",
            );
        }
    }
}

/// How often the shortest timer may run out in one run.
const MOST_ROUNDS: u64 = 2_000;

fn timers(section: Section<'_>) -> Timers {
    let read = Timers {
        prepare: section.required("prepare"),
        votes: section.required("votes"),
        decision: section.required("decision"),
        acks: section.required("acks"),
        states: section.required("states"),
    };
    section.finish();
    read
}

fn network(section: Section<'_>, keys: &Keys) -> Network {
    let base = Link { latency: section.required("latency"), ..Link::default() };
    let default = link(&section, base);
    let mut links = Table::new();
    for table in section.tables("link") {
        links.extend(one_link(table, keys, default));
    }
    section.finish();
    Network { default, links }
}

/// The fields of a link; those of `base` where they are absent.
fn link(section: &Section<'_>, base: Link) -> Link {
    Link {
        latency: section.or("latency", base.latency),
        loss_ppm: section.or("loss", Share(base.loss_ppm)).0,
        duplicate_ppm: section.or("duplicate", Share(base.duplicate_ppm)).0,
        reorder: section.or("reorder", base.reorder),
    }
}

fn one_link(section: Section<'_>, keys: &Keys, base: Link) -> Option<((u8, u8), Link)> {
    let between = section.needed("between").and_then(|value| ends(&value, keys));
    let link = link(&section, base);
    section.finish();
    Some((between?, link))
}

fn ends(value: &Value<'_>, keys: &Keys) -> Option<(u8, u8)> {
    let allowed = "two different names of the cast, such as [\"rohit\", \"dj\"]";
    let names = Vec::<String>::read(value)?;
    let [a, b] = names.as_slice() else { return value.unlike(allowed) };
    match (keys.find(a), keys.find(b)) {
        (Ok(a), Ok(b)) if a != b => Some((a.0.min(b.0), a.0.max(b.0))),
        (Ok(_), Ok(_)) => value.unlike(allowed),
        (Err(problem), _) | (Ok(_), Err(problem)) => {
            value.complain(problem);
            None
        }
    }
}

fn disk(section: Section<'_>) -> Disk {
    let read = Disk { force: section.required("force"), flush: section.required("flush") };
    section.finish();
    read
}

pub(crate) fn detector(section: Section<'_>) -> Detector {
    let read = Detector { mode: section.required("mode"), delay: section.required("delay") };
    section.finish();
    read
}

fn blank_detector() -> Detector {
    Detector { mode: DetectorMode::blank(), delay: Micros::ZERO }
}

/// Cooperative termination, and the acknowledgement of the decision.
fn settings(section: Section<'_>) -> (bool, bool) {
    let read = (section.or("cooperative", true), section.or("final_ack", true));
    section.finish();
    read
}

impl Read for DetectorMode {
    fn read(value: &Value<'_>) -> Option<Self> {
        value.word(&[Self::Perfect, Self::Unreliable], Self::word)
    }

    fn blank() -> Self {
        Self::Unreliable
    }
}

impl Read for ProtocolId {
    fn read(value: &Value<'_>) -> Option<Self> {
        value.word(&Self::ALL, Self::word)
    }

    fn blank() -> Self {
        Self::TwoPhase
    }
}

impl Read for Policy {
    fn read(value: &Value<'_>) -> Option<Self> {
        value.word(&Self::ALL, Self::word)
    }

    fn blank() -> Self {
        Self::TimeoutsOnly
    }
}

impl Read for Unit {
    fn read(value: &Value<'_>) -> Option<Self> {
        value.word(&Self::ALL, Self::word)
    }

    fn blank() -> Self {
        Self::Seconds
    }
}

impl Read for Speed {
    fn read(value: &Value<'_>) -> Option<Self> {
        let allowed = "a speed such as \"1\", \"1/4\" or \"60\", parts from 1 to 100000";
        let read = value.as_number().and_then(|text| {
            let (numerator, denominator) = text.split_once('/').unwrap_or((text, "1"));
            Some(Self { numerator: part(numerator)?, denominator: part(denominator)? })
        });
        read.or_else(|| value.unlike(allowed))
    }

    fn blank() -> Self {
        Self { numerator: 1, denominator: 1 }
    }
}

fn part(text: &str) -> Option<u32> {
    let digits = text.trim();
    let plain = digits.bytes().all(|it| it.is_ascii_digit());
    let number = if plain { digits.parse().ok() } else { None };
    number.filter(|it| (1..=100_000).contains(it))
}
