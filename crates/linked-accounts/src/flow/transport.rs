//! The requests to token endpoints, over reqwest.
//!
//! They carry client secrets, codes and tokens. So no redirect is followed, no
//! plain http leaves this machine, and no provider can make this service wait
//! or fill its memory.

use std::{future::Future, net::SocketAddr, pin::Pin, time::Duration};

use oauth2::{AsyncHttpClient, HttpRequest, HttpResponse};
use specwright_reqwest::{ReqwestTransport, reqwest};
use thiserror::Error;
use url::{Host, Url};

use super::{
    answer::{self, Unusable},
    error::FlowError,
};
use crate::config::Config;

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
            Ok(answer::normalise(status, &headers, &body)?)
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

/// Whether the URL is of this machine, so that nobody can listen in.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(domain)) => domain.trim_end_matches('.') == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::is_loopback;

    #[test]
    fn this_machine_is_told_from_others() {
        let is = |url: &str| is_loopback(&Url::parse(url).unwrap());
        assert!(is("http://localhost:80/t") && is("http://127.1.2.3/") && is("http://[::1]:9/"));
        assert!(!is("http://localhost.example/") && !is("http://128.0.0.1/"));
        assert!(!is("http://0.0.0.0/") && !is("http://[::]/") && !is("data:localhost"));
    }
}
