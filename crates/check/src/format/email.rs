//! Addresses of mail: RFC 5321, section 4.1.2, and RFC 6531, section 3.3.

use super::{host, idna};

/// The greatest length of the part before `@`, in octets.
const MAX_LOCAL: usize = 64;

/// A mailbox; with `wide` characters beyond ASCII are text.
pub(super) fn mailbox(text: &str, wide: bool) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let is_text = |c: char| is_atom(c) || wide && !c.is_ascii();
    let local_holds = match local.strip_prefix('"') {
        Some(quoted) => is_quoted(quoted, wide),
        None => local
            .split('.')
            .all(|atom| !atom.is_empty() && atom.chars().all(is_text)),
    };
    local.len() <= MAX_LOCAL && local_holds && is_domain(domain, wide)
}

fn is_atom(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c)
}

/// The rest of a quoted string, with its last quote.
fn is_quoted(text: &str, wide: bool) -> bool {
    let Some(inner) = text.strip_suffix('"') else {
        return false;
    };
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        let holds = match c {
            '"' => false,
            '\\' => chars.next().is_some_and(|c| (' '..='~').contains(&c)),
            ' '..='~' => true,
            c => wide && !c.is_ascii(),
        };
        if !holds {
            return false;
        }
    }
    true
}

fn is_domain(text: &str, wide: bool) -> bool {
    match text.strip_prefix('[') {
        Some(literal) => literal.strip_suffix(']').is_some_and(is_address),
        None if wide => idna::name(text),
        None => text.len() <= host::MAX_NAME && text.split('.').all(host::is_ldh),
    }
}

/// The inside of an address literal.
fn is_address(text: &str) -> bool {
    let tag = text.get(..5).unwrap_or_default();
    match text.get(5..) {
        Some(address) if tag.eq_ignore_ascii_case("IPv6:") => host::ipv6(address),
        _ => host::ipv4(text),
    }
}
