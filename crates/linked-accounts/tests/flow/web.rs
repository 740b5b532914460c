//! What stands around the operations, and the loop that serves them.

use std::time::Duration;

use axum::body::Body;
use http::{Request, StatusCode};
use linked_accounts::web;
use serde_json::json;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    time,
};

use crate::support::{House, callback, token};

#[tokio::test]
async fn health_and_what_is_nowhere() {
    let house = House::new().await;
    let health = house.get("/healthz", None).await;
    assert_eq!(
        (health.status, health.json()),
        (StatusCode::OK, json!({"status": "ok"}))
    );
    // In the words of the first document.
    let nowhere = house.get("/nowhere", None).await;
    assert_eq!(nowhere.status, 404);
    assert_eq!(nowhere.json(), json!({"detail": "Not Found"}));
    let request = Request::post("/healthz").body(Body::empty()).unwrap();
    house
        .send(request)
        .await
        .is_problem(405, "method_not_allowed");
    house.store.close().await;
    let health = house.get("/healthz", None).await;
    health.is_problem(503, "unavailable");
}

#[tokio::test]
async fn long_bodies_are_refused() {
    let house = House::with(|config| config.limits.body_bytes = 10).await;
    let request = Request::get("/healthz").header("content-length", "11");
    let sent = house.send(request.body(Body::from("x".repeat(11))).unwrap());
    sent.await.is_problem(413, "too_large");
}

/// A house whose provider takes a while.
async fn slow(change: impl FnOnce(&mut linked_accounts::config::Config)) -> House {
    let house = House::with(change).await;
    house.provider.answers(|| {
        std::thread::sleep(Duration::from_millis(200));
        token()
    });
    house
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn too_many_at_once_are_turned_away() {
    let house = slow(|config| config.limits.concurrency = 1).await;
    let link = house.start("GITHUB", None).await;
    let busy = async {
        time::sleep(Duration::from_millis(50)).await;
        tokio::join!(house.get("/start/x", None), house.get("/healthz", None))
    };
    let (linked, (refused, health)) = tokio::join!(house.callback(&link, "code=c"), busy);
    assert_eq!(
        (linked.status, health.status),
        (StatusCode::OK, StatusCode::OK)
    );
    refused.is_problem(503, "unavailable");
    assert_eq!(refused.header("retry-after"), Some("1"));
    let sent = house.get("/start/x", None).await;
    sent.is_problem(404, "unknown_ticket");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn slow_requests_are_answered_and_what_they_began_is_finished() {
    let house = slow(|config| config.limits.request_timeout = Duration::from_millis(50)).await;
    let link = house.start("GITHUB", None).await;
    let sent = house.callback(&link, "code=c").await;
    sent.is_problem(503, "unavailable");
    let stored = async {
        while house.account().await.is_none() {
            time::sleep(Duration::from_millis(20)).await;
        }
    };
    time::timeout(Duration::from_secs(5), stored).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn requests_under_way_are_finished_when_the_service_stops() {
    let house = slow(|_| {}).await;
    let link = house.start("GITHUB", None).await;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let shutdown = async {
        let _ = stopped.await;
    };
    let served = tokio::spawn(web::serve(listener, house.router.clone(), shutdown));

    let mut idle = TcpStream::connect(address).await.unwrap();
    let mut busy = TcpStream::connect(address).await.unwrap();
    let target = callback("GITHUB", link.state(), "code=c");
    let request = format!("GET {target} HTTP/1.1\r\nHost: x\r\n\r\n");
    busy.write_all(request.as_bytes()).await.unwrap();
    time::sleep(Duration::from_millis(50)).await;
    stop.send(()).unwrap();

    let mut answer = String::new();
    busy.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert_eq!(idle.read(&mut [0; 1]).await.unwrap(), 0, "closed");
    let ended = time::timeout(Duration::from_secs(5), served).await;
    ended.unwrap().unwrap().unwrap();
    assert!(TcpStream::connect(address).await.is_err());
}
