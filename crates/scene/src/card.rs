//! One card on the stage.

use analysis::Blocking;
use scenario::{Lang, Unit};
use world::{
    COORDINATOR, Decision, LogLine, Micros, NodeView, ProcessSet, Snapshot, Timer, TimerView,
};

use crate::cast::{Account, Person};
use crate::format::{Clock, rupees};
use crate::layout::{Map, Place};
use crate::look::Look;
use crate::words::{self, Word};

/// Everything on a card.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// Who it is.
    pub person: Person,
    /// Where it stands; the coordinator has its own place.
    pub place: Option<Place>,
    /// How it looks.
    pub look: Look,
    /// Its state, for tests and readers of the page's source.
    pub state: &'static str,
    /// The word in its band.
    pub word: &'static str,
    /// The same in Hindi.
    pub hindi: &'static str,
    /// The clock in its band.
    pub clock: String,
    /// The ring around its portrait.
    pub ring: Option<Ring>,
    /// Its lock or account.
    pub resource: Option<Resource>,
    /// Votes and acknowledgements that the coordinator has counted.
    pub tallies: Option<Tallies>,
    /// Its diary.
    pub diary: Diary,
    /// All of it in a sentence.
    pub label: String,
}

/// The ring around a portrait.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Ring {
    /// A timer: what is left of it.
    Left(f32),
    /// The coordinator's vote timer.
    Votes(f32),
    /// In doubt: it drains no more.
    Doubt,
}

/// What a participant holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// Whether it is locked.
    pub locked: bool,
    /// "15 Dec locked", or whose account it is.
    pub held: String,
    /// "locked".
    pub short: String,
    /// Its vote.
    pub vote: Option<bool>,
    /// Balance before and after, and whether that is settled.
    pub change: Option<(String, String, bool)>,
}

/// What the coordinator has counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tallies {
    /// One for each participant.
    pub votes: Vec<Pip>,
    /// One for each participant, once there is something to acknowledge.
    pub acks: Option<Vec<Pip>>,
    /// Whether a crash emptied them.
    pub lost: bool,
}

/// One counted answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pip {
    /// YES, or acknowledged.
    Yes,
    /// NO.
    No,
    /// Not heard.
    None,
    /// Forgotten in a crash.
    Lost,
}

/// The diary on a card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diary {
    /// What is written, oldest first.
    pub entries: Vec<DiaryEntry>,
    /// What stands beside it.
    pub note: String,
    /// When the last entry was written.
    pub clock: String,
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiaryEntry {
    /// The record's word.
    pub word: &'static str,
    /// Its colour: commit, abort, or neither.
    pub kind: &'static str,
    /// "forced", "unforced" or "pending".
    pub force: &'static str,
}

/// What cards are made from.
#[derive(Clone, Copy, Debug)]
pub struct Looking<'a> {
    /// What is true.
    pub now: &'a Snapshot,
    /// Who is blocked.
    pub blocking: &'a Blocking,
    /// The moment.
    pub at: Micros,
    /// The language.
    pub lang: Lang,
    /// The unit of time.
    pub unit: Unit,
    /// The map.
    pub map: Map,
    /// Everybody's names.
    pub cast: &'a crate::cast::Cast,
}

impl Looking<'_> {
    /// The card of one process.
    #[must_use]
    pub fn card(&self, person: &Person) -> Card {
        let node = self.now.node(person.id);
        let coordinator = person.id == COORDINATOR;
        let look = Look::of(node, self.blocking, self.at);
        let (word, hindi) = words::look(look, coordinator);
        Card {
            place: (!coordinator).then(|| self.map.place(person.id.0)),
            state: look.state(node),
            clock: self.clock(node, look),
            ring: self.ring(node, look),
            resource: (!coordinator).then(|| self.resource(person, node)),
            tallies: coordinator.then(|| self.tallies(node)),
            diary: self.diary(node, coordinator),
            label: self.label(person, node, look),
            person: person.clone(),
            look,
            word,
            hindi,
        }
    }

    fn clock(&self, node: &NodeView, look: Look) -> String {
        let since = |from: Micros| self.unit.short(self.at - from);
        match look {
            Look::Init => String::new(),
            Look::Working => since(node.since),
            Look::Prepared | Look::InDoubt | Look::PreCommitted => {
                since(node.promised.unwrap_or(node.since))
            }
            Look::Committed | Look::Aborted => {
                let at = node.decided.last().map_or(node.since, |(_, at)| *at);
                self.unit.short(at)
            }
            Look::Crashed => since(node.crashed.unwrap_or(node.since)),
            Look::Paused => since(node.paused.unwrap_or(node.since)),
        }
    }

    fn ring(&self, node: &NodeView, look: Look) -> Option<Ring> {
        let left = |timer| node.timers.get(&timer).map(|it| self.left(*it));
        match look {
            Look::InDoubt => Some(Ring::Doubt),
            Look::Working if node.id == COORDINATOR => left(Timer::Votes).map(Ring::Votes),
            Look::Init if node.id != COORDINATOR => left(Timer::Prepare).map(Ring::Left),
            Look::Prepared | Look::PreCommitted => {
                left(Timer::Decision).or(left(Timer::Acks)).or(left(Timer::States)).map(Ring::Left)
            }
            Look::Init | Look::Working | Look::Committed | Look::Aborted => None,
            Look::Crashed | Look::Paused => None,
        }
    }

    fn left(&self, timer: TimerView) -> f32 {
        let whole = (timer.until - timer.since).0.max(1);
        #[expect(clippy::cast_precision_loss, reason = "a share of a ring")]
        let share = (timer.until - self.at).0 as f32 / whole as f32;
        share.clamp(0.0, 1.0)
    }

    fn resource(&self, person: &Person, node: &NodeView) -> Resource {
        let locked = node.locked.is_some();
        let state = if locked { Word::LockedWord } else { Word::FreeWord };
        let short = state.to(self.lang).to_owned();
        let what = person.resource.clone().unwrap_or_default();
        let held = match &person.account {
            Some(account) => account.holder.clone(),
            None => format!("{what} {short}"),
        };
        Resource {
            locked,
            held,
            short,
            vote: self.vote(node),
            change: person.account.as_ref().and_then(|it| change(it, node)),
        }
    }

    /// The vote is cast when the promise is on disk, or when it has aborted alone.
    fn vote(&self, node: &NodeView) -> Option<bool> {
        match node.vote {
            Some(true) if node.promised.is_some() => Some(true),
            Some(false) => Some(false),
            Some(true) | None => None,
        }
    }

    fn tallies(&self, node: &NodeView) -> Tallies {
        let lost = node.crashed.is_some();
        let blank = if lost { Pip::Lost } else { Pip::None };
        let voters = || (1..=self.cast.participants()).map(world::ProcessId);
        let pip = |heard: ProcessSet, refused: ProcessSet, who| match () {
            () if heard.has(who) => Pip::Yes,
            () if refused.has(who) => Pip::No,
            () => blank,
        };
        let refusals = voters().filter(|who| self.said_no(*who)).collect();
        let votes = voters().map(|who| pip(node.tally.yes, refusals, who)).collect();
        let announced =
            node.status.decision().is_some() || node.status == world::Status::PreCommitted;
        let acks = (announced && !lost)
            .then(|| voters().map(|who| pip(node.tally.acks, ProcessSet::EMPTY, who)).collect());
        Tallies { votes, acks, lost: lost && node.since > Micros::ZERO }
    }

    /// Whether its NO has reached the coordinator.
    fn said_no(&self, who: world::ProcessId) -> bool {
        let on_its_way = self.now.flights.values().any(|it| it.from == who && it.word == "NO");
        let lost = self.now.lost.iter().any(|it| it.from == who && it.word == "NO");
        self.now.node(who).vote == Some(false)
            && !on_its_way
            && !lost
            && self.now.node(COORDINATOR).crashed.is_none()
    }

    fn diary(&self, node: &NodeView, coordinator: bool) -> Diary {
        let mut entries: Vec<DiaryEntry> = node.log.iter().filter(shown).map(entry).collect();
        if let Some((word, _)) = node.forcing {
            entries.push(DiaryEntry { word, kind: kind(None), force: "pending" });
        }
        let note = if coordinator { self.page_note(node) } else { self.slip_note(node) };
        let last = node.log.iter().rev().find(shown);
        Diary { entries, note, clock: last.map(|it| self.unit.clock(it.at)).unwrap_or_default() }
    }

    fn page_note(&self, node: &NodeView) -> String {
        let last = node.log.iter().rev().find(shown);
        match (last, &node.forcing) {
            (Some(line), None) if line.durable => {
                let badges: Vec<&str> =
                    self.cast.0.iter().skip(1).map(|it| it.badge.as_str()).collect();
                format!("{} · {}", badges.join(" "), Word::ForcedToDisk.to(self.lang))
            }
            (Some(_), None) | (Some(_) | None, Some(_)) => Word::NotOnDisk.to(self.lang).to_owned(),
            (None, None) => Word::NothingYet.to(self.lang).to_owned(),
        }
    }

    fn slip_note(&self, node: &NodeView) -> String {
        let word = match (node.in_doubt(), node.asked, node.log.is_empty()) {
            (true, true, _) => Word::NoDecision,
            (true, false, _) => Word::Waiting,
            (false, _, true) => Word::NothingYet,
            (false, _, false) => return String::new(),
        };
        word.to(self.lang).to_owned()
    }

    fn label(&self, person: &Person, node: &NodeView, look: Look) -> String {
        let (word, hindi) = words::look(look, person.id == COORDINATOR);
        let state = if self.lang == Lang::Hi { hindi } else { word };
        let clock = self.clock(node, look);
        let log: Vec<&str> = node.log.iter().filter(shown).map(|it| it.word).collect();
        let diary =
            if log.is_empty() { Word::DiaryEmpty.to(self.lang).to_owned() } else { log.join(", ") };
        let lock = person.resource.as_ref().map(|what| {
            let state = if node.locked.is_some() { Word::LockedWord } else { Word::FreeWord };
            format!(", {what} {}", state.to(self.lang))
        });
        format!(
            "{}, {}: {} {clock}{}; {}: {diary}",
            person.name,
            person.badge,
            state.to_lowercase(),
            lock.unwrap_or_default(),
            Word::DiarySays.to(self.lang)
        )
    }
}

/// `END` is bookkeeping, and who is up is not for the card.
fn shown(line: &&LogLine) -> bool {
    line.word != "END" && line.word != "UP"
}

fn entry(line: &LogLine) -> DiaryEntry {
    let force = match (line.forced, line.durable) {
        (true, _) => "forced",
        (false, true) => "unforced",
        (false, false) => "pending",
    };
    DiaryEntry { word: line.word, kind: kind(line.decides), force }
}

fn kind(decides: Option<Decision>) -> &'static str {
    match decides {
        Some(Decision::Commit) => "commit",
        Some(Decision::Abort) => "abort",
        None => "prepared",
    }
}

/// Balance before and after, once it has promised.
fn change(account: &Account, node: &NodeView) -> Option<(String, String, bool)> {
    let after = account.holds + account.moves;
    match node.decided.last().map(|(decision, _)| *decision) {
        Some(Decision::Commit) => Some((rupees(account.holds), rupees(after), true)),
        Some(Decision::Abort) => Some((rupees(account.holds), rupees(account.holds), true)),
        None if node.promised.is_some() => Some((rupees(account.holds), rupees(after), false)),
        None => None,
    }
}
