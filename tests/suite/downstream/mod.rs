//! Crates as users have them: what their build scripts make runs, and is made
//! again just when it must.

mod cargo;
mod rebuilding;
mod talking;
