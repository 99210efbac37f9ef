//! What is said at a moment of a run, and at which moments it fits.

use analysis::{Moment, MomentKind};
use world::{Decision, ProcessId, ProtocolId};

use crate::grammar::Keys;
use crate::reader::{Read, Section, Value, quoted};
use crate::rich::Rich;
use crate::suggest;

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
    pub(crate) fn read(section: Section<'_>, keys: &Keys, accidents: &[String]) -> Option<Self> {
        let moment = section.required("moment");
        let protocol = section.optional("protocol");
        let accident = accident(&section, accidents);
        let who = who(&section, keys);
        let decision = section.optional("decision");
        let title = section.optional("title");
        let story = section.optional("story");
        let technical = section.optional("technical");
        let watch = section.optional("watch");
        section.finish();
        Some(Self {
            moment: moment?,
            protocol: protocol?,
            accident: accident?,
            who: who?,
            decision: decision?,
            title: title?,
            story: story?,
            technical: technical?,
            watch: watch?,
        })
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

fn accident(section: &Section<'_>, known: &[String]) -> Option<Option<String>> {
    let Some(value) = section.value("accident") else { return Some(None) };
    let id = String::read(&value)?;
    if known.contains(&id) {
        return Some(Some(id));
    }
    let ids = || known.iter().map(String::as_str);
    let hint = suggest::hint(&id, ids());
    let allowed = format!("an accident of this file{hint}: {}", suggest::list(ids()));
    value.wrong(&quoted(&id), &allowed);
    None
}

fn who(section: &Section<'_>, keys: &Keys) -> Option<Option<ProcessId>> {
    let Some(value) = section.value("who") else { return Some(None) };
    match keys.find(&String::read(&value)?) {
        Ok(who) => Some(Some(who)),
        Err(problem) => {
            value.complain(problem);
            None
        }
    }
}

impl Read for MomentKind {
    fn read(value: &Value<'_>) -> Option<Self> {
        value.word(&Self::ALL, Self::word)
    }
}

impl Read for Known {
    fn read(value: &Value<'_>) -> Option<Self> {
        value.word(&Self::ALL, Self::word)
    }
}
