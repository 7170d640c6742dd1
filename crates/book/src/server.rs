//! The book's address: HTTP on 127.0.0.1.

use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Error, Result, anyhow};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::watch;

use crate::answer::answer;
use crate::live::Edition;

/// How long a client may take to say what it wants.
const PATIENCE: Duration = Duration::from_secs(10);

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
        loop {
            match listener.accept().await {
                Ok((stream, _)) => drop(tokio::spawn(converse(stream, editions.clone()))),
                // The client has gone already, or too many files are open: the
                // next one may have more luck, and must not be kept busy waiting.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    })
}

async fn converse(stream: tokio::net::TcpStream, editions: watch::Receiver<Arc<Edition>>) {
    let service = service_fn(move |request| {
        let response = answer(&request, &editions);
        async move { Ok::<_, std::convert::Infallible>(response) }
    });
    // A conversation ends with an error when the browser closes it: nobody's concern.
    let _ = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .serve_connection(TokioIo::new(stream), service)
        .await;
}
