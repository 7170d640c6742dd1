//! The body of an answer: all of it at once, or the stream of events.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use hyper::body::{Body, Bytes, Frame, SizeHint};
use tokio::sync::watch;

use crate::live::Edition;

/// What the author publishes.
pub type Editions = watch::Receiver<Arc<Edition>>;
/// The next piece of a stream of events, and what the one after it comes from.
type NextEvent = Pin<Box<dyn Future<Output = (Bytes, Told)> + Send>>;

/// The body of an answer.
pub enum Content {
    /// All of it, once.
    Whole(Option<Bytes>),
    /// One piece for each new edition, until the browser goes away.
    Events(NextEvent),
}

impl Content {
    /// A stream of server-sent events: the ids of the current edition, then each new one.
    ///
    /// The book's id is a message, that of what the reader has done an event `answers`.
    pub(crate) fn events(mut editions: Editions) -> Content {
        editions.mark_changed();
        Content::Events(Box::pin(
            Told { editions, book: String::new(), reader: String::new() }.next(),
        ))
    }
}

/// What a browser was told last.
pub struct Told {
    editions: Editions,
    book: String,
    reader: String,
}

impl Told {
    async fn next(mut self) -> (Bytes, Told) {
        if self.editions.changed().await.is_err() {
            // There will be no other edition. An end of the stream would make the browser ask again.
            std::future::pending::<()>().await;
        }
        let edition = Arc::clone(&self.editions.borrow_and_update());
        let mut data = String::new();
        if self.book != edition.id {
            data.push_str(&format!("data: {}\n\n", edition.id));
            self.book.clone_from(&edition.id);
        }
        if self.reader != edition.reader.id {
            data.push_str(&format!("event: answers\ndata: {}\n\n", edition.reader.id));
            self.reader.clone_from(&edition.reader.id);
        }
        (data.into(), self)
    }
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
            Content::Events(next) => next.as_mut().poll(cx).map(|(data, told)| {
                *next = Box::pin(told.next());
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
