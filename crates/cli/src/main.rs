//! The pakka command.
fn main() {}
