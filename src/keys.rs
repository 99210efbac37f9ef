//! The keyboard. Single keys work only on the stage, the diagram and the transport, and can be
//! switched off (WCAG 2.1.4).

use scene::inspect::Selection;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use world::{Act, COORDINATOR, MessageRef, ProcessId};

use leptos::prelude::*;

use crate::dom;
use crate::inspector;
use crate::page::{Page, Sheet};
use crate::run::{Command, Room, SPEEDS};
use crate::settings::Voice;
use crate::stage::{delay_of, toggle_crash, toggle_cut, toggle_pause, toggle_repair};

/// Listens for as long as the page lives.
pub fn listen(page: Page) {
    dom::on_key(move |event| {
        let free = !event.default_prevented() && !event.ctrl_key() && !event.meta_key();
        if free && !dom::typing() && page.sheet.get_untracked().is_none() && pressed(page, &event) {
            event.prevent_default();
        }
    });
}

/// Where single keys do something.
const HOME: &str = ".stage, .spacetime, .compare, .transport, #room";

fn pressed(page: Page, event: &KeyboardEvent) -> bool {
    let on = page.settings.with_untracked(|it| it.keys);
    if !on || !at_home(event) {
        return false;
    }
    let command = match (event.key().as_str(), event.shift_key(), event.alt_key()) {
        ("ArrowUp", _, true) => return branch(page, true),
        ("ArrowDown", _, true) => return branch(page, false),
        (_, _, true) => return false,
        (" ", ..) if on_control(event) => return false,
        (" " | ".", ..) => Command::TogglePlay,
        ("ArrowLeft", true, _) => Command::LastMoment,
        ("ArrowRight", true, _) => Command::NextMoment,
        ("ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown", ..) if dom::focus_within(".map") => {
            return rove(page, &event.key());
        }
        ("ArrowLeft", ..) if !on_range(event) => Command::StepBack,
        ("ArrowRight", ..) if !on_range(event) => Command::Step,
        ("PageUp", ..) => Command::StepBack,
        ("PageDown", ..) => Command::Step,
        ("Home", ..) => Command::Start,
        ("End", ..) => Command::End,
        ("[", ..) => faster(page, -1),
        ("]", ..) => faster(page, 1),
        ("f" | "F", ..) => Command::Fork,
        ("Escape", ..) => Command::Select(Selection::Nothing),
        ("?", ..) => return open_help(page),
        (key, ..) => return act(page, key),
    };
    page.send(command);
    true
}

/// With nothing focused the whole page is home; in a panel of words it is not.
fn at_home(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|it| it.dyn_into::<web_sys::Element>().ok());
    let Some(target) = target else { return true };
    if target.tag_name() == "BODY" {
        return true;
    }
    let within = |selector: &str| target.closest(selector).ok().flatten().is_some();
    within(HOME) && !within(".titlebar, .narration, .inspector-body input, [role=menu]")
}

/// Space presses the button it is on.
fn on_control(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|it| it.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|it| {
        let button = it.tag_name() == "BUTTON" && !it.class_list().contains("card-hit");
        let fork = it.get_attribute("class").as_deref() == Some("fork");
        button || fork || it.tag_name() == "A"
    })
}

fn on_range(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|it| it.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|it| it.tag_name() == "INPUT")
}

fn faster(page: Page, by: isize) -> Command {
    let now = page.run_untracked(|run| run.speed);
    Command::Speed(now.saturating_add_signed(by).min(SPEEDS.len() - 1))
}

/// The newest branch, or the oldest: walking through them by going to each in turn.
fn branch(page: Page, newest: bool) -> bool {
    let count = page.run_untracked(|run| run.branches.len());
    if count == 0 {
        return false;
    }
    page.send(Command::Branch(if newest { 0 } else { count - 1 }));
    true
}

fn open_help(page: Page) -> bool {
    page.sheet.set(Some(Sheet::Help));
    true
}

/// The nearest card in that direction.
fn rove(page: Page, key: &str) -> bool {
    let count = page.cast.with_untracked(|cast| cast.participants());
    let now = page.run_untracked(|run| run.selected_node()).unwrap_or(COORDINATOR).0;
    let left = count.div_ceil(2);
    let next = match (key, now) {
        ("ArrowLeft", 0) => 1,
        ("ArrowRight", 0) => (left + 1).min(count),
        ("ArrowLeft", slot) if slot > left => 0,
        ("ArrowRight", slot) if slot <= left => 0,
        ("ArrowUp", slot) => slot.saturating_sub(1),
        ("ArrowDown", slot) => (slot + 1).min(count),
        (_, slot) => slot,
    };
    page.send(Command::Select(Selection::Node(ProcessId(next))));
    dom::focus(&format!(".card-hit[data-index='{next}']"));
    true
}

/// Keys that do something to the selection.
fn act(page: Page, key: &str) -> bool {
    let selection = page.run_untracked(|run| run.selection);
    match (key, selection) {
        ("c" | "C", Selection::Node(id)) => toggle_crash(page, id),
        ("p" | "P", Selection::Node(id)) => toggle_pause(page, id),
        ("n" | "N", Selection::Node(id)) => page.send(Command::Do(Act::VoteNo(id))),
        ("x" | "X", Selection::Link(a, b)) => toggle_cut(page, a, b),
        ("x" | "X", Selection::Node(id)) if id != COORDINATOR => toggle_cut(page, COORDINATOR, id),
        ("d" | "D" | "u" | "U" | "l" | "L", Selection::Message(_)) => {
            return message(page, key, selection);
        }
        ("h" | "H", _) => toggle_repair(page),
        ("s" | "S", _) => next_voice(page),
        ("g" | "G", _) => next_language(page),
        ("m" | "M", Selection::Node(id)) => return first_message(page, id),
        ("k" | "K", Selection::Node(id)) if id != COORDINATOR => {
            page.send(Command::Select(Selection::Link(COORDINATOR, id)));
        }
        (digit, _) => return take(page, digit),
    }
    true
}

fn message(page: Page, key: &str, selection: Selection) -> bool {
    let Selection::Message(id) = selection else { return false };
    let found = page.now.with_untracked(|now| {
        now.flights.get(&id).map(|it| MessageRef {
            from: it.from,
            to: it.to,
            word: it.word.to_owned(),
            nth: it.nth,
        })
    });
    let Some(it) = found else { return false };
    let act = match key {
        "d" | "D" => Act::Drop(it),
        "u" | "U" => Act::Duplicate(it),
        _ => Act::Delay(it, delay_of(page, id)),
    };
    page.send(Command::Do(act));
    true
}

fn first_message(page: Page, id: ProcessId) -> bool {
    let found = page.now.with_untracked(|now| {
        now.flights.values().find(|it| it.from == id || it.to == id).map(|it| it.id)
    });
    if let Some(found) = found {
        page.send(Command::Select(Selection::Message(found)));
    }
    found.is_some()
}

fn next_voice(page: Page) {
    page.settings.update(|it| {
        it.voice = match it.voice {
            Voice::Story => Voice::Protocol,
            Voice::Protocol => Voice::Story,
        };
    });
}

fn next_language(page: Page) {
    use scenario::Lang;
    page.settings.update(|it| {
        it.story_lang = match it.story_lang {
            Lang::En => Lang::Hi,
            Lang::Hi => Lang::Hinglish,
            Lang::Hinglish => Lang::En,
        };
    });
}

/// The numbered offers of the inspector.
fn take(page: Page, digit: &str) -> bool {
    let number = digit.parse::<usize>().ok().filter(|number| (1..=9).contains(number));
    let playing = page.run_untracked(|run| run.room == Room::Play);
    let Some(number) = number.filter(|_| playing) else { return false };
    let shown = untrack(|| inspector::inspection(page));
    let Some(offer) = shown.offers.get(number - 1) else { return false };
    inspector::take(page, offer);
    true
}
