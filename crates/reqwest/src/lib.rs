//! The default transport of Specwright's generated clients, on reqwest.
//!
//! A generated crate with its feature `reqwest` has `Client::new(base_url)`,
//! which uses [`ReqwestTransport::for_base_url`]. Everything else goes through
//! `Client::with_transport`: other time limits, a proxy, a client certificate,
//! a [`reqwest::Client`] that the program already has.
//!
//! The features only add: `rustls` (on by default) speaks `https` through
//! rustls with the ring provider, so that neither OpenSSL nor cmake is needed;
//! `http2` and `system-proxy` (both on by default) are reqwest's own. A client
//! built by the program brings the TLS library that it was built with.

#![warn(missing_docs)]

mod transport;

pub use reqwest;
pub use transport::{CONNECT_TIMEOUT, ReqwestTransport, TIMEOUT};

/// What generated code names: the contract between output and this crate.
pub mod codegen {
    pub use crate::__client_new as client_new;
}

/// `Client::new`, for the root of generated code: it stands outside of
/// `client.rs`, so that this compiles without a default transport.
#[doc(hidden)]
#[macro_export]
macro_rules! __client_new {
    ($client:ty) => {
        impl $client {
            /// A client of the API at `base_url`, over the default transport:
            /// no redirects are followed, 10 seconds to connect, 30 seconds
            /// for a call unless `with_timeout` says otherwise.
            ///
            /// `base_url` is an absolute `http` or `https` URL. Its path is
            /// kept; paths of the document are appended to it.
            ///
            /// # Errors
            /// For a base URL that is none, or that has user information, a
            /// query or a fragment, and if the system's certificates cannot
            /// be read.
            pub fn new(
                base_url: impl ::core::convert::AsRef<str>,
            ) -> ::core::result::Result<Self, $crate::BuildError> {
                let base_url = base_url.as_ref();
                let transport = $crate::ReqwestTransport::for_base_url(base_url)?;
                Self::with_transport(base_url, transport)
            }
        }
    };
}

#[doc(hidden)]
pub use specwright::client::BuildError;
