//! Text with a few marks, and places that are filled in when it is told.
//!
//! ```text
//!   *bold*                 a word that matters
//!   [commit]               a glyph of the picture
//!   [lock locked the date] a glyph and, bold, the words it belongs to
//!   {who} {decision} …     filled in
//!   \* \[ \{ \\            the sign itself
//! ```
//! An empty line begins a new paragraph. There are no other marks, and nothing nests.

use crate::language::{Lang, Text};
use crate::reader::{Read, Value, quoted};
use crate::suggest;

/// A piece of a told sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Plain words.
    Text(String),
    /// Words that matter.
    Bold(String),
    /// A glyph of the picture, and the bold words it belongs to (which may be none).
    Glyph {
        /// Which.
        kind: Glyph,
        /// The words.
        text: String,
    },
}

impl Segment {
    /// Its words.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Text(text) | Self::Bold(text) | Self::Glyph { text, .. } => text,
        }
    }
}

/// The words of some segments without their looks, for screen readers and terminals.
#[must_use]
pub fn plain(segments: &[Segment]) -> String {
    segments.iter().map(Segment::words).collect()
}

/// The glyphs that a text may show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Glyph {
    /// A closed lock.
    Lock,
    /// An open lock.
    Unlock,
    /// The log.
    Diary,
    /// The question for a vote.
    Ask,
    /// A vote: yes.
    Yes,
    /// A vote: no.
    No,
    /// At work.
    Working,
    /// Promised.
    Prepared,
    /// In doubt.
    Doubt,
    /// Pre-committed.
    PreCommit,
    /// Committed.
    Commit,
    /// Aborted.
    Abort,
    /// Crashed.
    Crash,
    /// Paused.
    Pause,
    /// A cut link.
    Cut,
    /// A lost message.
    Lost,
    /// A broken promise of atomicity.
    Split,
}

impl Glyph {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::Lock,
        Self::Unlock,
        Self::Diary,
        Self::Ask,
        Self::Yes,
        Self::No,
        Self::Working,
        Self::Prepared,
        Self::Doubt,
        Self::PreCommit,
        Self::Commit,
        Self::Abort,
        Self::Crash,
        Self::Pause,
        Self::Cut,
        Self::Lost,
        Self::Split,
    ];

    /// The word between the brackets.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Lock => "lock",
            Self::Unlock => "unlock",
            Self::Diary => "diary",
            Self::Ask => "ask",
            Self::Yes => "yes",
            Self::No => "no",
            Self::Working => "working",
            Self::Prepared => "prepared",
            Self::Doubt => "doubt",
            Self::PreCommit => "precommit",
            Self::Commit => "commit",
            Self::Abort => "abort",
            Self::Crash => "crash",
            Self::Pause => "pause",
            Self::Cut => "cut",
            Self::Lost => "lost",
            Self::Split => "split",
        }
    }
}

/// What can be filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Slot {
    Who,
    Decision,
    Doubt,
    Coordinator,
    Client,
    All,
}

impl Slot {
    const ALL: [Self; 6] =
        [Self::Who, Self::Decision, Self::Doubt, Self::Coordinator, Self::Client, Self::All];

    fn word(self) -> &'static str {
        match self {
            Self::Who => "who",
            Self::Decision => "decision",
            Self::Doubt => "doubt",
            Self::Coordinator => "coordinator",
            Self::Client => "client",
            Self::All => "all",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Word {
    Plain(String),
    Slot(Slot),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Text,
    Bold,
    Glyph(Glyph),
}

/// A text of one language, taken apart once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Template(Vec<Vec<(Look, Vec<Word>)>>);

impl Template {
    /// Takes a text apart.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let paragraphs = text.split("\n\n").map(|it| it.split_whitespace().collect::<Vec<_>>());
        let paragraphs = paragraphs.filter(|words| !words.is_empty()).map(|words| words.join(" "));
        paragraphs.map(|it| Scanner::new(&it).paragraph()).collect::<Result<_, _>>().map(Self)
    }

    /// Fills in what is open.
    pub(crate) fn fill(&self, slot: impl Fn(Slot) -> String) -> Vec<Vec<Segment>> {
        let words = |words: &Vec<Word>| -> String {
            let word = |word: &Word| match word {
                Word::Plain(text) => text.clone(),
                Word::Slot(it) => slot(*it),
            };
            words.iter().map(word).collect()
        };
        let segment = |(look, text): &(Look, Vec<Word>)| match look {
            Look::Text => Segment::Text(words(text)),
            Look::Bold => Segment::Bold(words(text)),
            Look::Glyph(kind) => Segment::Glyph { kind: *kind, text: words(text) },
        };
        self.0.iter().map(|parts| parts.iter().map(segment).collect()).collect()
    }
}

/// One paragraph, sign by sign.
struct Scanner<'a> {
    left: std::iter::Peekable<std::str::Chars<'a>>,
    parts: Vec<(Look, Vec<Word>)>,
    look: Look,
    words: Vec<Word>,
    run: String,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str) -> Self {
        let left = text.chars().peekable();
        Self { left, parts: Vec::new(), look: Look::Text, words: Vec::new(), run: String::new() }
    }

    fn paragraph(mut self) -> Result<Vec<(Look, Vec<Word>)>, String> {
        while let Some(sign) = self.left.next() {
            match (sign, self.look) {
                ('\\', _) => self.escape()?,
                ('{', _) => self.slot()?,
                ('*', Look::Text) => self.turn(Look::Bold),
                ('*', Look::Bold) => self.turn(Look::Text),
                ('[', Look::Text) => self.glyph()?,
                (']', Look::Glyph(_)) => self.turn(Look::Text),
                ('[' | ']' | '}' | '*', _) => {
                    return Err(format!("a \"{sign}\" without its partner"));
                }
                (_, Look::Text | Look::Bold | Look::Glyph(_)) => self.run.push(sign),
            }
        }
        if self.look != Look::Text {
            return Err("a \"*\" or \"[\" that is never closed".to_owned());
        }
        self.turn(Look::Text);
        Ok(self.parts)
    }

    /// Ends the present part and begins another.
    fn turn(&mut self, look: Look) {
        self.end_run();
        let words = std::mem::take(&mut self.words);
        let ended = std::mem::replace(&mut self.look, look);
        if !words.is_empty() || matches!(ended, Look::Glyph(_)) {
            self.parts.push((ended, words));
        }
    }

    fn end_run(&mut self) {
        if !self.run.is_empty() {
            self.words.push(Word::Plain(std::mem::take(&mut self.run)));
        }
    }

    fn escape(&mut self) -> Result<(), String> {
        match self.left.next() {
            Some(sign @ ('*' | '[' | ']' | '{' | '}' | '\\')) => self.run.push(sign),
            Some(_) | None => return Err("a \"\\\" before something that is no mark".to_owned()),
        }
        Ok(())
    }

    fn slot(&mut self) -> Result<(), String> {
        let name = self.until('}')?;
        let slot = Slot::ALL.into_iter().find(|slot| slot.word() == name);
        let Some(slot) = slot else {
            return Err(unknown("placeholder", &name, &Slot::ALL.map(Slot::word)));
        };
        self.end_run();
        self.words.push(Word::Slot(slot));
        Ok(())
    }

    fn glyph(&mut self) -> Result<(), String> {
        let mut name = String::new();
        while let Some(sign) = self.left.next_if(|it| it.is_ascii_lowercase()) {
            name.push(sign);
        }
        let glyph = Glyph::ALL.into_iter().find(|glyph| glyph.word() == name);
        let Some(glyph) = glyph else {
            return Err(unknown("glyph", &name, &Glyph::ALL.map(Glyph::word)));
        };
        self.left.next_if_eq(&' ');
        self.turn(Look::Glyph(glyph));
        Ok(())
    }

    fn until(&mut self, end: char) -> Result<String, String> {
        let mut text = String::new();
        for sign in self.left.by_ref() {
            if sign == end {
                return Ok(text);
            }
            text.push(sign);
        }
        Err(format!("a place that is never closed with \"{end}\""))
    }
}

fn unknown(what: &str, name: &str, allowed: &[&'static str]) -> String {
    let hint = suggest::hint(name, allowed.iter().copied());
    let list = suggest::list(allowed.iter().copied());
    format!("an unknown {what} {}{hint}; allowed: {list}", quoted(name))
}

/// The same marked text in all languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rich {
    en: Template,
    hi: Template,
    hinglish: Template,
}

impl Rich {
    pub(crate) fn get(&self, lang: Lang) -> &Template {
        match lang {
            Lang::En => &self.en,
            Lang::Hi => &self.hi,
            Lang::Hinglish => &self.hinglish,
        }
    }
}

impl Read for Rich {
    fn read(value: &Value<'_>) -> Option<Self> {
        let text = Text::read(value)?;
        let take = |lang: Lang| {
            let template = Template::parse(text.get(lang));
            template.map_err(|problem| {
                let found = format!("{problem} in the text \"{}\"", lang.word());
                value.wrong(&found, "*bold*, [glyph words], {placeholder}");
            })
        };
        let (en, hi, hinglish) = (take(Lang::En), take(Lang::Hi), take(Lang::Hinglish));
        Some(Self { en: en.ok()?, hi: hi.ok()?, hinglish: hinglish.ok()? })
    }

    fn blank() -> Self {
        Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Result<Vec<Vec<Segment>>, String> {
        Ok(Template::parse(text)?.fill(|slot| slot.word().to_uppercase()))
    }

    #[test]
    fn marks_become_segments() {
        let told =
            told("All *{all}* say [commit COMMIT]. [lock]\n\n  Then \\*nothing\\*.").unwrap();
        assert_eq!(
            told,
            [
                vec![
                    Segment::Text("All ".into()),
                    Segment::Bold("ALL".into()),
                    Segment::Text(" say ".into()),
                    Segment::Glyph { kind: Glyph::Commit, text: "COMMIT".into() },
                    Segment::Text(". ".into()),
                    Segment::Glyph { kind: Glyph::Lock, text: String::new() },
                ],
                vec![Segment::Text("Then *nothing*.".into())],
            ]
        );
        assert_eq!(plain(&told[0]), "All ALL say COMMIT. ");
    }

    #[test]
    fn broken_marks_say_what_is_wrong() {
        for (text, wrong) in [
            ("*never", "never closed"),
            ("a ] b", "without its partner"),
            ("[comit x]", "did you mean \"commit\"?"),
            ("{whom}", "did you mean \"who\"?"),
            ("{who", "never closed"),
            ("\\q", "no mark"),
        ] {
            let problem = told(text).unwrap_err();
            assert!(problem.contains(wrong), "{text}: {problem}");
        }
    }
}
