//! Waits until the program is asked to end.

use std::io;

/// Ends with a signal, and says its name.
pub(super) trait Signal: Future<Output = &'static str> {}

impl<F: Future<Output = &'static str>> Signal for F {}

/// Ends when the program is asked to: by Ctrl-C or by SIGTERM; with `hangup`
/// also when its terminal is closed. Otherwise that is left as it was, so that
/// `nohup` has its effect.
///
/// # Errors
/// When signals cannot be listened to. The first future inside says which
/// signal came, the second which came after that.
#[cfg(unix)]
pub(super) fn signals(hangup: bool) -> io::Result<(impl Signal, impl Signal)> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut hangup = hangup.then(|| signal(SignalKind::hangup())).transpose()?;
    let mut next = async move || {
        let closed = async {
            match &mut hangup {
                Some(hangup) => hangup.recv().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = closed => "SIGHUP",
            _ = interrupt.recv() => "SIGINT",
            _ = terminate.recv() => "SIGTERM",
        }
    };
    let (hand_over, handed_over) = tokio::sync::oneshot::channel();
    let first = async move {
        let name = next().await;
        // Nobody may want the second one.
        let _ = hand_over.send(next);
        name
    };
    let second = async move {
        match handed_over.await {
            Ok(mut next) => next().await,
            Err(_) => std::future::pending().await,
        }
    };
    Ok((first, second))
}

/// Ends when the program is asked to: by Ctrl-C.
///
/// # Errors
/// None on this system.
#[cfg(not(unix))]
pub(super) fn signals(_hangup: bool) -> io::Result<(impl Signal, impl Signal)> {
    async fn next() -> &'static str {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        "Ctrl-C"
    }
    Ok((next(), next()))
}
