//! What Specwright's generated code leans on: the JSON codec, the codecs of
//! parameters and bodies, presence types, rejections, and the client's core.
//!
//! Applications use the types at the root. Generated code names nothing but
//! [`codegen`].

#![warn(missing_docs)]

pub mod client;
pub mod codegen;
mod formats;
pub mod json;
mod presence;
pub mod rejection;
mod secret;
mod value;
pub mod violation;
pub mod wire;

#[cfg(feature = "base64")]
pub use formats::Base64;
#[cfg(feature = "rust_decimal")]
pub use formats::DecimalNumber;
pub use formats::{Base16, Base64Url};
pub use json::ByDisplay;
pub use presence::Nullable;
pub use rejection::Failure;
pub use secret::Secret;
pub use specwright_check::{Decimal, Facets};
pub use value::{Number, Object, Value};
pub use violation::{Expected, Found, Kind, Literal, Place, Step, Violation};

/// Includes what `specwright_build::compile("..")` made from a document: a
/// module of the given name.
///
/// ```ignore
/// // build.rs: specwright_build::compile("specs/aci-linked-accounts.yaml");
/// specwright::include_api!(aci_linked_accounts);
/// use aci_linked_accounts::client::Client;
/// ```
///
/// The name is the document's file name without extension, with `_` for
/// whatever a Rust name cannot have, or the one given to the builder.
#[macro_export]
macro_rules! include_api {
    ($name:ident) => {
        ::core::include!(::core::concat!(
            ::core::env!("OUT_DIR"),
            "/",
            ::core::stringify!($name),
            ".rs"
        ));
    };
}
