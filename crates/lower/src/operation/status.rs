//! What a status is called in Rust.

use specwright_ir::StatusSpec;

/// The name of a status, in upper camel case: its reason phrase (RFC 9110 and
/// the registry of status codes, worded as the `http` crate does), `Status299`
/// where it has none, `Status4xx` for a range, `Default`.
pub(super) fn variant(status: StatusSpec) -> String {
    match status {
        StatusSpec::Code(code) => match phrase(code) {
            Some(phrase) => phrase.to_owned(),
            None => format!("Status{code}"),
        },
        StatusSpec::Range(digit) => format!("Status{digit}xx"),
        StatusSpec::Default => "Default".to_owned(),
    }
}

/// The reason phrase as one word.
fn phrase(code: u16) -> Option<&'static str> {
    PHRASES
        .iter()
        .find(|(known, _)| *known == code)
        .map(|(_, phrase)| *phrase)
}

const PHRASES: &[(u16, &str)] = &[
    (100, "Continue"),
    (101, "SwitchingProtocols"),
    (102, "Processing"),
    (103, "EarlyHints"),
    (200, "Ok"),
    (201, "Created"),
    (202, "Accepted"),
    (203, "NonAuthoritativeInformation"),
    (204, "NoContent"),
    (205, "ResetContent"),
    (206, "PartialContent"),
    (207, "MultiStatus"),
    (208, "AlreadyReported"),
    (226, "ImUsed"),
    (300, "MultipleChoices"),
    (301, "MovedPermanently"),
    (302, "Found"),
    (303, "SeeOther"),
    (304, "NotModified"),
    (305, "UseProxy"),
    (307, "TemporaryRedirect"),
    (308, "PermanentRedirect"),
    (400, "BadRequest"),
    (401, "Unauthorized"),
    (402, "PaymentRequired"),
    (403, "Forbidden"),
    (404, "NotFound"),
    (405, "MethodNotAllowed"),
    (406, "NotAcceptable"),
    (407, "ProxyAuthenticationRequired"),
    (408, "RequestTimeout"),
    (409, "Conflict"),
    (410, "Gone"),
    (411, "LengthRequired"),
    (412, "PreconditionFailed"),
    (413, "PayloadTooLarge"),
    (414, "UriTooLong"),
    (415, "UnsupportedMediaType"),
    (416, "RangeNotSatisfiable"),
    (417, "ExpectationFailed"),
    (418, "ImATeapot"),
    (421, "MisdirectedRequest"),
    (422, "UnprocessableEntity"),
    (423, "Locked"),
    (424, "FailedDependency"),
    (425, "TooEarly"),
    (426, "UpgradeRequired"),
    (428, "PreconditionRequired"),
    (429, "TooManyRequests"),
    (431, "RequestHeaderFieldsTooLarge"),
    (451, "UnavailableForLegalReasons"),
    (500, "InternalServerError"),
    (501, "NotImplemented"),
    (502, "BadGateway"),
    (503, "ServiceUnavailable"),
    (504, "GatewayTimeout"),
    (505, "HttpVersionNotSupported"),
    (506, "VariantAlsoNegotiates"),
    (507, "InsufficientStorage"),
    (508, "LoopDetected"),
    (510, "NotExtended"),
    (511, "NetworkAuthenticationRequired"),
];

/// Whether answers with this status never have content (RFC 9110).
pub(super) fn is_bodiless(status: StatusSpec) -> bool {
    matches!(status, StatusSpec::Code(100..=199 | 204 | 205 | 304))
}

/// Whether the status, or part of the range, says that something went wrong.
pub(super) fn is_error(status: StatusSpec) -> bool {
    match status {
        StatusSpec::Code(code) => code >= 400,
        StatusSpec::Range(digit) => digit >= 4,
        StatusSpec::Default => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_have_names() {
        for (status, expected) in [
            (StatusSpec::Code(200), "Ok"),
            (StatusSpec::Code(422), "UnprocessableEntity"),
            (StatusSpec::Code(299), "Status299"),
            (StatusSpec::Range(4), "Status4xx"),
            (StatusSpec::Default, "Default"),
        ] {
            assert_eq!(variant(status), expected);
        }
    }

    #[test]
    fn names_are_distinct() {
        let mut names: Vec<_> = (100..=599)
            .map(|code| variant(StatusSpec::Code(code)))
            .collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 500);
    }
}
