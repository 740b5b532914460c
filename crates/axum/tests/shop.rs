//! A server that has one of everything, as the emitter prints it, against raw
//! HTTP. (`crates/emit/tests/shop` is the API it is printed from.)

#![allow(missing_docs, deprecated)]

use std::sync::{Arc, Mutex};

use axum::Router;
use bytes::Bytes;
use http::StatusCode;
use specwright::{Secret, Value};
use specwright_axum::{Call, Denied, Failure, Granted, Options};

mod common;
/// As generated.
#[deny(missing_docs, unused)]
pub mod shop {
    /// The server.
    #[rustfmt::skip]
    pub mod server;
}

use common::{Answer, send};
use shop::server::{self, *};

/// Writes down what is called; credentials are good if they are called so.
#[derive(Clone, Default)]
struct Service(Arc<Mutex<Vec<String>>>);

impl Service {
    fn note(&self, text: impl Into<String>) {
        self.0.lock().unwrap().push(text.into());
    }

    fn calls(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }

    fn check(&self, scheme: &str, secret: &str) -> Result<Granted<String>, Denied> {
        self.note(format!("{scheme}?"));
        match secret {
            "good" => Ok(Granted::new(scheme.to_owned())),
            "writer" => Ok(Granted::new(scheme.to_owned()).scopes(["pets:write"])),
            "barred" => Err(Denied::Forbidden),
            _ => Err(Denied::Refused),
        }
    }
}

impl Security for Service {
    type Principal = String;

    async fn key(&self, key: &Secret, _call: &Call) -> Result<Granted<String>, Denied> {
        self.check("key", key.expose())
    }

    async fn query_key(&self, key: &Secret, _call: &Call) -> Result<Granted<String>, Denied> {
        self.check("query_key", key.expose())
    }

    async fn session(&self, key: &Secret, _call: &Call) -> Result<Granted<String>, Denied> {
        self.check("session", key.expose())
    }

    async fn login(
        &self,
        user: &str,
        password: &Secret,
        _call: &Call,
    ) -> Result<Granted<String>, Denied> {
        let scheme = format!("login {user}");
        self.check(&scheme, password.expose())
    }

    async fn token(&self, token: &Secret, _call: &Call) -> Result<Granted<String>, Denied> {
        self.check("token", token.expose())
    }

    async fn oauth(&self, token: &Secret, _call: &Call) -> Result<Granted<String>, Denied> {
        self.check("oauth", token.expose())
    }

    async fn digest(&self, rest: &Secret, _call: &Call) -> Result<Granted<String>, Denied> {
        self.check("digest", rest.expose())
    }

    async fn peer(&self, call: &Call) -> Result<Granted<String>, Denied> {
        match call.headers().get("x-peer") {
            None => Err(Denied::Absent),
            Some(peer) => self.check("peer", peer.to_str().unwrap()),
        }
    }

    async fn combine(
        &self,
        principals: Vec<(&'static str, String)>,
        _call: &Call,
    ) -> Result<String, Denied> {
        self.note("combine");
        let names = principals.into_iter().map(|(scheme, _)| scheme);
        Ok(names.collect::<Vec<_>>().join(" and "))
    }
}

impl Pets for Service {
    type Error = Failure;

    async fn list_pets(
        &self,
        principal: String,
        request: ListPetsRequest,
        call: &Call,
    ) -> Result<ListPetsResponse, Failure> {
        self.note(format!(
            "{} {} {:?} {} {:?}",
            call.method(),
            request.limit_or_default(),
            request.tags,
            request.x_trace_or_default(),
            request.visits
        ));
        match request.limit {
            Some(97) => Ok(ListPetsResponse::Default {
                status: StatusCode::IM_A_TEAPOT,
                body: Value::from(true),
            }),
            Some(98) => Ok(ListPetsResponse::Default {
                status: StatusCode::OK,
                body: Value::from(true),
            }),
            Some(99) => Err(Failure::unavailable("Not now").code("closed")),
            _ => Ok(ListPetsResponse::Ok {
                x_total: i64::try_from(principal.len()).unwrap(),
                body: vec![1, 2],
            }),
        }
    }

    async fn create_pet(
        &self,
        principal: String,
        request: CreatePetRequest,
        _call: &Call,
    ) -> Result<CreatePetResponse, Failure> {
        self.note(format!("{principal} {request:?}"));
        Ok(match request.body.as_slice() {
            [4] => CreatePetResponse::ClientError {
                status: StatusCode::GONE,
                body: "gone".to_owned(),
            },
            [5] => CreatePetResponse::ClientError {
                status: StatusCode::NOT_FOUND,
                body: "declared on its own".to_owned(),
            },
            [6] => CreatePetResponse::Created {
                location: Some("a\nb".to_owned()),
            },
            [] => CreatePetResponse::NotFound,
            _ => CreatePetResponse::Created {
                location: Some("/pets/1".to_owned()),
            },
        })
    }

    async fn get_pet(
        &self,
        principal: Option<String>,
        request: GetPetRequest,
        _call: &Call,
    ) -> Result<GetPetResponse, Failure> {
        self.note(format!("{principal:?} {}", request.id));
        Ok(GetPetResponse::NoContent)
    }

    async fn replace_pet(
        &self,
        principal: String,
        request: ReplacePetRequest,
        _call: &Call,
    ) -> Result<ReplacePetResponse, Failure> {
        self.note(format!("{principal}: {request:?}"));
        Ok(ReplacePetResponse::NoContent)
    }

    async fn delete_pets(
        &self,
        _principal: String,
        _call: &Call,
    ) -> Result<DeletePetsResponse, Failure> {
        self.note("delete");
        Ok(DeletePetsResponse::NoContent)
    }

    async fn search(&self, principal: String, call: &Call) -> Result<SearchResponse, Failure> {
        self.note(format!("{} {principal}", call.method()));
        Ok(SearchResponse::NoContent)
    }

    async fn peer(&self, principal: Option<String>, _call: &Call) -> Result<PeerResponse, Failure> {
        self.note(format!("{principal:?}"));
        Ok(PeerResponse::NoContent)
    }

    async fn secret(&self, principal: String, _call: &Call) -> Result<SecretResponse, Failure> {
        self.note(principal);
        Ok(SecretResponse::NoContent)
    }

    async fn get_job(
        &self,
        _principal: String,
        request: GetJobRequest,
        _call: &Call,
    ) -> Result<GetJobResponse, Failure> {
        self.note(format!("job {}", request.id));
        Ok(GetJobResponse::NoContent)
    }
}

impl Files for Service {
    type Error = std::convert::Infallible;

    async fn get_file(
        &self,
        request: GetFileRequest,
        _call: &Call,
    ) -> Result<GetFileResponse, Self::Error> {
        self.note(format!("{} . {}", request.name, request.ext));
        Ok(GetFileResponse::Ok(Bytes::from_static(b"png")))
    }

    async fn put_file(
        &self,
        request: PutFileRequest,
        _call: &Call,
    ) -> Result<PutFileResponse, Self::Error> {
        self.note(format!("{} {}", request.path, request.body.len()));
        Ok(PutFileResponse::NoContent)
    }

    async fn about_files(&self, _call: &Call) -> Result<AboutFilesResponse, Self::Error> {
        self.note("about");
        Ok(AboutFilesResponse::Ok("about".to_owned()))
    }

    async fn at(&self, request: AtRequest, call: &Call) -> Result<AtResponse, Self::Error> {
        self.note(format!("{:?} {}", request.at, call.template()));
        Ok(AtResponse::NoContent)
    }

    async fn cancel_job(
        &self,
        request: CancelJobRequest,
        _call: &Call,
    ) -> Result<CancelJobResponse, Self::Error> {
        self.note(format!("cancel {}", request.id));
        Ok(CancelJobResponse::NoContent)
    }
}

impl Api for Service {
    type Error = std::convert::Infallible;

    async fn health(&self, _call: &Call) -> Result<HealthResponse, Self::Error> {
        self.note("health");
        Ok(HealthResponse::NoContent)
    }

    async fn head_health(&self, _call: &Call) -> Result<HeadHealthResponse, Self::Error> {
        self.note("head");
        Ok(HeadHealthResponse::NoContent)
    }
}

async fn ask(line: &str, headers: &[&str], body: &str) -> (Answer, Vec<String>) {
    let service = Service::default();
    let router = server::router(service.clone());
    let answer = send(&router, line, headers, body.to_owned()).await;
    (answer, service.calls())
}

/// The status, and what was called.
async fn told(line: &str, headers: &[&str]) -> (u16, Vec<String>) {
    let (answer, calls) = ask(line, headers, "").await;
    (answer.status.as_u16(), calls)
}

fn code(answer: &Answer) -> String {
    let body: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    body["code"].as_str().unwrap_or_default().to_owned()
}

/// Place, pointer and code of each violation.
fn violations(answer: &Answer) -> Vec<String> {
    let body: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    let errors = body["errors"].as_array().unwrap().iter();
    let text = |error: &serde_json::Value, name: &str| error[name].as_str().unwrap().to_owned();
    errors
        .map(|error| {
            format!(
                "{}{} {}",
                text(error, "in"),
                text(error, "pointer"),
                text(error, "code")
            )
        })
        .collect()
}

const KEY: &str = "x-key: good";
const JSON: &str = "content-type: application/json";
/// `me:good`, `me:bad`
const LOGIN: &str = "authorization: Basic bWU6Z29vZA==";
const BAD_LOGIN: &str = "authorization: Basic bWU6YmFk";

#[tokio::test]
async fn alternatives_are_tried_in_order_as_far_as_they_are_there() {
    let post = async |headers: &[&str]| told("POST /pets?dry=true", headers).await;
    // Missing body: 400, after the credentials.
    assert_eq!(post(&[KEY]).await, (400, vec!["key?".to_owned()]));
    assert_eq!(post(&[LOGIN]).await, (400, vec!["login me?".to_owned()]));
    assert_eq!(post(&[KEY, LOGIN]).await, (400, vec!["key?".to_owned()]));
    let both = vec!["key?".to_owned(), "login me?".to_owned()];
    assert_eq!(post(&["x-key: bad", LOGIN]).await, (400, both.clone()));
    assert_eq!(post(&["x-key: bad", BAD_LOGIN]).await, (401, both.clone()));
    assert_eq!(post(&["x-key: barred", BAD_LOGIN]).await, (403, both));
    assert_eq!(post(&[]).await, (401, vec![]));
}

#[tokio::test]
async fn a_missing_credential_names_every_scheme() {
    let (answer, _) = ask("POST /pets?dry=true", &[], "").await;
    assert_eq!(
        answer.header("www-authenticate"),
        [
            "APIKey",
            "Basic realm=\"Shop \\\"of\\\" pets\", charset=\"UTF-8\""
        ]
    );
    assert_eq!(answer.header("content-type"), ["application/problem+json"]);
    assert_eq!(code(&answer), "unauthorized");
    let (answer, _) = ask("GET /secret", &[], "").await;
    assert_eq!(answer.header("www-authenticate"), ["APIKey"]);
    let (answer, _) = ask("QUERY /search", &[], "").await;
    assert_eq!(answer.header("www-authenticate"), ["Digest"]);
}

#[tokio::test]
async fn broken_credentials_are_refused_without_asking() {
    for login in [
        "authorization: Basic",
        "authorization: Basic %%%",
        "authorization: Basic bm9jb2xvbg==",
        "authorization: Basic bWU6Z29vZA==, x",
    ] {
        assert_eq!(
            told("POST /pets?dry=true", &[login]).await,
            (401, vec![]),
            "{login}"
        );
    }
    assert_eq!(
        told("POST /pets?dry=true", &[LOGIN, LOGIN]).await,
        (401, vec![])
    );
    // Another scheme's header is none of this one's.
    let (_, calls) = ask("POST /pets?dry=true", &["authorization: Bearer good"], "").await;
    assert_eq!(calls, [""; 0]);
}

#[tokio::test]
async fn optional_credentials_may_be_missing_but_not_wrong() {
    let get = async |headers: &[&str]| told("GET /pets/7", headers).await;
    assert_eq!(get(&[]).await, (204, vec!["None 7".to_owned()]));
    let good = vec!["token?".to_owned(), "Some(\"token\") 7".to_owned()];
    assert_eq!(get(&["authorization: bearer good"]).await, (204, good));
    assert_eq!(
        get(&["authorization: Bearer bad"]).await,
        (401, vec!["token?".to_owned()])
    );
    assert_eq!(get(&["authorization: Bearer "]).await, (401, vec![]));
    let twice = ["authorization: Bearer good", "authorization: Bearer good"];
    assert_eq!(get(&twice).await, (401, vec![]));
}

#[tokio::test]
async fn combined_schemes_are_all_asked_and_then_combined() {
    let put = async |headers: &[&str]| told("PUT /pets/7", headers).await;
    let (status, calls) = put(&["authorization: Bearer good", KEY]).await;
    assert_eq!(status, 204);
    assert_eq!(calls[..3], ["token?", "key?", "combine"]);
    assert!(calls[3].starts_with("token and key: "), "{calls:?}");
    assert_eq!(put(&[KEY]).await, (401, vec![]));
    assert_eq!(put(&["authorization: Bearer good"]).await, (401, vec![]));
    let (status, calls) = put(&["authorization: Bearer good", "x-key: bad"]).await;
    assert_eq!(
        (status, calls),
        (401, vec!["token?".to_owned(), "key?".to_owned()])
    );
}

#[tokio::test]
async fn scopes_are_asked_for() {
    let delete = async |token| ask("DELETE /pets", &[token], "").await;
    let (answer, calls) = delete("authorization: Bearer writer").await;
    assert_eq!((answer.status.as_u16(), calls.len()), (204, 2));
    let (answer, calls) = delete("authorization: Bearer good").await;
    assert_eq!((answer.status.as_u16(), calls.len()), (403, 1));
    assert_eq!(
        answer.header("www-authenticate"),
        ["Bearer error=\"insufficient_scope\", scope=\"pets:write\""]
    );
    assert_eq!(code(&answer), "forbidden");
    let (answer, _) = delete("authorization: Bearer bad").await;
    assert_eq!(answer.status, 401);
    assert_eq!(answer.header("www-authenticate"), ["Bearer"]);
}

#[tokio::test]
async fn keys_travel_in_queries_and_cookies_too() {
    let get = async |target: &str, headers: &[&str]| told(&format!("GET {target}"), headers).await;
    let (status, calls) = get("/secret?key=g%6Fod", &[]).await;
    assert_eq!((status, calls[0].as_str()), (204, "query_key?"));
    let (status, calls) = get("/secret", &["cookie: a=b; session=good"]).await;
    assert_eq!((status, calls[0].as_str()), (204, "session?"));
    assert_eq!(get("/secret?key=good&key=good", &[]).await, (401, vec![]));
    assert_eq!(get("/secret?key=%zz", &[]).await, (401, vec![]));
    let doubled = ["cookie: session=good", "cookie: session=good"];
    assert_eq!(get("/secret", &doubled).await, (401, vec![]));
}

#[tokio::test]
async fn other_http_schemes_and_mutual_tls() {
    let digest = "authorization: digest good";
    let search = vec!["digest?".to_owned(), "QUERY digest".to_owned()];
    assert_eq!(told("QUERY /search", &[digest]).await, (204, search));
    assert_eq!(told("GET /peer", &[]).await, (204, vec!["None".to_owned()]));
    let good = vec!["peer?".to_owned(), "Some(\"peer\")".to_owned()];
    assert_eq!(told("GET /peer", &["x-peer: good"]).await, (204, good));
    assert_eq!(
        told("GET /peer", &["x-peer: bad"]).await,
        (401, vec!["peer?".to_owned()])
    );
}

#[tokio::test]
async fn parameters_of_all_places_are_read() {
    let (answer, calls) = ask(
        "GET /pets?limit=5.0&tags=a%2Cb,c",
        &[KEY, "X-TRACE: t", "cookie: visits=3"],
        "",
    )
    .await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("x-total"), ["3"]);
    assert_eq!(answer.body, "[1,2]");
    assert_eq!(calls[1], "GET 5 Some([\"a,b\", \"c\"]) t Some(3)");
    let (_, calls) = ask("GET /pets", &[KEY], "").await;
    assert_eq!(calls[1], "GET 20 None none None");
}

#[tokio::test]
async fn everything_wrong_with_a_request_is_said_at_once() {
    let (answer, calls) = ask(
        "GET /pets?limit=0&tags=a,b,c&limit=0",
        &[KEY, "cookie: visits=x"],
        "",
    )
    .await;
    assert_eq!(answer.status, 400);
    // The operation declares an error of its own, which is filled.
    assert_eq!(
        answer.body,
        concat!(
            r#"{"error":"invalid_request","message":"query/limit is given more than once; "#,
            r#"query/tags must have at most 2 items, and has 3; cookie/visits must be an integer"}"#
        )
    );
    assert_eq!(calls, ["key?"]);
    let (answer, _) = ask("POST /pets?dry=1", &[KEY, JSON], r#"[1,-1,"x"]"#).await;
    assert_eq!(
        violations(&answer),
        ["query/dry parse", "body/1 minimum", "body/2 type"]
    );
    let (answer, _) = ask("GET /pets/x", &[], "").await;
    assert_eq!(answer.status, 422);
    assert_eq!(violations(&answer), ["path/id parse"]);
}

#[tokio::test]
async fn bodies_are_received_as_the_document_says() {
    let post = async |headers: &[&str], body: &str| {
        ask("POST /pets?dry=true", &[&[KEY], headers].concat(), body).await
    };
    let (answer, calls) = post(&["content-type: Application/JSON; charset=utf-8"], "[1]").await;
    assert_eq!(answer.status, 201);
    assert_eq!(answer.header("location"), ["/pets/1"]);
    assert_eq!(calls[1], "key CreatePetRequest { dry: true, body: [1] }");
    for headers in [&[][..], &[JSON]] {
        let (answer, _) = post(headers, "").await;
        assert_eq!(answer.status, 400);
        assert_eq!(violations(&answer), ["body missing"]);
    }
    for headers in [
        &[][..],
        &["content-type: text/plain"],
        &["content-type: application/jsonx"],
        &["content-type: application/problem+json"],
        &[JSON, JSON],
    ] {
        let (answer, calls) = post(headers, "[1]").await;
        assert_eq!(answer.status, 415, "{headers:?}");
        assert_eq!(code(&answer), "unsupported_media_type");
        assert_eq!(calls, ["key?"]);
    }
    let (answer, _) = post(&[JSON], "[1").await;
    assert_eq!(violations(&answer), ["body syntax"]);
    // Parameters come before the content type.
    let (answer, _) = ask("POST /pets", &[KEY], "[1]").await;
    assert_eq!(answer.status, 400);
    assert_eq!(violations(&answer), ["query/dry missing"]);
}

#[tokio::test]
async fn an_optional_body_may_be_missing() {
    let token = "authorization: Bearer good";
    let (answer, calls) = ask("PUT /pets/1", &[KEY, token], "").await;
    assert_eq!(answer.status, 204);
    assert!(calls[3].ends_with("body: None }"), "{calls:?}");
    let (_, calls) = ask("PUT /pets/1", &[KEY, token, JSON], "[2]").await;
    assert!(calls[3].ends_with("body: Some([2]) }"), "{calls:?}");
    let (answer, _) = ask("PUT /pets/1", &[KEY, token, JSON], "[-2]").await;
    assert_eq!(violations(&answer), ["body/0 minimum"]);
}

#[tokio::test]
async fn bodies_have_a_limit_of_two_mebibytes_and_of_the_applications() {
    let png = "content-type: image/png";
    let put = async |router: &Router, size: usize| {
        let answer = send(router, "PUT /files/x", &[png], vec![b'x'; size]).await;
        answer.status.as_u16()
    };
    let router = server::router(Service::default());
    assert_eq!(put(&router, 2 * 1024 * 1024).await, 204);
    assert_eq!(put(&router, 2 * 1024 * 1024 + 1).await, 413);
    let options = Options::new()
        .body_limit(3)
        .operation_body_limit("put_file", 5);
    let router = router.layer(options);
    assert_eq!(put(&router, 5).await, 204);
    assert_eq!(put(&router, 6).await, 413);
    let answer = send(&router, "POST /pets?dry=true", &[KEY, JSON], "[1,2]").await;
    assert_eq!(
        (answer.status.as_u16(), code(&answer).as_str()),
        (413, "too_large")
    );
    // Of unknown length, and longer.
    let pieces = futures_body([b"abc".as_slice(), b"def"]);
    let answer = send(&router, "PUT /files/x", &[png], pieces).await;
    assert_eq!(answer.status, 413);
}

/// A body in pieces whose length is not known before.
fn futures_body(pieces: [&'static [u8]; 2]) -> axum::body::Body {
    struct Pieces(Vec<Bytes>);
    impl http_body::Body for Pieces {
        type Data = Bytes;
        type Error = std::convert::Infallible;

        fn poll_frame(
            mut self: std::pin::Pin<&mut Self>,
            _cx: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
            let next = self.0.pop().map(|bytes| Ok(http_body::Frame::data(bytes)));
            std::task::Poll::Ready(next)
        }
    }
    axum::body::Body::new(Pieces(pieces.map(Bytes::from_static).into()))
}

#[tokio::test]
async fn answers_have_their_declared_status() {
    let get = async |limit: u8| ask(&format!("GET /pets?limit={limit}"), &[KEY], "").await.0;
    let answer = get(97).await;
    assert_eq!(
        (answer.status.as_u16(), answer.body.as_str()),
        (418, "true")
    );
    // A status that is declared with another body, a header that is none:
    // the declared error, filled.
    let answer = get(98).await;
    assert_eq!(
        (answer.status.as_u16(), answer.body.as_str()),
        (
            500,
            r#"{"error":"internal","message":"Internal Server Error"}"#
        )
    );
    let answer = get(99).await;
    assert_eq!(
        (answer.status.as_u16(), answer.body.as_str()),
        (503, r#"{"error":"closed","message":"Not now"}"#)
    );
    let post = async |body| ask("POST /pets?dry=true", &[KEY, JSON], body).await.0;
    let answer = post("[4]").await;
    assert_eq!(
        (answer.status.as_u16(), answer.body.as_str()),
        (410, "\"gone\"")
    );
    assert_eq!(code(&post("[5]").await), "internal");
    assert_eq!(code(&post("[6]").await), "internal");
    let answer = post("[]").await;
    assert_eq!((answer.status.as_u16(), answer.body.as_str()), (404, ""));
    assert!(answer.header("content-type").is_empty());
}

#[tokio::test]
async fn every_template_is_routed() {
    for (line, called) in [
        ("GET /files/a.tar.gz", "a.tar . gz"),
        ("GET /files/a%2Fb.c%20d", "a/b . c d"),
        ("GET /files/about", "about"),
        ("POST /jobs/7:cancel", "cancel 7"),
        (
            "GET /points;at=1;at=2.5/caf%C3%A9",
            "[1.0, 2.5] /points{at}/café",
        ),
        ("GET /health", "health"),
        ("HEAD /health", "head"),
    ] {
        let (status, calls) = told(line, &[]).await;
        assert!((200..300).contains(&status), "{line} {status}");
        assert_eq!(calls, [called], "{line}");
    }
    let (_, calls) = ask("PUT /files/x", &["content-type: image/jpeg"], "123").await;
    assert_eq!(calls, ["x 3"]);
    let (_, calls) = ask("GET /jobs/7", &[KEY], "").await;
    assert_eq!(calls, ["key?", "job 7"]);
}

#[tokio::test]
async fn head_has_the_length_of_get_under_every_template() {
    for (line, length) in [("HEAD /files/a.png", "3"), ("HEAD /files/about", "7")] {
        let (answer, _) = ask(line, &[], "").await;
        assert_eq!((answer.status.as_u16(), answer.body.as_str()), (200, ""));
        assert_eq!(answer.header("content-length"), [length], "{line}");
    }
}

#[tokio::test]
async fn what_no_template_matches_is_404_and_what_one_does_is_405() {
    for line in ["GET /nothing", "GET /pets/", "GET /files/"] {
        assert_eq!(told(line, &[]).await.0, 404, "{line}");
    }
    for (line, allow) in [
        ("DELETE /files/a.b", "GET,HEAD"),
        ("GET /files/ab", "PUT"),
        ("PUT /files/about", "GET,HEAD"),
        ("GET /jobs/7:cancel", "POST"),
        ("POST /jobs/7", "GET,HEAD"),
        ("GET /search", "QUERY"),
        ("PATCH /pets/1", "GET,HEAD,PUT"),
        ("POST /health", "GET,HEAD"),
    ] {
        let (answer, calls) = ask(line, &[], "").await;
        assert_eq!(answer.status, 405, "{line}");
        assert_eq!(answer.header("allow"), [allow], "{line}");
        assert_eq!(code(&answer), "method_not_allowed");
        assert!(calls.is_empty());
    }
}

#[tokio::test]
async fn routers_of_tags_merge_and_leave_what_they_share() {
    let service = Service::default();
    let tags = Router::new()
        .merge(server::router_pets(service.clone()))
        .merge(server::router_files(service.clone()))
        .merge(server::router_api(service.clone()));
    let job = "POST /jobs/7:cancel";
    assert_eq!(send(&tags, job, &[], "").await.status, 404);
    let all = tags.merge(server::shared_router(service));
    assert_eq!(send(&all, job, &[], "").await.status, 204);
    assert_eq!(send(&all, "GET /jobs/7", &[KEY], "").await.status, 204);
    assert_eq!(send(&all, "GET /files/a.b", &[], "").await.body, "png");
    assert_eq!(send(&all, "GET /pets", &[KEY], "").await.status, 200);
}
