//! How many things can happen in a second. `cargo bench -p world`; the numbers are recorded in
//! `docs/performance.md`.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use world::{
    Act, COORDINATOR, Intervention, Latency, Micros, Point, ProtocolId, Setup, Side, Snapshot,
    StepKind, When, run,
};

/// So many entries, made of as many runs as it takes.
const ENTRIES: usize = 1_000_000;

fn repeated(setup: &Setup, acts: &[Intervention]) -> usize {
    let mut entries = 0;
    while entries < ENTRIES {
        entries += black_box(run(setup, acts)).entries.len();
    }
    entries
}

/// Links as in a real network: every message throws its dice.
fn real(protocol: ProtocolId, participants: u8) -> Setup {
    let mut setup = Setup::plain(protocol, participants);
    setup.network.default.latency =
        Latency::LogNormal { median: Micros::millis(12), sigma_permille: 400 };
    setup.network.default.loss_ppm = 1_000;
    setup.disk.force = Latency::Uniform(Micros(500), Micros::millis(3));
    setup
}

/// A coordinator that never comes back: four in doubt, who ask for a very long time.
fn long(participants: u8) -> (Setup, Vec<Intervention>) {
    let mut setup = Setup::plain(ProtocolId::TwoPhase, participants);
    setup.horizon = Micros::millis(48 * 3_600_000);
    (setup, vec![crash_at_commit()])
}

fn crash_at_commit() -> Intervention {
    let point = Point {
        node: COORDINATOR,
        side: Side::After,
        step: StepKind::Force,
        word: "COMMIT".to_owned(),
        other: None,
        nth: 1,
    };
    Intervention { when: When::point(point), act: Act::Crash(COORDINATOR) }
}

fn one_million_entries(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("one million entries");
    group.sample_size(10).throughput(Throughput::Elements(ENTRIES as u64));
    for protocol in ProtocolId::ALL {
        for participants in [4, 8] {
            let name = BenchmarkId::new(protocol.word(), participants);
            let setup = Setup::plain(protocol, participants);
            group.bench_function(name, |it| it.iter(|| repeated(&setup, &[])));
        }
        let name = BenchmarkId::new(format!("{} with dice", protocol.word()), 4);
        let setup = real(protocol, 4);
        group.bench_function(name, |it| it.iter(|| repeated(&setup, &[])));
    }
    let (setup, acts) = long(4);
    let setup = Setup { horizon: horizon(&setup, &acts), ..setup };
    group.bench_function("2pc in doubt, one run", |it| it.iter(|| run(&setup, &acts)));
    group.finish();
}

/// The horizon at which one run has about a million entries.
fn horizon(setup: &Setup, acts: &[Intervention]) -> Micros {
    let minute = Micros::millis(60_000);
    let entries = run(&Setup { horizon: minute, ..setup.clone() }, acts).entries.len();
    Micros(minute.0 * ENTRIES as u64 / entries as u64)
}

fn seek(bench: &mut Criterion) {
    let (setup, acts) = long(4);
    let trace = run(&Setup { horizon: Micros::millis(60_000), ..setup }, &acts);
    assert!(trace.entries.len() > 10_000, "{}", trace.entries.len());
    let mut group = bench.benchmark_group("snapshot");
    group.throughput(Throughput::Elements(10_000));
    group.bench_function("after 10,000 entries", |it| {
        it.iter(|| Snapshot::after(black_box(&trace), 10_000));
    });
    group.finish();
}

criterion_group!(benches, one_million_entries, seek);
criterion_main!(benches);
