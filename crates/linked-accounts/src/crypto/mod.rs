//! Digests, random text, sealing at rest, and the form of API keys. All
//! algorithms are those of RustCrypto; nothing here is invented.

mod api_key;
mod digest;
mod key_file;
mod random;
mod seal;

pub use api_key::{ApiKey, ApiKeyId};
pub use digest::{Digest, sha256};
pub use key_file::KeyError;
pub(crate) use random::random_id;
pub use random::{RandomError, random_token};
pub(crate) use seal::row_name;
pub use seal::{KeyRing, SealError, Sealed};
