//! Who is let in: alternatives in the order of the document.

use axum::response::Response;
use http::{HeaderValue, header};
use specwright::rejection::{Failure, Reason, Rejection};

use super::{
    Check, Credential, Denied, Granted, Guard, Scheme,
    credential::{Found, find},
    scheme::{Source, quoted},
};
use crate::{
    call::Call,
    operation::Api,
    reject::{self, reject},
};

/// Why a request is not let in.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// 401 or 403.
    Rejected(Box<Rejection>),
    /// The application could not tell.
    Failed(Failure),
}

impl Refusal {
    pub(crate) fn respond(self, api: &Api, call: &Call) -> Response {
        let rejection = match self {
            Self::Rejected(rejection) => *rejection,
            Self::Failed(failure) => {
                reject::log(&failure, call.operation_id());
                failure.into()
            }
        };
        reject(api, Some(call), call.extensions(), rejection)
    }
}

/// What one alternative comes to.
enum Outcome<P> {
    /// All its credentials are good.
    In(P),
    /// None of its credentials is there.
    Absent,
    /// A credential is refused, broken, or lacks its companion.
    Refused,
    /// The credentials are good but do not allow this; the scopes that they
    /// lack.
    Forbidden(Vec<&'static str>),
}

/// Tries the alternatives of an operation in the order of the document; the
/// empty one counts last, and only if no credential of any other was there.
/// `None` is somebody without credentials.
pub(crate) async fn admit<S, P>(
    guard: &Guard<S, P>,
    service: &S,
    call: &Call,
) -> Result<Option<P>, Refusal> {
    let operation = call.operation();
    if operation.security.is_empty() {
        return Ok(None);
    }
    let mut refused = false;
    let mut forbidden = None;
    for alternative in operation.security {
        if alternative.is_empty() {
            continue;
        }
        match attempt(guard, service, call, alternative).await? {
            Outcome::In(principal) => return Ok(Some(principal)),
            Outcome::Absent => {}
            Outcome::Refused => refused = true,
            Outcome::Forbidden(scopes) => {
                forbidden.get_or_insert(scopes);
            }
        }
    }
    if let Some(scopes) = forbidden {
        return Err(Refusal::Rejected(Box::new(insufficient(
            guard, call, scopes,
        ))));
    }
    if operation.is_optional() && !refused {
        return Ok(None);
    }
    Err(Refusal::Rejected(Box::new(unauthenticated(guard, call))))
}

async fn attempt<S, P>(
    guard: &Guard<S, P>,
    service: &S,
    call: &Call,
    alternative: &[(usize, &'static [&'static str])],
) -> Result<Outcome<P>, Refusal> {
    let mut complete = true;
    let mut any = false;
    let mut found = Vec::with_capacity(alternative.len());
    for (index, scopes) in alternative {
        let Some((scheme, check)) = guard.schemes.get(*index) else {
            return Ok(Outcome::Refused);
        };
        match find(scheme, call) {
            Found::Absent => complete = false,
            Found::Broken => return Ok(Outcome::Refused),
            Found::Present(credential) => {
                any |= scheme.source != Source::Peer;
                found.push((scheme, check, credential, *scopes));
            }
        }
    }
    if !complete {
        return Ok(if any {
            Outcome::Refused
        } else {
            Outcome::Absent
        });
    }
    let mut principals = Vec::with_capacity(found.len());
    for (scheme, check, credential, scopes) in &found {
        match ask(scheme, check, service, credential, call).await? {
            Outcome::In(granted) if granted.holds(scopes) => {
                principals.push((scheme.name, granted.principal));
            }
            Outcome::In(_) => return Ok(Outcome::Forbidden(scopes.to_vec())),
            // Something else of the same alternative was there.
            Outcome::Absent if any => return Ok(Outcome::Refused),
            Outcome::Absent => return Ok(Outcome::Absent),
            Outcome::Refused => return Ok(Outcome::Refused),
            Outcome::Forbidden(scopes) => return Ok(Outcome::Forbidden(scopes)),
        }
    }
    combine(guard, service, principals, call).await
}

/// Has the application check one credential.
async fn ask<S, P>(
    scheme: &Scheme,
    check: &Check<S, P>,
    service: &S,
    credential: &Credential,
    call: &Call,
) -> Result<Outcome<Granted<P>>, Refusal> {
    match check(service, credential, call).await {
        Ok(granted) => Ok(Outcome::In(granted)),
        Err(Denied::Absent) if scheme.source == Source::Peer => Ok(Outcome::Absent),
        Err(denied) => of_denied(denied),
    }
}

async fn combine<S, P>(
    guard: &Guard<S, P>,
    service: &S,
    mut principals: Vec<(&'static str, P)>,
    call: &Call,
) -> Result<Outcome<P>, Refusal> {
    if principals.len() > 1 {
        let Some(combine) = guard.combine else {
            return Ok(Outcome::Refused);
        };
        return match combine(service, principals, call).await {
            Ok(principal) => Ok(Outcome::In(principal)),
            Err(denied) => of_denied(denied),
        };
    }
    Ok(match principals.pop() {
        Some((_, principal)) => Outcome::In(principal),
        None => Outcome::Refused,
    })
}

fn of_denied<T>(denied: Denied) -> Result<Outcome<T>, Refusal> {
    match denied {
        Denied::Refused | Denied::Absent => Ok(Outcome::Refused),
        Denied::Forbidden => Ok(Outcome::Forbidden(Vec::new())),
        Denied::Failed(failure) => Err(Refusal::Failed(failure)),
    }
}

/// 401 with the challenge of every scheme that the operation knows.
fn unauthenticated<S, P>(guard: &Guard<S, P>, call: &Call) -> Rejection {
    let mut rejection = Rejection::new(Reason::Unauthenticated);
    let mut challenges: Vec<String> = Vec::new();
    for (index, _) in call.operation().security.iter().copied().flatten() {
        let scheme = guard.schemes.get(*index);
        let challenge = scheme.and_then(|(scheme, _)| scheme.challenge(guard.realm));
        if let Some(challenge) = challenge.filter(|new| !challenges.contains(new)) {
            challenges.push(challenge);
        }
    }
    for challenge in challenges {
        if let Ok(value) = HeaderValue::from_str(&challenge) {
            rejection.headers.append(header::WWW_AUTHENTICATE, value);
        }
    }
    rejection
}

/// 403; for bearer tokens with what RFC 6750 says of scopes.
fn insufficient<S, P>(guard: &Guard<S, P>, call: &Call, scopes: Vec<&'static str>) -> Rejection {
    let mut schemes = call.operation().security.iter().copied().flatten();
    let bearer = schemes.any(|(index, _)| {
        let scheme = guard.schemes.get(*index);
        scheme.is_some_and(|(scheme, _)| scheme.is_bearer())
    });
    let challenge = (bearer && !scopes.is_empty()).then(|| {
        let scopes = quoted(&scopes.join(" "));
        format!("Bearer error=\"insufficient_scope\", scope={scopes}")
    });
    let mut rejection = Rejection::new(Reason::Forbidden { scopes });
    if let Some(value) = challenge.and_then(|text| HeaderValue::from_str(&text).ok()) {
        rejection.headers.append(header::WWW_AUTHENTICATE, value);
    }
    rejection
}
