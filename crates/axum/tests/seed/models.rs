//! Stands in for generated models: what the seed's server names of them.

use specwright::{
    Object,
    json::{Encode, Encoder},
};

/// As the document declares it, as a JSON object.
#[derive(Debug, Clone, PartialEq)]
pub struct HttpValidationError(pub Object);

impl Encode for HttpValidationError {
    fn encode(&self, e: &mut Encoder) {
        self.0.encode(e);
    }
}
