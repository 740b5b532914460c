use ::specwright::codegen::{ClientCore, Object, Secret};
use super::models;

pub use ::specwright::codegen::{Answer, Error};

/// A client of the API. Cheap to clone.
///
/// The document names no server: the base URL says where the API is.
#[derive(Debug, Clone)]
pub struct Client(ClientCore);

::specwright::codegen::client_methods! {
    Client
}

::specwright::codegen::client_schemes! {
    API_KEY_HEADER: header("APIKeyHeader", "X-API-KEY"),
}

impl Client {
    /// API key for authentication
    ///
    /// Sets the key of `APIKeyHeader`: the header `X-API-KEY`.
    #[must_use]
    pub fn api_key_header(self, key: impl Into<Secret>) -> Self {
        Self(self.0.with_secret(&API_KEY_HEADER, key))
    }
}

impl Client {
    /// Link Oauth2 Account
    ///
    /// Start an OAuth2 account linking process.
    /// It will return a redirect url (as a string, instead of RedirectResponse)
    /// to the OAuth2 provider's authorization endpoint.
    ///
    /// `GET /v1/linked-accounts/oauth2` with the credentials of `APIKeyHeader`
    pub fn link_oauth2_account(
        &self,
        app_name: impl AsRef<str>,
        linked_account_owner_id: impl AsRef<str>,
    ) -> LinkOauth2AccountCall {
        let call = self.0.call(LinkOauth2AccountCall::OPERATION);
        LinkOauth2AccountCall(
            call.text(0, app_name.as_ref()).text(1, linked_account_owner_id.as_ref()),
        )
    }
}

impl LinkOauth2AccountCall {
    /// Sets `after_oauth2_link_redirect_url`.
    pub fn after_oauth2_link_redirect_url(self, value: impl AsRef<str>) -> Self {
        Self(self.0.text(2, value.as_ref()))
    }
}

/// The errors that `link_oauth2_account` declares.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum LinkOauth2AccountError {
    /// 422: Validation Error
    UnprocessableEntity(models::HttpValidationError),
}

::specwright::codegen::client_call! {
    LinkOauth2AccountCall -> Answer<Object>, LinkOauth2AccountError;
    "linked-accounts-link_oauth2_account", "GET", "/v1/linked-accounts/oauth2";
    accept: "application/json";
    security: [[API_KEY_HEADER]];
    params {
        query("app_name"),
        query("linked_account_owner_id"),
        query("after_oauth2_link_redirect_url"),
    }
    ok {
        200 => answer(json),
    }
    error {
        422 => LinkOauth2AccountError::UnprocessableEntity(json),
    }
}
