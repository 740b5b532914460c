//! Requests that both servers are sent, and what they answer.

use axum::{Router, body::Body};
use http::{Request, StatusCode, header};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

/// A request that can be made again and again.
#[derive(Debug, Clone)]
pub struct Sample {
    /// What the tables call it.
    pub name: String,
    /// The path and query of a `GET`.
    pub target: &'static str,
    /// The value of `X-API-KEY`.
    pub key: Option<&'static str>,
    /// The JSON that makes it a `POST`.
    pub body: Option<axum::body::Bytes>,
}

impl Sample {
    /// The operation of the first document.
    #[must_use]
    pub fn link(key: Option<&'static str>, target: &'static str) -> Self {
        Self {
            name: format!("GET {target}"),
            target,
            key,
            body: None,
        }
    }

    /// An order.
    #[must_use]
    pub fn order(body: impl Into<axum::body::Bytes>) -> Self {
        let body = body.into();
        Self {
            name: format!("POST /orders, {:.1} kB", body.len() as f64 / 1000.0),
            target: "/orders",
            key: None,
            body: Some(body),
        }
    }

    /// The request.
    ///
    /// # Errors
    /// Only if the sample's parts make no request.
    pub fn request(&self) -> Result<Request<Body>, http::Error> {
        let mut request = Request::get(self.target);
        if let Some(key) = self.key {
            request = request.header("x-api-key", key);
        }
        match &self.body {
            None => request.body(Body::empty()),
            Some(body) => request
                .method("POST")
                .header(header::CONTENT_TYPE, "application/json")
                .header(header::CONTENT_LENGTH, body.len())
                .body(Body::from(body.clone())),
        }
    }
}

/// The status and body that a clone of `router` answers.
pub async fn answer(router: &Router, request: Request<Body>) -> (StatusCode, axum::body::Bytes) {
    let Ok(response) = router.clone().oneshot(request).await;
    let status = response.status();
    let body = response.into_body().collect().await;
    (status, body.map(|body| body.to_bytes()).unwrap_or_default())
}

/// The requests that are measured.
#[must_use]
pub fn measured() -> Vec<Sample> {
    let target = "/v1/linked-accounts/oauth2?app_name=GITHUB&linked_account_owner_id=user-1&after_oauth2_link_redirect_url=https%3A%2F%2Fme.example%2Fdone";
    let mut link = Sample::link(Some("secret"), target);
    link.name = "GET /v1/linked-accounts/oauth2".to_owned();
    vec![
        link,
        Sample::order(crate::bodies::order(4)),
        Sample::order(crate::bodies::order(530)),
    ]
}

/// Requests that both servers must refuse.
#[must_use]
pub fn refused() -> Vec<Sample> {
    let good = String::from_utf8_lossy(&crate::bodies::order(2)).into_owned();
    let bodies = [
        ("\"SKU-000001\"", "\"SK\""),
        ("\"SKU-000001\"", "\"SKU-00000000000000001\""),
        ("\"3f0c2c1e-77aa\"", "\"3f\""),
        ("ada@engine.example", "ada at engine.example"),
        ("\"age\":36", "\"age\":17"),
        ("\"age\":36", "\"age\":151"),
        ("\"age\":36", "\"age\":\"36\""),
        ("\"age\":36", "\"age\":36.5"),
        ("\"SE\"", "\"SX\""),
        ("\"SW1Y 4LB\"", "\"SW1Y 4LB SW1Y 4LB\""),
        ("\"city\":\"London\",", ""),
        ("\"city\":\"London\"", "\"city\":\"\""),
        ("\"express\":true", "\"express\":1"),
        ("\"copies\":1", "\"copies\":0"),
        ("\"copies\":1", "\"copies\":1000"),
        ("\"copies\":1", "\"copies\":99999999999"),
        ("\"price\":3.25", "\"price\":0"),
        ("\"price\":3.25", "\"price\":-3.25"),
        ("\"price\":3.25", "\"price\":null"),
        ("\"engines\"]", "\"a tag that is longer than it may be\"]"),
        ("\"engines\"]", "\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\"]"),
        ("\"engines\"]", "\"engines\",]"),
        ("]}", "]"),
        ("]}", "]}}"),
    ];
    let mut samples: Vec<Sample> = bodies
        .into_iter()
        .map(|(from, to)| {
            let body = good.replacen(from, to, 1);
            assert_ne!(body, good, "{from} is part of the body");
            let mut sample = Sample::order(body);
            sample.name = format!("{from} -> {to}");
            sample
        })
        .collect();
    samples.push(Sample::order("{}"));
    samples.push(Sample::order("[]"));
    samples.push(Sample::order(crate::bodies::order(1001)));
    samples.push(Sample::link(
        None,
        "/v1/linked-accounts/oauth2?app_name=A&linked_account_owner_id=B",
    ));
    samples.push(Sample::link(
        Some("wrong"),
        "/v1/linked-accounts/oauth2?app_name=A&linked_account_owner_id=B",
    ));
    samples.push(Sample::link(Some("secret"), "/v1/linked-accounts/oauth2"));
    samples.push(Sample::link(
        Some("secret"),
        "/v1/linked-accounts/oauth2?app_name=A",
    ));
    samples
}
