//! The time of day, as the system says it or as a test sets it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use chrono::{DateTime, SubsecRound as _, Utc};

/// Tells the time in whole microseconds, which is what the store keeps.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    /// Microseconds since 1970, shared by all clones.
    Manual(Arc<AtomicI64>),
}

impl Clock {
    /// The clock of the system.
    #[must_use]
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands at `start` until it is moved by
    /// [`advance`](Self::advance). Its clones move with it.
    #[must_use]
    pub fn manual(start: DateTime<Utc>) -> Self {
        Self(Source::Manual(Arc::new(AtomicI64::new(
            start.timestamp_micros(),
        ))))
    }

    /// Moves a manual clock and all its clones. The clock of the system stays
    /// as it is.
    pub fn advance(&self, by: Duration) {
        if let Source::Manual(micros) = &self.0 {
            let by = i64::try_from(by.as_micros()).unwrap_or(i64::MAX);
            // The closure always gives a value, so there is nothing to refuse.
            let _ = micros.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |now| {
                Some(now.saturating_add(by))
            });
        }
    }

    /// The time now.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        match &self.0 {
            Source::System => Utc::now().trunc_subsecs(6),
            Source::Manual(micros) => {
                DateTime::from_timestamp_micros(micros.load(Ordering::SeqCst))
                    .unwrap_or(DateTime::<Utc>::MAX_UTC)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manual_clock_moves_with_its_clones() {
        let start = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
        let clock = Clock::manual(start);
        let other = clock.clone();
        assert_eq!(other.now(), start);
        clock.advance(Duration::from_millis(1500));
        assert_eq!(other.now(), start + Duration::from_millis(1500));
        clock.advance(Duration::MAX);
        assert_eq!(other.now(), DateTime::<Utc>::MAX_UTC);
    }

    #[test]
    fn the_clock_of_the_system_is_not_moved() {
        let clock = Clock::system();
        let before = Utc::now();
        clock.advance(Duration::from_secs(1000));
        let now = clock.now();
        assert!(now - before < chrono::TimeDelta::seconds(100));
        assert_eq!(now.timestamp_subsec_nanos() % 1000, 0);
    }
}
