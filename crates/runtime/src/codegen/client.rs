//! What generated clients name beside the models.

#[doc(no_inline)]
pub use crate::{
    __client_call as client_call, __client_group as client_group,
    __client_headers as client_headers, __client_methods as client_methods,
    __client_schemes as client_schemes,
    client::{Answer, Bytes, Call as ClientCall, Core as ClientCore, Error, http::StatusCode},
};
