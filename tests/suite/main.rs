//! The tests of the whole house: generated code against raw requests, against
//! recorded answers, and both sides of the wire against each other.
#![allow(missing_docs, unreachable_pub, clippy::print_stdout)]

mod downstream;
mod fastapi;
mod output;
mod rejections;
mod round_trips;
mod security;
mod support;
mod verdicts;
