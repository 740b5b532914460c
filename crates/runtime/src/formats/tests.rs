//! The types and the check program accept the same texts.

use std::fmt::Debug;

use specwright_check::format::Format;

const DATE_TIMES: &[&str] = &[
    "1985-04-12T23:20:50.52Z",
    "1996-12-19t16:39:57-08:00",
    "1990-12-31T23:59:60Z",
    "1990-12-31T23:59:60.5Z",
    "1990-12-31T15:59:60-08:00",
    "1990-02-03T23:59:60Z",
    "1990-12-31T22:59:60Z",
    "1990-12-31T23:58:60Z",
    "1990-12-31T23:59:61Z",
    "0000-01-01T00:00:00z",
    "0001-01-01T00:00:00+23:59",
    "9999-12-30T00:00:00Z",
    "2020-02-29T00:00:00.123456789+00:00",
    "2020-02-29T00:00:00.1234567891234567890123Z",
    "2020-02-29T00:00:00-00:00",
    "2020-02-29T00:00:00+23:59",
    "2020-02-29T00:00:00-23:59",
    "2020-02-29T00:00:00+24:00",
    "2020-02-29T00:00:00+00:60",
    "2021-02-29T00:00:00Z",
    "2020-02-29 00:00:00Z",
    "2020-02-29T00:00:00",
    "2020-02-29T00:00Z",
    "2020-02-29T00:00:00.Z",
    "2020-02-29T00:00:00,5Z",
    "2020-02-29T24:00:00Z",
    "2020-02-29T00:00:00+0800",
    "2020-02-29T00:00:00+08",
    "2020-02-29T00:00:00Z[UTC]",
    "2020-02-29T00:00:00 Z",
    "+02020-02-29T00:00:00Z",
    "20200229T000000Z",
    "2020-060T00:00:00Z",
    "2020-02-2\u{9}9T00:00:00Z",
    "৪020-02-29T00:00:00Z",
    "",
];

const DATES: &[&str] = &[
    "2024-02-29",
    "2023-02-29",
    "1900-02-29",
    "2000-02-29",
    "0000-01-01",
    "9999-12-31",
    "2024-00-01",
    "2024-13-01",
    "2024-01-00",
    "2024-01-32",
    "2024-04-31",
    "2024-1-1",
    "20240101",
    "2024-W01-1",
    "2024-001",
    "2024-01-01Z",
    " 2024-01-01",
    "-2024-01-01",
    "+2024-01-01",
    "02024-01-01",
    "2024-01-0১",
    "",
];

const UUIDS: &[&str] = &[
    "67e55044-10b1-426f-9247-bb680e5fe0c8",
    "67E55044-10B1-426F-9247-BB680E5FE0C8",
    "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "67e5504410b1426f9247bb680e5fe0c8",
    "{67e55044-10b1-426f-9247-bb680e5fe0c8}",
    "urn:uuid:67e55044-10b1-426f-9247-bb680e5fe0c8",
    "67e55044-10b1-426f-9247-bb680e5fe0cg",
    "67e55044-10b1-426f-9247bb6-80e5fe0c8",
    "67e550441-0b1-426f-9247-bb680e5fe0c8",
    "",
];

const BYTES: &[&str] = &[
    "", "aGk=", "aGk", "aGk==", "aG=k", "a-_=", "aGk=\n", "aGl=", "aGlh", "====", "a", "YQ==",
    "YR==", "YQ= =", "+/+/", "aGk=aGk=",
];

const IPV4: &[&str] = &[
    "0.0.0.0",
    "127.0.0.1",
    "255.255.255.255",
    "256.0.0.1",
    "1.2.3",
    "1.2.3.4.5",
    "01.2.3.4",
    "1.2.3.04",
    "0x7f.0.0.1",
    "1.2.3.4 ",
    "1.2.3.4/24",
    "2130706433",
    "१.2.3.4",
    "1..2.3",
    "",
];

const IPV6: &[&str] = &[
    "::",
    "::1",
    "1::",
    "2001:db8::8:800:200C:417A",
    "1:2:3:4:5:6:7:8",
    "::ffff:1.2.3.4",
    "1:2:3:4:5:6:1.2.3.4",
    "1:2:3:4:5:6:7:1.2.3.4",
    "1::2::3",
    ":1",
    "1:",
    ":::",
    "12345::",
    "fe80::1%eth0",
    "::1/64",
    "[::1]",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1:2:3:4:5:6:7::",
    "::2:3:4:5:6:7:8",
    "1:2:3:4::5:6:7:8",
    "::1.2.3",
    "::01.2.3.4",
    "::ffff:1.2.3.256",
    "g::",
    " ::1",
    "::১",
    "",
];

const URL_BYTES: &[&str] = &[
    "", "Zg", "Zg==", "Zg=", "Zh", "-_8", "+/8", "Zm9v", "Z", "Zm9vZg", "Zm 9", "====", "é",
];

#[cfg(feature = "rust_decimal")]
const DECIMALS: &[&str] = &[
    "0",
    "-0",
    "2.50",
    "-2.50",
    "007.5",
    "1e5",
    "+1",
    ".5",
    "5.",
    "",
    "-",
    "1_000",
    "1,5",
    " 1",
    "0x1",
    "NaN",
    "12345678901234567890.12345678",
    "১",
];

#[cfg(feature = "jiff")]
const DURATIONS: &[&str] = &[
    "P1Y2M3DT4H5M6S",
    "P1Y",
    "P1Y0M3D",
    "P1Y3D",
    "P3W",
    "P0D",
    "PT0S",
    "P0W",
    "PT1H0M5S",
    "PT1H5S",
    "P1DT2H",
    "P1W2D",
    "PT",
    "P",
    "",
    "P1.5D",
    "PT0.5S",
    "-P1D",
    "+P1D",
    "p1d",
    "P1S",
    "PT1D",
    "P1D ",
    "PT36H",
    "P400D",
    "P1Y2M",
    "P10M",
    "PT5M",
    "PT1M0S",
    "P1YT1S",
];

#[track_caller]
fn same<T: Debug>(format: Format, texts: &[&str], read: fn(&str) -> Option<T>) {
    for text in texts {
        let value = read(text);
        let accepted = format.accepts(text);
        assert_eq!(value.is_some(), accepted, "{format:?} {text:?} {value:?}");
    }
    assert!(texts.iter().any(|text| format.accepts(text)));
    assert!(texts.iter().any(|text| !format.accepts(text)));
}

/// What is written is of the format, and reads back as the same.
#[track_caller]
fn round<T: Debug + PartialEq>(
    texts: &[&str],
    format: Format,
    read: fn(&str) -> Option<T>,
    write: impl Fn(&T) -> Option<String>,
) {
    for text in texts {
        let Some(value) = read(text) else { continue };
        let written = write(&value).unwrap_or_else(|| panic!("{text}: {value:?} has no text"));
        assert!(format.accepts(&written), "{text} becomes {written}");
        assert_eq!(read(&written), Some(value), "{text} becomes {written}");
    }
}

#[test]
fn addresses_are_those_of_the_check_program() {
    use super::ip::{read_v4, read_v6};
    same(Format::Ipv4, IPV4, read_v4);
    same(Format::Ipv6, IPV6, read_v6);
    round(IPV4, Format::Ipv4, read_v4, |value| Some(value.to_string()));
    round(IPV6, Format::Ipv6, read_v6, |value| Some(value.to_string()));
}

#[test]
fn bytes_for_urls_are_those_of_the_check_program() {
    use super::encoded::{read_url, write_url};
    same(Format::Base64Url, URL_BYTES, read_url);
    round(URL_BYTES, Format::Base64Url, read_url, write_url);
}

#[cfg(feature = "rust_decimal")]
#[test]
fn decimals_are_those_of_the_check_program() {
    use super::decimal::{read, write};
    same(Format::Decimal, DECIMALS, read);
    round(DECIMALS, Format::Decimal, read, write);
}

#[cfg(feature = "jiff")]
#[test]
fn spans_are_the_durations_of_the_check_program() {
    use super::jiff::{read_span, write_span};
    same(Format::Duration, DURATIONS, read_span);
    round(DURATIONS, Format::Duration, read_span, write_span);
    let mixed = ::jiff::Span::new().weeks(1).days(1).fieldwise();
    let negative = ::jiff::Span::new().days(-1).fieldwise();
    let fraction = ::jiff::Span::new().milliseconds(5).fieldwise();
    for span in [mixed, negative, fraction] {
        assert_eq!(write_span(&span), None, "{span:?}");
    }
}

#[cfg(feature = "uuid")]
#[test]
fn uuids_are_those_of_the_check_program() {
    same(Format::Uuid, UUIDS, super::uuid::read);
}

#[cfg(feature = "base64")]
#[test]
fn bytes_are_those_of_the_check_program() {
    same(Format::Byte, BYTES, super::base64::read);
}

#[cfg(feature = "chrono")]
#[test]
fn chrono_reads_what_the_check_program_accepts() {
    use super::chrono::{read_date, read_date_time, write_date, write_date_time};
    same(Format::DateTime, DATE_TIMES, read_date_time);
    same(Format::Date, DATES, read_date);
    round(
        DATE_TIMES,
        Format::DateTime,
        read_date_time,
        write_date_time,
    );
    round(DATES, Format::Date, read_date, write_date);
}

#[cfg(feature = "time")]
#[test]
fn time_reads_what_the_check_program_accepts() {
    use super::time::{read_date, read_date_time, write_date, write_date_time};
    same(Format::DateTime, DATE_TIMES, read_date_time);
    same(Format::Date, DATES, read_date);
    round(
        DATE_TIMES,
        Format::DateTime,
        read_date_time,
        write_date_time,
    );
    round(DATES, Format::Date, read_date, write_date);
}

#[cfg(feature = "jiff")]
#[test]
fn jiff_reads_what_the_check_program_accepts() {
    use super::jiff::{read_date, read_date_time, write_date, write_date_time};
    same(Format::DateTime, DATE_TIMES, read_date_time);
    same(Format::Date, DATES, read_date);
    round(
        DATE_TIMES,
        Format::DateTime,
        read_date_time,
        write_date_time,
    );
    round(DATES, Format::Date, read_date, write_date);
}
