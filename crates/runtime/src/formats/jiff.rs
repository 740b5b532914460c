//! `date-time`, `date` and `duration` as types of the crate `jiff`.

use std::fmt::Write as _;

use specwright_check::format::Format;

/// A moment: `date-time`. The type has no leap seconds; one is read as the
/// last nanosecond before it. It ends a day before the year 10000.
pub type Timestamp = ::jiff::Timestamp;

/// A day: `date`.
pub type CivilDate = ::jiff::civil::Date;

/// A length of time in units of the calendar and the clock: `duration`. Equal
/// where each unit is: a day is not 24 hours.
pub type Span = ::jiff::SpanFieldwise;

super::text_format!(Span, "duration", read_span, write_span);
super::text_format!(Timestamp, "date-time", read_date_time, write_date_time);
super::text_format!(CivilDate, "date", read_date, write_date);

pub(super) fn read_date_time(text: &str) -> Option<Timestamp> {
    super::moment::plain(text)?.parse().ok()
}

/// `None` for years that RFC 3339 does not have.
pub(super) fn write_date_time(value: &Timestamp) -> Option<String> {
    Some(value.to_string()).filter(|text| Format::DateTime.accepts(text))
}

pub(super) fn read_date(text: &str) -> Option<CivilDate> {
    let text = Some(text).filter(|text| Format::Date.accepts(text));
    text.and_then(|text| text.parse().ok())
}

/// `None` for years that RFC 3339 does not have.
pub(super) fn write_date(value: &CivilDate) -> Option<String> {
    Some(value.to_string()).filter(|text| Format::Date.accepts(text))
}

/// The type ends at some 20,000 years, or as many of the other units.
pub(super) fn read_span(text: &str) -> Option<Span> {
    let text = Some(text).filter(|text| Format::Duration.accepts(text))?;
    let span: ::jiff::Span = text.parse().ok()?;
    Some(span.fieldwise())
}

/// RFC 3339 has no sign, no fractions, no weeks beside other units, and no gap
/// between the units that it writes; `None` for what it has no text for.
pub(super) fn write_span(value: &Span) -> Option<String> {
    let span = value.0;
    let fractions = [
        span.get_milliseconds(),
        span.get_microseconds(),
        span.get_nanoseconds(),
    ];
    if span.is_negative() || fractions.iter().any(|fraction| *fraction != 0) {
        return None;
    }
    let days = [
        (i64::from(span.get_years()), 'Y'),
        (i64::from(span.get_months()), 'M'),
        (i64::from(span.get_days()), 'D'),
    ];
    let clock = [
        (i64::from(span.get_hours()), 'H'),
        (span.get_minutes(), 'M'),
        (span.get_seconds(), 'S'),
    ];
    let weeks = span.get_weeks();
    let none = days.iter().chain(&clock).all(|(count, _)| *count == 0);
    match (weeks, none) {
        (0, true) => return Some("PT0S".to_owned()),
        (0, false) => {}
        (_, true) => return Some(format!("P{weeks}W")),
        (_, false) => return None,
    }
    let mut text = String::from("P");
    units(&mut text, &days);
    if clock.iter().any(|(count, _)| *count != 0) {
        text.push('T');
        units(&mut text, &clock);
    }
    Some(text)
}

/// The units from the first to the last that are not 0.
fn units(text: &mut String, units: &[(i64, char)]) {
    let used = |(count, _): &(i64, char)| *count != 0;
    let (Some(first), Some(last)) = (units.iter().position(used), units.iter().rposition(used))
    else {
        return;
    };
    for (count, unit) in units.iter().take(last + 1).skip(first) {
        // Writing to a string cannot fail.
        let _ = write!(text, "{count}{unit}");
    }
}
