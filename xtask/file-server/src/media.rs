//! File name to media type.

use std::path::Path;

/// The media type of a file. Wasm must be exactly `application/wasm`, or the browser cannot compile it
/// while it loads; a module script with another type than JavaScript is refused.
pub(crate) fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "toml" | "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_that_a_browser_insists_on() {
        assert_eq!(media_type(Path::new("a/page_bg.wasm")), "application/wasm");
        assert_eq!(media_type(Path::new("a/boot.js")), "text/javascript; charset=utf-8");
        assert_eq!(media_type(Path::new("a/unknown")), "application/octet-stream");
    }
}
