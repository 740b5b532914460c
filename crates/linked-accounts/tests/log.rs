//! What is logged, in a program of its own: other tests that run beside it
//! have no log, and that is remembered for all threads.

#![allow(dead_code)]

#[path = "flow/support.rs"]
mod support;

use std::{
    io,
    sync::{Arc, Mutex},
};

use support::{AFTER, House, Link, callback};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    /// From now on what this thread logs from `level` on is here.
    fn start(&self, level: tracing::Level) -> tracing::subscriber::DefaultGuard {
        let writer = self.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(level)
            .with_writer(move || writer.clone())
            .with_ansi(false)
            .finish();
        tracing::subscriber::set_default(subscriber)
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// One log at a time: what a line is for is remembered for all threads.
static ONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// Everything that anything logs, on one thread.
#[tokio::test]
async fn nothing_secret_is_logged() {
    let _one = ONE.lock().await;
    let log = Log::default();
    let guard = log.start(tracing::Level::TRACE);
    let house = House::with(|config| config.bind_browser = true).await;
    let mut secrets = vec![house.key.expose().to_owned()];
    for parameters in [
        "code=c0de-1",
        "error=access_denied&error_description=c0de-1",
    ] {
        let ticket = house.start("GITHUB", Some(AFTER)).await;
        let sent = house.get(ticket.url.path(), None).await;
        let link = Link::of(sent.header("location").unwrap());
        let cookie = sent
            .header("set-cookie")
            .unwrap()
            .split_once(';')
            .unwrap()
            .0;
        let target = callback("GITHUB", link.state(), parameters);
        house.get(&target, Some(cookie)).await.sent_on();
        secrets.push(link.state().to_owned());
        secrets.push(cookie.split_once('=').unwrap().1.to_owned());
        let ticket = ticket.url.path().rsplit_once('/').unwrap().1;
        secrets.push(ticket.to_owned());
    }
    secrets.push(house.provider.asked()[0].form["code_verifier"].clone());
    secrets.extend(["access-1", "refresh-1", "s3cr3t", "code=c0de-1"].map(str::to_owned));
    let target = "/v1/linked-accounts/oauth2?app_name=GITHUB&linked_account_owner_id=0wner";
    assert_eq!(house.get(target, None).await.status, 401);
    secrets.push("0wner".to_owned());
    let target = callback("GITHUB", "made-up", "code=c");
    assert_eq!(house.get(&target, None).await.status, 400);
    drop(guard);
    let log = log.text();
    let named = log.lines().filter(|line| line.contains("operation="));
    for line in named {
        let spans = line.split("}: ").next().unwrap();
        assert_eq!(spans.matches("operation=").count(), 1, "{line}");
    }
    for secret in secrets {
        let line = log.lines().find(|line| line.contains(&secret));
        assert_eq!(line, None);
    }
    for expected in [
        "request{method=GET operation=\"finish_link\" \
         path=\"/v1/linked-accounts/oauth2/callback/{app_name}\"}",
        "request{method=GET operation=\"open_ticket\" path=\"/start/{ticket}\"}",
        "request{method=GET operation=\"linked-accounts-link_oauth2_account\"",
        "linked project=\"shop\" app=\"GITHUB\"",
        "status=302 latency_us=",
        "status=401 latency_us=",
    ] {
        assert!(log.contains(expected), "{expected} in\n{log}");
    }
}

/// Whoever watches sees each refusal once, at the level that is always on, and
/// each failure of a provider once.
#[tokio::test]
async fn each_refusal_is_one_line() {
    let _one = ONE.lock().await;
    let log = Log::default();
    let guard = log.start(tracing::Level::WARN);
    let house = House::new().await;
    house.provider.answers(|| {
        let body = serde_json::json!({
            "error": "invalid_client",
            "error_description": "no client has the secret s3cr3t/+",
        });
        (http::StatusCode::UNAUTHORIZED, support::json_answer(&body))
    });
    let link = house.start("GITHUB", None).await;
    let target = callback("GIT%20HUB%2F2", link.state(), "code=c");
    house.get(&target, None).await.is_problem(400, "other_app");
    let target = callback("GITHUB", link.state(), "code=c");
    house
        .get(&target, None)
        .await
        .is_problem(400, "unknown_state");
    let target = callback("made-up", "made-up", "code=c");
    house
        .get(&target, None)
        .await
        .is_problem(404, "unknown_app");
    let link = house.start("GITHUB", None).await;
    house
        .callback(&link, "code=c")
        .await
        .is_problem(502, "exchange_failed");
    let link = house.start("GITHUB", Some(AFTER)).await;
    house.callback(&link, "code=c").await.sent_on();
    drop(guard);
    let log = log.text();
    let lines: Vec<&str> = log.lines().collect();
    let expected = [
        "not linked code=\"other_app\" project=\"shop\" app=\"GITHUB\" error=",
        "not linked code=\"unknown_state\" app=\"GITHUB\" error=",
        "not linked code=\"unknown_app\" error=",
        "not linked code=\"exchange_failed\" project=\"shop\" app=\"GITHUB\" said=",
        "not linked code=\"exchange_failed\" project=\"shop\" app=\"GITHUB\" said=",
    ];
    assert_eq!(lines.len(), expected.len(), "{log}");
    for (line, expected) in lines.iter().zip(expected) {
        assert!(line.contains(expected), "{expected} in\n{log}");
    }
    assert!(!log.contains("s3cr3t") && !log.contains("made-up"), "{log}");
}
