//! What generated code calls where it uses the types of a format: nothing if
//! the feature is on, else an error that names it.

/// The feature `base64` is on.
#[cfg(feature = "base64")]
#[doc(hidden)]
#[macro_export]
macro_rules! __require_base64 {
    () => {};
}

/// The feature `base64` is off.
#[cfg(not(feature = "base64"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __require_base64 {
    () => {
        ::core::compile_error!(
            "this API has formats that need a feature of `specwright`: add `features = [\"base64\"]` to the dependency"
        );
    };
}

/// The feature `chrono` is on.
#[cfg(feature = "chrono")]
#[doc(hidden)]
#[macro_export]
macro_rules! __require_chrono {
    () => {};
}

/// The feature `chrono` is off.
#[cfg(not(feature = "chrono"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __require_chrono {
    () => {
        ::core::compile_error!(
            "this API has formats that need a feature of `specwright`: add `features = [\"chrono\"]` to the dependency"
        );
    };
}

/// The feature `uuid` is on.
#[cfg(feature = "uuid")]
#[doc(hidden)]
#[macro_export]
macro_rules! __require_uuid {
    () => {};
}

/// The feature `uuid` is off.
#[cfg(not(feature = "uuid"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __require_uuid {
    () => {
        ::core::compile_error!(
            "this API has formats that need a feature of `specwright`: add `features = [\"uuid\"]` to the dependency"
        );
    };
}

/// The feature `jiff` is on.
#[cfg(feature = "jiff")]
#[doc(hidden)]
#[macro_export]
macro_rules! __require_jiff {
    () => {};
}

/// The feature `jiff` is off.
#[cfg(not(feature = "jiff"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __require_jiff {
    () => {
        ::core::compile_error!(
            "this API has formats that need a feature of `specwright`: add `features = [\"jiff\"]` to the dependency"
        );
    };
}

/// The feature `rust_decimal` is on.
#[cfg(feature = "rust_decimal")]
#[doc(hidden)]
#[macro_export]
macro_rules! __require_rust_decimal {
    () => {};
}

/// The feature `rust_decimal` is off.
#[cfg(not(feature = "rust_decimal"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __require_rust_decimal {
    () => {
        ::core::compile_error!(
            "this API has formats that need a feature of `specwright`: add `features = [\"rust_decimal\"]` to the dependency"
        );
    };
}

/// The feature `time` is on.
#[cfg(feature = "time")]
#[doc(hidden)]
#[macro_export]
macro_rules! __require_time {
    () => {};
}

/// The feature `time` is off.
#[cfg(not(feature = "time"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __require_time {
    () => {
        ::core::compile_error!(
            "this API has formats that need a feature of `specwright`: add `features = [\"time\"]` to the dependency"
        );
    };
}

/// The feature `serde` is on.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __require_serde {
    () => {};
}

/// The feature `serde` is off.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __require_serde {
    () => {
        ::core::compile_error!(
            "this API has types of yours that are read by serde, which needs a feature of `specwright`: add `features = [\"serde\"]` to the dependency"
        );
    };
}
