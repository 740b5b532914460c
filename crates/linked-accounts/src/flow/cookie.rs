//! The cookie that ties a link to a browser.
//!
//! Each link has a cookie of its own, named after its state, so that two links
//! in two tabs do not take each other's. Reached by https its name begins with
//! `__Host-`: the browser takes it from this very host only, over https, for
//! all paths (RFC 6265bis, section 4.1.3.2), so neither a neighbouring host nor
//! somebody on the network can plant one. Reached by plain http, which is
//! allowed on loopback only, browsers refuse that prefix and `Secure`; the
//! name is then without the prefix, and whoever runs another service on the
//! same host can plant the cookie.
//!
//! `SameSite=Lax` sends it along when the provider navigates the browser to
//! the callback with `GET`, and with nothing that a foreign page embeds.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use http::{HeaderMap, header};
use specwright::Secret;

use super::STATE_MINUTES;
use crate::crypto::{Digest, sha256};

/// The cookie of one link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cookie {
    name: String,
    secure: bool,
}

impl Cookie {
    /// The cookie of the link with this state; `secure` where the service is
    /// reached by https.
    pub(super) fn of(state: &Secret, secure: bool) -> Self {
        // 72 bits of the hash tell links apart, and do not show the state.
        let hash = sha256(state.expose().as_bytes());
        let [a, b, c, d, e, f, g, h, i, ..] = *hash.as_bytes();
        let hash = URL_SAFE_NO_PAD.encode([a, b, c, d, e, f, g, h, i]);
        let prefix = if secure { "__Host-" } else { "" };
        Self {
            name: format!("{prefix}linked-accounts-{hash}"),
            secure,
        }
    }

    /// `Set-Cookie` with this value (RFC 6265, section 4.1).
    pub(super) fn set(&self, value: &Secret) -> Secret {
        let age = STATE_MINUTES * 60;
        Secret::new(self.header(value.expose(), age))
    }

    /// `Set-Cookie` that removes it.
    pub(super) fn removal(&self) -> String {
        self.header("", 0)
    }

    fn header(&self, value: &str, age: i64) -> String {
        let name = &self.name;
        let secure = if self.secure { "; Secure" } else { "" };
        format!("{name}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}")
    }

    /// Whether the request brings it.
    pub(super) fn is_in(&self, headers: &HeaderMap) -> bool {
        self.values(headers).next().is_some()
    }

    /// Whether the request brings it with the value that has this hash,
    /// compared in constant time.
    pub(super) fn matches(&self, headers: &HeaderMap, hash: &Digest) -> bool {
        self.values(headers)
            .any(|value| sha256(value.as_bytes()) == *hash)
    }

    /// Its values: `name=value` pairs between `;` (RFC 6265, section 4.2.1), in
    /// one header or several.
    fn values<'a>(&'a self, headers: &'a HeaderMap) -> impl Iterator<Item = &'a str> {
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|header| header.to_str().ok())
            .flat_map(|header| header.split(';'))
            .filter_map(|pair| pair.split_once('='))
            .filter(|(name, _)| name.trim() == self.name)
            .map(|(_, value)| value.trim())
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header};
    use specwright::Secret;

    use super::Cookie;
    use crate::crypto::sha256;

    fn headers(values: &[&'static str]) -> HeaderMap {
        let values = values.iter();
        values
            .map(|value| (header::COOKIE, HeaderValue::from_static(value)))
            .collect()
    }

    fn named(name: &str) -> Cookie {
        Cookie {
            name: name.to_owned(),
            secure: true,
        }
    }

    #[test]
    fn by_https_only_this_host_can_set_it() {
        let cookie = Cookie::of(&Secret::new("state"), true);
        let name = cookie.name.clone();
        assert!(name.starts_with("__Host-linked-accounts-") && name.len() == 23 + 12);
        assert_eq!(
            cookie.set(&Secret::new("value")).expose(),
            format!("{name}=value; Path=/; Max-Age=600; HttpOnly; SameSite=Lax; Secure")
        );
        assert_eq!(
            cookie.removal(),
            format!("{name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure")
        );
    }

    #[test]
    fn by_http_there_is_neither_prefix_nor_secure() {
        let set = Cookie::of(&Secret::new("state"), false).set(&Secret::new("value"));
        assert!(set.expose().starts_with("linked-accounts-"));
        assert!(!set.expose().contains("Secure"));
    }

    #[test]
    fn each_state_has_its_own_and_the_name_does_not_show_it() {
        let one = Cookie::of(&Secret::new("one"), true);
        let two = Cookie::of(&Secret::new("two"), true);
        assert_ne!(one, two);
        assert!(!one.name.contains("one"));
    }

    #[test]
    fn it_is_found_among_others() {
        let hash = sha256(b"right");
        let cookie = named("c");
        let brings = |values: &[&'static str]| cookie.matches(&headers(values), &hash);
        assert!(brings(&["c=right"]));
        assert!(brings(&["a=1; c=right ;b=2"]));
        assert!(brings(&["a=1;  c=right", "b=2"]));
        assert!(brings(&["a=1", "c=right"]));
        assert!(brings(&["c=wrong; c=right"]));
        assert!(!brings(&["c=wrong"]));
        assert!(!brings(&["cc=right; C=right; c; right"]));
        assert!(!brings(&["a=c=right"]));
        assert!(!brings(&[]));
    }

    #[test]
    fn it_is_seen_whatever_its_value() {
        assert!(named("c").is_in(&headers(&["c="])));
        assert!(!named("c").is_in(&headers(&["d=c"])));
    }
}
