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
use crate::reader::{Section, all};
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

    fn read(section: Section<'_>) -> Option<Self> {
        let id = section.required::<Key>("id");
        let title = section.required("title");
        let subtitle = section.required("subtitle");
        let blurb = section.required("blurb");
        let illustrative = section.or("illustrative", true);
        let unit = section.required("unit");
        let speed = section.required("speed");
        let protocol = section.required("protocol");
        let compare = section.or("compare", ProtocolId::ALL.to_vec());
        let coordinator = section.table("coordinator").and_then(Coordinator::read);
        let participants = participants(&section);
        let client = section.table("client").and_then(Client::read);
        let transaction = section.table("transaction").and_then(Transaction::read);
        // Names must be known before anything that speaks of them can be judged.
        let keys = keys(&section, coordinator.as_ref(), participants.as_deref());
        let play = keys.as_ref().map(|keys| Play::read(&section, keys));
        let play = play.unwrap_or_else(|| Play::unread(&section));
        section.finish();
        Some(Self {
            id: id?.0,
            title: title?,
            subtitle: subtitle?,
            blurb: blurb?,
            illustrative: illustrative?,
            unit: unit?,
            speed: speed?,
            protocol: protocol?,
            compare: compare?,
            coordinator: coordinator?,
            participants: participants?,
            client: client?,
            transaction: transaction?,
            accidents: play.accidents?,
            expects: play.expects?,
            conditions: play.conditions?,
            says: play.says?,
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

/// What speaks of the cast.
struct Play {
    conditions: Option<Conditions>,
    accidents: Option<Vec<Accident>>,
    expects: Option<Vec<Expect>>,
    says: Option<Vec<Say>>,
}

impl Play {
    fn read(section: &Section<'_>, keys: &Keys) -> Self {
        let conditions = Conditions::read(section, keys);
        let usual =
            conditions.as_ref().map_or(world::DetectorMode::Unreliable, |it| it.detector.mode);
        let accidents = section.tables("accident").and_then(|list| {
            all(list.into_iter().map(|it| Accident::read(it, keys, usual)).collect())
        });
        let ids = accidents.as_deref().map(|it| ids(section, it));
        let says = section.tables("say").filter(|_| ids.is_some()).and_then(|list| {
            let ids = ids.as_deref().unwrap_or_default();
            all(list.into_iter().map(|it| Say::read(it, keys, ids)).collect())
        });
        let expects = section.tables("expect").and_then(|it| Expect::read_all(it, keys));
        Self { conditions, accidents, expects, says }
    }

    /// Without a cast nothing of it can be judged; its fields are still no unknown ones.
    fn unread(section: &Section<'_>) -> Self {
        for key in [
            "begins", "horizon", "timers", "network", "disk", "detector", "settings", "accident",
            "expect", "say",
        ] {
            section.value(key);
        }
        Self { conditions: None, accidents: None, expects: None, says: None }
    }
}

fn participants(section: &Section<'_>) -> Option<Vec<Participant>> {
    let list = section.tables("participant")?;
    if list.is_empty() || list.len() > MAX_PARTICIPANTS {
        let found =
            format!("found {} [[participant]]; allowed: 1 to {MAX_PARTICIPANTS}", list.len());
        section.wrong(&found);
        return None;
    }
    all(list.into_iter().map(Participant::read).collect())
}

/// The names of the cast, if no two are the same.
fn keys(
    section: &Section<'_>,
    coordinator: Option<&Coordinator>,
    participants: Option<&[Participant]>,
) -> Option<Keys> {
    let participants = participants?.iter().map(|it| it.key.clone());
    let keys: Vec<String> = std::iter::once(coordinator?.key.clone()).chain(participants).collect();
    twice(section, "key", &keys)?;
    Some(Keys::new(keys))
}

fn ids(section: &Section<'_>, accidents: &[Accident]) -> Vec<String> {
    let ids: Vec<String> = accidents.iter().map(|it| it.id.clone()).collect();
    twice(section, "accident.id", &ids);
    ids
}

fn twice(section: &Section<'_>, field: &str, names: &[String]) -> Option<()> {
    let again = names.iter().enumerate().find(|(at, name)| names[..*at].contains(name));
    match again {
        Some((_, name)) => {
            section.wrong(&format!("{field}: \"{name}\" is used twice; each must be different"));
            None
        }
        None => Some(()),
    }
}

impl Scenario {
    /// The process that asks and decides, and those that vote, in their order.
    pub fn processes(&self) -> impl Iterator<Item = ProcessId> {
        let last = u8::try_from(self.participants.len()).unwrap_or(u8::MAX);
        (COORDINATOR.0..=last).map(ProcessId)
    }
}
