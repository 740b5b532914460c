use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde_json::{Value, json};

use super::{Unusable, normalise};

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded; charset=utf-8";

fn answer(
    status: u16,
    content_type: &'static str,
    body: &str,
) -> Result<(StatusCode, Value), Unusable> {
    let content_type = HeaderValue::from_static(content_type);
    let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, content_type)]);
    let status = StatusCode::from_u16(status).unwrap();
    let answer = normalise(status, &headers, body.as_bytes())?;
    let body = serde_json::from_slice(answer.body()).unwrap();
    Ok((answer.status(), body))
}

fn ok(content_type: &'static str, body: &str) -> Value {
    let (status, body) = answer(200, content_type, body).unwrap();
    assert_eq!(status, 200);
    body
}

fn refused(body: &Value) -> Unusable {
    answer(200, JSON, &body.to_string()).unwrap_err()
}

#[test]
fn an_answer_by_the_rfc_stays() {
    let body = json!({
        "access_token": "a", "token_type": "bearer", "expires_in": 3600,
        "refresh_token": "r", "scope": "x y",
    });
    assert_eq!(ok(JSON, &body.to_string()), body);
    let vendor = "application/vnd.provider+json;charset=UTF-8";
    assert_eq!(ok(vendor, &body.to_string()), body);
}

#[test]
fn members_that_nobody_asked_for_are_dropped() {
    let body = r#"{"access_token":"a","token_type":"BEARER","id_token":"i","expires_in":null}"#;
    assert_eq!(
        ok(JSON, body),
        json!({"access_token": "a", "token_type": "bearer"})
    );
}

#[test]
fn github_says_200_to_errors() {
    let body = r#"{"error":"bad_verification_code","error_description":"The code passed is incorrect or expired.","error_uri":"https://docs.github.com"}"#;
    let expected = json!({
        "error": "bad_verification_code",
        "error_description": "The code passed is incorrect or expired.",
    });
    let bad = StatusCode::BAD_REQUEST;
    assert_eq!(answer(200, JSON, body), Ok((bad, expected.clone())));
    let form =
        "error=bad_verification_code&error_description=The+code+passed+is+incorrect+or+expired.";
    assert_eq!(answer(200, FORM, form), Ok((bad, expected)));
}

#[test]
fn errors_keep_being_errors_whatever_their_status() {
    let expected = json!({"error": "invalid_grant"});
    for status in [400, 401, 403, 500] {
        let (status, body) = answer(status, JSON, r#"{"error":"invalid_grant"}"#).unwrap();
        assert_eq!((status, body), (StatusCode::BAD_REQUEST, expected.clone()));
    }
    // A token beside an error is no token.
    let both = r#"{"error":"invalid_grant","access_token":"a","token_type":"bearer"}"#;
    assert_eq!(answer(200, JSON, both).unwrap().1, expected);
}

#[test]
fn forms_are_read() {
    let body = "access_token=a%2Bb&scope=repo%2Cgist&token_type=bearer&expires_in=28800";
    assert_eq!(
        ok(FORM, body),
        json!({"access_token": "a+b", "scope": "repo,gist", "token_type": "bearer", "expires_in": 28800})
    );
    let twice = "access_token=a&access_token=b&token_type=bearer";
    assert_eq!(answer(200, FORM, twice), Err(Unusable::Unreadable));
}

#[test]
fn numbers_and_scopes_come_in_other_forms() {
    let with = |members: &str| {
        let body = format!(r#"{{"access_token":"a","token_type":"Bearer",{members}}}"#);
        ok(JSON, &body)
    };
    assert_eq!(with(r#""expires_in":"3600""#)["expires_in"], 3600);
    assert_eq!(with(r#""expires_in":3600.0"#)["expires_in"], 3600);
    assert_eq!(with(r#""scope":["x","y"]"#)["scope"], "x y");
    assert_eq!(with(r#""scope":[]"#).get("scope"), None);
    assert_eq!(with(r#""scope":"""#).get("scope"), None);
    let refused = |members: Value| {
        let mut body = json!({"access_token": "a", "token_type": "Bearer"});
        let more = members.as_object().unwrap().clone();
        body.as_object_mut().unwrap().extend(more);
        refused(&body)
    };
    for odd in [
        "-1",
        "-0.5",
        r#""soon""#,
        r#""-7""#,
        r#""""#,
        "null",
        "true",
        "[1]",
        "{}",
    ] {
        let body = with(&format!(r#""expires_in":{odd}"#));
        assert_eq!(body.get("expires_in"), None, "{odd}");
    }
    assert_eq!(refused(json!({"scope": [1]})), Unusable::Malformed("scope"));
}

#[test]
fn what_is_no_token_is_refused() {
    let bearer = |access: Value| json!({"access_token": access, "token_type": "Bearer"});
    let (missing, malformed) = (
        Unusable::Missing("access_token"),
        Unusable::Malformed("access_token"),
    );
    assert_eq!(refused(&json!({"token_type": "Bearer"})), missing);
    assert_eq!(refused(&bearer(json!(""))), missing);
    assert_eq!(refused(&bearer(Value::Null)), missing);
    assert_eq!(refused(&bearer(json!(7))), malformed);
    assert_eq!(refused(&bearer(json!("a\r\nb"))), malformed);
    assert_eq!(refused(&bearer(json!("ü"))), malformed);
    let no_type = json!({"access_token": "a"});
    assert_eq!(refused(&no_type), Unusable::Missing("token_type"));
    for other in ["mac", "DPoP", "N_A"] {
        let body = json!({"access_token": "a", "token_type": other});
        assert_eq!(refused(&body), Unusable::TokenType);
    }
}

#[test]
fn what_is_no_answer_is_refused() {
    let html = "text/html; charset=utf-8";
    assert_eq!(answer(200, html, "<p>"), Err(Unusable::ContentType));
    assert_eq!(answer(200, JSON, "<p>"), Err(Unusable::Unreadable));
    assert_eq!(answer(200, JSON, "[]"), Err(Unusable::Unreadable));
    assert_eq!(answer(200, JSON, ""), Err(Unusable::Unreadable));
    let token = r#"{"access_token":"a","token_type":"bearer"}"#;
    assert_eq!(answer(302, JSON, token), Err(Unusable::Redirect));
    for status in [201, 404, 500] {
        let expected = Unusable::Status(StatusCode::from_u16(status).unwrap());
        assert_eq!(answer(status, JSON, token), Err(expected));
        assert_eq!(answer(status, html, "<p>"), Err(expected));
    }
}

#[test]
fn who_has_no_time_says_so_in_several_ways() {
    let error = r#"{"error":"server_error"}"#;
    for status in [429, 502, 503, 504] {
        assert_eq!(answer(status, JSON, error), Err(Unusable::Busy));
        assert_eq!(answer(status, "text/html", "<p>"), Err(Unusable::Busy));
    }
    for error in ["temporarily_unavailable", "slow_down"] {
        let body = json!({"error": error}).to_string();
        for status in [200, 400, 500] {
            assert_eq!(answer(status, JSON, &body), Err(Unusable::Busy));
        }
    }
}
