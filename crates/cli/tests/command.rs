//! The command as its user meets it.

use std::process::{Command, Output};

fn pakka(args: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_pakka");
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let done = Command::new(program).args(args).current_dir(root).output();
    done.unwrap_or_else(|error| panic!("pakka did not start: {error}"))
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn the_scenarios_of_the_program_keep_what_they_require() {
    let verified = pakka(&["verify", "scenarios"]);
    assert!(verified.status.success(), "{}", err(&verified));
    assert!(out(&verified).contains("everything came out as required"));
    assert!(out(&verified).contains("phone-dies"));
}

#[test]
fn a_run_has_names_and_a_verdict() {
    let run = pakka(&["run", "scenarios/priya-wedding.toml", "--accident", "phone-dies"]);
    assert!(run.status.success(), "{}", err(&run));
    let text = out(&run);
    for line in [
        "Priya’s wedding: 2pc, phone-dies, seed 1, perfect detector",
        "Rohit log COMMIT (forced)",
        "Rohit CRASHES, 0 records lost",
        "Caterer -> Rohit  ASK",
        "blocked         Caterer, Photographer, Decorator, DJ",
        "rupees at risk  595000",
        "AC1             holds",
    ] {
        assert!(text.contains(line), "{line} is not in:\n{text}");
    }
}

#[test]
fn a_wrong_rule_and_one_more_step_on_the_command_line() {
    let run = pakka(&[
        "run",
        "priya-wedding",
        "--accident",
        "phone-dies",
        "--policy",
        "abort-in-doubt-on-timeout",
        "--do",
        "6 s: recover rohit",
        "--json",
    ]);
    assert!(run.status.success(), "{}", err(&run));
    let json: serde_json::Value = serde_json::from_str(&out(&run)).unwrap_or_default();
    assert_eq!(json["verdict"]["outcome"], "split");
    assert_eq!(json["verdict"]["axioms"]["AC1"], "broken");
    assert_eq!(json["policies"][0], "abort-in-doubt-on-timeout");
    assert_eq!(json["cast"][0], "rohit");
    assert!(json["trace"].as_array().is_some_and(|trace| trace.len() > 50));
}

#[test]
fn wrong_usage_says_what_is_right() {
    for (args, message) in [
        (&[][..], "pakka: say what to do"),
        (&["dance"], "pakka: unexpected argument \"dance\""),
        (&["run"], "pakka: run needs a FILE"),
        (
            &["run", "priya-wedding", "--protocol", "4pc"],
            "pakka: --protocol 4pc: allowed is 2pc or 3pc",
        ),
        (
            &["run", "priya-wedding", "--policy", "hope"],
            "pakka: --policy hope: allowed is one of abort-",
        ),
        (
            &["run", "priya-wedding", "--accident", "rain"],
            "pakka: --accident rain: allowed is one of ",
        ),
        (&["run", "priya-wedding", "--do", "crash"], "pakka: --do \"crash\": there is no \":\""),
        (&["run", "priya-wedding", "--seed", "x"], "pakka: cannot parse argument \"x\""),
        (&["verify"], "pakka: verify needs a PATH"),
    ] {
        let run = pakka(args);
        assert_eq!(run.status.code(), Some(2), "{args:?}");
        assert!(err(&run).starts_with(message), "{args:?}: {}", err(&run));
        assert!(err(&run).contains("usage:"), "{args:?}");
    }
}

#[test]
fn what_cannot_be_read_is_named() {
    let missing = pakka(&["run", "priya-weding"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(err(&missing).contains("scenarios that come with the program: priya-wedding"));
}

#[test]
fn a_miss_and_a_broken_file_are_failures() {
    let folder = std::env::temp_dir().join(format!("pakka-verify-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (_, text) = scenario::builtin()[0];
    let wrong = text.replacen("outcome = \"commit\"", "outcome = \"abort\"", 1);
    std::fs::write(folder.join("a-miss.toml"), wrong).unwrap();
    std::fs::write(folder.join("b-broken.toml"), "id = 3\n").unwrap();
    let verified = pakka(&["verify", folder.to_str().unwrap_or_default()]);
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(verified.status.code(), Some(1));
    let text = err(&verified);
    assert!(text.contains("1 MISSED"), "{text}");
    assert!(text.contains("at the end: outcome must be abort, and is commit"), "{text}");
    assert!(text.contains("b-broken.toml:1: id: found 3; allowed: a text in quotes"), "{text}");
}
