//! Check programs: what they say of random schemas and values, held against
//! another validator, and what OpenAPI changes about JSON Schema.

#![allow(clippy::print_stdout, reason = "says how much was compared")]

mod engines;
mod generate;
mod instances;
mod meaning;
mod old;
mod oracle;
mod shrink;
