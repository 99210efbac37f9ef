//! What every part of the page is handed: what is shown, and the one way to do something.

use std::sync::Arc;

use crate::derived::Derived;
use analysis::Verdict;
use leptos::prelude::*;
use scenario::Lang;
use scene::cast::Cast;
use scene::inspect::Selection;
use scene::layout::{Layout, Map};
use scene::words::{self, Word};
use scene::{Looking, outcome::Outcome, stage::Stage};
use world::{Act, Refusal, Snapshot};

use crate::played::Played;
use crate::run::{Command, Cursor, Inputs, Run};
use crate::settings::Settings;
use crate::ui::{Attr, attr, memo, text};

/// The page.
#[derive(Clone, Copy)]
pub struct Page {
    run: RwSignal<Run>,
    /// The reader's settings.
    pub settings: RwSignal<Settings>,
    /// The size of the window.
    pub window: ReadSignal<(u32, u32)>,
    /// Whether the reader asked for less motion.
    pub still: ReadSignal<bool>,
    /// The inputs of the law.
    pub inputs: Derived<Inputs>,
    /// The run, played.
    pub played: Derived<Played>,
    /// Where the reader is.
    pub cursor: Derived<Cursor>,
    /// What is true there.
    pub now: Derived<Arc<Snapshot>>,
    /// The verdict there.
    pub verdict: Derived<Arc<Verdict>>,
    /// Everybody, in the page's language.
    pub cast: Derived<Arc<Cast>>,
    /// The stage there.
    pub stage: Derived<Arc<Stage>>,
    /// The outcome strip there.
    pub outcome: Derived<Outcome>,
    /// The sentence for the screen reader.
    pub said: RwSignal<String>,
    /// What went wrong while something was read.
    pub problem: RwSignal<Option<Problem>>,
    /// How many scenarios have arrived after the first.
    pub arrived: RwSignal<u32>,
    /// Which panel of the small windows is open.
    pub sheet: RwSignal<Option<Sheet>>,
}

/// What went wrong while something was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What it was about.
    pub title: Word,
    /// What was found where.
    pub lines: Vec<String>,
    /// Whether the wedding is shown in its place; else what was there stays.
    pub instead: bool,
}

/// A panel that covers part of a small window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// What can be broken.
    Break,
    /// Keys and help.
    Help,
}

impl std::fmt::Debug for Page {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Page")
    }
}

impl Page {
    /// Wires the page up: one writable run, everything else derived.
    #[must_use]
    pub fn new(
        run: Run,
        settings: Settings,
        window: ReadSignal<(u32, u32)>,
        still: ReadSignal<bool>,
    ) -> Self {
        let run = RwSignal::new(run);
        let settings = RwSignal::new(settings);
        let inputs = memo(move || run.with(|it| it.inputs.clone()));
        let scenario = memo(move || Shared(run.with(|it| it.scenario.clone())));
        let played = memo(move || {
            let scenario = scenario.get();
            inputs.with(|inputs| Played::new(&scenario.0, inputs))
        });
        let cursor = memo(move || run.with(|it| it.cursor));
        let now = memo(move || Arc::new(played.with(|it| it.snapshot(cursor.get()))));
        let verdict = memo(move || Arc::new(now.with(|now| played.with(|it| it.verdict(now)))));
        let lang = memo(move || settings.with(|it| it.lang));
        let cast = memo(move || Arc::new(Cast::of(&scenario.get().0, lang.get())));
        let mut page = Self {
            run,
            settings,
            window,
            still,
            inputs,
            played,
            cursor,
            now,
            verdict,
            cast,
            stage: memo(|| Arc::new(empty_stage())),
            outcome: memo(empty_outcome),
            said: RwSignal::new(String::new()),
            problem: RwSignal::new(None),
            arrived: RwSignal::new(0),
            sheet: RwSignal::new(None),
        };
        let wired = page;
        page.stage = memo(move || Arc::new(wired.look_at_stage()));
        page.outcome = memo(move || wired.look_at_outcome());
        page
    }

    /// Does something. What is refused is said, and shown where the reasons stand.
    pub fn send(self, command: Command) {
        let wanted = if let Command::Do(act) = &command { Some(act.clone()) } else { None };
        if let (Some(why), Some(act)) = (self.attempt(command), wanted) {
            self.tell_refusal(&act, why);
        }
    }

    /// Does something, or gives the reason why it cannot be done.
    pub fn attempt(self, command: Command) -> Option<Refusal> {
        let played = self.played.get_untracked();
        self.run.try_update(|run| run.apply(command, &played)).flatten()
    }

    fn tell_refusal(self, act: &Act, why: Refusal) {
        let lang = self.settings.with_untracked(|it| it.lang);
        let what = self.cast.with_untracked(|cast| words::act(act, cast, lang));
        let reason = Word::NotAllowed.with(lang, &[words::refusal(why, lang)]);
        self.said.set(format!("{what}. {reason}"));
        if let Act::Crash(id)
        | Act::Recover(id)
        | Act::Pause(id)
        | Act::Resume(id)
        | Act::VoteNo(id) = act
        {
            self.send(Command::Select(Selection::Node(*id)));
        }
    }

    /// Reads a part of the run, and hears of changes.
    pub fn run<T>(self, read: impl FnOnce(&Run) -> T) -> T {
        self.run.with(read)
    }

    /// Reads a part of the run once.
    pub fn run_untracked<T>(self, read: impl FnOnce(&Run) -> T) -> T {
        self.run.with_untracked(read)
    }

    /// A part of the run that is compared before anybody hears of it.
    pub fn part<T: PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&Run) -> T + Send + Sync + 'static,
    ) -> Derived<T> {
        let run = self.run;
        memo(move || run.with(&read))
    }

    /// The page's language.
    #[must_use]
    pub fn lang(self) -> Lang {
        self.settings.with(|it| it.lang)
    }

    /// A word in the page's language.
    #[must_use]
    pub fn word(self, word: Word) -> &'static str {
        word.to(self.lang())
    }

    /// A word on the page, in whatever language it has at the moment.
    pub fn say(self, word: Word) -> AnyView {
        text(move || self.word(word).to_owned())
    }

    /// The same as the value of an attribute.
    #[must_use]
    pub fn name(self, word: Word) -> Attr {
        attr(move || self.word(word))
    }

    /// The layout of the window.
    #[must_use]
    pub fn layout(self) -> Layout {
        let (width, height) = self.window.get();
        Layout::of_window(width, height)
    }

    /// The map of the stage.
    #[must_use]
    pub fn map(self) -> Map {
        self.cast.with(|cast| Map::new(self.layout(), cast.participants(), cast.has_money()))
    }

    /// Looks at the present moment.
    pub fn look<T>(self, see: impl FnOnce(&Looking<'_>, &Played, &Verdict) -> T) -> T {
        let (now, played, verdict) = (self.now.get(), self.played.get(), self.verdict.get());
        let cast = self.cast.get();
        let looking = Looking {
            now: &now,
            blocking: &played.blocking,
            at: now.at,
            lang: self.lang(),
            unit: played.scenario.unit,
            map: self.map(),
            cast: &cast,
        };
        see(&looking, &played, &verdict)
    }

    fn look_at_stage(self) -> Stage {
        let still = self.still.get();
        self.look(|looking, played, verdict| looking.stage(&played.scenario, verdict, still))
    }

    fn look_at_outcome(self) -> Outcome {
        self.look(|looking, _, verdict| {
            scene::outcome::outcome(verdict, looking.now, looking.lang, looking.unit)
        })
    }
}

/// A scenario, compared by identity.
#[derive(Clone)]
struct Shared(Arc<scenario::Scenario>);

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

fn empty_stage() -> Stage {
    Stage {
        cards: Vec::new(),
        links: Vec::new(),
        chips: Vec::new(),
        crosses: Vec::new(),
        foot: scene::foot::Foot::Client {
            portrait: String::new(),
            who: String::new(),
            says: String::new(),
            short: String::new(),
            clock: String::new(),
        },
        caption: None,
        view_box: String::new(),
    }
}

fn empty_outcome() -> Outcome {
    Outcome {
        atomicity: "holds",
        in_doubt: 0,
        blocked: String::new(),
        blocked_count: 0,
        time: String::new(),
        tiles: Vec::new(),
    }
}
