//! Types of requests and of responses: what goes one way is in one of them.

use http::StatusCode;
use serde_json::{Value, json};
use specwright::codegen::Date;
use specwright_axum::{Call, Failure};
use specwright_tests::directions::{
    client::Client,
    models::{
        Address, Team, TeamLabels, TeamLimits, TeamRequest, TeamRequestLimits, User, UserRequest,
    },
    server::{
        Api, CreateTeamRequest, CreateTeamResponse, CreateUserRequest, CreateUserResponse, router,
    },
};

use crate::support::{send, wire::on_both};

/// Gives everybody the number 7.
#[derive(Clone)]
struct Service;

fn registered(user: UserRequest) -> User {
    User {
        id: 7,
        name: user.name,
        address: user.address,
    }
}

impl Api for Service {
    type Error = Failure;

    async fn create_user(
        &self,
        request: CreateUserRequest,
        _call: &Call,
    ) -> Result<CreateUserResponse, Failure> {
        Ok(CreateUserResponse::Created(registered(request.body)))
    }

    async fn create_team(
        &self,
        request: CreateTeamRequest,
        _call: &Call,
    ) -> Result<CreateTeamResponse, Failure> {
        let team = request.body;
        let members = team.members.into_iter().map(registered).collect();
        let mut answer = Team::new(day(), registered(team.lead), members);
        answer.limits = team.limits.map(|limits| TeamLimits {
            used: 0,
            most: limits.most,
        });
        answer.labels = team.labels.map(|labels| TeamLabels {
            system: Some("blue".to_owned()),
            additional_properties: labels.additional_properties,
        });
        Ok(CreateTeamResponse::Created(answer))
    }
}

fn day() -> Date {
    Date::from_ymd_opt(2026, 11, 27).unwrap()
}

#[test]
fn requests_lack_what_answers_have() {
    on_both(router(Service), Client::with_transport, async |client| {
        let user = UserRequest::new("Ann", "correct horse").address(Address::new().city("Bern"));
        let body = client.create_user(&user).send().await.unwrap().body;
        assert_eq!(
            body,
            User::new(7, "Ann").address(Address::new().city("Bern"))
        );

        let team =
            TeamRequest::new(user.clone(), vec![user]).limits(TeamRequestLimits::new().most(3));
        let body = client.create_team(&team).send().await.unwrap().body;
        assert_eq!(body.since, day());
        assert_eq!(body.members, std::slice::from_ref(&body.lead));
        assert_eq!(body.limits, Some(TeamLimits::new(0).most(3)));
    });
}

/// Posts a user or team.
async fn post(line: &str, body: &Value) -> (StatusCode, Value) {
    let headers = [("content-type", "application/json")];
    let answer = send(&router(Service), line, headers, body.to_string()).await;
    let body = serde_json::from_str(&answer.body).unwrap();
    (answer.status, body)
}

#[tokio::test]
async fn members_of_answers_are_ignored_in_requests_whatever_they_are() {
    let user = json!({ "id": "not a number", "name": "Ann", "password": "correct horse" });
    let (status, body) = post("POST /users", &user).await;
    assert_eq!(status, StatusCode::CREATED);
    assert_eq!(body, json!({ "id": 7, "name": "Ann" }));

    let team = json!({
        "lead": user,
        "members": [],
        "since": null,
        "limits": { "used": {}, "most": 2 },
        "labels": { "system": 1, "mine": "red" },
    });
    let (status, body) = post("POST /teams", &team).await;
    assert_eq!(status, StatusCode::CREATED);
    assert_eq!(body["limits"], json!({ "used": 0, "most": 2 }));
    assert_eq!(body["labels"], json!({ "system": "blue", "mine": "red" }));
}

#[tokio::test]
async fn members_of_requests_are_required_and_checked_there() {
    for user in [
        json!({ "id": 7, "name": "Ann" }),
        json!({ "name": "Ann", "password": "short" }),
        json!({ "name": "Ann", "password": 12_345_678 }),
    ] {
        let (status, body) = post("POST /users", &user).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{user}");
        assert!(body.to_string().contains("password"), "{body}");
    }
    let team = json!({
        "lead": { "name": "Ann", "password": "correct horse" },
        "members": [],
        "limits": { "used": 1, "more": 2 },
    });
    let (status, body) = post("POST /teams", &team).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(body.to_string().contains("more"), "{body}");
}

#[test]
fn an_answer_that_gives_away_what_only_requests_have_is_read_without_it() {
    let text = br#"{"id":1,"name":"Ann","password":[]}"#;
    let user: User = serde_json::from_slice(text).unwrap();
    assert_eq!(user, User::new(1, "Ann"));
}
