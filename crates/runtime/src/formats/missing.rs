//! A format whose feature is off.

/// Stands for the types of formats whose features are off, so that the error
/// that names the feature is the only one. There are no values of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Missing {}

super::text_format!(Missing, "missing", read, write);

fn read(_text: &str) -> Option<Missing> {
    None
}

fn write(value: &Missing) -> Option<String> {
    match *value {}
}
