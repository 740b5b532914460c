//! JSON text for rejections. They are small, they cannot fail, and nothing of
//! a schema is in them, so they need no codec.

/// A JSON text that grows member by member; the caller keeps the nesting.
#[derive(Debug, Default)]
pub(super) struct Json(Vec<u8>);

impl Json {
    /// Text that is JSON already.
    pub(super) fn raw(&mut self, text: &str) -> &mut Self {
        self.0.extend_from_slice(text.as_bytes());
        self
    }

    /// A comma, unless a bracket was just opened.
    pub(super) fn comma(&mut self) -> &mut Self {
        if !matches!(self.0.last(), None | Some(b'{' | b'[')) {
            self.0.push(b',');
        }
        self
    }

    /// A member's name and colon, after a comma if there is need of one.
    pub(super) fn key(&mut self, name: &str) -> &mut Self {
        self.comma().string(name).raw(":")
    }

    /// A string.
    pub(super) fn string(&mut self, text: &str) -> &mut Self {
        self.0.push(b'"');
        for c in text.chars() {
            match c {
                '"' => self.raw("\\\""),
                '\\' => self.raw("\\\\"),
                '\n' => self.raw("\\n"),
                '\r' => self.raw("\\r"),
                '\t' => self.raw("\\t"),
                c if c < ' ' => self.raw(&format!("\\u{:04x}", u32::from(c))),
                c => self.raw(c.encode_utf8(&mut [0; 4])),
            };
        }
        self.0.push(b'"');
        self
    }

    /// The finished text.
    pub(super) fn finish(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn strings_are_escaped() {
        let mut json = Json::default();
        json.raw("{")
            .key("a\"b")
            .string("\\ \n\u{1} ü")
            .key("c")
            .raw("[")
            .comma();
        let text = json.raw("1]}").finish();
        assert_eq!(
            String::from_utf8(text).unwrap(),
            r#"{"a\"b":"\\ \n\u0001 ü","c":[1]}"#
        );
    }
}
