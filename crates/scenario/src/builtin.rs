//! The scenarios that come with the program.

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
