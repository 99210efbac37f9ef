//! What the reader prefers, kept between visits. Never part of a run: a link does not carry it.

use scenario::Lang;
use scene::spacetime::Axis;
use serde::{Deserialize, Serialize};

/// In which voice the story is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Voice {
    /// People, diaries, phones.
    #[default]
    Story,
    /// Processes, logs, crashes.
    Protocol,
}

/// What clicks on the stage do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tool {
    /// They select.
    #[default]
    Select,
    /// They crash or recover.
    Crash,
    /// They pause or resume.
    Pause,
    /// They make somebody vote no.
    VoteNo,
    /// They cut or heal links.
    Cut,
    /// They drop messages.
    Drop,
    /// They duplicate messages.
    Duplicate,
    /// They delay messages.
    Delay,
}

/// The reader's settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Language of the page.
    pub lang: Lang,
    /// Language of the narration.
    pub story_lang: Lang,
    /// Voice of the narration.
    pub voice: Voice,
    /// Whether the dark theme was chosen; the system's if absent.
    pub dark: Option<bool>,
    /// What runs to the right in the diagram.
    pub axis: Axis,
    /// What clicks on the stage do.
    pub tool: Tool,
    /// Whether single keys do something.
    pub keys: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            lang: Lang::En,
            story_lang: Lang::En,
            voice: Voice::Story,
            dark: None,
            axis: Axis::Clock,
            tool: Tool::Select,
            keys: true,
        }
    }
}

/// The part that is stored, as words, so that an old or foreign value is recognised.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Stored {
    lang: Option<String>,
    story: Option<String>,
    voice: Option<String>,
    keys: Option<bool>,
}

impl Settings {
    /// What to store.
    #[must_use]
    pub fn stored(&self) -> Stored {
        let voice = match self.voice {
            Voice::Story => "story",
            Voice::Protocol => "protocol",
        };
        Stored {
            lang: Some(self.lang.word().to_owned()),
            story: Some(self.story_lang.word().to_owned()),
            voice: Some(voice.to_owned()),
            keys: Some(self.keys),
        }
    }

    /// Reads what was stored.
    ///
    /// # Errors
    /// Names the field that is not one of the allowed words.
    pub fn restore(stored: &Stored) -> Result<Self, String> {
        let mut settings = Self::default();
        if let Some(word) = &stored.lang {
            settings.lang = lang("lang", word)?;
            settings.story_lang = settings.lang;
        }
        if let Some(word) = &stored.story {
            settings.story_lang = lang("story", word)?;
        }
        settings.voice = match stored.voice.as_deref() {
            None | Some("story") => Voice::Story,
            Some("protocol") => Voice::Protocol,
            Some(other) => return Err(format!("voice: {other}; story or protocol is allowed")),
        };
        settings.keys = stored.keys.unwrap_or(true);
        Ok(settings)
    }
}

fn lang(field: &str, word: &str) -> Result<Lang, String> {
    Lang::from_word(word).ok_or_else(|| format!("{field}: {word}; en, hi or hinglish is allowed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_back_as_they_went() {
        let settings = Settings {
            lang: Lang::Hi,
            story_lang: Lang::Hinglish,
            voice: Voice::Protocol,
            keys: false,
            ..Settings::default()
        };
        assert_eq!(Settings::restore(&settings.stored()), Ok(settings));
    }

    #[test]
    fn a_foreign_word_is_named() {
        let stored = Stored { lang: Some("klingon".to_owned()), ..Stored::default() };
        let said = Settings::restore(&stored).unwrap_err();
        assert!(said.contains("klingon") && said.contains("hinglish"), "{said}");
    }
}
