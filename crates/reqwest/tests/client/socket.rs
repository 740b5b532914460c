//! What only a socket shows.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    http::{HeaderMap, StatusCode},
    response::IntoResponse,
    routing::any,
};
use specwright::client::{Error, TransportErrorKind};
use specwright_reqwest::ReqwestTransport;
use tokio::net::TcpListener;

use crate::{
    fake::wait,
    wide::client::{Client, GetPetSuccess},
};

/// Serves `router` on a free port for as long as the test's runtime lives.
pub async fn serve(router: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

#[test]
fn redirects_are_seen_and_not_followed() {
    wait(async {
        let followed = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&followed);
        let router = Router::new()
            .route(
                "/pets/{id}",
                any(|| async { (StatusCode::FOUND, [("location", "/elsewhere")]) }),
            )
            .route(
                "/elsewhere",
                any(move || {
                    count.fetch_add(1, Ordering::SeqCst);
                    async { "followed" }
                }),
            );
        let base = serve(router).await;
        let client = Client::new(&base).unwrap().query_key("secret");
        match client.get_pet(1).send().await.unwrap().body {
            GetPetSuccess::Found(headers) => assert_eq!(headers.location, "/elsewhere"),
            GetPetSuccess::Ok(pet) => panic!("{pet:?}"),
        }
        // Where it is not declared, it is an answer all the same.
        let raw = client.get_pet(2).send_raw().await.unwrap();
        assert_eq!(raw.status(), StatusCode::FOUND);
        assert_eq!(followed.load(Ordering::SeqCst), 0);
    });
}

#[test]
fn an_answer_that_does_not_come_is_a_timeout() {
    wait(async {
        let router = Router::new().fallback(any(std::future::pending::<StatusCode>));
        let base = serve(router).await;
        let client = Client::new(&base).unwrap();
        let call = client.get_pet(1).with_timeout(Duration::from_millis(50));
        let error = call.send().await.unwrap_err();
        assert!(error.is_timeout(), "{error:?}");
        let client = client.with_timeout(Duration::from_millis(50));
        assert!(client.get_pet(1).send().await.unwrap_err().is_timeout());
        let own = ReqwestTransport::builder()
            .unwrap()
            .no_proxy()
            .build()
            .unwrap();
        let own = ReqwestTransport::new(own);
        let own = own.with_timeout(Duration::from_millis(50));
        let client = Client::with_transport(&base, own).unwrap();
        assert!(client.get_pet(1).send().await.unwrap_err().is_timeout());
    });
}

#[test]
fn a_body_that_stops_is_a_timeout_too() {
    wait(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move {
            use tokio::io::{AsyncReadExt, AsyncWriteExt};
            let (mut socket, _) = listener.accept().await.unwrap();
            let _ = socket.read(&mut [0; 1024]).await;
            let _ = socket
                .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{")
                .await;
            std::future::pending::<()>().await;
        });
        let client = Client::new(&base)
            .unwrap()
            .with_timeout(Duration::from_millis(100));
        let error = client.get_pet(1).send().await.unwrap_err();
        assert!(error.is_timeout(), "{error:?}");
    });
}

#[test]
fn a_closed_port_is_no_connection() {
    wait(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        drop(listener);
        let error = Client::new(&base)
            .unwrap()
            .query_key("hunter2")
            .get_pet(1)
            .send()
            .await;
        let error = error.unwrap_err();
        assert!(error.is_retryable() && !error.is_timeout());
        assert!(error.to_string().starts_with("no connection: "), "{error}");
        let Error::Transport(cause) = &error else {
            panic!("{error}")
        };
        assert_eq!(cause.kind(), TransportErrorKind::Connect);
        assert!(
            !format!("{error:?}").contains("hunter2"),
            "the URL is not shown: {error:?}"
        );
    });
}

#[test]
fn large_answers_are_cut_off() {
    wait(async {
        let router = Router::new().fallback(any(|| async { "x".repeat(1_000_000) }));
        let base = serve(router).await;
        let client = Client::new(&base).unwrap().with_answer_limit(1000);
        let Error::Transport(error) = client.get_pet(1).send().await.unwrap_err() else {
            panic!("no transport error")
        };
        assert_eq!(error.kind(), TransportErrorKind::TooLarge { limit: 1000 });
    });
}

#[test]
fn what_a_server_sees() {
    wait(async {
        let router =
            Router::new().fallback(any(
                |uri: axum::http::Uri,
                 method: axum::http::Method,
                 headers: HeaderMap,
                 body: String| async move {
                    let header = |name: &str| {
                        headers
                            .get(name)
                            .map(|value| value.to_str().unwrap().to_owned())
                    };
                    let length = header("content-length").unwrap_or_default();
                    let key = header("x-api-key").unwrap_or_default();
                    let text = format!("{method} {uri} {length} {key} {body}");
                    (StatusCode::NOT_IMPLEMENTED, text).into_response()
                },
            ));
        let base = serve(router).await;
        let client = Client::new(format!("{base}/v1/"))
            .unwrap()
            .api_key("k")
            .oauth("t");
        let pet = crate::wide::models::NewPet {
            name: "R\u{e9}x".to_owned(),
            weight: Some(1.5),
        };
        let raw = client.create_pet(&pet).send_raw().await.unwrap();
        assert_eq!(
            raw.body(),
            "POST /v1/pets 28 k {\"name\":\"R\u{e9}x\",\"weight\":1.5}"
        );
        let raw = client
            .report(&["a b", "c/d"], "x")
            .send_raw()
            .await
            .unwrap();
        assert_eq!(raw.body(), "GET /v1/reports/a%20b,c%2Fd.x   ");
    });
}

#[test]
fn https_is_spoken() {
    let client = Client::new("https://127.0.0.1:1").unwrap();
    let error = wait(client.get_pet(1).send()).unwrap_err();
    assert!(error.to_string().starts_with("no connection: "), "{error}");
}
