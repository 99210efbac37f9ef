//! The narration: what just happened, in two voices and three languages.

use leptos::prelude::*;
use scenario::{Glyph, Lang, Narration, Segment, Telling};
use scene::words::Word;

use crate::appbar::lang_name;
use crate::page::Page;
use crate::run::Command;
use crate::settings::Voice;
use crate::ui::{aria, attr, choice, glyph, icon, part};

/// The panel.
pub fn narration(page: Page) -> AnyView {
    let index = crate::ui::memo(move || {
        let cursor = page.cursor.get();
        page.played.with(|it| it.moment_index(cursor))
    });
    let told = crate::ui::memo(move || tell(page, index.get()));
    let lang = move || page.settings.with(|it| it.story_lang.tag());
    view! {
        <section class="narration panel" aria-labelledby="headline">
            {tools(page)}
            <div class="narration-body" lang=attr(lang)>{part(move || body(page, &told.read()))}</div>
            {foot(page, index)}
        </section>
    }
    .into_any()
}

/// What is told at one of the run's moments.
pub fn tell(page: Page, index: usize) -> Narration {
    let lang = page.settings.with(|it| it.story_lang);
    let inputs = page.inputs.get();
    page.played.with(|played| {
        let Some(moment) = played.moments.get(index) else { return empty() };
        let then = world::Snapshot::after(&played.trace, moment.entries);
        let doubt = then.nodes.iter().filter(|node| node.in_doubt()).count();
        let telling = Telling {
            lang,
            protocol: inputs.protocol,
            accident: inputs.accident.as_deref(),
            doubt: u8::try_from(doubt).unwrap_or(u8::MAX),
        };
        played.scenario.narrate(moment, &telling)
    })
}

fn empty() -> Narration {
    Narration { title: Vec::new(), story: Vec::new(), protocol: Vec::new(), watch: None }
}

fn tools(page: Page) -> AnyView {
    let voice = move || page.settings.with(|it| it.voice);
    let button = |to: Voice, word: Word| {
        choice(
            move || page.word(word).to_owned(),
            "",
            move || voice() == to,
            move || page.settings.update(|it| it.voice = to),
        )
    };
    let lang = |to: Lang| {
        choice(
            move || lang_name(to, false).to_owned(),
            to.tag(),
            move || page.settings.with(|it| it.story_lang) == to,
            move || page.settings.update(|it| it.story_lang = to),
        )
    };
    view! {
        <div class="narration-tools">
            <div class="segmented small" role="group" aria-label=page.name(Word::VoiceWord)>
                {button(Voice::Story, Word::Story)} {button(Voice::Protocol, Word::ProtocolWord)}
            </div>
            <div class="segmented small" role="group"
                aria-label=page.name(Word::StoryLanguage)>
                {Lang::ALL.map(lang).into_iter().collect_view()}
            </div>
        </div>
    }
    .into_any()
}

fn body(page: Page, told: &Narration) -> AnyView {
    let voice = page.settings.with(|it| it.voice);
    let paragraphs = match voice {
        Voice::Story => &told.story,
        Voice::Protocol => &told.protocol,
    };
    let full = paragraphs.iter().map(|it| {
        view! { <p class="full">{segments(it)}</p> }
    });
    let brief = paragraphs.first().map(|it| brief(page, it, paragraphs.len() > 1));
    let watch = told.watch.as_ref().map(|it| {
        view! {
            <p class="full watch"><b>{page.word(Word::WatchFor)}</b> " " {segments(it)}</p>
        }
    });
    view! {
        <h2 class="headline" id="headline">{segments(&told.title)}</h2>
        {full.collect_view()} {watch} {brief}
    }
    .into_any()
}

/// The first paragraph, for small windows; the rest on demand.
fn brief(page: Page, first: &[Segment], more: bool) -> AnyView {
    let open = RwSignal::new(false);
    let turn = move |event: web_sys::MouseEvent| {
        open.update(|it| *it = !*it);
        let body = event.target().and_then(|it| {
            wasm_bindgen::JsCast::dyn_into::<web_sys::Element>(it)
                .ok()?
                .closest(".narration-body")
                .ok()?
        });
        if let Some(body) = body {
            drop(body.toggle_attribute("data-open"));
        }
    };
    let word = move || page.word(if open.get() { Word::Less } else { Word::More });
    let button = more.then(|| {
        view! {
            <button class="more-button" type="button" aria-expanded=attr(move || aria(open.get()))
                on:click=turn>{part(word)}</button>
        }
    });
    view! { <p class="brief">{segments(first)} " " {button}</p> }.into_any()
}

/// Told words with their glyphs.
pub fn segments(list: &[Segment]) -> AnyView {
    list.iter().map(segment).collect_view().into_any()
}

fn segment(segment: &Segment) -> AnyView {
    match segment {
        Segment::Text(text) => text.clone().into_any(),
        Segment::Bold(text) => view! { <b>{text.clone()}</b> }.into_any(),
        Segment::Glyph { kind, text } => {
            let words = (!text.is_empty()).then(|| view! { " " <b>{text.clone()}</b> });
            view! { <span class="term">{sign(*kind)} {words}</span> }.into_any()
        }
    }
}

fn sign(kind: Glyph) -> AnyView {
    match kind {
        Glyph::Lock => icon("i-lock-simple-fill"),
        Glyph::Unlock => icon("i-lock-simple-open-fill"),
        Glyph::Diary => icon("i-notebook-fill"),
        Glyph::Cut => icon("i-scissors"),
        Glyph::Ask => glyph("m-prepare"),
        Glyph::Yes => glyph("m-yes"),
        Glyph::No => glyph("m-no"),
        Glyph::Working => glyph("s-working"),
        Glyph::Prepared => glyph("s-prepared"),
        Glyph::Doubt => glyph("s-in-doubt"),
        Glyph::PreCommit => glyph("s-pre-committed"),
        Glyph::Commit => glyph("s-committed"),
        Glyph::Abort => glyph("s-aborted"),
        Glyph::Crash => glyph("s-crashed"),
        Glyph::Pause => glyph("s-paused"),
        Glyph::Lost => glyph("m-lost"),
        Glyph::Split => glyph("s-split"),
    }
}

fn foot(page: Page, index: Memo<usize>) -> AnyView {
    let count = move || page.played.with(|it| it.moments.len());
    let pips = move || {
        let here = index.get();
        let pip = |at: usize| {
            let class = match at.cmp(&here) {
                std::cmp::Ordering::Less => "done",
                std::cmp::Ordering::Equal => "here",
                std::cmp::Ordering::Greater => "",
            };
            view! { <i class=class></i> }
        };
        (0..count()).map(pip).collect_view()
    };
    let words = move || {
        let (here, all) = ((index.get() + 1).to_string(), count().to_string());
        Word::StepOf.with(page.lang(), &[&here, &all])
    };
    view! {
        <div class="narration-foot">
            <button class="button" type="button" on:click=move |_| page.send(Command::LastMoment)>
                {icon("i-caret-left")} {page.say(Word::Back)}
            </button>
            <div class="progress">
                <div class="pips" aria-hidden="true">{part(pips)}</div>
                <span class="words">{part(words)}</span>
            </div>
            <button class="button strong" type="button"
                on:click=move |_| page.send(Command::NextMoment)>
                {page.say(Word::Next)} {icon("i-caret-right")}
            </button>
        </div>
    }
    .into_any()
}
