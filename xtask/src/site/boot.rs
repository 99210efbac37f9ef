//! The small module that starts the program.

use super::bindgen::Program;
use super::digest;

const START: &str = include_str!("../../templates/boot.js");
const KEEP: &str = include_str!("../../templates/offline.js");

/// Path and content of the boot module. `offline`: whether it registers the service worker.
pub(crate) fn module(program: &Program, offline: bool) -> (String, Vec<u8>) {
    let mut text = START
        .replace("{{js}}", &format!("./{}", program.js))
        .replace("{{wasm}}", &format!("./{}", program.wasm));
    if offline {
        text.push_str(KEEP);
    }
    (format!("boot-{}.js", digest::short([text.as_bytes()])), text.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::files::Files;

    fn text(offline: bool) -> String {
        let program = Program {
            files: Files::new(),
            js: "pkg-1/page.js".into(),
            wasm: "pkg-1/p.wasm".into(),
        };
        String::from_utf8(module(&program, offline).1).unwrap()
    }

    #[test]
    fn names_are_relative_and_filled_in() {
        assert!(text(false).contains(r#"import("./pkg-1/page.js")"#));
        assert!(!text(true).contains("{{"));
    }

    #[test]
    fn only_dist_keeps_files_for_offline() {
        assert!(text(true).contains("sw.js") && !text(false).contains("sw.js"));
    }
}
