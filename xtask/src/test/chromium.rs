//! A browser and the driver that belongs to it: found, or installed where that is safe to do.

use crate::shell;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

const BROWSERS: [&str; 5] =
    ["chromium", "google-chrome", "google-chrome-stable", "chromium-browser", "chrome"];

/// A browser and its driver, of the same major version: another pair refuses to work.
#[derive(Debug)]
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) driver: PathBuf,
}

/// Finds the browser; on a Debian machine that we may change, installs it.
pub(crate) fn ensure() -> Result<Browser> {
    if let Some(found) = find() {
        return Ok(found);
    }
    if !may_install() {
        bail!("{}", missing());
    }
    println!(
        "    no Chromium with its driver here: installing the packages chromium and chromium-driver"
    );
    shell::run(Command::new("apt-get").args(["update", "--quiet"]))?;
    let packages = ["chromium", "chromium-driver"];
    let mut install = Command::new("apt-get");
    install.args(["install", "--yes", "--quiet", "--no-install-recommends"]).args(packages);
    shell::run(install.env("DEBIAN_FRONTEND", "noninteractive"))?;
    find().with_context(missing)
}

fn missing() -> String {
    "the browser tests need Chromium or Chrome and a chromedriver of the same version on the PATH; on Debian: \
     sudo apt-get install chromium chromium-driver; elsewhere see the pages of Chrome for Testing"
        .to_owned()
}

/// A folder for the browsers' profiles, emptied: they leave hundreds of megabytes behind.
pub(crate) fn profiles(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.scratch("tmp")?;
    std::fs::remove_dir_all(&folder)
        .with_context(|| format!("could not clear {}", folder.display()))?;
    let folder = workspace.scratch("tmp")?;
    // Chromium puts a socket in it, and the path of a socket must be short.
    let too_long = folder.as_os_str().len() > 60;
    Ok(if too_long { std::env::temp_dir() } else { folder })
}

fn find() -> Option<Browser> {
    let driver = drivers().into_iter().find(|path| path.is_file())?;
    let wanted = major_version(&driver)?;
    let chromium = BROWSERS
        .iter()
        .filter_map(|name| on_path(name))
        .find(|path| major_version(path).as_ref() == Some(&wanted))?;
    Some(Browser { chromium, driver })
}

/// Where the driver may be: where the user says, where hosted runners say, on the path.
fn drivers() -> Vec<PathBuf> {
    let named = std::env::var_os("CHROMEDRIVER").map(PathBuf::from);
    let hosted =
        std::env::var_os("CHROMEWEBDRIVER").map(|folder| Path::new(&folder).join("chromedriver"));
    named.into_iter().chain(hosted).chain(on_path("chromedriver")).collect()
}

fn on_path(name: &str) -> Option<PathBuf> {
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(&name)).find(|path| path.is_file())
}

fn major_version(program: &Path) -> Option<String> {
    let output = Command::new(program).arg("--version").output().ok()?;
    major_in(&String::from_utf8_lossy(&output.stdout))
}

/// `Chromium 156.0.8078.79 built on Debian` and `ChromeDriver 156.0.…` both give `156`.
fn major_in(text: &str) -> Option<String> {
    let number =
        text.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    number.split('.').next().map(str::to_owned)
}

/// Debian itself (Ubuntu's package of this name needs a running snap service), as root.
fn may_install() -> bool {
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let is_debian = release.lines().any(|line| line == "ID=debian");
    let user =
        Command::new("id").arg("-u").output().map(|output| output.stdout).unwrap_or_default();
    is_debian && user.trim_ascii() == b"0"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_a_pair_are_compared_by_their_first_number() {
        assert_eq!(major_in("Chromium 156.0.8078.79 built on Debian").as_deref(), Some("156"));
        assert_eq!(major_in("Google Chrome 130.0.1 ").as_deref(), Some("130"));
        assert_eq!(major_in("please install it"), None);
    }

    #[test]
    fn the_remedy_is_one_line() {
        assert!(missing().contains("apt-get install") && !missing().contains('\n'));
    }
}
