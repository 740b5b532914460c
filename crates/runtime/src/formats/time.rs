//! `date-time` and `date` as types of the crate `time`.

use ::time::{Month, UtcOffset, format_description::well_known::Rfc3339};
use specwright_check::format::Format;

/// A moment with its offset: `date-time`. The type has no leap seconds; one is
/// read as the last nanosecond before it.
pub type OffsetDateTime = ::time::OffsetDateTime;

/// A day: `date`.
pub type TimeDate = ::time::Date;

super::text_format!(OffsetDateTime, "date-time", read_date_time, write_date_time);
super::text_format!(TimeDate, "date", read_date, write_date);

pub(super) fn read_date_time(text: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(&super::moment::plain(text)?, &Rfc3339).ok()
}

/// RFC 3339 has no seconds in offsets; such a moment is written in UTC.
pub(super) fn write_date_time(value: &OffsetDateTime) -> Option<String> {
    let value = match value.offset().seconds_past_minute() {
        0 => Some(*value),
        _ => value.checked_to_offset(UtcOffset::UTC),
    };
    value?.format(&Rfc3339).ok()
}

pub(super) fn read_date(text: &str) -> Option<TimeDate> {
    if !Format::Date.accepts(text) {
        return None;
    }
    let mut parts = text.split('-');
    let year = parts.next()?.parse().ok()?;
    let month: u8 = parts.next()?.parse().ok()?;
    let day = parts.next()?.parse().ok()?;
    TimeDate::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()
}

pub(super) fn write_date(value: &TimeDate) -> Option<String> {
    let (year, month, day) = value.to_calendar_date();
    (0..=9999)
        .contains(&year)
        .then(|| format!("{year:04}-{:02}-{day:02}", u8::from(month)))
}
