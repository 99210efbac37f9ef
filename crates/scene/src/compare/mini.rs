//! The small stage of a column: everybody, their state, and the cut between them.

use world::{COORDINATOR, Event, NodeView, ProcessId, Status, Timer};

use super::column::{Contest, Side};
use crate::cast::{Cast, Person};
use crate::look::Look;
use crate::words::{self, Word};
use scenario::Lang;

/// The height of a participant's row; the same number stands in `www/css/compare.css`.
const ROW: f32 = 42.0;

/// The height of four rows: the stage is never lower.
const LEAST: f32 = 4.0 * ROW;

/// One person with a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Who.
    pub id: ProcessId,
    /// The name.
    pub name: String,
    /// The name where there is little room.
    pub short: String,
    /// The portrait in the sprite.
    pub portrait: String,
    /// The state.
    pub look: Look,
    /// Its word.
    pub word: &'static str,
}

/// A link from the coordinator to a participant.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Where it arrives.
    pub y: f32,
    /// Whether it is cut.
    pub cut: bool,
}

/// The small stage.
#[derive(Clone, Debug, PartialEq)]
pub struct Mini {
    /// The one who asks.
    pub coordinator: Actor,
    /// A few words about the one who asks.
    pub remark: String,
    /// Those who vote.
    pub others: Vec<Actor>,
    /// Its height.
    pub height: f32,
    /// Where all links leave.
    pub source: f32,
    /// The links.
    pub lines: Vec<Line>,
    /// The line of a cut that separates the coordinator from everybody, as a path.
    pub zigzag: Option<String>,
}

pub(super) fn mini(contest: &Contest<'_>, side: &Side<'_>) -> Mini {
    let short = short_names(contest.cast);
    let actor = |(person, short): (&Person, &String)| actor(contest, side, person, short);
    let mut all: Vec<Actor> = contest.cast.0.iter().zip(&short).map(actor).collect();
    let others = all.split_off(1.min(all.len()));
    let rows = f32::from(contest.cast.participants());
    let height = LEAST.max(ROW * rows);
    let top = (height - ROW * rows) / 2.0;
    let cut = |id: ProcessId| side.now.cuts.contains_key(&(COORDINATOR, id));
    let line = |(row, id): (f32, ProcessId)| Line { y: top + ROW * row + ROW / 2.0, cut: cut(id) };
    let rows = (0_u8..).map(f32::from).zip(others.iter().map(|it| it.id));
    let lines: Vec<Line> = rows.map(line).collect();
    let apart = !lines.is_empty() && lines.iter().all(|line| line.cut);
    Mini {
        coordinator: all.pop().unwrap_or_else(nobody),
        remark: remark(contest, side),
        others,
        height,
        source: height / 2.0 - 9.0,
        lines,
        zigzag: apart.then(|| zigzag(height)),
    }
}

fn actor(contest: &Contest<'_>, side: &Side<'_>, person: &Person, short: &str) -> Actor {
    let look = Look::of(side.now.node(person.id), side.blocking, side.now.at);
    let (latin, hindi) = words::look(look, person.id == COORDINATOR);
    Actor {
        id: person.id,
        name: person.name.clone(),
        short: short.to_owned(),
        portrait: person.portrait.clone(),
        look,
        word: if contest.lang == Lang::Hi { hindi } else { latin },
    }
}

/// An empty cast has nobody; a scenario always has a coordinator.
fn nobody() -> Actor {
    Actor {
        id: COORDINATOR,
        name: String::new(),
        short: String::new(),
        portrait: String::new(),
        look: Look::Init,
        word: "",
    }
}

/// What is remarkable about the one who asks.
fn remark(contest: &Contest<'_>, side: &Side<'_>) -> String {
    let node = side.now.node(COORDINATOR);
    let lang = contest.lang;
    if node.crashed.is_some() {
        let down = contest.scenario.coordinator.down.as_ref();
        return down.map(|text| text.get(lang).to_owned()).unwrap_or_default();
    }
    let voters = (1..=contest.cast.participants()).map(ProcessId);
    let alone = voters.map(|id| (COORDINATOR, id)).all(|it| side.now.cuts.contains_key(&it));
    let decided = !node.decided.is_empty();
    match (decided, alone) {
        (true, true) if gave_up_on_acks(side) => Word::RemarkAcks.to(lang).to_owned(),
        (true, true) => Word::RemarkUnheard.to(lang).to_owned(),
        (false, true) => Word::RemarkCutOff.to(lang).to_owned(),
        (true, false) => String::new(),
        (false, false) => votes(contest, node),
    }
}

/// Whether it stopped waiting for acknowledgements before it decided.
fn gave_up_on_acks(side: &Side<'_>) -> bool {
    let gave_up =
        |event: &Event| matches!(event, Event::TimedOut { node: COORDINATOR, timer: Timer::Acks });
    let decided = side.now.node(COORDINATOR).decided.first().map(|(_, at)| *at);
    let before = side.trace.entries.iter().take_while(|entry| Some(entry.at) <= decided);
    before.into_iter().any(|entry| gave_up(&entry.event))
}

fn votes(contest: &Contest<'_>, node: &NodeView) -> String {
    if node.status != Status::Working {
        return String::new();
    }
    let heard = node.tally.yes.len().to_string();
    Word::RemarkVotes.with(contest.lang, &[&heard, &contest.voters()])
}

/// A red line from top to bottom, 16 wide.
fn zigzag(height: f32) -> String {
    let mut path = "M8-6".to_owned();
    let mut y = 18.0;
    let mut left = true;
    while y < height {
        path.push_str(&format!("L{} {y}", if left { 0 } else { 16 }));
        left = !left;
        y += 22.0;
    }
    format!("{path}L8 {}", height + 8.0)
}

/// Names that fit beside a diagram: whole, or their first word, or their first letters.
#[must_use]
pub fn short_names(cast: &Cast) -> Vec<String> {
    let first = |name: &str| name.split(' ').next().unwrap_or(name).to_owned();
    let firsts: Vec<String> = cast.0.iter().map(|it| first(&it.name)).collect();
    let alone = |word: &String| firsts.iter().filter(|it| *it == word).count() == 1;
    let short = |(person, word): (&Person, &String)| match () {
        () if letters(&person.name) <= FITS => person.name.clone(),
        () if letters(word) <= FITS && alone(word) => word.clone(),
        () => shortened(&person.name),
    };
    cast.0.iter().zip(&firsts).map(short).collect()
}

/// So many letters fit.
const FITS: usize = 9;

/// Letters, without the signs that Devanagari puts around them.
fn letters(name: &str) -> usize {
    name.chars().filter(|it| !is_sign(*it)).count()
}

fn is_sign(it: char) -> bool {
    matches!(it, '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{951}'..='\u{957}')
}

/// The first six letters, with the signs that belong to the last of them.
fn shortened(name: &str) -> String {
    let mut seen = 0;
    let kept = name.chars().take_while(|it| {
        seen += usize::from(!is_sign(*it));
        seen <= 6
    });
    let kept: String = kept.collect();
    format!("{}.", kept.trim_end_matches([' ', '\u{94d}']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut_between_letters() {
        assert_eq!(shortened("Photographer"), "Photog.");
        assert_eq!(letters("फ़ोटोग्राफ़र"), 6);
        assert_eq!(shortened("ऑर्गनाइज़ेशन"), "ऑर्गनाइज़े.");
    }

    #[test]
    fn the_line_of_a_cut_reaches_over_the_stage() {
        assert_eq!(zigzag(168.0), "M8-6L0 18L16 40L0 62L16 84L0 106L16 128L0 150L8 176");
    }
}
