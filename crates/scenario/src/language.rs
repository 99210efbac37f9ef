//! The three languages, and a text in all of them.

use crate::reader::{Read, Value};

/// A language of the narration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// English.
    En,
    /// Hindi, in Devanagari.
    Hi,
    /// Hindi as it is chatted: Latin script, English words welcome.
    Hinglish,
}

impl Lang {
    /// All of them, in the order of a menu.
    pub const ALL: [Self; 3] = [Self::En, Self::Hi, Self::Hinglish];

    /// The key used in scenario files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Hi => "hi",
            Self::Hinglish => "hinglish",
        }
    }

    /// The language with that key.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }

    /// The tag a browser understands.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Hi => "hi",
            Self::Hinglish => "hi-Latn",
        }
    }
}

/// The same words in every language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// English.
    pub en: String,
    /// Hindi.
    pub hi: String,
    /// Hinglish.
    pub hinglish: String,
}

impl Text {
    /// The words in one language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Hi => &self.hi,
            Lang::Hinglish => &self.hinglish,
        }
    }
}

/// A plain string serves all three: names like HDFC are the same everywhere.
impl Read for Text {
    fn read(value: &Value<'_>) -> Option<Self> {
        if let Some(same) = value.as_str() {
            let same = short(value, same)?;
            return Some(Self { en: same.clone(), hi: same.clone(), hinglish: same });
        }
        let section = value.section("a text: { en = \"…\", hi = \"…\", hinglish = \"…\" }")?;
        let en = section.required("en");
        let hi = section.required("hi");
        let hinglish = section.required("hinglish");
        section.finish();
        Some(Self { en, hi, hinglish })
    }

    fn blank() -> Self {
        Self::default()
    }
}

/// Long enough for a paragraph, too short to hurt a page.
const MAX_CHARS: usize = 2_000;

fn short(value: &Value<'_>, text: &str) -> Option<String> {
    if text.trim().is_empty() {
        value.wrong("an empty text", "at least one word");
        return None;
    }
    if text.chars().count() > MAX_CHARS {
        value.wrong("a very long text", "at most 2000 characters");
        return None;
    }
    Some(text.trim().to_owned())
}

impl Read for String {
    fn read(value: &Value<'_>) -> Option<Self> {
        match value.as_str() {
            Some(text) => short(value, text),
            None => value.unlike("a text in quotes"),
        }
    }

    fn blank() -> Self {
        Self::new()
    }
}
