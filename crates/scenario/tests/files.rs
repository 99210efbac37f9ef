//! What is said about files that are wrong, and that no file can do harm.
#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use scenario::{MAX_BYTES, Scenario, builtin};

const MISTAKES: &str = include_str!("mistakes.txt");

fn wedding() -> &'static str {
    builtin()[0].1
}

/// The problems of the wedding with one piece of it replaced, without the file name.
fn problems(old: &str, new: &str) -> Vec<String> {
    assert!(wedding().contains(old), "the wedding has no {old}");
    complaints(&wedding().replacen(old, new, 1))
}

fn complaints(text: &str) -> Vec<String> {
    match Scenario::parse("f.toml", text) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.to_string().lines().map(str::to_owned).collect(),
    }
}

/// Golden: what was changed, and what is said. Lines move with the file, so any will do here.
#[test]
fn every_mistake_is_named_with_its_place() {
    for case in MISTAKES.split("\n\n").skip(1) {
        let mut lines = case.lines();
        let mut next = |key: &str| {
            let line = lines.next().unwrap_or_default();
            let text = line.strip_prefix(key).unwrap_or_else(|| panic!("no {key} in {case}"));
            text.trim_start().replace("\\n", "\n")
        };
        let (old, new, message) = (next("change"), next("into"), next("says"));
        let found = problems(&old, &new);
        let named = found.iter().any(|line| {
            let mut parts = line.splitn(3, ':');
            let placed = parts.next() == Some("f.toml")
                && parts.next().is_some_and(|it| it.parse::<u32>().is_ok_and(|it| it > 0));
            placed && parts.next().is_some_and(|rest| rest.contains(&message))
        });
        assert!(named, "for {new}\n  want: {message}\n  said: {}", found.join("\n        "));
    }
}

/// The whole text of the complaints about one small file, with its lines.
#[test]
fn all_mistakes_are_found_at_once() {
    let text =
        "id = \"Two Words\"\ntitel = \"x\"\nunit = 5\nspeed = \"0\"\n\n[client]\nname = []\n";
    let found = complaints(text);
    for line in [
        "f.toml:1: id: found \"Two Words\"; allowed: a short name of small letters, digits and -, such as \"rohit\"",
        "f.toml:1: title: is missing",
        "f.toml:1: found 0 [[participant]]; allowed: 1 to 8",
        "f.toml:2: titel: unknown field; did you mean \"title\"?",
        "f.toml:3: unit: found 5; allowed: \"s\" or \"ms\"",
        "f.toml:4: speed: found \"0\"; allowed: a speed such as \"1\", \"1/4\" or \"60\", parts from 1 to 100000",
        "f.toml:6: client.portrait: is missing",
        "f.toml:7: client.name: found an empty list; allowed: a text: { en = \"…\", hi = \"…\", hinglish = \"…\" }",
    ] {
        assert!(found.contains(&line.to_owned()), "{line}\n  is not in:\n{}", found.join("\n"));
    }
}

#[test]
fn a_file_may_not_be_too_large() {
    let text = format!("{}\n# {}", wedding(), "x".repeat(MAX_BYTES));
    let found = complaints(&text);
    assert_eq!(found.len(), 1);
    assert!(found[0].ends_with("bytes; allowed: 262144"), "{}", found[0]);
}

#[test]
fn nine_participants_are_too_many() {
    let one = "[[participant]]\nkey = \"px\"\nportrait = \"dj\"\nname = \"X\"\nrole = \"X\"\n\
               stake = \"X\"\nresource = \"X\"\n";
    let more: String = (1..=5).map(|it| one.replace("px", &format!("p{it}"))).collect();
    let found = complaints(&format!("{}\n{more}", wedding()));
    assert!(found[0].contains("found 9 [[participant]]; allowed: 1 to 8"), "{}", found[0]);
    let fewer: String = (1..=4).map(|it| one.replace("px", &format!("p{it}"))).collect();
    assert_eq!(complaints(&format!("{}\n{fewer}", wedding())), Vec::<String>::new());
}

/// Brackets in brackets must not exhaust the stack.
#[test]
fn deep_nesting_is_refused() {
    for sign in ["[", "{a="] {
        let found = complaints(&format!("a = {}", sign.repeat(80_000)));
        assert!(found[0].contains("this is no TOML"), "{}", found[0]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(10_000) })]

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = Scenario::parse("f.toml", &String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn a_damaged_file_never_panics(
        which in 0_usize..5,
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..40, damage()), 1..4),
    ) {
        let mut text: Vec<char> = builtin()[which].1.chars().collect();
        for (place, length, damage) in cuts {
            let start = place.index(text.len());
            let end = (start + length).min(text.len());
            text.splice(start..end, damage.chars());
        }
        let text: String = text.into_iter().collect();
        if let Ok(scenario) = Scenario::parse("f.toml", &text) {
            // What is accepted can be run.
            for protocol in world::ProtocolId::ALL {
                let setup = scenario.setup(protocol, world::Policies::NONE, 1, None);
                prop_assert_eq!(setup.check(), Ok(()));
            }
        }
    }
}

fn damage() -> impl Strategy<Value = String> {
    let pieces = [
        "",
        "\"",
        "[",
        "]",
        "{",
        "}",
        "=",
        "\n",
        "[[participant]]\n",
        "id = 1\n",
        "९",
        "\u{0}",
        "0 s",
        "\"9999999999999999999 h\"",
        "'''",
        "nan",
        "1e400",
        "-1",
        "\"x\"",
        "{who",
        "*",
        "\\",
    ];
    prop::sample::select(pieces.map(str::to_owned).to_vec())
}
