//! The generated client against the generated server, every test on both
//! transports: what is sent arrives, what is answered comes back.

mod all_of;
mod bookshop;
mod defaults;
mod directions;
mod formats;
mod generic;
mod given;
mod hostile;
mod linked_accounts;
mod methods;
mod names;
mod nullability;
mod objects;
mod overlaps;
mod parameters;
mod parcels;
mod patterns;
mod responses;
mod templates;
mod tolerance;
mod trouble;
mod tuples;
mod unions;
mod vault;
