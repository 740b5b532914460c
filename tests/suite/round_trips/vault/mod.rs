//! Credentials of every kind, sent and received.

mod arriving;
mod refused;

use std::sync::{Arc, Mutex};

use specwright::Secret;
use specwright_axum::{Call, Denied, Failure, Granted};
use specwright_tests::vault::server::{
    Api, BothResponse, EitherResponse, InheritedResponse, OpenResponse, OptionalResponse,
    PlacesResponse, ScopedRequest, ScopedResponse, Security,
};

use crate::support::wire::Script;

/// Whoever the credentials show, as a text.
type Who = String;

/// Lets everybody in whose secret does not begin with `bad`, and keeps who
/// called.
#[derive(Clone, Default)]
struct Service {
    calls: Arc<Script<Option<Who>, ()>>,
    asked: Arc<Mutex<Vec<Who>>>,
}

impl Service {
    fn check(&self, scheme: &str, user: &str, secret: &str) -> Result<Granted<Who>, Denied> {
        let who = format!("{scheme}|{user}|{secret}");
        self.asked.lock().unwrap().push(who.clone());
        match secret {
            secret if secret.starts_with("bad") => Err(Denied::Refused),
            "forbidden" => Err(Denied::Forbidden),
            "writer" => Ok(Granted::new(who).scopes(["vault:write"])),
            "reader" => Ok(Granted::new(who).scopes(["vault:read"])),
            _ => Ok(Granted::new(who).scopes(["profile"])),
        }
    }

    /// Which schemes were checked since the last time.
    fn asked(&self) -> Vec<Who> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }
}

type Verdict = Result<Granted<Who>, Denied>;

impl Security for Service {
    type Principal = Who;

    async fn key(&self, key: &Secret, _call: &Call) -> Verdict {
        self.check("key", "", key.expose())
    }

    async fn query_key(&self, key: &Secret, _call: &Call) -> Verdict {
        self.check("query_key", "", key.expose())
    }

    async fn cookie_key(&self, key: &Secret, _call: &Call) -> Verdict {
        self.check("cookie_key", "", key.expose())
    }

    async fn login(&self, user: &str, password: &Secret, _call: &Call) -> Verdict {
        self.check("login", user, password.expose())
    }

    async fn token(&self, token: &Secret, _call: &Call) -> Verdict {
        self.check("token", "", token.expose())
    }

    async fn digest(&self, credentials: &Secret, _call: &Call) -> Verdict {
        self.check("digest", "", credentials.expose())
    }

    async fn oauth(&self, token: &Secret, _call: &Call) -> Verdict {
        self.check("oauth", "", token.expose())
    }

    async fn open_id(&self, token: &Secret, _call: &Call) -> Verdict {
        self.check("open_id", "", token.expose())
    }

    async fn peer(&self, call: &Call) -> Verdict {
        match call.headers().get("x-peer") {
            Some(peer) => self.check("peer", "", peer.to_str().unwrap()),
            None => Err(Denied::Absent),
        }
    }

    async fn combine(
        &self,
        principals: Vec<(&'static str, Who)>,
        _call: &Call,
    ) -> Result<Who, Denied> {
        let all: Vec<Who> = principals.into_iter().map(|(_, who)| who).collect();
        Ok(all.join(" and "))
    }
}

impl Api for Service {
    type Error = Failure;

    async fn inherited(&self, who: Who, _call: &Call) -> Result<InheritedResponse, Failure> {
        self.calls.see(Some(who));
        Ok(InheritedResponse::NoContent)
    }

    async fn open(&self, _call: &Call) -> Result<OpenResponse, Failure> {
        self.calls.see(None);
        Ok(OpenResponse::NoContent)
    }

    async fn either(&self, who: Who, _call: &Call) -> Result<EitherResponse, Failure> {
        self.calls.see(Some(who));
        Ok(EitherResponse::NoContent)
    }

    async fn both(&self, who: Who, _call: &Call) -> Result<BothResponse, Failure> {
        self.calls.see(Some(who));
        Ok(BothResponse::NoContent)
    }

    async fn optional(&self, who: Option<Who>, _call: &Call) -> Result<OptionalResponse, Failure> {
        self.calls.see(who);
        Ok(OptionalResponse::NoContent)
    }

    async fn scoped(
        &self,
        who: Who,
        request: ScopedRequest,
        _call: &Call,
    ) -> Result<ScopedResponse, Failure> {
        self.calls
            .see(Some(format!("{who}: {}", request.body.secret)));
        Ok(ScopedResponse::NoContent)
    }

    async fn places(&self, who: Who, _call: &Call) -> Result<PlacesResponse, Failure> {
        self.calls.see(Some(who));
        Ok(PlacesResponse::NoContent)
    }
}
