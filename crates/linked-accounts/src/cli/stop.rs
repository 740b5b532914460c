//! Waits until the program is asked to end.

use std::io;

/// Ends when the program is asked to: by Ctrl-C, by SIGTERM, or because its
/// terminal was closed.
///
/// # Errors
/// When signals cannot be listened to. The future inside says which came.
#[cfg(unix)]
pub(super) fn signal() -> io::Result<impl Future<Output = &'static str>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut hangup = signal(SignalKind::hangup())?;
    Ok(async move {
        tokio::select! {
            _ = hangup.recv() => "SIGHUP",
            _ = interrupt.recv() => "SIGINT",
            _ = terminate.recv() => "SIGTERM",
        }
    })
}

/// Ends when the program is asked to: by Ctrl-C.
///
/// # Errors
/// None on this system.
#[cfg(not(unix))]
pub(super) fn signal() -> io::Result<impl Future<Output = &'static str>> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        "Ctrl-C"
    })
}
