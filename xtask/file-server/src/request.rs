//! The little of an HTTP request that a file server needs.

use std::io::{BufRead, BufReader, Read};

/// The longest head that is read; more is not a browser asking for a file.
const HEAD_LIMIT: u64 = 64 * 1024;

/// Method and path of a request.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// The path without its query, still percent-encoded.
    pub(crate) path: String,
}

impl Request {
    /// Reads one request head. `None`: the other side hung up, or it is not HTTP.
    pub(crate) fn read(from: impl Read) -> Option<Self> {
        let mut lines = BufReader::new(from.take(HEAD_LIMIT)).lines();
        let request = Self::from_line(&lines.next()?.ok()?)?;
        // The headers are read to their end: closing with unread bytes resets the connection.
        for line in lines {
            if line.ok()?.is_empty() {
                return Some(request);
            }
        }
        None
    }

    fn from_line(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        let method = words.next()?.to_owned();
        let path = words.next()?.split(['?', '#']).next()?.to_owned();
        path.starts_with('/').then_some(Self { method, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_query_is_not_part_of_the_path() {
        let request = Request::read(&b"GET /a/b?c=d HTTP/1.1\r\nHost: x\r\n\r\n"[..]);
        assert_eq!(request, Some(Request { method: "GET".into(), path: "/a/b".into() }));
    }

    #[test]
    fn half_a_head_is_no_request() {
        assert_eq!(Request::read(&b"GET / HTTP/1.1\r\nHost:"[..]), None);
        assert_eq!(Request::read(&b"hello\r\n\r\n"[..]), None);
    }
}
