//! The scenarios that come with the program.

/// Their ids and texts, in the order of a menu.
#[must_use]
pub fn builtin() -> &'static [(&'static str, &'static str)] {
    &BUILTIN
}

const BUILTIN: [(&str, &str); 2] =
    [("priya-wedding", include_str!("../../../scenarios/priya-wedding.toml")), ("planner-phone-died", include_str!("../../../scenarios/planner-phone-died.toml"))];
