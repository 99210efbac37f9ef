//! What is compiled to Wasm: its lints, its purity, and its tests in a browser.

use super::chromium::{self, Browser};
use super::purity;
use crate::shell;
use crate::stage::Stages;
use crate::toolchain::WASM;
use crate::workspace::{Package, Workspace};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::Command;

pub(crate) fn stages(workspace: &Workspace, stages: &mut Stages) {
    stages.run("lints of the page as Wasm", || {
        let words =
            ["clippy", "--locked", "--package=page", "--target", WASM, "--", "-D", "warnings"];
        shell::run(cargo(workspace).args(words))
    });
    stages.run("purity: the engine as Wasm imports nothing", || purity::check(workspace));
    let programs: Vec<_> = workspace.packages.iter().flat_map(programs).collect();
    if programs.is_empty() {
        println!("\n==> no test named wasm_* in any package: nothing to run in the browser");
        return;
    }
    stages.run("tests as Wasm, in a browser", || run_all(workspace, &programs));
}

/// The Wasm tests of a package are its integration tests whose file is called `wasm_…`.
fn programs(package: &Package) -> impl Iterator<Item = (&str, &str)> {
    let wasm = package.tests.iter().filter(|name| name.starts_with("wasm"));
    wasm.map(|test| (package.name.as_str(), test.as_str()))
}

fn run_all(workspace: &Workspace, programs: &[(&str, &str)]) -> Result<()> {
    let browser = chromium::ensure()?;
    shell::run(cargo(workspace).args(["build", "--locked", "--package=wasm-runner"]))?;
    for (package, test) in programs {
        let words = ["test", "--locked", "--target", WASM, "--package", package, "--test", test];
        shell::run(environment(cargo(workspace).args(words), workspace, &browser)?)?;
    }
    Ok(())
}

/// Tells cargo our runner, and the runner the browser.
fn environment<'a>(
    command: &'a mut Command,
    workspace: &Workspace,
    browser: &Browser,
) -> Result<&'a mut Command> {
    let runner =
        workspace.target.join("debug").join(format!("wasm-runner{}", std::env::consts::EXE_SUFFIX));
    Ok(command
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
        .env("CHROMEDRIVER", &browser.driver)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities(workspace, browser)?)
        // The defaults of 20 s and 5 s are short for a busy machine.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "180")
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")
        .env("TMPDIR", chromium::profiles(workspace)?))
}

/// `webdriver.json` of the repository with the browser that was found on this machine.
fn capabilities(workspace: &Workspace, browser: &Browser) -> Result<PathBuf> {
    let text = std::fs::read_to_string(workspace.root.join("webdriver.json"))
        .context("could not read webdriver.json at the root of the repository")?;
    let mut value: Value = serde_json::from_str(&text).context("webdriver.json is not JSON")?;
    value["goog:chromeOptions"]["binary"] = json!(browser.chromium);
    let file = workspace.scratch("browser")?.join("webdriver.json");
    std::fs::write(&file, value.to_string()).context("could not write the browser's settings")?;
    Ok(file)
}

fn cargo(workspace: &Workspace) -> Command {
    let mut cargo = shell::cargo();
    cargo.current_dir(&workspace.root);
    cargo
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_is_chosen_by_its_name() {
        let package = Package {
            name: "scenario".into(),
            folder: PathBuf::new(),
            has_library: true,
            tests: vec!["beats".into(), "wasm_hash".into()],
            uses: Default::default(),
        };
        assert_eq!(programs(&package).collect::<Vec<_>>(), [("scenario", "wasm_hash")]);
    }
}
