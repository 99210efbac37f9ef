//! The conditions of a run: clock, network, disks, timers, failure detector.

use std::collections::BTreeMap;

use world::{
    Detector, DetectorMode, Disk, Latency, Link, Micros, Network, Policy, ProtocolId, Timers,
};

use crate::grammar::Keys;
use crate::reader::{Read, Section, Value, all};
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
    pub(crate) fn read(section: &Section<'_>, keys: &Keys) -> Option<Self> {
        let begins = section.or("begins", Micros::ZERO);
        let horizon = section.required("horizon");
        let timers = section.table("timers").and_then(timers);
        let network = section.table("network").and_then(|it| network(it, keys));
        let disk = section.table("disk").and_then(disk);
        let detector = section.table("detector").and_then(detector);
        let settings = section.table_if("settings").and_then(settings);
        let read = Self {
            begins: begins?,
            horizon: horizon?,
            timers: timers?,
            network: network?,
            disk: disk?,
            detector: detector?,
            cooperative: settings?.0,
            final_ack: settings?.1,
        };
        read.check(section);
        Some(read)
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

fn timers(section: Section<'_>) -> Option<Timers> {
    let prepare = section.required("prepare");
    let votes = section.required("votes");
    let decision = section.required("decision");
    let acks = section.required("acks");
    let states = section.required("states");
    section.finish();
    Some(Timers {
        prepare: prepare?,
        votes: votes?,
        decision: decision?,
        acks: acks?,
        states: states?,
    })
}

fn network(section: Section<'_>, keys: &Keys) -> Option<Network> {
    let default = link(&section, None);
    let links = section.tables("link");
    section.finish();
    let default = default?;
    let links = all(links?.into_iter().map(|it| one_link(it, keys, default)).collect())?;
    Some(Network { default, links: links.into_iter().collect::<BTreeMap<_, _>>() })
}

/// The fields of a link; those of `base` where they are absent.
fn link(section: &Section<'_>, base: Option<Link>) -> Option<Link> {
    let latency = match base {
        Some(link) => section.or("latency", link.latency),
        None => section.required::<Latency>("latency"),
    };
    let base = base.unwrap_or_default();
    let loss = section.or("loss", Share(base.loss_ppm));
    let duplicate = section.or("duplicate", Share(base.duplicate_ppm));
    let reorder = section.or("reorder", base.reorder);
    Some(Link {
        latency: latency?,
        loss_ppm: loss?.0,
        duplicate_ppm: duplicate?.0,
        reorder: reorder?,
    })
}

fn one_link(section: Section<'_>, keys: &Keys, base: Link) -> Option<((u8, u8), Link)> {
    let between = section.needed("between").and_then(|value| ends(&value, keys));
    let link = link(&section, Some(base));
    section.finish();
    Some((between?, link?))
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

fn disk(section: Section<'_>) -> Option<Disk> {
    let force = section.required("force");
    let flush = section.required("flush");
    section.finish();
    Some(Disk { force: force?, flush: flush? })
}

pub(crate) fn detector(section: Section<'_>) -> Option<Detector> {
    let mode = section.required("mode");
    let delay = section.required("delay");
    section.finish();
    Some(Detector { mode: mode?, delay: delay? })
}

fn settings(section: Option<Section<'_>>) -> Option<(bool, bool)> {
    let Some(section) = section else { return Some((true, true)) };
    let cooperative = section.or("cooperative", true);
    let final_ack = section.or("final_ack", true);
    section.finish();
    Some((cooperative?, final_ack?))
}

impl Read for DetectorMode {
    fn read(value: &Value<'_>) -> Option<Self> {
        value.word(&[Self::Perfect, Self::Unreliable], Self::word)
    }
}

impl Read for ProtocolId {
    fn read(value: &Value<'_>) -> Option<Self> {
        value.word(&Self::ALL, Self::word)
    }
}

impl Read for Policy {
    fn read(value: &Value<'_>) -> Option<Self> {
        value.word(&Self::ALL, Self::word)
    }
}

impl Read for Unit {
    fn read(value: &Value<'_>) -> Option<Self> {
        value.word(&Self::ALL, Self::word)
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
}

fn part(text: &str) -> Option<u32> {
    let digits = text.trim();
    let plain = digits.bytes().all(|it| it.is_ascii_digit());
    let number = if plain { digits.parse().ok() } else { None };
    number.filter(|it| (1..=100_000).contains(it))
}
