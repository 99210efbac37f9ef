//! The wasm target of the compiler.

use crate::shell;
use anyhow::{Context, Result};
use std::path::Path;
use std::process::Command;

/// The target the page is compiled for.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Adds the wasm target when the pinned toolchain lacks it.
pub(crate) fn ensure_wasm_target(root: &Path) -> Result<()> {
    if has_wasm_target(root)? {
        return Ok(());
    }
    println!("    the compiler lacks the target {WASM}: adding it");
    shell::run(Command::new("rustup").args(["target", "add", WASM]).current_dir(root))
        .with_context(|| format!("please run `rustup target add {WASM}` in this folder"))
}

/// Asks the compiler, not rustup: a toolchain from elsewhere may have the target too.
fn has_wasm_target(root: &Path) -> Result<bool> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let sysroot = shell::read(Command::new(rustc).args(["--print", "sysroot"]).current_dir(root))?;
    Ok(Path::new(sysroot.trim()).join("lib/rustlib").join(WASM).join("lib").is_dir())
}
