//! The page's program, by cargo.

use crate::shell;
use crate::toolchain::WASM;
use crate::workspace::Workspace;
use anyhow::{Result, bail};
use std::path::PathBuf;

/// How the program is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Quick to build.
    Dev,
    /// Small.
    Release,
}

impl Profile {
    pub(crate) fn from_release(release: bool) -> Self {
        if release { Self::Release } else { Self::Dev }
    }

    /// Cargo's name of the profile, and of the folder its output lies in.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Dev => ("dev", "debug"),
            Self::Release => ("wasm-release", "wasm-release"),
        }
    }
}

/// Compiles the page for Wasm and returns the file.
pub(crate) fn page(workspace: &Workspace, profile: Profile) -> Result<PathBuf> {
    let (name, folder) = profile.names();
    println!("    compiling the page (profile {name})");
    let mut cargo = shell::cargo();
    cargo.args(["build", "--package=page", "--bin=page", "--target", WASM, "--profile", name]);
    shell::run(cargo.current_dir(&workspace.root))?;
    let file = workspace.target.join(WASM).join(folder).join("page.wasm");
    if !file.is_file() {
        bail!("cargo built the page, but there is no {}", file.display());
    }
    Ok(file)
}
