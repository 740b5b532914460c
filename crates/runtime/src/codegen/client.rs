//! What generated clients name.

#[doc(no_inline)]
pub use crate::{
    __client as client, __client_call as client_call, __client_group as client_group,
    __client_headers as client_headers,
    client::{
        Answer, ApiError, BuildError, Call, Core, Credential, Error, RequestError, Scheme,
        Transport, TransportError, http::StatusCode,
    },
};
