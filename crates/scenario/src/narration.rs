//! Telling a moment: the closest words of the scenario, and the common ones where it has none.
//!
//! Title, story and technical text are looked up one by one, so a scenario may replace the story of
//! a moment and keep the common technical text. The `watch` line belongs to the story it stands with.

use std::sync::OnceLock;

use analysis::Moment;
use toml::de::DeTable;
use world::{COORDINATOR, Decision, ProtocolId};

use crate::grammar::Keys;
use crate::language::{Lang, Text};
use crate::problem::Report;
use crate::reader::Section;
use crate::rich::{Rich, Segment, Slot};
use crate::say::{CLOSEST, Say};
use crate::scenario::Scenario;

/// What the words depend on besides the moment.
#[derive(Clone, Copy, Debug)]
pub struct Telling<'a> {
    /// The language.
    pub lang: Lang,
    /// Which protocol runs.
    pub protocol: ProtocolId,
    /// Which accident was chosen, if one was.
    pub accident: Option<&'a str>,
    /// How many are in doubt at that moment.
    pub doubt: u8,
}

/// What is said at a moment, in one language. Only `watch` may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Narration {
    /// One line.
    pub title: Vec<Segment>,
    /// What happened to the people; one entry a paragraph.
    pub story: Vec<Vec<Segment>>,
    /// What happened to the processes; one entry a paragraph.
    pub protocol: Vec<Vec<Segment>>,
    /// What to look at.
    pub watch: Option<Vec<Segment>>,
}

impl Scenario {
    /// What is said at a moment.
    #[must_use]
    pub fn narrate(&self, moment: &Moment, telling: &Telling<'_>) -> Narration {
        let ranked = self.ranked(moment, telling);
        let first = |text: fn(&Say) -> Option<&Rich>| {
            ranked.iter().find_map(|say| text(say).map(|rich| (*say, rich)))
        };
        let fill = |rich: &Rich| {
            let slot = |slot| self.slot(slot, moment, telling);
            rich.get(telling.lang).fill(slot)
        };
        let told = |text| first(text).map(|(_, rich)| fill(rich)).unwrap_or_default();
        let watch = first(|say| say.story.as_ref()).and_then(|(say, _)| say.watch.as_ref());
        Narration {
            title: told(|say| say.title.as_ref()).concat(),
            story: told(|say| say.story.as_ref()),
            protocol: told(|say| say.technical.as_ref()),
            watch: watch.map(|rich| fill(rich).concat()),
        }
    }

    /// All words that fit: those of the scenario first, the closest first.
    fn ranked<'a>(&'a self, moment: &Moment, telling: &Telling<'_>) -> Vec<&'a Say> {
        let at = |says: &'a [Say], closeness: u8| {
            let fit = |say: &&Say| say.fit(moment, telling.protocol, telling.accident);
            says.iter().filter(move |say| fit(say) == Some(closeness))
        };
        let mut ranked = Vec::new();
        for says in [self.says.as_slice(), common()] {
            for closeness in (0..=CLOSEST).rev() {
                ranked.extend(at(says, closeness));
            }
        }
        ranked
    }

    fn slot(&self, slot: Slot, moment: &Moment, telling: &Telling<'_>) -> String {
        let lang = telling.lang;
        let count = |count: u8| number(count, lang);
        match slot {
            Slot::Who => match moment.who {
                Some(who) => self.name(who).get(lang).to_owned(),
                None => somebody(lang).to_owned(),
            },
            Slot::Decision => moment.decision.map_or("—", Decision::word).to_owned(),
            Slot::Doubt => count(telling.doubt),
            Slot::Coordinator => self.name(COORDINATOR).get(lang).to_owned(),
            Slot::Client => self.client.name.get(lang).to_owned(),
            Slot::All => count(u8::try_from(self.participants.len()).unwrap_or(u8::MAX)),
        }
    }

    /// The name of a process.
    #[must_use]
    pub fn name(&self, who: world::ProcessId) -> &Text {
        let participant =
            usize::from(who.0).checked_sub(1).and_then(|at| self.participants.get(at));
        participant.map_or(&self.coordinator.name, |it| &it.name)
    }
}

fn somebody(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "somebody",
        Lang::Hi => "कोई",
        Lang::Hinglish => "koi",
    }
}

/// A small number as a word.
fn number(count: u8, lang: Lang) -> String {
    let words = match lang {
        Lang::En => ["nobody", "one", "two", "three", "four", "five", "six", "seven", "eight"],
        Lang::Hi => ["कोई नहीं", "एक", "दो", "तीन", "चार", "पाँच", "छह", "सात", "आठ"],
        Lang::Hinglish => {
            ["koi nahi", "ek", "do", "teen", "chaar", "paanch", "chhe", "saat", "aath"]
        }
    };
    words.get(usize::from(count)).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// Words for every moment of any scenario.
fn common() -> &'static [Say] {
    static COMMON: OnceLock<Vec<Say>> = OnceLock::new();
    COMMON.get_or_init(|| read_common(include_str!("fallback.toml")).unwrap_or_default())
}

/// Empty when the file is broken; a test makes sure that it never is.
fn read_common(text: &str) -> Option<Vec<Say>> {
    let tree = DeTable::parse(text).ok()?;
    let report = Report::new("fallback.toml", text);
    let section = Section::whole(&report, &tree);
    let keys = Keys::default();
    let says = section.tables("say").into_iter().map(|say| Say::read(say, &keys, &[])).collect();
    report.conclude(Some(says)).ok()
}

#[cfg(test)]
mod tests {
    use analysis::MomentKind;
    use world::{Micros, ProcessId};

    use super::*;
    use crate::rich::plain;

    fn moments() -> impl Iterator<Item = Moment> {
        let decisions = [None, Some(Decision::Commit), Some(Decision::Abort)];
        let of = move |kind| {
            let moment = move |decision| Moment {
                entries: 1,
                at: Micros::ZERO,
                kind,
                who: Some(ProcessId(1)),
                decision,
            };
            decisions.into_iter().map(moment)
        };
        MomentKind::ALL.into_iter().flat_map(of)
    }

    fn telling(lang: Lang, protocol: ProtocolId) -> Telling<'static> {
        Telling { lang, protocol, accident: None, doubt: 3 }
    }

    /// A scenario that says nothing itself.
    fn silent() -> Scenario {
        let (id, text) = crate::builtin()[0];
        let scenario = Scenario::parse(id, text).unwrap();
        Scenario { says: Vec::new(), ..scenario }
    }

    #[test]
    fn every_moment_has_common_words_in_every_language_and_voice() {
        let scenario = silent();
        for moment in moments() {
            for lang in Lang::ALL {
                for protocol in ProtocolId::ALL {
                    let told = scenario.narrate(&moment, &telling(lang, protocol));
                    let empty =
                        told.title.is_empty() || told.story.is_empty() || told.protocol.is_empty();
                    assert!(!empty, "{} in {}", moment.kind.word(), lang.word());
                    let hindi = plain(&told.story.concat())
                        .contains(|it| ('\u{900}'..'\u{980}').contains(&it));
                    assert_eq!(hindi, lang == Lang::Hi, "{}", moment.kind.word());
                }
            }
        }
    }

    #[test]
    fn the_closest_words_win() {
        let scenario = silent();
        let back = Moment {
            entries: 1,
            at: Micros::ZERO,
            kind: MomentKind::CoordinatorBack,
            who: Some(COORDINATOR),
            decision: Some(Decision::Commit),
        };
        let told = scenario.narrate(&back, &telling(Lang::En, ProtocolId::TwoPhase));
        assert_eq!(plain(&told.title), "The diary says COMMIT");
        assert_eq!(
            plain(&told.story.concat()),
            "Rohit is back, opens the diary, finds COMMIT and tells everyone again. Pakka."
        );
    }
}
