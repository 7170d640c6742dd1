//! One request, judged and answered from memory.
//!
//! The server is for the reader at this machine alone. A page on the internet
//! can make the reader's browser send requests here, so a request is answered
//! only if it names this machine in `Host` (a name that was re-bound to
//! 127.0.0.1 does not) and comes from no other site (`Origin`). Nothing is read
//! from disk and nothing is run on behalf of a request.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use hyper::body::{Body, Bytes, Frame, SizeHint};
use hyper::header::{self, HeaderValue};
use hyper::http::uri::{Authority, Uri};
use hyper::{HeaderMap, Method, Request, Response, StatusCode};
use tokio::sync::watch;

use crate::live::Edition;
use crate::site::File;

const RELOAD_JS: &str = include_str!("../assets/reload.js");
const SERVED_CSS: &str = include_str!("../assets/served.css");

/// Answers a request with what the current edition holds.
pub fn answer<B>(request: &Request<B>, editions: &Editions) -> Response<Content> {
    if let Err((status, why)) = judge(request) {
        let mut response = text(status, "text/plain; charset=utf-8", why);
        if status == StatusCode::METHOD_NOT_ALLOWED {
            response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        }
        return response;
    }
    let edition = Arc::clone(&editions.borrow());
    match request.uri().path() {
        "/__book/events" => events(editions.clone()),
        "/__book/reload.js" => text(StatusCode::OK, "text/javascript; charset=utf-8", RELOAD_JS),
        "/__book/served.css" => text(StatusCode::OK, "text/css; charset=utf-8", SERVED_CSS),
        path => page(path, &edition),
    }
}

/// Refuses what is not a reader of this book on this machine.
fn judge<B>(request: &Request<B>) -> Result<(), (StatusCode, &'static str)> {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return Err((StatusCode::METHOD_NOT_ALLOWED, "the book is only read: GET and HEAD\n"));
    }
    if !is_local_host(request.headers()) {
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
    Authority::try_from(host.as_bytes()).is_ok_and(|authority| is_local(authority.host()))
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
        let page = served("<!DOCTYPE html><title>No book</title><body></body>", edition);
        return text(StatusCode::INTERNAL_SERVER_ERROR, "text/html; charset=utf-8", page);
    };
    match (site.get(path), site.get("/404.html")) {
        (Some(file), _) => text(StatusCode::OK, file.content_type, content(path, file, edition)),
        (None, Some(file)) => {
            text(StatusCode::NOT_FOUND, file.content_type, content("/404.html", file, edition))
        }
        (None, None) => text(StatusCode::NOT_FOUND, "text/plain; charset=utf-8", "no such page\n"),
    }
}

/// The bytes of a file; a page gets what makes it reload.
///
/// The print page opens the print dialog whenever it loads, and the table of
/// contents is shown inside a page: these two stay as they are.
fn content(path: &str, file: &File, edition: &Edition) -> Bytes {
    let is_page =
        file.content_type.starts_with("text/html") && !matches!(path, "/print.html" | "/toc.html");
    match std::str::from_utf8(&file.bytes) {
        Ok(html) if is_page => served(html, edition),
        _ => file.bytes.clone(),
    }
}

/// The page with the script that reloads it, and the problem of the last build if there is one.
fn served(html: &str, edition: &Edition) -> Bytes {
    let problem = edition.problem.as_deref().map_or(String::new(), |problem| {
        format!(
            "<link rel=\"stylesheet\" href=\"/__book/served.css\">\
             <pre id=\"book-problem\" role=\"alert\">{}</pre>",
            escaped(problem)
        )
    });
    let (head, tail) = html.split_at(html.rfind("</body>").unwrap_or(html.len()));
    let id = &edition.id;
    format!(
        "{head}{problem}<script src=\"/__book/reload.js\" data-edition=\"{id}\"></script>{tail}"
    )
    .into()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn text(
    status: StatusCode,
    content_type: &'static str,
    body: impl Into<Bytes>,
) -> Response<Content> {
    respond(status, content_type, Content::Whole(Some(body.into())))
}

fn respond(status: StatusCode, content_type: &'static str, content: Content) -> Response<Content> {
    let mut response = Response::new(content);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// A stream of server-sent events: the id of the current edition, then of each new one.
fn events(mut editions: Editions) -> Response<Content> {
    editions.mark_changed();
    respond(StatusCode::OK, "text/event-stream", Content::Events(Box::pin(next_event(editions))))
}

async fn next_event(mut editions: Editions) -> (Bytes, Editions) {
    if editions.changed().await.is_err() {
        // There will be no other edition. An end of the stream would make the browser ask again.
        std::future::pending::<()>().await;
    }
    let data = format!("data: {}\n\n", editions.borrow_and_update().id);
    (data.into(), editions)
}

/// What the author publishes.
pub type Editions = watch::Receiver<Arc<Edition>>;
/// The next piece of a stream of events, and what the one after it comes from.
type NextEvent = Pin<Box<dyn Future<Output = (Bytes, Editions)> + Send>>;

/// The body of an answer.
pub enum Content {
    /// All of it, once.
    Whole(Option<Bytes>),
    /// One piece for each new edition, until the browser goes away.
    Events(NextEvent),
}

impl Body for Content {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        match self.get_mut() {
            Content::Whole(bytes) => Poll::Ready(bytes.take().map(|bytes| Ok(Frame::data(bytes)))),
            Content::Events(next) => next.as_mut().poll(cx).map(|(data, editions)| {
                *next = Box::pin(next_event(editions));
                Some(Ok(Frame::data(data)))
            }),
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Content::Whole(None))
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Content::Whole(bytes) => {
                SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64))
            }
            Content::Events(_) => SizeHint::default(),
        }
    }
}
