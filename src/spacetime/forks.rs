//! The strip of branches: what plays now, and the futures that were kept.

use crate::derived::Derived;
use analysis::Outcome;
use leptos::prelude::*;
use scene::spacetime::Diagram;
use scene::words::Word;
use world::{Micros, Snapshot};

use crate::page::Page;
use crate::played::Played;
use crate::run::{Branch, Command};
use crate::ui::{attr, part};

/// Where the first track is, and how far the next.
const FIRST: f32 = 14.0;
const NEXT: f32 = 22.0;

/// The strip.
pub fn forks(page: Page, drawing: Derived<Diagram>) -> AnyView {
    let branches = page.part(|run| run.branches.clone());
    let kept = crate::ui::memo(move || {
        branches.get().iter().map(|it| Fork::of(page, it)).collect::<Vec<Fork>>()
    });
    let height = move || FIRST * 2.0 + 16.0 + NEXT * tracks(kept.with(Vec::len));
    let width = move || drawing.with(|it| it.frame.width);
    let hidden = move || !drawing.with(|it| it.frame.roomy);
    let view_box = move || format!("0 0 {} {}", width(), height());
    let list = move || {
        let forks = kept.get();
        forks.into_iter().enumerate().map(|(at, it)| it.draw(page, drawing, at)).collect_view()
    };
    let empty = move || kept.with(Vec::is_empty).then(|| no_forks(page));
    view! {
        <svg class="forks" viewBox=attr(view_box) width=attr(width) height=attr(height) role="group"
            aria-label=page.name(Word::Branches) hidden=attr(hidden)>
            {trunk(page, drawing)} {part(empty)} {part(list)}
        </svg>
    }
    .into_any()
}

fn tracks(count: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "at most a dozen")]
    let count = count.max(1) as f32;
    count
}

fn no_forks(page: Page) -> AnyView {
    view! {
        <text class="track-name" x="142" y=FIRST + NEXT + 4.5>
            {page.say(Word::NoForks)}
        </text>
    }
    .into_any()
}

fn trunk(page: Page, drawing: Derived<Diagram>) -> AnyView {
    let x = move || drawing.with(|it| it.scale.clock_x(page.cursor.get().at));
    let start = move || drawing.with(|it| it.frame.left);
    let end = move || drawing.with(|it| it.frame.width - it.frame.right);
    let ticks = move || {
        let moments = page
            .played
            .with(|it| it.moments.iter().skip(1).map(|moment| moment.at).collect::<Vec<Micros>>());
        let tick = |at: Micros| {
            let x = drawing.with(|it| it.scale.clock_x(at));
            view! { <line class="tick" x1=x y1=FIRST - 7.0 x2=x y2=FIRST + 7.0 /> }
        };
        moments.into_iter().map(tick).collect_view()
    };
    view! {
        <g class="main">
            <text class="track-name now" x="14" y=FIRST + 4.5>
                {page.say(Word::NowPlaying)}
            </text>
            <line class="ahead" x1=attr(x) y1=FIRST x2=attr(end) y2=FIRST />
            <line class="trunk" x1=attr(start) y1=FIRST x2=attr(x) y2=FIRST />
            {part(ticks)} <circle class="stop" cx=attr(start) cy=FIRST r="4" />
            <circle class="here" cx=attr(x) cy=FIRST r="7.5" />
        </g>
    }
    .into_any()
}

/// A future that was kept, as it is drawn.
#[derive(Clone, Debug, PartialEq)]
struct Fork {
    from: Micros,
    to: Micros,
    question: String,
    answer: String,
    glyph: &'static str,
}

impl Fork {
    fn of(page: Page, branch: &Branch) -> Self {
        let lang = page.lang();
        let scenario = page.played.with(|it| it.scenario.clone());
        let played = Played::new(&scenario, &branch.inputs);
        let now = Snapshot::at(&played.trace, played.end);
        let verdict = played.verdict(&now);
        let blocked = verdict.blocked.len().to_string();
        let (answer, glyph) = match verdict.outcome {
            Outcome::Split => (Word::SplitWord.to(lang).to_owned(), "s-split"),
            _ if !verdict.blocked.is_empty() => {
                (Word::NBlocked.with(lang, &[&blocked]), "s-in-doubt")
            }
            Outcome::Commit => (Word::AllCommit.to(lang).to_owned(), "s-committed"),
            Outcome::Abort => (Word::AllAbort.to(lang).to_owned(), "s-aborted"),
            Outcome::Undecided => (Word::NothingDecided.to(lang).to_owned(), "s-working"),
        };
        let question = Word::WhatIf.with(lang, &[&what(page, branch)]);
        Self { from: branch.forked, to: branch.cursor.at, question, answer, glyph }
    }

    fn draw(self, page: Page, drawing: Derived<Diagram>, index: usize) -> AnyView {
        let y = FIRST + NEXT * tracks(index + 1);
        let x = move |at: Micros| drawing.with(|it| it.scale.clock_x(at));
        let (from, to) = (x(self.from), x(self.to).max(x(self.from) + 12.0));
        let line = format!("M{from} {FIRST}V{y}H{to}");
        let label = format!("{} · {}", self.question, self.answer);
        let letter = char::from(b'A' + u8::try_from(index % 26).unwrap_or(0)).to_string();
        let right = to + 330.0 > drawing.with(|it| it.frame.width);
        let text_x = if right { from + 22.0 } else { to + 26.0 };
        let go = move |_| page.send(Command::Branch(index));
        let key = move |event: web_sys::KeyboardEvent| {
            if event.key() == "Enter" || event.key() == " " {
                event.prevent_default();
                page.send(Command::Branch(index));
            }
        };
        view! {
            <g class="fork" role="button" tabindex="0" aria-label=label on:click=go on:keydown=key>
                <rect class="hit" x=from y=y - 12.0 width=to - from + 330.0 height="24" rx="4" />
                <path class="fork-line" d=line />
                <use_ href=format!("#{}", self.glyph) x=to y=y - 10.0 width="20" height="20" />
                <text class="label" x=text_x y=y + 4.5>
                    {self.question} <tspan class="answer">{format!(" · {}", self.answer)}</tspan>
                </text>
            </g>
            <text class="track-name" x="14" y=y + 4.5 aria-hidden="true">
                {Word::BranchN.with(page.lang(), &[&letter])}
            </text>
            <circle class="stop" cx=from cy=FIRST r="5" />
        }
        .into_any()
    }
}

/// What is different in a branch: the last thing that was done, or the accident.
fn what(page: Page, branch: &Branch) -> String {
    let lang = page.lang();
    if let Some(last) = branch.inputs.interventions.last() {
        let cast = page.cast.get();
        return scene::words::act(&last.act, &cast, lang);
    }
    let accident = branch.inputs.accident.as_deref();
    let name = page.played.with(|it| {
        accident.and_then(|id| it.scenario.accident(id)).map(|it| it.name.get(lang).to_owned())
    });
    name.unwrap_or_else(|| Word::AsItWas.to(lang).to_owned())
}
