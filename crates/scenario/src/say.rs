//! What is said at a moment of a run, and at which moments it fits.

use analysis::{Moment, MomentKind};
use world::{Decision, ProcessId, ProtocolId};

use crate::expect::who;
use crate::grammar::Keys;
use crate::reader::{Read, Section, Value, quoted};
use crate::rich::Rich;
use crate::suggest;

/// As many things as words may ask for.
pub(crate) const CLOSEST: u8 = 4;

/// Words for a kind of moment, and when they fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Say {
    moment: MomentKind,
    protocol: Option<ProtocolId>,
    accident: Option<String>,
    who: Option<ProcessId>,
    decision: Option<Known>,
    pub(crate) title: Option<Rich>,
    pub(crate) story: Option<Rich>,
    pub(crate) technical: Option<Rich>,
    pub(crate) watch: Option<Rich>,
}

/// What the one it is about has decided by then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    Commit,
    Abort,
    Nothing,
}

impl Known {
    const ALL: [Self; 3] = [Self::Commit, Self::Abort, Self::Nothing];

    fn word(self) -> &'static str {
        match self {
            Self::Commit => "commit",
            Self::Abort => "abort",
            Self::Nothing => "none",
        }
    }

    fn of(decision: Option<Decision>) -> Self {
        match decision {
            Some(Decision::Commit) => Self::Commit,
            Some(Decision::Abort) => Self::Abort,
            None => Self::Nothing,
        }
    }
}

impl Say {
    pub(crate) fn read(section: Section<'_>, keys: &Keys, accidents: &[String]) -> Self {
        let read = Self {
            moment: section.required("moment"),
            protocol: section.optional("protocol"),
            accident: section.value("accident").and_then(|value| accident(&value, accidents)),
            who: section.value("who").and_then(|value| who(&value, keys)),
            decision: section.optional("decision"),
            title: section.optional("title"),
            story: section.optional("story"),
            technical: section.optional("technical"),
            watch: section.optional("watch"),
        };
        section.finish();
        read
    }

    /// Whether it fits, and how closely: the more it asks for, the closer.
    pub(crate) fn fit(
        &self,
        moment: &Moment,
        protocol: ProtocolId,
        accident: Option<&str>,
    ) -> Option<u8> {
        let asks = [
            self.protocol.map(|it| it == protocol),
            self.accident.as_deref().map(|it| Some(it) == accident),
            self.who.map(|it| Some(it) == moment.who),
            self.decision.map(|it| it == Known::of(moment.decision)),
        ];
        let fits = self.moment == moment.kind && !asks.contains(&Some(false));
        fits.then(|| asks.into_iter().flatten().map(|_| 1).sum())
    }
}

fn accident(value: &Value<'_>, known: &[String]) -> Option<String> {
    let id = String::read(value)?;
    if known.contains(&id) {
        return Some(id);
    }
    let ids = || known.iter().map(String::as_str);
    let hint = suggest::hint(&id, ids());
    let allowed = format!("an accident of this file{hint}: {}", suggest::list(ids()));
    value.wrong(&quoted(&id), &allowed);
    None
}

impl Read for MomentKind {
    fn read(value: &Value<'_>) -> Option<Self> {
        value.word(&Self::ALL, Self::word)
    }

    fn blank() -> Self {
        Self::Start
    }
}

impl Read for Known {
    fn read(value: &Value<'_>) -> Option<Self> {
        value.word(&Self::ALL, Self::word)
    }

    fn blank() -> Self {
        Self::Nothing
    }
}
