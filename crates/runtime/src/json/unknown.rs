//! What the tolerant reader keeps without knowing it.

use specwright_check::json::Lexer;

use super::{Encode, Encoder, write_string};
use crate::Value;

/// A value that the document does not know: an enum value or a variant that
/// came after it was written. Only the tolerant reader makes one, and it is
/// written back unchanged; the strict reader refuses it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Unknown(Box<Content>);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Content {
    json: Box<str>,
    /// The content of a string, and of anything else its JSON text.
    text: Box<str>,
}

impl Unknown {
    /// The value as its JSON text, as it was read.
    #[must_use]
    pub fn as_json(&self) -> &str {
        &self.0.json
    }

    /// A string's content; of any other value its JSON text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0.text
    }

    /// The value.
    #[must_use]
    pub fn to_value(&self) -> Value {
        Value::from_json(&self.0.json).unwrap_or_default()
    }

    /// Keeps a JSON text that was read without error.
    pub(super) fn from_json(json: &str) -> Self {
        let text = match json.starts_with('"') {
            true => Lexer::new(json).string().map(Into::into),
            false => None,
        };
        Self(Box::new(Content {
            json: json.into(),
            text: text.unwrap_or_else(|| json.into()),
        }))
    }

    /// Keeps a parameter's text.
    pub(super) fn from_text(text: &str) -> Self {
        let mut json = Vec::new();
        write_string(text, &mut json);
        Self(Box::new(Content {
            json: String::from_utf8_lossy(&json).into(),
            text: text.into(),
        }))
    }
}

impl Encode for Unknown {
    fn encode(&self, e: &mut Encoder) {
        e.raw(&self.0.json);
    }
}
