//! From the path of a request to a file below the served folder, and never above it.

use std::path::{Path, PathBuf};

/// What a path leads to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Place {
    File(PathBuf),
    /// A folder asked for without its closing slash: relative links would break, so the browser is sent on.
    Folder,
    Nothing,
}

/// Resolves `path` (percent-encoded, as sent) in `folder`, which is served below `prefix` (`/` or `/a/b/`).
pub(crate) fn resolve(folder: &Path, prefix: &str, path: &str) -> Place {
    if format!("{path}/") == prefix {
        return Place::Folder;
    }
    let Some(file) = path.strip_prefix(prefix).and_then(|rest| inside(folder, rest)) else {
        return Place::Nothing;
    };
    match (file.is_dir(), path.ends_with('/')) {
        (true, false) => Place::Folder,
        (true, true) => existing(file.join("index.html")),
        (false, true) => Place::Nothing,
        (false, false) => existing(file),
    }
}

fn existing(file: PathBuf) -> Place {
    if file.is_file() { Place::File(file) } else { Place::Nothing }
}

/// `rest` below `folder`; `None` when a part of it tries to leave.
fn inside(folder: &Path, rest: &str) -> Option<PathBuf> {
    let decoded = decode(rest)?;
    let mut file = folder.to_owned();
    for part in decoded.split('/').filter(|part| !part.is_empty()) {
        if part == ".." || part.contains(['\\', ':', '\0']) {
            return None;
        }
        file.push(part);
    }
    Some(file)
}

/// Percent-decodes; `None` when the result is not text.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        rest = tail;
        bytes.push(if first == b'%' { hex(&mut rest)? } else { first });
    }
    String::from_utf8(bytes).ok()
}

fn hex(rest: &mut &[u8]) -> Option<u8> {
    let (digits, tail) = rest.split_at_checked(2)?;
    *rest = tail;
    u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn here(path: &str) -> Place {
        resolve(Path::new(env!("CARGO_MANIFEST_DIR")), "/some/repo/", path)
    }

    #[test]
    fn files_below_the_prefix_are_found() {
        assert!(matches!(here("/some/repo/Cargo.toml"), Place::File(_)));
        assert!(matches!(here("/some/repo/src/li%62.rs"), Place::File(_)));
        assert_eq!(here("/Cargo.toml"), Place::Nothing);
    }

    #[test]
    fn a_folder_without_its_slash_is_sent_on() {
        assert_eq!(here("/some/repo"), Place::Folder);
        assert_eq!(here("/some/repo/src"), Place::Folder);
    }

    #[test]
    fn nobody_climbs_out() {
        assert_eq!(here("/some/repo/../Cargo.toml"), Place::Nothing);
        assert_eq!(here("/some/repo/%2e%2e/Cargo.toml"), Place::Nothing);
        assert_eq!(here("/some/repo/src/..%2f..%2fCargo.toml"), Place::Nothing);
    }
}
