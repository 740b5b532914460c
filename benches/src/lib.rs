//! The same two operations three times over: what the benchmarks compare.

pub mod bodies;
pub mod handwritten;
