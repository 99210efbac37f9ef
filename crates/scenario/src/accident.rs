//! Named accidents: what happens to the run, and under which conditions.

use world::{Act, Detector, DetectorMode, Intervention, Micros, Policy, ProtocolId};

use crate::cast::Key;
use crate::conditions::detector;
use crate::expect::Expect;
use crate::grammar::{Keys, parse_act, parse_when};
use crate::language::Text;
use crate::reader::{Read, Section, Value, quoted};

/// A named accident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accident {
    /// The short name used by links.
    pub id: String,
    /// The name on the menu.
    pub name: Text,
    /// What happens, in a sentence.
    pub story: Text,
    /// Wrong rules that it switches on.
    pub policies: Vec<Policy>,
    /// Another failure detector, if it needs one.
    pub detector: Option<Detector>,
    /// Whether those in doubt ask each other, if it matters.
    pub cooperative: Option<bool>,
    /// A later end, if it needs one.
    pub horizon: Option<Micros>,
    /// What happens.
    pub steps: Vec<Step>,
    /// What must come out.
    pub expects: Vec<Expect>,
}

/// One thing that happens in an accident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Only under these protocols.
    pub protocols: Vec<ProtocolId>,
    /// When and what.
    pub intervention: Intervention,
}

impl Accident {
    /// What happens under a protocol.
    #[must_use]
    pub fn interventions(&self, protocol: ProtocolId) -> Vec<Intervention> {
        let steps = self.steps.iter().filter(|step| step.protocols.contains(&protocol));
        steps.map(|step| step.intervention.clone()).collect()
    }

    pub(crate) fn read(section: Section<'_>, keys: &Keys, usual: DetectorMode) -> Self {
        let read = Self {
            id: section.required::<Key>("id").0,
            name: section.required("name"),
            story: section.required("story"),
            policies: section.or("policies", Vec::new()),
            detector: section.table_if("detector").map(detector),
            cooperative: section.optional("cooperative"),
            horizon: section.optional("horizon"),
            steps: section.needed("do").map(|value| steps(&value, keys)).unwrap_or_default(),
            expects: Expect::read_all(section.tables("expect"), keys),
        };
        check_detector(&section, &read.steps, read.detector.map_or(usual, |it| it.mode));
        section.finish();
        read
    }
}

/// A perfect detector tells a cut from a crash, and no real one can.
fn check_detector(section: &Section<'_>, steps: &[Step], mode: DetectorMode) {
    let cuts = steps.iter().any(|step| is_cut(&step.intervention.act));
    if cuts && mode == DetectorMode::Perfect {
        section.wrong(
            "cuts links, and then no failure detector is perfect; \
             add detector = { mode = \"unreliable\", delay = \"…\" } to this accident",
        );
    }
}

fn is_cut(act: &Act) -> bool {
    match act {
        Act::Cut(..) | Act::Partition(_) => true,
        Act::Crash(_)
        | Act::Recover(_)
        | Act::Pause(_)
        | Act::Resume(_)
        | Act::VoteNo(_)
        | Act::Heal(..)
        | Act::HealAll
        | Act::Slow(..)
        | Act::Drop(_)
        | Act::Duplicate(_)
        | Act::Delay(..)
        | Act::Deliver(_) => false,
    }
}

fn steps(value: &Value<'_>, keys: &Keys) -> Vec<Step> {
    let members = value.members("a list of { at = \"…\", act = \"…\" }");
    if members.len() > MOST_STEPS {
        value.wrong("a very long list", "at most 32 steps");
        return Vec::new();
    }
    members.iter().filter_map(|it| step(it, keys)).collect()
}

const MOST_STEPS: usize = 32;

fn step(value: &Value<'_>, keys: &Keys) -> Option<Step> {
    let section = value.section("{ at = \"…\", act = \"…\" }")?;
    let protocols = protocols(&section);
    let when = section.needed("at").and_then(|at| sentence(&at, |text| parse_when(text, keys)));
    let act = section.needed("act").and_then(|act| sentence(&act, |text| parse_act(text, keys)));
    section.finish();
    Some(Step { protocols, intervention: Intervention { when: when?, act: act? } })
}

/// The field `protocol`: one, a list, or all of them if absent.
pub(crate) fn protocols(section: &Section<'_>) -> Vec<ProtocolId> {
    match section.value("protocol") {
        None => ProtocolId::ALL.to_vec(),
        Some(value) if value.is_list() => Vec::read(&value).unwrap_or_default(),
        Some(value) => ProtocolId::read(&value).into_iter().collect(),
    }
}

fn sentence<T>(value: &Value<'_>, parse: impl Fn(&str) -> Result<T, String>) -> Option<T> {
    let text = String::read(value)?;
    match parse(&text) {
        Ok(parsed) => Some(parsed),
        Err(problem) => {
            value.complain(format!("in {}: {problem}", quoted(&text)));
            None
        }
    }
}
