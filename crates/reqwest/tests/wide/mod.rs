//! An API with everything that a client can be asked for.

pub mod models;

#[allow(unused_imports)]
#[rustfmt::skip]
pub mod client;

::specwright_reqwest::codegen::client_new!(client::Client);
