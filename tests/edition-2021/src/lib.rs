//! The generated code of every fixture compiles in edition 2021, too, with
//! warnings denied.
#![deny(warnings, missing_docs, unsafe_code)]

include!(concat!(env!("OUT_DIR"), "/all.rs"));
