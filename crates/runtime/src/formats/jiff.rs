//! `date-time` and `date` as types of the crate `jiff`.

use specwright_check::format::Format;

/// A moment: `date-time`. The type has no leap seconds; one is read as the
/// last nanosecond before it. It ends a day before the year 10000.
pub type Timestamp = ::jiff::Timestamp;

/// A day: `date`.
pub type CivilDate = ::jiff::civil::Date;

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
