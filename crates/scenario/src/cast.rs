//! Who takes part: names, what each has at stake, and what each does at home.

use world::Table;

use analysis::{Decimal, Stake};
use world::{Latency, Local, Micros};

use crate::grammar::check_key;
use crate::language::Text;
use crate::reader::{Read, Section, Value, quoted};

/// The one who asks and decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coordinator {
    /// The short name used by accidents and links.
    pub key: String,
    /// The name on the card.
    pub name: Text,
    /// What this is.
    pub role: Text,
    /// Which portrait.
    pub portrait: String,
    /// What the card says while it is down; the usual word if absent.
    pub down: Option<Text>,
}

/// One who votes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// The short name used by accidents and links.
    pub key: String,
    /// The name on the card.
    pub name: Text,
    /// What this is.
    pub role: Text,
    /// Which portrait.
    pub portrait: String,
    /// What the card says while it is down; the usual word if absent.
    pub down: Option<Text>,
    /// One line under the name: what is at stake.
    pub stake: Text,
    /// What is locked: "15 Dec".
    pub resource: Text,
    /// What that is worth, in rupees.
    pub worth: Decimal,
    /// The account it keeps, if it keeps one.
    pub account: Option<Account>,
    /// How long it takes to know its vote.
    pub check: Latency,
    /// Whether that vote is YES.
    pub able: bool,
    /// What it does at home in each phase.
    pub home: Home,
}

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Whose.
    pub holder: Text,
    /// What is in it before.
    pub holds: Decimal,
    /// What COMMIT adds; negative for a debit.
    pub moves: Decimal,
}

/// A phase in which a participant does something at home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Before its promise is on disk.
    Prepare,
    /// Before it is PRECOMMITTED.
    PreCommit,
    /// Before its COMMIT is on disk.
    Commit,
    /// Before its ABORT is on disk.
    Abort,
}

impl Phase {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Prepare, Self::PreCommit, Self::Commit, Self::Abort];

    /// The key used in scenario files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Prepare => "prepare",
            Self::PreCommit => "precommit",
            Self::Commit => "commit",
            Self::Abort => "abort",
        }
    }

    /// The forced record that the local work stands in front of.
    #[must_use]
    pub fn record(self) -> &'static str {
        match self {
            Self::Prepare => "PREPARED",
            Self::PreCommit => "PRECOMMIT",
            Self::Commit => "COMMIT",
            Self::Abort => "ABORT",
        }
    }
}

/// What a participant does at home in one phase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalAction {
    /// In words.
    pub does: Text,
    /// How long it takes, on top of the disk.
    pub takes: Micros,
}

/// What a participant does at home.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Home {
    prepare: Option<LocalAction>,
    precommit: Option<LocalAction>,
    commit: Option<LocalAction>,
    abort: Option<LocalAction>,
}

impl Home {
    /// What it does in a phase, if anything.
    #[must_use]
    pub fn action(&self, phase: Phase) -> Option<&LocalAction> {
        match phase {
            Phase::Prepare => self.prepare.as_ref(),
            Phase::PreCommit => self.precommit.as_ref(),
            Phase::Commit => self.commit.as_ref(),
            Phase::Abort => self.abort.as_ref(),
        }
    }
}

/// The person who waits for the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// Who.
    pub name: Text,
    /// Which portrait.
    pub portrait: String,
    /// What the phone shows before anything was asked.
    pub ready: Text,
    /// While the answer is awaited.
    pub waiting: Text,
    /// When the answer is COMMIT.
    pub commit: Text,
    /// When the answer is ABORT.
    pub abort: Text,
    /// When no answer can come without a repair.
    pub unanswered: Text,
    /// How long an answer takes from the coordinator.
    pub hears: Micros,
}

/// What is being agreed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transaction {
    /// Its name.
    pub name: Text,
    /// What it is about.
    pub about: Text,
}

impl Coordinator {
    pub(crate) fn read(section: Section<'_>) -> Self {
        let read = Self {
            key: section.required::<Key>("key").0,
            name: section.required("name"),
            role: section.required("role"),
            portrait: section.required::<Portrait>("portrait").0,
            down: section.optional("down"),
        };
        section.finish();
        read
    }
}

impl Participant {
    pub(crate) fn read(section: Section<'_>) -> Self {
        let read = Self {
            key: section.required::<Key>("key").0,
            name: section.required("name"),
            role: section.required("role"),
            portrait: section.required::<Portrait>("portrait").0,
            down: section.optional("down"),
            stake: section.required("stake"),
            resource: section.required("resource"),
            worth: section.or("worth", Decimal::ZERO),
            account: section.optional("account"),
            check: section.or("check", Latency::Constant(Micros::ZERO)),
            able: section.or("able", true),
            home: section.or("local", Home::default()),
        };
        section.finish();
        read
    }

    /// What the world needs to know of it.
    pub(crate) fn local(&self) -> Local {
        let mut work = Table::new();
        for phase in Phase::ALL {
            if let Some(action) = self.home.action(phase) {
                work.insert(phase.record().to_owned(), action.takes);
            }
        }
        Local { check: self.check, able: self.able, work }
    }

    /// What the verdict needs to know of it.
    pub(crate) fn stake(&self) -> Stake {
        let moves = self.account.as_ref().map_or(Decimal::ZERO, |account| account.moves);
        let holds = self.account.as_ref().map(|account| account.holds);
        Stake { worth: self.worth, holds, moves }
    }
}

impl Client {
    pub(crate) fn read(section: Section<'_>) -> Self {
        let read = Self {
            name: section.required("name"),
            portrait: section.required::<Portrait>("portrait").0,
            ready: section.required("ready"),
            waiting: section.required("waiting"),
            commit: section.required("commit"),
            abort: section.required("abort"),
            unanswered: section.required("unanswered"),
            hears: section.required("hears"),
        };
        section.finish();
        read
    }
}

impl Transaction {
    pub(crate) fn read(section: Section<'_>) -> Self {
        let read = Self { name: section.required("name"), about: section.required("about") };
        section.finish();
        read
    }
}

impl Read for Account {
    fn read(value: &Value<'_>) -> Option<Self> {
        let section = value.section("{ holder = …, holds = 15000, moves = -5000 }")?;
        let read = Self {
            holder: section.required("holder"),
            holds: section.required("holds"),
            moves: section.required("moves"),
        };
        section.finish();
        Some(read)
    }

    fn blank() -> Self {
        Self { holder: Text::default(), holds: Decimal::ZERO, moves: Decimal::ZERO }
    }
}

impl Read for Home {
    fn read(value: &Value<'_>) -> Option<Self> {
        let section = value.section("a table with prepare, precommit, commit and abort")?;
        let read = Self {
            prepare: section.optional("prepare"),
            precommit: section.optional("precommit"),
            commit: section.optional("commit"),
            abort: section.optional("abort"),
        };
        section.finish();
        Some(read)
    }

    fn blank() -> Self {
        Self::default()
    }
}

impl Read for LocalAction {
    fn read(value: &Value<'_>) -> Option<Self> {
        let section = value.section("{ does = …, takes = \"5 ms\" }")?;
        let read =
            Self { does: section.required("does"), takes: section.or("takes", Micros::ZERO) };
        section.finish();
        Some(read)
    }

    fn blank() -> Self {
        Self { does: Text::default(), takes: Micros::ZERO }
    }
}

/// A short name that accidents may use.
pub(crate) struct Key(pub(crate) String);

impl Read for Key {
    fn read(value: &Value<'_>) -> Option<Self> {
        let key = String::read(value)?;
        match check_key(&key) {
            Ok(()) => Some(Self(key)),
            Err(allowed) => {
                value.wrong(&quoted(&key), &allowed);
                None
            }
        }
    }

    fn blank() -> Self {
        Self(String::new())
    }
}

/// The name of a drawing: a word, never a path.
struct Portrait(String);

impl Read for Portrait {
    fn read(value: &Value<'_>) -> Option<Self> {
        let name = String::read(value)?;
        let word = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-';
        if name.len() <= 24 && name.chars().all(word) {
            return Some(Self(name));
        }
        value.wrong(&quoted(&name), "the name of a portrait such as \"caterer\"");
        None
    }

    fn blank() -> Self {
        Self(String::new())
    }
}
