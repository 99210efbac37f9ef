//! `cargo xtask serve`: the page on this machine, rebuilt when a file changes.

mod watch;

use crate::args;
use crate::site;
use crate::toolchain;
use crate::workspace::Workspace;
use anyhow::{Error, Result, anyhow};
use file_server::{Server, Site};
use std::io::ErrorKind;
use watch::Watch;

/// When index.html declares no policy of its own.
const STRICT: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
    base-uri 'none'; form-action 'none'";

/// Builds, serves, and rebuilds until Ctrl-C.
pub(crate) fn serve(workspace: &Workspace, options: &args::Serve) -> Result<()> {
    println!("==> building the page; the first time this takes a minute or two");
    // Before the build: a taken port should not cost a minute.
    let server = start(workspace, options.port)?;
    toolchain::ensure_wasm_target(&workspace.root)?;
    let mut watch = Watch::begin(&workspace.root);
    site::build_for_serve(workspace, options.release)?;
    println!(
        "\n==> Pakka is at {}  (Ctrl-C stops it; saved changes are built, then reload the page)",
        server.url()
    );
    loop {
        watch.wait();
        println!("\n==> something changed: building again");
        // A mistake in the source is told and waited out; the last good page stays.
        if let Err(error) = site::build_for_serve(workspace, options.release) {
            println!(
                "    FAILED: {error:#}\n    the page before this change stays at {}",
                server.url()
            );
        }
    }
}

fn start(workspace: &Workspace, port: u16) -> Result<Server> {
    let site = Site {
        folder: workspace.scratch("site")?,
        prefix: "/".into(),
        headers: headers(workspace),
    };
    Server::start(site, port).map_err(|error| refused(port, error))
}

fn refused(port: u16, error: std::io::Error) -> Error {
    if error.kind() == ErrorKind::AddrInUse {
        let next = port.checked_add(1).unwrap_or(8080);
        return anyhow!(
            "port {port} is taken, perhaps by another `cargo xtask serve`; stop that one, or choose: \
             cargo xtask serve --port {next}"
        );
    }
    if error.kind() == ErrorKind::PermissionDenied {
        return anyhow!(
            "this machine does not let you open port {port}; choose one above 1023 with --port"
        );
    }
    Error::new(error).context(format!("could not open port {port}"))
}

/// The policy is sent as the page declares it, so that a header and a `meta` line never disagree.
fn headers(workspace: &Workspace) -> Vec<(String, String)> {
    let page = std::fs::read_to_string(workspace.root.join("index.html")).unwrap_or_default();
    let policy = site::policy(&page).unwrap_or_else(|| STRICT.to_owned());
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    vec![
        header("Content-Security-Policy", &policy),
        header("Cache-Control", "no-store"),
        header("X-Content-Type-Options", "nosniff"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_names_another() {
        let workspace = Workspace::here().unwrap();
        let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let said = start(&workspace, port).unwrap_err().to_string();
        assert!(said.contains("is taken") && said.contains("--port"), "{said}");
    }
}
