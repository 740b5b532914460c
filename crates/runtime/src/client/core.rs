//! What all calls of a client share.

use std::{fmt, sync::Arc, time::Duration};

use http::{HeaderMap, HeaderValue, header};

use super::{
    BuildError, Call, Operation, RequestError, Scheme, Transport,
    base::BaseUrl,
    operation::insert,
    security::{Credential, Credentials},
};
use crate::Secret;

/// How large an answer may be unless the client says otherwise, in bytes.
pub const ANSWER_LIMIT: usize = 64 * 1024 * 1024;

/// What all calls of a client share: where the API is, what carries requests,
/// credentials, and what is added to each request. Cheap to clone.
#[derive(Clone)]
pub struct Core(Arc<Shared>);

#[derive(Clone)]
struct Shared {
    base: BaseUrl,
    transport: Arc<dyn Transport>,
    credentials: Credentials,
    credentials_elsewhere: bool,
    headers: HeaderMap,
    timeout: Option<Duration>,
    answer_limit: usize,
    trouble: Option<RequestError>,
}

impl Core {
    /// A client of the API at `base_url`, over `transport`.
    ///
    /// # Errors
    /// [`BuildError`] if `base_url` is no absolute `http` or `https` URL, or
    /// has user information, a query or a fragment. Its path is kept.
    pub fn new(base_url: &str, transport: impl Transport + 'static) -> Result<Self, BuildError> {
        let mut headers = HeaderMap::new();
        let agent = concat!("specwright/", env!("CARGO_PKG_VERSION"));
        headers.insert(header::USER_AGENT, HeaderValue::from_static(agent));
        Ok(Self(Arc::new(Shared {
            base: BaseUrl::parse(base_url)?,
            transport: Arc::new(transport),
            credentials: Credentials::default(),
            credentials_elsewhere: false,
            headers,
            timeout: None,
            answer_limit: ANSWER_LIMIT,
            trouble: None,
        })))
    }

    fn change(mut self, change: impl FnOnce(&mut Shared)) -> Self {
        change(Arc::make_mut(&mut self.0));
        self
    }

    /// Sets the key, token or other secret of `scheme`.
    #[must_use]
    pub fn with_secret(self, scheme: &'static Scheme, secret: impl Into<Secret>) -> Self {
        let credential = Credential::Secret(secret.into());
        self.change(|shared| shared.credentials.set(scheme, credential))
    }

    /// Sets user and password of `scheme`, HTTP Basic.
    #[must_use]
    pub fn with_basic(
        self,
        scheme: &'static Scheme,
        user: impl Into<String>,
        password: impl Into<Secret>,
    ) -> Self {
        let (user, password) = (user.into(), password.into());
        let credential = Credential::Basic { user, password };
        self.change(|shared| shared.credentials.set(scheme, credential))
    }

    /// Credentials that are not set here are added by the transport: none is
    /// reported as missing.
    #[must_use]
    pub fn with_transport_credentials(self) -> Self {
        self.change(|shared| shared.credentials_elsewhere = true)
    }

    /// Sets a header of every request; reported by each call if it is none.
    #[must_use]
    pub fn with_header(self, name: &str, value: &str) -> Self {
        self.change(|shared| {
            if let Err(error) = insert(&mut shared.headers, name, value) {
                shared.trouble.get_or_insert(error);
            }
        })
    }

    /// Sets how long a call may take, to the last byte of its answer. Without
    /// it the transport's default holds.
    #[must_use]
    pub fn with_timeout(self, timeout: Duration) -> Self {
        self.change(|shared| shared.timeout = Some(timeout))
    }

    /// Sets how large an answer may be, in bytes; [`ANSWER_LIMIT`] otherwise.
    #[must_use]
    pub fn with_answer_limit(self, bytes: usize) -> Self {
        self.change(|shared| shared.answer_limit = bytes)
    }

    /// A call of `operation`.
    #[must_use]
    pub fn call(&self, operation: &'static Operation) -> Call {
        Call::new(self, operation)
    }

    pub(super) fn base(&self) -> &BaseUrl {
        &self.0.base
    }

    pub(super) fn transport(&self) -> &dyn Transport {
        &*self.0.transport
    }

    pub(super) fn credentials(&self) -> &Credentials {
        &self.0.credentials
    }

    pub(super) fn credentials_elsewhere(&self) -> bool {
        self.0.credentials_elsewhere
    }

    pub(super) fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    pub(super) fn timeout(&self) -> Option<Duration> {
        self.0.timeout
    }

    pub(super) fn answer_limit(&self) -> usize {
        self.0.answer_limit
    }

    pub(super) fn trouble(&self) -> Option<&RequestError> {
        self.0.trouble.as_ref()
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.0.base.start())
            .field("credentials", &self.0.credentials)
            .field("timeout", &self.0.timeout)
            .field("answer_limit", &self.0.answer_limit)
            .finish_non_exhaustive()
    }
}
