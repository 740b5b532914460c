//! What an engineer would write by hand in axum: serde derives for the
//! bodies, the same checks, the same answers.

use std::sync::LazyLock;

use axum::{
    Json, Router,
    body::Bytes,
    extract::RawQuery,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use regex::Regex;
use serde::{Deserialize, Serialize};

/// An order as serde reads it.
#[derive(Debug, Deserialize, Serialize)]
pub struct Order {
    /// 8 to 36 code points.
    pub id: String,
    /// Who orders.
    pub customer: Customer,
    /// Where to.
    pub address: Address,
    /// 1 to 1,000.
    pub lines: Vec<Line>,
    /// Sent at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub express: Option<bool>,
    /// At most 500 code points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// Who orders.
#[derive(Debug, Deserialize, Serialize)]
pub struct Customer {
    /// 1 to 80 code points.
    pub name: String,
    /// An address with an at sign.
    pub mail: String,
    /// 18 to 150.
    pub age: i64,
}

/// Where to.
#[derive(Debug, Deserialize, Serialize)]
pub struct Address {
    /// Not empty.
    pub street: String,
    /// Not empty.
    pub city: String,
    /// At most 12 code points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    /// A country served.
    pub country: Country,
}

/// Countries served.
#[derive(Debug, Deserialize, Serialize)]
#[allow(missing_docs)]
pub enum Country {
    AT,
    BE,
    CH,
    DE,
    FR,
    NL,
    SE,
}

/// A line of an order.
#[derive(Debug, Deserialize, Serialize)]
pub struct Line {
    /// 3 to 20 code points.
    pub sku: String,
    /// At most 200 code points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// 1 to 999.
    pub copies: i32,
    /// Greater than 0.
    pub price: f64,
    /// Wrapped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gift: Option<bool>,
    /// At most 8, each at most 24 code points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
}

#[derive(Serialize)]
struct Receipt {
    id: String,
    lines: usize,
    total: f64,
}

#[derive(Serialize)]
struct Rejection {
    detail: Vec<Item>,
}

#[derive(Serialize)]
struct Item {
    r#type: &'static str,
    loc: Vec<Step>,
    msg: String,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Step {
    Name(&'static str),
    Index(usize),
}

/// Both operations: `POST /orders` and `GET /v1/linked-accounts/oauth2`.
pub fn router() -> Router {
    Router::new()
        .route("/orders", post(place_order))
        .route("/v1/linked-accounts/oauth2", get(link_oauth2_account))
}

async fn place_order(headers: HeaderMap, body: Bytes) -> Response {
    let json = headers
        .get("content-type")
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| {
            value
                .split(';')
                .next()
                .is_some_and(|t| t.trim() == "application/json")
        });
    if !json {
        return StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response();
    }
    let order: Order = match serde_json::from_slice(&body) {
        Ok(order) => order,
        Err(error) => return rejected(vec![item("json_invalid", vec![], error.to_string())]),
    };
    let items = check(&order);
    if !items.is_empty() {
        return rejected(items);
    }
    let total = order
        .lines
        .iter()
        .map(|line| line.price * f64::from(line.copies))
        .sum();
    Json(Receipt {
        id: order.id,
        lines: order.lines.len(),
        total,
    })
    .into_response()
}

fn item(kind: &'static str, loc: Vec<Step>, msg: String) -> Item {
    let mut full = vec![Step::Name("body")];
    full.extend(loc);
    Item {
        r#type: kind,
        loc: full,
        msg,
    }
}

fn rejected(detail: Vec<Item>) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Json(Rejection { detail })).into_response()
}

/// Every check the document asks for.
fn check(order: &Order) -> Vec<Item> {
    static MAIL: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("^[^@ ]+@[^@ ]+$").ok());
    let mut items = Vec::new();
    let mut text = |value: &str, min: usize, max: usize, loc: fn(usize) -> Vec<Step>, at: usize| {
        let length = value.chars().count();
        if length < min {
            items.push(item(
                "string_too_short",
                loc(at),
                format!("String should have at least {min} characters"),
            ));
        } else if length > max {
            items.push(item(
                "string_too_long",
                loc(at),
                format!("String should have at most {max} characters"),
            ));
        }
    };
    text(&order.id, 8, 36, |_| vec![Step::Name("id")], 0);
    text(
        &order.customer.name,
        1,
        80,
        |_| vec![Step::Name("customer"), Step::Name("name")],
        0,
    );
    text(
        &order.address.street,
        1,
        usize::MAX,
        |_| vec![Step::Name("address"), Step::Name("street")],
        0,
    );
    text(
        &order.address.city,
        1,
        usize::MAX,
        |_| vec![Step::Name("address"), Step::Name("city")],
        0,
    );
    if let Some(postcode) = &order.address.postcode {
        text(
            postcode,
            0,
            12,
            |_| vec![Step::Name("address"), Step::Name("postcode")],
            0,
        );
    }
    if let Some(comment) = &order.comment {
        text(comment, 0, 500, |_| vec![Step::Name("comment")], 0);
    }
    for (at, line) in order.lines.iter().enumerate() {
        text(
            &line.sku,
            3,
            20,
            |at| vec![Step::Name("lines"), Step::Index(at), Step::Name("sku")],
            at,
        );
        if let Some(title) = &line.title {
            text(
                title,
                0,
                200,
                |at| vec![Step::Name("lines"), Step::Index(at), Step::Name("title")],
                at,
            );
        }
        for tag in line.tags.iter().flatten() {
            text(
                tag,
                0,
                24,
                |at| vec![Step::Name("lines"), Step::Index(at), Step::Name("tags")],
                at,
            );
        }
    }
    if !MAIL
        .as_ref()
        .is_some_and(|mail| mail.is_match(&order.customer.mail))
    {
        items.push(item(
            "string_pattern_mismatch",
            vec![Step::Name("customer"), Step::Name("mail")],
            "String should match the pattern".to_owned(),
        ));
    }
    if !(18..=150).contains(&order.customer.age) {
        items.push(item(
            "greater_than_equal",
            vec![Step::Name("customer"), Step::Name("age")],
            "Input should be 18 to 150".to_owned(),
        ));
    }
    if order.lines.is_empty() || order.lines.len() > 1000 {
        items.push(item(
            "too_short",
            vec![Step::Name("lines")],
            "List should have 1 to 1000 items".to_owned(),
        ));
    }
    for (at, line) in order.lines.iter().enumerate() {
        let mut wrong = |name: &'static str, kind: &'static str| {
            items.push(item(
                kind,
                vec![Step::Name("lines"), Step::Index(at), Step::Name(name)],
                "Input is out of range".to_owned(),
            ));
        };
        if !(1..=999).contains(&line.copies) {
            wrong("copies", "greater_than_equal");
        }
        if line.price <= 0.0 {
            wrong("price", "greater_than");
        }
        if line.tags.as_ref().is_some_and(|tags| tags.len() > 8) {
            wrong("tags", "too_long");
        }
    }
    items
}

async fn link_oauth2_account(headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    if headers
        .get("x-api-key")
        .is_none_or(|key| key.as_bytes() != b"secret")
    {
        let mut answer = (
            StatusCode::UNAUTHORIZED,
            Json(serde_json::json!({ "detail": "Not authenticated" })),
        )
            .into_response();
        answer.headers_mut().insert(
            "www-authenticate",
            axum::http::HeaderValue::from_static("APIKey"),
        );
        return answer;
    }
    let (mut app, mut owner, mut after) = (None, None, None);
    for (name, value) in form_urlencoded::parse(query.as_deref().unwrap_or_default().as_bytes()) {
        match &*name {
            "app_name" => app = Some(value.into_owned()),
            "linked_account_owner_id" => owner = Some(value.into_owned()),
            "after_oauth2_link_redirect_url" => after = Some(value.into_owned()),
            _ => {}
        }
    }
    let (Some(app), Some(owner)) = (app, owner) else {
        let missing = |name| Item {
            r#type: "missing",
            loc: vec![Step::Name("query"), Step::Name(name)],
            msg: "Field required".to_owned(),
        };
        return rejected(vec![
            missing("app_name"),
            missing("linked_account_owner_id"),
        ]);
    };
    let url = format!(
        "https://provider.example/authorize?app={app}&owner={owner}&after={}",
        after.unwrap_or_default()
    );
    Json(serde_json::json!({ "url": url })).into_response()
}
