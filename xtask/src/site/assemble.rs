//! All files of the site.

use super::compile::{self, Profile};
use super::files::{self, Files};
use super::html::{self, Names};
use super::{bindgen, boot, css, offline};
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use std::path::Path;

/// What the site is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    /// To look at while developing: nothing is kept for offline.
    Serve,
    /// To be put on a host.
    Dist,
}

/// Builds the program and gathers the whole site.
pub(crate) fn site(workspace: &Workspace, profile: Profile, for_use: Use) -> Result<Files> {
    let compiled = compile::page(workspace, profile)?;
    let program = bindgen::program(workspace, &compiled, profile)?;
    gather(&workspace.root, program, for_use)
}

fn gather(root: &Path, program: bindgen::Program, for_use: Use) -> Result<Files> {
    println!("    gathering the site");
    let (styles, mut site) = served_as_they_are(root)?;
    let (css, sheet) = css::sheet(&styles)?;
    let (boot, module) = boot::module(&program, for_use == Use::Dist);
    let names = Names { css, boot, js: program.js, wasm: program.wasm };
    site.insert("index.html".into(), front_page(root, &names)?);
    site.insert(names.css, sheet);
    site.insert(names.boot, module);
    site.extend(program.files);
    add_worker(&mut site, for_use);
    Ok(site)
}

/// The files of `www/css`, and all others that go into the site unchanged.
fn served_as_they_are(root: &Path) -> Result<(Files, Files)> {
    let (styles, mut site): (Files, Files) = files::read(&root.join("www"), "")?
        .into_iter()
        .partition(|(path, _)| path.starts_with("css/"));
    site.extend(files::read(&root.join("scenarios"), "scenarios/")?);
    let bare = |(path, content): (String, _)| (path.trim_start_matches("css/").to_owned(), content);
    Ok((styles.into_iter().map(bare).collect(), site))
}

fn front_page(root: &Path, names: &Names) -> Result<Vec<u8>> {
    let page = std::fs::read_to_string(root.join("index.html"))
        .context("could not read index.html at the root of the repository")?;
    Ok(html::fill(&page, names)?.into_bytes())
}

/// Last, because the worker lists all the others.
fn add_worker(site: &mut Files, for_use: Use) {
    let worker = match for_use {
        Use::Serve => offline::retirement(),
        Use::Dist => offline::worker(site),
    };
    site.insert("sw.js".into(), worker);
    if for_use == Use::Dist {
        // GitHub Pages would otherwise run the folder through a site generator.
        site.insert(".nojekyll".into(), Vec::new());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gathered(for_use: Use) -> Files {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/site");
        let output =
            Files::from([("pkg-1/page.js".into(), vec![]), ("pkg-1/page_bg.wasm".into(), vec![])]);
        let program = bindgen::Program {
            files: output,
            js: "pkg-1/page.js".into(),
            wasm: "pkg-1/page_bg.wasm".into(),
        };
        gather(&root, program, for_use).unwrap()
    }

    #[test]
    fn everything_the_page_names_is_in_the_site() {
        let site = gathered(Use::Dist);
        let page = String::from_utf8_lossy(&site["index.html"]);
        let named = html::references(&page);
        assert!(named.len() >= 4, "{named:?}");
        assert!(named.iter().all(|name| site.contains_key(name)), "{named:?}");
    }

    #[test]
    fn folders_are_copied_and_styles_are_joined() {
        let site = gathered(Use::Dist);
        assert!(site.contains_key("scenarios/one.toml") && site.contains_key("icons/dot.svg"));
        assert!(!site.contains_key("css/tokens.css") && site.contains_key(".nojekyll"));
    }

    #[test]
    fn serve_keeps_nothing() {
        let worker = String::from_utf8_lossy(&gathered(Use::Serve)["sw.js"]).into_owned();
        assert!(worker.contains("unregister") && !worker.contains("caches.open"));
    }
}
