//! Placeholder until its room is furnished.

use specwright_ir::Api;

use crate::print::Chunk;

/// The chunks of `server.rs`.
#[must_use]
pub fn server(_api: &Api) -> Vec<Chunk> {
    Vec::new()
}
