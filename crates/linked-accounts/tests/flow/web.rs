//! What stands around the operations, and the loop that serves them.

use std::{
    future::{pending, ready},
    time::Duration,
};

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

use crate::support::{AFTER, House, Link, callback, token};

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
async fn a_callback_may_take_as_long_as_the_provider() {
    let house = slow(|config| config.limits.request_timeout = Duration::from_millis(50)).await;
    let link = house.start("GITHUB", Some(AFTER)).await;
    let sent = house.callback(&link, "code=c").await;
    assert_eq!(sent.sent_on()["status"], "linked");
    assert!(house.account().await.is_some());
}

/// The same, with more than enough time to go away meanwhile.
async fn very_slow(concurrency: usize) -> House {
    let house = House::with(|config| {
        config.limits.provider_timeout = Duration::from_secs(10);
        config.limits.concurrency = concurrency;
    })
    .await;
    house.provider.answers(|| {
        std::thread::sleep(Duration::from_millis(1500));
        token()
    });
    house
}

/// Gives up the request after a moment, as a browser that goes away does.
async fn leave(house: &House, link: &Link) {
    let request = house.callback(link, "code=c");
    let left = time::timeout(Duration::from_millis(100), request).await;
    assert!(left.is_err(), "it was too fast");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn links_without_a_browser_count_among_those_at_once() {
    let house = very_slow(1).await;
    let (left, other) = (
        house.start("GITHUB", None).await,
        house.start("GITHUB", None).await,
    );
    leave(&house, &left).await;
    let sent = house.callback(&other, "code=c").await;
    sent.is_problem(503, "unavailable");
    assert_eq!(sent.header("retry-after"), Some("1"));
    while house.account().await.is_none() {
        time::sleep(Duration::from_millis(20)).await;
    }
    // Its state has not been used up.
    assert_eq!(house.callback(&other, "code=c").await.status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn links_without_a_browser_are_finished_when_the_service_stops() {
    let house = very_slow(8).await;
    let link = house.start("GITHUB", None).await;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    leave(&house, &link).await;
    web::serve(house.site.clone(), listener, ready(()), pending()).await;
    assert!(house.account().await.is_some());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_asks_again_need_not_wait() {
    let house = very_slow(8).await;
    let link = house.start("GITHUB", None).await;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    leave(&house, &link).await;
    let begun = time::Instant::now();
    web::serve(house.site.clone(), listener, ready(()), ready(())).await;
    assert!(begun.elapsed() < Duration::from_secs(1));
    assert!(house.account().await.is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn connections_have_a_limit() {
    let house = House::with(|config| config.limits.connections = 1).await;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let served = web::serve(house.site.clone(), listener, pending(), pending());
    let served = tokio::spawn(served);
    let request = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
    let mut first = TcpStream::connect(address).await.unwrap();
    first.write_all(request).await.unwrap();
    assert!(first.read(&mut [0; 1]).await.unwrap() > 0);
    let mut second = TcpStream::connect(address).await.unwrap();
    second.write_all(request).await.unwrap();
    let mut byte = [0; 1];
    let waits = time::timeout(Duration::from_millis(200), second.read(&mut byte)).await;
    assert!(waits.is_err());
    drop(first);
    let read = time::timeout(Duration::from_secs(5), second.read(&mut byte)).await;
    assert_eq!(read.unwrap().unwrap(), 1);
    served.abort();
}

#[tokio::test]
async fn looking_does_not_use_up() {
    let mut house = House::new().await;
    let head = |target: String| Request::head(target).body(Body::empty()).unwrap();
    let link = house.start("GITHUB", None).await;
    let target = callback("GITHUB", link.state(), "code=c");
    let sent = house.send(head(target.clone())).await;
    assert_eq!(
        (sent.status.as_u16(), sent.header("allow")),
        (405, Some("GET"))
    );
    assert_eq!(house.get(&target, None).await.status, 200);
    house.restart(|config| config.bind_browser = true).await;
    let ticket = house.start("GITHUB", None).await;
    let sent = house.send(head(ticket.url.path().to_owned())).await;
    assert_eq!(sent.status, 405);
    assert_eq!(house.get(ticket.url.path(), None).await.status, 302);
}

#[tokio::test]
async fn a_public_url_may_have_a_path() {
    let base = "https://link.example/a/b/";
    let house = House::with(|config| config.public_url = base.parse().unwrap()).await;
    for path in ["/healthz", "/a/b/healthz"] {
        assert_eq!(house.get(path, None).await.status, 200, "{path}");
    }
    for path in ["/a/healthz", "/a/b/nowhere"] {
        let sent = house.get(path, None).await;
        assert_eq!(sent.status, 404, "{path}");
        assert_eq!(sent.json(), json!({"detail": "Not Found"}), "{path}");
    }
    let link = house.start("GITHUB", Some(AFTER)).await;
    let redirect = &link.parameters["redirect_uri"];
    let callback = redirect.strip_prefix("https://link.example").unwrap();
    assert!(callback.starts_with("/a/b/v1/"), "{callback}");
    let target = format!("{callback}?state={}&code=c", link.state());
    assert_eq!(house.get(&target, None).await.sent_on()["status"], "linked");
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
    let served = web::serve(house.site.clone(), listener, shutdown, pending());
    let served = tokio::spawn(served);

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
    ended.unwrap().unwrap();
    assert!(TcpStream::connect(address).await.is_err());
}
