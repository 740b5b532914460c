//! Names and addresses of hosts.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::idna;

/// The greatest length of a name, in octets.
pub(super) const MAX_NAME: usize = 253;
/// The greatest length of a label, in octets.
pub(super) const MAX_LABEL: usize = 63;

/// A host name of ASCII. A-labels must stand for something.
pub(super) fn name(text: &str) -> bool {
    text.is_ascii() && idna::name(text)
}

/// Letters, digits and hyphens, the latter neither first nor last.
pub(super) fn is_ldh(label: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    (1..=MAX_LABEL).contains(&label.len())
        && label.bytes().all(allowed)
        && !label.starts_with('-')
        && !label.ends_with('-')
}

/// Four numbers without leading zeros.
pub(super) fn ipv4(text: &str) -> bool {
    text.parse::<Ipv4Addr>().is_ok()
}

/// An address without a zone.
pub(super) fn ipv6(text: &str) -> bool {
    text.parse::<Ipv6Addr>().is_ok()
}
