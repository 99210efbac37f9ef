//! The service worker: the list of all files, each with its digest.

use super::digest;
use super::files::Files;

const WORKER: &str = include_str!("../../templates/sw.js");
const RETIRE: &str = include_str!("../../templates/retire.js");

/// The worker that keeps these files.
pub(crate) fn worker(files: &Files) -> Vec<u8> {
    let parts = files.iter().flat_map(|(path, content)| [path.as_bytes(), content.as_slice()]);
    let version = digest::short(parts);
    let list: Vec<[String; 2]> =
        files.iter().map(|(path, content)| [address(path), digest::integrity(content)]).collect();
    let list = serde_json::json!(list).to_string().replace("],[", "],\n  [");
    WORKER.replace("{{version}}", &version).replace("{{files}}", &list).into_bytes()
}

/// The worker that removes one of an earlier release.
pub(crate) fn retirement() -> Vec<u8> {
    RETIRE.into()
}

/// The address a browser uses: the front page is the folder itself.
fn address(path: &str) -> String {
    if path == "index.html" { "./".to_owned() } else { format!("./{path}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(content: &str) -> String {
        let files = Files::from([("index.html".into(), content.into()), ("a.css".into(), vec![])]);
        String::from_utf8(worker(&files)).unwrap()
    }

    #[test]
    fn every_file_is_listed_once_with_its_digest() {
        let worker = text("x");
        assert!(worker.contains(r#"["./a.css","sha256-47DEQpj8HBSa"#), "{worker}");
        assert!(worker.contains(r#"["./","sha256-"#) && !worker.contains("{{"));
    }

    #[test]
    fn any_change_is_a_new_version() {
        let version = |worker: String| {
            worker.lines().find(|line| line.contains("VERSION =")).unwrap().to_owned()
        };
        assert_ne!(version(text("x")), version(text("y")));
    }
}
