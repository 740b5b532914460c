//! Links from the first request to the stored account, over the router that
//! the service serves, with a token endpoint on loopback that answers as each
//! test wants.

mod exchange;
mod happy;
mod provider;
mod refusals;
mod support;
mod tickets;
mod web;
