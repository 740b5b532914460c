//! What a program checks: each keyword that types and facets do not carry, at
//! every kind of place, in both dialects.

use serde_json::{Value, json};
use specwright_tests::{
    checks::{client::Client, models, server},
    checks_fastapi,
};

use super::{
    edges::{check, verdict},
    services::{Recorder, Server},
};
use crate::support::{
    send,
    wire::{Canned, on_both},
};

#[tokio::test]
async fn values_are_held_against_not_and_conditions() {
    check(
        "/checks",
        &[
            (r#"{"unlike":"y"}"#, ""),
            (r#"{"unlike":"\u0078"}"#, "/unlike not"),
            (r#"{"unlike":1}"#, "/unlike type"),
            (r#"{"condition":{"kind":"big","size":10}}"#, ""),
            (
                r#"{"condition":{"kind":"big","size":9}}"#,
                "/condition/size minimum",
            ),
            (r#"{"condition":{"kind":"big"}}"#, "/condition/size missing"),
            (r#"{"condition":{"kind":"small","size":9}}"#, ""),
            (r#"{"condition":{"size":10}}"#, "/condition/size maximum"),
            (r#"{"condition":{}}"#, ""),
        ],
    )
    .await;
}

#[tokio::test]
async fn arrays_are_held_against_contains_and_prefixes() {
    check(
        "/checks",
        &[
            (r#"{"some":[1,5]}"#, ""),
            (r#"{"some":[1,2]}"#, "/some contains"),
            (r#"{"some":[]}"#, "/some contains"),
            (r#"{"some":[5,6]}"#, ""),
            (r#"{"some":[5,6,7]}"#, "/some contains"),
            (r#"{"few":[5,1]}"#, "/few contains"),
            (r#"{"few":[5,1,5]}"#, ""),
            (r#"{"tuple":["a",1]}"#, ""),
            (r#"{"tuple":["a"]}"#, "/tuple too_few_items"),
            (r#"{"tuple":[1,"a"]}"#, "/tuple/0 type, /tuple/1 type"),
            (r#"{"tuple":["a",1,2]}"#, "/tuple too_many_items"),
            (r#"{"pair":["a","b"]}"#, ""),
            (r#"{"pair":["a","b","c"]}"#, "/pair/2 not_allowed"),
        ],
    )
    .await;
}

#[tokio::test]
async fn objects_are_held_against_what_names_members() {
    check(
        "/checks",
        &[
            (r#"{"dependent":{"card":"1","owner":"o"}}"#, ""),
            (r#"{"dependent":{"card":"1"}}"#, "/dependent/owner missing"),
            (r#"{"dependent":{"address":"a"}}"#, ""),
            (
                r#"{"dependent":{"owner":"o","address":"a"}}"#,
                "/dependent/address too_short",
            ),
            (r#"{"patterns":{"a":"","n-":1}}"#, ""),
            (r#"{"patterns":{"n-x":"1"}}"#, "/patterns/n-x type"),
            (r#"{"patterns":{"m-x":1}}"#, "/patterns/m-x unknown_member"),
            (r#"{"names":{"abc":1}}"#, ""),
            (r#"{"names":{"Abc":1}}"#, "/names/Abc property_name"),
            (r#"{"person":{"name":"n","age":1}}"#, ""),
            (
                r#"{"person":{"name":"n","agee":1}}"#,
                "/person/agee unknown_member",
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn constants_are_compared_whatever_they_are() {
    check(
        "/checks",
        &[
            (r#"{"listed":{"a":1.0}}"#, ""),
            (r#"{"listed":{"b":[2e0,{"\u0063":"x"}]}}"#, ""),
            (r#"{"listed":{"b":[2,{"c":"y"}]}}"#, "/listed enum"),
            (r#"{"listed":{"a":1,"b":2}}"#, "/listed enum"),
            (r#"{"constant":[1,{"a":null}]}"#, ""),
            (r#"{"constant":[1,{"a":0}]}"#, "/constant enum"),
            (r#"{"constant":[{"a":null},1]}"#, "/constant enum"),
        ],
    )
    .await;
}

#[tokio::test]
async fn formats_are_asserted() {
    check(
        "/checks",
        &[
            (r#"{"mail":"a@b.example"}"#, ""),
            (r#"{"mail":"a"}"#, "/mail format"),
            (r#"{"link":"https://a.example/?b#c"}"#, ""),
            (r#"{"link":"/a"}"#, "/link format"),
            (r#"{"host":"127.0.0.1"}"#, ""),
            (r#"{"host":"127.0.0.256"}"#, "/host format"),
            (r#"{"at":"12:00:00Z"}"#, ""),
            (r#"{"at":"24:00:00Z"}"#, "/at format"),
            (r#"{"span":"P1DT2H"}"#, ""),
            (r#"{"span":"1d"}"#, "/span format"),
        ],
    )
    .await;
}

#[tokio::test]
async fn places_are_where_the_value_is() {
    check(
        "/checks",
        &[
            (r#"{"a":{"b":["x","none"]}}"#, "/a/b/1 not"),
            (r#"{"a":{"b":["none"]}}"#, "/a/b/0 not"),
            (r#"{"map":{"k":"none","l":"x"}}"#, "/map/k not"),
            (r#"{"map":{"a/b~c":"none"}}"#, "/map/a~1b~0c not"),
            (
                r#"{"first":"none","second":"none"}"#,
                "/first not, /second not",
            ),
            (
                r#"{"people":[{"name":"n"},{"name":"n","x":1},{"name":"n","age":-1}]}"#,
                "/people/1/x unknown_member, /people/2/age minimum",
            ),
            // Types, facets and programs in one answer, in the order of the text.
            (
                r#"{"at":"x","condition":{"size":"y"},"some":[0],"a":{"b":[1,"none"]},"listed":{}}"#,
                "/at format, /condition/size type, /some contains, /a/b/0 type, /a/b/1 not, /listed enum",
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn branches_are_told_apart_by_not_alone() {
    check(
        "/checks",
        &[
            (r#"{"number":1}"#, ""),
            (r#"{"number":10}"#, ""),
            (r#"{"number":5}"#, "/number several_branches"),
            (r#"{"animal":{"name":"n","meow":1}}"#, ""),
            (r#"{"animal":{"name":"n","bark":1}}"#, ""),
            (r#"{"animal":{"name":"n"}}"#, "/animal several_branches"),
            (
                r#"{"animal":{"name":"n","bark":1,"meow":1}}"#,
                "/animal no_branch",
            ),
        ],
    )
    .await;
    let read = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let server = Server::new("POST /checks", server::router);
    for text in [r#"{"number":1}"#, r#"{"number":10}"#] {
        let written = server.post(text.as_bytes()).await.unwrap();
        assert_eq!(read(&written), read(text));
    }
}

/// Only the bytes of a value that asks for it are checked: what is beside it
/// is free, though its names and values are the same.
#[tokio::test]
async fn what_is_beside_a_checked_value_is_free() {
    check(
        "/checks",
        &[
            (r#"{"none":"none","x":"x","unlike":"y"}"#, ""),
            (r#"{"a":{"c":["none"],"b":[]}}"#, ""),
            (r#"{"a":{"b":["none"]},"unlike":"none"}"#, "/a/b/0 not"),
        ],
    )
    .await;
}

#[tokio::test]
async fn parameters_are_checked_too() {
    let router = server::router(Recorder::default());
    let cases: &[(&str, &str, &[&str])] = &[
        ("GET /lookup?code=some", "a@b.example", &[]),
        ("GET /lookup?codes=b&codes=a", "a@b.example", &[]),
        ("GET /lookup?code=none", "a@b.example", &["query/code not"]),
        (
            "GET /lookup?codes=b&codes=c",
            "a@b.example",
            &["query/codes contains"],
        ),
        (
            "GET /lookup?code=none&codes=b",
            "a",
            &[
                "query/code not",
                "query/codes contains",
                "header/X-Mail format",
            ],
        ),
    ];
    for (line, mail, expected) in cases {
        let answer = send(&router, line, [("x-mail", *mail)], "").await;
        let status = if expected.is_empty() { 418 } else { 400 };
        assert_eq!(answer.status.as_u16(), status, "{line}: {}", answer.body);
        let body = answer.json();
        let told = body["errors"].as_array().into_iter().flatten();
        let text = |error: &Value, name: &str| error[name].as_str().unwrap().to_owned();
        let told: Vec<String> = told
            .map(|error| {
                format!(
                    "{}{} {}",
                    text(error, "in"),
                    text(error, "pointer"),
                    text(error, "code")
                )
            })
            .collect();
        assert_eq!(told, *expected, "{line}");
    }
}

#[tokio::test]
async fn dialects_word_what_programs_find() {
    const BODY: &str =
        r#"{"unlike":"x","mail":"m","some":[1],"dependent":{"card":"c"},"tuple":[1]}"#;
    let headers = [("content-type", "application/json")];
    let problem = server::router(Recorder::default());
    let answer = send(&problem, "POST /checks", headers, BODY).await;
    assert_eq!(answer.status, 400);
    let error = |pointer: &str, code: &str, message: &str| json!({ "in": "body", "pointer": pointer, "code": code, "message": message });
    assert_eq!(
        answer.json()["errors"],
        json!([
            error("/unlike", "not", "is what `not` excludes"),
            error("/mail", "format", "must be of the format `email`"),
            error(
                "/some",
                "contains",
                "must have at least 1 item as `contains` says and at most 2, and has 0"
            ),
            error("/dependent/owner", "missing", "is required where `card` is"),
            error("/tuple/0", "type", "must be a string"),
            error(
                "/tuple",
                "too_few_items",
                "must have at least 2 items, and has 1"
            ),
        ])
    );
    let fastapi = checks_fastapi::server::router(Recorder::default());
    let answer = send(&fastapi, "POST /checks", headers, BODY).await;
    assert_eq!(answer.status, 422);
    let error = |place: Value, code: &str, message: &str| json!({ "loc": place, "type": code, "msg": message });
    assert_eq!(
        answer.json()["detail"],
        json!([
            error(
                json!(["body", "unlike"]),
                "not",
                "Input is what `not` excludes"
            ),
            error(
                json!(["body", "mail"]),
                "format",
                "Input must be of the format `email`"
            ),
            error(
                json!(["body", "some"]),
                "contains",
                "Input must have at least 1 item as `contains` says and at most 2, and has 0"
            ),
            error(
                json!(["body", "dependent", "owner"]),
                "missing",
                "Input is required where `card` is"
            ),
            error(
                json!(["body", "tuple", 0]),
                "string_type",
                "Input should be a valid string"
            ),
        ])
    );
}

/// A client takes what its types can hold, and sends what it is given; the
/// program that holds a value may ask.
#[test]
fn clients_do_not_check_and_values_can_be_asked() {
    let canned = Canned::default();
    on_both(canned.router(), Client::with_transport, async |client| {
        let text = r#"{"unlike":"x","mail":"m","a":{"b":["none"]}}"#;
        canned.json(200, text);
        let answer = client.checks(&models::Checks::new()).send().await;
        let body = answer.unwrap().body;
        canned.got();
        assert_eq!(body.unlike.as_deref(), Some("x"));

        canned.json(200, "{}");
        client.checks(&body).send().await.unwrap();
        let sent: Value = serde_json::from_str(&canned.got()).unwrap();
        assert_eq!(sent, serde_json::from_str::<Value>(text).unwrap());

        let invalid = body.validate().unwrap_err();
        let found: Vec<String> = invalid
            .violations
            .iter()
            .map(|violation| violation.to_string())
            .collect();
        let begins = |start: &str| found.iter().any(|found| found.contains(start));
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(
            begins("/unlike") && begins("/mail") && begins("/a/b/0"),
            "{found:?}"
        );
    });
    assert!(models::Checks::new().validate().is_ok());
}

/// A program that ran leaves nothing behind for the next request.
#[tokio::test]
async fn requests_do_not_know_of_each_other() {
    let server = Server::new("POST /checks", server::router);
    for _ in 0..3 {
        assert_eq!(verdict(&server, br#"{"first":"none"}"#).await, "/first not");
        assert_eq!(verdict(&server, br#"{"first":"some"}"#).await, "");
    }
}
