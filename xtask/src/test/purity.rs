//! Proof by the binary that a run is a pure function: compiled to Wasm, the engine asks its surroundings
//! for nothing. A clock, a random source or a print that slipped past the lints would be an import.

use crate::shell;
use crate::toolchain::WASM;
use crate::workspace::{Package, Workspace};
use anyhow::{Context, Result, bail};
use std::path::Path;
use wasmparser::{Parser, Payload};

/// Builds every library of `crates/` as a Wasm module of its own and looks at its imports.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let engine = workspace.root.join("crates");
    let libraries =
        workspace.packages.iter().filter(|one| one.has_library && one.folder.starts_with(&engine));
    for package in libraries {
        let module = build(workspace, package)?;
        let imports = imports(&std::fs::read(&module)?)
            .with_context(|| format!("could not read {}", module.display()))?;
        verdict(&package.name, &imports)?;
    }
    Ok(())
}

/// Without the linker's usual cleaning: what nobody calls yet would otherwise be left out, and with it
/// what it imports.
fn build(workspace: &Workspace, package: &Package) -> Result<std::path::PathBuf> {
    let mut cargo = shell::cargo();
    cargo.args(["rustc", "--quiet", "--locked", "--package", &package.name, "--lib"]);
    cargo.args(["--crate-type=cdylib", "--target", WASM, "--"]);
    cargo.args(["-Clink-dead-code", "-Clink-arg=--no-gc-sections"]);
    shell::run(cargo.current_dir(&workspace.root))?;
    let name = format!("{}.wasm", package.name.replace('-', "_"));
    Ok(Path::new(&workspace.target).join(WASM).join("debug").join(name))
}

fn imports(module: &[u8]) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::ImportSection(section) = payload? {
            for import in section.into_imports() {
                let import = import?;
                found.push(format!("{}.{}", import.module, import.name));
            }
        }
    }
    Ok(found)
}

fn verdict(package: &str, imports: &[String]) -> Result<()> {
    if imports.is_empty() {
        println!("    {package}: no imports");
        return Ok(());
    }
    bail!(
        "as Wasm, {package} imports {}. A run must be a pure function, so nothing under crates/ may ask \
         the browser for time, chance or anything else: pass it in as an argument.",
        imports.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with one function type and one imported function, `env.now`.
    const IMPURE: &[u8] = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02\x0b\x01\x03env\x03now\0\0";

    #[test]
    fn an_import_is_found_and_refused() {
        let found = imports(IMPURE).unwrap();
        assert_eq!(found, ["env.now"]);
        let said = verdict("world", &found).unwrap_err().to_string();
        assert!(said.contains("world imports env.now"), "{said}");
    }

    #[test]
    fn an_empty_module_is_pure() {
        assert_eq!(imports(&IMPURE[..8]).unwrap(), Vec::<String>::new());
    }
}
