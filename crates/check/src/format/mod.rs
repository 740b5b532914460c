//! `format`, asserted: one small parser a format, by the grammar of its RFC.

mod email;
mod host;
mod idna;
mod numbers;
mod pointer;
mod template;
#[cfg(test)]
mod tests;
mod time;
mod uri;

/// A format that says something about a value. Those of strings hold for
/// everything that is no string, those of numbers for what is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// `date-time`: RFC 3339.
    DateTime,
    /// `date`: RFC 3339.
    Date,
    /// `time`: RFC 3339, with its offset.
    Time,
    /// `duration`: RFC 3339, appendix A.
    Duration,
    /// `email`: RFC 5321, section 4.1.2.
    Email,
    /// `idn-email`: RFC 6531.
    IdnEmail,
    /// `hostname`: RFC 1123; A-labels as RFC 5891 says.
    Hostname,
    /// `idn-hostname`: RFC 5890.
    IdnHostname,
    /// `ipv4`: RFC 2673, section 3.2.
    Ipv4,
    /// `ipv6`: RFC 4291, section 2.2.
    Ipv6,
    /// `uri`: RFC 3986.
    Uri,
    /// `uri-reference`: RFC 3986.
    UriReference,
    /// `iri`: RFC 3987.
    Iri,
    /// `iri-reference`: RFC 3987.
    IriReference,
    /// `uri-template`: RFC 6570.
    UriTemplate,
    /// `uuid`: RFC 4122.
    Uuid,
    /// `json-pointer`: RFC 6901, section 5.
    JsonPointer,
    /// `relative-json-pointer`.
    RelativeJsonPointer,
    /// `regex`: ECMA-262.
    Regex,
    /// `byte` of OpenAPI: base64, RFC 4648, section 4.
    Byte,
    /// `base64url` of OpenAPI: RFC 4648, section 5, with or without padding.
    Base64Url,
    /// `decimal` of OpenAPI: a number in fixed-point notation, as a text; every
    /// number has it.
    Decimal,
    /// `int8` of OpenAPI.
    Int8,
    /// `int16` of OpenAPI.
    Int16,
    /// `int32` of OpenAPI.
    Int32,
    /// `int64` of OpenAPI.
    Int64,
    /// `uint8` of OpenAPI.
    Uint8,
    /// `uint16` of OpenAPI.
    Uint16,
    /// `uint32` of OpenAPI.
    Uint32,
    /// `uint64` of OpenAPI.
    Uint64,
    /// `float` of OpenAPI: no number beyond those of binary32.
    Float,
    /// `double` of OpenAPI: no number beyond those of binary64.
    Double,
}

const NAMES: &[(&str, Format)] = &[
    ("date-time", Format::DateTime),
    ("date", Format::Date),
    ("time", Format::Time),
    ("duration", Format::Duration),
    ("email", Format::Email),
    ("idn-email", Format::IdnEmail),
    ("hostname", Format::Hostname),
    ("idn-hostname", Format::IdnHostname),
    ("ipv4", Format::Ipv4),
    ("ipv6", Format::Ipv6),
    ("uri", Format::Uri),
    ("uri-reference", Format::UriReference),
    ("iri", Format::Iri),
    ("iri-reference", Format::IriReference),
    ("uri-template", Format::UriTemplate),
    ("uuid", Format::Uuid),
    ("json-pointer", Format::JsonPointer),
    ("relative-json-pointer", Format::RelativeJsonPointer),
    ("regex", Format::Regex),
    ("byte", Format::Byte),
    ("base64url", Format::Base64Url),
    ("decimal", Format::Decimal),
    ("int8", Format::Int8),
    ("int16", Format::Int16),
    ("int32", Format::Int32),
    ("int64", Format::Int64),
    ("uint8", Format::Uint8),
    ("uint16", Format::Uint16),
    ("uint32", Format::Uint32),
    ("uint64", Format::Uint64),
    ("float", Format::Float),
    ("double", Format::Double),
];

impl Format {
    /// The format that documents call `name`. Names that nobody defined, and
    /// formats such as `binary` and `password` that every string has, are
    /// none.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let found = NAMES.iter().find(|(known, _)| *known == name);
        found.map(|(_, format)| *format)
    }

    /// What documents call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        let found = NAMES.iter().find(|(_, format)| *format == self);
        found.map_or("", |(name, _)| name)
    }

    /// Whether the string `text` has the format.
    #[must_use]
    pub fn accepts(self, text: &str) -> bool {
        match self {
            Self::DateTime => time::date_time(text),
            Self::Date => time::date(text),
            Self::Time => time::time(text),
            Self::Duration => time::duration(text),
            Self::Email => email::mailbox(text, false),
            Self::IdnEmail => email::mailbox(text, true),
            Self::Hostname => host::name(text),
            Self::IdnHostname => idna::name(text),
            Self::Ipv4 => host::ipv4(text),
            Self::Ipv6 => host::ipv6(text),
            Self::Uri => uri::absolute(text, false),
            Self::UriReference => uri::reference(text, false),
            Self::Iri => uri::absolute(text, true),
            Self::IriReference => uri::reference(text, true),
            Self::UriTemplate => template::accepts(text),
            Self::Uuid => uuid(text),
            Self::JsonPointer => pointer::absolute(text),
            Self::RelativeJsonPointer => pointer::relative(text),
            Self::Regex => regex(text),
            Self::Byte => crate::program::Encoding::Base64.decode(text).is_some(),
            Self::Base64Url => crate::program::Encoding::Base64Url.decode(text).is_some(),
            Self::Decimal => numbers::fixed_point(text),
            Self::Int8
            | Self::Int16
            | Self::Int32
            | Self::Int64
            | Self::Uint8
            | Self::Uint16
            | Self::Uint32
            | Self::Uint64
            | Self::Float
            | Self::Double => true,
        }
    }

    /// Whether the JSON number `text` has the format.
    #[must_use]
    pub fn accepts_number(self, text: &str) -> bool {
        numbers::accepts(self, text)
    }
}

fn uuid(text: &str) -> bool {
    let lengths = text.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12])
        && text
            .bytes()
            .all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

/// Whether `text` is a pattern. One that is too large to be matched is one.
fn regex(text: &str) -> bool {
    use crate::ecma::{Engine, translate};
    match translate(text) {
        Ok(translation) if translation.engine == Engine::Linear => !matches!(
            regex::Regex::new(&translation.regex),
            Err(regex::Error::Syntax(_))
        ),
        Ok(_) => true,
        Err(_) => false,
    }
}
