//! Reading a link that anybody may have written.

use std::sync::Arc;

use percent_encoding::percent_decode_str;
use world::{DetectorMode, Intervention, LAST, Micros, Policy, ProtocolId, When};

use super::encode::on_off;
use super::pack::{unpack_sentence, unpack_text};
use super::{Link, LinkError, MAX_INTERVENTIONS, MAX_LINK_BYTES, Part, Source, View, policies_of};
use crate::builtin::{self, IDS};
use crate::grammar::{Keys, parse_intervention, parse_when};
use crate::reader::quoted;
use crate::{Scenario, suggest};

impl Link {
    /// Reads the fragment of an address, with or without its `#`, and the scenario it is about. An
    /// empty one opens the first scenario.
    ///
    /// # Errors
    /// Which part of it is wrong, what was found there, and what is allowed.
    pub fn decode(fragment: &str) -> Result<(Self, Scenario), LinkError> {
        let (link, scenario) = Self::decode_among(fragment, &builtin_of)?;
        Ok((link, Arc::unwrap_or_clone(scenario)))
    }

    /// The same, where `library` knows the scenarios that are there by now.
    ///
    /// # Errors
    /// The same.
    pub fn decode_among(
        fragment: &str,
        library: Library<'_>,
    ) -> Result<(Self, Arc<Scenario>), LinkError> {
        if fragment.len() > MAX_LINK_BYTES {
            let found = format!("found {} bytes; at most {MAX_LINK_BYTES}", fragment.len());
            return Err(LinkError::new("as a whole", found));
        }
        let (path, query) = split(fragment);
        let parts = parts(query)?;
        let path = text("the address", path)?;
        let (view, id) = place(&path)?;
        let (source, scenario) = open(id, &parts, library)?;
        let mut link = Self { view, ..Self::opening(source, &scenario) };
        for (part, value) in parts {
            link.take(part, &value, &scenario)?;
        }
        Ok((link, scenario))
    }

    /// Which of the scenarios that come with the program a fragment names, before anything else
    /// in it is looked at.
    #[must_use]
    pub fn names(fragment: &str) -> Option<&'static str> {
        let path = text("the address", split(fragment).0).ok()?;
        let (_, id) = path.strip_prefix('/').unwrap_or(&path).split_once('/')?;
        IDS.into_iter().find(|known| *known == id)
    }

    fn take(&mut self, part: Part, value: &str, scenario: &Scenario) -> Result<(), LinkError> {
        let keys = scenario.keys();
        match part {
            Part::Protocol => self.protocol = one(part, value, &ProtocolId::ALL, ProtocolId::word)?,
            Part::Policies => {
                self.policies = policies_of(&list(part, value, &Policy::ALL, Policy::word)?);
            }
            Part::Cooperative => {
                self.cooperative = Some(one(part, value, &[true, false], on_off)?);
            }
            Part::Detector => {
                let modes = [DetectorMode::Perfect, DetectorMode::Unreliable];
                self.detector = Some(one(part, value, &modes, DetectorMode::word)?);
            }
            Part::Seed => self.seed = seed(value)?,
            Part::Accident => self.accident = Some(accident(value, scenario)?),
            Part::Intervention => self.interventions.push(intervention(value, &keys)?),
            Part::Time => (self.at, self.order) = time(value)?,
            Part::Compare => self.compare = list(part, value, &ProtocolId::ALL, ProtocolId::word)?,
            Part::Text => {}
        }
        Ok(())
    }
}

/// Finds a scenario by its id; or says why the one of this id cannot be read.
pub type Library<'a> = &'a dyn Fn(&str) -> Option<Result<Arc<Scenario>, String>>;

/// The path, and what stands after the `?`.
fn split(fragment: &str) -> (&str, &str) {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    fragment.split_once('?').unwrap_or((fragment, ""))
}

/// The keys and values after the `?`.
fn parts(query: &str) -> Result<Vec<(Part, String)>, LinkError> {
    let mut seen = Vec::new();
    let mut parts = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let part = key_of(&text("the keys", key)?)?;
        if seen.contains(&part) && part != Part::Intervention {
            return Err(LinkError::new(part.word(), "it is given twice"));
        }
        seen.push(part);
        parts.push((part, text(part.word(), value)?));
    }
    if parts.iter().filter(|(part, _)| *part == Part::Intervention).count() > MAX_INTERVENTIONS {
        return Err(LinkError::new("i", format!("more than {MAX_INTERVENTIONS} interventions")));
    }
    Ok(parts)
}

fn key_of(key: &str) -> Result<Part, LinkError> {
    let words = || Part::ALL.into_iter().map(Part::word);
    let known = Part::ALL.into_iter().find(|part| part.word() == key);
    known.ok_or_else(|| {
        let hint = suggest::hint(key, words());
        let message = format!("found {}{hint}; allowed: {}", quoted(key), suggest::list(words()));
        LinkError::new("the keys", message)
    })
}

fn text(part: &'static str, raw: &str) -> Result<String, LinkError> {
    let decoded = percent_decode_str(raw).decode_utf8();
    decoded
        .map(Into::into)
        .map_err(|_| LinkError::new(part, "it is no text after its % are undone"))
}

/// The view, and the id of a scenario if there is one.
fn place(path: &str) -> Result<(View, Option<&str>), LinkError> {
    let path = path.strip_prefix('/').unwrap_or(path);
    if path.is_empty() {
        return Ok((View::Play, None));
    }
    let (view, id) = path.split_once('/').unwrap_or((path, ""));
    let known = View::ALL.into_iter().find(|it| it.word() == view);
    let view = known.ok_or_else(|| {
        let words = suggest::list(View::ALL.into_iter().map(View::word));
        LinkError::new("the view", format!("found {}; allowed: {words}", quoted(view)))
    })?;
    Ok((view, Some(id).filter(|id| !id.is_empty())))
}

fn open(
    id: Option<&str>,
    parts: &[(Part, String)],
    library: Library<'_>,
) -> Result<(Source, Arc<Scenario>), LinkError> {
    let packed = parts.iter().find(|(part, _)| *part == Part::Text).map(|(_, packed)| packed);
    match (id, packed) {
        (Some(_), Some(_)) => {
            Err(LinkError::new("text", "it stands beside the id of a scenario; only one may"))
        }
        (None, Some(packed)) => {
            let text = unpack_text(packed)?;
            let scenario = Scenario::parse("link", &text)
                .map_err(|problems| LinkError::new("text", format!("\n{problems}")))?;
            Ok((Source::Text(text), Arc::new(scenario)))
        }
        (id, None) => named(id.unwrap_or(IDS[0]), library),
    }
}

fn named(id: &str, library: Library<'_>) -> Result<(Source, Arc<Scenario>), LinkError> {
    let read = library(id).ok_or_else(|| {
        let ids = || IDS.into_iter();
        let hint = suggest::hint(id, ids());
        let message = format!("found {}{hint}; allowed: {}", quoted(id), suggest::list(ids()));
        LinkError::new("the scenario", message)
    })?;
    match read {
        Ok(scenario) => Ok((Source::Builtin(id.to_owned()), scenario)),
        Err(problems) => Err(LinkError::new("the scenario", problems)),
    }
}

fn builtin_of(id: &str) -> Option<Result<Arc<Scenario>, String>> {
    let read = builtin::read(id)?;
    Some(read.as_ref().map(|it| Arc::new(it.clone())).map_err(ToString::to_string))
}

fn one<T: Copy>(
    part: Part,
    value: &str,
    all: &[T],
    word: impl Fn(T) -> &'static str,
) -> Result<T, LinkError> {
    let words: Vec<_> = all.iter().map(|it| word(*it)).collect();
    Ok(all[place_of(part, value, &words)?])
}

/// Words with `,` between them, none of them twice.
fn list<T: Copy>(
    part: Part,
    value: &str,
    all: &[T],
    word: impl Fn(T) -> &'static str,
) -> Result<Vec<T>, LinkError> {
    let words: Vec<_> = all.iter().map(|it| word(*it)).collect();
    Ok(places_of(part, value, &words)?.into_iter().map(|place| all[place]).collect())
}

/// Which of the words it is.
#[inline(never)]
fn place_of(part: Part, value: &str, words: &[&'static str]) -> Result<usize, LinkError> {
    let known = words.iter().position(|it| *it == value);
    known.ok_or_else(|| {
        let words = || words.iter().copied();
        let hint = suggest::hint(value, words());
        let message = format!("found {}{hint}; allowed: {}", quoted(value), suggest::list(words()));
        LinkError::new(part.word(), message)
    })
}

#[inline(never)]
fn places_of(part: Part, value: &str, words: &[&'static str]) -> Result<Vec<usize>, LinkError> {
    let mut found = Vec::new();
    for it in value.split(',') {
        let place = place_of(part, it, words)?;
        if found.contains(&place) {
            return Err(LinkError::new(part.word(), format!("\"{}\" stands twice", words[place])));
        }
        found.push(place);
    }
    Ok(found)
}

fn seed(value: &str) -> Result<u64, LinkError> {
    let plain = value.bytes().all(|it| it.is_ascii_digit());
    let seed = if plain { value.parse().ok() } else { None };
    seed.ok_or_else(|| {
        let message = format!("found {}; allowed: 0 to {}", quoted(value), u64::MAX);
        LinkError::new("seed", message)
    })
}

fn accident(value: &str, scenario: &Scenario) -> Result<String, LinkError> {
    let ids = || scenario.accidents.iter().map(|it| it.id.as_str());
    if ids().any(|id| id == value) {
        return Ok(value.to_owned());
    }
    let hint = suggest::hint(value, ids());
    let message = format!("found {}{hint}; allowed: {}", quoted(value), suggest::list(ids()));
    Err(LinkError::new("accident", message))
}

fn intervention(value: &str, keys: &Keys) -> Result<Intervention, LinkError> {
    parse_intervention(&unpack_sentence(value), keys)
        .map_err(|problem| LinkError::new("i", format!("in {}: {problem}", quoted(value))))
}

/// `5.05s` or `5.05s~3`.
fn time(value: &str) -> Result<(Micros, Option<u32>), LinkError> {
    let spaced = unpack_sentence(value).replace('#', " #");
    match parse_when(&spaced, &Keys::default()) {
        Ok(When::At { at, order: LAST }) => Ok((at, None)),
        Ok(When::At { at, order }) => Ok((at, Some(order))),
        Ok(When::Point { .. }) | Err(_) => {
            let message = format!("found {}; allowed: a time such as 5.05s", quoted(value));
            Err(LinkError::new("t", message))
        }
    }
}
