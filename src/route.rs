//! The address and the storage: where a run comes from, and where it is kept.
//!
//! The fragment of the address always holds the whole run. Nothing it can hold breaks the page: what
//! cannot be read is named, and the wedding is shown instead.

use std::sync::{Arc, OnceLock};

use leptos::prelude::*;
use scenario::link::{Link, Source as LinkSource, View};
use scenario::{IDS, Lang, Scenario, builtin};
use scene::words::Word;

use crate::dom;
use crate::page::{Page, Problem};
use crate::run::{Command, Cursor, Inputs, Loaded, Room, Run, Source};
use crate::settings::{Settings, Stored};

/// What went wrong, if anything did.
pub type Trouble = Option<Problem>;

fn stays(title: Word, lines: Vec<String>) -> Trouble {
    Some(Problem { title, lines, instead: false })
}

/// The scenarios that come with the page, each from when it is there: the wedding at once, the
/// others when their files have arrived.
static LIBRARY: [OnceLock<Arc<Scenario>>; IDS.len()] = [const { OnceLock::new() }; IDS.len()];

/// Those that are there by now, in the order of a menu.
pub fn library(page: Page) -> Vec<(&'static str, Arc<Scenario>)> {
    page.arrived.track();
    there()
}

fn there() -> Vec<(&'static str, Arc<Scenario>)> {
    IDS.into_iter().filter_map(|id| Some((id, by_name(id)?))).collect()
}

fn by_name(id: &str) -> Option<Arc<Scenario>> {
    let place = IDS.iter().position(|it| *it == id)?;
    if LIBRARY[place].get().is_none()
        && let Some((_, text)) = builtin().iter().find(|(it, _)| *it == id)
    {
        keep(id, text);
    }
    LIBRARY[place].get().cloned()
}

fn keep(id: &str, text: &str) {
    let place = IDS.iter().position(|it| *it == id);
    let read = Scenario::parse(&format!("{id}.toml"), text);
    if let (Some(place), Ok(scenario)) = (place, read) {
        // A file that arrives twice is the same file.
        let _ = LIBRARY[place].set(Arc::new(scenario));
    }
}

/// The scenario that a fragment names, if its file has yet to arrive.
fn awaited(fragment: &str) -> Option<&'static str> {
    Link::names(fragment).filter(|id| by_name(id).is_none())
}

/// Fetches the scenarios that the first view can do without.
pub fn fetch_library(page: Page) {
    IDS.into_iter().filter(|id| by_name(id).is_none()).for_each(|id| fetch(page, id));
}

/// Fetches one; when it is there, the address that was waiting for it is followed.
fn fetch(page: Page, id: &'static str) {
    dom::fetch(&format!("scenarios/{id}.toml"), move |text| {
        let waited = awaited(&dom::fragment()) == Some(id);
        if let Some(text) = text {
            keep(id, &text);
        }
        let there = by_name(id).is_some();
        if there {
            page.arrived.update(|it| *it += 1);
        }
        match (waited, there) {
            (true, true) => follow(page),
            (true, false) => {
                let line = format!("scenarios/{id}.toml could not be fetched");
                page.problem.set(stays(Word::LinkProblem, vec![line]));
            }
            (false, _) => {}
        }
    });
}

/// The wedding, ready to play.
fn wedding() -> Run {
    let (id, scenario) = &there()[0];
    Run::open(scenario.clone(), Source::Builtin((*id).to_owned()))
}

/// The run of the address, or the wedding and what was wrong.
#[must_use]
pub fn first_run() -> (Run, Trouble) {
    let fragment = dom::fragment();
    let mut run = wedding();
    if fragment.is_empty() || awaited(&fragment).is_some() {
        return (run, None);
    }
    match read(&fragment) {
        Ok(loaded) => {
            let played = crate::played::Played::new(&run.scenario, &run.inputs);
            run.apply(Command::Load(Box::new(loaded)), &played);
            (run, None)
        }
        Err(lines) => (run, Some(Problem { title: Word::LinkProblem, lines, instead: true })),
    }
}

/// Reads a fragment.
///
/// # Errors
/// Lines that say what and where.
pub fn read(fragment: &str) -> Result<Loaded, Vec<String>> {
    let room = match fragment {
        "play" | "/play" => return Ok(opened(Room::Play)),
        "compare" | "/compare" => return Ok(opened(Room::Compare)),
        other => other,
    };
    let there = |id: &str| by_name(id).map(Ok);
    let read = Link::decode_among(room, &there);
    let (link, scenario) = read.map_err(|error| vec![error.to_string()])?;
    Ok(loaded(link, scenario))
}

fn opened(room: Room) -> Loaded {
    let run = wedding();
    Loaded {
        scenario: run.scenario,
        inputs: run.inputs,
        cursor: Cursor::default(),
        room,
        columns: run.columns,
    }
}

fn loaded(link: Link, scenario: Arc<Scenario>) -> Loaded {
    let source = match link.scenario {
        LinkSource::Builtin(id) => Source::Builtin(id),
        LinkSource::Text(text) => Source::Text(text.into()),
    };
    let inputs = Inputs {
        source,
        protocol: link.protocol,
        policies: link.policies,
        detector: link.detector,
        cooperative: link.cooperative,
        seed: link.seed,
        accident: link.accident,
        interventions: link.interventions,
    };
    let played = crate::played::Played::new(&scenario, &inputs);
    let first = played.trace.entries.partition_point(|entry| entry.at < link.at);
    let entries =
        link.order.and_then(|it| usize::try_from(it).ok()).map(|order| first.saturating_add(order));
    let room = match link.view {
        View::Play => Room::Play,
        View::Compare => Room::Compare,
    };
    let cursor = Cursor { at: link.at, entries };
    Loaded { scenario, inputs, cursor, room, columns: link.compare }
}

/// The link of a run.
fn link_of(run: &Run, order: u32) -> Link {
    let inputs = run.inputs.clone();
    Link {
        scenario: match inputs.source {
            Source::Builtin(id) => LinkSource::Builtin(id),
            Source::Text(text) => LinkSource::Text(text.as_ref().to_owned()),
        },
        protocol: inputs.protocol,
        policies: inputs.policies,
        cooperative: inputs.cooperative,
        detector: inputs.detector,
        seed: inputs.seed,
        accident: inputs.accident,
        interventions: inputs.interventions,
        at: run.cursor.at,
        order: (order != world::LAST).then_some(order),
        view: view_of(run.room),
        compare: run.columns.clone(),
    }
}

fn view_of(room: Room) -> View {
    match room {
        Room::Play => View::Play,
        Room::Compare => View::Compare,
    }
}

/// Writes the present run into the address.
pub fn write_address(page: Page) {
    let played = page.played.get_untracked();
    let made =
        page.run_untracked(|run| link_of(run, played.order(run.cursor)).encode(&run.scenario));
    match made {
        Ok(fragment) => dom::set_fragment(fragment.trim_start_matches('#')),
        Err(error) => page.said.set(error.to_string()),
    }
}

/// Keeps the address true. While time runs it waits: an address is not a clock.
pub fn keep_address(page: Page) {
    let playing = page.part(|run| run.playing);
    let rest = page.part(|run| {
        let still = (!run.playing).then_some(run.cursor);
        (run.inputs.clone(), still, run.room, run.columns.clone())
    });
    Effect::new(move |before: Option<()>| {
        // Read, not only tracked: a memo that nobody has read knows of no change.
        rest.with(|_| ());
        // The first time it stands as it came, so that a broken link can still be looked at.
        if before.is_some() && !playing.get() {
            write_address(page);
        }
    });
    dom::listen(dom::window().as_ref(), "hashchange", move |_| follow(page));
}

/// Somebody changed the address by hand.
fn follow(page: Page) {
    let fragment = dom::fragment();
    if let Some(id) = awaited(&fragment) {
        return fetch(page, id);
    }
    match read(&fragment) {
        Ok(loaded) => {
            page.problem.set(None);
            page.send(Command::Load(Box::new(loaded)));
        }
        Err(lines) => page.problem.set(stays(Word::LinkProblem, lines)),
    }
}

/// Opens one of the scenarios that come with the page.
pub fn open(page: Page, id: &str) {
    if let Some(scenario) = by_name(id) {
        let run = Run::open(scenario.clone(), Source::Builtin(id.to_owned()));
        load(page, run);
    }
}

fn load(page: Page, run: Run) {
    let room = page.run_untracked(|it| it.room);
    page.problem.set(None);
    page.send(Command::Load(Box::new(Loaded {
        scenario: run.scenario,
        inputs: run.inputs,
        cursor: Cursor::default(),
        room,
        columns: run.columns,
    })));
}

/// Opens a scenario by its name, or from its text.
///
/// # Errors
/// Lines that say what and where; the present run stays.
pub fn open_text(page: Page, text: &str) -> Result<(), Vec<String>> {
    if let Some(scenario) = by_name(text.trim()) {
        load(page, Run::open(scenario, Source::Builtin(text.trim().to_owned())));
        return Ok(());
    }
    let address = format!("{}/{}", page.run_untracked(|run| view_of(run.room)).word(), text.trim());
    if awaited(&address).is_some() {
        dom::set_fragment(&address);
        follow(page);
        return Ok(());
    }
    match Scenario::parse("scenario", text) {
        Ok(scenario) => {
            load(page, Run::open(Arc::new(scenario), Source::Text(text.into())));
            Ok(())
        }
        Err(problems) => {
            let lines: Vec<String> = problems.to_string().lines().map(str::to_owned).collect();
            page.problem.set(stays(Word::ScenarioProblem, lines.clone()));
            Err(lines)
        }
    }
}

const SETTINGS: &str = "pakka.settings";
const THEME: &str = "pakka.theme";

/// The reader's settings of the last visit, or the usual ones and what was wrong.
#[must_use]
pub fn first_settings() -> (Settings, Trouble) {
    let (mut settings, trouble) = restored();
    settings.dark = match dom::load(THEME).as_deref() {
        Some("dark") => Some(true),
        Some("light") => Some(false),
        Some(_) | None => None,
    };
    if let Some(lang) =
        dom::query("lang").and_then(|it| Lang::ALL.into_iter().find(|l| l.tag() == it))
    {
        settings.lang = lang;
        settings.story_lang = lang;
    }
    (settings, trouble)
}

fn restored() -> (Settings, Trouble) {
    let Some(text) = dom::load(SETTINGS) else { return (Settings::default(), None) };
    let parsed: Result<Stored, String> = stored(&text);
    match parsed.and_then(|it| Settings::restore(&it)) {
        Ok(settings) => (settings, None),
        Err(line) => {
            // Nothing is lost: what could not be read stays beside the new one.
            dom::save("pakka.settings.unreadable", &text);
            (Settings::default(), stays(Word::SettingProblem, vec![line]))
        }
    }
}

fn stored(text: &str) -> Result<Stored, String> {
    let value = js_sys::JSON::parse(text).map_err(|_| "it is not JSON".to_owned())?;
    serde_wasm_bindgen::from_value(value).map_err(|error| error.to_string())
}

/// Keeps the settings in the storage and on the root element.
pub fn keep_settings(page: Page) {
    Effect::new(move |_| {
        let settings = page.settings.get();
        dom::set_root("lang", Some(settings.lang.tag()));
        let theme = settings.dark.map(|dark| if dark { "dark" } else { "light" });
        if theme.is_some() {
            dom::set_root("data-theme", theme);
        }
        if let Some(theme) = theme {
            dom::save(THEME, theme);
        }
        let value = serde_wasm_bindgen::to_value(&settings.stored()).ok();
        let text = value.and_then(|it| js_sys::JSON::stringify(&it).ok());
        if let Some(text) = text.and_then(|it| it.as_string()) {
            dom::save(SETTINGS, &text);
        }
    });
}

#[cfg(test)]
mod tests {
    /// A face that is not drawn would be an empty circle, and nobody would be told.
    #[test]
    fn every_face_of_a_scenario_is_drawn() {
        let page = include_str!("../index.html");
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios");
        for file in std::fs::read_dir(folder).unwrap() {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            let faces = text.lines().filter_map(|line| line.strip_prefix("portrait = \""));
            for face in faces.map(|rest| rest.trim_end_matches('"')) {
                assert!(page.contains(&format!("id=\"p-{face}\"")), "no drawing p-{face}");
            }
        }
    }
}
