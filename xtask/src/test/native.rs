//! What needs no browser.

use crate::shell;
use crate::stage::Stages;
use crate::workspace::Workspace;

pub(crate) fn stages(workspace: &Workspace, stages: &mut Stages) {
    let cargo =
        |words: &[&str]| shell::run(shell::cargo().args(words).current_dir(&workspace.root));
    stages.run("format", || cargo(&["fmt", "--all", "--check"]));
    stages.run("lints", || {
        // The runner is one call into a crate that takes long to check.
        let scope = ["--workspace", "--exclude=wasm-runner", "--all-targets"];
        cargo(&[&["clippy", "--locked"], &scope[..], &["--", "-D", "warnings"]].concat())
    });
    stages.run("native tests", || {
        let without_browser = ["--workspace", "--exclude=wasm-runner", "--exclude=browser-tests"];
        cargo(&[&["test", "--locked"], &without_browser[..]].concat())
    });
}
