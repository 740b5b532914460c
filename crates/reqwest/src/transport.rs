//! The transport.

use std::time::Duration;

use reqwest::redirect::Policy;
use specwright::client::{
    Body, BoxFuture, BuildError, Timeout, Transport, TransportError,
    http::{Request, Response},
};

/// How long a call may take unless client or call say otherwise, from sending
/// the request to the last byte of the answer.
pub const TIMEOUT: Duration = Duration::from_secs(30);

/// How long connecting may take.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How large a request body that arrives in pieces may be, in bytes.
const REQUEST_LIMIT: usize = 64 * 1024 * 1024;

/// A transport on a [`reqwest::Client`].
#[derive(Debug, Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    timeout: Option<Duration>,
}

impl ReqwestTransport {
    /// The default transport for an API at `base_url`: no redirects,
    /// [`CONNECT_TIMEOUT`], [`TIMEOUT`]. The system's certificates are read
    /// only for `https`.
    ///
    /// # Errors
    /// [`BuildError`] if the system's certificates cannot be read, or if
    /// `https` is asked for without the feature `rustls`.
    pub fn for_base_url(base_url: &str) -> Result<Self, BuildError> {
        let secure = base_url
            .get(..8)
            .is_some_and(|start| start.eq_ignore_ascii_case("https://"));
        let builder = builder(secure)?;
        let client = builder.build().map_err(|error| {
            BuildError::transport("the HTTP client cannot be set up", Some(Box::new(error)))
        })?;
        Ok(Self {
            client,
            timeout: Some(TIMEOUT),
        })
    }

    /// reqwest's builder with the settings of the default transport, for more
    /// of them: a proxy, a client certificate, other addresses. The result
    /// goes to [`ReqwestTransport::new`].
    ///
    /// ```no_run
    /// # fn of() -> Result<(), Box<dyn std::error::Error>> {
    /// use specwright_reqwest::ReqwestTransport;
    ///
    /// let builder = ReqwestTransport::builder()?.no_proxy();
    /// let transport = ReqwestTransport::new(builder.build()?);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`BuildError`] if the system's certificates cannot be read.
    pub fn builder() -> Result<reqwest::ClientBuilder, BuildError> {
        builder(cfg!(feature = "rustls"))
    }

    /// The transport on a client of the program's own. Its settings hold, its
    /// time limits among them: build it with
    /// `redirect(reqwest::redirect::Policy::none())`, or declared redirects
    /// are not seen.
    ///
    /// A client that is built without [`ReqwestTransport::builder`] needs a
    /// TLS library of its own: a feature of reqwest, or a default provider of
    /// rustls. Without one reqwest panics when it is built.
    #[must_use]
    pub fn new(client: reqwest::Client) -> Self {
        Self {
            client,
            timeout: None,
        }
    }

    /// Sets how long a call may take where neither client nor call say so.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }
}

impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        Self::new(client)
    }
}

/// reqwest's builder with our settings.
fn builder(secure: bool) -> Result<reqwest::ClientBuilder, BuildError> {
    let builder = reqwest::Client::builder()
        .redirect(Policy::none())
        .referer(false)
        .connect_timeout(CONNECT_TIMEOUT);
    tls(builder, secure)
}

#[cfg(feature = "rustls")]
fn tls(
    builder: reqwest::ClientBuilder,
    secure: bool,
) -> Result<reqwest::ClientBuilder, BuildError> {
    use std::sync::Arc;

    let refuse = |error: Box<dyn std::error::Error + Send + Sync>| {
        BuildError::transport("TLS cannot be set up", Some(error))
    };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .map_err(|error| refuse(Box::new(error)))?;
    let mut config = if secure {
        let verifier = rustls_platform_verifier::Verifier::new(provider)
            .map_err(|error| refuse(Box::new(error)))?;
        config
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_no_client_auth()
    } else {
        // Nothing is trusted, for nothing is asked: redirects are not followed.
        config
            .with_root_certificates(rustls::RootCertStore::empty())
            .with_no_client_auth()
    };
    config.alpn_protocols = if cfg!(feature = "http2") {
        vec![b"h2".to_vec(), b"http/1.1".to_vec()]
    } else {
        vec![b"http/1.1".to_vec()]
    };
    Ok(builder.tls_backend_preconfigured(config))
}

#[cfg(not(feature = "rustls"))]
fn tls(
    builder: reqwest::ClientBuilder,
    secure: bool,
) -> Result<reqwest::ClientBuilder, BuildError> {
    if secure {
        return Err(BuildError::transport(
            "`https` needs the feature `rustls` of specwright-reqwest, or a client of your own",
            None,
        ));
    }
    Ok(builder)
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let timeout = request
                .extensions()
                .get::<Timeout>()
                .map(|timeout| timeout.0);
            let (parts, body) = request.into_parts();
            let body = body.collect(REQUEST_LIMIT).await?;
            let request = Request::from_parts(parts, body);
            let mut request = reqwest::Request::try_from(request).map_err(trouble)?;
            if request
                .body()
                .and_then(reqwest::Body::as_bytes)
                .is_some_and(<[u8]>::is_empty)
            {
                // Otherwise a GET would announce a body of no bytes.
                *request.body_mut() = None;
            }
            *request.timeout_mut() = timeout.or(self.timeout);
            let response = self.client.execute(request).await.map_err(trouble)?;
            let (parts, body) = Response::<reqwest::Body>::from(response).into_parts();
            Ok(Response::from_parts(
                parts,
                Body::from_stream(body, trouble),
            ))
        })
    }
}

/// Says what kind of trouble it is. The URL is taken out: it may hold a key.
fn trouble(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    if error.is_timeout() {
        TransportError::timeout(error)
    } else if error.is_connect() {
        TransportError::connect(error)
    } else {
        TransportError::other(error)
    }
}
