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

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Everything that anything logs, on one thread.
#[tokio::test]
async fn nothing_secret_is_logged() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .with_ansi(false)
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
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
    drop(guard);
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
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
