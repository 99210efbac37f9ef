//! `cargo xtask test`: every check there is, on a machine that has only rustup.

mod chromium;
mod end_to_end;
mod native;
mod purity;
mod wasm;

use crate::args::Part;
use crate::stage::Stages;
use crate::workspace::Workspace;
use crate::{tidy, toolchain};
use anyhow::Result;

/// Runs one part, or all.
pub(crate) fn test(workspace: &Workspace, only: Option<Part>) -> Result<()> {
    let wanted = |part| only.is_none_or(|only| only == part);
    let mut stages = Stages::default();
    if wanted(Part::Tidy) {
        stages.run("tidy: the house rules", || tidy::tidy(workspace));
    }
    if wanted(Part::Native) {
        native::stages(workspace, &mut stages);
    }
    if wanted(Part::Wasm) || wanted(Part::EndToEnd) {
        stages.run("wasm target", || toolchain::ensure_wasm_target(&workspace.root));
    }
    if wanted(Part::Wasm) {
        wasm::stages(workspace, &mut stages);
    }
    if wanted(Part::EndToEnd) {
        end_to_end::stages(workspace, &mut stages);
    }
    stages.finish()
}
