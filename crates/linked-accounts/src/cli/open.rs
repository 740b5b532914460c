//! Configuration and database, as the commands need them.

use std::path::Path;

use super::{args::Place, error::Error};
use crate::{
    clock::Clock,
    config::{Config, KEYS_VARIABLE, Limits, Overrides},
    crypto::KeyRing,
    store::{Store, StoreOptions},
};

/// The environment.
pub(super) fn env(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// The configuration of `place`.
pub(super) fn config(place: &Place, flags: &Overrides) -> Result<Config, Error> {
    Ok(Config::read_with(&place.config, &env, flags)?)
}

/// The keys that the configuration names.
pub(super) fn keys(config: &Config) -> Result<KeyRing, Error> {
    match &config.key_file {
        Some(file) => key_file(file),
        None => KeyRing::parse(&env(KEYS_VARIABLE).unwrap_or_default()).map_err(|error| {
            Error::because(&format!("cannot use the keys in {KEYS_VARIABLE}"), &error)
                .help("write `ID:KEY`; `linked-accounts tokens new-key` makes such a line")
        }),
    }
}

/// The keys in `file`, which is made where it is not there.
pub(super) fn key_file(file: &Path) -> Result<KeyRing, Error> {
    KeyRing::load_or_create(file).map_err(|error| {
        Error::because(
            &format!("cannot use the key file `{}`", file.display()),
            &error,
        )
    })
}

/// The database.
pub(super) async fn store(database: &Path, keys: KeyRing, limits: &Limits) -> Result<Store, Error> {
    let options = StoreOptions {
        pending_per_project: limits.pending_per_project,
        max_pages: limits.max_pages,
    };
    let store = Store::open_with(database, keys, Clock::system(), options).await;
    store.map_err(|error| {
        Error::because(
            &format!("cannot use the database `{}`", database.display()),
            &error,
        )
    })
}
