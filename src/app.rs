//! The whole page, laid out.

use leptos::prelude::*;

use crate::page::Page;
use crate::run::Room;
use crate::ui::{attr, part};
use crate::{
    appbar, compare, dom, inspector, js, keys, live, narration, outcome, overlays, route,
    spacetime, stage, titlebar, transport,
};
use scene::words::Word;
use world::Micros;

/// The page.
pub fn app() -> AnyView {
    let page = open();
    let room = page.part(|run| run.room);
    let name = move || match room.get() {
        Room::Play => "play",
        Room::Compare => "compare",
    };
    let body = move || match room.get() {
        Room::Play => play_room(page),
        Room::Compare => compare::compare_room(page),
    };
    view! {
        <a class="skip" href="#room" on:click=skip>{page.say(Word::SkipToStage)}</a>
        <div class="app" data-room=attr(name)>
            {appbar::appbar(page)}
            <main class="room-body" id="room" tabindex="-1">
                {overlays::notices(page)}
                {titlebar::titlebar(page)}
                {part(body)}
            </main>
            {live::region(page)}
        </div>
        {overlays::sheets(page)}
    }
    .into_any()
}

/// Goes to the stage without touching the address, which holds the run.
fn skip(event: web_sys::MouseEvent) {
    event.prevent_default();
    dom::focus("#room");
}

fn open() -> Page {
    let (run, problem) = route::first_run();
    let (settings, trouble) = route::first_settings();
    let page = Page::new(run, settings, dom::window_size(), dom::media(STILL));
    page.problem.set(problem.or(trouble));
    route::keep_address(page);
    route::keep_settings(page);
    route::fetch_library(page);
    keys::listen(page);
    js::offer(page);
    play_on(page);
    if dom::query("embed").is_some_and(|it| it == "1") {
        dom::set_root("data-embed", Some(""));
    }
    page
}

const STILL: &str = "(prefers-reduced-motion: reduce)";

/// Lets time pass while the run plays.
fn play_on(page: Page) {
    let playing = page.part(|run| run.playing);
    dom::on_each_frame(playing.into(), move |millis| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a frame, between 0 and 100 milliseconds"
        )]
        let micros = Micros((millis * 1_000.0) as u64);
        page.send(crate::run::Command::Tick(micros));
    });
}

fn play_room(page: Page) -> AnyView {
    view! {
        <div class="play-room">
            <div class="play-main">
                {stage::stage(page)}
                {outcome::outcome(page)}
                <section class="spacetime panel" aria-labelledby="st-title">
                    {spacetime::head(page)}
                    {spacetime::history(page)}
                    {transport::transport(page)}
                </section>
            </div>
            <div class="play-side">
                {narration::narration(page)}
                {inspector::inspector(page)}
            </div>
        </div>
    }
    .into_any()
}
