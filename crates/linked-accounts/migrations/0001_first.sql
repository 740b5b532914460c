-- Times are microseconds since 1970, in UTC.

-- The keys that seal, by id. No key is here: `proof` is a known text sealed
-- with it, so that another key under the same id is noticed at once.
CREATE TABLE sealing_keys (
    id TEXT PRIMARY KEY,
    proof BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- What callers show. Of the secret part only its SHA-256 is kept.
CREATE TABLE api_keys (
    id TEXT PRIMARY KEY,
    project TEXT NOT NULL,
    label TEXT,
    secret_hash BLOB NOT NULL CHECK (length(secret_hash) = 32),
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT, WITHOUT ROWID;

-- Links that have begun and not ended: states (kind 1) and tickets (kind 2),
-- found by the SHA-256 of the token. What they stand for is sealed.
CREATE TABLE pending (
    id INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL CHECK (kind IN (1, 2)),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    project TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    key_id TEXT NOT NULL,
    sealed BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX pending_by_hash ON pending (hash);
-- Also counts a project's rows without reading them.
CREATE INDEX pending_by_expiry ON pending (expires_at, project);

-- One account per project, app and owner.
CREATE TABLE accounts (
    id TEXT NOT NULL UNIQUE,
    project TEXT NOT NULL,
    app TEXT NOT NULL,
    owner TEXT NOT NULL,
    key_id TEXT NOT NULL REFERENCES sealing_keys (id),
    access_token BLOB NOT NULL,
    refresh_token BLOB,
    token_type TEXT NOT NULL,
    -- A JSON array.
    scopes TEXT NOT NULL,
    expires_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (project, app, owner)
) STRICT;

CREATE INDEX accounts_by_key ON accounts (key_id);
