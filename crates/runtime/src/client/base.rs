//! The base URL that paths are joined to.

use super::BuildError;

/// Scheme, authority and the prefix of every path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BaseUrl {
    /// `https://api.example:8080`
    origin: String,
    /// `/v1`, or nothing; never with a `/` at its end.
    prefix: String,
}

impl BaseUrl {
    /// Takes an absolute `http` or `https` URL. Its path is kept, whether it
    /// ends in `/` or not; user information, a query and a fragment have no
    /// place in it.
    pub(super) fn parse(text: &str) -> Result<Self, BuildError> {
        let refuse = |reason: &'static str| Err(BuildError::base_url(text, reason));
        if text.contains('#') {
            return refuse("a fragment has no place in it");
        }
        if text.contains('?') {
            return refuse("a query has no place in it");
        }
        if !text.is_ascii() {
            return refuse("it is not ASCII: write the host in Punycode, the path percent-encoded");
        }
        let Ok(uri) = text.parse::<http::Uri>() else {
            return refuse("it is no URL");
        };
        let scheme = match uri.scheme_str() {
            Some(scheme @ ("http" | "https")) => scheme,
            Some(_) => return refuse("only `http` and `https` are spoken"),
            None => return refuse("it does not begin with `http://` or `https://`"),
        };
        let Some(authority) = uri.authority() else {
            return refuse("it names no host");
        };
        if authority.as_str().contains('@') {
            return refuse("user information has no place in it: set credentials on the client");
        }
        if authority.host().is_empty() {
            return refuse("it names no host");
        }
        let prefix = uri.path().trim_end_matches('/');
        if prefix.split('/').any(is_dot_segment) {
            return refuse("its path has a segment `.` or `..`");
        }
        Ok(Self {
            origin: format!("{scheme}://{authority}"),
            prefix: prefix.to_owned(),
        })
    }

    /// Origin and prefix: what a path that begins with `/` is appended to.
    pub(super) fn start(&self) -> String {
        format!("{}{}", self.origin, self.prefix)
    }
}

/// Whether URL libraries take `segment` for `.` or `..` and remove it, also
/// percent-encoded.
pub(super) fn is_dot_segment(segment: &str) -> bool {
    let plain = segment.to_ascii_lowercase().replace("%2e", ".");
    plain == "." || plain == ".."
}

#[cfg(test)]
mod tests {
    use super::BaseUrl;

    #[test]
    fn keeps_the_path_prefix() {
        for (text, start) in [
            ("https://api.example", "https://api.example"),
            ("https://api.example/", "https://api.example"),
            ("http://api.example:8080/v1", "http://api.example:8080/v1"),
            ("http://api.example/v1/", "http://api.example/v1"),
            ("http://[::1]:80/a/b//", "http://[::1]:80/a/b"),
            ("HTTPS://Api.Example/v1", "https://Api.Example/v1"),
        ] {
            assert_eq!(
                BaseUrl::parse(text)
                    .map(|base| base.start())
                    .ok()
                    .as_deref(),
                Some(start),
                "{text}"
            );
        }
    }

    #[test]
    fn says_what_has_no_place_in_it() {
        for (text, says) in [
            ("https://user:pw@api.example", "user information"),
            ("https://api.example/v1?key=1", "a query"),
            ("https://api.example/#top", "a fragment"),
            ("/v1", "does not begin with"),
            ("api.example", "does not begin with"),
            ("", "no URL"),
            ("ftp://api.example", "only `http` and `https`"),
            ("https://", "no URL"),
            ("https://b\u{fc}cher.example", "Punycode"),
            ("https://api.example/a/../b", "`.` or `..`"),
            ("https://api.example/a/%2E%2e", "`.` or `..`"),
            ("https://api example", "no URL"),
        ] {
            let error = BaseUrl::parse(text).map_err(|error| error.to_string());
            assert!(
                error.as_ref().is_err_and(|error| error.contains(says)),
                "{text}: {error:?}"
            );
        }
    }

    #[test]
    fn never_shows_a_password() {
        let error = BaseUrl::parse("https://user:hunter2@api.example")
            .map_err(|error| format!("{error} {error:?}"));
        assert!(error.is_err_and(|error| !error.contains("hunter2")));
    }
}
