//! The same calls over a socket and in process.

use std::time::Duration;

use axum::{
    Json, Router,
    extract::{Path, RawQuery},
    http::{HeaderMap, StatusCode, header},
    routing::{get, post, put},
};
use specwright::client::Error;
use specwright_axum::InProcess;

use crate::{
    fake::wait,
    socket::serve,
    wide::{
        client::{Client, CreatePetSuccess, GetPetSuccess, ReportSuccess},
        models::NewPet,
    },
};

fn router() -> Router {
    Router::new()
        .route(
            "/v1/pets/{id}",
            get(|Path(id): Path<i64>| async move { Json(serde_json::json!({"id": id, "name": "Rex"})) }),
        )
        .route(
            "/v1/pets",
            post(|headers: HeaderMap, body: String| async move {
                let length = headers[header::CONTENT_LENGTH].to_str().unwrap().to_owned();
                assert!(headers.contains_key(header::HOST));
                let pet = Json(serde_json::json!({"id": body.len(), "name": length}));
                (StatusCode::CREATED, [(header::LOCATION, "/v1/pets/1")], pet)
            })
            .get(|RawQuery(query): RawQuery| async move {
                (StatusCode::IM_A_TEAPOT, [(header::CONTENT_TYPE, "application/problem+json")], {
                    Json(serde_json::json!({"title": query})).0.to_string()
                })
            }),
        )
        .route("/v1/reports/{name}", get(|| async { ([(header::CONTENT_TYPE, "text/csv")], "a,b") }))
        .route("/v1/upload", put(std::future::pending::<StatusCode>))
}

/// Runs `test` on both transports.
fn on_both<F: Future<Output = ()>>(test: impl Fn(Client) -> F) {
    wait(async {
        let base = serve(router()).await;
        test(Client::new(format!("{base}/v1")).unwrap()).await;
        let in_process = InProcess::new(router());
        test(Client::with_transport("http://in.process/v1", in_process).unwrap()).await;
    });
}

#[test]
#[expect(deprecated)]
fn calls() {
    on_both(async |client| {
        let got = client.get_pet(7).send().await.unwrap();
        assert!(matches!(got.body, GetPetSuccess::Ok(pet) if pet.id == 7));

        let pet = NewPet {
            name: "Rex".to_owned(),
            weight: None,
        };
        let created = client
            .clone()
            .basic("u", "p")
            .create_pet(&pet)
            .send()
            .await
            .unwrap();
        match created.body {
            CreatePetSuccess::Created { headers, body } => {
                assert_eq!(headers.location, "/v1/pets/1");
                assert_eq!((body.id, body.name.as_str()), (14, "14"));
            }
            other => panic!("{other:?}"),
        }

        let teapot = client
            .list_pets()
            .tags(&["a b", "+"])
            .send()
            .await
            .unwrap_err();
        assert_eq!(teapot.status(), Some(StatusCode::IM_A_TEAPOT));
        assert!(
            teapot.to_string().contains("tags=a%20b&tags=%2B"),
            "{teapot}"
        );

        let report = client.report(&["a"], "csv").send().await.unwrap();
        assert!(matches!(report.body, ReportSuccess::OkCsv(bytes) if bytes == "a,b"));
    });
}

#[test]
fn timeouts() {
    on_both(async |client| {
        let call = client
            .upload()
            .body("x")
            .with_timeout(Duration::from_millis(50));
        let error = call.send().await.unwrap_err();
        assert!(error.is_timeout(), "{error:?}");
    });
}

#[test]
fn limits() {
    on_both(async |client| {
        let error = client
            .with_answer_limit(10)
            .get_pet(1)
            .send()
            .await
            .unwrap_err();
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
    });
}
