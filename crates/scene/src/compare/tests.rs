//! What Compare shows of Priya's wedding, confirmed by running it.

use analysis::{Blocking, Moment, Verdict, moments};
use scenario::{Lang, Scenario};
use world::{
    Act, COORDINATOR, DetectorMode, Intervention, Micros, Policies, ProtocolId, Setup, Snapshot,
    Trace, When, run,
};

use super::*;
use crate::cast::Cast;

fn wedding() -> Scenario {
    let builtin = scenario::builtin();
    let (id, text) = builtin.iter().find(|(id, _)| *id == "priya-wedding").unwrap();
    Scenario::parse(id, text).unwrap()
}

fn conditions(seed: u64) -> Conditions {
    let protocols = ProtocolId::ALL.to_vec();
    Conditions { protocols, seed, policies: Policies::NONE, cooperative: None }
}

fn cut_at(at: Micros) -> Vec<Intervention> {
    vec![Intervention { when: When::at(at), act: Act::Partition(vec![vec![COORDINATOR]]) }]
}

/// One run with everything that a column needs.
struct Ran {
    protocol: ProtocolId,
    trace: Trace,
    blocking: Blocking,
    moments: Vec<Moment>,
    now: Snapshot,
    verdict: Verdict,
}

impl Ran {
    fn new(scenario: &Scenario, protocol: ProtocolId, done: &[Intervention]) -> Self {
        let setup = scenario.setup(protocol, Policies::NONE, 1, None);
        let mut setup = Setup { horizon: Micros::millis(8_000), ..setup };
        setup.detector.mode = DetectorMode::Unreliable;
        let trace = run(&setup, done);
        let blocking = Blocking::of(&setup, done, &trace);
        let now = Snapshot::at(&trace, Micros::millis(8_000));
        let verdict = Verdict::of(&trace, &blocking, &scenario.stakes(), &now);
        let moments = moments(&trace, &blocking, done);
        Self { protocol, trace, blocking, moments, now, verdict }
    }

    fn side(&self) -> Side<'_> {
        Side {
            protocol: self.protocol,
            trace: &self.trace,
            blocking: &self.blocking,
            moments: &self.moments,
            now: &self.now,
            verdict: &self.verdict,
            ruled: false,
        }
    }
}

fn columns(scenario: &Scenario, done: &[Intervention], lang: Lang) -> Vec<Column> {
    let runs = ProtocolId::ALL.map(|it| Ran::new(scenario, it, done));
    let sides = runs.each_ref().map(Ran::side);
    let cast = Cast::of(scenario, lang);
    let unit = scenario.unit;
    Contest { scenario, accident: None, cast: &cast, lang, unit, sides: &sides }.columns()
}

fn table(cuts: &Cuts, cast: &Cast) -> String {
    let line = |stop: &Stop| {
        let ends: Vec<String> = stop.ends.iter().map(|end| end.says(cast, Lang::En)).collect();
        format!("{} | {}", stop.name.to(Lang::En), ends.join(" | "))
    };
    cuts.stops.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_table_of_the_wedding_is_that_of_the_picture() {
    let scenario = wedding();
    let cuts = Cuts::of(&scenario, &conditions(1));
    let expected = "\
Before anyone is asked | all cancel | all cancel
Votes cast, none arrived | 4 blocked | all cancel
Votes in, answer lost | 4 blocked | split!
Answer heard by some | 3 blocked | all commit
Pre-commit heard, acks lost | all commit | all commit
Acks in, final commit lost | all commit | all commit
No cut | all commit | all commit";
    assert_eq!(table(&cuts, &Cast::of(&scenario, Lang::En)), expected);
}

#[test]
fn two_phase_never_splits_and_three_phase_only_while_its_warning_is_under_way() {
    let scenario = wedding();
    for seed in 1..=20 {
        let cuts = Cuts::of(&scenario, &conditions(seed));
        for stop in &cuts.stops {
            assert_ne!(stop.ends[0], End::Split, "seed {seed}, {:?}", stop.name);
            let warned = stop.name == crate::words::Word::CutAnswerLost;
            assert_eq!(stop.ends[1] == End::Split, warned, "seed {seed}, {:?}", stop.name);
        }
        assert!((5..=7).contains(&cuts.stops.len()), "seed {seed}: {} stops", cuts.stops.len());
    }
}

#[test]
fn every_scenario_has_a_table_of_a_few_stops() {
    for (id, text) in scenario::builtin() {
        let scenario = Scenario::parse(id, text).unwrap();
        for seed in 1..=5 {
            let cuts = Cuts::of(&scenario, &conditions(seed));
            let said = table(&cuts, &Cast::of(&scenario, Lang::En));
            assert!((3..=8).contains(&cuts.stops.len()), "{id}, seed {seed}:\n{said}");
            assert!(cuts.stops.iter().all(|it| it.ends[0] != End::Split), "{id}:\n{said}");
            println!("{id}, seed {seed}, {} runs\n{said}", cuts.runs);
        }
    }
}

#[test]
fn a_cell_says_what_its_column_shows() {
    let scenario = wedding();
    let cuts = Cuts::of(&scenario, &conditions(1));
    for stop in &cuts.stops {
        let done = stop.at.map(cut_at).unwrap_or_default();
        assert_eq!(cuts.stops[cuts.index(cut(&done)).unwrap()].name, stop.name);
        for (end, column) in stop.ends.iter().zip(columns(&scenario, &done, Lang::En)) {
            let blocked = match end {
                End::Blocked(count) => usize::from(*count),
                End::Commit | End::Cancel | End::Split | End::CommitWaits | End::CancelWaits => 0,
            };
            assert_eq!(column.blocked, blocked, "{:?}, {}", stop.name, column.name);
            assert_eq!(column.atomicity == "broken", *end == End::Split, "{:?}", stop.name);
        }
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "printed, not asserted")]
fn the_table_is_quick() {
    let scenario = wedding();
    let clock = std::time::Instant::now();
    let cuts = Cuts::of(&scenario, &conditions(1));
    println!("{} runs, {} stops: {:?}", cuts.runs, cuts.stops.len(), clock.elapsed());
    assert!(cuts.runs > 40);
}

#[test]
fn a_run_knows_where_it_stands_in_the_table() {
    let mut done = cut_at(Micros(7));
    assert_eq!(cut(&[]), Here::NoCut);
    assert_eq!(cut(&done), Here::At(Micros(7)));
    done.push(Intervention { when: When::at(Micros(9)), act: Act::HealAll });
    assert_eq!(cut(&done), Here::At(Micros(7)));
    done.push(Intervention { when: When::at(Micros(9)), act: Act::Crash(COORDINATOR) });
    assert_eq!(cut(&done), Here::Elsewhere);
}

#[test]
fn the_columns_of_the_picture() {
    let [two, three] = &columns(&wedding(), &cut_at(Micros::millis(2_100)), Lang::En)[..] else {
        panic!("two columns");
    };
    assert_eq!(
        (two.plate.title, two.plate.says.as_str()),
        ("Blocked", "Safe, but 4 of 4 are stuck")
    );
    assert_eq!(
        (three.plate.title, three.plate.says.as_str()),
        ("Split!", "Rohit committed, the other 4 cancelled")
    );
    assert_eq!(
        (two.mini.remark.as_str(), three.mini.remark.as_str()),
        ("nobody hears it", "ignored missing acks")
    );
    assert!(two.mini.zigzag.is_some() && two.mini.others[1].short == "Photog.");
    let shown = |column: &Column| -> Vec<String> {
        let mark = |it: bool| if it { " <>" } else { "" };
        let line = |it: &Figure| format!("{} {}{}", it.key, it.value, mark(it.differs));
        column.figures.iter().map(line).collect()
    };
    assert_eq!(shown(two)[..3], ["atomicity holds", "in-doubt 4 of 4 <>", "decided Rohit only <>"]);
    assert_eq!(
        shown(three)[..3],
        ["atomicity broken <>", "in-doubt 0 of 4", "decided both ways <>"]
    );
    assert_eq!(shown(two)[4..6], ["forced 5", "locked ₹5.95 lakh <>"]);
    assert_eq!(shown(three)[4..6], ["forced 18 <>", "locked ₹0"]);
}

#[test]
fn nothing_differs_from_itself() {
    let scenario = wedding();
    let runs = [0, 1].map(|_| Ran::new(&scenario, ProtocolId::TwoPhase, &[]));
    let sides = runs.each_ref().map(Ran::side);
    let cast = Cast::of(&scenario, Lang::Hi);
    let unit = scenario.unit;
    let contest = Contest {
        scenario: &scenario,
        accident: None,
        cast: &cast,
        lang: Lang::Hi,
        unit,
        sides: &sides,
    };
    let marked = |column: &Column| column.figures.iter().any(|it| it.differs);
    assert!(!contest.columns().iter().any(marked));
    let drawn = runs.each_ref().map(|it| (&it.trace, &it.blocking));
    assert!(only_here(&drawn).iter().all(Vec::is_empty));
    assert!(!only_here(&drawn[..1]).iter().any(|it| !it.is_empty()));
}

#[test]
fn a_diamond_marks_what_happened_in_one_column_alone() {
    let scenario = wedding();
    let done = cut_at(Micros::millis(2_100));
    let runs = ProtocolId::ALL.map(|it| Ran::new(&scenario, it, &done));
    let only = only_here(&runs.each_ref().map(|it| (&it.trace, &it.blocking)));
    assert_eq!(only.iter().map(Vec::len).collect::<Vec<_>>(), [1, 1]);
    assert_eq!((only[0][0].row, only[1][0].row), (4, 2));
}

#[test]
fn what_dies_on_a_cut_dies_on_its_line() {
    let scenario = wedding();
    let ran = Ran::new(&scenario, ProtocolId::TwoPhase, &cut_at(Micros::millis(2_100)));
    let sketch = Sketch::new(&ran.trace, &ran.blocking, 456.0, Micros::millis(8_000));
    let [line] = &sketch.zigzags[..] else { panic!("one line, not {}", sketch.zigzags.len()) };
    assert!((line.y - 81.0).abs() < 0.1 && (line.x2 - 446.0).abs() < 0.1);
    let lost: Vec<_> = sketch.diagram.arrows.iter().filter(|it| it.lost).collect();
    assert!(!lost.is_empty() && lost.iter().all(|it| (it.to.1 - line.y).abs() < 0.1));
    assert!(line.path(43.5).starts_with("M"));
}

#[test]
fn every_column_has_words_in_every_language_at_every_moment() {
    let scenario = wedding();
    for lang in Lang::ALL {
        for protocol in ProtocolId::ALL {
            let mut ran = Ran::new(&scenario, protocol, &cut_at(Micros::millis(2_100)));
            for tenth in 0..=80 {
                ran.now = Snapshot::at(&ran.trace, Micros::millis(tenth * 100));
                ran.verdict = Verdict::of(&ran.trace, &ran.blocking, &scenario.stakes(), &ran.now);
                let cast = Cast::of(&scenario, lang);
                let (unit, sides) = (scenario.unit, [ran.side()]);
                let contest = Contest {
                    scenario: &scenario,
                    accident: None,
                    cast: &cast,
                    lang,
                    unit,
                    sides: &sides,
                };
                let column = &contest.columns()[0];
                assert!(!column.plate.says.is_empty() && !column.why.is_empty(), "{tenth}");
                assert_eq!(column.figures.len(), 7);
            }
        }
    }
}
