//! Opening the database: its file, its connections, its tables, its keys.

use std::{
    fs::{DirBuilder, OpenOptions},
    io,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use sqlx::{
    ConnectOptions as _, Row as _, SqlSafeStr as _, SqliteConnection, SqlitePool,
    migrate::{Migration, MigrationType, Migrator},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::sync::mpsc;

use super::{
    StoreError, StoreOptions,
    batch::{Order, Writer, transaction},
};
use crate::{
    clock::Clock,
    crypto::{KeyRing, Sealed, row_name},
};

/// How long another process may hold the database.
const BUSY: Duration = Duration::from_secs(5);

/// Rows are small and reads short: more readers would only wait for a core.
const READERS: u32 = 4;

/// What is sealed to prove a key.
const PROOF: &[u8] = b"linked-accounts";

pub(super) async fn open(
    database: &Path,
    keys: &KeyRing,
    clock: &Clock,
    options: &StoreOptions,
) -> Result<(mpsc::Sender<Order>, SqlitePool), StoreError> {
    // Absolute, since SQLite reads a name that begins with `file:` as a URI.
    let at = |source| StoreError::File {
        file: database.to_owned(),
        source: Arc::new(source),
    };
    let database = &std::path::absolute(database).map_err(at)?;
    make_file(database)?;
    let connect = SqliteConnectOptions::new()
        .filename(database)
        .foreign_keys(true)
        .busy_timeout(BUSY)
        .pragma("trusted_schema", "OFF")
        // A statement's text says little, and its cost is one a call.
        .disable_statement_logging();
    let mut writing = connect.clone().journal_mode(SqliteJournalMode::Wal);
    if let Some(pages) = options.max_pages {
        writing = writing.pragma("max_page_count", pages.to_string());
    }
    let mut records = first(&writing.clone().synchronous(SqliteSynchronous::Full)).await?;
    migrate(&mut records).await?;
    check_keys(&mut records, keys).await?;
    let states = writing
        .synchronous(SqliteSynchronous::Normal)
        // A burst of links is copied into the database every 32 MB, not every
        // 4: many of its pages are the same ones.
        .pragma("wal_autocheckpoint", "8000")
        .pragma("journal_size_limit", "67108864")
        .pragma("cache_size", "-16000")
        .connect()
        .await?;
    let readers = SqlitePoolOptions::new()
        .max_connections(READERS)
        // A file does not hang up.
        .test_before_acquire(false)
        .connect_with(connect.pragma("query_only", "ON"))
        .await?;
    let orders = Writer::start(states, records, clock.clone(), options.pending_per_project).await?;
    Ok((orders, readers))
}

/// The first connection. It makes the journal a write-ahead log, which SQLite
/// refuses at once, without its busy timeout, while another process begins on
/// the same new database.
async fn first(options: &SqliteConnectOptions) -> Result<SqliteConnection, StoreError> {
    let begun = Instant::now();
    loop {
        match options.connect().await.map_err(StoreError::from) {
            Err(StoreError::Busy) if begun.elapsed() < BUSY => {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            other => return other,
        }
    }
}

/// Makes the file with its permissions before SQLite would make it with those
/// of the umask. SQLite gives its `-wal` and `-shm` the same ones.
fn make_file(database: &Path) -> Result<(), StoreError> {
    let made = |file: &Path, source| StoreError::File {
        file: file.to_owned(),
        source: Arc::new(source),
    };
    if let Some(folder) = database.parent() {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::DirBuilderExt as _;
            builder.mode(0o700);
        }
        builder
            .create(folder)
            .map_err(|error| made(folder, error))?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    match options.open(database) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            warn_if_open_to_others(database);
            Ok(())
        }
        Err(error) => Err(made(database, error)),
    }
}

/// A database that was there before keeps its permissions: what is secret in
/// it is sealed or hashed, and somebody may have wanted it so.
fn warn_if_open_to_others(database: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(database).map_or(0, |data| data.permissions().mode());
        if mode & 0o077 != 0 {
            tracing::warn!(
                database = %database.display(),
                mode = format_args!("{:04o}", mode & 0o7777),
                "the database is open to other users of this machine"
            );
        }
    }
    #[cfg(not(unix))]
    let _ = database;
}

async fn migrate(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let migrations = [(1, "first", include_str!("../../migrations/0001_first.sql"))];
    let migrator = Migrator::with_migrations(
        migrations
            .into_iter()
            .map(|(version, name, sql)| {
                let sql = sql.into_sql_str();
                Migration::new(version, name.into(), MigrationType::Simple, sql, false)
            })
            .collect(),
    );
    // Of two processes that make the tables at once, one finds them made
    // halfway through; a second look then shows all of them.
    match migrator.run_direct(None, connection, false).await {
        Ok(()) => Ok(()),
        Err(_) => Ok(migrator.run_direct(None, connection, false).await?),
    }
}

/// Sees that the keys are those that sealed the database, so that a mistake
/// shows at the start and not at the first account. Makes the current key
/// known to the database.
async fn check_keys(connection: &mut SqliteConnection, keys: &KeyRing) -> Result<(), StoreError> {
    let keys = keys.clone();
    transaction(connection, move |connection| {
        Box::pin(async move {
            let mut known = false;
            let rows = sqlx::query(
                "SELECT id, proof, EXISTS (SELECT 1 FROM accounts WHERE key_id = sealing_keys.id) \
                 FROM sealing_keys",
            )
            .fetch_all(&mut *connection)
            .await?;
            for row in rows {
                let sealed = Sealed {
                    key_id: row.try_get(0)?,
                    bytes: row.try_get(1)?,
                };
                let used: bool = row.try_get(2)?;
                let key_id = sealed.key_id.clone();
                if !keys.knows(&key_id) {
                    if used {
                        return Err(StoreError::MissingKey { key_id });
                    }
                    continue;
                }
                known |= key_id == keys.current();
                if keys.open(&sealed, &proof_name(&key_id)).is_err() {
                    return Err(StoreError::WrongKey { key_id });
                }
            }
            if !known {
                let proof = keys
                    .seal(PROOF, &proof_name(keys.current()))
                    .map_err(StoreError::seal("the proof of a key"))?;
                sqlx::query("INSERT INTO sealing_keys (id, proof) VALUES (?1, ?2)")
                    .bind(proof.key_id)
                    .bind(proof.bytes)
                    .execute(&mut *connection)
                    .await?;
            }
            Ok(())
        })
    })
    .await
}

fn proof_name(key_id: &str) -> Vec<u8> {
    row_name(&[b"sealing_keys", b"proof", key_id.as_bytes()])
}
