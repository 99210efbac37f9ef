//! The listener and what it does with a connection.

use crate::log::Log;
use crate::media::media_type;
use crate::request::Request;
use crate::resolve::{Place, resolve};
use crate::response::Response;
use std::io;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// How long a silent client may hold a connection.
const PATIENCE: Duration = Duration::from_secs(10);

/// What is served and how.
#[derive(Clone, Debug)]
pub struct Site {
    /// The folder with the files.
    pub folder: PathBuf,
    /// Where it appears: `/` or `/some/repo/`, with both slashes.
    pub prefix: String,
    /// Headers of every answer, for instance the Content-Security-Policy.
    pub headers: Vec<(String, String)>,
}

/// A running server; it stops answering when dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    prefix: String,
    log: Log,
    stopping: Arc<AtomicBool>,
}

impl Server {
    /// Serves `site` on the loopback address; port 0 takes any free one.
    ///
    /// # Errors
    /// When the port is taken, or may not be opened.
    pub fn start(site: Site, port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", port))?;
        let server = Self {
            address: listener.local_addr()?,
            prefix: site.prefix.clone(),
            log: Log::default(),
            stopping: Arc::default(),
        };
        let (log, stopping) = (server.log.clone(), Arc::clone(&server.stopping));
        thread::spawn(move || accept(&listener, &Arc::new(site), &log, &stopping));
        Ok(server)
    }

    /// The address of the front page.
    pub fn url(&self) -> String {
        format!("http://{}{}", self.address, self.prefix)
    }

    /// What was asked for so far.
    pub fn log(&self) -> &Log {
        &self.log
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stopping.store(true, Ordering::SeqCst);
        // The listener sleeps until somebody calls, so we do. Failing means it has already gone.
        drop(TcpStream::connect(self.address));
    }
}

fn accept(listener: &TcpListener, site: &Arc<Site>, log: &Log, stopping: &AtomicBool) {
    for stream in listener.incoming() {
        if stopping.load(Ordering::SeqCst) {
            return;
        }
        let (site, log) = (Arc::clone(site), log.clone());
        // A browser that hangs up in the middle is not our trouble: the next request is a new connection.
        thread::spawn(move || stream.and_then(|stream| answer(&stream, &site, &log)).ok());
    }
}

fn answer(mut stream: &TcpStream, site: &Site, log: &Log) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let Some(request) = Request::read(stream) else { return Ok(()) };
    let response = respond(site, &request);
    log.add(&request.path, response.status);
    response.write(&mut stream, &site.headers, request.method == "HEAD")
}

fn respond(site: &Site, request: &Request) -> Response {
    if request.method != "GET" && request.method != "HEAD" {
        return Response::refusal(405);
    }
    match resolve(&site.folder, &site.prefix, &request.path) {
        Place::Folder => Response::redirect(format!("{}/", request.path)),
        Place::Nothing => Response::refusal(404),
        Place::File(file) => match std::fs::read(&file) {
            Ok(body) => Response::file(media_type(&file), body),
            Err(_) => Response::refusal(404),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};

    fn serve() -> Server {
        let headers = vec![("X-Rule".to_owned(), "strict".to_owned())];
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        Server::start(Site { folder, prefix: "/some/repo/".into(), headers }, 0).unwrap()
    }

    fn ask(server: &Server, line: &str) -> String {
        let mut stream = TcpStream::connect(server.address).unwrap();
        write!(stream, "{line} HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn a_file_comes_with_the_headers_of_the_site() {
        let answer = ask(&serve(), "GET /some/repo/Cargo.toml");
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
        assert!(answer.contains("X-Rule: strict") && answer.contains("file-server"), "{answer}");
    }

    #[test]
    fn what_is_missing_is_logged_as_missing() {
        let server = serve();
        assert!(ask(&server, "GET /some/repo/none").starts_with("HTTP/1.1 404"));
        assert_eq!(server.log().visits(), [Visit { path: "/some/repo/none".into(), status: 404 }]);
    }

    #[test]
    fn only_reading_is_served() {
        assert!(ask(&serve(), "POST /some/repo/").starts_with("HTTP/1.1 405"));
        assert!(ask(&serve(), "GET /some/repo").contains("Location: /some/repo/"));
    }

    use crate::Visit;
}
