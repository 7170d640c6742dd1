//! A running `book serve` and a client that speaks HTTP in plain bytes.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

use crate::fixture::Fixture;

/// A running server; ended when the test ends.
pub(crate) struct Server {
    child: Child,
    port: u16,
}

impl Server {
    pub(crate) fn start(fixture: &Fixture) -> Server {
        let mut child = fixture
            .book(&["serve", "--port", "0"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let port = line
            .strip_prefix("{\"address\":\"http://127.0.0.1:")
            .and_then(|rest| rest.strip_suffix("/\"}\n"))
            .unwrap_or_else(|| panic!("not the promised line: {line:?}"));
        let port = port.parse().unwrap();
        Server { child, port }
    }

    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        // A server that does not answer fails the test instead of hanging it.
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream
    }

    /// Sends these bytes and returns all that comes back.
    pub(crate) fn send(&self, request: &str) -> String {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        rest(stream)
    }

    pub(crate) fn get(&self, path: &str) -> String {
        let port = self.port;
        self.send(&format!(
            "GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n"
        ))
    }

    /// Opens the stream of events, as the page's script does.
    pub(crate) fn events(&self) -> Events {
        let mut stream = self.connect();
        write!(stream, "GET /__book/events HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port)
            .unwrap();
        Events { lines: BufReader::new(stream) }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) struct Events {
    lines: BufReader<TcpStream>,
}

impl Events {
    /// Waits for the next edition and returns its id.
    pub(crate) fn next(&mut self) -> String {
        self.next_of("message")
    }

    /// Waits until the reader has done something, and returns the id of it.
    pub(crate) fn next_answers(&mut self) -> String {
        self.next_of("answers")
    }

    fn next_of(&mut self, kind: &str) -> String {
        let mut event = "message".to_owned();
        loop {
            let mut line = String::new();
            assert_ne!(self.lines.read_line(&mut line).unwrap(), 0, "the stream has ended");
            if let Some(name) = line.strip_prefix("event: ") {
                event = name.trim_end().to_owned();
            } else if let Some(id) = line.strip_prefix("data: ") {
                if event == kind {
                    return id.trim_end().to_owned();
                }
                event = "message".to_owned();
            }
        }
    }
}

/// What comes until the server closes the connection, also if it does so before it has read all.
pub(crate) fn rest(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    match stream.read_to_end(&mut answer) {
        Err(error) if error.kind() != ErrorKind::ConnectionReset => panic!("{error}"),
        _ => String::from_utf8_lossy(&answer).into_owned(),
    }
}

/// The edition that a served page says it is.
pub(crate) fn edition(answer: &str) -> &str {
    let (_, rest) = answer.split_once("data-edition=\"").expect("a script that reloads");
    rest.split_once('"').unwrap().0
}
