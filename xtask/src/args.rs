//! The command line, by hand: a parser crate would double the time until the first page.

use anyhow::{Context, Result, bail};

/// What `cargo xtask help` prints.
pub(crate) const HELP: &str = "\
cargo xtask serve [--port N] [--release]    build the page, show it on 127.0.0.1:8080, rebuild on change
cargo xtask build [--release] [--accept]    write dist/, ready for any static host
                                            --release: small, and held to xtask/budget.toml
                                            --accept:  write today's sizes into xtask/budget.toml
cargo xtask test [--only PART]              run every check; PART is tidy, native, wasm or e2e
cargo xtask tidy                            only the house rules
";

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Task {
    Help,
    Serve(Serve),
    Build(Build),
    /// One part of the tests, or all of them.
    Test(Option<Part>),
    Tidy,
}

/// Options of `serve`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Serve {
    pub(crate) port: u16,
    pub(crate) release: bool,
}

/// Options of `build`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Build {
    pub(crate) release: bool,
    /// Make today's sizes the ones that the next report compares with.
    pub(crate) accept: bool,
}

/// A part of `test` that can run alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Tidy,
    Native,
    Wasm,
    EndToEnd,
}

/// Reads the arguments after the program's name.
pub(crate) fn parse(args: impl Iterator<Item = String>) -> Result<Task> {
    let args: Vec<String> = args.collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] | ["help" | "--help" | "-h", ..] => Ok(Task::Help),
        ["serve", rest @ ..] => serve(rest).map(Task::Serve),
        ["build", rest @ ..] => build(rest).map(Task::Build),
        ["test"] => Ok(Task::Test(None)),
        ["test", "--only", part] => part_named(part).map(|part| Task::Test(Some(part))),
        ["tidy"] => Ok(Task::Tidy),
        _ => bail!("unknown command `{}`. What there is:\n\n{HELP}", words.join(" ")),
    }
}

fn serve(mut words: &[&str]) -> Result<Serve> {
    let mut options = Serve { port: 8080, release: false };
    while let Some((first, rest)) = words.split_first() {
        words = match (*first, rest) {
            ("--release", _) => {
                options.release = true;
                rest
            }
            ("--port", [port, rest @ ..]) => {
                options.port = port_number(port)?;
                rest
            }
            _ => bail!("`serve` does not know `{first}`; it takes --port N and --release"),
        };
    }
    Ok(options)
}

fn port_number(text: &str) -> Result<u16> {
    text.parse().with_context(|| format!("`{text}` is no port; give a number from 1 to 65535"))
}

fn build(words: &[&str]) -> Result<Build> {
    let mut options = Build::default();
    for word in words {
        match *word {
            "--release" => options.release = true,
            "--accept" => options.accept = true,
            _ => bail!("`build` does not know `{word}`; it takes --release and --accept"),
        }
    }
    if options.accept && !options.release {
        bail!("--accept needs --release: only the release build is held to the budget");
    }
    Ok(options)
}

fn part_named(name: &str) -> Result<Part> {
    match name {
        "tidy" => Ok(Part::Tidy),
        "native" => Ok(Part::Native),
        "wasm" => Ok(Part::Wasm),
        "e2e" => Ok(Part::EndToEnd),
        _ => bail!("there is no part `{name}`; choose tidy, native, wasm or e2e"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Task> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn the_commands_of_the_readme() {
        let serve = Serve { port: 8080, release: false };
        assert_eq!(read("serve").unwrap(), Task::Serve(serve));
        assert_eq!(read("test").unwrap(), Task::Test(None));
    }

    #[test]
    fn options() {
        let serve = Serve { port: 9000, release: true };
        assert_eq!(read("serve --release --port 9000").unwrap(), Task::Serve(serve));
        assert_eq!(read("test --only e2e").unwrap(), Task::Test(Some(Part::EndToEnd)));
    }

    #[test]
    fn a_wrong_line_says_what_is_right() {
        let said = |line: &str| read(line).unwrap_err().to_string();
        assert!(said("serve --port many").contains("number from 1"));
        assert!(said("serve --port").contains("--port N"));
        assert!(said("test --only all").contains("tidy, native, wasm or e2e"));
        assert!(said("bulid").contains("cargo xtask build"));
        assert!(said("build --accept").contains("needs --release"));
    }
}
