//! `date-time` and `date`: RFC 3339, strictly.

use ::chrono::{Datelike as _, NaiveDate, SecondsFormat, Timelike as _, Utc};

/// A moment: `date-time`.
pub type DateTime = ::chrono::DateTime<Utc>;

/// A day: `date`.
pub type Date = NaiveDate;

super::text_format!(DateTime, "date-time", read_date_time, write_date_time);
super::text_format!(Date, "date", read_date, write_date);

/// `date-time` of RFC 3339 section 5.6. A leap second is one only at the end
/// of a day in UTC.
pub(super) fn read_date_time(text: &str) -> Option<DateTime> {
    let (date, time) = text.split_at_checked(10)?;
    read_date(date)?;
    let time = time.strip_prefix(['T', 't'])?;
    let (clock, rest) = time.split_at_checked(8)?;
    if !has_shape(clock, "dd:dd:dd") {
        return None;
    }
    let rest = match rest.strip_prefix('.') {
        Some(fraction) => {
            let rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            if rest.len() == fraction.len() {
                return None;
            }
            rest
        }
        None => rest,
    };
    let offset = matches!(rest, "Z" | "z")
        || rest
            .strip_prefix(['+', '-'])
            .is_some_and(|offset| has_shape(offset, "dd:dd"));
    if !offset {
        return None;
    }
    let value = ::chrono::DateTime::parse_from_rfc3339(text)
        .ok()?
        .with_timezone(&Utc);
    let leap = clock.ends_with("60");
    (!leap || value.hour() == 23 && value.minute() == 59).then_some(value)
}

pub(super) fn write_date_time(value: &DateTime) -> Option<String> {
    (0..=9999)
        .contains(&value.year())
        .then(|| value.to_rfc3339_opts(SecondsFormat::AutoSi, true))
}

/// `full-date` of RFC 3339 section 5.6.
pub(super) fn read_date(text: &str) -> Option<Date> {
    if !has_shape(text, "dddd-dd-dd") {
        return None;
    }
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

pub(super) fn write_date(value: &Date) -> Option<String> {
    (0..=9999)
        .contains(&value.year())
        .then(|| value.format("%Y-%m-%d").to_string())
}

/// Whether `text` has a digit for each `d` of `shape`, and is equal
/// elsewhere.
fn has_shape(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(byte, shape)| {
            if shape == b'd' {
                byte.is_ascii_digit()
            } else {
                byte == shape
            }
        })
}

#[cfg(test)]
mod tests {
    use super::{read_date, read_date_time, write_date, write_date_time};

    #[test]
    fn date_times_are_those_of_rfc_3339() {
        for (text, shown) in [
            ("1985-04-12T23:20:50.52Z", "1985-04-12T23:20:50.520Z"),
            ("1996-12-19t16:39:57-08:00", "1996-12-20T00:39:57Z"),
            ("1990-12-31T23:59:60Z", "1990-12-31T23:59:60Z"),
            ("1990-12-31T15:59:60-08:00", "1990-12-31T23:59:60Z"),
            ("0000-01-01T00:00:00z", "0000-01-01T00:00:00Z"),
            (
                "2020-02-29T00:00:00.123456789+00:00",
                "2020-02-29T00:00:00.123456789Z",
            ),
        ] {
            let read = read_date_time(text);
            let written = read.as_ref().and_then(write_date_time);
            assert_eq!(written.as_deref(), Some(shown), "{text}");
        }
        for text in [
            "1985-04-12 23:20:50Z",
            "1985-04-12T23:20:50",
            "1985-04-12T23:20:50.Z",
            "1985-04-12T23:20Z",
            "1985-4-12T23:20:50Z",
            "1985-04-12T24:00:00Z",
            "1985-04-12T12:00:60Z",
            "1985-02-30T12:00:00Z",
            "1985-04-12T23:20:50+0800",
            "1985-04-12T23:20:50+24:00",
            "+01985-04-12T23:20:50Z",
            " 1985-04-12T23:20:50Z",
            "1985-04-12T23:20:50Z ",
            "1985-04-1é23:20:50Z",
            "",
        ] {
            assert_eq!(read_date_time(text), None, "{text}");
        }
    }

    #[test]
    fn dates_are_those_of_rfc_3339() {
        let written = read_date("2024-02-29").as_ref().and_then(write_date);
        assert_eq!(written.as_deref(), Some("2024-02-29"));
        for text in ["2023-02-29", "2024-2-29", "20240229", "2024-02-29Z", ""] {
            assert_eq!(read_date(text), None, "{text}");
        }
    }
}
