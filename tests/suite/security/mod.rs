//! Who is let in, and what the others are told: raw requests against
//! generated servers whose application writes down everything it is asked.

mod alternatives;
mod credentials;
mod vault;

use std::sync::{Arc, Mutex};

use axum::Router;
use specwright_axum::{Call, Denied, Granted};

use crate::support::{Answer, send};

/// Writes down what it is asked; what a credential is good for is its text.
#[derive(Clone, Default)]
pub(crate) struct Gate(Arc<Mutex<Vec<String>>>);

impl Gate {
    fn note(&self, text: impl Into<String>) {
        self.0.lock().unwrap().push(text.into());
    }

    /// What was asked since the last time.
    fn notes(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }

    fn check(&self, scheme: &str, secret: &str) -> Result<Granted<String>, Denied> {
        self.note(format!("{scheme}?"));
        let granted = Granted::new(scheme.to_owned());
        match secret {
            "good" => Ok(granted),
            "barred" => Err(Denied::Forbidden),
            "absent" => Err(Denied::Absent),
            "broken" => Err(Denied::failed("the database says hunter2")),
            scopes => match scopes.strip_prefix("scopes=") {
                Some(scopes) => {
                    Ok(granted.scopes(scopes.split('+').map(str::to_owned).collect::<Vec<_>>()))
                }
                None => Err(Denied::Refused),
            },
        }
    }

    fn peer(&self, call: &Call) -> Result<Granted<String>, Denied> {
        match call.headers().get("x-peer") {
            None => Err(Denied::Absent),
            Some(peer) => self.check("peer", peer.to_str().unwrap()),
        }
    }

    fn combined(&self, principals: Vec<(&'static str, String)>) -> Result<String, Denied> {
        self.note("combine");
        let pairs = principals.into_iter().map(|(scheme, principal)| {
            assert_eq!(scheme, principal);
            principal
        });
        let both = pairs.collect::<Vec<_>>().join(" and ");
        Ok(both)
    }

    /// A handler that was called, and by whom.
    fn called(&self, operation: &str, principal: impl std::fmt::Debug) {
        self.note(format!("{operation} by {principal:?}"));
    }
}

/// A scheme's method that only looks at the secret.
macro_rules! by_secret {
    ($($scheme:ident)*) => {$(
        async fn $scheme(&self, secret: &Secret, _call: &Call) -> Result<Granted<String>, Denied> {
            self.check(stringify!($scheme), secret.expose())
        }
    )*};
}
pub(crate) use by_secret;

/// Sends a request; the answer, and what the application was asked.
async fn ask(
    router: fn(Gate) -> Router,
    line: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> (Answer, Vec<String>) {
    let gate = Gate::default();
    let answer = send(
        &router(gate.clone()),
        line,
        headers.iter().copied(),
        body.to_owned(),
    )
    .await;
    // Whatever else it is, an answer says nothing of what went wrong inside.
    assert!(!answer.body.contains("hunter2"), "{answer:?}");
    assert!(
        !answer
            .headers
            .values()
            .any(|value| value.as_bytes().windows(7).any(|w| w == b"hunter2"))
    );
    (answer, gate.notes())
}

/// All `WWW-Authenticate` of an answer.
fn challenges(answer: &Answer) -> Vec<&str> {
    let values = answer.headers.get_all("www-authenticate").iter();
    values.map(|value| value.to_str().unwrap()).collect()
}

/// A refusal in the words of problem details: its status and code.
fn refused(answer: &Answer) -> (u16, String) {
    assert_eq!(
        answer.header("content-type"),
        Some("application/problem+json")
    );
    let body = answer.json();
    assert_eq!(body["status"], answer.status.as_u16());
    (
        answer.status.as_u16(),
        body["code"].as_str().unwrap().to_owned(),
    )
}
