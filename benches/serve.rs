//! Requests answered in process by the generated server and by the
//! handwritten one, side by side.
//!
//!     cargo bench -p specwright-benches --bench serve [-- ROUNDS] [ROW]

use std::{
    io::{self, Write as _},
    time::Duration,
};

use axum::Router;
use specwright_benches::{
    generated, handwritten,
    measure::{compare, now, rounds, table, wanted},
    requests::{Sample, answer, measured},
};
use tokio::runtime::{Builder, Runtime};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let runtime = Builder::new_current_thread().build()?;
    let (ours, theirs) = (generated::router(), handwritten::router());
    let mut rows = Vec::new();
    for sample in measured() {
        if !wanted(&sample.name) {
            continue;
        }
        assert_same(&runtime, &ours, &theirs, &sample)?;
        let comparison = compare(
            rounds(),
            |runs| turn(&runtime, &ours, &sample, runs),
            |runs| turn(&runtime, &theirs, &sample, runs),
        );
        rows.push((sample.name, comparison));
    }
    io::stdout().write_all(table("generated", "handwritten", &rows).as_bytes())?;
    Ok(())
}

fn assert_same(
    runtime: &Runtime,
    ours: &Router,
    theirs: &Router,
    sample: &Sample,
) -> Result<(), http::Error> {
    let ours = runtime.block_on(answer(ours, sample.request()?));
    let theirs = runtime.block_on(answer(theirs, sample.request()?));
    assert_eq!(ours, theirs, "{}", sample.name);
    assert!(ours.0.is_success(), "{}: {}", sample.name, ours.0);
    Ok(())
}

/// The time in which `router` answers `runs` requests, which are there before.
fn turn(runtime: &Runtime, router: &Router, sample: &Sample, runs: usize) -> Duration {
    let requests: Vec<_> = (0..runs).filter_map(|_| sample.request().ok()).collect();
    runtime.block_on(async {
        let start = now();
        for request in requests {
            std::hint::black_box(answer(router, request).await);
        }
        now().saturating_sub(start)
    })
}
