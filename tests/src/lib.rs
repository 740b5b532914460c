//! The generated code of every fixture, and what the tests of the whole house
//! share. Compiles with warnings denied.
#![deny(warnings, missing_docs, unsafe_code)]

pub mod shop;

include!(concat!(env!("OUT_DIR"), "/all.rs"));
