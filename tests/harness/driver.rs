//! chromedriver, one process a test.

use anyhow::{Context, Result};
use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A running chromedriver, ended when dropped.
#[derive(Debug)]
pub(crate) struct Driver {
    process: Child,
    /// Where it listens.
    pub(crate) url: String,
}

impl Driver {
    /// Starts it on a free port.
    pub(crate) fn start() -> Result<Self> {
        let program =
            std::env::var_os("CHROMEDRIVER").unwrap_or_else(|| OsString::from("chromedriver"));
        let mut process = Command::new(&program)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| {
                format!("could not start {}: is chromedriver installed?", program.display())
            })?;
        match port(&mut process) {
            Ok(port) => Ok(Self { process, url: format!("http://127.0.0.1:{port}") }),
            Err(error) => {
                process.kill().ok();
                Err(error)
            }
        }
    }
}

/// It says `ChromeDriver was started successfully on port 12345.`
fn port(process: &mut Child) -> Result<u16> {
    let output = process.stdout.take().context("chromedriver has no output")?;
    let mut lines = BufReader::new(output).lines().map_while(Result::ok);
    let port = lines.find_map(|line| {
        let (_, port) = line.split_once("successfully on port ")?;
        port.trim_end_matches('.').parse().ok()
    });
    // It goes on printing now and then; a closed pipe would end it.
    std::thread::spawn(move || lines.for_each(drop));
    port.context("chromedriver did not say on which port it listens")
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It has gone already when this fails, which is what we want.
        self.process.kill().ok();
        self.process.wait().ok();
    }
}
