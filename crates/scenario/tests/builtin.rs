//! The scenarios that come with the program keep what they promise.
#![cfg(not(target_arch = "wasm32"))]

use scenario::{Lang, Phase, Scenario, Text, builtin};
use world::ProtocolId;

fn all() -> impl Iterator<Item = Scenario> {
    builtin().iter().map(|(id, text)| match Scenario::parse(&format!("{id}.toml"), text) {
        Ok(scenario) => scenario,
        Err(problems) => panic!("{problems}"),
    })
}

#[test]
fn every_required_outcome_comes_out() {
    for scenario in all() {
        let misses = scenario.verify();
        assert!(misses.is_empty(), "{}: {misses:#?}", scenario.id);
    }
}

/// What is told about an accident must not hang on the dice of one seed.
#[test]
fn every_required_outcome_comes_out_with_other_seeds() {
    for scenario in all() {
        for seed in 2..=20 {
            let misses = scenario.verify_seed(seed);
            assert!(misses.is_empty(), "{} with seed {seed}: {misses:#?}", scenario.id);
        }
    }
}

/// The example of the documentation is a scenario, and keeps what it requires.
#[test]
fn the_documented_example_is_true() {
    let page = include_str!("../../../docs/scenario-format.md");
    let example = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next());
    let read = Scenario::parse("docs/scenario-format.md", example.unwrap_or_default());
    let scenario = read.unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(scenario.verify(), []);
}

/// Words that the documentation lists are those that are read.
#[test]
fn the_documentation_lists_every_word() {
    let page = include_str!("../../../docs/scenario-format.md");
    let page: String = page.split_whitespace().collect::<Vec<_>>().join(" ");
    let moments: Vec<_> = analysis::MomentKind::ALL.iter().map(|it| it.word()).collect();
    let glyphs: Vec<_> = scenario::Glyph::ALL.iter().map(|it| it.word()).collect();
    assert!(page.contains(&moments.join(", ")));
    assert!(page.contains(&glyphs.join(", ")));
}

#[test]
fn a_file_is_called_what_its_scenario_is_called() {
    let called: Vec<String> = all().map(|scenario| scenario.id).collect();
    let files: Vec<&str> = builtin().iter().map(|(id, _)| *id).collect();
    assert_eq!(called, files);
}

#[test]
fn every_accident_says_what_must_come_out_under_every_protocol() {
    for scenario in all() {
        for accident in &scenario.accidents {
            for protocol in ProtocolId::ALL {
                let said = accident.expects.iter().any(|it| it.protocols.contains(&protocol));
                assert!(said, "{}: {} under {}", scenario.id, accident.id, protocol.word());
            }
        }
    }
}

/// Podcast rules that are wrong are never on unless an accident says so.
#[test]
fn wrong_rules_are_off() {
    for scenario in all() {
        for accident in scenario.accidents.iter().filter(|it| !it.policies.is_empty()) {
            let correct = accident.expects.iter().any(|it| it.policies.as_deref() == Some(&[]));
            let harmless = !accident.expects.iter().any(|it| it.atomic == Some(false));
            let id = &accident.id;
            assert!(correct || harmless, "{id} shows a wrong rule and not the right one beside it");
        }
    }
}

fn texts(scenario: &Scenario) -> Vec<&Text> {
    let mut texts = vec![
        &scenario.title,
        &scenario.subtitle,
        &scenario.blurb,
        &scenario.transaction.about,
        &scenario.client.waiting,
        &scenario.client.commit,
        &scenario.client.abort,
        &scenario.client.unanswered,
    ];
    for accident in &scenario.accidents {
        texts.extend([&accident.name, &accident.story]);
    }
    for participant in &scenario.participants {
        let does = Phase::ALL.into_iter().filter_map(|phase| participant.home.action(phase));
        texts.extend(does.map(|action| &action.does));
    }
    texts
}

#[test]
fn hindi_is_in_devanagari_and_the_others_are_not() {
    let devanagari = |text: &str| text.chars().any(|it| ('\u{900}'..='\u{97f}').contains(&it));
    for scenario in all() {
        for text in texts(&scenario) {
            let [en, hi, hinglish] = Lang::ALL.map(|lang| text.get(lang));
            assert!(!devanagari(en) && !devanagari(hinglish), "{en} | {hinglish}");
            assert!(devanagari(hi), "{hi}");
            assert_ne!(en, hinglish);
        }
    }
}
