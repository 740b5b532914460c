//! The check program against JSON Schema's own tests, against another
//! validator, and against its promises.

mod behaviour;
mod oracle;
mod schema;
mod suite;
