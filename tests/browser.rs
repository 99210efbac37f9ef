//! What only a browser can tell. Each file is about one thing; the verbs are in `harness/`.

mod access;
mod bad_input;
mod compare;
mod copy;
mod growth;
mod javascript;
mod keyboard;
mod measure;
mod mouse;
mod offline;
mod proof;
mod seen;
mod smoke;
