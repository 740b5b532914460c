//! What is logged and never sent.

#![allow(missing_docs)]

use std::{
    fmt::{Debug, Write as _},
    sync::{Arc, Mutex},
};

use specwright::Secret;
use specwright_axum::{Call, Denied, Failure, Granted};
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span,
};

mod common;
#[allow(dead_code, unreachable_pub)]
mod seed {
    pub mod models;
    #[rustfmt::skip]
    pub mod server;
}

use common::send;
use seed::server::{self, LinkOauth2AccountRequest, LinkOauth2AccountResponse};

struct Service;

impl server::Security for Service {
    type Principal = ();

    async fn api_key_header(&self, _key: &Secret, _call: &Call) -> Result<Granted<()>, Denied> {
        Ok(Granted::new(()))
    }
}

impl server::LinkedAccounts for Service {
    type Error = Failure;

    async fn link_oauth2_account(
        &self,
        _principal: (),
        _request: LinkOauth2AccountRequest,
        _call: &Call,
    ) -> Result<LinkOauth2AccountResponse, Failure> {
        let cause = Failure::internal("the disk is full");
        Err(Failure::unavailable("Come back later").source(cause))
    }
}

/// Writes down every event.
struct Log(Arc<Mutex<String>>);

impl Subscriber for Log {
    fn enabled(&self, _metadata: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _span: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _span: &span::Id, _values: &span::Record<'_>) {}

    fn record_follows_from(&self, _span: &span::Id, _follows: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        struct Text<'a>(&'a mut String);
        impl Visit for Text<'_> {
            fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
                let _ = write!(self.0, " {}={value:?}", field.name());
            }
        }
        let mut log = self.0.lock().unwrap();
        let _ = write!(log, "{}:", event.metadata().level());
        event.record(&mut Text(&mut log));
    }

    fn enter(&self, _span: &span::Id) {}

    fn exit(&self, _span: &span::Id) {}
}

#[tokio::test]
async fn the_sources_of_failures_are_logged_and_not_sent() {
    let log = Arc::new(Mutex::new(String::new()));
    let _guard = tracing::subscriber::set_default(Log(log.clone()));
    let target = "GET /v1/linked-accounts/oauth2?app_name=a&linked_account_owner_id=b";
    let answer = send(&server::router(Service), target, &["x-api-key: secret"], "").await;
    assert_eq!(answer.status, 503);
    assert_eq!(answer.header("content-type"), ["application/json"]);
    assert_eq!(answer.body, r#"{"detail":"Come back later"}"#);
    let log = log.lock().unwrap();
    assert!(log.starts_with("ERROR: message=Come back later"), "{log}");
    assert!(
        log.contains("operation=\"linked-accounts-link_oauth2_account\""),
        "{log}"
    );
    assert!(log.contains("the disk is full"), "{log}");
    assert!(!log.contains("secret"), "{log}");
}
