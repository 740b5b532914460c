//! No answer, half an answer, too much of one, or something else.

use std::{future::pending, net::Ipv4Addr, time::Duration};

use axum::{
    Router,
    body::{Body, Bytes},
};
use specwright::client::{Error, TransportErrorKind};
use specwright_reqwest::ReqwestTransport;
use specwright_tests::responses::client::Client;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

use crate::support::wire::{on_both, runtime};

/// How the exchange failed.
fn kind<E: std::fmt::Debug>(error: &Error<E>) -> TransportErrorKind {
    match error {
        Error::Transport(error) => error.kind(),
        other => panic!("{other:?}"),
    }
}

/// A body whose first piece comes and whose second never does.
fn half() -> Body {
    struct Half(Option<Bytes>);
    impl axum::body::HttpBody for Half {
        type Data = Bytes;
        type Error = std::convert::Infallible;

        fn poll_frame(
            mut self: std::pin::Pin<&mut Self>,
            _cx: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
            match self.0.take() {
                Some(first) => std::task::Poll::Ready(Some(Ok(http_body::Frame::data(first)))),
                None => std::task::Poll::Pending,
            }
        }
    }
    Body::new(Half(Some(Bytes::from_static(b"{\"name\":"))))
}

#[test]
fn no_answer_in_time_is_a_timeout() {
    let app = Router::new().fallback(pending::<&'static str>);
    on_both(app, Client::with_transport, async |client| {
        let short = Duration::from_millis(30);
        let of_the_call = client
            .get_thing(1)
            .with_timeout(short)
            .send()
            .await
            .unwrap_err();
        let of_the_client = client
            .with_timeout(short)
            .get_thing(1)
            .send()
            .await
            .unwrap_err();
        for error in [of_the_call, of_the_client] {
            assert!(error.is_timeout() && error.is_retryable(), "{error:?}");
            assert_eq!(kind(&error), TransportErrorKind::Timeout);
            assert_eq!(
                (error.status(), error.body(), error.headers()),
                (None, None, None)
            );
        }
    });
}

#[test]
fn an_answer_that_does_not_end_in_time_is_a_timeout() {
    let app = Router::new().fallback(async || half());
    on_both(app, Client::with_transport, async |client| {
        let call = client.get_thing(1).with_timeout(Duration::from_millis(30));
        let error = call.send().await.unwrap_err();
        assert!(error.is_timeout(), "{error:?}");
    });
}

#[test]
fn an_answer_beyond_the_limit_is_not_read() {
    let app = Router::new().fallback(async || "x".repeat(101));
    on_both(app, Client::with_transport, async |client| {
        let error = client
            .with_answer_limit(100)
            .get_thing(1)
            .send()
            .await
            .unwrap_err();
        assert_eq!(kind(&error), TransportErrorKind::TooLarge { limit: 100 });
        assert!(!error.is_retryable() && !error.is_timeout());
    });
}

/// A client of a port that accepts one connection after the other and does
/// `with` to each.
async fn raw(answer: &'static [u8]) -> Client {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut head = [0; 1024];
            let _ = stream.read(&mut head).await;
            let _ = stream.write_all(answer).await;
        }
    });
    Client::new(base).unwrap()
}

#[test]
fn a_port_where_nobody_listens_is_no_connection() {
    runtime().block_on(async {
        // Bound and given up again, so that it is free and closed.
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        drop(listener);
        let error = Client::new(base)
            .unwrap()
            .get_thing(1)
            .send()
            .await
            .unwrap_err();
        assert_eq!(kind(&error), TransportErrorKind::Connect);
        assert!(error.is_retryable() && !error.is_timeout());
        assert_eq!(error.status(), None);
        assert!(error.to_string().starts_with("no connection"), "{error}");
        assert!(std::error::Error::source(&error).is_some());
    });
}

#[test]
fn a_connection_that_breaks_is_a_failed_exchange() {
    runtime().block_on(async {
        for answer in [
            &b""[..],
            b"HTTP/1.1 200 OK\r\ncontent-le",
            b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{",
            b"SSH-2.0-something\r\n",
        ] {
            let error = raw(answer).await.get_thing(1).send().await.unwrap_err();
            assert_eq!(kind(&error), TransportErrorKind::Other, "{error:?}");
            assert!(error.is_retryable() && !error.is_timeout());
        }
    });
}

#[test]
fn errors_do_not_show_the_url() {
    use specwright_tests::vault::client::Client;
    runtime().block_on(async {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        drop(listener);
        let client = Client::new(base).unwrap().query_key("hidden");
        let error = client.places().send().await.unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("hidden"), "{shown}");
    });
}

#[test]
fn base_urls_keep_their_path() {
    let app = Router::new().nest(
        "/v1/x",
        specwright_tests::responses::server::router(Nothing),
    );
    on_both(app, Client::with_transport, async |client| {
        assert_eq!(
            client
                .check_thing()
                .send()
                .await
                .unwrap_err()
                .status()
                .unwrap(),
            404
        );
    });
    let runtime = runtime();
    runtime.block_on(async {
        let app = Router::new().nest(
            "/v1/x",
            specwright_tests::responses::server::router(Nothing),
        );
        let [in_process, socket] = crate::support::wire::both(app).await;
        for side in [in_process, socket] {
            for end in ["/v1/x", "/v1/x/"] {
                let base = format!("{}{end}", side.base);
                let client = Client::with_transport(base, side.transport.clone()).unwrap();
                assert_eq!(client.check_thing().send().await.unwrap().status, 204);
            }
        }
        for wrong in [
            "",
            "localhost",
            "ftp://a",
            "http://u:p@a",
            "http://a?b",
            "http://a#b",
        ] {
            let transport = ReqwestTransport::for_base_url(wrong).unwrap();
            let error = Client::with_transport(wrong, transport)
                .unwrap_err()
                .to_string();
            assert!(!error.contains("u:p"), "{error}");
        }
    });
}

/// A service with nothing to say.
struct Nothing;

mod nothing {
    use specwright_axum::{Call, Failure};
    use specwright_tests::responses::server::*;

    impl Api for super::Nothing {
        type Error = Failure;

        async fn get_thing(
            &self,
            _request: GetThingRequest,
            _call: &Call,
        ) -> Result<GetThingResponse, Failure> {
            Ok(GetThingResponse::Accepted)
        }

        async fn add_thing(
            &self,
            _request: AddThingRequest,
            _call: &Call,
        ) -> Result<AddThingResponse, Failure> {
            Err(Failure::not_found("nothing"))
        }

        async fn check_thing(&self, _call: &Call) -> Result<CheckThingResponse, Failure> {
            Ok(CheckThingResponse::NoContent)
        }

        async fn remove_things(&self, _call: &Call) -> Result<RemoveThingsResponse, Failure> {
            Ok(RemoveThingsResponse::NoContent)
        }
    }
}
