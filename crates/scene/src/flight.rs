//! What is between the cards: links, messages under way, and crosses where messages died.

use world::Table;

use scenario::Lang;
use world::{COORDINATOR, Kind, Loss, MessageId, MessageRef, Micros, ProcessId, Snapshot};

use crate::card::Looking;
use crate::format::Clock;
use crate::layout::{At, ease};
use crate::spacetime::is_solid;

/// A link that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkView {
    /// Its two ends, the lower number first.
    pub ends: (ProcessId, ProcessId),
    /// Its line.
    pub way: Vec<At>,
    /// "up", "cut" or "slow".
    pub state: &'static str,
    /// "×4".
    pub tag: Option<String>,
    /// Its middle.
    pub middle: At,
    /// In a sentence.
    pub label: String,
}

/// A message under way, or several that cover each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Chip {
    /// Its number in the run.
    pub id: MessageId,
    /// Its name under every protocol.
    pub message: MessageRef,
    /// The style sheet's word for its kind.
    pub kind: &'static str,
    /// Its glyph in the sprite.
    pub glyph: &'static str,
    /// "solid" or "hollow".
    pub form: &'static str,
    /// Its protocol word.
    pub word: &'static str,
    /// Whether there is room for a ticket with its word; else it is a disc.
    pub ticket: bool,
    /// Half of its width.
    pub half: f32,
    /// Where it is.
    pub at: At,
    /// Which way it goes, in degrees.
    pub degrees: f32,
    /// How many more are under it.
    pub more: u32,
    /// Whether it is a copy.
    pub copy: bool,
    /// Whether somebody delayed it.
    pub delayed: bool,
    /// In a sentence.
    pub label: String,
}

/// A cross where a message died.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cross {
    /// Which message.
    pub id: MessageId,
    /// Where.
    pub at: At,
    /// Whether it happened a while ago: drawn faint.
    pub old: bool,
}

/// The style sheet's word for a kind of message.
#[must_use]
pub fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Prepare => "prepare",
        Kind::Yes => "yes",
        Kind::No => "no",
        Kind::PreCommit => "precommit",
        Kind::Commit => "commit",
        Kind::Abort => "abort",
        Kind::Ack => "ack",
        Kind::Ask => "ask",
        Kind::State => "state",
    }
}

/// The glyph of a kind of message.
#[must_use]
pub fn kind_glyph(kind: Kind) -> &'static str {
    match kind {
        Kind::Prepare => "m-prepare",
        Kind::Yes => "m-yes",
        Kind::No => "m-no",
        Kind::PreCommit => "m-precommit",
        Kind::Commit => "m-commit",
        Kind::Abort => "m-abort",
        Kind::Ack => "m-ack",
        Kind::Ask => "m-ask",
        Kind::State => "m-state",
    }
}

/// Half the width of a ticket with this word: what is left and right of the word, and the word.
#[must_use]
pub fn half_width(word: &str) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a word of at most a dozen letters")]
    let letters = word.len() as f32;
    (34.0 + 8.0 * letters) / 2.0
}

impl Looking<'_> {
    /// Every link to the coordinator, and every other one that is cut or slow.
    #[must_use]
    pub fn links(&self) -> Vec<LinkView> {
        let voters = (1..=self.cast.participants()).map(ProcessId);
        let spokes = voters.map(|who| (COORDINATOR, who));
        let others = self.now.cuts.keys().chain(self.now.slow.keys());
        let mut ends: Vec<(ProcessId, ProcessId)> =
            spokes.chain(others.copied().filter(|(a, _)| *a != COORDINATOR)).collect();
        ends.dedup();
        ends.into_iter().map(|ends| self.link(ends)).collect()
    }

    fn link(&self, ends: (ProcessId, ProcessId)) -> LinkView {
        let (a, b) = ends;
        let slow = self.now.slow.get(&ends);
        let state = match (self.now.cuts.contains_key(&ends), slow) {
            (true, _) => "cut",
            (false, Some(_)) => "slow",
            (false, None) => "up",
        };
        LinkView {
            ends,
            way: self.map.way(b.0, a.0),
            state,
            tag: slow.map(|permille| format!("×{}", permille / 1_000)),
            middle: self.map.along(b.0, a.0, 0.5, 0.0).0,
            label: format!("{} – {}: {state}", self.cast.name(a), self.cast.name(b)),
        }
    }

    /// Messages under way. Those that would cover each other become one with a count.
    #[must_use]
    pub fn chips(&self, still: bool) -> Vec<Chip> {
        let mut chips: Vec<Chip> = Vec::new();
        let mut on_way: Table<(ProcessId, ProcessId), u32> = Table::new();
        for flight in self.now.flights.values() {
            let count = on_way.or_insert((flight.from, flight.to), 0);
            *count += 1;
            let chip = self.chip(flight, still);
            let near = |it: &&mut Chip| (it.at.x - chip.at.x).hypot(it.at.y - chip.at.y) < 14.0;
            let same = |it: &&mut Chip| it.word == chip.word;
            match chips.iter_mut().find(|it| same(it) && near(it)) {
                Some(under) => under.more += 1,
                None => chips.push(chip),
            }
        }
        chips
    }

    fn chip(&self, flight: &world::Flight, still: bool) -> Chip {
        let ticket = self.has_room(flight);
        let half = if ticket { half_width(flight.word) } else { 11.0 };
        let share = if still { 0.5 } else { ease(gone(flight.sent, flight.due, self.at)) };
        let (at, degrees) = self.map.along(flight.from.0, flight.to.0, share, half);
        let offset = if flight.copy { 6.0 } else { 0.0 };
        Chip {
            id: flight.id,
            message: MessageRef {
                from: flight.from,
                to: flight.to,
                word: flight.word.to_owned(),
                nth: flight.nth,
            },
            kind: kind_word(flight.kind),
            glyph: kind_glyph(flight.kind),
            form: if is_solid(flight.kind) { "solid" } else { "hollow" },
            word: flight.word,
            ticket,
            half,
            at: At::new(at.x + offset, at.y + offset),
            degrees,
            more: 0,
            copy: flight.copy,
            delayed: flight.delayed,
            label: self.message_sentence(flight),
        }
    }

    fn has_room(&self, flight: &world::Flight) -> bool {
        // Between two participants there is only a narrow way around.
        if flight.from != COORDINATOR && flight.to != COORDINATOR {
            return false;
        }
        let ends = |it: &world::Flight| (it.from.min(it.to), it.from.max(it.to));
        let cross = self.now.lost.iter().any(|lost| ends(lost) == ends(flight));
        self.map.has_room(flight.from.0, flight.to.0, half_width(flight.word), cross)
    }

    fn message_sentence(&self, flight: &world::Flight) -> String {
        let (from, to) = (self.cast.name(flight.from), self.cast.name(flight.to));
        let (percent, due) =
            (percent(flight.sent, flight.due, self.at), self.unit.clock(flight.due));
        let word = flight.word;
        match self.lang {
            Lang::En => {
                format!("{word} from {from} to {to}, {percent} percent there, due at {due}")
            }
            Lang::Hi => format!("{word}: {from} से {to} को, {percent} प्रतिशत रास्ता, {due} पर पहुँचेगा"),
            Lang::Hinglish => {
                format!("{word}: {from} se {to} ko, {percent} percent raasta, {due} par pahunchega")
            }
        }
    }

    /// Where messages died lately. A cross stays until the next ones die on the same way.
    #[must_use]
    pub fn crosses(&self, fresh_for: Micros) -> Vec<Cross> {
        let mut newest: Table<(ProcessId, ProcessId), Cross> = Table::new();
        for flight in &self.now.lost {
            let Some((died, why)) = flight.lost else { continue };
            let share = match why {
                Loss::ReceiverDown => 1.0,
                Loss::Cut | Loss::Noise | Loss::Dropped => 0.5,
            };
            let (at, _) = self.map.along(flight.from.0, flight.to.0, share, 14.0);
            let old = self.at - died > fresh_for;
            newest.insert((flight.from, flight.to), Cross { id: flight.id, at, old });
        }
        newest.into_iter().map(|(_, cross)| cross).collect()
    }
}

/// The share of its way that a message has gone.
fn gone(sent: Micros, due: Micros, at: Micros) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a place on the screen")]
    let share = (at - sent).0 as f32 / (due - sent).0.max(1) as f32;
    share.clamp(0.0, 1.0)
}

/// The same in whole percent.
#[must_use]
pub fn percent(sent: Micros, due: Micros, at: Micros) -> u64 {
    ((at - sent).0 * 100 / (due - sent).0.max(1)).min(100)
}

/// Whether anything in a snapshot still moves.
#[must_use]
pub fn moving(now: &Snapshot) -> bool {
    !now.flights.is_empty()
}
