//! The same trace, bit for bit, natively and in Wasm: every scenario, protocol and accident with
//! twenty seeds, against a list that the native run wrote (`UPDATE_GOLDEN=1 cargo test -p scenario`).

use std::fmt::Write;

use scenario::{Scenario, builtin};
use world::{Policies, ProtocolId, run};

const SEEDS: u64 = 20;
const GOLDEN: &str = include_str!("hashes.txt");

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// One line for each combination: the hashes of its seeds, combined in their order.
fn hashes() -> String {
    let mut lines = String::new();
    for (id, text) in builtin() {
        let scenario = Scenario::parse(id, text).unwrap_or_else(|problems| panic!("{problems}"));
        let accidents = std::iter::once(None).chain(scenario.accidents.iter().map(Some));
        for accident in accidents {
            for protocol in ProtocolId::ALL {
                let one = |seed| {
                    let setup = scenario.setup(protocol, Policies::NONE, seed, accident);
                    let interventions =
                        accident.map(|it| it.interventions(protocol)).unwrap_or_default();
                    run(&setup, &interventions).hash()
                };
                let combined = (1..=SEEDS).map(one).fold(0_u64, |sum, hash| {
                    sum.rotate_left(5).wrapping_mul(0x0100_0000_01b3) ^ hash
                });
                let name = accident.map_or("-", |it| it.id.as_str());
                let _ = writeln!(lines, "{id} {name} {} {combined:016x}", protocol.word());
            }
        }
    }
    lines
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn every_trace_is_the_same_on_every_machine() {
    let found = hashes();
    #[cfg(not(target_arch = "wasm32"))]
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/hashes.txt");
        std::fs::write(path, found).unwrap_or_else(|error| panic!("{path}: {error}"));
        return;
    }
    for (found, golden) in found.lines().zip(GOLDEN.lines()) {
        assert_eq!(found, golden, "if the engine was meant to change: UPDATE_GOLDEN=1");
    }
    assert_eq!(found.lines().count(), GOLDEN.lines().count(), "if meant: UPDATE_GOLDEN=1");
}
