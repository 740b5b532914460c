//! The body of a request or an answer.

use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::{Bytes, BytesMut};
use http_body::{Body as _, Frame, SizeHint};

use super::TransportError;

/// The body of a request or an answer: bytes at once, or as they arrive.
///
/// Closed, so that it can grow; [`Body::as_bytes`] says whether all of it is
/// there already, [`Body::collect`] waits for the rest.
pub struct Body(Inner);

type Stream = Pin<Box<dyn http_body::Body<Data = Bytes, Error = TransportError> + Send>>;

enum Inner {
    Full(Bytes),
    Stream(Stream),
}

impl Body {
    /// No bytes.
    #[must_use]
    pub fn empty() -> Self {
        Self(Inner::Full(Bytes::new()))
    }

    /// A body that arrives piece by piece; `trouble` says what its errors are.
    pub fn from_stream<B>(body: B, trouble: fn(B::Error) -> TransportError) -> Self
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
    {
        let body = Box::pin(body);
        Self(Inner::Stream(Box::pin(Mapped { body, trouble })))
    }

    /// All bytes, if they are there already.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Inner::Full(bytes) => Some(bytes),
            Inner::Stream(_) => None,
        }
    }

    /// Waits for all bytes.
    ///
    /// # Errors
    /// What the transport reports, and [`TransportError::too_large`] for more
    /// than `limit` bytes.
    pub async fn collect(self, limit: usize) -> Result<Bytes, TransportError> {
        let mut stream = match self.0 {
            Inner::Full(bytes) if bytes.len() > limit => {
                return Err(TransportError::too_large(limit));
            }
            Inner::Full(bytes) => return Ok(bytes),
            Inner::Stream(stream) => stream,
        };
        let announced = stream.size_hint().lower();
        if announced > limit as u64 {
            return Err(TransportError::too_large(limit));
        }
        let mut first: Option<Bytes> = None;
        let mut rest = BytesMut::new();
        let mut total = 0usize;
        while let Some(frame) = std::future::poll_fn(|cx| stream.as_mut().poll_frame(cx)).await {
            let Ok(data) = frame?.into_data() else {
                continue;
            };
            total = total.saturating_add(data.len());
            if total > limit {
                return Err(TransportError::too_large(limit));
            }
            match &first {
                None => first = Some(data),
                Some(one) => {
                    if rest.is_empty() {
                        rest.extend_from_slice(one);
                    }
                    rest.extend_from_slice(&data);
                }
            }
        }
        Ok(if rest.is_empty() {
            first.unwrap_or_default()
        } else {
            rest.freeze()
        })
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::empty()
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Inner::Full(bytes))
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Inner::Full(bytes.into()))
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self(Inner::Full(text.into()))
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Self(Inner::Full(Bytes::from_static(text.as_bytes())))
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Inner::Full(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Inner::Stream(_) => f.write_str("Body(..)"),
        }
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        match &mut self.0 {
            Inner::Full(bytes) if bytes.is_empty() => Poll::Ready(None),
            Inner::Full(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Inner::Stream(stream) => stream.as_mut().poll_frame(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Inner::Full(bytes) => bytes.is_empty(),
            Inner::Stream(stream) => stream.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Inner::Full(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Inner::Stream(stream) => stream.size_hint(),
        }
    }
}

/// A body whose errors become ours.
struct Mapped<B: http_body::Body> {
    body: Pin<Box<B>>,
    trouble: fn(B::Error) -> TransportError,
}

impl<B: http_body::Body<Data = Bytes>> http_body::Body for Mapped<B> {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let trouble = self.trouble;
        let frame = self.body.as_mut().poll_frame(cx);
        frame.map(|frame| frame.map(|frame| frame.map_err(trouble)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::VecDeque, future::Future, pin::pin, task::Waker};

    use super::*;

    /// Pieces, each after a pause.
    struct Pieces {
        left: VecDeque<Result<&'static str, &'static str>>,
        pause: bool,
        announced: u64,
    }

    impl http_body::Body for Pieces {
        type Data = Bytes;
        type Error = &'static str;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            cx: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, &'static str>>> {
            self.pause = !self.pause;
            if self.pause {
                cx.waker().wake_by_ref();
                return Poll::Pending;
            }
            let piece = self.left.pop_front();
            Poll::Ready(piece.map(|piece| piece.map(|text| Frame::data(Bytes::from(text)))))
        }

        fn size_hint(&self) -> SizeHint {
            let mut hint = SizeHint::new();
            hint.set_lower(self.announced);
            hint
        }
    }

    fn collect(
        pieces: &[Result<&'static str, &'static str>],
        announced: u64,
        limit: usize,
    ) -> Result<String, String> {
        let left = pieces.iter().copied().collect();
        let body = Body::from_stream(
            Pieces {
                left,
                pause: false,
                announced,
            },
            TransportError::other,
        );
        let mut collected = pin!(body.collect(limit));
        let mut cx = Context::from_waker(Waker::noop());
        loop {
            if let Poll::Ready(bytes) = collected.as_mut().poll(&mut cx) {
                return bytes
                    .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
                    .map_err(|error| error.to_string());
            }
        }
    }

    #[test]
    fn pieces_are_joined() {
        assert_eq!(collect(&[], 0, 0).as_deref(), Ok(""));
        assert_eq!(collect(&[Ok("abc")], 3, 3).as_deref(), Ok("abc"));
        assert_eq!(
            collect(&[Ok("a"), Ok(""), Ok("bc")], 0, 3).as_deref(),
            Ok("abc")
        );
    }

    #[test]
    fn the_limit_holds_for_what_is_announced_and_for_what_comes() {
        let says = Err("the answer is larger than the limit of 2 bytes".to_owned());
        assert_eq!(collect(&[Ok("a"), Ok("bc")], 0, 2), says);
        assert_eq!(collect(&[], 3, 2), says);
    }

    #[test]
    fn trouble_on_the_way_is_reported() {
        let broken = collect(&[Ok("a"), Err("reset")], 0, 9);
        assert_eq!(broken, Err("the exchange failed: reset".to_owned()));
    }
}
