//! Internationalised host names: RFC 5890 to 5893.
//!
//! Which code points are allowed (RFC 5892) comes from the general categories
//! that the `regex` crate knows; those that a compatibility mapping would
//! change are listed by their blocks, and texts are not normalised.

use std::sync::OnceLock;

use regex::Regex;

use super::host::{MAX_LABEL, MAX_NAME, is_ldh};

/// A name of A-labels, U-labels and plain ones.
pub(super) fn name(text: &str) -> bool {
    let mut length = 0;
    let mut labels: Vec<String> = Vec::new();
    for label in text.split(['.', '\u{3002}', '\u{FF0E}', '\u{FF61}']) {
        let Some((unicode, octets)) = label_of(label) else {
            return false;
        };
        length += octets + 1;
        labels.push(unicode);
    }
    let bidi = labels.iter().flat_map(|label| label.chars());
    let is_bidi = bidi
        .into_iter()
        .any(|c| matches!(class(c), Class::R | Class::An));
    length - 1 <= MAX_NAME && (!is_bidi || labels.iter().all(|label| keeps_direction(label)))
}

/// The label as Unicode, and its length as ASCII.
fn label_of(label: &str) -> Option<(String, usize)> {
    let tag = label.get(..4).unwrap_or_default();
    if tag.eq_ignore_ascii_case("xn--") {
        let encoded = label.get(4..)?.to_ascii_lowercase();
        let unicode = punycode_decode(&encoded)?;
        let same = !unicode.is_ascii() && punycode_encode(&unicode)? == encoded;
        let holds = same && is_ldh(label) && is_u_label(&unicode);
        return holds.then_some((unicode, label.len()));
    }
    if label.is_ascii() {
        return is_ldh(label).then(|| (label.to_owned(), label.len()));
    }
    let octets = punycode_encode(label)?.len() + 4;
    let holds = octets <= MAX_LABEL && is_u_label(label);
    holds.then(|| (label.to_owned(), octets))
}

/// A class of characters, compiled once.
macro_rules! is_in {
    ($name:ident, $class:literal) => {
        fn $name(c: char) -> bool {
            static CLASS: OnceLock<Option<Regex>> = OnceLock::new();
            let class = CLASS.get_or_init(|| Regex::new(concat!("^[", $class, "]$")).ok());
            let mut bytes = [0; 4];
            class
                .as_ref()
                .is_some_and(|class| class.is_match(c.encode_utf8(&mut bytes)))
        }
    };
}

// What RFC 5892 makes of categories, without what a compatibility mapping or
// case folding changes, and without old Hangul.
is_in!(
    is_letter_or_digit,
    r"[\p{Ll}\p{Lo}\p{Lm}\p{Mn}\p{Mc}\p{Nd}]--[\u{AA}\u{B2}\u{B3}\u{B9}\u{BA}\u{132}\u{133}\u{13F}\u{140}\u{149}\u{17F}\u{1C4}-\u{1CC}\u{1F1}-\u{1F3}\u{2B0}-\u{2B8}\u{2E0}-\u{2E4}\u{340}\u{341}\u{343}\u{344}\u{34F}\u{37A}\u{3D0}-\u{3D6}\u{3F0}-\u{3F2}\u{3F5}\u{587}\u{675}-\u{678}\u{E33}\u{EB3}\u{EDC}\u{EDD}\u{F77}\u{F79}\u{1100}-\u{11FF}\u{1D2C}-\u{1D2E}\u{1D30}-\u{1D3A}\u{1D3C}-\u{1D4D}\u{1D4F}-\u{1D6A}\u{1D78}\u{1D9B}-\u{1DBF}\u{1E9A}\u{1E9B}\u{2071}\u{207F}\u{2090}-\u{209C}\u{2100}-\u{214D}\u{2C7C}\u{2C7D}\u{3131}-\u{318E}\u{A960}-\u{A97C}\u{D7B0}-\u{D7FB}\u{F900}-\u{FA0D}\u{FA10}\u{FA12}\u{FA15}-\u{FA1E}\u{FA20}\u{FA22}\u{FA25}\u{FA26}\u{FA2A}-\u{FB1D}\u{FB1F}-\u{FE0F}\u{FE70}-\u{FEFC}\u{FF10}-\u{FFDC}\u{1D400}-\u{1D7FF}\u{1EE00}-\u{1EEFF}\u{2F800}-\u{2FA1D}]"
);
is_in!(is_mark, r"\p{M}");
is_in!(is_no_space_mark, r"\p{Mn}\p{Me}");
is_in!(is_greek, r"\p{Greek}");
is_in!(is_hebrew, r"\p{Hebrew}");
is_in!(is_japanese, r"\p{Hiragana}\p{Katakana}\p{Han}");
is_in!(
    is_right_to_left,
    r"[\p{Hebrew}\p{Arabic}\p{Syriac}\p{Thaana}\p{Nko}\p{Samaritan}\p{Mandaic}\p{Adlam}\p{Mende_Kikakui}\p{Hanifi_Rohingya}]--[\p{M}\p{N}]"
);
// Letters that join on both sides, or on the right alone (Joining_Type).
is_in!(
    joins_right,
    r"[\p{Arabic}\p{Syriac}\p{Nko}\p{Mandaic}\p{Mongolian}\p{Adlam}]&&\p{L}"
);
is_in!(
    joins_right_alone,
    r"\u{622}-\u{625}\u{627}\u{629}\u{62F}-\u{632}\u{648}\u{671}-\u{673}\u{675}-\u{677}\u{688}-\u{699}\u{6C0}\u{6C3}-\u{6CB}\u{6CD}\u{6CF}\u{6D2}\u{6D3}\u{6D5}\u{6EE}\u{6EF}\u{710}\u{715}-\u{719}\u{71E}\u{728}\u{72A}\u{72C}\u{72F}\u{74D}\u{759}-\u{75B}\u{621}\u{674}"
);
// Canonical_Combining_Class 9.
is_in!(
    is_virama,
    r"\u{94D}\u{9CD}\u{A4D}\u{ACD}\u{B4D}\u{BCD}\u{C4D}\u{CCD}\u{D3B}\u{D3C}\u{D4D}\u{DCA}\u{E3A}\u{EBA}\u{F84}\u{1039}\u{103A}\u{1714}\u{1715}\u{1734}\u{17D2}\u{1A60}\u{1B44}\u{1BAA}\u{1BAB}\u{1BF2}\u{1BF3}\u{2D7F}\u{A806}\u{A82C}\u{A8C4}\u{A953}\u{A9C0}\u{AAF6}\u{ABED}\u{10A3F}\u{11046}\u{1107F}\u{110B9}\u{11133}\u{11134}\u{111C0}\u{11235}\u{112EA}\u{1134D}\u{11442}\u{114C2}\u{115BF}\u{1163F}\u{116B6}\u{1172B}\u{11839}\u{119E0}\u{11A34}\u{11A47}\u{11A99}\u{11C3F}\u{11D44}\u{11D45}\u{11D97}"
);

/// RFC 5891, section 5.4.
fn is_u_label(label: &str) -> bool {
    let chars: Vec<char> = label.chars().collect();
    let hyphens = chars.get(2) == Some(&'-') && chars.get(3) == Some(&'-');
    let marked = chars.first().is_some_and(|first| is_mark(*first));
    !hyphens
        && !marked
        && !label.starts_with('-')
        && !label.ends_with('-')
        && (0..chars.len()).all(|at| is_allowed(&chars, at))
}

/// RFC 5892, section 3, and the rules of its appendix A.
fn is_allowed(chars: &[char], at: usize) -> bool {
    let Some(c) = chars.get(at).copied() else {
        return false;
    };
    let before = at.checked_sub(1).and_then(|at| chars.get(at)).copied();
    let after = chars.get(at + 1).copied();
    match c {
        '-' | 'a'..='z' | '0'..='9' => true,
        '\u{DF}' | '\u{3C2}' | '\u{6FD}' | '\u{6FE}' | '\u{F0B}' | '\u{3007}' => true,
        '\u{640}' | '\u{7FA}' | '\u{302E}' | '\u{302F}' | '\u{3031}'..='\u{3035}' | '\u{303B}' => {
            false
        }
        '\u{B7}' => before == Some('l') && after == Some('l'),
        '\u{375}' => after.is_some_and(is_greek),
        '\u{5F3}' | '\u{5F4}' => before.is_some_and(is_hebrew),
        '\u{30FB}' => chars.iter().any(|c| *c != '\u{30FB}' && is_japanese(*c)),
        '\u{660}'..='\u{669}' => !chars.iter().any(|c| ('\u{6F0}'..='\u{6F9}').contains(c)),
        '\u{6F0}'..='\u{6F9}' => !chars.iter().any(|c| ('\u{660}'..='\u{669}').contains(c)),
        '\u{200D}' => before.is_some_and(is_virama),
        '\u{200C}' => before.is_some_and(is_virama) || joins(chars, at),
        c => is_letter_or_digit(c),
    }
}

/// Whether the letters around `at` would join, marks between them aside.
fn joins(chars: &[char], at: usize) -> bool {
    let (before, after) = chars.split_at(at);
    let left = before.iter().rev().find(|c| !is_mark(**c));
    let right = after.iter().skip(1).find(|c| !is_mark(**c));
    left.is_some_and(|c| joins_right(*c) && !joins_right_alone(*c))
        && right.is_some_and(|c| joins_right(*c))
}

/// The bidirectional class of a character, as far as names need it.
#[derive(Clone, Copy, PartialEq)]
enum Class {
    L,
    /// `R` and `AL`.
    R,
    An,
    En,
    Nsm,
    Other,
}

fn class(c: char) -> Class {
    match c {
        '0'..='9' | '\u{6F0}'..='\u{6F9}' => Class::En,
        '\u{660}'..='\u{669}' => Class::An,
        '-' | '\u{B7}' | '\u{375}' | '\u{30FB}' | '\u{200C}' | '\u{200D}' => Class::Other,
        c if is_right_to_left(c) => Class::R,
        c if is_no_space_mark(c) => Class::Nsm,
        _ => Class::L,
    }
}

/// The rule of RFC 5893, section 2.
fn keeps_direction(label: &str) -> bool {
    let classes: Vec<Class> = label.chars().map(class).collect();
    let has = |class: Class| classes.contains(&class);
    let last = classes.iter().rev().find(|class| **class != Class::Nsm);
    match classes.first() {
        Some(Class::R) => {
            !has(Class::L)
                && matches!(last, Some(Class::R | Class::En | Class::An))
                && !(has(Class::En) && has(Class::An))
        }
        Some(Class::L) => {
            !has(Class::R) && !has(Class::An) && matches!(last, Some(Class::L | Class::En))
        }
        _ => false,
    }
}

const BASE: u32 = 36;
const INITIAL: u32 = 128;

/// RFC 3492, section 6.1.
fn adapt(delta: u32, points: u32, first: bool) -> u32 {
    let mut delta = if first { delta / 700 } else { delta / 2 };
    delta += delta / points.max(1);
    let mut k = 0;
    while delta > 455 {
        delta /= 35;
        k += BASE;
    }
    k + 36 * delta / (delta + 38)
}

fn threshold(k: u32, bias: u32) -> u32 {
    k.saturating_sub(bias).clamp(1, 26)
}

/// RFC 3492, section 6.2; `text` is lower case.
fn punycode_decode(text: &str) -> Option<String> {
    let (basic, digits) = text.rsplit_once('-').unwrap_or(("", text));
    let mut out: Vec<char> = basic.chars().collect();
    let (mut n, mut i, mut bias) = (INITIAL, 0u32, 72u32);
    let mut digits = digits.bytes().peekable();
    while digits.peek().is_some() {
        let (before, mut weight, mut k) = (i, 1u32, BASE);
        loop {
            let digit = match digits.next()? {
                byte @ b'a'..=b'z' => u32::from(byte - b'a'),
                byte @ b'0'..=b'9' => u32::from(byte - b'0') + 26,
                _ => return None,
            };
            i = i.checked_add(digit.checked_mul(weight)?)?;
            let t = threshold(k, bias);
            if digit < t {
                break;
            }
            weight = weight.checked_mul(BASE - t)?;
            k += BASE;
        }
        let points = u32::try_from(out.len()).ok()? + 1;
        bias = adapt(i - before, points, before == 0);
        n = n.checked_add(i / points)?;
        i %= points;
        out.insert(i as usize, char::from_u32(n)?);
        i += 1;
    }
    Some(out.into_iter().collect())
}

/// RFC 3492, section 6.3. Texts that are too long for a label have none.
fn punycode_encode(text: &str) -> Option<String> {
    let basic: String = text.chars().filter(char::is_ascii).collect();
    let (total, plain) = (text.chars().count(), basic.len());
    if total > MAX_LABEL {
        return None;
    }
    let mut out = basic;
    if plain > 0 {
        out.push('-');
    }
    let (mut n, mut delta, mut bias) = (INITIAL, 0u32, 72u32);
    let mut done = u32::try_from(plain).ok()?;
    while (done as usize) < total {
        let next = text.chars().map(u32::from).filter(|c| *c >= n).min()?;
        delta = delta.checked_add((next - n).checked_mul(done + 1)?)?;
        n = next;
        for c in text.chars().map(u32::from) {
            if c < n {
                delta += 1;
            }
            if c == n {
                write_number(delta, bias, &mut out);
                bias = adapt(delta, done + 1, done as usize == plain);
                delta = 0;
                done += 1;
            }
        }
        delta += 1;
        n += 1;
    }
    Some(out)
}

fn write_number(mut number: u32, bias: u32, out: &mut String) {
    let digit = |value: u32| {
        let letter = char::from_u32(u32::from('a') + value);
        let figure = char::from_digit(value.saturating_sub(26), 10);
        if value < 26 { letter } else { figure }
    };
    let mut k = BASE;
    loop {
        let t = threshold(k, bias);
        if number < t {
            out.extend(digit(number));
            return;
        }
        out.extend(digit(t + (number - t) % (BASE - t)));
        number = (number - t) / (BASE - t);
        k += BASE;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn punycode_goes_both_ways() {
        for (unicode, ascii) in [
            ("bücher", "bcher-kva"),
            ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
            ("3年b組金八先生", "3b-ww4c5e180e575a65lsy2b"),
        ] {
            assert_eq!(punycode_encode(unicode).as_deref(), Some(ascii));
            assert_eq!(punycode_decode(ascii).as_deref(), Some(unicode));
        }
        for broken in ["é", "a-99999999999", "99999999"] {
            assert_eq!(punycode_decode(broken), None, "{broken}");
        }
    }
}
