//! URLs that are safe to use: `https`, or `http` to this very machine.

use url::{Host, Url};

/// Reads `text` as a URL to which secrets may travel, or to which a browser
/// may be sent with an answer (RFC 6749, sections 3.1, 3.2 and 3.1.2.1 ask for
/// TLS; RFC 8252, section 7.3 spares loopback addresses).
///
/// # Errors
/// What is wrong with it and what to do about it.
pub(crate) fn safe_url(text: &str) -> Result<Url, Trouble> {
    // The URL parser drops tabs and line ends and escapes blanks; a text that
    // is compared or sent as it is written has none.
    if let Some(odd) = text.chars().find(|c| !c.is_ascii_graphic()) {
        return Err(Trouble(
            format!("it has the character {odd:?}"),
            "percent-encode what is not plain ASCII".to_owned(),
        ));
    }
    let url = Url::parse(text).map_err(|error| {
        Trouble(
            error.to_string(),
            "write it whole, with `https://`".to_owned(),
        )
    })?;
    if !matches!(url.scheme(), "http" | "https") {
        let scheme = url.scheme();
        return Err(Trouble(
            format!("it begins with `{scheme}:`"),
            "it begins with `https://`".to_owned(),
        ));
    }
    if url.scheme() == "http" && !is_loopback(&url) {
        return Err(Trouble(
            "anybody on the way can read `http`".to_owned(),
            "use `https://`; `http://` is for `127.0.0.1`, `[::1]` and `localhost`".to_owned(),
        ));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Trouble(
            "it has a user name or a password".to_owned(),
            "remove what stands before the `@`".to_owned(),
        ));
    }
    if url.fragment().is_some() {
        return Err(Trouble(
            "it has a fragment".to_owned(),
            "remove the `#` and what follows it".to_owned(),
        ));
    }
    Ok(url)
}

/// What is wrong with a URL, and what to do about it.
pub(crate) struct Trouble(pub(crate) String, pub(crate) String);

/// Whether the URL's host is this very machine. `localhost.` is not: resolvers
/// may ask the network for it, and the client for loopback knows it by the
/// other name alone.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_https_or_stay_on_this_machine() {
        for good in [
            "https://a.example/x?y=z",
            "http://127.0.0.1:80/",
            "http://127.9.9.9/",
            "http://[::1]:1/",
            "http://localhost:8080",
            "HTTPS://A.EXAMPLE",
        ] {
            assert!(safe_url(good).is_ok(), "{good}");
        }
        for bad in [
            "http://a.example/",
            "http://localhost./",
            "http://localhost.evil.example/",
            "http://127.0.0.1.evil.example/",
            "http://0.0.0.0/",
            "http://[::ffff:10.0.0.1]/",
            "ftp://a.example/",
            "javascript:alert(1)",
            "https://user@a.example/",
            "https://:pw@a.example/",
            "https://a.example/#x",
            "https://a.example/#",
            "https://a.example/\n",
            "https://a.example/ x",
            "https://bücher.example/",
            "https://",
            "/relative",
            "",
        ] {
            assert!(safe_url(bad).is_err(), "{bad}");
        }
    }
}
