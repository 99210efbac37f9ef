//! The JavaScript that joins the program to the browser, by wasm-bindgen as a library: the version in
//! the lock file is the version that runs, and nobody installs a thing.

use super::compile::Profile;
use super::digest;
use super::files::{self, Files};
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;

/// The program as the site holds it.
#[derive(Debug)]
pub(crate) struct Program {
    /// Everything below one folder whose name is the digest of all of it: JavaScript and Wasm belong
    /// together to the byte, so they share one name.
    pub(crate) files: Files,
    /// Path of the JavaScript module.
    pub(crate) js: String,
    /// Path of the Wasm module.
    pub(crate) wasm: String,
}

/// Runs wasm-bindgen over the compiled page.
pub(crate) fn program(workspace: &Workspace, compiled: &Path, profile: Profile) -> Result<Program> {
    println!("    joining it to the browser (wasm-bindgen)");
    let folder = workspace.scratch("bindgen")?;
    std::fs::remove_dir_all(&folder)
        .with_context(|| format!("could not clear {}", folder.display()))?;
    let release = profile == Profile::Release;
    Bindgen::new()
        .input_path(compiled)
        .out_name("page")
        .web(true)?
        .typescript(false)
        // Names are half of the file, and only a developer reads them.
        .remove_name_section(release)
        .remove_producers_section(release)
        .generate(&folder)
        .context(
            "wasm-bindgen could not join the page to the browser; a page that links no wasm-bindgen \
             (Leptos does) has nothing to join",
        )?;
    Ok(named(files::read(&folder, "")?))
}

/// Puts the output into its folder.
fn named(output: Files) -> Program {
    let parts = output.iter().flat_map(|(path, content)| [path.as_bytes(), content.as_slice()]);
    let folder = format!("pkg-{}", digest::short(parts));
    let files =
        output.into_iter().map(|(path, content)| (format!("{folder}/{path}"), content)).collect();
    Program { files, js: format!("{folder}/page.js"), wasm: format!("{folder}/page_bg.wasm") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(wasm: &str) -> Files {
        Files::from([("page.js".into(), b"js".to_vec()), ("page_bg.wasm".into(), wasm.into())])
    }

    #[test]
    fn another_wasm_gives_the_javascript_another_name_too() {
        let (one, two) = (named(output("1")), named(output("2")));
        assert_ne!(one.js, two.js);
        assert_eq!(one.js, named(output("1")).js);
        assert!(one.files.contains_key(&one.js) && one.files.contains_key(&one.wasm));
    }
}
