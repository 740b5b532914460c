//! What the service keeps: API keys, unfinished links and accounts, in one
//! SQLite database.
//!
//! All writing goes through one task (`batch`), so that writers of this
//! process never meet `SQLITE_BUSY`, and so that many small writes share a
//! transaction. It has two connections, and uses one at a time:
//!
//! - Unfinished links are written with `synchronous = NORMAL`: after a power
//!   failure the last of them may be gone, and linking is tried again. A crash
//!   of the process alone loses none.
//! - Accounts, API keys, revocations and re-sealing are written with
//!   `synchronous = FULL`: they are on the disk when the caller is answered. A
//!   code can be exchanged only once (RFC 6749 section 4.1.2), so a lost
//!   account could not be had again.
//!
//! Reading goes through a small pool beside it, which in WAL mode neither
//! waits for the writer nor holds it up.
//!
//! What limits growth: accounts and API keys grow with what a project really
//! has. Unfinished links are limited for each project
//! ([`StoreOptions::pending_per_project`]) and removed within a minute or so
//! of their end. The whole file can be limited by [`StoreOptions::max_pages`].

mod accounts;
mod api_keys;
mod batch;
mod error;
mod open;
mod reseal;
mod states;
mod types;

use std::{path::Path, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use sqlx::SqlitePool;
use tokio::{sync::mpsc, time::timeout};

use crate::{clock::Clock, crypto::KeyRing};
use api_keys::ApiKeyCache;
use batch::{Order, ask};
pub use error::StoreError;
pub use types::{Account, ApiKeyInfo, NewAccount, PendingLink, Ticket, Tokens};

/// How long [`Store::is_healthy`] waits.
const HEALTHY_WITHIN: Duration = Duration::from_secs(2);

/// The store. A clone is cheap and is the same store.
#[derive(Clone, Debug)]
pub struct Store(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    orders: mpsc::Sender<Order>,
    readers: SqlitePool,
    keys: KeyRing,
    clock: Clock,
    cache: ApiKeyCache,
}

/// Limits of a store.
#[derive(Clone, Debug)]
pub struct StoreOptions {
    /// How many unfinished links (states and tickets) a project may have at a
    /// time; a row takes about 0.5 kB. 2 million unless set.
    pub pending_per_project: u64,
    /// How large the database may grow, in pages of 4 kB. Not limited unless
    /// set.
    pub max_pages: Option<u32>,
}

impl Default for StoreOptions {
    fn default() -> Self {
        Self {
            pending_per_project: 2_000_000,
            max_pages: None,
        }
    }
}

impl Store {
    /// Opens a database, or makes one that only this user may read, its
    /// folders with it. Brings its tables up to date. Starts the writing task
    /// on the current tokio runtime.
    ///
    /// # Errors
    /// Fails if the file cannot be opened and written, or if its accounts are
    /// sealed with other keys than these.
    pub async fn open(database: &Path, keys: KeyRing, clock: Clock) -> Result<Self, StoreError> {
        Self::open_with(database, keys, clock, StoreOptions::default()).await
    }

    /// Like [`open`](Self::open), with limits.
    ///
    /// # Errors
    /// As for [`open`](Self::open).
    pub async fn open_with(
        database: &Path,
        keys: KeyRing,
        clock: Clock,
        options: StoreOptions,
    ) -> Result<Self, StoreError> {
        let (orders, readers) = open::open(database, &keys, &clock, &options).await?;
        Ok(Self(Arc::new(Inner {
            orders,
            readers,
            keys,
            clock,
            cache: ApiKeyCache::default(),
        })))
    }

    /// Writes what has been asked for, and closes the database. Whatever is
    /// asked for afterwards answers [`StoreError::Closed`].
    pub async fn close(&self) {
        self.0.readers.close().await;
        // If it does not answer, it has been closed before.
        let _ = ask(&self.0.orders, Order::Close).await;
    }

    /// Whether the database can be read and written, both soon. The writing
    /// task does write, though not more than once a second.
    pub async fn is_healthy(&self) -> bool {
        let check = async {
            sqlx::query("SELECT id FROM sealing_keys LIMIT 1")
                .fetch_optional(&self.0.readers)
                .await?;
            ask(&self.0.orders, Order::Probe).await?
        };
        matches!(timeout(HEALTHY_WITHIN, check).await, Ok(Ok(())))
    }

    /// Removes all states and tickets that are no longer good, and says how
    /// many. The writing task does so by itself every minute.
    ///
    /// # Errors
    /// Fails if the database does.
    pub async fn remove_expired(&self) -> Result<u64, StoreError> {
        let mut removed = 0;
        loop {
            let some = ask(&self.0.orders, Order::Sweep).await??;
            removed += some;
            if some < batch::SWEPT_AT_ONCE {
                return Ok(removed);
            }
        }
    }
}

/// A time as the database has it.
fn time(micros: i64) -> Result<DateTime<Utc>, StoreError> {
    DateTime::from_timestamp_micros(micros).ok_or(StoreError::Damaged("a time is out of range"))
}
