//! What no client can do to a served book, whatever it sends or does not read.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};

use crate::fixture::Fixture;
use crate::server::{Server, rest};

/// A book beside a secret.
fn secretive() -> Fixture {
    let fixture = Fixture::new();
    fixture.write("secret.txt", "the secret");
    fixture
}

fn is_served(server: &Server) {
    assert!(server.get("/").contains("The first page."), "it serves no longer");
}

/// Random numbers, the same in every run: xorshift64.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most as u64) as usize
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }

    fn bytes(&mut self, most: usize) -> Vec<u8> {
        (0..self.below(most)).map(|_| self.below(256) as u8).collect()
    }
}

/// A request with something wrong in it, mostly.
fn malformed(dice: &mut Dice) -> Vec<u8> {
    const METHODS: [&str; 8] =
        ["GET", "HEAD", "POST", "CONNECT", "get", "", "GET\0", "PROPFIND\r\nGET"];
    const PATHS: [&str; 14] = [
        "/",
        "*",
        "",
        "/../secret.txt",
        "/%2e%2e/%2e%2e/secret.txt",
        "/..%c0%afsecret.txt",
        "/report/../../secret.txt",
        "/report/%2e%2e%2fsecret.txt",
        "/report/\0",
        "/a\0.html",
        "http://evil.example/",
        "http://localhost@evil.example/secret.txt",
        "file:///etc/passwd",
        "//secret.txt",
    ];
    const VERSIONS: [&str; 6] = ["HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "HTTP/9", "", "HTTP/1.1\0"];
    const HEADERS: [&str; 14] = [
        "Host: localhost",
        "Host: localhost",
        "Host: evil.example",
        "Host: \u{1}",
        "Host localhost",
        ": empty",
        " folded: yes",
        "Content-Length: 5",
        "Content-Length: -1",
        "Content-Length: 99999999999999999999",
        "Transfer-Encoding: chunked",
        "Transfer-Encoding: chunked, identity",
        "Expect: 100-continue",
        "Upgrade: h2c",
    ];
    if dice.below(5) == 0 {
        return dice.bytes(2_000);
    }
    let mut request =
        format!("{} {} {}\r\n", dice.of(&METHODS), dice.of(&PATHS), dice.of(&VERSIONS))
            .into_bytes();
    for _ in 0..dice.below(5) {
        request.extend(dice.of(&HEADERS).bytes());
        request.extend(dice.of(&["\r\n", "\r\n", "\n", "\r", "\0\r\n"]).bytes());
    }
    match dice.below(20) {
        0 => request.extend(format!("Long: {}\r\n", "x".repeat(100_000)).bytes()),
        1 => (0..500).for_each(|n| request.extend(format!("H{n}: x\r\n").bytes())),
        2 => request.extend(dice.bytes(200)),
        _ => {}
    }
    request.extend(b"\r\n");
    match dice.below(4) {
        0 => request.extend(b"zz\r\nno chunk\r\n"),
        1 => request.extend(b"ffffffffffffffff1\r\nhuge\r\n"),
        2 => request.extend(dice.bytes(300)),
        _ => {}
    }
    request
}

#[test]
fn a_thousand_malformed_requests_get_no_secret_and_leave_it_serving() {
    let fixture = secretive();
    let server = Server::start(&fixture);
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut refused = 0;
    for number in 0..1_000 {
        let request = malformed(&mut dice);
        let mut stream = server.connect();
        // It may be refused before it is sent.
        let _ = stream.write_all(&request);
        let _ = stream.shutdown(Shutdown::Write);
        let answer = rest(stream);
        let shown = String::from_utf8_lossy(&request);
        assert!(!answer.contains("the secret") && !answer.contains("root:"), "{number}: {shown}");
        assert!(answer.is_empty() || answer.starts_with("HTTP/1."), "{number}: {shown}{answer}");
        refused += usize::from(!answer.contains(" 200 OK"));
    }
    assert!(refused > 900, "{refused} of 1000 were refused: these requests are too good");
    is_served(&server);
}

#[test]
fn a_body_is_refused_and_not_read() {
    let fixture = secretive();
    let server = Server::start(&fixture);
    for header in ["Content-Length: 10000000", "Transfer-Encoding: chunked"] {
        let mut stream = server.connect();
        write!(stream, "GET / HTTP/1.1\r\nHost: localhost\r\n{header}\r\n\r\n").unwrap();
        let mut status = [0; 12];
        stream.read_exact(&mut status).unwrap();
        assert_eq!(&status, b"HTTP/1.1 413", "before any of the body is sent");
        // The server closes: what cannot be sent any more is not read.
        let chunk = [b'x'; 64 * 1024];
        let sent = (0..150).take_while(|_| stream.write_all(&chunk).is_ok()).count();
        assert!(sent < 150, "{header}: 10 MB were taken");
    }
    is_served(&server);
}

#[test]
fn a_header_without_an_end_is_cut_off() {
    let fixture = secretive();
    let server = Server::start(&fixture);
    let mut stream = server.connect();
    stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nLong: ").unwrap();
    let chunk = [b'x'; 64 * 1024];
    let sent = (0..150).take_while(|_| stream.write_all(&chunk).is_ok()).count();
    assert!(sent < 150, "10 MB of a header were taken");
    is_served(&server);
}

#[test]
fn an_address_with_a_host_in_it_must_name_this_machine() {
    let fixture = secretive();
    let server = Server::start(&fixture);
    for (target, status) in [
        ("http://localhost/", 200),
        ("http://127.0.0.1:1/first.html", 200),
        ("http://evil.example/", 403),
        ("http://localhost@evil.example/", 403),
        ("http://evil@localhost/", 403),
    ] {
        let request =
            format!("GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        let answer = server.send(&request);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{target}: {answer}");
    }
}

#[test]
fn slow_clients_and_those_that_never_read_keep_nobody_waiting() {
    let fixture = secretive();
    let server = Server::start(&fixture);
    let slow = |number: usize| -> TcpStream {
        let mut stream = server.connect();
        let request: &[u8] = match number % 3 {
            0 => b"GET / HTTP/1.1\r\nHo",
            1 => b"",
            // Asks again and again, and reads nothing.
            _ => &b"GET /print.html HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(50),
        };
        let _ = stream.write_all(request);
        stream
    };
    let all: Vec<_> = (0..400).map(slow).collect();
    is_served(&server);
    drop(all);
    is_served(&server);
}

#[test]
fn two_hundred_readers_at_one_time_are_served() {
    let fixture = secretive();
    let server = Server::start(&fixture);
    let mut readers: Vec<_> = (0..200).map(|_| server.connect()).collect();
    for reader in &mut readers {
        // All are connected, and none has an answer before all have asked.
        reader.write_all(b"GET /first.html HTTP/1.1\r\nHost: localhost\r\n").unwrap();
    }
    for reader in &mut readers {
        reader.write_all(b"Connection: close\r\n\r\n").unwrap();
    }
    for reader in readers {
        assert!(rest(reader).contains("The first page."));
    }
}
