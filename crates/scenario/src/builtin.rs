//! The scenarios that come with the program.

use std::sync::OnceLock;

use crate::problem::Problems;
use crate::scenario::Scenario;

/// The ids of all of them, in the order of a menu. The first is the one that opens.
pub const IDS: [&str; 5] =
    ["priya-wedding", "planner-phone-died", "upi-zomato", "upi-3pc", "rajesh-wedding"];

/// The ids and texts of those that are in the program, in the order of [`IDS`]: all of them, or
/// without `all-scenarios` only the first. A page that waits for five stories shows none sooner.
#[must_use]
pub fn builtin() -> &'static [(&'static str, &'static str)] {
    BUILTIN
}

macro_rules! file {
    ($id:literal) => {
        ($id, include_str!(concat!("../../../scenarios/", $id, ".toml")))
    };
}

const BUILTIN: &[(&str, &str)] = &[
    file!("priya-wedding"),
    #[cfg(feature = "all-scenarios")]
    file!("planner-phone-died"),
    #[cfg(feature = "all-scenarios")]
    file!("upi-zomato"),
    #[cfg(feature = "all-scenarios")]
    file!("upi-3pc"),
    #[cfg(feature = "all-scenarios")]
    file!("rajesh-wedding"),
];

/// One of them, read once however often it is asked for.
pub(crate) fn read(id: &str) -> Option<&'static Result<Scenario, Problems>> {
    static READ: [OnceLock<Result<Scenario, Problems>>; BUILTIN.len()] =
        [const { OnceLock::new() }; BUILTIN.len()];
    let found = BUILTIN.iter().zip(&READ).find(|((it, _), _)| *it == id);
    found.map(|((id, text), read)| read.get_or_init(|| Scenario::parse(id, text)))
}
