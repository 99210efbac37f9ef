//! `window.pakka`: what a page around this one, and a test, can use.
//!
//! Times are milliseconds. Every function throws an `Error` with a sentence when it is given
//! something it cannot use, and then nothing has changed.

use scenario::Lang;
use scenario::grammar::{parse_act, parse_when};
use scene::words;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use world::{Intervention, LAST, Micros, ProtocolId, When};

use crate::page::Page;
use crate::run::Command;
use crate::{dom, route};

/// Puts `pakka` on the window.
pub fn offer(page: Page) {
    let object = js_sys::Object::new();
    let set = |name: &str, function: JsValue| {
        drop(js_sys::Reflect::set(&object, &name.into(), &function));
    };
    set("load", one(move |value| load(page, &value)));
    set("protocol", one(move |value| protocol(page, &value)));
    set("intervene", one(move |value| intervene(page, value)));
    set("seek", one(move |value| seek(page, &value)));
    set("state", one(move |_| to_js(&state(page))));
    set("verdict", one(move |_| to_js(&verdict(page))));
    drop(js_sys::Reflect::set(dom::window().as_ref(), &"pakka".into(), &object));
}

/// A function of one argument, kept for as long as the page lives.
fn one(function: impl Fn(JsValue) -> Result<JsValue, JsError> + 'static) -> JsValue {
    Closure::<dyn Fn(JsValue) -> Result<JsValue, JsError>>::new(function).into_js_value()
}

fn to_js<T: Serialize>(value: &T) -> Result<JsValue, JsError> {
    let plain = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&plain).map_err(|error| JsError::new(&error.to_string()))
}

fn load(page: Page, value: &JsValue) -> Result<JsValue, JsError> {
    let text = value.as_string().ok_or_else(|| JsError::new("load: a name or a text is needed"))?;
    route::open_text(page, &text).map_err(|lines| JsError::new(&lines.join("\n")))?;
    to_js(&state(page))
}

fn protocol(page: Page, value: &JsValue) -> Result<JsValue, JsError> {
    let word = value.as_string().unwrap_or_default();
    let allowed: Vec<&str> = ProtocolId::ALL.iter().map(|it| it.word()).collect();
    let found = ProtocolId::from_word(&word).ok_or_else(|| {
        JsError::new(&format!("protocol: {word:?}; {} are allowed", allowed.join(", ")))
    })?;
    page.send(Command::Protocol(found));
    to_js(&state(page))
}

/// `{ act: "crash rohit", at: "after force COMMIT by rohit" }`; `at` may be milliseconds, or absent
/// for now.
#[derive(Debug, Deserialize)]
struct Wanted {
    act: String,
    at: Option<Time>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Time {
    Millis(f64),
    Words(String),
}

/// A slip such as `when` for `at` would do it now, which nobody meant.
fn check_keys(value: &JsValue) -> Result<(), JsError> {
    let Some(object) = value.dyn_ref::<js_sys::Object>() else { return Ok(()) };
    let known = |key: &JsValue| key == "act" || key == "at";
    match js_sys::Object::keys(object).iter().find(|key| !known(&key.into())) {
        None => Ok(()),
        Some(key) => {
            let key = key.as_string().unwrap_or_default();
            Err(JsError::new(&format!("intervene: found {key:?}; act and at are allowed")))
        }
    }
}

fn intervene(page: Page, value: JsValue) -> Result<JsValue, JsError> {
    check_keys(&value)?;
    let wanted: Wanted = serde_wasm_bindgen::from_value(value)
        .map_err(|error| JsError::new(&format!("intervene: {error}")))?;
    let keys = page.played.with_untracked(|it| it.scenario.keys());
    let wrong = |error: String| JsError::new(&format!("intervene: {error}"));
    let act = parse_act(&wanted.act, &keys).map_err(wrong)?;
    let command = match wanted.at {
        None => Command::Do(act),
        Some(Time::Millis(at)) => plan(When::At { at: micros(at)?, order: LAST }, act),
        Some(Time::Words(words)) => plan(parse_when(&words, &keys).map_err(wrong)?, act),
    };
    if let Some(why) = page.attempt(command) {
        return Err(wrong(words::refusal(why, Lang::En).to_owned()));
    }
    to_js(&state(page))
}

fn plan(when: When, act: world::Act) -> Command {
    Command::Plan(Intervention { when, act })
}

/// As long as any run may last.
const LONGEST_MILLIS: f64 = 172_800_000.0;

fn micros(millis: f64) -> Result<Micros, JsError> {
    if !(0.0..=LONGEST_MILLIS).contains(&millis) {
        return Err(JsError::new("a time is between 0 and 172,800,000 milliseconds, 48 hours"));
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked just above"
    )]
    let micros = (millis * 1_000.0).round() as u64;
    Ok(Micros(micros))
}

fn seek(page: Page, value: &JsValue) -> Result<JsValue, JsError> {
    let millis = value.as_f64().ok_or_else(|| JsError::new("seek: milliseconds are needed"))?;
    page.send(Command::Seek(micros(millis)?));
    to_js(&state(page))
}

/// What `state()` gives.
#[derive(Debug, Serialize)]
struct State {
    scenario: String,
    protocol: &'static str,
    seed: String,
    time: f64,
    end: f64,
    events: usize,
    playing: bool,
    accident: Option<String>,
    nodes: Vec<Node>,
    messages: Vec<Message>,
    hash: String,
}

#[derive(Debug, Serialize)]
struct Node {
    name: String,
    state: &'static str,
    in_doubt: bool,
    locked: bool,
    log: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct Message {
    from: String,
    to: String,
    word: &'static str,
    sent: f64,
    due: f64,
}

fn millis(at: Micros) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a run is far shorter than 2^53 microseconds")]
    let micros = at.0 as f64;
    micros / 1_000.0
}

fn state(page: Page) -> State {
    let (now, played) = (page.now.get_untracked(), page.played.get_untracked());
    let keys = played.scenario.keys();
    let stage = page.stage.get_untracked();
    let nodes = stage.cards.iter().map(|card| {
        let node = now.node(card.person.id);
        Node {
            name: card.person.key.clone(),
            state: card.state,
            in_doubt: node.in_doubt(),
            locked: node.locked.is_some(),
            log: node.log.iter().map(|line| line.word).collect(),
        }
    });
    let messages = now.flights.values().map(|it| Message {
        from: keys.key(it.from),
        to: keys.key(it.to),
        word: it.word,
        sent: millis(it.sent),
        due: millis(it.due),
    });
    State {
        scenario: played.scenario.id.clone(),
        protocol: played.setup.protocol.word(),
        // It may be larger than any number that JavaScript can tell from its neighbour.
        seed: played.setup.seed.to_string(),
        time: millis(now.at),
        end: millis(played.end),
        events: played.trace.entries.len(),
        playing: page.run_untracked(|run| run.playing),
        accident: page.inputs.with_untracked(|it| it.accident.clone()),
        nodes: nodes.collect(),
        messages: messages.collect(),
        hash: format!("{:016x}", played.hash()),
    }
}

/// Pairs, as one object.
fn object<S: serde::Serializer>(
    pairs: &[(&'static str, &'static str)],
    to: S,
) -> Result<S::Ok, S::Error> {
    to.collect_map(pairs.iter().copied())
}

/// What `verdict()` gives.
#[derive(Debug, Serialize)]
struct Judged {
    outcome: &'static str,
    atomicity: &'static str,
    #[serde(serialize_with = "object")]
    axioms: Vec<(&'static str, &'static str)>,
    in_doubt: Vec<String>,
    blocked: Vec<String>,
    locks: Vec<String>,
    messages: u32,
    forced: u32,
    unforced: u32,
    client_ms: Option<f64>,
    unlocked_ms: Option<f64>,
    at_risk: String,
    money_conserved: bool,
}

fn verdict(page: Page) -> Judged {
    let verdict = page.verdict.get_untracked();
    let keys = page.played.with_untracked(|it| it.scenario.keys());
    let axioms = verdict.axioms.iter().map(|(axiom, finding)| {
        let word = match finding {
            analysis::Finding::Holds => "holds",
            analysis::Finding::Broken(_) => "broken",
            analysis::Finding::Open => "open",
        };
        (axiom.word(), word)
    });
    Judged {
        outcome: verdict.outcome.word(),
        atomicity: if verdict.atomic() { "holds" } else { "broken" },
        axioms: axioms.collect(),
        in_doubt: verdict.in_doubt.iter().map(|it| keys.key(it.node)).collect(),
        blocked: verdict.blocked.iter().map(|it| keys.key(it.node)).collect(),
        locks: verdict.locks.iter().map(|(node, _)| keys.key(*node)).collect(),
        messages: verdict.cost.messages,
        forced: verdict.cost.forced,
        unforced: verdict.cost.unforced,
        client_ms: verdict.cost.client.map(millis),
        unlocked_ms: verdict.cost.unlocked.map(millis),
        at_risk: verdict.money.at_risk.to_string(),
        money_conserved: verdict.money.conserved,
    }
}
