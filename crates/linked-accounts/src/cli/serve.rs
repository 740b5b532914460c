//! `serve`

use std::sync::Arc;

use tokio::net::TcpListener;

use super::{args::Serve, error::Error, logging, open, stop};
use crate::{clock::Clock, web};

pub(super) async fn serve(args: &Serve) -> Result<(), Error> {
    let config = Arc::new(open::config(&args.place, &args.overrides())?);
    logging::start(config.log, "info")?;
    // Before anything that takes time, so that no signal is missed.
    let (stop, again) =
        stop::signals(false).map_err(|error| Error::io("cannot listen to signals", &error))?;
    let listener = bind(config.listen).await?;
    let address = listener
        .local_addr()
        .map_err(|error| Error::io("cannot listen", &error))?;
    let store = open::store(&config.database, open::keys(&config)?, &config.limits).await?;
    let site = web::Site::new(&config, store.clone(), Clock::system())
        .map_err(|error| Error::because("cannot start the service", &error))?;
    tracing::info!(
        %address,
        public_url = %config.public_url,
        projects = config.projects.len(),
        "listening"
    );
    let stopped = async {
        let signal = stop.await;
        tracing::info!(signal, "ending, requests under way are answered first");
    };
    let at_once = async {
        let signal = again.await;
        tracing::warn!(signal, "ending at once");
    };
    web::serve(site, listener, stopped, at_once).await;
    store.close().await;
    tracing::info!("ended");
    Ok(())
}

pub(super) async fn bind(address: std::net::SocketAddr) -> Result<TcpListener, Error> {
    TcpListener::bind(address).await.map_err(|error| {
        Error::io(&format!("cannot listen on {address}"), &error)
            .help("choose another address with `--listen`; port 0 takes a free one")
    })
}
