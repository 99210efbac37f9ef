//! The accessibility checker axe-core, run in the page.

use anyhow::{Context, Result};
use fantoccini::Client;
use serde_json::Value;

const AXE: &str = include_str!("../vendor/axe.min.js");

/// The last argument of an asynchronous script is the callback.
const RUN: &str = "const done = arguments[arguments.length - 1];
    axe.run(document, { preload: false }).then(
        (result) => done(result.violations.flatMap((rule) => rule.nodes.map((node) =>
            `${rule.id} (${rule.impact}): ${rule.help}: ${node.target.join(' ')}: ${node.any.concat(node.all, node.none).map((check) => check.message).join('; ')}`))),
        (error) => done([`axe itself failed: ${error}`]));";

/// What is wrong, one line for each element.
pub(crate) async fn violations(client: &Client) -> Result<Vec<String>> {
    client.execute(AXE, Vec::new()).await.context("could not load axe into the page")?;
    let found = client.execute_async(RUN, Vec::new()).await.context("axe did not answer")?;
    let lines = found.as_array().context("axe answered oddly")?;
    Ok(lines.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}
