//! Where things are, and which packages there are, from cargo itself.

use crate::shell;
use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The checkout this tool was built from.
#[derive(Debug)]
pub(crate) struct Workspace {
    /// The folder with the workspace's `Cargo.toml`.
    pub(crate) root: PathBuf,
    /// Cargo's target folder.
    pub(crate) target: PathBuf,
    pub(crate) packages: Vec<Package>,
}

/// A member of the workspace.
#[derive(Debug)]
pub(crate) struct Package {
    pub(crate) name: String,
    /// Its folder.
    pub(crate) folder: PathBuf,
    pub(crate) has_library: bool,
    /// Names of its integration test programs.
    pub(crate) tests: Vec<String>,
    /// The members it uses in its normal dependencies.
    pub(crate) uses: BTreeSet<String>,
}

impl Workspace {
    /// The workspace around this crate, as `cargo metadata` describes it.
    pub(crate) fn here() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask has no parent")?;
        let text = shell::read(
            shell::cargo().args(["metadata", "--format-version=1", "--no-deps"]).current_dir(root),
        )?;
        let metadata = serde_json::from_str(&text).context("cargo metadata is not JSON")?;
        Self::from_metadata(root, &metadata)
    }

    fn from_metadata(root: &Path, metadata: &Value) -> Result<Self> {
        let target = text(&metadata["target_directory"])?.into();
        let packages =
            list(&metadata["packages"]).map(Package::from_metadata).collect::<Result<_>>()?;
        Ok(Self { root: root.to_owned(), target, packages })
    }

    /// A folder of our own below the target folder, made when absent.
    pub(crate) fn scratch(&self, name: &str) -> Result<PathBuf> {
        let folder = self.target.join("xtask").join(name);
        std::fs::create_dir_all(&folder)
            .with_context(|| format!("could not make the folder {}", folder.display()))?;
        Ok(folder)
    }
}

impl Package {
    fn from_metadata(package: &Value) -> Result<Self> {
        let manifest = PathBuf::from(text(&package["manifest_path"])?);
        Ok(Self {
            name: text(&package["name"])?,
            folder: manifest.parent().context("a manifest lies in no folder")?.to_owned(),
            has_library: list(&package["targets"]).any(|target| is_kind(target, "lib")),
            tests: list(&package["targets"])
                .filter(|target| is_kind(target, "test"))
                .map(|target| text(&target["name"]))
                .collect::<Result<_>>()?,
            uses: list(&package["dependencies"])
                .filter(|dependency| dependency["kind"].is_null() && dependency["path"].is_string())
                .map(|dependency| text(&dependency["name"]))
                .collect::<Result<_>>()?,
        })
    }
}

fn is_kind(target: &Value, kind: &str) -> bool {
    list(&target["kind"]).any(|found| found == kind)
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> Result<String> {
    Ok(value.as_str().context("cargo metadata lacks a field this tool knows")?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_workspace_is_read() {
        let workspace = Workspace::here().unwrap();
        let named = |name| workspace.packages.iter().find(|package| package.name == name).unwrap();
        assert!(named("xtask").uses.contains("file-server"));
        assert!(!named("xtask").has_library && named("file-server").has_library);
        assert_eq!(named("browser-tests").tests, ["browser"]);
    }
}
