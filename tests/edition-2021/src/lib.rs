//! The generated code of every fixture compiles in edition 2021, too, with
//! warnings denied.
#![deny(warnings, missing_docs, unsafe_code)]

// Formatted where it is written, in its edition.
#[rustfmt::skip]
#[path = "../../src/shop.rs"]
pub mod shop;

include!(concat!(env!("OUT_DIR"), "/all.rs"));
