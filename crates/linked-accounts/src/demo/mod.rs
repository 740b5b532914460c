//! A small OAuth 2.0 provider of its own, for the demo and for tests.

mod authorize;
mod behaviour;
pub(crate) mod page;
mod provider;
mod random;
mod token;

pub use behaviour::{Behaviour, Iss, TokenAnswer, hostile_text};
pub use provider::{ClientAuth, Options, Provider, Seen, TokenRequest};
