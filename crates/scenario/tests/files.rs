//! What is said about files that are wrong, and that no file can do harm.
#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use scenario::{MAX_BYTES, Scenario, builtin};

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

/// Golden: what was changed, and what is said. The line is given as `_`, it moves with the file.
#[test]
fn every_mistake_is_named_with_its_place() {
    let cases = [
        (
            "unit = \"s\"",
            "unit = \"sec\"",
            r#"unit: found "sec"; allowed: "s" or "ms" (did you mean "s"?)"#,
        ),
        ("unit = \"s\"", "", "unit: is missing"),
        (
            "speed = \"1/4\"",
            "speed = \"fast\"",
            r#"speed: found "fast"; allowed: a speed such as "1", "1/4" or "60", parts from 1 to 100000"#,
        ),
        (
            "protocol = \"2pc\"",
            "protocol = \"2PC\"",
            r#"protocol: found "2PC"; allowed: "2pc" or "3pc" (did you mean "2pc"?)"#,
        ),
        (
            "begins = \"200 ms\"",
            "begins = 200",
            r#"begins: found 200; allowed: a time such as "400 ms", "2.5 s" or "1 min", at most 48 hours"#,
        ),
        ("horizon = \"8 s\"", "horizont = \"8 s\"", r#"horizon: is missing"#),
        (
            "latency = \"280-320 ms\"",
            "latency = \"320-280 ms\"",
            r#"network.latency: found "320-280 ms"; allowed: "400 ms", a range "300-500 ms", a spread "40 ms ± 40%" or { median = "40 ms", sigma = 0.4 }"#,
        ),
        (
            "latency = \"280-320 ms\"",
            "latency = \"300 ms\"\nloss = \"200%\"",
            r#"network.loss: found "200%"; allowed: a percentage such as "2%" or "0.05%", up to "100%""#,
        ),
        (
            "between = [\"rohit\", \"dj\"]",
            "between = [\"rohit\", \"dja\"]",
            r#"network.link[4].between: "dja" is nobody here (did you mean "dj"?); the cast is "rohit", "caterer", "photographer", "decorator" or "dj""#,
        ),
        (
            "mode = \"perfect\"",
            "mode = \"good\"",
            r#"detector.mode: found "good"; allowed: "perfect" or "unreliable""#,
        ),
        (
            "worth = 350000",
            "worth = \"a lot\"",
            r#"participant[1].worth: found "a lot"; allowed: an amount in rupees such as 5000 or "80000.50""#,
        ),
        (
            "key = \"caterer\"",
            "key = \"Caterer\"",
            r#"participant[1].key: found "Caterer"; allowed: a short name of small letters, digits and -, such as "rohit""#,
        ),
        (
            "key = \"caterer\"",
            "key = \"to\"",
            r#"participant[1].key: found "to"; allowed: another name; accidents use the word "to" themselves"#,
        ),
        ("key = \"caterer\"", "key = \"dj\"", r#"key: "dj" is used twice; each must be different"#),
        (
            "portrait = \"caterer\"",
            "portrait = \"../x\"",
            r#"participant[1].portrait: found "../x"; allowed: the name of a portrait such as "caterer""#,
        ),
        (
            "check = \"50 ms\"",
            "chek = \"50 ms\"",
            r#"participant[1].chek: unknown field; did you mean "check"?"#,
        ),
        (
            "name = { en = \"Rohit\", hi = \"रोहित\", hinglish = \"Rohit\" }",
            "name = { en = \"Rohit\", hindi = \"रोहित\", hinglish = \"Rohit\" }",
            "coordinator.name.hi: is missing",
        ),
        (
            "hears = \"20 ms\"",
            "hears = \"\"",
            r#"client.hears: found ""; allowed: a time such as "400 ms", "2.5 s" or "1 min", at most 48 hours"#,
        ),
        (
            "outcome = \"commit\"",
            "outcome = \"committed\"",
            r#"expect[1].outcome: found "committed"; allowed: "commit", "abort", "split" or "undecided" (did you mean "commit"?)"#,
        ),
        (
            "in_doubt = \"all\"",
            "in_doubt = \"most\"",
            r#"expect[3].in_doubt: found "most"; allowed: a number, a list of names such as ["dj"], or "all""#,
        ),
        (
            "messages = 16",
            "messages = -16",
            "expect[1].messages: found -16; allowed: a whole number",
        ),
        (
            "at = \"after force COMMIT by rohit\"",
            "at = \"after force COMIT by rohit\"",
            r#"accident[1].do[1].at: in "after force COMIT by rohit": found "COMIT"; allowed here: "PREPARED", "PRECOMMIT", "COMMIT", "ABORT", "UP" or "END" (did you mean "COMMIT"?)"#,
        ),
        (
            "act = \"crash rohit\"",
            "act = \"crahs rohit\"",
            r#"accident[1].do[1].act: in "crahs rohit": no act was found (did you mean "crash"?): "#,
        ),
        (
            "detector = { mode = \"unreliable\", delay = \"2 s\" }",
            "",
            "accident[3]: cuts links, and then no failure detector is perfect; ",
        ),
        (
            "policies = [\"abort-in-doubt-on-timeout\"]",
            "policies = [\"abort-in-doubt\"]",
            r#"accident[2].expect[4].policies[1]: found "abort-in-doubt"; allowed: "abort-in-doubt-on-timeout", "#,
        ),
        (
            "moment = \"asked\"",
            "moment = \"ask\"",
            r#"say[2].moment: found "ask"; allowed: "start", "asked", "#,
        ),
        (
            "accident = \"one-heard\"",
            "accident = \"one-herd\"",
            r#": found "one-herd"; allowed: an accident of this file (did you mean "one-heard"?): "#,
        ),
        (
            "{doubt}. The date stays locked.",
            "{doubts}. The date stays locked.",
            r#": found an unknown placeholder "doubts" (did you mean "doubt"?); allowed: "#,
        ),
        (
            "decision = \"3 s\"",
            "decision = \"1 ms\"",
            "horizon, timers and detector: the horizon, and twelve times the longest timer, ",
        ),
        (
            "id = \"priya-wedding\"",
            "id = \"priya-wedding\"\nid = \"again\"",
            "this is no TOML: duplicate key",
        ),
        ("id = \"priya-wedding\"", "id = \"priya", "this is no TOML: "),
    ];
    for (old, new, message) in cases {
        let found = problems(old, new);
        let named = found.iter().any(|line| {
            let mut parts = line.splitn(3, ':');
            let placed = parts.next() == Some("f.toml")
                && parts.next().is_some_and(|it| it.parse::<u32>().is_ok_and(|it| it > 0));
            placed && parts.next().is_some_and(|rest| rest.contains(message))
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
