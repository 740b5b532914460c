//! API keys: made, listed, revoked, and looked up on each call.

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, PoisonError, RwLock},
};

use chrono::{DateTime, TimeDelta, Utc};
use specwright::Secret;
use sqlx::Row as _;

use super::{ApiKeyInfo, Store, StoreError, batch::record, time};
use crate::crypto::{ApiKey, ApiKeyId, Digest};

/// How long a key is known without looking: so long may a key that another
/// process has revoked still be good.
const KNOWN_FOR: TimeDelta = TimeDelta::seconds(5);

/// How many keys are known at a time.
const KNOWN: usize = 10_000;

/// The keys that were looked up lately. Keys that are not in the database are
/// not remembered, so nobody can fill it with made-up ones.
#[derive(Default)]
pub(super) struct ApiKeyCache(RwLock<HashMap<ApiKeyId, Known>>);

#[derive(Clone)]
struct Known {
    digest: Digest,
    project: Arc<str>,
    /// Before the database was read.
    since: DateTime<Utc>,
}

impl Known {
    /// A clock that was set back makes it stale.
    fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        (TimeDelta::zero()..KNOWN_FOR).contains(&(now - self.since))
    }
}

impl ApiKeyCache {
    fn get(&self, id: &ApiKeyId, now: DateTime<Utc>) -> Option<Known> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        known.get(id).filter(|known| known.is_fresh(now)).cloned()
    }

    fn put(&self, id: ApiKeyId, entry: Known, now: DateTime<Utc>) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= KNOWN {
            known.retain(|_, known| known.is_fresh(now));
            if known.len() >= KNOWN {
                known.clear();
            }
        }
        known.insert(id, entry);
    }

    fn forget(&self, id: &ApiKeyId) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        known.remove(id);
    }
}

impl fmt::Debug for ApiKeyCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKeyCache(..)")
    }
}

impl Store {
    /// Makes an API key for a project. The secret is the whole key as callers
    /// show it; it can be had here and never again.
    ///
    /// # Errors
    /// Fails if the database does.
    pub async fn create_api_key(
        &self,
        project: &str,
        label: Option<&str>,
    ) -> Result<(ApiKeyId, Secret), StoreError> {
        let key = ApiKey::generate()?;
        let (id, digest) = (key.id().to_string(), key.digest());
        let (project, label) = (project.to_owned(), label.map(str::to_owned));
        let now = self.0.clock.now().timestamp_micros();
        record(&self.0.orders, move |connection| {
            Box::pin(async move {
                sqlx::query(
                    "INSERT INTO api_keys (id, project, label, secret_hash, created_at) \
                     VALUES (?1, ?2, ?3, ?4, ?5)",
                )
                .bind(id)
                .bind(project)
                .bind(label)
                .bind(&digest.as_bytes()[..])
                .bind(now)
                .execute(connection)
                .await?;
                Ok(())
            })
        })
        .await?;
        Ok((key.id().clone(), key.to_secret()))
    }

    /// The API keys of a project, or all, the oldest first, revoked ones
    /// among them.
    ///
    /// # Errors
    /// Fails if the database does.
    pub async fn api_keys(&self, project: Option<&str>) -> Result<Vec<ApiKeyInfo>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, project, label, created_at, revoked_at FROM api_keys \
             WHERE ?1 IS NULL OR project = ?1 ORDER BY created_at, id",
        )
        .bind(project)
        .fetch_all(&self.0.readers)
        .await?;
        rows.iter()
            .map(|row| {
                let revoked_at: Option<i64> = row.try_get(4)?;
                Ok(ApiKeyInfo {
                    id: row.try_get::<String, _>(0)?.into(),
                    project: row.try_get(1)?,
                    label: row.try_get(2)?,
                    created_at: time(row.try_get(3)?)?,
                    revoked_at: revoked_at.map(time).transpose()?,
                })
            })
            .collect()
    }

    /// Revokes an API key, and says whether there was one to revoke. In this
    /// process it is refused at once, in others within 5 seconds.
    ///
    /// # Errors
    /// Fails if the database does; then the key is still good.
    pub async fn revoke_api_key(&self, id: &str) -> Result<bool, StoreError> {
        let key_id = ApiKeyId::from(id.to_owned());
        let now = self.0.clock.now().timestamp_micros();
        let id = id.to_owned();
        let revoked = record(&self.0.orders, move |connection| {
            Box::pin(async move {
                let done = sqlx::query(
                    "UPDATE api_keys SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL",
                )
                .bind(id)
                .bind(now)
                .execute(connection)
                .await?;
                Ok(done.rows_affected() > 0)
            })
        })
        .await?;
        self.0.cache.forget(&key_id);
        Ok(revoked)
    }

    /// The project that an API key opens, or `None` if it opens none. The
    /// answer may be 5 seconds old.
    ///
    /// # Errors
    /// Fails if the database does.
    pub async fn project_of(&self, key: &Secret) -> Result<Option<Arc<str>>, StoreError> {
        let Some(key) = ApiKey::parse(key) else {
            return Ok(None);
        };
        let now = self.0.clock.now();
        let known = match self.0.cache.get(key.id(), now) {
            Some(known) => known,
            None => {
                let row = sqlx::query(
                    "SELECT secret_hash, project FROM api_keys \
                     WHERE id = ?1 AND revoked_at IS NULL",
                )
                .bind(key.id().as_str())
                .fetch_optional(&self.0.readers)
                .await?;
                let Some(row) = row else {
                    return Ok(None);
                };
                let known = Known {
                    digest: Digest::try_from(row.try_get::<&[u8], _>(0)?)
                        .map_err(|_| StoreError::Damaged("the hash of an API key"))?,
                    project: row.try_get::<&str, _>(1)?.into(),
                    since: now,
                };
                self.0.cache.put(key.id().clone(), known.clone(), now);
                known
            }
        };
        // In constant time, as all digests are compared.
        Ok((known.digest == key.digest()).then_some(known.project))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cache_is_bounded() {
        let cache = ApiKeyCache::default();
        let now = Utc::now();
        for number in 0..KNOWN * 2 + 10 {
            let id = ApiKeyId::from(number.to_string());
            let entry = Known {
                digest: [0; 32].into(),
                project: "p".into(),
                since: now,
            };
            cache.put(id, entry, now);
        }
        assert!(cache.0.read().unwrap().len() <= KNOWN);
        let last = ApiKeyId::from((KNOWN * 2 + 9).to_string());
        assert!(cache.get(&last, now).is_some());
        assert!(cache.get(&last, now + TimeDelta::seconds(5)).is_none());
        assert!(cache.get(&last, now - TimeDelta::seconds(1)).is_none());
    }
}
