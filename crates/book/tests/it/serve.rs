//! `book serve` serves the book, to this machine alone.

use std::fs::{File, TryLockError};
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::Stdio;

use crate::fixture::{Fixture, complaint};
use crate::server::Server;

#[test]
fn a_page_is_served_with_its_type_and_reloads() {
    let fixture = Fixture::new();
    let server = Server::start(&fixture);
    for path in ["/", "/first.html", "/first.html?query"] {
        let answer = server.get(path);
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        assert!(answer.contains("content-type: text/html; charset=utf-8\r\n"), "{answer}");
        assert!(answer.contains("The first page."), "{answer}");
        assert!(answer.contains("<script src=\"/__book/reload.js\""), "{answer}");
    }
    let script = server.get("/__book/reload.js");
    assert!(script.contains("content-type: text/javascript"), "{script}");
    // The print page opens the print dialog each time it loads.
    assert!(!server.get("/print.html").contains("/__book/"));
    assert!(server.get("/nowhere.html").starts_with("HTTP/1.1 404 "));
}

#[test]
fn head_gets_the_header_alone() {
    let fixture = Fixture::new();
    let server = Server::start(&fixture);
    let request = "HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let answer = server.send(request);
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(answer.ends_with("\r\n\r\n"), "{answer}");
}

#[test]
fn nothing_outside_of_the_book_is_served() {
    let fixture = Fixture::new();
    fixture.write("secret.txt", "the secret");
    let server = Server::start(&fixture);
    for path in [
        "/../secret.txt",
        "/../../secret.txt",
        "/css/../../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..\\secret.txt",
        "//secret.txt",
        "/./secret.txt",
        "/code/listing.rs",
        "/book.toml",
    ] {
        let answer = server.get(path);
        let status = &answer[..answer.len().min(12)];
        assert!(matches!(status, "HTTP/1.1 404" | "HTTP/1.1 400"), "{path}: {answer}");
        assert!(!answer.contains("the secret"), "{path}: {answer}");
    }
}

#[test]
fn only_a_reader_on_this_machine_is_answered() {
    let fixture = Fixture::new();
    let server = Server::start(&fixture);
    for (request, status) in [
        ("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n", 200),
        ("GET / HTTP/1.1\r\nHost: LOCALHOST:1\r\n", 200),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost:1\r\n", 200),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n", 403),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: null\r\n", 403),
        ("GET / HTTP/1.1\r\nHost: evil.example\r\n", 403),
        ("GET / HTTP/1.1\r\nHost: localhost.evil.example\r\n", 403),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n", 403),
        ("GET / HTTP/1.1\r\n", 403),
        ("POST / HTTP/1.1\r\nHost: localhost\r\n", 405),
        ("DELETE /first.html HTTP/1.1\r\nHost: localhost\r\n", 405),
    ] {
        let answer = server.send(&format!("{request}Connection: close\r\n\r\n"));
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{request}{answer}");
    }
    assert!(server.send("nonsense\r\n\r\n").starts_with("HTTP/1.1 400 "));
    assert!(server.get("/").starts_with("HTTP/1.1 200 "), "it serves no longer");
}

#[test]
fn its_address_is_left_and_locked_as_long_as_it_lives() {
    let fixture = Fixture::new();
    let first = Server::start(&fixture);
    let second = Server::start(&fixture);
    let left = || std::fs::read_to_string(fixture.path("target/workbook/book.address")).unwrap();
    let lock = File::open(fixture.path("target/workbook/book.lock")).unwrap();
    assert_eq!(left().trim(), first.address(), "the second leaves none");
    assert!(matches!(lock.try_lock_shared(), Err(TryLockError::WouldBlock)));
    drop((first, second));
    lock.try_lock_shared().unwrap();
}

#[test]
fn a_busy_port_is_named_with_what_to_type() {
    let fixture = Fixture::new();
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = other.local_addr().unwrap().port();
    let message = complaint(&fixture.run(&["serve", "--port", &port.to_string()]));
    assert!(message.contains(&format!("port {port} is busy")), "{message}");
    assert!(message.contains("--port 0"), "{message}");
}

#[test]
fn it_ends_with_the_program_that_started_it() {
    let fixture = Fixture::new();
    let mut child = fixture
        .book(&["serve", "--until-eof"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    assert!(line.starts_with("{\"address\":"), "{line}");
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
}
