//! Generated clients at work: over a fake transport, over a socket, in
//! process.

#![allow(unreachable_pub, dead_code)]

mod answers;
mod both;
mod credentials;
mod fake;
mod properties;
mod requests;
mod settings;
mod socket;

#[path = "../seed/mod.rs"]
mod seed;
#[path = "../wide/mod.rs"]
mod wide;
