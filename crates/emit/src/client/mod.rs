//! Placeholder until its room is furnished.

use specwright_ir::Api;

use crate::print::Chunk;

/// The chunks of `client.rs`.
#[must_use]
pub fn client(_api: &Api) -> Vec<Chunk> {
    Vec::new()
}
