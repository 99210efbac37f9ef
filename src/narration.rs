//! The narration: what just happened, in two voices and three languages.

use crate::derived::Derived;
use leptos::prelude::*;
use scenario::{Glyph, Lang, Narration, Segment, Telling};
use scene::words::Word;

use crate::appbar::lang_name;
use crate::markup::Markup;
use crate::page::Page;
use crate::run::Command;
use crate::settings::Voice;
use crate::ui::{aria, attr, choice, html, icon, memo, text};

/// The panel.
pub fn narration(page: Page) -> AnyView {
    let index = memo(move || {
        let cursor = page.cursor.get();
        page.played.with(|it| it.moment_index(cursor))
    });
    let told = memo(move || tell(page, index.get()));
    let lang = move || page.settings.with(|it| it.story_lang.tag());
    let open = RwSignal::new(false);
    view! {
        <section class="narration panel" aria-labelledby="headline" data-open=attr(move || open.get())>
            {tools(page)}
            <div class="narration-body" lang=attr(lang)>
                <div class="told" inner_html=html(move || told.with(|it| body(page, it)))></div>
                {more(page, open)}
            </div>
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

/// Everything that is told; whether the whole or the brief shows, the style sheet says.
fn body(page: Page, told: &Narration) -> String {
    let voice = page.settings.with(|it| it.voice);
    let paragraphs = match voice {
        Voice::Story => &told.story,
        Voice::Protocol => &told.protocol,
    };
    let mut it = Markup::new();
    it.raw("<h2 class=\"headline\" id=\"headline\">");
    segments(&mut it, &told.title);
    it.raw("</h2>");
    for paragraph in paragraphs {
        it.raw("<p class=\"full\">");
        segments(&mut it, paragraph);
        it.raw("</p>");
    }
    if let Some(watch) = &told.watch {
        it.element("<p class=\"full watch\"><b>", page.word(Word::WatchFor), "</b> ");
        segments(&mut it, watch);
        it.raw("</p>");
    }
    it.raw("<p class=\"brief\">");
    paragraphs.first().into_iter().for_each(|first| segments(&mut it, first));
    it.raw("</p>").take()
}

/// The rest of the words, for small windows that show the first paragraph.
fn more(page: Page, open: RwSignal<bool>) -> AnyView {
    let word = move || page.word(if open.get() { Word::Less } else { Word::More }).to_owned();
    view! {
        <button class="more-button" type="button" aria-expanded=attr(move || aria(open.get()))
            on:click=move |_| open.update(|it| *it = !*it)>{text(word)}</button>
    }
    .into_any()
}

/// Told words with their glyphs.
fn segments(it: &mut Markup, list: &[Segment]) {
    for segment in list {
        match segment {
            Segment::Text(text) => {
                it.text(text);
            }
            Segment::Bold(text) => {
                it.element("<b>", text, "</b>");
            }
            Segment::Glyph { kind, text } => term(it, *kind, text),
        }
    }
}

fn term(it: &mut Markup, kind: Glyph, text: &str) {
    let (class, id) = sign(kind);
    it.raw("<span class=\"term\">").drawing(class, id);
    if !text.is_empty() {
        it.element(" <b>", text, "</b>");
    }
    it.raw("</span>");
}

fn sign(kind: Glyph) -> (&'static str, &'static str) {
    match kind {
        Glyph::Lock => ("icon", "i-lock-simple-fill"),
        Glyph::Unlock => ("icon", "i-lock-simple-open-fill"),
        Glyph::Diary => ("icon", "i-notebook-fill"),
        Glyph::Cut => ("icon", "i-scissors"),
        Glyph::Ask => ("glyph", "m-prepare"),
        Glyph::Yes => ("glyph", "m-yes"),
        Glyph::No => ("glyph", "m-no"),
        Glyph::Working => ("glyph", "s-working"),
        Glyph::Prepared => ("glyph", "s-prepared"),
        Glyph::Doubt => ("glyph", "s-in-doubt"),
        Glyph::PreCommit => ("glyph", "s-pre-committed"),
        Glyph::Commit => ("glyph", "s-committed"),
        Glyph::Abort => ("glyph", "s-aborted"),
        Glyph::Crash => ("glyph", "s-crashed"),
        Glyph::Pause => ("glyph", "s-paused"),
        Glyph::Lost => ("glyph", "m-lost"),
        Glyph::Split => ("glyph", "s-split"),
    }
}

fn foot(page: Page, index: Derived<usize>) -> AnyView {
    let count = move || page.played.with(|it| it.moments.len());
    let pips = move || {
        let here = index.get();
        let mut it = Markup::new();
        for at in 0..count() {
            it.raw(match at.cmp(&here) {
                std::cmp::Ordering::Less => "<i class=\"done\"></i>",
                std::cmp::Ordering::Equal => "<i class=\"here\"></i>",
                std::cmp::Ordering::Greater => "<i></i>",
            });
        }
        it.take()
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
                <div class="pips" aria-hidden="true" inner_html=html(pips)></div>
                <span class="words">{text(words)}</span>
            </div>
            <button class="button strong" type="button"
                on:click=move |_| page.send(Command::NextMoment)>
                {page.say(Word::Next)} {icon("i-caret-right")}
            </button>
        </div>
    }
    .into_any()
}
