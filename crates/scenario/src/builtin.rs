//! The scenarios that come with the program.

use std::sync::OnceLock;

use crate::problem::Problems;
use crate::scenario::Scenario;

/// Their ids and texts, in the order of a menu.
#[must_use]
pub fn builtin() -> &'static [(&'static str, &'static str)] {
    &BUILTIN
}

macro_rules! file {
    ($id:literal) => {
        ($id, include_str!(concat!("../../../scenarios/", $id, ".toml")))
    };
}

const BUILTIN: [(&str, &str); 5] = [
    file!("priya-wedding"),
    file!("planner-phone-died"),
    file!("upi-zomato"),
    file!("upi-3pc"),
    file!("rajesh-wedding"),
];

/// One of them, read once however often it is asked for.
pub(crate) fn read(id: &str) -> Option<&'static Result<Scenario, Problems>> {
    static READ: [OnceLock<Result<Scenario, Problems>>; BUILTIN.len()] =
        [const { OnceLock::new() }; BUILTIN.len()];
    let found = BUILTIN.iter().zip(&READ).find(|((it, _), _)| *it == id);
    found.map(|((id, text), read)| read.get_or_init(|| Scenario::parse(id, text)))
}
