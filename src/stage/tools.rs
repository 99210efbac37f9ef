//! The tools over the stage, and what they do to whom.

use leptos::prelude::*;
use scene::inspect::Selection;
use scene::words::Word;
use world::{Act, COORDINATOR, MessageId, MessageRef, Micros, ProcessId};

use crate::page::Page;
use crate::run::Command;
use crate::settings::Tool;
use crate::ui::{aria, attr, icon};

const TOOLS: [(Tool, Word, &str); 8] = [
    (Tool::Select, Word::Select, "i-cursor"),
    (Tool::Crash, Word::Crash, "i-lightning"),
    (Tool::Pause, Word::Pause, "i-pause"),
    (Tool::VoteNo, Word::VoteNo, "i-thumbs-down"),
    (Tool::Cut, Word::CutLink, "i-scissors"),
    (Tool::Drop, Word::Drop, "i-trash-simple"),
    (Tool::Duplicate, Word::Duplicate, "i-copy"),
    (Tool::Delay, Word::Delay, "i-hourglass-simple-medium"),
];

/// The row of tools.
pub fn tools(page: Page) -> AnyView {
    let buttons = TOOLS.map(|(tool, word, symbol)| tool_button(page, tool, word, symbol));
    view! {
        <div class="tools" role="toolbar" aria-label=page.name(Word::Tools)>
            <span class="panel-title" aria-hidden="true">{page.say(Word::Stage)}</span>
            {buttons.into_iter().collect_view()}
            <button class="tool heal" type="button" on:click=move |_| heal(page)>
                {icon("i-bandaids")}
                <span class="label">{page.say(Word::HealEverything)}</span>
            </button>
        </div>
    }
    .into_any()
}

fn tool_button(page: Page, tool: Tool, word: Word, symbol: &'static str) -> AnyView {
    let now = move || page.settings.with(|it| it.tool);
    let pressed = move || aria(now() == tool);
    let pick = move |_| page.settings.update(|it| it.tool = tool);
    view! {
        <button class="tool" type="button" aria-pressed=attr(pressed) title=attr(move || page.word(word))
            aria-label=attr(move || page.word(word)) on:click=pick>
            {icon(symbol)} <span class="label">{page.say(word)}</span>
        </button>
    }
    .into_any()
}

/// Everything is repaired: links, then everyone who is down or stands still.
pub fn heal(page: Page) {
    let now = page.now.get_untracked();
    if !now.cuts.is_empty() || !now.slow.is_empty() {
        page.send(Command::Do(Act::HealAll));
    }
    for node in &now.nodes {
        if node.crashed.is_some() {
            page.send(Command::Do(Act::Recover(node.id)));
        } else if node.paused.is_some() {
            page.send(Command::Do(Act::Resume(node.id)));
        }
    }
}

/// The tool in hand, used on a process.
pub fn use_on_node(page: Page, id: ProcessId) {
    let selection = Command::Select(Selection::Node(id));
    match page.settings.with_untracked(|it| it.tool) {
        Tool::Select | Tool::Drop | Tool::Duplicate | Tool::Delay => page.send(selection),
        Tool::Crash => crash(page, id),
        Tool::Pause => pause(page, id),
        Tool::VoteNo => page.send(Command::Do(Act::VoteNo(id))),
        Tool::Cut if id == COORDINATOR => {
            page.send(Command::Do(Act::Partition(vec![vec![id]])));
        }
        Tool::Cut => cut(page, COORDINATOR, id),
    }
}

/// The tool in hand, used on a link. Without one, a cut link is healed.
pub fn use_on_link(page: Page, a: ProcessId, b: ProcessId) {
    let is_cut = page.now.with_untracked(|now| now.cuts.contains_key(&(a, b)));
    match page.settings.with_untracked(|it| it.tool) {
        Tool::Cut => cut(page, a, b),
        Tool::Select if is_cut => page.send(Command::Do(Act::Heal(a, b))),
        Tool::Select
        | Tool::Crash
        | Tool::Pause
        | Tool::VoteNo
        | Tool::Drop
        | Tool::Duplicate
        | Tool::Delay => page.send(Command::Select(Selection::Link(a, b))),
    }
}

/// The tool in hand, used on a message.
pub fn use_on_message(page: Page, id: MessageId, message: Option<MessageRef>) {
    let Some(message) = message else { return };
    let tool = page.settings.with_untracked(|it| it.tool);
    let act = match tool {
        Tool::Drop => Act::Drop(message),
        Tool::Duplicate => Act::Duplicate(message),
        Tool::Delay => Act::Delay(message, delay_of(page, id)),
        Tool::Select | Tool::Crash | Tool::Pause | Tool::VoteNo | Tool::Cut => {
            page.send(Command::Pause);
            return page.send(Command::Select(Selection::Message(id)));
        }
    };
    page.send(Command::Do(act));
}

/// A delayed message takes twice its time on top.
pub fn delay_of(page: Page, id: MessageId) -> Micros {
    let span =
        page.now.with_untracked(|now| now.flights.get(&id).map(|flight| flight.due - flight.sent));
    Micros(span.map_or(1_000, |span| span.0.max(1_000)) * 2)
}

/// Crashes it, or brings it back.
pub fn crash(page: Page, id: ProcessId) {
    let down = page.now.with_untracked(|now| now.node(id).crashed.is_some());
    page.send(Command::Do(if down { Act::Recover(id) } else { Act::Crash(id) }));
    page.send(Command::Select(Selection::Node(id)));
}

/// Pauses it, or lets it go on.
pub fn pause(page: Page, id: ProcessId) {
    let paused = page.now.with_untracked(|now| now.node(id).paused.is_some());
    page.send(Command::Do(if paused { Act::Resume(id) } else { Act::Pause(id) }));
    page.send(Command::Select(Selection::Node(id)));
}

/// Cuts a link, or heals it.
pub fn cut(page: Page, a: ProcessId, b: ProcessId) {
    let ends = (a.min(b), a.max(b));
    let is_cut = page.now.with_untracked(|now| now.cuts.contains_key(&ends));
    let act = if is_cut { Act::Heal(ends.0, ends.1) } else { Act::Cut(ends.0, ends.1) };
    page.send(Command::Do(act));
}

/// The tools as a kit, for small windows.
pub fn kit(page: Page, close: Callback<()>) -> AnyView {
    let button = |(tool, word, symbol): (Tool, Word, &'static str)| {
        let pick = move |_| {
            page.settings.update(|it| it.tool = tool);
            close.run(());
        };
        let pressed = move || aria(page.settings.with(|it| it.tool) == tool);
        view! {
            <button class="button" type="button" aria-pressed=attr(pressed) on:click=pick>
                {icon(symbol)} {page.say(word)}
            </button>
        }
    };
    let heal_all = move |_| {
        heal(page);
        close.run(());
    };
    view! {
        <div class="kit">
            {TOOLS.map(button).into_iter().collect_view()}
            <button class="button" type="button" on:click=heal_all>
                {icon("i-bandaids")} {page.say(Word::HealEverything)}
            </button>
        </div>
    }
    .into_any()
}
