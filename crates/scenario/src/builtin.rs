//! The scenarios that come with the program.

/// Their ids and texts, in the order of a menu.
#[must_use]
pub fn builtin() -> &'static [(&'static str, &'static str)] {
    &BUILTIN
}

const BUILTIN: [(&str, &str); 1] =
    [("priya-wedding", include_str!("../../../scenarios/priya-wedding.toml"))];
