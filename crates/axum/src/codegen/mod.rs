//! What generated servers name, and nothing else: the contract between the
//! output and the runtime. Applications have no use for it.

mod macros;

#[doc(no_inline)]
pub use crate::{
    __server_operations as operations, __server_request as request, __server_response as response,
    __server_security as security,
    answer::{Answer, IntoAnswer},
    call::Call,
    input::{FromRequest, Input, RequestReader},
    operation::{Api, BoxFuture, Operation, RequestBody, Row, Run},
    route::{Mount, mount, not_found},
    security::{Check, Combine, Credential, Denied, Granted, Guard, Scheme, Verdict},
};
pub use axum::{Router, extract::Request, response::Response};
pub use bytes::Bytes;
pub use http::StatusCode;
pub use specwright::{
    rejection::{Declared, Dialect, Failure, Fill, Statuses},
    wire::{Duplicates, Param},
};
pub use std::{boxed::Box, sync::Arc, vec, vec::Vec};
