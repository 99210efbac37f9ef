//! Named stages with their times, and the summary at the end.

use anyhow::{Result, bail};
use std::time::{Duration, Instant};

/// Stages run so far.
#[derive(Debug, Default)]
pub(crate) struct Stages {
    done: Vec<Stage>,
}

#[derive(Debug)]
struct Stage {
    name: String,
    took: Duration,
    failed: bool,
}

impl Stages {
    /// Runs one stage. A failure is told at once and the next stage still gets its turn: one run shows
    /// all that is wrong. Returns whether it went well, for a stage that cannot do without this one.
    pub(crate) fn run(&mut self, name: &str, work: impl FnOnce() -> Result<()>) -> bool {
        println!("\n==> {name}");
        let start = Instant::now();
        let outcome = work();
        let stage =
            Stage { name: name.to_owned(), took: start.elapsed(), failed: outcome.is_err() };
        if let Err(error) = outcome {
            println!("\n    FAILED: {error:#}");
        }
        println!("    {}", stage.line());
        let went_well = !stage.failed;
        self.done.push(stage);
        went_well
    }

    /// Prints the summary.
    ///
    /// # Errors
    /// When a stage failed.
    pub(crate) fn finish(&self) -> Result<()> {
        let total: Duration = self.done.iter().map(|stage| stage.took).sum();
        println!("\n==> summary, {:.1} s in all", total.as_secs_f64());
        for stage in &self.done {
            println!("    {}", stage.line());
        }
        let failed = self.done.iter().filter(|stage| stage.failed).count();
        if failed > 0 {
            bail!("{failed} of {} stages failed; look for FAILED above", self.done.len());
        }
        Ok(())
    }
}

impl Stage {
    fn line(&self) -> String {
        let verdict = if self.failed { "FAILED" } else { "ok" };
        format!("{verdict:<6} {:>6.1} s  {}", self.took.as_secs_f64(), self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_failure_fails_the_whole_and_stops_nothing() {
        let mut stages = Stages::default();
        assert!(!stages.run("first", || bail!("no")));
        assert!(stages.run("second", || Ok(())));
        assert_eq!(stages.done.len(), 2);
        assert!(stages.finish().unwrap_err().to_string().contains("1 of 2"));
    }
}
