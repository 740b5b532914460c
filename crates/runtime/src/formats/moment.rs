//! `date-time` for libraries without leap seconds.

use specwright_check::format::Format;

/// How many digits of a second libraries read.
const DIGITS: usize = 9;

/// `text` as every library reads it: in upper case, with no more digits than
/// nanoseconds, and a leap second as the last nanosecond before it. `None`
/// where it is no `date-time`.
pub(super) fn plain(text: &str) -> Option<String> {
    if !Format::DateTime.accepts(text) {
        return None;
    }
    let (minutes, rest) = text.split_at_checked(17)?;
    let (second, rest) = rest.split_at_checked(2)?;
    let fraction = rest.strip_prefix('.').unwrap_or_default();
    let zone = rest.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    let digits = fraction.strip_suffix(zone).unwrap_or_default();
    let digits = digits.get(..DIGITS).unwrap_or(digits);
    let seconds = match (second, digits) {
        ("60", _) => "59.999999999".to_owned(),
        (second, "") => second.to_owned(),
        (second, digits) => format!("{second}.{digits}"),
    };
    Some(format!("{minutes}{seconds}{zone}").to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn moments_are_written_plainly() {
        for (text, expected) in [
            ("1996-12-19t16:39:57-08:00", "1996-12-19T16:39:57-08:00"),
            ("1990-12-31T23:59:60.5z", "1990-12-31T23:59:59.999999999Z"),
            (
                "2020-02-29T00:00:00.12345678912Z",
                "2020-02-29T00:00:00.123456789Z",
            ),
            ("2020-02-29T00:00:00.5+01:00", "2020-02-29T00:00:00.5+01:00"),
        ] {
            assert_eq!(plain(text).as_deref(), Some(expected));
        }
        assert_eq!(plain("2020-02-29"), None);
    }
}
