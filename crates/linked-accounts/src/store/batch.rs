//! The task that writes. What has been asked for while it was busy makes up
//! its next transaction, so that it neither waits for more nor commits each
//! row alone.

use std::{collections::HashMap, fmt, future::Future, pin::Pin, sync::Arc, time::Duration};

use sqlx::{AssertSqlSafe, Connection as _, Row as _, SqliteConnection};
use tokio::{
    sync::{mpsc, oneshot},
    task::yield_now,
    time::{Instant, sleep_until},
};

use super::StoreError;
use crate::{
    clock::Clock,
    crypto::{Digest, Sealed},
};

/// How many orders wait before callers do.
const WAITING: usize = 4096;
/// How many orders share a transaction.
const AT_ONCE: usize = 1024;
/// The most rows of one statement. There is a statement for each number up to
/// it, so that all but the largest batches take one, which is a transaction of
/// its own: each statement more is another way to the connection's thread and
/// back. All of them fit into the connection's cache of statements.
const ROWS: usize = 64;
/// How many expired rows are removed before others may write again.
pub(super) const SWEPT_AT_ONCE: u64 = 2000;
/// How long a write shows that others can be made.
const PROVEN_FOR: Duration = Duration::from_secs(1);
/// How often expired rows are looked for.
const SWEEP_EVERY: Duration = Duration::from_secs(60);

pub(super) type Reply<T> = oneshot::Sender<Result<T, StoreError>>;
pub(super) type Work<'c, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'c>>;
type Job = Box<
    dyn for<'c> FnOnce(&'c mut SqliteConnection) -> Pin<Box<dyn Future<Output = ()> + Send + 'c>>
        + Send,
>;

/// Which kind of unfinished link; its number in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    State = 1,
    Ticket = 2,
}

/// A row of the table `pending`.
pub(super) struct Row {
    pub(super) kind: Kind,
    pub(super) hash: Digest,
    pub(super) project: Arc<str>,
    pub(super) expires_at: i64,
    pub(super) sealed: Sealed,
}

/// What the task is asked for.
pub(super) enum Order {
    /// Keep a row.
    Put(Row, Reply<()>),
    /// Remove a row and give it.
    Take(Kind, Digest, Reply<Option<Row>>),
    /// Do something that must be on the disk when it is answered.
    Record(Job),
    /// Remove some rows that have expired.
    Sweep(oneshot::Sender<Result<u64, StoreError>>),
    /// Write something, to see whether that can be done.
    Probe(Reply<()>),
    /// Do what has been asked for, then end.
    Close(oneshot::Sender<()>),
}

impl fmt::Debug for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Order(..)")
    }
}

/// Sends an order and waits for its answer.
pub(super) async fn ask<T>(
    orders: &mpsc::Sender<Order>,
    order: impl FnOnce(oneshot::Sender<T>) -> Order,
) -> Result<T, StoreError> {
    let (reply, answer) = oneshot::channel();
    orders
        .send(order(reply))
        .await
        .map_err(|_| StoreError::Closed)?;
    answer.await.map_err(|_| StoreError::Closed)
}

/// Runs `work` in a transaction of the writing task. It is done also if the
/// caller no longer waits: what a provider has given is kept.
pub(super) async fn record<T: Send + 'static>(
    orders: &mpsc::Sender<Order>,
    work: impl for<'c> FnOnce(&'c mut SqliteConnection) -> Work<'c, T> + Send + 'static,
) -> Result<T, StoreError> {
    ask(orders, |reply: Reply<T>| {
        Order::Record(Box::new(move |connection| {
            Box::pin(async move {
                let _ = reply.send(transaction(connection, work).await);
            })
        }))
    })
    .await?
}

/// Runs `work` in a transaction: all of it is done, or nothing.
pub(super) async fn transaction<T: Send>(
    connection: &mut SqliteConnection,
    work: impl for<'c> FnOnce(&'c mut SqliteConnection) -> Work<'c, T> + Send,
) -> Result<T, StoreError> {
    execute(connection, "BEGIN IMMEDIATE").await?;
    let mut result = work(connection).await;
    if result.is_ok()
        && let Err(error) = execute(connection, "COMMIT").await
    {
        result = Err(error);
    }
    if result.is_err() {
        // SQLite may have rolled back by itself, and then refuses this.
        let _ = execute(connection, "ROLLBACK").await;
    }
    result
}

async fn execute(connection: &mut SqliteConnection, sql: &'static str) -> Result<(), StoreError> {
    sqlx::query(sql).execute(connection).await?;
    Ok(())
}

/// The task's own things.
pub(super) struct Writer {
    states: SqliteConnection,
    records: SqliteConnection,
    clock: Clock,
    /// The statements that insert 1, 2, 3, .. rows.
    inserts: Arc<[Arc<str>]>,
    /// How many rows each project has.
    counts: HashMap<Arc<str>, u64>,
    limit: u64,
    /// When it was last seen that the database can be written.
    proven: Option<Instant>,
}

impl Writer {
    /// Starts the task. It ends with the last sender.
    pub(super) async fn start(
        mut states: SqliteConnection,
        records: SqliteConnection,
        clock: Clock,
        limit: u64,
    ) -> Result<mpsc::Sender<Order>, StoreError> {
        let mut counts = HashMap::new();
        for row in sqlx::query("SELECT project, count(*) FROM pending GROUP BY project")
            .fetch_all(&mut states)
            .await?
        {
            let (project, count): (String, i64) = (row.try_get(0)?, row.try_get(1)?);
            counts.insert(project.into(), count.unsigned_abs());
        }
        let mut writer = Self {
            states,
            records,
            clock,
            inserts: (1..=ROWS).map(insert).collect(),
            counts,
            limit,
            proven: None,
        };
        let next_sweep = writer.next_sweep().await;
        let (orders, received) = mpsc::channel(WAITING);
        tokio::spawn(writer.run(received, next_sweep));
        Ok(orders)
    }

    async fn run(mut self, mut orders: mpsc::Receiver<Order>, mut next_sweep: Instant) {
        let mut batch = Vec::with_capacity(AT_ONCE);
        let mut closing = Vec::new();
        loop {
            tokio::select! {
                biased;
                count = orders.recv_many(&mut batch, AT_ONCE) => {
                    if count == 0 {
                        break;
                    }
                    // The first order wakes this task at once; the other
                    // callers who are ready get to ask before it writes.
                    yield_now().await;
                    while batch.len() < AT_ONCE
                        && let Ok(order) = orders.try_recv()
                    {
                        batch.push(order);
                    }
                    self.write(&mut batch, &mut closing).await;
                    if !closing.is_empty() {
                        // What was sent before is still received.
                        orders.close();
                    }
                }
                () = sleep_until(next_sweep) => {}
            }
            if Instant::now() >= next_sweep {
                next_sweep = self.next_sweep().await;
            }
        }
        // The last connection to close moves the WAL into the database.
        let _ = self.states.close().await;
        let _ = self.records.close().await;
        for reply in closing {
            let _ = reply.send(());
        }
    }

    async fn write(&mut self, batch: &mut Vec<Order>, closing: &mut Vec<oneshot::Sender<()>>) {
        let mut links = Links::default();
        let mut others = Vec::new();
        for order in batch.drain(..) {
            match order {
                Order::Put(row, reply) => self.admit(row, reply, &mut links),
                // A state whose caller has gone is not used up.
                Order::Take(.., reply) if reply.is_closed() => {}
                Order::Take(kind, hash, reply) => {
                    links.takes.push((kind, hash));
                    links.takers.push(reply);
                }
                Order::Close(reply) => closing.push(reply),
                other => others.push(other),
            }
        }
        self.write_links(links).await;
        for other in others {
            match other {
                Order::Record(job) => job(&mut self.records).await,
                Order::Sweep(reply) => {
                    let _ = reply.send(self.sweep().await);
                }
                Order::Probe(reply) => {
                    let _ = reply.send(self.probe().await);
                }
                // These have been sorted out above.
                Order::Put(..) | Order::Take(..) | Order::Close(_) => {}
            }
        }
    }

    /// Counts a row in, or refuses it.
    fn admit(&mut self, row: Row, reply: Reply<()>, links: &mut Links) {
        if reply.is_closed() {
            return;
        }
        let limit = self.limit;
        let count = match self.counts.get_mut(&row.project) {
            Some(count) => count,
            None => self.counts.entry(Arc::clone(&row.project)).or_default(),
        };
        if *count >= limit {
            let project = row.project;
            let _ = reply.send(Err(StoreError::TooManyPending { project, limit }));
            return;
        }
        *count += 1;
        links.projects.push(Arc::clone(&row.project));
        links.puts.push(row);
        links.putters.push(reply);
    }

    fn count_out<'p>(&mut self, projects: impl IntoIterator<Item = &'p str>) {
        for project in projects {
            if let Some(count) = self.counts.get_mut(project) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    self.counts.remove(project);
                }
            }
        }
    }

    async fn write_links(&mut self, links: Links) {
        if links.putters.is_empty() && links.takers.is_empty() {
            return;
        }
        let (puts, takes, inserts) = (links.puts, links.takes, Arc::clone(&self.inserts));
        let result = if takes.is_empty() && puts.len() <= ROWS {
            // One statement is a transaction of its own.
            put(&mut self.states, &inserts, puts)
                .await
                .map(|()| Vec::new())
        } else {
            transaction(&mut self.states, move |connection| {
                Box::pin(async move {
                    put(connection, &inserts, puts).await?;
                    let mut taken = Vec::with_capacity(takes.len());
                    for (kind, hash) in takes {
                        taken.push(take(connection, kind, hash).await?);
                    }
                    Ok(taken)
                })
            })
            .await
        };
        match result {
            Ok(taken) => {
                let gone = taken.iter().flatten().map(|row| &*row.project);
                self.count_out(gone);
                for reply in links.putters {
                    let _ = reply.send(Ok(()));
                }
                for (reply, row) in links.takers.into_iter().zip(taken) {
                    let _ = reply.send(Ok(row));
                }
            }
            Err(error) => {
                self.count_out(links.projects.iter().map(|project| &**project));
                for reply in links.putters {
                    let _ = reply.send(Err(error.clone()));
                }
                for reply in links.takers {
                    let _ = reply.send(Err(error.clone()));
                }
            }
        }
    }

    /// Sweeps, and says when to do so again. Where there was much to remove
    /// that is at once, after others have had their turn.
    async fn next_sweep(&mut self) -> Instant {
        let swept = self.sweep().await;
        if let Err(error) = &swept {
            tracing::warn!(%error, "expired links were not removed");
        }
        match swept {
            Ok(SWEPT_AT_ONCE..) => Instant::now(),
            _ => Instant::now() + SWEEP_EVERY,
        }
    }

    /// Writes the database's first page, with a number in it that nobody reads.
    async fn probe(&mut self) -> Result<(), StoreError> {
        if self.proven.is_some_and(|at| at.elapsed() < PROVEN_FOR) {
            return Ok(());
        }
        execute(&mut self.states, "PRAGMA user_version = 1").await?;
        self.proven = Some(Instant::now());
        Ok(())
    }

    async fn sweep(&mut self) -> Result<u64, StoreError> {
        let rows = sqlx::query(
            "DELETE FROM pending WHERE id IN (SELECT id FROM pending WHERE expires_at <= ?1 \
             ORDER BY expires_at LIMIT ?2) RETURNING project",
        )
        .bind(self.clock.now().timestamp_micros())
        .bind(SWEPT_AT_ONCE as i64)
        .fetch_all(&mut self.states)
        .await?;
        let projects = rows.iter().map(|row| row.try_get(0));
        let projects = projects.collect::<Result<Vec<&str>, _>>()?;
        self.count_out(projects);
        Ok(rows.len() as u64)
    }
}

/// The links of one transaction, each beside who asked for it.
#[derive(Default)]
struct Links {
    puts: Vec<Row>,
    projects: Vec<Arc<str>>,
    putters: Vec<Reply<()>>,
    takes: Vec<(Kind, Digest)>,
    takers: Vec<Reply<Option<Row>>>,
}

fn insert(rows: usize) -> Arc<str> {
    let mut sql = String::from(
        "INSERT INTO pending (kind, hash, project, expires_at, key_id, sealed) VALUES ",
    );
    for row in 0..rows {
        sql.push_str(if row == 0 { "" } else { ", " });
        sql.push_str("(?, ?, ?, ?, ?, ?)");
    }
    sql.into()
}

/// Inserts [`ROWS`] rows a statement, each of which SQLite has prepared after
/// its first use.
async fn put(
    connection: &mut SqliteConnection,
    inserts: &[Arc<str>],
    rows: Vec<Row>,
) -> Result<(), StoreError> {
    let mut left = rows.len();
    let mut rows = rows.into_iter();
    let mut key_id: Arc<str> = "".into();
    while left > 0 {
        let count = left.min(ROWS);
        let Some(sql) = inserts.get(count.saturating_sub(1)) else {
            return Ok(());
        };
        let mut query = sqlx::query(AssertSqlSafe(Arc::clone(sql)));
        for row in rows.by_ref().take(count) {
            if *key_id != *row.sealed.key_id {
                key_id = row.sealed.key_id.into();
            }
            query = query
                .bind(row.kind as i64)
                .bind(&row.hash.as_bytes()[..])
                .bind(row.project)
                .bind(row.expires_at)
                .bind(Arc::clone(&key_id))
                .bind(row.sealed.bytes);
        }
        query.execute(&mut *connection).await?;
        left -= count;
    }
    Ok(())
}

async fn take(
    connection: &mut SqliteConnection,
    kind: Kind,
    hash: Digest,
) -> Result<Option<Row>, StoreError> {
    // All rows, since the statement is done only after the last.
    let rows = sqlx::query(
        "DELETE FROM pending WHERE hash = ?1 AND kind = ?2 \
         RETURNING project, expires_at, key_id, sealed",
    )
    .bind(&hash.as_bytes()[..])
    .bind(kind as i64)
    .fetch_all(connection)
    .await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    Ok(Some(Row {
        kind,
        hash,
        project: row.try_get::<&str, _>(0)?.into(),
        expires_at: row.try_get(1)?,
        sealed: Sealed {
            key_id: row.try_get(2)?,
            bytes: row.try_get(3)?,
        },
    }))
}
