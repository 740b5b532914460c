//! The first document, its client as it is generated.

pub mod models;

#[allow(unused_imports)]
#[rustfmt::skip]
pub mod client;

::specwright_reqwest::codegen::client_new!(client::Client);
