//! Measuring things side by side.
//!
//! On a machine that others use too, a time says little and the ratio of two
//! times taken one right after the other says a lot. So both sides run in
//! short turns, now one first and now the other, and what is reported is the
//! median of the turns' ratios. Time is the processor's, spent by this thread,
//! so that waiting for others does not count. Benchmark libraries run one
//! candidate after the other, seconds apart, which is why none is used here.

use std::{fmt::Write as _, time::Duration};

use rustix::time::{ClockId, clock_gettime};

/// How long one side's turn is about.
const TURN: Duration = Duration::from_millis(4);

/// What came of a comparison.
#[derive(Debug, Clone, Copy)]
pub struct Comparison {
    /// The median time of ours, in seconds a run.
    pub ours: f64,
    /// The median time of theirs, in seconds a run.
    pub theirs: f64,
    /// Our speed over theirs, the median of all turns: above 1, ours is
    /// faster.
    pub ratio: f64,
    /// The quartiles of the ratio.
    pub spread: (f64, f64),
}

/// Compares two ways of doing the same, in `rounds` rounds of a turn each.
/// Each side gets the number of runs that a turn is to have, and gives the
/// time they took: what it has to prepare for them is not measured.
pub fn compare(
    rounds: usize,
    mut ours: impl FnMut(usize) -> Duration,
    mut theirs: impl FnMut(usize) -> Duration,
) -> Comparison {
    let mut runs = 1;
    while theirs(runs) < TURN && runs < 1 << 20 {
        runs *= 2;
    }
    ours(runs);
    let mut turns = Vec::with_capacity(rounds);
    for round in 0..rounds {
        let turn = if round % 2 == 0 {
            let first = ours(runs);
            (first, theirs(runs))
        } else {
            let first = theirs(runs);
            (ours(runs), first)
        };
        turns.push((turn.0.as_secs_f64(), turn.1.as_secs_f64()));
    }
    let of = |value: fn(&(f64, f64)) -> f64, quantile: f64| {
        let mut values: Vec<f64> = turns.iter().map(value).collect();
        values.sort_by(f64::total_cmp);
        let at = (values.len() as f64 * quantile) as usize;
        values.get(at).copied().unwrap_or(f64::NAN)
    };
    let ratio = |(ours, theirs): &(f64, f64)| theirs / ours;
    Comparison {
        ours: of(|turn| turn.0, 0.5) / runs as f64,
        theirs: of(|turn| turn.1, 0.5) / runs as f64,
        ratio: of(ratio, 0.5),
        spread: (of(ratio, 0.25), of(ratio, 0.75)),
    }
}

/// The processor time that this thread has spent so far.
#[must_use]
pub fn now() -> Duration {
    let spent = clock_gettime(ClockId::ThreadCPUTime);
    let (seconds, nanoseconds) = (spent.tv_sec.unsigned_abs(), spent.tv_nsec.unsigned_abs());
    Duration::from_secs(seconds) + Duration::from_nanos(nanoseconds)
}

/// The time that `runs` runs of `run` take. Results are dropped within the
/// time, as a program would.
pub fn time<T>(runs: usize, mut run: impl FnMut() -> T) -> Duration {
    let start = now();
    for _ in 0..runs {
        std::hint::black_box(run());
    }
    now().saturating_sub(start)
}

/// A table of comparisons: a row each, times in microseconds.
#[must_use]
pub fn table(ours: &str, theirs: &str, rows: &[(String, Comparison)]) -> String {
    let mut text = String::new();
    let _ = writeln!(
        text,
        "| {:<34} | {:>14} | {:>14} | {:>5} | {:>11} |",
        "",
        format!("{ours}, us"),
        format!("{theirs}, us"),
        "ratio",
        "quartiles"
    );
    let _ = writeln!(
        text,
        "| {:-<34} | {:->14} | {:->14} | {:->5} | {:->11} |",
        "", ":", ":", ":", ":"
    );
    for (name, row) in rows {
        let _ = writeln!(
            text,
            "| {name:<34} | {:>14.2} | {:>14.2} | {:>5.2} | {:>4.2} - {:>4.2} |",
            row.ours * 1e6,
            row.theirs * 1e6,
            row.ratio,
            row.spread.0,
            row.spread.1,
        );
    }
    text
}

/// Whether a row is wanted: its name holds the first argument that is no
/// number and no flag, if there is one.
#[must_use]
pub fn wanted(name: &str) -> bool {
    std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with('-') && argument.parse::<usize>().is_err())
        .is_none_or(|part| name.contains(&part))
}

/// The number of rounds: the first argument that is a number, else 300.
#[must_use]
pub fn rounds() -> usize {
    std::env::args()
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(300)
}
