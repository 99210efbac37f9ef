//! From sources to a folder of files that any static host can serve, from any sub-path.
//!
//! ```text
//! compile (cargo) ─▶ bindgen ─▶ pkg-<digest>/   the program: JavaScript and Wasm as one
//! www/css/*.css ───▶ css ─────▶ css/style-<digest>.css
//! templates/boot ──▶ boot ────▶ boot-<digest>.js
//! index.html ──────▶ html ────▶ index.html      with the names above in it
//! www/, scenarios/ ───────────▶ copied
//! all of these ────▶ offline ─▶ sw.js           (dist only)
//! ```
//! A name carries the digest of what is in the file, so a cache can never mix two versions.

mod assemble;
mod bindgen;
mod boot;
mod budget;
mod compile;
mod css;
mod digest;
mod files;
mod html;
mod offline;

pub(crate) use html::policy;

use crate::args;
use crate::toolchain;
use crate::workspace::Workspace;
use anyhow::Result;
use compile::Profile;
use std::path::PathBuf;
use std::time::Instant;

/// Builds the site as `serve` shows it and returns its folder.
pub(crate) fn build_for_serve(workspace: &Workspace, release: bool) -> Result<PathBuf> {
    let start = Instant::now();
    let folder = workspace.scratch("site")?;
    let site = assemble::site(workspace, Profile::from_release(release), assemble::Use::Serve)?;
    files::write(&site, &folder)?;
    println!("    built in {:.1} s", start.elapsed().as_secs_f64());
    Ok(folder)
}

/// Writes `dist/` and, for a release, holds it to the budget.
pub(crate) fn write_dist(workspace: &Workspace, options: &args::Build) -> Result<()> {
    let site = write(workspace, options.release)?;
    if options.release {
        budget::hold(&site, &budget_file(workspace), options.accept)?;
    }
    Ok(())
}

/// Writes the `dist/` that the browser tests visit. It is weighed too, but its weight is a finding of
/// the release build: a page that is too heavy must still be right.
pub(crate) fn write_dist_for_tests(workspace: &Workspace) -> Result<()> {
    let site = write(workspace, true)?;
    if let Err(heavy) = budget::hold(&site, &budget_file(workspace), false) {
        println!("    `cargo xtask build --release` will refuse this: {heavy:#}");
    }
    Ok(())
}

fn budget_file(workspace: &Workspace) -> PathBuf {
    workspace.root.join("xtask/budget.toml")
}

fn write(workspace: &Workspace, release: bool) -> Result<files::Files> {
    let start = Instant::now();
    toolchain::ensure_wasm_target(&workspace.root)?;
    let site = assemble::site(workspace, Profile::from_release(release), assemble::Use::Dist)?;
    files::write(&site, &workspace.root.join("dist"))?;
    println!("    dist/ written in {:.1} s, {} files", start.elapsed().as_secs_f64(), site.len());
    Ok(site)
}
