//! The service behind the generated traits: what comes in goes to the
//! [`Flow`], what comes of it goes out.

use std::sync::Arc;

use http::{HeaderValue, Method, StatusCode, header};
use specwright::{Object, Secret};
use specwright_axum::{Call, Denied, Failure, Granted};

use crate::{
    aci_linked_accounts::{models as aci, server as backend},
    clock::Clock,
    config::Config,
    flow::{FinishError, Finished, Flow, FlowError, Reason, StartError, TicketError},
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

    /// What links accounts.
    #[must_use]
    pub fn flow(&self) -> &Flow {
        &self.flow
    }
}

impl backend::Security for Service {
    /// The name of a project that is configured.
    type Principal = Arc<str>;

    async fn api_key_header(
        &self,
        key: &Secret,
        _call: &Call,
    ) -> Result<Granted<Arc<str>>, Denied> {
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
        call: &Call,
    ) -> Result<LinkOauth2AccountResponse, Failure> {
        name_operation(call);
        if let Some(invalid) = names(&request) {
            return Ok(LinkOauth2AccountResponse::UnprocessableEntity(invalid));
        }
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

/// The longest name of an app and of an owner, in characters.
const LONGEST_NAME: usize = 256;

/// What is wrong with the names, in the words of the document's other
/// rejections: they stand in the database and in URLs, and have an end.
fn names(request: &LinkOauth2AccountRequest) -> Option<aci::HttpValidationError> {
    let given = [
        ("app_name", &request.app_name),
        ("linked_account_owner_id", &request.linked_account_owner_id),
    ];
    let errors: Vec<aci::ValidationError> = given
        .into_iter()
        .filter_map(|(name, text)| {
            let (message, kind) = if text.is_empty() {
                let message = "String should have at least 1 character".to_owned();
                (message, "string_too_short")
            } else if text.chars().nth(LONGEST_NAME).is_some() {
                let message = format!("String should have at most {LONGEST_NAME} characters");
                (message, "string_too_long")
            } else if text.chars().any(char::is_control) {
                let message = "Value error, there is a control character in it".to_owned();
                (message, "value_error")
            } else {
                return None;
            };
            let place = vec!["query".into(), name.into()];
            Some(aci::ValidationError::new(place, message, kind))
        })
        .collect();
    (!errors.is_empty()).then(|| aci::HttpValidationError::new().detail(errors))
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
        uses_up(call)?;
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
            Err(error) => not_finished(error, set_cookie),
        }
    }

    async fn open_ticket(
        &self,
        request: OpenTicketRequest,
        call: &Call,
    ) -> Result<OpenTicketResponse, Failure> {
        name_operation(call);
        uses_up(call)?;
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

/// `HEAD` is for looking (RFC 9110, section 9.2.1), and what is taken here is
/// taken once: programs that look at links must not use them up.
fn uses_up(call: &Call) -> Result<(), Failure> {
    if *call.method() != Method::HEAD {
        return Ok(());
    }
    let failure = Failure::new(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed");
    let get = HeaderValue::from_static("GET");
    Err(failure
        .code("method_not_allowed")
        .header(header::ALLOW, get))
}

fn not_opened(error: TicketError) -> Failure {
    let (said, code) = (error.to_string(), error.code());
    match error {
        TicketError::Unknown | TicketError::UnknownApp => Failure::not_found(said).code(code),
        TicketError::Expired | TicketError::Unreadable => Failure::bad_request(said).code(code),
        TicketError::Start(error) => not_started(error),
    }
}

/// What has failed at the provider or in the database is an answer of the
/// document: a failure would be logged once more.
fn not_finished(
    error: FinishError,
    set_cookie: Option<String>,
) -> Result<FinishLinkResponse, Failure> {
    let code = error.code();
    let body = |status: StatusCode, said: String| {
        models::Problem::new()
            .r#type("about:blank")
            .title(status.canonical_reason().unwrap_or_default())
            .status(status.as_u16().into())
            .detail(said)
            .code(code)
    };
    let later = |said: String, retry_after: Option<u32>| FinishLinkResponse::ServiceUnavailable {
        retry_after: retry_after.map(i64::from),
        set_cookie: set_cookie.clone(),
        body: body(StatusCode::SERVICE_UNAVAILABLE, said),
    };
    let said = error.to_string();
    let failure = match &error {
        FinishError::Store(_) => {
            return Ok(later("The service cannot answer just now".to_owned(), None));
        }
        FinishError::Busy => return Ok(later(said, error.retry_after())),
        _ if error.reason() == Some(Reason::ProviderUnavailable) => {
            return Ok(later(said, error.retry_after()));
        }
        FinishError::Exchange(_) => {
            return Ok(FinishLinkResponse::BadGateway {
                set_cookie,
                body: body(StatusCode::BAD_GATEWAY, said),
            });
        }
        FinishError::UnknownApp => Failure::not_found(said),
        FinishError::Broken => Failure::internal(error),
        _ => Failure::bad_request(said),
    };
    let failure = failure.code(code);
    Err(match set_cookie.map(HeaderValue::try_from) {
        Some(Ok(removal)) => failure.header(header::SET_COOKIE, removal),
        _ => failure,
    })
}

impl browser::Health for Service {
    type Error = Failure;

    async fn health(&self, call: &Call) -> Result<HealthResponse, Failure> {
        name_operation(call);
        if self.store.is_healthy().await {
            Ok(HealthResponse::Ok(models::Health::new()))
        } else {
            Err(Failure::unavailable(
                "The database cannot be read or written",
            ))
        }
    }
}
