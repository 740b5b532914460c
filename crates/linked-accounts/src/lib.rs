//! Links accounts of users at OAuth2 providers: a service on Specwright's
//! generated code.

pub mod clock;
pub mod crypto;
pub mod store;
