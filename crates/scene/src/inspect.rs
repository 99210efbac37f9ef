//! The inspector: what is known about whom or what is selected, and what can be done to it, with the
//! reason when it cannot.

use scenario::Lang;
use world::{
    Act, COORDINATOR, Entry, Event, Intervention, MessageId, MessageRef, Micros, NodeView, Point,
    ProcessId, ProtocolId, Refusal, Side, StepKind, Trace, When,
};

use crate::card::Looking;
use crate::flight::percent;
use crate::format::Clock;
use crate::look::Look;
use crate::words::{self, Word};

/// What is selected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Selection {
    /// Nothing.
    #[default]
    Nothing,
    /// A process.
    Node(ProcessId),
    /// A link, by its two ends.
    Link(ProcessId, ProcessId),
    /// A message.
    Message(MessageId),
}

/// A line of what is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its name.
    pub name: &'static str,
    /// A glyph in front.
    pub glyph: Option<&'static str>,
    /// What it is.
    pub value: String,
    /// "good", "bad" or none.
    pub tone: &'static str,
}

/// Something that can be done, or cannot and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Its icon in the sprite.
    pub icon: &'static str,
    /// What would happen.
    pub title: String,
    /// What follows from it, or why it is not allowed.
    pub why: String,
    /// What is done; nothing if it is not allowed.
    pub what: Option<Doing>,
    /// Whether it is what most would want next.
    pub best: bool,
    /// Its key on the keyboard, if it has one besides its number.
    pub key: Option<char>,
}

/// What an offer does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doing {
    /// An act, now.
    Now(Act),
    /// An intervention at a point that is still to come.
    Later(Intervention),
    /// The run again, with participants that ask each other.
    Cooperate,
    /// The same run under another protocol.
    Switch(ProtocolId),
}

/// What the inspector shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inspection {
    /// The name of what is selected.
    pub title: String,
    /// What is known.
    pub facts: Vec<Fact>,
    /// The heading over the offers.
    pub heading: &'static str,
    /// What can be done.
    pub offers: Vec<Offer>,
}

impl Looking<'_> {
    /// Inspects the selection.
    #[must_use]
    pub fn inspect(&self, selection: Selection, trace: &Trace, rules: Rules) -> Inspection {
        match selection {
            Selection::Nothing => self.inspect_all(rules),
            Selection::Node(id) if usize::from(id.0) < self.now.nodes.len() => {
                self.inspect_node(id, trace, rules)
            }
            Selection::Node(_) => Inspection::default(),
            Selection::Link(a, b) => self.inspect_link(a, b),
            Selection::Message(id) => self.inspect_message(id),
        }
    }

    fn fact(&self, name: Word, value: String) -> Fact {
        Fact { name: name.to(self.lang), glyph: None, value, tone: "" }
    }

    fn now(&self, icon: &'static str, title: String, why: Word, act: Act) -> Offer {
        let why = why.to(self.lang).to_owned();
        Offer { icon, title, why, what: Some(Doing::Now(act)), best: false, key: None }
    }

    fn refused(&self, title: String, why: &str) -> Offer {
        let why = Word::NotAllowed.with(self.lang, &[why]);
        Offer { icon: "i-prohibit", title, why, what: None, best: false, key: None }
    }

    fn refusal(&self, title: String, why: Refusal) -> Offer {
        self.refused(title, words::refusal(why, self.lang))
    }

    fn inspect_all(&self, rules: Rules) -> Inspection {
        let down = self.now.nodes.iter().filter(|node| node.crashed.is_some());
        let mut offers: Vec<Offer> = down.map(|node| self.recover(node)).collect();
        if let Some(first) = offers.first_mut() {
            first.best = true;
        }
        if !self.now.cuts.is_empty() || !self.now.slow.is_empty() {
            let title = Word::HealEverything.to(self.lang).to_owned();
            let heal = self.now("i-bandaids", title, Word::HealWhy, Act::HealAll);
            offers.push(Offer { best: offers.is_empty(), key: Some('H'), ..heal });
        }
        offers.extend(self.rule_offers(rules));
        let decided = self.now.nodes.iter().all(|node| !node.decided.is_empty());
        let heading = if decided && offers.is_empty() {
            Word::EveryoneDecided
        } else if offers.is_empty() {
            Word::PickSomething
        } else {
            Word::WhatNext
        };
        Inspection {
            title: Word::Everyone.to(self.lang).to_owned(),
            facts: Vec::new(),
            heading: heading.to(self.lang),
            offers,
        }
    }

    fn inspect_node(&self, id: ProcessId, trace: &Trace, rules: Rules) -> Inspection {
        let node = self.now.node(id);
        let mut offers = self.life_offers(node, trace);
        offers.extend(self.vote_offer(node));
        offers.extend(self.doubt_offers(node));
        if id == COORDINATOR {
            offers.extend(self.rule_offers(rules));
        }
        offers.extend(self.cut_off_offer(node));
        Inspection {
            title: self.cast.name(id).to_owned(),
            facts: self.node_facts(node),
            heading: Word::WhatNext.to(self.lang),
            offers,
        }
    }

    fn node_facts(&self, node: &NodeView) -> Vec<Fact> {
        let look = Look::of(node, self.blocking, self.at);
        let (word, hindi) = words::look(look, node.id == COORDINATOR);
        let since = self.unit.clock(node.crashed.or(node.paused).unwrap_or(node.since));
        let state = if self.lang == Lang::Hi { hindi } else { word };
        let mut facts = vec![
            Fact {
                glyph: Some(look.glyph()),
                ..self.fact(Word::StateWord, format!("{state}, {since}"))
            },
            self.diary_fact(node),
        ];
        if node.id == COORDINATOR {
            let heard = format!("{} / {}", node.tally.yes.len(), self.cast.participants());
            facts.push(self.fact(Word::Heard, heard));
        } else if let Some(since) = node.locked {
            facts.push(self.fact(Word::LockWord, self.unit.short(self.at - since)));
        }
        if let Some((timer, view)) = node.timers.iter().next() {
            let left = self.unit.short(view.until - self.at);
            facts.push(self.fact(Word::TimerWord, format!("{}: {left}", timer.word())));
        }
        facts
    }

    fn diary_fact(&self, node: &NodeView) -> Fact {
        let last = node.log.iter().rev().find(|line| line.word != "END" && line.word != "UP");
        let Some(line) = last else {
            return self.fact(Word::DiarySays, Word::DiaryEmpty.to(self.lang).to_owned());
        };
        let tone = match line.decides {
            Some(world::Decision::Commit) => "good",
            Some(world::Decision::Abort) => "bad",
            None => "",
        };
        let value = format!("{}, {}", line.word, self.unit.clock(line.at));
        Fact { tone, ..self.fact(Word::DiarySays, value) }
    }

    fn recover(&self, node: &NodeView) -> Offer {
        let title = Word::RecoverNow.with(self.lang, &[self.cast.name(node.id)]);
        let offer = self.now("i-power", title, Word::RecoverWhy, Act::Recover(node.id));
        Offer { key: Some('C'), ..offer }
    }

    /// Crash, pause, and their ends.
    fn life_offers(&self, node: &NodeView, trace: &Trace) -> Vec<Offer> {
        let name = self.cast.name(node.id);
        let title = |word: Word| word.with(self.lang, &[name]);
        if node.crashed.is_some() {
            return vec![Offer { best: true, ..self.recover(node) }];
        }
        let crash =
            self.now("i-lightning", title(Word::CrashNow), Word::CrashNowWhy, Act::Crash(node.id));
        let mut offers = vec![Offer { key: Some('C'), ..crash }];
        offers.extend(self.crash_later(node, trace));
        let pause = if node.paused.is_some() {
            self.now("i-play", title(Word::ResumeNow), Word::ResumeWhy, Act::Resume(node.id))
        } else {
            self.now("i-pause", title(Word::PauseNow), Word::PauseWhy, Act::Pause(node.id))
        };
        offers.push(Offer { key: Some('P'), best: node.paused.is_some(), ..pause });
        offers
    }

    /// The next named point of this process: its next forced record, or its next send.
    fn crash_later(&self, node: &NodeView, trace: &Trace) -> Option<Offer> {
        let (point, words) = self.next_point(node.id, trace)?;
        let title = Word::CrashAt.with(self.lang, &[self.cast.name(node.id)]);
        let why = Word::CrashAtWhy.with(self.lang, &[&words]);
        let intervention = Intervention { when: When::point(point), act: Act::Crash(node.id) };
        Some(Offer {
            icon: "i-lightning",
            title,
            why,
            what: Some(Doing::Later(intervention)),
            best: false,
            key: None,
        })
    }

    fn next_point(&self, id: ProcessId, trace: &Trace) -> Option<(Point, String)> {
        let done = trace.entries.get(..self.now.done())?;
        let ahead = trace.entries.get(self.now.done()..)?;
        ahead.iter().find_map(|entry| self.point_at(id, entry, done))
    }

    fn point_at(&self, id: ProcessId, entry: &Entry, done: &[Entry]) -> Option<(Point, String)> {
        let before = |same: &dyn Fn(&Event) -> bool| {
            let count = done.iter().filter(|entry| same(&entry.event)).count();
            u32::try_from(count).unwrap_or(u32::MAX) + 1
        };
        if let Event::Logged { node, word, forced: true, .. } = &entry.event
            && *node == id
        {
            let nth = before(&|event| {
                matches!(event, Event::Logged { node, word: it, forced: true, .. }
                    if *node == id && it == word)
            });
            let point = point(id, StepKind::Force, word, None, nth);
            return Some((point, Word::AfterForce.with(self.lang, &[word])));
        }
        let Event::Sent { from, to, word, .. } = &entry.event else { return None };
        if *from != id {
            return None;
        }
        let nth = before(&|event| {
            matches!(event, Event::Sent { from, to: whom, word: it, .. }
                if *from == id && whom == to && it == word)
        });
        let point = point(id, StepKind::Send, word, Some(*to), nth);
        Some((point, Word::AfterSend.with(self.lang, &[word, self.cast.name(*to)])))
    }

    fn vote_offer(&self, node: &NodeView) -> Option<Offer> {
        if node.id == COORDINATOR || node.crashed.is_some() {
            return None;
        }
        let title = Word::VoteNoNow.with(self.lang, &[self.cast.name(node.id)]);
        if node.vote.is_some() || node.status.decision().is_some() || node.unable {
            return Some(self.refusal(title, Refusal::AlreadyVoted));
        }
        let act = Act::VoteNo(node.id);
        Some(Offer { key: Some('N'), ..self.now("i-thumbs-down", title, Word::VoteNoWhy, act) })
    }

    /// What a student expects to be possible in doubt, and is not.
    fn doubt_offers(&self, node: &NodeView) -> Option<Offer> {
        let doubtful = node.status.in_doubt() && node.crashed.is_none() && node.id != COORDINATOR;
        let title = Word::GiveUp.with(self.lang, &[self.cast.name(node.id)]);
        doubtful.then(|| self.refused(title, Word::GiveUpNo.to(self.lang)))
    }

    fn cut_off_offer(&self, node: &NodeView) -> Option<Offer> {
        let others = self.now.nodes.len() - 1;
        let cut = self.now.cuts.keys().filter(|(a, b)| *a == node.id || *b == node.id).count();
        let title = Word::CutOffNow.with(self.lang, &[self.cast.name(node.id)]);
        let act = Act::Partition(vec![vec![node.id]]);
        (cut < others && node.crashed.is_none())
            .then(|| self.now("i-scissors", title, Word::CutOffWhy, act))
    }

    /// What another rule or protocol could do, once the coordinator is silent.
    fn rule_offers(&self, rules: Rules) -> Vec<Offer> {
        let silent = self.now.node(COORDINATOR).crashed.is_some() || !self.now.cuts.is_empty();
        let waiting = self.now.nodes.iter().any(NodeView::in_doubt);
        if !silent || !waiting || rules.protocol != ProtocolId::TwoPhase {
            return Vec::new();
        }
        let lang = self.lang;
        let offer = |icon, title: Word, why: Word, what, best| Offer {
            icon,
            title: title.to(lang).to_owned(),
            why: why.to(lang).to_owned(),
            what,
            best,
            key: None,
        };
        let mut offers = Vec::new();
        if !rules.cooperative {
            offers.push(offer(
                "i-chats-circle",
                Word::AskEachOther,
                Word::AskEachOtherWhy,
                Some(Doing::Cooperate),
                false,
            ));
        }
        offers.push(offer(
            "i-user-switch",
            Word::TakeOver,
            Word::TakeOverNo2pc,
            Some(Doing::Switch(ProtocolId::ThreePhase)),
            false,
        ));
        offers
    }

    fn inspect_link(&self, a: ProcessId, b: ProcessId) -> Inspection {
        let ends = (a.min(b), a.max(b));
        let cut = self.now.cuts.contains_key(&ends);
        let slow = self.now.slow.get(&ends).copied();
        let state = match (cut, slow) {
            (true, _) => Word::LinkCut.to(self.lang).to_owned(),
            (false, Some(permille)) => {
                Word::LinkSlow.with(self.lang, &[&(permille / 1_000).to_string()])
            }
            (false, None) => Word::LinkOk.to(self.lang).to_owned(),
        };
        let title = |word: Word| word.to(self.lang).to_owned();
        let first = if cut {
            let heal = Act::Heal(ends.0, ends.1);
            self.now("i-link", title(Word::HealLink), Word::HealWhy, heal)
        } else {
            self.now("i-scissors", title(Word::CutLink), Word::CutWhy, Act::Cut(ends.0, ends.1))
        };
        let second = if slow.is_some() {
            let act = Act::Slow(ends.0, ends.1, 1_000);
            self.now("i-fast-forward", title(Word::NormalLink), Word::NormalWhy, act)
        } else {
            let act = Act::Slow(ends.0, ends.1, 4_000);
            self.now("i-hourglass-simple-medium", title(Word::SlowLink), Word::SlowWhy, act)
        };
        Inspection {
            title: format!("{} – {}", self.cast.name(ends.0), self.cast.name(ends.1)),
            facts: vec![self.fact(Word::StateWord, state)],
            heading: Word::WhatToLink.to(self.lang),
            offers: vec![Offer { best: cut, key: Some('X'), ..first }, second],
        }
    }

    fn inspect_message(&self, id: MessageId) -> Inspection {
        let Some(flight) = self.now.flights.get(&id) else {
            return self.gone(id);
        };
        let (from, to) = (self.cast.name(flight.from), self.cast.name(flight.to));
        let done = percent(flight.sent, flight.due, self.at);
        let times =
            format!("{}, {} ({done} %)", self.unit.clock(flight.sent), self.unit.clock(flight.due));
        let message = MessageRef {
            from: flight.from,
            to: flight.to,
            word: flight.word.to_owned(),
            nth: flight.nth,
        };
        Inspection {
            title: format!("{} – {to}", flight.word),
            facts: vec![
                self.fact(Word::FromTo, format!("{from} – {to}")),
                self.fact(Word::SentDue, times),
            ],
            heading: Word::WhatToMessage.to(self.lang),
            offers: self.message_offers(&message, flight.due - flight.sent),
        }
    }

    fn message_offers(&self, message: &MessageRef, span: Micros) -> Vec<Offer> {
        let title = |word: Word| word.to(self.lang).to_owned();
        let it = || message.clone();
        let by = Micros(span.0.max(1_000) * 2);
        let deliver = Act::Deliver(it());
        let delay = self.now(
            "i-hourglass-simple-medium",
            title(Word::Delay),
            Word::DelayWhy,
            Act::Delay(it(), by),
        );
        let why = Word::DelayWhy.with(self.lang, &[&self.unit.short(by)]);
        let drop = self.now("i-trash-simple", title(Word::Drop), Word::DropWhy, Act::Drop(it()));
        let copy =
            self.now("i-copy", title(Word::Duplicate), Word::DuplicateWhy, Act::Duplicate(it()));
        vec![
            Offer {
                best: true,
                ..self.now("i-fast-forward", title(Word::Deliver), Word::DeliverWhy, deliver)
            },
            Offer { key: Some('D'), ..drop },
            Offer { key: Some('U'), ..copy },
            Offer { key: Some('L'), why, ..delay },
        ]
    }

    /// A selected message that is no longer under way.
    fn gone(&self, id: MessageId) -> Inspection {
        let lost = self.now.lost.iter().find(|flight| flight.id == id);
        let state = if lost.is_some() { Word::LostWord } else { Word::Arrived };
        Inspection {
            title: lost.map_or_else(String::new, |flight| flight.word.to_owned()),
            facts: vec![self.fact(Word::StateWord, state.to(self.lang).to_owned())],
            heading: Word::PickSomething.to(self.lang),
            offers: Vec::new(),
        }
    }
}

/// The rules of the run, as far as offers depend on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Which protocol runs.
    pub protocol: ProtocolId,
    /// Whether participants ask each other.
    pub cooperative: bool,
}

fn point(node: ProcessId, step: StepKind, word: &str, other: Option<ProcessId>, nth: u32) -> Point {
    Point { node, side: Side::After, step, word: word.to_owned(), other, nth }
}

/// A line of somebody's diary, for the tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiaryLine {
    /// The record's word.
    pub word: &'static str,
    /// When.
    pub clock: String,
    /// "forced", "unforced" or "pending".
    pub force: &'static str,
    /// "commit", "abort" or "prepared".
    pub kind: &'static str,
}

/// A message in the list of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageLine {
    /// Its number.
    pub id: MessageId,
    /// Its glyph.
    pub glyph: &'static str,
    /// Its kind for the style sheet.
    pub kind: &'static str,
    /// Its word.
    pub word: &'static str,
    /// From whom to whom.
    pub ends: String,
    /// When it left.
    pub clock: String,
    /// What became of it.
    pub fate: &'static str,
}

impl Looking<'_> {
    /// A diary, whole.
    #[must_use]
    pub fn diary_lines(&self, id: ProcessId) -> Vec<DiaryLine> {
        let lines = self.now.node(id).log.iter();
        lines
            .map(|line| DiaryLine {
                word: line.word,
                clock: self.unit.clock(line.at),
                force: match (line.forced, line.durable) {
                    (true, _) => "forced",
                    (false, true) => "unforced",
                    (false, false) => "pending",
                },
                kind: match line.decides {
                    Some(world::Decision::Commit) => "commit",
                    Some(world::Decision::Abort) => "abort",
                    None => "prepared",
                },
            })
            .collect()
    }

    /// The newest messages to or from the selection, newest first.
    #[must_use]
    pub fn message_lines(
        &self,
        trace: &Trace,
        selection: Selection,
        most: usize,
    ) -> Vec<MessageLine> {
        let about = |from: ProcessId, to: ProcessId| match selection {
            Selection::Node(id) => from == id || to == id,
            Selection::Link(a, b) => (from.min(to), from.max(to)) == (a.min(b), a.max(b)),
            Selection::Nothing | Selection::Message(_) => true,
        };
        let past = trace.entries.iter().take(self.now.done()).rev();
        past.filter_map(|entry| self.message_line(entry, &about)).take(most).collect()
    }

    fn message_line(
        &self,
        entry: &Entry,
        about: &dyn Fn(ProcessId, ProcessId) -> bool,
    ) -> Option<MessageLine> {
        let Event::Sent { id, from, to, word, kind, .. } = entry.event else { return None };
        if !about(from, to) {
            return None;
        }
        let fate = match (self.now.flights.contains_key(&id), self.is_lost(id)) {
            (true, _) => Word::UnderWay,
            (false, true) => Word::LostWord,
            (false, false) => Word::Arrived,
        };
        Some(MessageLine {
            id,
            glyph: crate::flight::kind_glyph(kind),
            kind: crate::flight::kind_word(kind),
            word,
            ends: format!("{} – {}", self.cast.name(from), self.cast.name(to)),
            clock: self.unit.clock(entry.at),
            fate: fate.to(self.lang),
        })
    }

    fn is_lost(&self, id: MessageId) -> bool {
        self.now.lost.iter().any(|flight| flight.id == id)
    }
}
