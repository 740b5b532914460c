//! Dynamic references: a generic list of each kind of item, a tree of its
//! extension.

use http::StatusCode;
use serde_json::json;
use specwright_axum::{Call, Failure};
use specwright_tests::pages::{
    client::Client,
    models::{NamedTree, NamesBody, User, UserPage},
    server::{
        Api, NamesRequest, NamesResponse, TreeRequest, TreeResponse, UsersRequest, UsersResponse,
        router,
    },
};

use crate::support::{send, wire::on_both};

#[derive(Clone)]
struct Service;

impl Api for Service {
    type Error = Failure;

    async fn users(&self, request: UsersRequest, _call: &Call) -> Result<UsersResponse, Failure> {
        Ok(UsersResponse::Ok(request.body))
    }

    async fn names(&self, _request: NamesRequest, _call: &Call) -> Result<NamesResponse, Failure> {
        Ok(NamesResponse::NoContent)
    }

    async fn tree(&self, request: TreeRequest, _call: &Call) -> Result<TreeResponse, Failure> {
        Ok(TreeResponse::Ok(request.body))
    }
}

#[test]
fn generic_types_are_concrete() {
    on_both(router(Service), Client::with_transport, async |client| {
        let page = UserPage::new(vec![User::new("Ann"), User::new("Ben")]).next("2");
        assert_eq!(client.users(&page).send().await.unwrap().body, page);
        let names = NamesBody::new(vec!["Ann".to_owned()]);
        client.names(&names).send().await.unwrap();
        let leaf = NamedTree::new(Vec::new(), "leaf");
        let tree = NamedTree::new(vec![leaf.clone(), leaf], "root");
        assert_eq!(client.tree(&tree).send().await.unwrap().body, tree);
    });
}

#[tokio::test]
async fn items_are_checked_as_they_are_bound() {
    let refused = [
        (
            "POST /users",
            json!({ "items": [{ "name": 1 }] }),
            "/items/0/name",
        ),
        ("POST /users", json!({ "items": ["Ann"] }), "/items/0"),
        ("POST /names", json!({ "items": ["Ann", ""] }), "/items/1"),
        (
            "POST /tree",
            json!({ "name": "a", "children": [{ "children": [] }] }),
            "/children/0/name",
        ),
    ];
    for (line, body, pointer) in refused {
        let headers = [("content-type", "application/json")];
        let answer = send(&router(Service), line, headers, body.to_string()).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{line} {body}");
        assert!(answer.body.contains(pointer), "{}", answer.body);
    }
}
