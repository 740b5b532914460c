//! Rotation: everything that is sealed with an older key is sealed with the
//! current one, so that the older key can be thrown away.

use sqlx::{Row as _, SqliteConnection};

use super::{
    Store, StoreError,
    accounts::{Column, Place},
    batch::{Kind, record},
    states::link_name,
};
use crate::crypto::{Digest, KeyRing, Sealed};

/// How many rows are sealed before others may write again.
const AT_ONCE: i64 = 200;

impl Store {
    /// Seals with the current key what is sealed with an older one: accounts,
    /// states and tickets. Says how many rows that were. It is on the disk
    /// when this answers, so the older keys can go. Others write in between.
    ///
    /// # Errors
    /// Fails if the database does, or if an account does not open; what was
    /// done up to there stays done. A state or ticket that does not open is
    /// left as it is, since it is of no use and expires.
    pub async fn reseal(&self) -> Result<u64, StoreError> {
        let mut resealed = 0;
        loop {
            let keys = self.0.keys.clone();
            let count = record(&self.0.orders, move |connection| {
                Box::pin(reseal_accounts(connection, keys))
            })
            .await?;
            resealed += count;
            if count == 0 {
                break;
            }
        }
        let mut after = i64::MIN;
        loop {
            let keys = self.0.keys.clone();
            let (count, last) = record(&self.0.orders, move |connection| {
                Box::pin(reseal_pending(connection, keys, after))
            })
            .await?;
            resealed += count;
            match last {
                Some(last) => after = last,
                None => return Ok(resealed),
            }
        }
    }
}

async fn reseal_accounts(
    connection: &mut SqliteConnection,
    keys: KeyRing,
) -> Result<u64, StoreError> {
    let rows = sqlx::query(
        "SELECT rowid, project, app, owner, key_id, access_token, refresh_token FROM accounts \
         WHERE key_id <> ?1 LIMIT ?2",
    )
    .bind(keys.current())
    .bind(AT_ONCE)
    .fetch_all(&mut *connection)
    .await?;
    for row in &rows {
        let place = Place {
            project: row.try_get(1)?,
            app: row.try_get(2)?,
            owner: row.try_get(3)?,
        };
        let key_id: &str = row.try_get(4)?;
        let again = |column, bytes| {
            let token = place.open(&keys, column, key_id, bytes)?;
            place.seal(&keys, column, &token)
        };
        let access_token = again(Column::AccessToken, row.try_get(5)?)?;
        let refresh_token: Option<Vec<u8>> = row.try_get(6)?;
        let refresh_token = refresh_token
            .map(|bytes| again(Column::RefreshToken, bytes))
            .transpose()?;
        sqlx::query(
            "UPDATE accounts SET key_id = ?2, access_token = ?3, refresh_token = ?4 \
             WHERE rowid = ?1",
        )
        .bind(row.try_get::<i64, _>(0)?)
        .bind(access_token.key_id)
        .bind(access_token.bytes)
        .bind(refresh_token.map(|sealed| sealed.bytes))
        .execute(&mut *connection)
        .await?;
    }
    Ok(rows.len() as u64)
}

/// The rows after `after`: how many were sealed, and the last one looked at.
async fn reseal_pending(
    connection: &mut SqliteConnection,
    keys: KeyRing,
    after: i64,
) -> Result<(u64, Option<i64>), StoreError> {
    let rows = sqlx::query(
        "SELECT id, kind, hash, project, expires_at, key_id, sealed FROM pending \
         WHERE id > ?1 AND key_id <> ?2 ORDER BY id LIMIT ?3",
    )
    .bind(after)
    .bind(keys.current())
    .bind(AT_ONCE)
    .fetch_all(&mut *connection)
    .await?;
    let (mut resealed, mut last) = (0, None);
    for row in &rows {
        let id: i64 = row.try_get(0)?;
        last = Some(id);
        let kind = match row.try_get::<i64, _>(1)? {
            1 => Kind::State,
            _ => Kind::Ticket,
        };
        let Ok(hash) = Digest::try_from(row.try_get::<&[u8], _>(2)?) else {
            continue;
        };
        let name = link_name(kind, &hash, row.try_get(3)?, row.try_get(4)?);
        let old = Sealed {
            key_id: row.try_get(5)?,
            bytes: row.try_get(6)?,
        };
        let Ok(text) = keys.open(&old, &name) else {
            continue;
        };
        let sealed = keys
            .seal(text.expose().as_bytes(), &name)
            .map_err(StoreError::seal("an unfinished link"))?;
        sqlx::query("UPDATE pending SET key_id = ?2, sealed = ?3 WHERE id = ?1")
            .bind(id)
            .bind(sealed.key_id)
            .bind(sealed.bytes)
            .execute(&mut *connection)
            .await?;
        resealed += 1;
    }
    Ok((resealed, last))
}
