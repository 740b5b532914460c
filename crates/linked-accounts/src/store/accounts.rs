//! Accounts and their tokens.

use chrono::{DateTime, Utc};
use specwright::Secret;
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};

use super::{Account, NewAccount, Store, StoreError, Tokens, batch::record, time};
use crate::crypto::{KeyRing, Sealed, random_id, row_name};

/// The columns that are sealed.
#[derive(Clone, Copy)]
pub(super) enum Column {
    AccessToken,
    RefreshToken,
}

impl Column {
    fn name(self) -> &'static str {
        match self {
            Self::AccessToken => "access_token",
            Self::RefreshToken => "refresh_token",
        }
    }

    pub(super) fn what(self) -> &'static str {
        match self {
            Self::AccessToken => "an access token",
            Self::RefreshToken => "a refresh token",
        }
    }
}

/// Which account: together unique, and all of it authenticated with each
/// token, so that no token can be moved to another account or column.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) project: String,
    pub(super) app: String,
    pub(super) owner: String,
}

impl Place {
    fn token_name(&self, column: Column) -> Vec<u8> {
        row_name(&[
            b"accounts",
            column.name().as_bytes(),
            self.project.as_bytes(),
            self.app.as_bytes(),
            self.owner.as_bytes(),
        ])
    }

    pub(super) fn seal(
        &self,
        keys: &KeyRing,
        column: Column,
        token: &Secret,
    ) -> Result<Sealed, StoreError> {
        keys.seal(token.expose().as_bytes(), &self.token_name(column))
            .map_err(StoreError::seal(column.what()))
    }

    pub(super) fn open(
        &self,
        keys: &KeyRing,
        column: Column,
        key_id: &str,
        bytes: Vec<u8>,
    ) -> Result<Secret, StoreError> {
        let sealed = Sealed {
            key_id: key_id.to_owned(),
            bytes,
        };
        keys.open(&sealed, &self.token_name(column))
            .map_err(StoreError::seal(column.what()))
    }
}

/// An account as it is written: everything is sealed by now.
struct Draft {
    id: String,
    place: Place,
    access_token: Sealed,
    refresh_token: Option<Vec<u8>>,
    token_type: String,
    scopes: String,
    expires_at: Option<i64>,
    now: i64,
}

impl Store {
    /// Stores an account, or replaces its tokens if there is one of this
    /// project, app and owner; says whether it is new. It is on the disk when
    /// this answers.
    ///
    /// All tokens are replaced, also a refresh token by none. A provider that
    /// leaves `refresh_token` out of its answer to a code (RFC 6749 section
    /// 5.1) says nothing on an earlier one: that belongs to the earlier grant,
    /// with other scopes, and perhaps to another user of the provider. Only
    /// the answer to a refresh leaves the old one in force (section 6).
    ///
    /// # Errors
    /// Fails if the database does; then the account is as it was.
    pub async fn put_account(&self, account: &NewAccount) -> Result<(Account, bool), StoreError> {
        let keys = &self.0.keys;
        let place = Place {
            project: account.project.clone(),
            app: account.app.clone(),
            owner: account.owner.clone(),
        };
        let tokens = &account.tokens;
        let refresh_token = tokens
            .refresh_token
            .as_ref()
            .map(|token| place.seal(keys, Column::RefreshToken, token))
            .transpose()?;
        let draft = Draft {
            id: random_id::<20>()?,
            access_token: place.seal(keys, Column::AccessToken, &tokens.access_token)?,
            refresh_token: refresh_token.map(|sealed| sealed.bytes),
            place,
            token_type: tokens.token_type.clone(),
            scopes: serde_json::to_string(&tokens.scopes)
                .map_err(|_| StoreError::Damaged("scopes cannot be written"))?,
            expires_at: tokens.expires_at.map(|at| at.timestamp_micros()),
            now: self.0.clock.now().timestamp_micros(),
        };
        record(&self.0.orders, |connection| {
            Box::pin(upsert(connection, draft))
        })
        .await
    }

    /// The account of this project, app and owner.
    ///
    /// # Errors
    /// Fails if the database does.
    pub async fn account(
        &self,
        project: &str,
        app: &str,
        owner: &str,
    ) -> Result<Option<Account>, StoreError> {
        let row = sqlx::query(
            "SELECT id, project, app, owner, scopes, created_at, updated_at, expires_at, \
             refresh_token IS NOT NULL FROM accounts \
             WHERE project = ?1 AND app = ?2 AND owner = ?3",
        )
        .bind(project)
        .bind(app)
        .bind(owner)
        .fetch_optional(&self.0.readers)
        .await?;
        row.as_ref().map(read_account).transpose()
    }

    /// The tokens of the account of this project, app and owner.
    ///
    /// # Errors
    /// Fails if the database does, or if a token was tampered with, moved
    /// here from another row, or sealed with a key that is not given.
    pub async fn tokens(
        &self,
        project: &str,
        app: &str,
        owner: &str,
    ) -> Result<Option<Tokens>, StoreError> {
        let row = sqlx::query(
            "SELECT key_id, access_token, refresh_token, token_type, scopes, expires_at \
             FROM accounts WHERE project = ?1 AND app = ?2 AND owner = ?3",
        )
        .bind(project)
        .bind(app)
        .bind(owner)
        .fetch_optional(&self.0.readers)
        .await?;
        let Some(row) = row else {
            return Ok(None);
        };
        let place = Place {
            project: project.to_owned(),
            app: app.to_owned(),
            owner: owner.to_owned(),
        };
        let key_id: &str = row.try_get(0)?;
        let open = |column, bytes| place.open(&self.0.keys, column, key_id, bytes);
        let refresh_token: Option<Vec<u8>> = row.try_get(2)?;
        Ok(Some(Tokens {
            access_token: open(Column::AccessToken, row.try_get(1)?)?,
            refresh_token: refresh_token
                .map(|bytes| open(Column::RefreshToken, bytes))
                .transpose()?,
            token_type: row.try_get(3)?,
            scopes: read_scopes(row.try_get(4)?)?,
            expires_at: read_time(row.try_get(5)?)?,
        }))
    }
}

/// One statement that inserts or updates. The id tells which: it is the one
/// given here only if the row is new.
async fn upsert(
    connection: &mut SqliteConnection,
    draft: Draft,
) -> Result<(Account, bool), StoreError> {
    let rows = sqlx::query(
        "INSERT INTO accounts (id, project, app, owner, key_id, access_token, refresh_token, \
         token_type, scopes, expires_at, created_at, updated_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11) \
         ON CONFLICT (project, app, owner) DO UPDATE SET key_id = excluded.key_id, \
         access_token = excluded.access_token, refresh_token = excluded.refresh_token, \
         token_type = excluded.token_type, scopes = excluded.scopes, \
         expires_at = excluded.expires_at, updated_at = excluded.updated_at \
         RETURNING id, project, app, owner, scopes, created_at, updated_at, expires_at, \
         refresh_token IS NOT NULL",
    )
    .bind(&draft.id)
    .bind(draft.place.project)
    .bind(draft.place.app)
    .bind(draft.place.owner)
    .bind(draft.access_token.key_id)
    .bind(draft.access_token.bytes)
    .bind(draft.refresh_token)
    .bind(draft.token_type)
    .bind(draft.scopes)
    .bind(draft.expires_at)
    .bind(draft.now)
    .fetch_all(connection)
    .await?;
    let row = rows.first().ok_or(StoreError::Damaged(
        "an account was written and is not there",
    ))?;
    let account = read_account(row)?;
    let created = account.id == draft.id;
    Ok((account, created))
}

fn read_account(row: &SqliteRow) -> Result<Account, StoreError> {
    Ok(Account {
        id: row.try_get(0)?,
        project: row.try_get(1)?,
        app: row.try_get(2)?,
        owner: row.try_get(3)?,
        scopes: read_scopes(row.try_get(4)?)?,
        created_at: time(row.try_get(5)?)?,
        updated_at: time(row.try_get(6)?)?,
        expires_at: read_time(row.try_get(7)?)?,
        has_refresh_token: row.try_get(8)?,
    })
}

fn read_scopes(text: &str) -> Result<Vec<String>, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::Damaged("scopes are not a JSON array"))
}

fn read_time(micros: Option<i64>) -> Result<Option<DateTime<Utc>>, StoreError> {
    micros.map(time).transpose()
}
