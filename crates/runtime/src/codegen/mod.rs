//! What generated code names, and nothing else: the contract between the
//! output and the runtime. Applications have no use for it.

mod client;
mod models;

pub use client::*;
pub use models::*;
