//! The core of generated clients: building requests, carrying them, reading
//! answers. No HTTP library and no async runtime; both come with a
//! [`Transport`].
//!
//! A generated client is thin: its methods fill a [`Call`] from a constant
//! [`Operation`], and each operation's answers are read by a table of its
//! declared statuses.

mod answer;
mod base;
mod body;
mod core;
mod error;
mod macros;
mod operation;
mod pending;
mod security;
mod transport;

pub use self::{
    answer::{Answer, Answers, DeclaredHeaders, Received, Status, declared_header},
    body::Body,
    core::{ANSWER_LIMIT, Core},
    error::{BuildError, DecodeError, DecodeReason, Error, RawAnswer, RequestError},
    operation::{Call, Operation},
    pending::{PendingAnswer, PendingResponse},
    security::{Requirement, Scheme},
    transport::{
        BoxFuture, OperationInfo, Timeout, Transport, TransportError, TransportErrorKind,
        TransportFn,
    },
};
pub use bytes::Bytes;
pub use http;
