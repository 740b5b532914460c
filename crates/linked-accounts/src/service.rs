//! The service behind the generated traits: what comes in goes to the
//! [`Flow`], what comes of it goes out.

use std::sync::Arc;

use http::{HeaderValue, StatusCode, header};
use specwright::{Object, Secret};
use specwright_axum::{Call, Denied, Failure, Granted};

use crate::{
    aci_linked_accounts::{models as aci, server as backend},
    clock::Clock,
    config::Config,
    flow::{FinishError, Finished, Flow, FlowError, StartError, TicketError},
    linked_accounts_browser::{models, server as browser},
    store::{Account, Store, StoreError},
    web::name_operation,
};
use backend::{LinkOauth2AccountRequest, LinkOauth2AccountResponse};
use browser::{
    FinishLinkRequest, FinishLinkResponse, HealthResponse, OpenTicketRequest, OpenTicketResponse,
};

/// The service. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Service {
    config: Arc<Config>,
    store: Store,
    flow: Flow,
}

impl Service {
    /// A service of these projects.
    ///
    /// # Errors
    /// [`FlowError`]
    pub fn new(config: Arc<Config>, store: Store, clock: Clock) -> Result<Self, FlowError> {
        let flow = Flow::new(config.clone(), store.clone(), clock)?;
        Ok(Self {
            config,
            store,
            flow,
        })
    }
}

impl backend::Security for Service {
    /// The name of a project that is configured.
    type Principal = Arc<str>;

    async fn api_key_header(&self, key: &Secret, call: &Call) -> Result<Granted<Arc<str>>, Denied> {
        name_operation(call);
        let project = self.store.project_of(key).await.map_err(unavailable)?;
        match project {
            Some(name) if self.config.projects.contains_key(&*name) => Ok(Granted::new(name)),
            _ => Err(Denied::Refused),
        }
    }
}

impl backend::LinkedAccounts for Service {
    type Error = Failure;

    async fn link_oauth2_account(
        &self,
        project: Arc<str>,
        request: LinkOauth2AccountRequest,
        _call: &Call,
    ) -> Result<LinkOauth2AccountResponse, Failure> {
        let app = &request.app_name;
        let project = self.config.projects.get(&*project).ok_or_else(|| {
            Failure::internal("a project is gone that a key has just been checked for")
        })?;
        let after = request.after_oauth2_link_redirect_url.as_deref();
        let owner = &request.linked_account_owner_id;
        match self.flow.start(project, app, owner, after).await {
            Ok(url) => Ok(LinkOauth2AccountResponse::Ok(Object::from([(
                "url",
                String::from(url).into(),
            )]))),
            Err(StartError::RedirectNotAllowed) => Ok(
                LinkOauth2AccountResponse::UnprocessableEntity(redirect_not_allowed()),
            ),
            Err(error) => Err(not_started(error)),
        }
    }
}

/// The rejection in the words of the document's other ones.
fn redirect_not_allowed() -> aci::HttpValidationError {
    aci::HttpValidationError::new().detail(vec![aci::ValidationError::new(
        vec!["query".into(), "after_oauth2_link_redirect_url".into()],
        "Value error, the project does not allow this URL",
        "value_error",
    )])
}

fn not_started(error: StartError) -> Failure {
    match error {
        StartError::UnknownApp => {
            Failure::not_found("The project has no app of this name").code("unknown_app")
        }
        StartError::Store(error) => unavailable(error),
        StartError::Random(_) | StartError::RedirectNotAllowed | StartError::TicketUrl => {
            Failure::internal(error)
        }
    }
}

/// 503: the database does not answer. Why is logged, and not sent.
fn unavailable(error: StoreError) -> Failure {
    match error {
        StoreError::TooManyPending { .. } => {
            Failure::too_many_requests("The project has as many unfinished links as it may have")
                .source(error)
        }
        error => Failure::unavailable("The service cannot answer just now").source(error),
    }
}

impl browser::Browser for Service {
    type Error = Failure;

    async fn finish_link(
        &self,
        request: FinishLinkRequest,
        call: &Call,
    ) -> Result<FinishLinkResponse, Failure> {
        name_operation(call);
        let set_cookie = self.flow.removal(&request.state, call.headers());
        match self.flow.finish(request, call.headers()).await {
            Ok(Finished::Linked(account)) => Ok(FinishLinkResponse::Ok {
                set_cookie,
                body: linked(account),
            }),
            Ok(Finished::Redirect(url)) => Ok(FinishLinkResponse::Found {
                location: url.into(),
                set_cookie,
            }),
            Err(error) => Err(match set_cookie.map(HeaderValue::try_from) {
                Some(Ok(removal)) => not_finished(error).header(header::SET_COOKIE, removal),
                _ => not_finished(error),
            }),
        }
    }

    async fn open_ticket(
        &self,
        request: OpenTicketRequest,
        call: &Call,
    ) -> Result<OpenTicketResponse, Failure> {
        name_operation(call);
        match self.flow.open_ticket(&request.ticket).await {
            Ok(opened) => Ok(OpenTicketResponse::Found {
                location: opened.location.into(),
                set_cookie: opened.cookie.into_exposed(),
            }),
            Err(error) => Err(not_opened(error)),
        }
    }
}

fn linked(account: Account) -> models::LinkedAccount {
    models::LinkedAccount {
        id: account.id,
        app_name: account.app,
        linked_account_owner_id: account.owner,
        scopes: account.scopes,
        has_refresh_token: account.has_refresh_token,
        access_token_expires_at: account.expires_at,
        created_at: account.created_at,
        updated_at: account.updated_at,
    }
}

fn not_opened(error: TicketError) -> Failure {
    let said = error.to_string();
    match error {
        TicketError::Unknown => Failure::not_found(said).code("unknown_ticket"),
        TicketError::UnknownApp => Failure::not_found(said).code("unknown_app"),
        TicketError::Expired => Failure::bad_request(said).code("expired"),
        TicketError::Start(error) => not_started(error),
    }
}

fn not_finished(error: FinishError) -> Failure {
    let said = error.to_string();
    let refused = Failure::bad_request;
    match error {
        FinishError::UnknownState => refused(said).code("unknown_state"),
        FinishError::Expired => refused(said).code("expired"),
        FinishError::OtherApp => refused(said).code("other_app"),
        FinishError::OtherClient => refused(said).code("other_client"),
        FinishError::OtherBrowser => refused(said).code("other_browser"),
        FinishError::OtherIssuer => refused(said).code("other_issuer"),
        FinishError::CodeAndError => refused(said).code("code_and_error"),
        FinishError::NoCode => refused(said).code("no_code"),
        FinishError::UnknownApp => Failure::not_found(said).code("unknown_app"),
        FinishError::Store(error) => unavailable(error),
        FinishError::Broken => Failure::internal(error),
        FinishError::Refused { .. } | FinishError::Exchange(_) => {
            let code = error.reason().map_or("failed", |reason| reason.as_str());
            let failure = match &error {
                FinishError::Refused { .. } => refused(said),
                FinishError::Exchange(cause) if cause.is_passing() => Failure::unavailable(said),
                _ => Failure::new(StatusCode::BAD_GATEWAY, said),
            };
            failure.code(code).source(error)
        }
    }
}

impl browser::Health for Service {
    type Error = Failure;

    async fn health(&self, call: &Call) -> Result<HealthResponse, Failure> {
        name_operation(call);
        if self.store.is_healthy().await {
            Ok(HealthResponse::Ok(models::Health::new(
                models::HealthStatus::Ok,
            )))
        } else {
            Err(Failure::unavailable(
                "The database cannot be read or written",
            ))
        }
    }
}
