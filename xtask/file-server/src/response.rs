//! Writing an answer.

use std::io::{self, Write};

/// One answer, without the headers that every answer of the site has.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
}

impl Response {
    pub(crate) fn file(media_type: &str, body: Vec<u8>) -> Self {
        Self { status: 200, headers: vec![("Content-Type", media_type.to_owned())], body }
    }

    pub(crate) fn redirect(to: String) -> Self {
        Self { status: 301, headers: vec![("Location", to)], body: Vec::new() }
    }

    pub(crate) fn refusal(status: u16) -> Self {
        let body = format!("{status} {}\n", reason(status)).into_bytes();
        Self { status, headers: vec![("Content-Type", "text/plain".to_owned())], body }
    }

    /// Writes the whole answer; the body is left out when only the head was asked for.
    pub(crate) fn write(
        &self,
        to: &mut impl Write,
        site_headers: &[(String, String)],
        head_only: bool,
    ) -> io::Result<()> {
        let mut text = format!("HTTP/1.1 {} {}\r\n", self.status, reason(self.status));
        let own = self.headers.iter().map(|(name, value)| (*name, value.as_str()));
        let shared = site_headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        for (name, value) in own.chain(shared) {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        text.push_str(&format!("Content-Length: {}\r\nConnection: close\r\n\r\n", self.body.len()));
        to.write_all(text.as_bytes())?;
        to.write_all(if head_only { &[] } else { &self.body })?;
        to.flush()
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        301 => "Moved Permanently",
        404 => "Not Found",
        405 => "Method Not Allowed",
        _ => "Error",
    }
}
