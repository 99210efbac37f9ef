//! `pakka verify`.

use std::path::{Path, PathBuf};

use scenario::{Expect, Lang, Miss, Scenario, print_time};

use crate::{Stop, file};

pub(crate) fn verify(paths: &[PathBuf]) -> Result<String, Stop> {
    let mut table = vec![row("scenario", "accident", "required", "result")];
    let mut wrong = Vec::new();
    for path in paths {
        for file in file::files(path)? {
            match file::load(&file) {
                Ok(scenario) => check(&file, &scenario, &mut table, &mut wrong),
                Err(Stop::Failed(text) | Stop::Usage(text)) => wrong.push(text),
            }
        }
    }
    let table = table.join("\n");
    if wrong.is_empty() {
        return Ok(format!("{table}\n\neverything came out as required"));
    }
    Err(Stop::Failed(format!("{table}\n\n{}", wrong.join("\n"))))
}

fn check(file: &Path, scenario: &Scenario, table: &mut Vec<String>, wrong: &mut Vec<String>) {
    let misses = scenario.verify();
    let rows = std::iter::once((None, &scenario.expects));
    let rows = rows.chain(scenario.accidents.iter().map(|it| (Some(&it.id), &it.expects)));
    for (accident, expects) in rows {
        let missed = misses.iter().filter(|miss| miss.accident.as_ref() == accident).count();
        let result = if missed == 0 { "ok".to_owned() } else { format!("{missed} MISSED") };
        let accident = accident.map_or("-", String::as_str);
        table.push(row(&scenario.id, accident, &required(expects), &result));
    }
    wrong.extend(misses.iter().map(|miss| describe(file, scenario, miss)));
}

fn required(expects: &[Expect]) -> String {
    expects.iter().map(|it| it.protocols.len()).sum::<usize>().to_string()
}

fn row(scenario: &str, accident: &str, required: &str, result: &str) -> String {
    format!("{scenario:<22}{accident:<28}{required:>8}  {result}")
}

fn describe(file: &Path, scenario: &Scenario, miss: &Miss) -> String {
    let accident = miss.accident.as_deref().unwrap_or("no accident");
    let at = miss.at.map_or_else(|| "at the end".to_owned(), |at| format!("at {}", print_time(at)));
    format!(
        "{}:{}: {}, {accident}, {}, {at}: {} must be {}, and is {}",
        file.display(),
        miss.line,
        scenario.title.get(Lang::En),
        miss.protocol.word(),
        miss.field,
        miss.required,
        miss.found,
    )
}
