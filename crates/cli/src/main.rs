//! The command `pakka`: run a scenario, or verify what scenarios require.
//!
//! `args.rs` reads the command line, `run.rs` and `verify.rs` do what it says, `names.rs` puts
//! people where a trace has numbers. Exit codes: 0 fine, 1 something did not hold, 2 wrong usage.

mod args;
mod file;
mod json;
mod names;
mod report;
mod run;
mod verify;

use std::process::ExitCode;

use args::Command;

/// Why the command stops.
#[derive(Debug)]
enum Stop {
    /// It was called wrongly.
    Usage(String),
    /// What it looked at is broken or does not hold. The text is for people.
    Failed(String),
}

fn main() -> ExitCode {
    match args::read().and_then(execute) {
        Ok(text) => {
            print_all(&text);
            ExitCode::SUCCESS
        }
        Err(Stop::Failed(text)) => {
            eprintln!("{text}");
            ExitCode::from(1)
        }
        Err(Stop::Usage(text)) => {
            eprintln!("pakka: {text}\n\n{}", args::USAGE);
            ExitCode::from(2)
        }
    }
}

fn execute(command: Command) -> Result<String, Stop> {
    match command {
        Command::Help => Ok(args::USAGE.to_owned()),
        Command::Run(ask) => run::run(&ask),
        Command::Verify(paths) => verify::verify(&paths),
    }
}

/// A reader that stops reading, as `head` does, is no failure.
fn print_all(text: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stdout(), "{text}");
}
