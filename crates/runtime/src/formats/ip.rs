//! `ipv4` and `ipv6`.

use std::net::{Ipv4Addr, Ipv6Addr};

use specwright_check::format::Format;

super::text_format!(Ipv4Addr, "ipv4", read_v4, write);
super::text_format!(Ipv6Addr, "ipv6", read_v6, write);

pub(super) fn read_v4(text: &str) -> Option<Ipv4Addr> {
    let text = Some(text).filter(|text| Format::Ipv4.accepts(text));
    text.and_then(|text| text.parse().ok())
}

pub(super) fn read_v6(text: &str) -> Option<Ipv6Addr> {
    let text = Some(text).filter(|text| Format::Ipv6.accepts(text));
    text.and_then(|text| text.parse().ok())
}

/// The canonical text; of IPv6 that of RFC 5952.
#[expect(clippy::unnecessary_wraps, reason = "the table of formats asks for it")]
fn write(address: &impl ToString) -> Option<String> {
    Some(address.to_string())
}
