//! The requests to token endpoints, over reqwest.
//!
//! They carry client secrets, codes and tokens. So no redirect is followed, no
//! plain http leaves this machine, and no provider can make this service wait
//! or fill its memory.

use std::{future::Future, net::SocketAddr, pin::Pin, time::Duration};

use http::{HeaderMap, header};
use oauth2::{AsyncHttpClient, HttpRequest, HttpResponse};
use specwright_reqwest::{ReqwestTransport, reqwest};
use thiserror::Error;
use url::Url;

use super::{
    answer::{self, Unusable},
    error::FlowError,
};
use crate::config::{Config, urls::is_loopback};

/// How long connecting may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// Why there is no answer.
#[derive(Debug, Error)]
pub enum TransportError {
    /// The endpoint cannot be reached, or breaks off.
    #[error("the token endpoint cannot be reached")]
    Unreachable(#[source] reqwest::Error),
    /// It takes longer than it may.
    #[error("the token endpoint takes too long")]
    Timeout,
    /// It answers more than it may.
    #[error("the token endpoint's answer is longer than {0} bytes")]
    TooLong(usize),
    /// It is plain http on another machine.
    #[error("the token endpoint is not reached by https")]
    Insecure,
    /// It says that it has no time.
    #[error("the token endpoint cannot answer just now")]
    Busy {
        /// When it has, in seconds, where it says that, too (RFC 9110, section
        /// 10.2.3).
        retry_after: Option<u32>,
    },
    /// It answers what cannot be used.
    #[error("the token endpoint's answer cannot be used: {0}")]
    Unusable(#[from] Unusable),
}

/// Sends requests to token endpoints.
#[derive(Debug, Clone)]
pub(super) struct Transport {
    /// For https. Without any app that asks for it the system's certificates
    /// are not read.
    secure: Option<reqwest::Client>,
    /// For plain http to this machine. It never goes through a proxy.
    loopback: reqwest::Client,
    timeout: Duration,
    limit: usize,
}

impl Transport {
    pub(super) fn new(config: &Config) -> Result<Self, FlowError> {
        let mut apps = config.projects.values().flat_map(|p| p.apps.values());
        let secure = apps.any(|app| app.token_url.scheme() == "https");
        let secure = secure.then(secure_client).transpose()?;
        Ok(Self {
            secure,
            loopback: loopback_client()?,
            timeout: config.limits.provider_timeout,
            limit: config.limits.provider_bytes,
        })
    }

    /// The client for `url`.
    fn client(&self, url: &Url) -> Result<&reqwest::Client, TransportError> {
        match url.scheme() {
            "https" => self.secure.as_ref().ok_or(TransportError::Insecure),
            "http" if is_loopback(url) => Ok(&self.loopback),
            _ => Err(TransportError::Insecure),
        }
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let request = reqwest::Request::try_from(request).map_err(unreachable)?;
        let client = self.client(request.url())?;
        let answer = async {
            let response = client.execute(request).await.map_err(unreachable)?;
            let (status, headers) = (response.status(), response.headers().clone());
            let body = self.body(response).await?;
            match answer::normalise(status, &headers, &body) {
                Err(Unusable::Busy) => Err(TransportError::Busy {
                    retry_after: retry_after(&headers),
                }),
                answer => Ok(answer?),
            }
        };
        match tokio::time::timeout(self.timeout, answer).await {
            Ok(answer) => answer,
            Err(_) => Err(TransportError::Timeout),
        }
    }

    /// The body, given up as soon as it is too long, whatever its
    /// `Content-Length` says.
    async fn body(&self, mut response: reqwest::Response) -> Result<Vec<u8>, TransportError> {
        let too_long = TransportError::TooLong(self.limit);
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(unreachable)? {
            if chunk.len() > self.limit - body.len() {
                return Err(too_long);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }
}

impl<'c> AsyncHttpClient<'c> for Transport {
    type Error = TransportError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, TransportError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}

/// `Retry-After` in seconds, at most a day. Dates are not read.
fn retry_after(headers: &HeaderMap) -> Option<u32> {
    let seconds: u32 = headers
        .get(header::RETRY_AFTER)?
        .to_str()
        .ok()?
        .parse()
        .ok()?;
    Some(seconds.min(24 * 60 * 60))
}

/// The URL is taken out: it is the configuration's, and says nothing more than
/// the app's name does.
fn unreachable(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    if error.is_timeout() {
        TransportError::Timeout
    } else {
        TransportError::Unreachable(error)
    }
}

/// Trusts what the system trusts.
fn secure_client() -> Result<reqwest::Client, FlowError> {
    let builder = ReqwestTransport::builder().map_err(FlowError::Tls)?;
    builder
        .https_only(true)
        .connect_timeout(CONNECT_TIMEOUT)
        .build()
        .map_err(FlowError::Client)
}

/// Trusts nothing, and takes `localhost` for this machine whatever the
/// resolver says (RFC 6761, section 6.3).
pub(crate) fn loopback_client() -> Result<reqwest::Client, FlowError> {
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let tls = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(FlowError::Rustls)?
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth();
    // Port 0 stands for the URL's.
    let localhost = [
        SocketAddr::from(([127, 0, 0, 1], 0)),
        SocketAddr::from(([0, 0, 0, 0, 0, 0, 0, 1], 0)),
    ];
    reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .no_proxy()
        .resolve_to_addrs("localhost", &localhost)
        .connect_timeout(CONNECT_TIMEOUT)
        .build()
        .map_err(FlowError::Client)
}
