//! What goes wrong in the store.

use std::{io, path::PathBuf, sync::Arc};

use sqlx::migrate::MigrateError;

use crate::crypto::{RandomError, SealError};

/// The store did not do what was asked; nothing of it is half done. It can be
/// cloned, since all callers who share a transaction share its error. No
/// message carries a secret.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no room: the disk is full, or the database has reached
    /// [`max_pages`](super::StoreOptions::max_pages).
    #[error("there is no room left for the database")]
    Full,
    /// The database may only be read.
    #[error("the database may only be read")]
    ReadOnly,
    /// Another process holds the database for too long.
    #[error("another process holds the database")]
    Busy,
    /// A project has as many unfinished links as it may.
    #[error("the project `{project}` has {limit} unfinished links, as many as it may have")]
    TooManyPending {
        /// The project.
        project: Arc<str>,
        /// How many it may have.
        limit: u64,
    },
    /// The store is closed.
    #[error("the store is closed")]
    Closed,
    /// Something was not sealed or not opened.
    #[error("{what} cannot be sealed or opened")]
    Seal {
        /// What it is.
        what: &'static str,
        /// Why not.
        source: SealError,
    },
    /// The key with this id is not the one that sealed the database.
    #[error(
        "the key `{key_id}` is not the key that has sealed this database under that id: \
         give the one that did"
    )]
    WrongKey {
        /// The id.
        key_id: String,
    },
    /// Accounts are sealed with a key that was not given.
    #[error(
        "accounts in this database are sealed with the key `{key_id}`, which is not among \
         the keys given: add it after the current key"
    )]
    MissingKey {
        /// The id.
        key_id: String,
    },
    /// A row does not hold what the store writes.
    #[error("the database is damaged: {0}")]
    Damaged(&'static str),
    /// A file or folder cannot be made.
    #[error("{}: {source}", file.display())]
    File {
        /// The file or folder.
        file: PathBuf,
        /// Why not.
        source: Arc<io::Error>,
    },
    /// The tables cannot be brought up to date.
    #[error("the database cannot be brought up to date")]
    Migration(#[source] Arc<MigrateError>),
    /// The system gives no random bytes.
    #[error(transparent)]
    Random(#[from] RandomError),
    /// Anything else that SQLite reports.
    #[error("the database failed")]
    Database(#[source] Arc<sqlx::Error>),
}

impl StoreError {
    /// For [`Result::map_err`] on what is sealed or opened.
    pub(super) fn seal(what: &'static str) -> impl Fn(SealError) -> Self {
        move |source| Self::Seal { what, source }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        // The low byte is SQLite's primary result code,
        // https://sqlite.org/rescode.html.
        let code = error
            .as_database_error()
            .and_then(|error| error.code()?.parse::<u32>().ok())
            .map(|code| code & 0xff);
        match (code, &error) {
            (Some(5 | 6), _) => Self::Busy,
            (Some(8), _) => Self::ReadOnly,
            (Some(13), _) => Self::Full,
            (_, sqlx::Error::PoolClosed) => Self::Closed,
            _ => Self::Database(Arc::new(error)),
        }
    }
}

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
            other => Self::Migration(Arc::new(other)),
        }
    }
}
