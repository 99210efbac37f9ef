//! The table "Who may use whom" of ARCHITECTURE.md says what the manifests say.

use super::finding::Finding;
use super::source::Source;
use crate::workspace::Package;
use std::collections::{BTreeMap, BTreeSet};

const MAP: &str = "ARCHITECTURE.md";
const HEADING: &str = "## Who may use whom";

/// Package to the packages it uses, and the line that says so.
type Table = BTreeMap<String, (BTreeSet<String>, usize)>;

/// Compares the table with the workspace's normal dependencies.
pub(crate) fn check(map: &[Source], packages: &[Package]) -> Vec<Finding> {
    let table = map.first().map(|map| table(&map.text)).unwrap_or_default();
    if table.is_empty() {
        let remedy =
            "write the heading and a table `| crate | may use |` with a row for each package";
        return vec![Finding::new(MAP, 1, format!("no table under `{HEADING}`"), remedy)];
    }
    let rows = packages.iter().filter_map(|package| compare(package, &table));
    rows.chain(strangers(packages, &table)).collect()
}

fn compare(package: &Package, table: &Table) -> Option<Finding> {
    let uses = words(&package.uses);
    let Some((allowed, line)) = table.get(&package.name) else {
        let what = format!("the package `{}` has no row in the table", package.name);
        return Some(Finding::new(MAP, 1, what, format!("add it; today it uses {uses}")));
    };
    let what =
        format!("`{}` may use {}, but its manifest says {uses}", package.name, words(allowed));
    let remedy =
        "if the new edge is meant, change the table and say why in the commit; else the manifest";
    (*allowed != package.uses).then(|| Finding::new(MAP, *line, what, remedy))
}

fn strangers(packages: &[Package], table: &Table) -> Vec<Finding> {
    let is_known = |name: &str| packages.iter().any(|package| package.name == name);
    let unknown = table.iter().filter(|(name, _)| !is_known(name));
    let finding = |(name, (_, line)): (&String, &(_, usize))| {
        Finding::new(
            MAP,
            *line,
            format!("the table names `{name}`, which is no package"),
            "remove the row",
        )
    };
    unknown.map(finding).collect()
}

fn words(names: &BTreeSet<String>) -> String {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
}

/// The rows below the heading, up to the next heading. Names are what stands in backticks.
fn table(text: &str) -> Table {
    let numbered = text.lines().enumerate().skip_while(|(_, line)| line.trim() != HEADING).skip(1);
    let section = numbered.take_while(|(_, line)| !line.starts_with("## "));
    section.filter_map(|(at, line)| row(line).map(|(name, uses)| (name, (uses, at + 1)))).collect()
}

fn row(line: &str) -> Option<(String, BTreeSet<String>)> {
    let mut cells = line.trim().strip_prefix('|')?.split('|');
    let name = quoted(cells.next()?).next()?;
    Some((name, quoted(cells.next()?).collect()))
}

fn quoted(cell: &str) -> impl Iterator<Item = String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::finding::brief;
    use std::path::PathBuf;

    const TEXT: &str = "# Map\n\n## Who may use whom\n\n| crate | may use | why |\n|---|---|---|\n\
        | `protocol` | nothing | pure |\n| `world` | `protocol` | `not this` |\n\n## Other\n| `x` | `y` |\n";

    fn package(name: &str, uses: &[&str]) -> Package {
        Package {
            name: name.into(),
            folder: PathBuf::new(),
            has_library: true,
            tests: Vec::new(),
            uses: uses.iter().map(|name| (*name).to_owned()).collect(),
        }
    }

    fn found(packages: &[Package]) -> Vec<String> {
        brief(&check(&[Source::new(MAP, TEXT)], packages))
    }

    #[test]
    fn a_true_table_passes() {
        assert!(found(&[package("protocol", &[]), package("world", &["protocol"])]).is_empty());
    }

    #[test]
    fn a_new_edge_is_found_and_so_is_a_lost_one() {
        let found = found(&[package("protocol", &["world"]), package("world", &[])]);
        assert_eq!(
            found[0],
            "ARCHITECTURE.md:7: `protocol` may use nothing, but its manifest says world"
        );
        assert_eq!(
            found[1],
            "ARCHITECTURE.md:8: `world` may use protocol, but its manifest says nothing"
        );
    }

    #[test]
    fn rows_and_packages_must_be_the_same_ones() {
        let found = found(&[package("protocol", &[]), package("scene", &[])]);
        assert_eq!(found[0], "ARCHITECTURE.md:1: the package `scene` has no row in the table");
        assert_eq!(found[1], "ARCHITECTURE.md:8: the table names `world`, which is no package");
    }

    #[test]
    fn no_table_is_a_finding() {
        assert_eq!(check(&[Source::new(MAP, "# Map")], &[]).len(), 1);
        assert_eq!(check(&[], &[]).len(), 1);
    }
}
