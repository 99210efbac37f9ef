//! Random setups and random accidents. Simple ones come first everywhere, so that a failing
//! schedule shrinks to one a person can read.

use proptest::prelude::*;
use proptest::sample::select;
use world::{
    Act, Detector, DetectorMode, Intervention, LAST, Latency, MessageRef, Micros, Point, Policies,
    ProcessId, ProtocolId, Setup, Side, StepKind, When,
};

/// What may happen in a run.
#[derive(Clone, Debug)]
pub struct Range {
    pub protocol: ProtocolId,
    pub detector: Option<DetectorMode>,
    pub policies: Policies,
    /// Links are cut and processes stand still.
    pub partitions: bool,
    /// The network loses, repeats and reorders.
    pub noise: bool,
    /// Everything takes the time of the plain setup, and only crashes happen.
    pub plain: bool,
    /// What happens in every run.
    pub given: Vec<Intervention>,
    pub acts: usize,
}

/// A run: everything the law asks for.
#[derive(Clone, Debug)]
pub struct Inputs {
    pub setup: Setup,
    pub acts: Vec<Intervention>,
}

/// When all that is broken is repaired.
pub const REPAIR: Micros = Micros::millis(2_000);

impl Inputs {
    /// The same, with more time: over a link that is slowed twenty times, messages take seconds.
    pub fn patient(&self) -> Setup {
        Setup { horizon: Micros::millis(120_000), ..self.setup.clone() }
    }

    /// The same, and from [`REPAIR`] on everything is repaired.
    pub fn repaired(&self) -> Vec<Intervention> {
        let everyone = || (0..=self.setup.participants).map(ProcessId);
        let all = everyone().flat_map(|who| [Act::Resume(who), Act::Recover(who)]);
        let repair = std::iter::once(Act::HealAll).chain(all);
        let repair = repair.map(|act| Intervention { when: When::at(REPAIR), act });
        self.acts.iter().cloned().chain(repair).collect()
    }
}

pub fn inputs(range: Range) -> impl Strategy<Value = Inputs> {
    if range.plain { plain(range).boxed() } else { wild(range).boxed() }
}

fn plain(range: Range) -> impl Strategy<Value = Inputs> {
    (2_u8..=3).prop_flat_map(move |participants| {
        let mut setup = Setup::plain(range.protocol, participants);
        setup.policies = range.policies;
        let accidents = proptest::collection::vec(crash(participants), 1..=range.acts);
        let given = range.given.clone();
        accidents.prop_map(move |acts| {
            let acts = given.iter().cloned().chain(acts.into_iter().flatten()).collect();
            Inputs { setup: setup.clone(), acts }
        })
    })
}

fn wild(range: Range) -> impl Strategy<Value = Inputs> {
    (1_u8..=5).prop_flat_map(move |participants| {
        let accidents = proptest::collection::vec(accident(&range, participants), 0..=range.acts);
        (setup(&range, participants), accidents)
            .prop_map(|(setup, acts)| Inputs { setup, acts: acts.concat() })
    })
}

fn setup(range: &Range, participants: u8) -> impl Strategy<Value = Setup> + use<> {
    let (protocol, policies) = (range.protocol, range.policies);
    let quiet = (Just(0), Just(0), Just(false)).boxed();
    let loud = (
        prop_oneof![3 => Just(0_u32), 1 => 0_u32..350_000],
        prop_oneof![3 => Just(0_u32), 1 => 0_u32..350_000],
        any::<bool>(),
    );
    let noise = if range.noise { loud.boxed() } else { quiet };
    let detector = match range.detector {
        Some(mode) => Just(mode).boxed(),
        None => select(vec![DetectorMode::Perfect, DetectorMode::Unreliable]).boxed(),
    };
    let votes = prop_oneof![7 => Just(vec![true; usize::from(participants)]),
        1 => proptest::collection::vec(prop::bool::weighted(0.8), usize::from(participants))];
    let speed = (latency(), latency(), (0_u64..60, 1_u64..150), timers());
    (any::<bool>(), any::<u64>(), noise, detector, votes, speed).prop_map(
        move |(cooperative, seed, noise, mode, votes, speed)| {
            let (latency, force, (check, delay), timers) = speed;
            let mut setup = Setup::plain(protocol, participants);
            setup.policies = policies;
            (setup.cooperative, setup.final_ack, setup.seed) = (cooperative, seed % 2 == 0, seed);
            setup.horizon = Micros::millis(12_000);
            setup.network.default.latency = latency;
            let link = &mut setup.network.default;
            (link.loss_ppm, link.duplicate_ppm, link.reorder) = noise;
            setup.disk.force = faster(force);
            setup.detector = Detector { mode, delay: Micros::millis(delay) };
            (setup.timers.prepare, setup.timers.votes, setup.timers.decision) = timers;
            for (local, able) in setup.locals.iter_mut().zip(votes) {
                local.able = able;
                local.check = Latency::Uniform(Micros::ZERO, Micros::millis(check));
            }
            setup
        },
    )
}

fn timers() -> impl Strategy<Value = (Micros, Micros, Micros)> {
    let plain = (Just(500_u64), Just(200_u64), Just(200_u64));
    let some = (60_u64..600, 60_u64..400, 60_u64..400);
    let millis = |(a, b, c)| (Micros::millis(a), Micros::millis(b), Micros::millis(c));
    prop_oneof![1 => plain.prop_map(millis), 2 => some.prop_map(millis)]
}

fn latency() -> impl Strategy<Value = Latency> {
    prop_oneof![
        Just(Latency::Constant(Micros::millis(10))),
        (1_u64..20, 0_u64..40).prop_map(|(low, more)| Latency::Uniform(
            Micros::millis(low),
            Micros::millis(low + more)
        )),
        (1_u64..20, 100_u32..1_500).prop_map(|(median, sigma_permille)| Latency::LogNormal {
            median: Micros::millis(median),
            sigma_permille,
        }),
    ]
}

/// Disks are about ten times faster than links.
fn faster(latency: Latency) -> Latency {
    match latency {
        Latency::Constant(it) => Latency::Constant(Micros(it.0 / 10)),
        Latency::Uniform(low, high) => Latency::Uniform(Micros(low.0 / 10), Micros(high.0 / 10)),
        Latency::LogNormal { median, sigma_permille } => {
            Latency::LogNormal { median: Micros(median.0 / 10), sigma_permille }
        }
    }
}

/// One accident, with its end if it has one.
fn accident(range: &Range, participants: u8) -> impl Strategy<Value = Vec<Intervention>> + use<> {
    let harmless = prop_oneof![
        6 => crash(participants).boxed(),
        2 => message_act(participants).boxed(),
        1 => no(participants).boxed(),
        1 => slow(participants).boxed(),
    ];
    let harmful = prop_oneof![
        3 => partition(participants).boxed(),
        2 => cut(participants).boxed(),
        2 => pause(participants).boxed(),
    ];
    if range.partitions {
        prop_oneof![3 => harmless, 2 => harmful].boxed()
    } else {
        harmless.boxed()
    }
}

fn process(participants: u8) -> impl Strategy<Value = ProcessId> {
    (0..=participants).prop_map(ProcessId)
}

/// Something that begins, and may end a while later.
fn spell(
    participants: u8,
    what: impl Strategy<Value = (Act, Act)>,
) -> impl Strategy<Value = Vec<Intervention>> {
    let lasts = prop_oneof![
        2 => Just(None),
        1 => (0_u64..60).prop_map(Some),
        2 => (0_u64..800).prop_map(Some),
    ];
    (when(participants), what, lasts).prop_map(|(when, (begin, end), lasts)| {
        let later = lasts.map(|millis| Intervention { when: after(&when, millis), act: end });
        std::iter::once(Intervention { when, act: begin }).chain(later).collect()
    })
}

fn after(when: &When, millis: u64) -> When {
    match when {
        When::At { at, .. } => When::at(*at + Micros::millis(millis)),
        When::Point { point, wait } => {
            When::Point { point: point.clone(), wait: *wait + Micros::millis(millis) }
        }
    }
}

fn crash(participants: u8) -> impl Strategy<Value = Vec<Intervention>> {
    let what = process(participants).prop_map(|who| (Act::Crash(who), Act::Recover(who)));
    spell(participants, what)
}

fn pause(participants: u8) -> impl Strategy<Value = Vec<Intervention>> {
    let what = process(participants).prop_map(|who| (Act::Pause(who), Act::Resume(who)));
    spell(participants, what)
}

fn cut(participants: u8) -> impl Strategy<Value = Vec<Intervention>> {
    let what = (process(participants), process(participants))
        .prop_map(|(a, b)| (Act::Cut(a, b), Act::Heal(a, b)));
    spell(participants, what)
}

fn slow(participants: u8) -> impl Strategy<Value = Vec<Intervention>> {
    let what = (process(participants), process(participants), 0_u32..30_000)
        .prop_map(|(a, b, by)| (Act::Slow(a, b, by), Act::Slow(a, b, 1_000)));
    spell(participants, what)
}

fn partition(participants: u8) -> impl Strategy<Value = Vec<Intervention>> {
    let side = 0_u64..(2 << participants);
    let what = side.prop_map(move |side| {
        let group = (0..=participants).filter(|who| side & (1 << who) != 0).map(ProcessId);
        (Act::Partition(vec![group.collect()]), Act::HealAll)
    });
    spell(participants, what)
}

fn no(participants: u8) -> impl Strategy<Value = Vec<Intervention>> {
    (0_u64..30, 1..=participants).prop_map(|(millis, who)| {
        let act = Act::VoteNo(ProcessId(who));
        vec![Intervention { when: When::at(Micros::millis(millis)), act }]
    })
}

const MESSAGES: [&str; 14] = [
    "PREPARE",
    "YES",
    "NO",
    "COMMIT",
    "ABORT",
    "ACK",
    "PRECOMMIT",
    "ACK-PC",
    "ASK",
    "UNCERTAIN",
    "ELECTED",
    "STATE?",
    "STATE",
    "BACK",
];

/// A message is struck when it has just left.
fn message_act(participants: u8) -> impl Strategy<Value = Vec<Intervention>> {
    let ends = (process(participants), process(participants));
    let what = (0_u8..4, 1_u64..1_500);
    (ends, select(&MESSAGES[..]), 1_u32..=2, what).prop_map(|((from, to), word, nth, what)| {
        let it = MessageRef { from, to, word: word.to_owned(), nth };
        let act = match what {
            (0, _) => Act::Drop(it),
            (1, _) => Act::Duplicate(it),
            (2, by) => Act::Delay(it, Micros::millis(by)),
            (_, _) => Act::Deliver(it),
        };
        let (side, step) = (Side::After, StepKind::Send);
        let point = Point { node: from, side, step, word: word.to_owned(), other: Some(to), nth };
        vec![Intervention { when: When::point(point), act }]
    })
}

fn when(participants: u8) -> impl Strategy<Value = When> {
    let order = prop_oneof![1 => Just(LAST), 2 => 0_u32..12];
    let early = (0_u64..90_000, order).prop_map(|(at, order)| When::At { at: Micros(at), order });
    let round = (0_u64..60).prop_map(|at| When::at(Micros::millis(at)));
    let late = (0_u64..1_500).prop_map(|at| When::at(Micros::millis(at)));
    prop_oneof![
        5 => point(participants).boxed(),
        1 => round.boxed(),
        1 => early.boxed(),
        1 => late.boxed(),
    ]
}

fn point(participants: u8) -> impl Strategy<Value = When> {
    let force = select(vec!["PREPARED", "COMMIT", "PRECOMMIT", "ABORT", "UP"]);
    let write = select(vec!["ABORT", "END", "COMMIT"]);
    let timer = select(vec!["votes", "prepare", "decision", "acks", "states"]);
    let doing = prop_oneof![
        4 => force.prop_map(|word| (StepKind::Force, word)),
        4 => select(&MESSAGES[..]).prop_map(|word| (StepKind::Send, word)),
        3 => select(&MESSAGES[..]).prop_map(|word| (StepKind::Receive, word)),
        1 => write.prop_map(|word| (StepKind::Write, word)),
        1 => timer.prop_map(|word| (StepKind::TimeOut, word)),
        1 => Just((StepKind::Check, "")),
    ];
    let side = select(vec![Side::Before, Side::After]);
    let nth = prop_oneof![4 => Just(1_u32), 1 => 2_u32..4];
    let wait = prop_oneof![4 => Just(0_u64), 1 => 0_u64..200];
    (process(participants), side, doing, nth, wait).prop_map(|(node, side, doing, nth, wait)| {
        let (step, word) = doing;
        let point = Point { node, side, step, word: word.to_owned(), other: None, nth };
        When::Point { point, wait: Micros::millis(wait) }
    })
}
