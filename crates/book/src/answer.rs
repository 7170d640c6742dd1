//! One request, judged and answered from memory.
//!
//! What a served book promises:
//!
//! - It is for the reader at this machine alone: it listens on 127.0.0.1. A page on the internet can make
//!   the reader's browser send requests here, so a request is answered only if it names this machine in
//!   `Host` (a name that was re-bound to 127.0.0.1 does not) and comes from no other site (`Origin`).
//! - It is only read: GET and HEAD, without a body. Nothing is run, and nothing is read from the disk, on
//!   behalf of a request: an address is a name in a table of what was read before.
//! - A page runs the scripts that it was built with, and loads nothing from elsewhere: see
//!   [`policy`]. No other site can embed it, or read what it shows.
//! - Of a reader's code, reports show text: see [`reader`](crate::reader).
//! - No client can keep others waiting, or make the server grow: see [`server`](crate::server).

use std::sync::Arc;

use hyper::body::{Body, Bytes};
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::http::uri::{Authority, Uri};
use hyper::{HeaderMap, Method, Request, Response, StatusCode};

pub use crate::content::{Content, Editions};
use crate::live::Edition;
use crate::site::{File, HTML};
use crate::{frame, policy};

const RELOAD_JS: &str = include_str!("../assets/reload.js");
const TICKS_JS: &str = include_str!("../assets/ticks.js");
const SERVED_CSS: &str = include_str!("../assets/served.css");
const REPORT_JS: &str = include_str!("../assets/report.js");
const REPORT_CSS: &str = include_str!("../assets/report.css");

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

/// What every answer says to the browser, besides its policy.
const HEADERS: [(HeaderName, HeaderValue); 5] = [
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

/// Answers a request with what the current edition holds.
pub fn answer<B: Body>(request: &Request<B>, editions: &Editions) -> Response<Content> {
    if let Err((status, why)) = judge(request) {
        let mut response = file(status, TEXT, why);
        // What else it may send is not read.
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        if status == StatusCode::METHOD_NOT_ALLOWED {
            response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        }
        return response;
    }
    let edition = Arc::clone(&editions.borrow());
    let ok = StatusCode::OK;
    match request.uri().path() {
        "/__book/events" => {
            let events = Content::events(editions.clone());
            respond(ok, "text/event-stream", policy::NOTHING, events)
        }
        "/__book/solved.json" => file(ok, "application/json", edition.reader.solved.clone()),
        "/__book/reload.js" => file(ok, SCRIPT, RELOAD_JS),
        "/__book/ticks.js" => file(ok, SCRIPT, TICKS_JS),
        "/__book/served.css" => file(ok, STYLE, SERVED_CSS),
        "/__book/report.js" => file(ok, SCRIPT, REPORT_JS),
        "/__book/report.css" => file(ok, STYLE, REPORT_CSS),
        path if path.starts_with("/report/") => report(path, &edition),
        path => page(path, &edition),
    }
}

/// Refuses what is not a reader of this book on this machine.
fn judge<B: Body>(request: &Request<B>) -> Result<(), (StatusCode, &'static str)> {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return Err((StatusCode::METHOD_NOT_ALLOWED, "the book is only read: GET and HEAD\n"));
    }
    if !request.body().is_end_stream() {
        return Err((
            StatusCode::PAYLOAD_TOO_LARGE,
            "the book is only read: a request has no body\n",
        ));
    }
    // An address with a host in it counts more than the header.
    let named = request.uri().authority();
    if !is_local_host(request.headers()) || named.is_some_and(|named| !is_here(named)) {
        return Err((
            StatusCode::FORBIDDEN,
            "this book is served to 127.0.0.1 and localhost alone: the Host header names another machine\n",
        ));
    }
    if !is_local_origin(request.headers()) {
        return Err((StatusCode::FORBIDDEN, "another site asks for this book: refused\n"));
    }
    Ok(())
}

fn is_local_host(headers: &HeaderMap) -> bool {
    let mut hosts = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else {
        return false;
    };
    Authority::try_from(host.as_bytes()).is_ok_and(|authority| is_here(&authority))
}

fn is_here(authority: &Authority) -> bool {
    is_local(authority.host()) && !authority.as_str().contains('@')
}

fn is_local_origin(headers: &HeaderMap) -> bool {
    headers.get_all(header::ORIGIN).iter().all(|origin| {
        Uri::try_from(origin.as_bytes()).is_ok_and(|uri| uri.host().is_some_and(is_local))
    })
}

fn is_local(name: &str) -> bool {
    name == "127.0.0.1" || name.eq_ignore_ascii_case("localhost")
}

fn page(path: &str, edition: &Edition) -> Response<Content> {
    let Some(site) = &edition.site else {
        return bare(StatusCode::INTERNAL_SERVER_ERROR, "No book", "", edition);
    };
    let (status, path, file) = match (site.get(path), site.get("/404.html")) {
        (Some(file), _) => (StatusCode::OK, path, file),
        (None, Some(file)) => (StatusCode::NOT_FOUND, "/404.html", file),
        (None, None) => return self::file(StatusCode::NOT_FOUND, TEXT, "no such page\n"),
    };
    let content = Content::Whole(Some(content(path, file, edition)));
    respond(status, file.content_type, file.policy.clone(), content)
}

/// The bytes of a file; a page gets what makes it reload.
///
/// The print page opens the print dialog whenever it loads, and the table of
/// contents is shown inside a page: these two stay as they are.
fn content(path: &str, file: &File, edition: &Edition) -> Bytes {
    let is_page = file.content_type == HTML && !matches!(path, "/print.html" | "/toc.html");
    match std::str::from_utf8(&file.bytes) {
        Ok(html) if is_page => frame::served(html, "", edition),
        _ => file.bytes.clone(),
    }
}

/// The last check of an exercise, in the frame of the page for what is not found: with the book's sidebar
/// and theme, and right in every folder.
fn report(path: &str, edition: &Edition) -> Response<Content> {
    let Some(report) = edition.reader.page(path) else {
        return page(path, edition);
    };
    let frame = edition.site.as_ref().and_then(|site| site.get("/404.html"));
    let framed = frame.and_then(|file| {
        let html = std::str::from_utf8(&file.bytes).ok()?;
        Some((frame::framed(html, &report.title, &report.main)?, file.policy.clone()))
    });
    let Some((html, policy)) = framed else {
        return bare(StatusCode::OK, &report.title, &report.main, edition);
    };
    let own = format!(" data-answers=\"{}\"", edition.reader.id);
    let content = Content::Whole(Some(frame::served(&html, &own, edition)));
    respond(StatusCode::OK, HTML, policy, content)
}

/// A page without the book, as long as there is none.
fn bare(status: StatusCode, title: &str, main: &str, edition: &Edition) -> Response<Content> {
    let html = frame::bare(title, main);
    let own = format!(" data-answers=\"{}\"", edition.reader.id);
    let content = Content::Whole(Some(frame::served(&html, &own, edition)));
    respond(status, HTML, policy::of_page("", ""), content)
}

/// What is no page.
fn file(
    status: StatusCode,
    content_type: &'static str,
    body: impl Into<Bytes>,
) -> Response<Content> {
    respond(status, content_type, policy::NOTHING, Content::Whole(Some(body.into())))
}

fn respond(
    status: StatusCode,
    content_type: &'static str,
    policy: HeaderValue,
    content: Content,
) -> Response<Content> {
    let mut response = Response::new(content);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    headers.extend(HEADERS);
    response
}
