//! Log lines on standard error. What is logged is chosen by `RUST_LOG`.

use std::io;

use tracing::{Metadata, level_filters::LevelFilter};
use tracing_subscriber::{
    EnvFilter, Layer as _, filter::filter_fn, layer::SubscriberExt as _,
    util::SubscriberInitExt as _,
};

use super::{error::Error, terminal};
use crate::config::{Color, LogFormat};

/// Crates whose log lines of all levels are known to hold no secret.
const OURS: &[&str] = &["linked_accounts", "specwright", "tower_http"];

/// Starts logging.
///
/// # Errors
/// When `RUST_LOG` is not understood, or logging was started before.
pub(super) fn start(format: LogFormat, default: &str) -> Result<(), Error> {
    let chosen = std::env::var(EnvFilter::DEFAULT_ENV).unwrap_or_default();
    let chosen = if chosen.trim().is_empty() {
        default
    } else {
        &chosen
    };
    let filter = EnvFilter::try_new(chosen).map_err(|error| {
        Error::usage(format!("RUST_LOG is not understood: {error}"))
            .help("write for example `RUST_LOG=info` or `RUST_LOG=linked_accounts=debug`")
    })?;
    let lines = tracing_subscriber::fmt::layer().with_writer(io::stderr);
    let lines = match format {
        LogFormat::Json => lines.json().boxed(),
        LogFormat::Text => lines.with_ansi(terminal::color() == Color::Always).boxed(),
    };
    tracing_subscriber::registry()
        .with(filter)
        .with(lines.with_filter(filter_fn(is_harmless)))
        .try_init()
        .map_err(|error| Error::because("cannot start logging", &error))
}

/// What libraries say in detail may hold headers, URLs and rows, and with them
/// keys, codes and tokens.
fn is_harmless(metadata: &Metadata<'_>) -> bool {
    let ours = OURS.iter().any(|name| metadata.target().starts_with(name));
    ours || LevelFilter::from_level(*metadata.level()) <= LevelFilter::INFO
}
