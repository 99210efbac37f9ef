//! Links: what is written reads back, and what anybody may send never harms.
#![cfg(not(target_arch = "wasm32"))]

use std::sync::OnceLock;

use proptest::prelude::*;
use scenario::link::{Link, Source, View};
use scenario::{Keys, Scenario, builtin, grammar};
use world::{
    Act, DetectorMode, Intervention, LAST, MessageRef, Micros, Point, Policies, Policy, ProcessId,
    ProtocolId, Side, StepKind, When,
};

const MESSAGES: [&str; 5] = ["PREPARE", "YES", "COMMIT", "ACK-PC", "STATE?"];

fn who() -> impl Strategy<Value = ProcessId> {
    (0_u8..5).prop_map(ProcessId)
}

fn span() -> impl Strategy<Value = Micros> {
    prop_oneof![
        (0_u64..2_000).prop_map(Micros),
        (0_u64..100_000).prop_map(Micros::millis),
        (0_u64..172_800_000_000).prop_map(Micros),
    ]
}

fn step() -> impl Strategy<Value = (StepKind, String, Option<ProcessId>)> {
    let word = |words: &[&'static str]| {
        let all: Vec<String> = words.iter().chain(&[""]).map(|it| (*it).to_owned()).collect();
        prop::sample::select(all)
    };
    let records = ["PREPARED", "PRECOMMIT", "COMMIT", "ABORT", "UP", "END"];
    let timers = ["prepare", "votes", "decision", "acks", "states"];
    let other = || prop::option::of(who());
    prop_oneof![
        word(&records).prop_map(|word| (StepKind::Force, word, None)),
        word(&records).prop_map(|word| (StepKind::Write, word, None)),
        (word(&MESSAGES), other()).prop_map(|(word, other)| (StepKind::Send, word, other)),
        (word(&MESSAGES), other()).prop_map(|(word, other)| (StepKind::Receive, word, other)),
        word(&timers).prop_map(|word| (StepKind::TimeOut, word, None)),
        Just((StepKind::Check, String::new(), None)),
    ]
}

fn when() -> impl Strategy<Value = When> {
    let side = prop_oneof![Just(Side::Before), Just(Side::After)];
    let point = (who(), side, step(), 1_u32.., span()).prop_map(|(node, side, it, nth, wait)| {
        let (step, word, other) = it;
        When::Point { point: Point { node, side, step, word, other, nth }, wait }
    });
    let order = prop_oneof![Just(LAST), any::<u32>()];
    prop_oneof![point, (span(), order).prop_map(|(at, order)| When::At { at, order })]
}

fn message() -> impl Strategy<Value = MessageRef> {
    (who(), who(), prop::sample::select(&MESSAGES[..]), 1_u32..)
        .prop_map(|(from, to, word, nth)| MessageRef { from, to, word: word.to_owned(), nth })
}

fn groups() -> impl Strategy<Value = Vec<Vec<ProcessId>>> {
    let names = Just((0_u8..5).map(ProcessId).collect::<Vec<_>>()).prop_shuffle();
    (names, 1_usize..5)
        .prop_map(|(names, cut)| names.chunks(cut).map(<[ProcessId]>::to_vec).collect())
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        who().prop_map(Act::Crash),
        who().prop_map(Act::Recover),
        who().prop_map(Act::Pause),
        who().prop_map(Act::Resume),
        who().prop_map(Act::VoteNo),
        (who(), who()).prop_map(|(a, b)| Act::Cut(a, b)),
        (who(), who()).prop_map(|(a, b)| Act::Heal(a, b)),
        groups().prop_map(Act::Partition),
        Just(Act::HealAll),
        (who(), who(), 0_u32..=1_000_000).prop_map(|(a, b, it)| Act::Slow(a, b, it)),
        message().prop_map(Act::Drop),
        message().prop_map(Act::Duplicate),
        message().prop_map(Act::Deliver),
        (message(), span()).prop_map(|(it, by)| Act::Delay(it, by)),
    ]
}

fn intervention() -> impl Strategy<Value = Intervention> {
    (when(), act()).prop_map(|(when, act)| Intervention { when, act })
}

fn wedding() -> &'static Scenario {
    static WEDDING: OnceLock<Scenario> = OnceLock::new();
    WEDDING.get_or_init(|| {
        let parsed = Scenario::parse("priya-wedding", builtin()[0].1);
        parsed.unwrap_or_else(|problems| panic!("{problems}"))
    })
}

fn keys() -> Keys {
    wedding().keys()
}

fn link() -> impl Strategy<Value = Link> {
    let protocol = prop::sample::select(&ProtocolId::ALL[..]);
    let policies = prop::collection::vec(prop::sample::select(&Policy::ALL[..]), 0..4);
    let detector = prop::option::of(prop::sample::select(
        &[DetectorMode::Perfect, DetectorMode::Unreliable][..],
    ));
    let accident = prop::option::of(prop::sample::select(
        wedding().accidents.iter().map(|it| it.id.clone()).collect::<Vec<_>>(),
    ));
    let view = prop::sample::select(&View::ALL[..]);
    let compare = Just(ProtocolId::ALL.to_vec()).prop_shuffle();
    let added = prop::collection::vec(intervention(), 0..6);
    let order = prop::option::of(0..LAST);
    let own = any::<bool>();
    (
        (protocol, policies, prop::option::of(any::<bool>()), detector, any::<u64>(), accident),
        (added, span(), order, view, compare, own),
    )
        .prop_map(|((protocol, policies, cooperative, detector, seed, accident), rest)| {
            let (interventions, at, order, view, compare, own) = rest;
            let (id, text) = builtin()[0];
            let scenario =
                if own { Source::Text(text.to_owned()) } else { Source::Builtin(id.to_owned()) };
            let policies = policies.into_iter().collect::<Policies>();
            Link {
                scenario,
                protocol,
                policies,
                cooperative,
                detector,
                seed,
                accident,
                interventions,
                at,
                order,
                view,
                compare,
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn what_is_printed_reads_back(it in intervention()) {
        let line = grammar::print_intervention(&it, &keys());
        prop_assert_eq!(grammar::parse_intervention(&line, &keys()), Ok(it), "{}", line);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn a_link_reads_back(it in link()) {
        let text = it.encode(wedding()).unwrap();
        let (read, _) = Link::decode(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
        prop_assert_eq!(read, it, "{}", text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(10_000) })]

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let text = String::from_utf8_lossy(&bytes);
        let _ = Link::decode(&text);
        let _ = Link::decode(&format!("#play?text={text}"));
        let _ = grammar::parse_intervention(&text, &Keys::new(vec!["rohit".to_owned()]));
    }

    #[test]
    fn a_damaged_link_never_panics(cut in 0_usize..200, sign in any::<char>(), keep in any::<bool>()) {
        let link = "#play/priya-wedding?p=3pc&policies=timeouts-only&accident=phone-dies\
                    &i=after_force_COMMIT_by_rohit_~2_+_50ms:partition_rohit_!_dj&t=5.05s~3&seed=7";
        let at = cut.min(link.len());
        let tail = if keep { &link[at..] } else { "" };
        let _ = Link::decode(&format!("{}{sign}{tail}", &link[..at]));
    }
}

#[test]
fn a_link_is_short() {
    let scenario = wedding();
    let source = Source::Builtin("priya-wedding".to_owned());
    let mut link = Link::opening(source, scenario);
    assert_eq!(link.encode(scenario).unwrap(), "#play/priya-wedding");
    link.protocol = ProtocolId::ThreePhase;
    link.accident = Some("phone-dies".to_owned());
    link.at = Micros::millis(5_050);
    link.interventions.push(Intervention {
        when: When::at(Micros::millis(6_000)),
        act: Act::Recover(ProcessId(0)),
    });
    assert_eq!(
        link.encode(scenario).unwrap(),
        "#play/priya-wedding?p=3pc&accident=phone-dies&i=6s:recover_rohit&t=5.05s"
    );
    link.view = View::Compare;
    link.scenario = Source::Text(builtin()[0].1.to_owned());
    let own = link.encode(scenario).unwrap();
    assert!(own.len() < 20_000, "{}", own.len());
}

#[test]
fn a_link_that_was_escaped_on_the_way_still_reads() {
    let escaped = "#play/priya%2Dwedding?p=3pc&i=after%20force%20COMMIT%20by%20rohit%20%232%3A%20partition%20rohit%20%7C%20dj";
    let (link, _) = Link::decode(escaped).unwrap();
    assert_eq!(link.protocol, ProtocolId::ThreePhase);
    assert_eq!(link.interventions.len(), 1);
}

/// What is said about links that are wrong.
#[test]
fn mistakes_in_links() {
    let cases = [
        (
            "#paly/priya-wedding",
            "this link, the view: found \"paly\"; allowed: \"play\" or \"compare\"",
        ),
        (
            "#play/priya-weding",
            "this link, the scenario: found \"priya-weding\" (did you mean \"priya-wedding\"?); allowed: ",
        ),
        (
            "#play?p=4pc",
            "this link, p: found \"4pc\" (did you mean \"2pc\"?); allowed: \"2pc\" or \"3pc\"",
        ),
        (
            "#play?protocol=2pc",
            "this link, the keys: found \"protocol\"; allowed: \"p\", \"policies\"",
        ),
        ("#play?p=2pc&p=3pc", "this link, p: it is given twice"),
        ("#play?seed=-1", "this link, seed: found \"-1\"; allowed: 0 to 18446744073709551615"),
        ("#play?t=now", "this link, t: found \"now\"; allowed: a time such as 5.05s"),
        (
            "#play?accident=phone-die",
            "this link, accident: found \"phone-die\" (did you mean \"phone-dies\"?); allowed: ",
        ),
        (
            "#play?i=6s:crash_nobody",
            "this link, i: in \"6s:crash_nobody\": \"nobody\" is nobody here; the cast is \"rohit\", ",
        ),
        ("#play?i=6s", "this link, i: in \"6s\": there is no \":\" between when and what"),
        ("#play?text=@@", "this link, text: it is not base64url"),
        ("#play?text=AAAA", "this link, text: it does not unpack"),
        ("#play/priya-wedding?text=AAAA", "this link, text: it stands beside the id of a scenario"),
        (
            "#play?policies=timeouts-only,timeouts-only",
            "this link, policies: \"timeouts-only\" stands twice",
        ),
        ("#play?p=%ff", "this link, p: it is no text"),
    ];
    for (link, message) in cases {
        let error = Link::decode(link).unwrap_err().to_string();
        assert!(error.starts_with(message), "{link}\n  said: {error}\n  want: {message}");
    }
    let long = format!("#play?i={}", "x".repeat(70_000));
    assert_eq!(
        Link::decode(&long).unwrap_err().to_string(),
        "this link, as a whole: found 70008 bytes; at most 65536"
    );
}
