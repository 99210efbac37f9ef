//! The project's tool box: `cargo xtask <command>`. `cargo xtask help` lists the commands.
//!
//! Everything the README promises runs through here, on a machine that has nothing but rustup: no
//! installed bundler, no package manager of another language, no shell scripts.

mod args;
mod serve;
mod shell;
mod site;
mod stage;
mod test;
mod tidy;
mod toolchain;
mod workspace;

use args::Task;
use std::process::ExitCode;
use workspace::Workspace;

fn main() -> ExitCode {
    let task = match args::parse(std::env::args().skip(1)) {
        Ok(task) => task,
        Err(problem) => return complain(&problem.to_string(), 2),
    };
    match carry_out(task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => complain(&format!("{error:#}"), 1),
    }
}

fn carry_out(task: Task) -> anyhow::Result<()> {
    match task {
        Task::Help => print!("{}", args::HELP),
        Task::Serve(options) => serve::serve(&Workspace::here()?, &options)?,
        Task::Build(options) => site::write_dist(&Workspace::here()?, &options)?,
        Task::Test(only) => test::test(&Workspace::here()?, only)?,
        Task::Tidy => tidy::tidy(&Workspace::here()?)?,
    }
    Ok(())
}

fn complain(problem: &str, code: u8) -> ExitCode {
    eprintln!("\nxtask: {problem}");
    ExitCode::from(code)
}
