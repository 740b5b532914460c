//! `uuid`.

pub use ::uuid::Uuid;

super::text_format!(Uuid, "uuid", read, write);

/// The form with four hyphens, RFC 9562 section 4; no braces, no `urn:`.
pub(super) fn read(text: &str) -> Option<Uuid> {
    (text.len() == 36)
        .then(|| Uuid::try_parse(text).ok())
        .flatten()
}

#[expect(clippy::unnecessary_wraps, reason = "the table of formats asks for it")]
fn write(uuid: &Uuid) -> Option<String> {
    Some(uuid.hyphenated().to_string())
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn only_the_form_with_hyphens_is_read() {
        for (text, expected) in [
            ("67e55044-10b1-426f-9247-bb680e5fe0c8", true),
            ("67E55044-10B1-426F-9247-BB680E5FE0C8", true),
            ("67e5504410b1426f9247bb680e5fe0c8", false),
            ("{67e55044-10b1-426f-9247-bb680e5fe0c8}", false),
            ("urn:uuid:67e55044-10b1-426f-9247-bb680e5fe0c8", false),
            ("67e55044-10b1-426f-9247-bb680e5fe0cg", false),
            ("67e55044-10b1-426f-9247bb6-80e5fe0c8", false),
            ("", false),
        ] {
            assert_eq!(read(text).is_some(), expected, "{text}");
        }
    }
}
