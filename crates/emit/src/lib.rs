//! From the intermediate representation to tokens and text: total functions.
//! Whatever can fail has failed in `lower`; printing may only report an
//! internal error that names the item.

pub mod client;
mod imports;
pub mod model;
pub mod print;
pub mod root;
pub mod server;
pub mod tokens;

pub use client::client;
pub use model::models;
pub use print::{Chunk, InternalError, print};
pub use server::server;
