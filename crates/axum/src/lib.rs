//! The server side of Specwright's generated code: credentials, rejections
//! and the plain [`axum::Router`] that calls an application's traits.
//!
//! Generated code names nothing but [`codegen`]; applications use the types
//! at the root:
//!
//! - [`Call`]: what an operation was called with beside its arguments;
//! - [`Granted`] and [`Denied`]: what the methods of a generated `Security`
//!   trait answer;
//! - [`Options`]: body limits and the wording of rejections, a layer;
//! - [`Failure`], [`Rejection`]: what is answered when no handler answers.

#![warn(missing_docs)]

mod answer;
mod body;
mod call;
pub mod codegen;
mod in_process;
mod input;
mod operation;
mod options;
mod reject;
mod route;
mod security;
mod template;

pub use call::Call;
pub use in_process::InProcess;
pub use options::Options;
pub use security::{Denied, Granted};
pub use specwright::rejection::{Dialect, Failure, Reason, Rejection};
