//! What must come out of a run.

use analysis::{Decimal, Outcome};
use world::{COORDINATOR, Decision, Micros, Policy, ProcessId, ProcessSet, ProtocolId};

use crate::accident::protocols;
use crate::grammar::Keys;
use crate::reader::{Read, Section, Value};

/// A required outcome. What is absent is not checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expect {
    /// The line of the file it begins on.
    pub line: u32,
    /// Under these protocols.
    pub protocols: Vec<ProtocolId>,
    /// With exactly these wrong rules; with those of the accident if absent.
    pub policies: Option<Vec<Policy>>,
    /// With this setting of the cooperative termination protocol; the usual one if absent.
    pub cooperative: Option<bool>,
    /// At this time; at the end of the run if absent.
    pub at: Option<Micros>,
    /// How it ends.
    pub outcome: Option<Outcome>,
    /// Whether AC1 holds.
    pub atomic: Option<bool>,
    /// Who is in doubt.
    pub in_doubt: Option<Names>,
    /// Who is blocked.
    pub blocked: Option<Names>,
    /// Who has committed, the coordinator included.
    pub committed: Option<Names>,
    /// Who has aborted, the coordinator included.
    pub aborted: Option<Names>,
    /// What the client was told.
    pub client: Option<ClientHears>,
    /// Whether no money was made or lost.
    pub money_conserved: Option<bool>,
    /// The worth of everything that is promised and not decided, in rupees.
    pub at_risk: Option<Decimal>,
    /// How many messages were sent.
    pub messages: Option<u32>,
    /// How many records were forced.
    pub forced: Option<u32>,
}

/// Some of the cast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Names {
    /// So many, whoever they are.
    Count(u8),
    /// Exactly these.
    Exactly(ProcessSet),
}

/// What the client was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClientHears {
    /// COMMIT.
    Commit,
    /// ABORT.
    Abort,
    /// Nothing yet.
    Waiting,
}

impl ClientHears {
    const ALL: [Self; 3] = [Self::Commit, Self::Abort, Self::Waiting];

    /// The word used in scenario files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Commit => "commit",
            Self::Abort => "abort",
            Self::Waiting => "waiting",
        }
    }

    /// From what was told last.
    #[must_use]
    pub fn of(told: Option<Decision>) -> Self {
        match told {
            Some(Decision::Commit) => Self::Commit,
            Some(Decision::Abort) => Self::Abort,
            None => Self::Waiting,
        }
    }
}

impl Expect {
    pub(crate) fn read_all(sections: Vec<Section<'_>>, keys: &Keys) -> Vec<Self> {
        sections.into_iter().map(|section| Self::read(section, keys)).collect()
    }

    fn read(section: Section<'_>, keys: &Keys) -> Self {
        let everybody = || keys.everybody().collect();
        let read = Self {
            line: section.line(),
            protocols: protocols(&section),
            policies: section.optional("policies"),
            cooperative: section.optional("cooperative"),
            at: section.optional("at"),
            outcome: section.optional("outcome"),
            atomic: section.optional("atomic"),
            in_doubt: names(&section, "in_doubt", keys, voters(keys)),
            blocked: names(&section, "blocked", keys, voters(keys)),
            committed: names(&section, "committed", keys, everybody()),
            aborted: names(&section, "aborted", keys, everybody()),
            client: section.optional("client"),
            money_conserved: section.optional("money_conserved"),
            at_risk: section.optional("at_risk"),
            messages: section.optional::<Count>("messages").map(|it| it.0),
            forced: section.optional::<Count>("forced").map(|it| it.0),
        };
        if read.is_empty() && section.report.clean() {
            section.wrong("requires nothing; write outcome, atomic, in_doubt or another outcome");
        }
        section.finish();
        read
    }

    fn is_empty(&self) -> bool {
        let said = [
            self.outcome.is_some(),
            self.atomic.is_some(),
            self.in_doubt.is_some(),
            self.blocked.is_some(),
            self.committed.is_some(),
            self.aborted.is_some(),
            self.client.is_some(),
            self.money_conserved.is_some(),
            self.at_risk.is_some(),
            self.messages.is_some(),
            self.forced.is_some(),
        ];
        !said.contains(&true)
    }
}

fn voters(keys: &Keys) -> ProcessSet {
    keys.everybody().filter(|who| *who != COORDINATOR).collect()
}

/// A number, a list of names, or `"all"`.
fn names(
    section: &Section<'_>,
    key: &'static str,
    keys: &Keys,
    everyone: ProcessSet,
) -> Option<Names> {
    let value = section.value(key)?;
    if value.as_str() == Some("all") {
        return Some(Names::Exactly(everyone));
    }
    if value.is_list() {
        return Some(Names::Exactly(list(&value, keys)));
    }
    let count = value.as_number().filter(|_| value.as_str().is_none());
    let count = count.and_then(|it| it.parse().ok()).map(Names::Count);
    count.or_else(|| value.unlike("a number, a list of names such as [\"dj\"], or \"all\""))
}

fn list(value: &Value<'_>, keys: &Keys) -> ProcessSet {
    let members = value.members("a list of names");
    members.iter().filter_map(|member| who(member, keys)).collect()
}

/// A name of the cast.
pub(crate) fn who(value: &Value<'_>, keys: &Keys) -> Option<ProcessId> {
    let found = keys.find(&String::read(value)?);
    found.map_err(|problem| value.complain(problem)).ok()
}

struct Count(u32);

impl Read for Count {
    fn read(value: &Value<'_>) -> Option<Self> {
        let number = value.as_number().filter(|_| value.as_str().is_none());
        let count = number.and_then(|it| it.parse().ok()).map(Self);
        count.or_else(|| value.unlike("a whole number"))
    }

    fn blank() -> Self {
        Self(0)
    }
}

impl Read for Outcome {
    fn read(value: &Value<'_>) -> Option<Self> {
        let all = [Self::Commit, Self::Abort, Self::Split, Self::Undecided];
        value.word(&all, Self::word)
    }

    fn blank() -> Self {
        Self::Undecided
    }
}

impl Read for ClientHears {
    fn read(value: &Value<'_>) -> Option<Self> {
        value.word(&Self::ALL, Self::word)
    }

    fn blank() -> Self {
        Self::Waiting
    }
}

/// For messages about names.
pub(crate) fn print_names(names: &Names, keys: &Keys) -> String {
    match names {
        Names::Count(count) => count.to_string(),
        Names::Exactly(who) if who.is_empty() => "nobody".to_owned(),
        Names::Exactly(who) => who.iter().map(|it| keys.key(it)).collect::<Vec<_>>().join(", "),
    }
}
