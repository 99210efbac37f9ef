//! What a visit left behind: the console, and what was asked of whom.

use serde_json::Value;

/// Gathered from the browser's logs, which forget what has been read.
#[derive(Debug, Default)]
pub(crate) struct Visit {
    pub(crate) complaints: Vec<String>,
    pub(crate) requests: Vec<String>,
}

impl Visit {
    /// Takes warnings and errors from entries of the console.
    pub(crate) fn add_console(&mut self, entries: &[Value]) {
        let is_bad = |entry: &&Value| entry["level"] == "SEVERE" || entry["level"] == "WARNING";
        let text = |entry: &Value| entry["message"].as_str().unwrap_or_default().to_owned();
        self.complaints.extend(entries.iter().filter(is_bad).map(text));
    }

    /// Takes addresses from entries of the network.
    pub(crate) fn add_network(&mut self, entries: &[Value]) {
        let requests = entries.iter().filter_map(|entry| {
            let event: Value = serde_json::from_str(entry["message"].as_str()?).ok()?;
            let message = &event["message"];
            let is_request = message["method"] == "Network.requestWillBeSent";
            is_request.then(|| message["params"]["request"]["url"].as_str().map(str::to_owned))?
        });
        self.requests.extend(requests);
    }

    /// The requests that went elsewhere than to `origin`.
    pub(crate) fn elsewhere(&self, origin: &str) -> Vec<String> {
        let local = [origin, "data:", "blob:", "about:"];
        let is_local = |address: &&String| local.iter().any(|start| address.starts_with(start));
        self.requests.iter().filter(|address| !is_local(address)).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn requests_elsewhere_are_found() {
        let event = |url: &str| {
            let event = json!({ "message": { "method": "Network.requestWillBeSent", "params": { "request": { "url": url } } } });
            json!({ "message": event.to_string() })
        };
        let mut visit = Visit::default();
        visit.add_network(&[
            event("http://127.0.0.1:1/a"),
            event("https://cdn.example/x"),
            event("data:,"),
        ]);
        assert_eq!(visit.elsewhere("http://127.0.0.1:1/"), ["https://cdn.example/x"]);
    }

    #[test]
    fn notes_on_the_console_are_no_complaints() {
        let mut visit = Visit::default();
        visit.add_console(&[
            json!({ "level": "INFO", "message": "a" }),
            json!({ "level": "SEVERE", "message": "b" }),
        ]);
        assert_eq!(visit.complaints, ["b"]);
    }
}
