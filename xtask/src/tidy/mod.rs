//! The house rules that no lint knows, one file a rule.
//!
//! Each rule is a function from texts to findings, and each proves in its tests that it can fail. The
//! rules run in `cargo xtask tidy` and in `cargo test`.

mod colours;
mod determinism;
mod edges;
mod exhaustive;
mod finding;
mod map_paths;
mod module_docs;
mod origin;
mod policy;
mod sized;
mod source;
mod syntax;
mod unwraps;

use crate::workspace::Workspace;
use anyhow::{Result, bail};
use finding::Finding;
use source::{Source, read, rust_below};

/// Applies every rule to the repository.
///
/// # Errors
/// When there is a finding; they are printed.
pub(crate) fn tidy(workspace: &Workspace) -> Result<()> {
    let findings = findings(workspace)?;
    for finding in &findings {
        println!("    {finding}");
    }
    match findings.len() {
        0 => Ok(()),
        1 => bail!("tidy has one finding; it is above"),
        many => bail!("tidy has {many} findings; they are above"),
    }
}

fn findings(workspace: &Workspace) -> Result<Vec<Finding>> {
    let root = workspace.root.as_path();
    let map = read(root, &["ARCHITECTURE.md"])?;
    let protocol = rust_below(root, &["crates/protocol/src"])?;
    let state = rust_below(root, &["crates/protocol/src", "crates/world/src"])?;
    let run =
        rust_below(root, &["crates/protocol/src", "crates/world/src", "crates/analysis/src"])?;
    Ok([
        edges::check(&map, &workspace.packages),
        map_paths::check(&map, root),
        exhaustive::check(&protocol),
        unwraps::check(&protocol),
        determinism::check(&run),
        sized::check(&state),
        colours::check(&coloured(workspace)?),
        origin::check(&read(root, &["index.html", "www", "src"])?),
        policy::check(&read(root, &["index.html"])?),
        module_docs::check(&rust_below(root, &["crates"])?),
    ]
    .concat())
}

/// Where colours could be written. Drawings are not among it: portraits have fixed tones.
fn coloured(workspace: &Workspace) -> Result<Vec<Source>> {
    let mut sources = read(&workspace.root, &["www/css"])?;
    sources.extend(rust_below(&workspace.root, &["src", "crates/scene"])?);
    Ok(sources)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_repository_is_tidy() {
        let findings = findings(&Workspace::here().unwrap()).unwrap();
        let lines: Vec<String> = findings.iter().map(Finding::to_string).collect();
        assert!(lines.is_empty(), "{}", lines.join("\n"));
    }
}
