//! The command line.

use std::path::PathBuf;

use lexopt::{Arg, Parser, ValueExt};
use world::{Policy, ProtocolId};

use crate::Stop;

pub(crate) const USAGE: &str = "\
usage:
  pakka run FILE [options]      run a scenario; print its trace and the verdict
  pakka verify PATH...          check the required outcomes of files, or of folders of files

FILE is a scenario file or the name of a scenario that comes with the program.

options of run:
  --protocol P    2pc or 3pc; the scenario's own if absent
  --accident ID   one of the scenario's accidents
  --policy NAME   a wrong rule to switch on; may be repeated
  --do LINE       something more that happens, as in \"6 s: recover rohit\"; may be repeated
  --seed N        what all dice are thrown from; 1 if absent
  --json          the same as JSON";

/// What is to be done.
#[derive(Debug)]
pub(crate) enum Command {
    Help,
    Run(Ask),
    Verify(Vec<PathBuf>),
}

/// Which run is asked for.
#[derive(Debug)]
pub(crate) struct Ask {
    pub(crate) file: String,
    pub(crate) protocol: Option<ProtocolId>,
    pub(crate) accident: Option<String>,
    pub(crate) policies: Vec<Policy>,
    pub(crate) more: Vec<String>,
    pub(crate) seed: u64,
    pub(crate) json: bool,
}

impl From<lexopt::Error> for Stop {
    fn from(error: lexopt::Error) -> Self {
        Self::Usage(error.to_string())
    }
}

pub(crate) fn read() -> Result<Command, Stop> {
    let mut parser = Parser::from_env();
    match parser.next()? {
        Some(Arg::Value(word)) if word == "run" => read_run(&mut parser),
        Some(Arg::Value(word)) if word == "verify" => read_verify(&mut parser),
        Some(Arg::Long("help") | Arg::Short('h')) => Ok(Command::Help),
        Some(Arg::Value(word)) if word == "help" => Ok(Command::Help),
        Some(other) => Err(other.unexpected().into()),
        None => Err(Stop::Usage("say what to do".to_owned())),
    }
}

fn read_run(parser: &mut Parser) -> Result<Command, Stop> {
    let mut file = None;
    let mut ask = Ask {
        file: String::new(),
        protocol: None,
        accident: None,
        policies: Vec::new(),
        more: Vec::new(),
        seed: 1,
        json: false,
    };
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("protocol") => ask.protocol = Some(protocol(&parser.value()?.string()?)?),
            Arg::Long("accident") => ask.accident = Some(parser.value()?.string()?),
            Arg::Long("policy") => ask.policies.push(policy(&parser.value()?.string()?)?),
            Arg::Long("do") => ask.more.push(parser.value()?.string()?),
            Arg::Long("seed") => ask.seed = parser.value()?.parse()?,
            Arg::Long("json") => ask.json = true,
            Arg::Long("help") | Arg::Short('h') => return Ok(Command::Help),
            Arg::Value(value) if file.is_none() => file = Some(value.string()?),
            Arg::Long(_) | Arg::Short(_) | Arg::Value(_) => return Err(arg.unexpected().into()),
        }
    }
    let Some(file) = file else { return Err(Stop::Usage("run needs a FILE".to_owned())) };
    Ok(Command::Run(Ask { file, ..ask }))
}

fn read_verify(parser: &mut Parser) -> Result<Command, Stop> {
    let mut paths = Vec::new();
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Value(path) => paths.push(PathBuf::from(path)),
            Arg::Long("help") | Arg::Short('h') => return Ok(Command::Help),
            Arg::Long(_) | Arg::Short(_) => return Err(arg.unexpected().into()),
        }
    }
    if paths.is_empty() {
        return Err(Stop::Usage("verify needs a PATH, such as scenarios/".to_owned()));
    }
    Ok(Command::Verify(paths))
}

fn protocol(word: &str) -> Result<ProtocolId, Stop> {
    ProtocolId::from_word(word).ok_or_else(|| {
        let words: Vec<_> = ProtocolId::ALL.iter().map(|it| it.word()).collect();
        Stop::Usage(format!("--protocol {word}: allowed is {}", words.join(" or ")))
    })
}

fn policy(word: &str) -> Result<Policy, Stop> {
    Policy::from_word(word).ok_or_else(|| {
        let words: Vec<_> = Policy::ALL.iter().map(|it| it.word()).collect();
        Stop::Usage(format!("--policy {word}: allowed is one of {}", words.join(", ")))
    })
}
