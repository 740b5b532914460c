//! `models.rs`: types, and the tables that give them their codec.

use specwright_ir::Api;

use crate::print::Chunk;

/// The chunks of `models.rs`.
#[must_use]
pub fn models(_api: &Api) -> Vec<Chunk> {
    Vec::new()
}
