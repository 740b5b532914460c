//! The generated server, with handlers that do what those of
//! [`handwritten`](crate::handwritten) do.

use axum::Router;
use specwright::{Object, Secret};
use specwright_axum::{Call, Denied, Failure, Granted};

specwright::include_api!(aci_linked_accounts);
specwright::include_api!(orders);
specwright::include_api!(shapes);

use aci_linked_accounts::server::{LinkOauth2AccountRequest, LinkOauth2AccountResponse};
use orders::{
    models::Receipt,
    server::{PlaceOrderRequest, PlaceOrderResponse},
};

/// The application.
#[derive(Debug, Clone, Copy)]
struct Service;

/// Both operations: `POST /orders` and `GET /v1/linked-accounts/oauth2`.
pub fn router() -> Router {
    orders::server::router(Service).merge(aci_linked_accounts::server::router(Service))
}

impl orders::server::Api for Service {
    type Error = Failure;

    async fn place_order(
        &self,
        request: PlaceOrderRequest,
        _call: &Call,
    ) -> Result<PlaceOrderResponse, Failure> {
        let order = request.body;
        let lines = order.lines.iter();
        let total = lines.map(|line| line.price * f64::from(line.copies)).sum();
        let count = order.lines.len() as i64;
        Ok(PlaceOrderResponse::Ok(Receipt::new(order.id, count, total)))
    }
}

impl aci_linked_accounts::server::Security for Service {
    type Principal = ();

    async fn api_key_header(&self, key: &Secret, _call: &Call) -> Result<Granted<()>, Denied> {
        match key.expose() {
            "secret" => Ok(Granted::new(())),
            _ => Err(Denied::Refused),
        }
    }
}

impl aci_linked_accounts::server::LinkedAccounts for Service {
    type Error = Failure;

    async fn link_oauth2_account(
        &self,
        (): (),
        request: LinkOauth2AccountRequest,
        _call: &Call,
    ) -> Result<LinkOauth2AccountResponse, Failure> {
        let (app, owner) = (request.app_name, request.linked_account_owner_id);
        let after = request.after_oauth2_link_redirect_url.unwrap_or_default();
        let url =
            format!("https://provider.example/authorize?app={app}&owner={owner}&after={after}");
        Ok(LinkOauth2AccountResponse::Ok(Object::from([(
            "url",
            url.into(),
        )])))
    }
}
