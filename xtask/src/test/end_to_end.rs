//! The built site, visited in a real browser.

use super::chromium;
use crate::shell;
use crate::site;
use crate::stage::Stages;
use crate::workspace::Workspace;
use anyhow::Result;

pub(crate) fn stages(workspace: &Workspace, stages: &mut Stages) {
    // An older dist/ may lie there; what it does says nothing about this change.
    if stages.run("release build of dist/", || site::write_dist_for_tests(workspace)) {
        stages.run("end to end, in a browser", || visit(workspace));
    }
}

fn visit(workspace: &Workspace) -> Result<()> {
    let browser = chromium::ensure()?;
    let mut cargo = shell::cargo();
    cargo
        .args(["test", "--locked", "--package=browser-tests", "--", "--test-threads=2"])
        .current_dir(&workspace.root)
        .env("PAKKA_DIST", workspace.root.join("dist"))
        .env("PAKKA_CHROMIUM", &browser.chromium)
        .env("CHROMEDRIVER", &browser.driver)
        .env("TMPDIR", chromium::profiles(workspace)?)
        // A failing step says what it wanted; the frames of the runtime around it say nothing.
        .env("RUST_BACKTRACE", "0");
    shell::run(&mut cargo)
}
