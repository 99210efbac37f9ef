//! A static file server on the loopback address.
//!
//! It answers as a plain host of files does (GitHub Pages is one): right media types, a folder's
//! `index.html`, 404 for the rest, and no cleverness. It can serve below a sub-path, because a project
//! page lives under `/<repository>/`, and it adds the headers it is given, which is how the tests and
//! `cargo xtask serve` hold the page to its Content-Security-Policy.

mod log;
mod media;
mod request;
mod resolve;
mod response;
mod server;

pub use log::{Log, Visit};
pub use server::{Server, Site};
