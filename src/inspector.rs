//! The inspector: what is known about the selection, and what can be done to it.

use crate::derived::Derived;
use leptos::prelude::*;
use scene::inspect::{DiaryLine, Doing, Fact, Inspection, MessageLine, Offer, Rules, Selection};
use scene::words::{self, Word};
use world::ProcessId;

use crate::page::Page;
use crate::run::Command;
use crate::ui::{aria, attr, glyph, icon, part};

/// Which tab is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tab {
    State,
    Diary,
    Messages,
    Rules,
}

const TABS: [Tab; 4] = [Tab::State, Tab::Diary, Tab::Messages, Tab::Rules];

/// The panel.
pub fn inspector(page: Page) -> AnyView {
    let tab = RwSignal::new(Tab::State);
    view! {
        <section class="inspector panel" aria-label=page.name(Word::Inspector)>
            {inside(page, tab)}
        </section>
    }
    .into_any()
}

/// What the panel holds; a sheet holds the same.
fn inside(page: Page, tab: RwSignal<Tab>) -> AnyView {
    let shown = crate::ui::memo(move || inspection(page));
    let body = move || match tab.get() {
        Tab::State => shown.with(|it| state(page, it)),
        Tab::Diary => diary(page),
        Tab::Messages => messages(page),
        Tab::Rules => rules(page),
    };
    let buttons = TABS.map(|it| tab_button(page, tab, it, shown));
    view! {
        <div class="tabs" role="tablist" aria-label=page.name(Word::Inspector)>
            {buttons.into_iter().collect_view()}
        </div>
        <div class="inspector-body" role="tabpanel" id="pane" tabindex="0"
            aria-label=page.name(Word::Inspector)>{part(body)}</div>
    }
    .into_any()
}

/// The same in a sheet, for small windows.
pub fn sheet_body(page: Page) -> AnyView {
    let shown = crate::ui::memo(move || inspection(page));
    view! { <div class="inspector-body">{part(move || shown.with(|it| state(page, it)))}</div> }
        .into_any()
}

/// What is shown of the selection at this moment.
pub fn inspection(page: Page) -> Inspection {
    let selection = page.run(|run| run.selection);
    page.look(|looking, played, _| {
        let rules =
            Rules { protocol: played.setup.protocol, cooperative: played.setup.cooperative };
        looking.inspect(selection, &played.trace, rules)
    })
}

/// Does what an offer offers.
pub fn take(page: Page, offer: &Offer) {
    match offer.what.clone() {
        Some(Doing::Now(act)) => page.send(Command::Do(act)),
        Some(Doing::Later(intervention)) => page.send(Command::Plan(intervention)),
        Some(Doing::Cooperate) => page.send(Command::Cooperative(true)),
        Some(Doing::Switch(protocol)) => page.send(Command::Protocol(protocol)),
        None => page.said.set(format!("{}. {}", offer.title, offer.why)),
    }
}

fn tab_button(page: Page, tab: RwSignal<Tab>, it: Tab, shown: Derived<Inspection>) -> AnyView {
    let label = move || match it {
        Tab::State => shown.with(|shown| shown.title.clone()),
        Tab::Diary => page.word(Word::DiaryTab).to_owned(),
        Tab::Messages => page.word(Word::MessagesTab).to_owned(),
        Tab::Rules => page.word(Word::RulesTab).to_owned(),
    };
    let chosen = move || tab.get() == it;
    let key = move |event: web_sys::KeyboardEvent| {
        let at = TABS.iter().position(|other| *other == it).unwrap_or(0);
        let to = match event.key().as_str() {
            "ArrowRight" => (at + 1) % TABS.len(),
            "ArrowLeft" => (at + TABS.len() - 1) % TABS.len(),
            _ => return,
        };
        event.prevent_default();
        tab.set(TABS[to]);
        crate::dom::focus(&format!("#tab{to}"));
    };
    let id = format!("tab{}", it as u8);
    view! {
        <button class="tab" type="button" role="tab" id=id aria-controls="pane"
            aria-selected=attr(move || aria(chosen())) tabindex=attr(move || if chosen() { "0" } else { "-1" })
            on:click=move |_| tab.set(it) on:keydown=key>{part(label)}</button>
    }
    .into_any()
}

fn state(page: Page, shown: &Inspection) -> AnyView {
    let facts = (!shown.facts.is_empty()).then(|| {
        view! { <dl class="facts">{shown.facts.iter().map(fact).collect_view()}</dl> }
    });
    if shown.offers.is_empty() {
        return view! { {facts} <p class="empty">{shown.heading}</p> }.into_any();
    }
    let offers = (1..).zip(&shown.offers).map(|(number, it)| offer(page, number, it));
    view! {
        {facts} <h3>{shown.heading}</h3> <ol class="choices">{offers.collect_view()}</ol>
    }
    .into_any()
}

fn fact(fact: &Fact) -> AnyView {
    let class = (!fact.tone.is_empty()).then_some(fact.tone);
    view! {
        <dt>{fact.name}</dt> <dd class=class>{fact.glyph.map(glyph)} " " {fact.value.clone()}</dd>
    }
    .into_any()
}

fn offer(page: Page, number: u8, offer: &Offer) -> AnyView {
    let refused = offer.what.is_none().then_some("true");
    let mine = offer.clone();
    let click = move |_| take(page, &mine);
    view! {
        <li>
            <button class="choice" type="button" aria-disabled=refused
                data-best=offer.best.then_some("") on:click=click>
                {icon(offer.icon)}
                <span>{offer.title.clone()} <span class="why">{offer.why.clone()}</span></span>
                <kbd aria-hidden="true">{number}</kbd>
            </button>
        </li>
    }
    .into_any()
}

/// Whose diary: the selected one's, or everyone's.
fn diary(page: Page) -> AnyView {
    let cast = page.cast.get();
    let whose: Vec<ProcessId> = match page.run(|run| run.selection) {
        Selection::Node(id) => vec![id],
        Selection::Nothing | Selection::Link(..) | Selection::Message(_) => {
            cast.0.iter().map(|person| person.id).collect()
        }
    };
    let one = |id: ProcessId| {
        let lines = page.look(|looking, _, _| looking.diary_lines(id));
        let empty = lines.is_empty().then(|| {
            view! { <li class="empty-line">{page.word(Word::LogEmpty)}</li> }
        });
        view! {
            <h3>{cast.name(id).to_owned()}</h3>
            <ul class="lines">{lines.into_iter().map(diary_line).collect_view()} {empty}</ul>
        }
    };
    whose.into_iter().map(one).collect_view().into_any()
}

fn diary_line(line: DiaryLine) -> AnyView {
    view! {
        <li>
            <span class="entry" data-force=line.force data-kind=line.kind>{line.word}</span>
            <span class="clock">{line.clock}</span>
        </li>
    }
    .into_any()
}

/// How many messages the list shows.
const MESSAGES: usize = 40;

fn messages(page: Page) -> AnyView {
    let selection = page.run(|run| run.selection);
    let lines =
        page.look(|looking, played, _| looking.message_lines(&played.trace, selection, MESSAGES));
    if lines.is_empty() {
        return view! { <p class="empty">{page.word(Word::NoMessages)}</p> }.into_any();
    }
    let rows = lines.into_iter().map(move |it| message_line(page, it));
    view! { <ul class="lines">{rows.collect_view()}</ul> }.into_any()
}

fn message_line(page: Page, line: MessageLine) -> AnyView {
    let pick = move |_| page.send(Command::Select(Selection::Message(line.id)));
    view! {
        <li>
            <button class="line" type="button" on:click=pick>
                <span class="flight" data-type=line.kind>{glyph(line.glyph)}</span>
                <b>{line.word}</b> <span>{line.ends}</span>
                <span class="clock">{line.clock}</span> <span class="fate">{line.fate}</span>
            </button>
        </li>
    }
    .into_any()
}

/// The rules of this run: which detector, which wrong rules are on.
fn rules(page: Page) -> AnyView {
    let lang = page.lang();
    let (detector, cooperative, on) =
        page.played.with(|it| (it.setup.detector.mode, it.setup.cooperative, it.setup.policies));
    let mode = match detector {
        world::DetectorMode::Perfect => Word::PerfectDetector,
        world::DetectorMode::Unreliable => Word::UnreliableDetector,
    };
    let known = page.inputs.with(|it| it.protocol).policies();
    let switches = known.iter().copied().map(|policy| {
        let is_on = on.has(policy);
        let turn = move |_| page.send(Command::TogglePolicy(policy));
        view! {
            <li>
                <button class="choice" type="button" role="switch" aria-checked=aria(is_on)
                    on:click=turn>
                    {icon(if is_on { "i-warning" } else { "i-check" })}
                    <span>{words::policy(policy, lang)}</span>
                </button>
            </li>
        }
    });
    let asks = move |_| page.send(Command::Cooperative(!cooperative));
    view! {
        <p class="rule-line">{page.word(mode)}</p>
        <ul class="choices">
            <li>
                <button class="choice" type="button" role="switch" aria-checked=aria(cooperative)
                    on:click=asks>
                    {icon("i-chats-circle")} <span>{page.word(Word::Cooperative)}</span>
                </button>
            </li>
        </ul>
        <h3>{page.word(Word::WrongRules)}</h3>
        <ul class="choices">{switches.collect_view()}</ul>
    }
    .into_any()
}
