//! Dates, times and durations: RFC 3339.

/// `date-time`.
pub(super) fn date_time(text: &str) -> bool {
    match text.split_at_checked(10) {
        Some((day, rest)) => {
            let clock = rest.strip_prefix(['T', 't']);
            date(day) && clock.is_some_and(time)
        }
        None => false,
    }
}

/// `full-date`.
pub(super) fn date(text: &str) -> bool {
    let [year, month, day] = match numbers(text, '-', [4, 2, 2]) {
        Some(numbers) => numbers,
        None => return false,
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}

/// `full-time`. A leap second is the last of a day in UTC.
pub(super) fn time(text: &str) -> bool {
    let Some((clock, rest)) = text.split_at_checked(8) else {
        return false;
    };
    let Some([hour, minute, second]) = numbers(clock, ':', [2, 2, 2]) else {
        return false;
    };
    let zone = match rest.strip_prefix('.') {
        Some(fraction) => {
            let zone = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            if zone.len() == fraction.len() {
                return false;
            }
            zone
        }
        None => rest,
    };
    let Some(offset) = offset(zone) else {
        return false;
    };
    let utc = (i64::from(hour) * 60 + i64::from(minute) - offset).rem_euclid(24 * 60);
    hour < 24 && minute < 60 && (second < 60 || second == 60 && utc == 23 * 60 + 59)
}

/// `time-offset` in minutes.
fn offset(text: &str) -> Option<i64> {
    if matches!(text, "Z" | "z") {
        return Some(0);
    }
    let (sign, clock) = match text.strip_prefix('-') {
        Some(clock) => (-1, clock),
        None => (1, text.strip_prefix('+')?),
    };
    let [hour, minute] = numbers(clock, ':', [2, 2])?;
    (hour < 24 && minute < 60).then(|| sign * i64::from(hour * 60 + minute))
}

/// Numbers of so many digits, with `between` between them.
fn numbers<const N: usize>(text: &str, between: char, digits: [usize; N]) -> Option<[u32; N]> {
    let mut numbers = [0; N];
    let mut parts = text.split(between);
    for (number, digits) in numbers.iter_mut().zip(digits) {
        let part = parts.next()?;
        let plain = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
        *number = part.parse().ok().filter(|_| plain)?;
    }
    parts.next().is_none().then_some(numbers)
}

/// `duration`. Units stand one below the other without a gap.
pub(super) fn duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('P') else {
        return false;
    };
    if let Some(weeks) = rest.strip_suffix('W') {
        return !weeks.is_empty() && weeks.bytes().all(|byte| byte.is_ascii_digit());
    }
    match rest.split_once('T') {
        Some((days, clock)) => (days.is_empty() || units(days, "YMD")) && units(clock, "HMS"),
        None => units(rest, "YMD"),
    }
}

/// One or more numbers, each with its unit; a run of `all`.
fn units(text: &str, all: &str) -> bool {
    let mut used = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let mut chars = behind.chars();
        match chars.next() {
            Some(unit) if behind.len() < rest.len() => used.push(unit),
            _ => return false,
        }
        rest = chars.as_str();
    }
    !used.is_empty() && all.contains(&used)
}
