//! A whole scenario, read from a file or not at all.

use analysis::Stakes;
use toml::de::DeTable;
use world::{COORDINATOR, Policies, ProcessId, ProtocolId, Setup};

use crate::accident::Accident;
use crate::cast::{Client, Coordinator, Key, Participant, Transaction};
use crate::conditions::{Conditions, Speed, Unit};
use crate::expect::Expect;
use crate::grammar::Keys;
use crate::language::Text;
use crate::problem::{Problems, Report};
use crate::reader::Section;
use crate::say::Say;

/// The largest file that is read.
pub const MAX_BYTES: usize = 256 * 1024;

/// The most participants a scenario may have.
pub const MAX_PARTICIPANTS: usize = 8;

/// A system, its cast, what can happen to it and what must come out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// The short name used by links.
    pub id: String,
    /// The title of the page.
    pub title: Text,
    /// One or two lines beside it.
    pub subtitle: Text,
    /// A paragraph for the library.
    pub blurb: Text,
    /// Whether names and figures only illustrate.
    pub illustrative: bool,
    /// In what times are shown.
    pub unit: Unit,
    /// How fast it is played at first.
    pub speed: Speed,
    /// The protocol it opens with.
    pub protocol: ProtocolId,
    /// The protocols that are compared at first.
    pub compare: Vec<ProtocolId>,
    /// The one who asks and decides.
    pub coordinator: Coordinator,
    /// Those who vote, P1 first.
    pub participants: Vec<Participant>,
    /// The person who waits for the answer.
    pub client: Client,
    /// What is being agreed on.
    pub transaction: Transaction,
    /// What can happen, in the order of a menu.
    pub accidents: Vec<Accident>,
    /// What must come out when nothing happens.
    pub expects: Vec<Expect>,
    pub(crate) conditions: Conditions,
    pub(crate) says: Vec<Say>,
}

impl Scenario {
    /// Reads a scenario.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its line and field.
    pub fn parse(file: &str, text: &str) -> Result<Self, Problems> {
        let report = Report::new(file, text);
        if text.len() > MAX_BYTES {
            report.add(0, "", format!("found {} bytes; allowed: {MAX_BYTES}", text.len()));
            return report.conclude(None);
        }
        let (tree, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            let at = error.span().map_or(0, |span| span.start);
            report.add(at, "", format!("this is no TOML: {}", error.message()));
        }
        // What a broken line was meant to be is anybody's guess; its fields are not judged.
        if !errors.is_empty() {
            return report.conclude(None);
        }
        let read = Self::read(Section::whole(&report, &tree));
        report.conclude(read)
    }

    /// `None` only where a whole part is missing; any other mistake is in the report.
    fn read(section: Section<'_>) -> Option<Self> {
        let coordinator = section.table("coordinator").map(Coordinator::read);
        let participants = participants(&section);
        let client = section.table("client").map(Client::read);
        let transaction = section.table("transaction").map(Transaction::read);
        // Names must be known before anything that speaks of them can be judged.
        let keys = keys(&section, coordinator.as_ref(), &participants);
        let play = keys.map(|keys| Play::read(&section, &keys));
        if play.is_none() {
            Play::skip(&section);
        }
        let general = General::read(&section);
        section.finish();
        let play = play?;
        Some(Self {
            id: general.id,
            title: general.title,
            subtitle: general.subtitle,
            blurb: general.blurb,
            illustrative: general.illustrative,
            unit: general.unit,
            speed: general.speed,
            protocol: general.protocol,
            compare: general.compare,
            coordinator: coordinator?,
            participants,
            client: client?,
            transaction: transaction?,
            accidents: play.accidents,
            expects: play.expects,
            conditions: play.conditions,
            says: play.says,
        })
    }

    /// The keys of the cast.
    #[must_use]
    pub fn keys(&self) -> Keys {
        let participants = self.participants.iter().map(|it| &it.key);
        Keys::new(std::iter::once(&self.coordinator.key).chain(participants).cloned().collect())
    }

    /// An accident by its id.
    #[must_use]
    pub fn accident(&self, id: &str) -> Option<&Accident> {
        self.accidents.iter().find(|accident| accident.id == id)
    }

    /// Everything the world must be given, except the interventions.
    #[must_use]
    pub fn setup(
        &self,
        protocol: ProtocolId,
        policies: Policies,
        seed: u64,
        accident: Option<&Accident>,
    ) -> Setup {
        let usual = &self.conditions;
        let also = accident.map(|it| it.policies.as_slice()).unwrap_or_default();
        Setup {
            protocol,
            cooperative: accident.and_then(|it| it.cooperative).unwrap_or(usual.cooperative),
            final_ack: usual.final_ack,
            policies: also.iter().copied().fold(policies, Policies::with),
            participants: u8::try_from(self.participants.len()).unwrap_or(u8::MAX),
            seed,
            begins: usual.begins,
            horizon: accident.and_then(|it| it.horizon).unwrap_or(usual.horizon),
            timers: usual.timers,
            network: usual.network.clone(),
            disk: usual.disk,
            detector: accident.and_then(|it| it.detector).unwrap_or(usual.detector),
            locals: self.participants.iter().map(Participant::local).collect(),
            client: self.client.hears,
        }
    }

    /// What everybody has at stake.
    #[must_use]
    pub fn stakes(&self) -> Stakes {
        Stakes(self.participants.iter().map(Participant::stake).collect())
    }
}

/// What needs no cast.
struct General {
    id: String,
    title: Text,
    subtitle: Text,
    blurb: Text,
    illustrative: bool,
    unit: Unit,
    speed: Speed,
    protocol: ProtocolId,
    compare: Vec<ProtocolId>,
}

impl General {
    fn read(section: &Section<'_>) -> Self {
        Self {
            id: section.required::<Key>("id").0,
            title: section.required("title"),
            subtitle: section.required("subtitle"),
            blurb: section.required("blurb"),
            illustrative: section.or("illustrative", true),
            unit: section.required("unit"),
            speed: section.required("speed"),
            protocol: section.required("protocol"),
            compare: compared(section),
        }
    }
}

fn compared(section: &Section<'_>) -> Vec<ProtocolId> {
    let compare = section.or("compare", ProtocolId::ALL.to_vec());
    if compare.is_empty() && section.report.clean() {
        section.wrong("compare: found an empty list; allowed: one protocol or more");
    }
    compare
}

/// What speaks of the cast.
struct Play {
    conditions: Conditions,
    accidents: Vec<Accident>,
    expects: Vec<Expect>,
    says: Vec<Say>,
}

impl Play {
    fn read(section: &Section<'_>, keys: &Keys) -> Self {
        let conditions = Conditions::read(section, keys);
        let usual = conditions.detector.mode;
        let accidents = section.tables("accident").into_iter();
        let accidents: Vec<_> = accidents.map(|it| Accident::read(it, keys, usual)).collect();
        let ids = ids(section, &accidents);
        let says = section.tables("say").into_iter();
        let says = says.map(|it| Say::read(it, keys, &ids)).collect();
        let expects = Expect::read_all(section.tables("expect"), keys);
        Self { conditions, accidents, expects, says }
    }

    /// Without a cast nothing of it can be judged; its fields are still no unknown ones.
    fn skip(section: &Section<'_>) {
        for key in [
            "begins", "horizon", "timers", "network", "disk", "detector", "settings", "accident",
            "expect", "say",
        ] {
            section.value(key);
        }
    }
}

fn participants(section: &Section<'_>) -> Vec<Participant> {
    let list = section.tables("participant");
    if list.is_empty() || list.len() > MAX_PARTICIPANTS {
        let found =
            format!("found {} [[participant]]; allowed: 1 to {MAX_PARTICIPANTS}", list.len());
        section.wrong(&found);
        return Vec::new();
    }
    list.into_iter().map(Participant::read).collect()
}

/// The names of the cast, if all are known and no two are the same.
fn keys(
    section: &Section<'_>,
    coordinator: Option<&Coordinator>,
    participants: &[Participant],
) -> Option<Keys> {
    let participants = participants.iter().map(|it| it.key.clone());
    let keys: Vec<String> = std::iter::once(coordinator?.key.clone()).chain(participants).collect();
    let known = keys.len() > 1 && !keys.iter().any(String::is_empty);
    (known && different(section, "key", &keys)).then(|| Keys::new(keys))
}

fn ids(section: &Section<'_>, accidents: &[Accident]) -> Vec<String> {
    let ids = accidents.iter().map(|it| it.id.clone()).filter(|id| !id.is_empty());
    let ids: Vec<String> = ids.collect();
    different(section, "accident.id", &ids);
    ids
}

fn different(section: &Section<'_>, field: &str, names: &[String]) -> bool {
    let again = names.iter().enumerate().find(|(at, name)| names[..*at].contains(name));
    if let Some((_, name)) = again {
        section.wrong(&format!("{field}: \"{name}\" is used twice; each must be different"));
    }
    again.is_none()
}

impl Scenario {
    /// The process that asks and decides, and those that vote, in their order.
    pub fn processes(&self) -> impl Iterator<Item = ProcessId> {
        let last = u8::try_from(self.participants.len()).unwrap_or(u8::MAX);
        (COORDINATOR.0..=last).map(ProcessId)
    }
}
