//! What the benchmarks compare: generated code, and the same written by hand
//! in axum and serde.

pub mod bodies;
pub mod generated;
pub mod handwritten;
pub mod measure;
pub mod requests;
pub mod twins;
