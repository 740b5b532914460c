//! The table macros.
