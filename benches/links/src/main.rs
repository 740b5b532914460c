//! `GET /v1/linked-accounts/oauth2` as an engineer would write it by hand in
//! axum, with the store of `linked-accounts` and what stands around such an
//! operation in a service. `benches/linked_accounts.py` runs it.
//!
//!     specwright-bench-links CONFIG ADDRESS [bare]
//!
//! `bare` leaves out what stands around it: limits, headers, traces.

use std::{error::Error, path::Path, sync::Arc};

use axum::{
    Json, Router,
    extract::{Query, State, rejection::QueryRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
    serve::ListenerExt as _,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{TimeDelta, Utc};
use linked_accounts::{
    clock::Clock,
    config::{App, Config},
    crypto::{KeyRing, random_token, sha256},
    store::{PendingLink, Store, StoreError},
};
use serde::{Deserialize, Serialize};
use specwright::Secret;
use tokio::net::TcpListener;
use tower::ServiceBuilder;
use tower_http::{
    limit::RequestBodyLimitLayer,
    set_header::SetResponseHeaderLayer,
    timeout::TimeoutLayer,
    trace::{DefaultMakeSpan, DefaultOnResponse, TraceLayer},
};
use tracing::Level;
use url::Url;

#[derive(Clone)]
struct Links {
    config: Arc<Config>,
    store: Store,
}

#[derive(Deserialize)]
struct Params {
    app_name: String,
    linked_account_owner_id: String,
    after_oauth2_link_redirect_url: Option<String>,
}

#[derive(Serialize)]
struct Link {
    url: Url,
}

#[derive(Serialize)]
struct Refusal {
    detail: String,
}

/// FastAPI's words, as the document has them.
#[derive(Serialize)]
struct Invalid {
    detail: Vec<Item>,
}

#[derive(Serialize)]
struct Item {
    loc: Vec<&'static str>,
    msg: String,
    r#type: &'static str,
}

fn refused(status: StatusCode, detail: &str) -> Response {
    let detail = detail.to_owned();
    (status, Json(Refusal { detail })).into_response()
}

fn unauthenticated() -> Response {
    refused(StatusCode::UNAUTHORIZED, "Not authenticated")
}

fn invalid(loc: Vec<&'static str>, msg: String, r#type: &'static str) -> Response {
    let detail = vec![Item { loc, msg, r#type }];
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    (status, Json(Invalid { detail })).into_response()
}

async fn link_oauth2_account(
    State(links): State<Links>,
    headers: HeaderMap,
    params: Result<Query<Params>, QueryRejection>,
) -> Response {
    let key = headers.get("x-api-key").and_then(|key| key.to_str().ok());
    let Some(key) = key.filter(|key| !key.is_empty()) else {
        return unauthenticated();
    };
    let project = match links.store.project_of(&Secret::new(key)).await {
        Ok(Some(project)) => project,
        Ok(None) => return unauthenticated(),
        Err(error) => return failed(&error),
    };
    let Some(project) = links.config.projects.get(&*project) else {
        return unauthenticated();
    };
    let params = match params {
        Ok(Query(params)) => params,
        Err(error) => return invalid(vec!["query"], error.body_text(), "value_error"),
    };
    let Some(app) = project.apps.get(&params.app_name) else {
        return refused(StatusCode::NOT_FOUND, "The project has no such app");
    };
    let after = params.after_oauth2_link_redirect_url;
    if let Some(after) = &after
        && !project.after_link_urls.contains(after)
    {
        let loc = vec!["query", "after_oauth2_link_redirect_url"];
        let message = "The project does not allow this URL".to_owned();
        return invalid(loc, message, "value_error");
    }
    let (Ok(state), Ok(verifier)) = (random_token(), random_token()) else {
        return refused(StatusCode::INTERNAL_SERVER_ERROR, "Internal error");
    };
    let Ok(callback) = callback(&links.config, &app.name) else {
        return refused(StatusCode::INTERNAL_SERVER_ERROR, "Internal error");
    };
    let url = authorization_url(app, &callback, &state, &verifier);
    let pending = PendingLink {
        project: project.name.clone(),
        app: app.name.clone(),
        owner: params.linked_account_owner_id,
        client_id: app.client_id.clone(),
        code_verifier: verifier,
        redirect_uri: callback.into(),
        after_link: after,
        browser: None,
        expires_at: Utc::now() + TimeDelta::minutes(10),
    };
    match links.store.put_state(&state, &pending).await {
        Ok(()) => Json(Link { url }).into_response(),
        Err(error) => failed(&error),
    }
}

fn failed(error: &StoreError) -> Response {
    match error {
        StoreError::TooManyPending { .. } => refused(
            StatusCode::TOO_MANY_REQUESTS,
            "The project has too many unfinished links",
        ),
        _ => refused(StatusCode::SERVICE_UNAVAILABLE, "Not just now"),
    }
}

fn callback(config: &Config, app: &str) -> Result<Url, url::ParseError> {
    let path = "/v1/linked-accounts/oauth2/callback/";
    config.public_url.join(path)?.join(app)
}

/// RFC 6749, section 4.1.1, and RFC 7636, section 4.3.
fn authorization_url(app: &App, callback: &Url, state: &Secret, verifier: &Secret) -> Url {
    let hash = sha256(verifier.expose().as_bytes());
    let challenge = URL_SAFE_NO_PAD.encode(hash.as_bytes());
    let mut url = app.authorize_url.clone();
    {
        let mut pairs = url.query_pairs_mut();
        pairs
            .append_pair("response_type", "code")
            .append_pair("client_id", &app.client_id)
            .append_pair("state", state.expose())
            .append_pair("code_challenge", &challenge)
            .append_pair("code_challenge_method", "S256")
            .append_pair("redirect_uri", callback.as_str());
        if !app.scopes.is_empty() {
            pairs.append_pair("scope", &app.scopes.join(" "));
        }
        pairs.extend_pairs(&app.extra_parameters);
    }
    url
}

/// What a service puts around its operations.
fn surround(routes: Router, config: &Config) -> Router {
    let limits = &config.limits;
    let always =
        |name, value| SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value));
    let around = ServiceBuilder::new()
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(DefaultMakeSpan::new().level(Level::INFO))
                .on_response(DefaultOnResponse::new().level(Level::INFO)),
        )
        .layer(always(header::CACHE_CONTROL, "no-store"))
        .layer(always(header::REFERRER_POLICY, "no-referrer"))
        .layer(always(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(RequestBodyLimitLayer::new(limits.body_bytes))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            limits.request_timeout,
        ));
    routes.layer(around)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(file), Some(address)) = (args.next(), args.next()) else {
        return Err("usage: specwright-bench-links CONFIG ADDRESS [bare]".into());
    };
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_default_env())
        .with_writer(std::io::stderr)
        .init();
    let config = Arc::new(Config::read(Path::new(&file), &|name| {
        std::env::var(name).ok()
    })?);
    let key_file = config.key_file.as_deref().ok_or("there is no key file")?;
    let keys = KeyRing::load_or_create(key_file)?;
    let store = Store::open(&config.database, keys, Clock::system()).await?;
    let links = Links {
        config: config.clone(),
        store,
    };
    let mut router = Router::new()
        .route("/v1/linked-accounts/oauth2", get(link_oauth2_account))
        .with_state(links);
    if args.next().as_deref() != Some("bare") {
        router = surround(router, &config);
    }
    let listener = TcpListener::bind(address).await?;
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    axum::serve(listener, router).await?;
    Ok(())
}
