//! The book's address: HTTP on 127.0.0.1.
//!
//! A client may be slow, silent, or never read what it asked for. So a request has to come in some seconds
//! and in few bytes, and there are only so many connections: one more closes the oldest, which at this
//! rate is no reader's. An answer is bytes that are there anyway, so what is not read costs nothing.

use std::collections::VecDeque;
use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Error, Result, anyhow};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::watch;
use tokio::task::AbortHandle;

use crate::answer::answer;
use crate::live::Edition;

/// What clients may take.
#[derive(Clone, Copy)]
struct Limits {
    /// How long a client may take to say what it wants, the first time and between two requests.
    patience: Duration,
    /// Connections at one time: some systems let a process have 256 files.
    connections: usize,
}

const LIMITS: Limits = Limits { patience: Duration::from_secs(10), connections: 224 };

/// Bytes of a request.
const REQUEST: usize = 32 * 1024;

/// Takes a port of 127.0.0.1; port 0 takes a free one.
///
/// # Errors
///
/// Fails if another program has the port, and says how to go on.
pub fn bind(port: u16) -> Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| refused(port, &error))
}

fn refused(port: u16, error: &io::Error) -> Error {
    let free = "`cargo workbook book serve --port 0` takes a free one";
    match error.kind() {
        ErrorKind::AddrInUse => {
            anyhow!("port {port} is busy: another program listens there; {free}")
        }
        ErrorKind::PermissionDenied => {
            anyhow!("port {port} is reserved: this user may not listen there; {free}")
        }
        _ => anyhow!("failed to listen on port {port}: {error}; {free}"),
    }
}

/// Serves the editions until the process ends; calls `ready` when requests are answered.
///
/// # Errors
///
/// Fails if the system refuses to let this process listen or wait for connections.
pub fn serve(
    listener: TcpListener,
    editions: &watch::Receiver<Arc<Edition>>,
    ready: impl FnOnce(SocketAddr) -> Result<()>,
) -> Result<()> {
    serve_within(LIMITS, listener, editions, ready)
}

fn serve_within(
    limits: Limits,
    listener: TcpListener,
    editions: &watch::Receiver<Arc<Edition>>,
    ready: impl FnOnce(SocketAddr) -> Result<()>,
) -> Result<()> {
    // One thread is enough: an answer is a copy from memory.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .build()
        .context("failed to start the server")?;
    runtime.block_on(async {
        listener.set_nonblocking(true).context("failed to start the server")?;
        let listener =
            tokio::net::TcpListener::from_std(listener).context("failed to start the server")?;
        ready(listener.local_addr().context("failed to read the address")?)?;
        let mut open: VecDeque<AbortHandle> = VecDeque::new();
        loop {
            match listener.accept().await {
                Ok((stream, _)) => {
                    open.retain(|connection| !connection.is_finished());
                    if open.len() >= limits.connections
                        && let Some(oldest) = open.pop_front()
                    {
                        oldest.abort();
                    }
                    let conversation = converse(stream, editions.clone(), limits.patience);
                    open.push_back(tokio::spawn(conversation).abort_handle());
                }
                // The client has gone already, or too many files are open: the
                // next one may have more luck, and must not be kept busy waiting.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    })
}

async fn converse(
    stream: tokio::net::TcpStream,
    editions: watch::Receiver<Arc<Edition>>,
    patience: Duration,
) {
    let service = service_fn(move |request| {
        let response = answer(&request, &editions);
        async move { Ok::<_, std::convert::Infallible>(response) }
    });
    // A conversation ends with an error when the browser closes it: nobody's concern.
    let _ = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(patience)
        .max_buf_size(REQUEST)
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;
    use std::sync::mpsc;
    use std::thread;

    use super::*;

    /// A server with these limits, which lives as long as the test process.
    fn started(limits: Limits) -> SocketAddr {
        let (tell, told) = mpsc::channel();
        thread::spawn(move || {
            let (_author, editions) = watch::channel(Arc::new(Edition::default()));
            serve_within(limits, bind(0).unwrap(), &editions, |address| Ok(tell.send(address)?))
        });
        told.recv().unwrap()
    }

    fn connected(address: SocketAddr) -> TcpStream {
        let stream = TcpStream::connect(address).unwrap();
        // A server that keeps it fails the test instead of hanging it.
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream
    }

    /// What comes until the server closes the connection.
    fn rest(mut stream: TcpStream) -> String {
        let mut bytes = Vec::new();
        match stream.read_to_end(&mut bytes) {
            Err(error) if error.kind() != ErrorKind::ConnectionReset => panic!("{error}"),
            _ => String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    #[test]
    fn one_connection_too_many_closes_the_oldest() {
        let address = started(Limits { patience: Duration::from_secs(3600), connections: 3 });
        let mut silent: VecDeque<_> = (0..6).map(|_| connected(address)).collect();
        for slow in &mut silent {
            // The first ones may be closed already.
            let _ = slow.write_all(b"GET / HTTP/1.1\r\nHost: ");
        }
        let mut reader = connected(address);
        reader
            .write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            .unwrap();
        assert!(rest(reader).starts_with("HTTP/1.1 500 "), "there is no book");
        for closed in silent.drain(..4) {
            assert_eq!(rest(closed), "");
        }
        for mut open in silent {
            open.write_all(b"localhost\r\nConnection: close\r\n\r\n").unwrap();
            assert!(rest(open).starts_with("HTTP/1.1 500 "));
        }
    }

    #[test]
    fn who_says_nothing_is_let_go() {
        let address = started(Limits { patience: Duration::from_millis(20), connections: 9 });
        assert_eq!(rest(connected(address)), "");
        let mut slow = connected(address);
        slow.write_all(b"GET / HT").unwrap();
        rest(slow);
        let mut keeps = connected(address);
        keeps.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        assert!(rest(keeps).starts_with("HTTP/1.1 500 "), "an answer, and then the end");
    }
}
