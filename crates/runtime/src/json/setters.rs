//! What the setters and defaults of generated models build on.

use crate::Nullable;

/// A field that a setter sets.
pub trait Settable {
    /// What the setter takes, once converted.
    type Argument;

    /// The field of that content.
    fn set(argument: Self::Argument) -> Self;
}

impl<T> Settable for Option<T> {
    type Argument = T;

    fn set(argument: T) -> Self {
        Some(argument)
    }
}

impl<T> Settable for Nullable<T> {
    type Argument = Self;

    fn set(argument: Self) -> Self {
        argument
    }
}

/// A field that has a default.
pub trait OrDefault<R> {
    /// The content, or `default` where the field is absent.
    fn or_default(self, default: R) -> R;
}

impl<T: Clone> OrDefault<T> for &Option<T> {
    fn or_default(self, default: T) -> T {
        self.clone().unwrap_or(default)
    }
}

impl<'v> OrDefault<&'v str> for &'v Option<String> {
    fn or_default(self, default: &'v str) -> &'v str {
        self.as_deref().unwrap_or(default)
    }
}

impl<T: Clone> OrDefault<Option<T>> for &Nullable<T> {
    fn or_default(self, default: Option<T>) -> Option<T> {
        match self {
            Nullable::Absent => default,
            Nullable::Null => None,
            Nullable::Value(value) => Some(value.clone()),
        }
    }
}

impl<'v> OrDefault<Option<&'v str>> for &'v Nullable<String> {
    fn or_default(self, default: Option<&'v str>) -> Option<&'v str> {
        match self {
            Nullable::Absent => default,
            Nullable::Null => None,
            Nullable::Value(value) => Some(value),
        }
    }
}
