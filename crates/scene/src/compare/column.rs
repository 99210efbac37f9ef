//! One column: a run under one protocol, at the moment that all columns share.

use analysis::{Blocking, Moment, Verdict};
use scenario::{Lang, Scenario, Telling, Unit, plain};
use world::{ProtocolId, Snapshot, Trace};

use super::figures::{Figure, figures, mark_differences};
use super::mini::{Mini, mini};
use super::plate::{Plate, plate};
use super::why::why;
use crate::cast::Cast;
use crate::format::Clock;
use crate::words;

/// A run and where it stands: what a column is made from.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// Under which protocol.
    pub protocol: ProtocolId,
    /// What happened.
    pub trace: &'a Trace,
    /// Who was blocked when.
    pub blocking: &'a Blocking,
    /// Moments worth a word.
    pub moments: &'a [Moment],
    /// What is true now.
    pub now: &'a Snapshot,
    /// The verdict now.
    pub verdict: &'a Verdict,
    /// Whether a wrong rule is on.
    pub ruled: bool,
}

/// Several runs, side by side.
#[derive(Clone, Copy, Debug)]
pub struct Contest<'a> {
    /// The scenario of all of them.
    pub scenario: &'a Scenario,
    /// Its accident, if one was chosen.
    pub accident: Option<&'a str>,
    /// Everybody's names.
    pub cast: &'a Cast,
    /// The language.
    pub lang: Lang,
    /// The unit of time.
    pub unit: Unit,
    /// The runs.
    pub sides: &'a [Side<'a>],
}

/// Everything in a column except its diagram.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Which protocol.
    pub protocol: ProtocolId,
    /// Its name.
    pub name: &'static str,
    /// What it is, in a few words.
    pub about: &'static str,
    /// How it stands.
    pub plate: Plate,
    /// Everybody, small.
    pub mini: Mini,
    /// Why it stands so.
    pub why: String,
    /// What it costs.
    pub figures: Vec<Figure>,
    /// "holds" or "broken".
    pub atomicity: &'static str,
    /// How many are in doubt.
    pub in_doubt: usize,
    /// How many are blocked.
    pub blocked: usize,
    /// What has happened so far, one line a moment, for those who cannot see the diagram.
    pub story: Vec<String>,
}

impl Contest<'_> {
    /// The columns, in the order of the runs.
    #[must_use]
    pub fn columns(&self) -> Vec<Column> {
        let mut columns: Vec<Column> = self.sides.iter().map(|side| self.column(side)).collect();
        mark_differences(&mut columns);
        columns
    }

    fn column(&self, side: &Side<'_>) -> Column {
        let (name, about) = words::protocol(side.protocol, self.lang);
        Column {
            protocol: side.protocol,
            name,
            about,
            plate: plate(self, side),
            mini: mini(self, side),
            why: why(self, side),
            figures: figures(self, side),
            atomicity: if side.verdict.atomic() { "holds" } else { "broken" },
            in_doubt: side.verdict.in_doubt.len(),
            blocked: side.verdict.blocked.len(),
            story: self.story(side),
        }
    }

    /// How many vote.
    pub(super) fn voters(&self) -> String {
        self.cast.participants().to_string()
    }

    /// What a moment is told with.
    pub(super) fn telling(&self, side: &Side<'_>) -> Telling<'_> {
        let doubt = u8::try_from(side.verdict.in_doubt.len()).unwrap_or(u8::MAX);
        Telling { lang: self.lang, protocol: side.protocol, accident: self.accident, doubt }
    }

    fn story(&self, side: &Side<'_>) -> Vec<String> {
        let telling = self.telling(side);
        let line = |moment: &Moment| {
            let title = plain(&self.scenario.narrate(moment, &telling).title);
            format!("{}: {title}", self.unit.clock(moment.at))
        };
        happened(side).map(line).collect()
    }
}

/// The moments that are over by now.
pub(super) fn happened<'a>(side: &Side<'a>) -> impl DoubleEndedIterator<Item = &'a Moment> {
    let (entries, at) = (side.now.done(), side.now.at);
    side.moments.iter().filter(move |moment| moment.entries <= entries && moment.at <= at)
}
