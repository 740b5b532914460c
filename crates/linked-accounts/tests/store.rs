//! The store with real files: what it keeps, gives out once, seals, refuses
//! and survives.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use chrono::{DateTime, TimeDelta, Utc};
use linked_accounts::{
    clock::Clock,
    crypto::{KeyRing, SealError, random_token, sha256},
    store::{NewAccount, PendingLink, Store, StoreError, StoreOptions, Ticket, Tokens},
};
use specwright::Secret;
use sqlx::{Connection as _, Row as _, SqliteConnection, sqlite::SqliteConnectOptions};
use tempfile::TempDir;

const KEY_A: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const KEY_B: &str = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";

/// A folder with a database in it.
struct Place {
    folder: TempDir,
    clock: Clock,
}

impl Place {
    fn new() -> Self {
        let start = DateTime::from_timestamp(1_700_000_000, 123_000).unwrap();
        Self {
            folder: tempfile::tempdir().unwrap(),
            clock: Clock::manual(start),
        }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("links.db")
    }

    async fn open(&self, keys: &str) -> Result<Store, StoreError> {
        let keys = KeyRing::parse(keys).unwrap();
        Store::open(&self.file(), keys, self.clock.clone()).await
    }

    async fn open_limited(&self, options: StoreOptions) -> Store {
        let keys = KeyRing::parse(&a()).unwrap();
        Store::open_with(&self.file(), keys, self.clock.clone(), options)
            .await
            .unwrap()
    }

    /// Around the store, as somebody who can write the file.
    async fn behind(&self) -> SqliteConnection {
        let options = SqliteConnectOptions::new().filename(self.file());
        SqliteConnection::connect_with(&options).await.unwrap()
    }

    /// All bytes in the folder.
    fn bytes(&self) -> Vec<u8> {
        let files = fs::read_dir(self.folder.path()).unwrap();
        files
            .flat_map(|file| fs::read(file.unwrap().path()).unwrap())
            .collect()
    }
}

fn a() -> String {
    format!("a:{KEY_A}")
}

fn pending(clock: &Clock) -> PendingLink {
    PendingLink {
        project: "shop".into(),
        app: "GITHUB".into(),
        owner: "user-1".into(),
        client_id: "client".into(),
        code_verifier: "verifier-in-the-clear".into(),
        redirect_uri: "https://links.example/callback/GITHUB".into(),
        after_link: Some("https://shop.example/\"done\"?é".into()),
        browser: Some(sha256(b"cookie")),
        expires_at: clock.now() + TimeDelta::minutes(10),
    }
}

fn account(owner: &str, refresh_token: Option<&str>) -> NewAccount {
    NewAccount {
        project: "shop".into(),
        app: "GITHUB".into(),
        owner: owner.into(),
        tokens: Tokens {
            access_token: "access-in-the-clear".into(),
            refresh_token: refresh_token.map(Secret::from),
            token_type: "bearer".into(),
            scopes: vec!["repo".into(), "user:email".into()],
            expires_at: None,
        },
    }
}

fn contains(bytes: &[u8], text: impl AsRef<[u8]>) -> bool {
    let text = text.as_ref();
    bytes.windows(text.len()).any(|window| window == text)
}

#[tokio::test]
async fn a_state_is_given_out_once() {
    let place = Place::new();
    let store = place.open(&a()).await.unwrap();
    let (state, link) = (random_token().unwrap(), pending(&place.clock));
    store.put_state(&state, &link).await.unwrap();
    assert_eq!(store.take_state("another").await.unwrap(), None);
    assert_eq!(store.take_ticket(state.expose()).await.unwrap(), None);
    assert_eq!(store.take_state(state.expose()).await.unwrap(), Some(link));
    assert_eq!(store.take_state(state.expose()).await.unwrap(), None);

    let plain = PendingLink {
        after_link: None,
        browser: None,
        ..pending(&place.clock)
    };
    store.put_state(&state, &plain).await.unwrap();
    assert_eq!(store.take_state(state.expose()).await.unwrap(), Some(plain));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_takers_at_once_one_wins() {
    let place = Place::new();
    let store = place.open(&a()).await.unwrap();
    for _ in 0..20 {
        let state = random_token().unwrap();
        store
            .put_state(&state, &pending(&place.clock))
            .await
            .unwrap();
        let takers: Vec<_> = (0..8)
            .map(|_| {
                let (store, state) = (store.clone(), state.clone());
                tokio::spawn(async move { store.take_state(state.expose()).await.unwrap() })
            })
            .collect();
        let mut winners = 0;
        for taker in takers {
            winners += usize::from(taker.await.unwrap().is_some());
        }
        assert_eq!(winners, 1);
    }
}

#[tokio::test]
async fn two_processes_share_a_state_and_one_wins() {
    let place = Place::new();
    let (one, other) = tokio::join!(async { place.open(&a()).await }, async {
        place.open(&a()).await
    });
    let (one, other) = (one.unwrap(), other.unwrap());
    for _ in 0..20 {
        let state = random_token().unwrap();
        one.put_state(&state, &pending(&place.clock)).await.unwrap();
        let (first, second) = tokio::join!(
            one.take_state(state.expose()),
            other.take_state(state.expose())
        );
        assert!(first.unwrap().is_some() != second.unwrap().is_some());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn processes_that_begin_together_all_open_a_new_database() {
    for _ in 0..40 {
        let (place, keys) = (Place::new(), a());
        let (one, two, three, four) = tokio::join!(
            place.open(&keys),
            place.open(&keys),
            place.open(&keys),
            place.open(&keys)
        );
        for store in [one, two, three, four] {
            store.unwrap();
        }
    }
}

#[tokio::test]
async fn a_ticket_is_given_out_once() {
    let place = Place::new();
    let store = place.open(&a()).await.unwrap();
    let ticket = Ticket {
        project: "shop".into(),
        app: "GITHUB".into(),
        owner: "user-1".into(),
        after_link: None,
        expires_at: place.clock.now(),
    };
    let token = random_token().unwrap();
    store.put_ticket(&token, &ticket).await.unwrap();
    assert_eq!(store.take_state(token.expose()).await.unwrap(), None);
    assert_eq!(
        store.take_ticket(token.expose()).await.unwrap(),
        Some(ticket)
    );
    assert_eq!(store.take_ticket(token.expose()).await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_states_at_once_are_all_there() {
    let place = Place::new();
    let store = place.open(&a()).await.unwrap();
    let tasks: Vec<_> = (0..1500)
        .map(|number| {
            let (store, clock) = (store.clone(), place.clock.clone());
            tokio::spawn(async move {
                let state = random_token().unwrap();
                let link = PendingLink {
                    owner: format!("user-{number}"),
                    ..pending(&clock)
                };
                store.put_state(&state, &link).await.unwrap();
                (state, link)
            })
        })
        .collect();
    for task in tasks {
        let (state, link) = task.await.unwrap();
        assert_eq!(store.take_state(state.expose()).await.unwrap(), Some(link));
    }
}

#[tokio::test]
async fn everything_survives_a_restart() {
    let place = Place::new();
    let store = place.open(&a()).await.unwrap();
    let (state, link) = (random_token().unwrap(), pending(&place.clock));
    store.put_state(&state, &link).await.unwrap();
    let (id, key) = store.create_api_key("shop", Some("laptop")).await.unwrap();
    let (stored, _) = store.put_account(&account("user-1", None)).await.unwrap();
    store.close().await;
    assert!(!store.is_healthy().await);
    assert!(matches!(
        store.put_state(&state, &link).await,
        Err(StoreError::Closed)
    ));
    assert!(matches!(
        store.account("shop", "GITHUB", "user-1").await,
        Err(StoreError::Closed)
    ));
    store.close().await;
    assert_eq!(
        fs::read_dir(place.folder.path()).unwrap().count(),
        1,
        "no WAL left"
    );

    let store = place.open(&a()).await.unwrap();
    assert!(store.is_healthy().await);
    assert_eq!(store.take_state(state.expose()).await.unwrap(), Some(link));
    assert_eq!(
        store.project_of(&key).await.unwrap().as_deref(),
        Some("shop")
    );
    assert_eq!(store.api_keys(None).await.unwrap()[0].id, id);
    let found = store.account("shop", "GITHUB", "user-1").await.unwrap();
    assert_eq!(found, Some(stored));
}

#[tokio::test]
async fn a_process_that_just_ends_has_kept_what_it_answered() {
    let place = Place::new();
    let store = place.open(&a()).await.unwrap();
    let (state, link) = (random_token().unwrap(), pending(&place.clock));
    store.put_state(&state, &link).await.unwrap();
    store.put_account(&account("user-1", None)).await.unwrap();
    // The files as a killed process leaves them.
    let copy = Place::new();
    for file in ["links.db", "links.db-wal"] {
        fs::copy(
            place.folder.path().join(file),
            copy.folder.path().join(file),
        )
        .unwrap();
    }
    let store = copy.open(&a()).await.unwrap();
    assert_eq!(store.take_state(state.expose()).await.unwrap(), Some(link));
    assert!(
        store
            .tokens("shop", "GITHUB", "user-1")
            .await
            .unwrap()
            .is_some()
    );
}

#[tokio::test]
async fn an_account_is_made_and_then_replaced() {
    let place = Place::new();
    let store = place.open(&a()).await.unwrap();
    assert_eq!(
        store.account("shop", "GITHUB", "user-1").await.unwrap(),
        None
    );
    assert_eq!(
        store.tokens("shop", "GITHUB", "user-1").await.unwrap(),
        None
    );

    let first = account("user-1", Some("refresh"));
    let (made, created) = store.put_account(&first).await.unwrap();
    assert!(created && made.has_refresh_token);
    assert_eq!(
        (made.created_at, made.updated_at),
        (place.clock.now(), place.clock.now())
    );
    let tokens = store.tokens("shop", "GITHUB", "user-1").await.unwrap();
    assert_eq!(tokens, Some(first.tokens));

    place.clock.advance(Duration::from_secs(60));
    let mut second = account("user-1", None);
    second.tokens.access_token = "another".into();
    second.tokens.expires_at = Some(place.clock.now() + TimeDelta::hours(1));
    let (replaced, created) = store.put_account(&second).await.unwrap();
    assert!(!created && !replaced.has_refresh_token);
    assert_eq!(
        (&replaced.id, replaced.created_at),
        (&made.id, made.created_at)
    );
    assert_eq!(replaced.updated_at, place.clock.now());
    assert_eq!(replaced.expires_at, second.tokens.expires_at);
    let tokens = store.tokens("shop", "GITHUB", "user-1").await.unwrap();
    assert_eq!(tokens, Some(second.tokens));
    let found = store.account("shop", "GITHUB", "user-1").await.unwrap();
    assert_eq!(found, Some(replaced));

    let (_, created) = store.put_account(&account("user-2", None)).await.unwrap();
    assert!(created);
}

#[tokio::test]
async fn nothing_secret_is_in_the_files() {
    let place = Place::new();
    let store = place.open(&a()).await.unwrap();
    let state = random_token().unwrap();
    store
        .put_state(&state, &pending(&place.clock))
        .await
        .unwrap();
    let (_, key) = store.create_api_key("shop", None).await.unwrap();
    store
        .put_account(&account("user-1", Some("refresh-in-the-clear")))
        .await
        .unwrap();
    let secret = &key.expose()[16..];
    let key_bytes: Vec<u8> = (0..32).collect();
    for closed in [false, true] {
        if closed {
            store.close().await;
        } else {
            assert!(
                place
                    .folder
                    .path()
                    .join("links.db-wal")
                    .metadata()
                    .unwrap()
                    .len()
                    > 0
            );
        }
        let bytes = place.bytes();
        assert!(contains(&bytes, "GITHUB"), "the account is there");
        for text in ["in-the-clear", state.expose(), secret, KEY_A] {
            assert!(!contains(&bytes, text), "{text}");
        }
        assert!(!contains(&bytes, &key_bytes));
    }
}

#[cfg(unix)]
#[tokio::test]
async fn the_files_are_for_their_user_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new();
    let folder = place.folder.path().join("made/for/it");
    let file = folder.join("links.db");
    let keys = KeyRing::parse(&a()).unwrap();
    let store = Store::open(&file, keys, place.clock.clone()).await.unwrap();
    store.put_account(&account("user-1", None)).await.unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    let files: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|f| f.unwrap().path())
        .collect();
    assert_eq!(files.len(), 3, "{files:?}");
    for file in files {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
}

#[tokio::test]
async fn a_changed_or_moved_token_is_refused() {
    let place = Place::new();
    let store = place.open(&a()).await.unwrap();
    for owner in ["user-1", "user-2"] {
        store
            .put_account(&account(owner, Some("refresh")))
            .await
            .unwrap();
    }
    let mut behind = place.behind().await;
    for change in [
        // Another row's, another column's, other bytes, fewer, none.
        "UPDATE accounts SET access_token = (SELECT access_token FROM accounts \
         WHERE owner = 'user-2') WHERE owner = 'user-1'",
        "UPDATE accounts SET refresh_token = access_token WHERE owner = 'user-1'",
        "UPDATE accounts SET access_token = zeroblob(length(access_token)) WHERE owner = 'user-1'",
        "UPDATE accounts SET access_token = substr(access_token, 2) WHERE owner = 'user-1'",
        "UPDATE accounts SET access_token = x'' WHERE owner = 'user-1'",
        "UPDATE accounts SET access_token = x'00' WHERE owner = 'user-1'",
    ] {
        store
            .put_account(&account("user-1", Some("refresh")))
            .await
            .unwrap();
        sqlx::query(change).execute(&mut behind).await.unwrap();
        let error = store.tokens("shop", "GITHUB", "user-1").await.unwrap_err();
        assert!(
            matches!(
                error,
                StoreError::Seal {
                    source: SealError::Refused { .. },
                    ..
                }
            ),
            "{change}: {error}"
        );
        assert!(
            store
                .tokens("shop", "GITHUB", "user-2")
                .await
                .unwrap()
                .is_some()
        );
    }
}

#[tokio::test]
async fn a_changed_state_is_refused() {
    let place = Place::new();
    let store = place.open(&a()).await.unwrap();
    let mut behind = place.behind().await;
    for change in [
        "UPDATE pending SET expires_at = expires_at + 1",
        "UPDATE pending SET project = 'other'",
        "UPDATE pending SET hash = zeroblob(32)",
        "UPDATE pending SET sealed = substr(sealed, 2)",
        "UPDATE pending SET key_id = 'b'",
    ] {
        let state = random_token().unwrap();
        store
            .put_state(&state, &pending(&place.clock))
            .await
            .unwrap();
        sqlx::query(change).execute(&mut behind).await.unwrap();
        match store.take_state(state.expose()).await {
            Ok(None) => assert!(change.contains("hash")),
            other => assert!(matches!(other, Err(StoreError::Seal { .. })), "{other:?}"),
        }
    }
}

#[tokio::test]
async fn another_key_is_noticed_at_the_start() {
    let place = Place::new();
    let store = place.open(&a()).await.unwrap();
    // Nothing is sealed yet, so another key is as good.
    store.close().await;
    let store = place.open(&format!("b:{KEY_B}")).await.unwrap();
    store.put_account(&account("user-1", None)).await.unwrap();
    store.close().await;

    let error = place.open(&format!("b:{KEY_A}")).await.unwrap_err();
    assert!(
        matches!(&error, StoreError::WrongKey { key_id } if key_id == "b"),
        "{error}"
    );
    let error = place.open(&format!("c:{KEY_A}")).await.unwrap_err();
    assert!(
        matches!(&error, StoreError::MissingKey { key_id } if key_id == "b"),
        "{error}"
    );
    assert!(error.to_string().contains("`b`"));
    assert!(!format!("{error} {error:?}").contains(&KEY_A[..8]));

    let store = place.open(&format!("c:{KEY_A},b:{KEY_B}")).await.unwrap();
    let tokens = store
        .tokens("shop", "GITHUB", "user-1")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(tokens.access_token.expose(), "access-in-the-clear");
}

#[tokio::test]
async fn after_rotation_the_older_key_can_go() {
    let place = Place::new();
    let store = place.open(&a()).await.unwrap();
    for number in 0..450 {
        let refresh = (number % 2 == 0).then_some("refresh");
        store
            .put_account(&account(&format!("user-{number}"), refresh))
            .await
            .unwrap();
    }
    let (state, link) = (random_token().unwrap(), pending(&place.clock));
    store.put_state(&state, &link).await.unwrap();
    let broken = random_token().unwrap();
    store.put_state(&broken, &link).await.unwrap();
    let mut behind = place.behind().await;
    sqlx::query("UPDATE pending SET sealed = x'00' WHERE hash = ?1")
        .bind(&sha256(broken.expose().as_bytes()).as_bytes()[..])
        .execute(&mut behind)
        .await
        .unwrap();
    assert_eq!(store.reseal().await.unwrap(), 0);
    store.close().await;

    let store = place.open(&format!("b:{KEY_B},{}", a())).await.unwrap();
    assert_eq!(store.reseal().await.unwrap(), 451);
    assert_eq!(store.reseal().await.unwrap(), 0);
    store.close().await;

    let store = place.open(&format!("b:{KEY_B}")).await.unwrap();
    for number in 0..450 {
        let owner = format!("user-{number}");
        let tokens = store
            .tokens("shop", "GITHUB", &owner)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(tokens.access_token.expose(), "access-in-the-clear");
        assert_eq!(tokens.refresh_token.is_some(), number % 2 == 0);
    }
    assert_eq!(store.take_state(state.expose()).await.unwrap(), Some(link));
    let lost = store.take_state(broken.expose()).await;
    assert!(matches!(
        lost,
        Err(StoreError::Seal {
            source: SealError::UnknownKey { .. },
            ..
        })
    ));
}

#[tokio::test]
async fn rotation_stops_at_an_account_that_does_not_open() {
    let place = Place::new();
    let store = place.open(&a()).await.unwrap();
    store.put_account(&account("user-1", None)).await.unwrap();
    store.close().await;
    let mut behind = place.behind().await;
    sqlx::query("UPDATE accounts SET access_token = x'00'")
        .execute(&mut behind)
        .await
        .unwrap();
    let store = place.open(&format!("b:{KEY_B},{}", a())).await.unwrap();
    assert!(matches!(store.reseal().await, Err(StoreError::Seal { .. })));
    // The writing task is as good as before.
    store.put_account(&account("user-1", None)).await.unwrap();
    assert_eq!(store.reseal().await.unwrap(), 0);
}

#[tokio::test]
async fn a_key_opens_its_project_until_it_is_revoked() {
    let place = Place::new();
    let store = place.open(&a()).await.unwrap();
    let other = place.open(&a()).await.unwrap();
    let (id, key) = store.create_api_key("shop", Some("laptop")).await.unwrap();
    store.create_api_key("bank", None).await.unwrap();
    for store in [&store, &other] {
        assert_eq!(
            store.project_of(&key).await.unwrap().as_deref(),
            Some("shop")
        );
    }
    // Another secret under the same id, whether it is known by now or not.
    let wrong = Secret::new(format!("{}{}", &key.expose()[..16], "A".repeat(43)));
    place.clock.advance(Duration::from_secs(3));
    assert_eq!(store.project_of(&wrong).await.unwrap(), None);
    place.clock.advance(Duration::from_secs(3));
    assert_eq!(store.project_of(&wrong).await.unwrap(), None);
    assert_eq!(store.project_of(&"la_x".into()).await.unwrap(), None);

    assert_eq!(
        other.project_of(&key).await.unwrap().as_deref(),
        Some("shop")
    );
    assert!(store.revoke_api_key(id.as_str()).await.unwrap());
    assert!(!store.revoke_api_key(id.as_str()).await.unwrap());
    assert!(!store.revoke_api_key("no such key").await.unwrap());
    // Here at once, elsewhere within 5 seconds.
    assert_eq!(store.project_of(&key).await.unwrap(), None);
    place.clock.advance(Duration::from_millis(4999));
    assert!(other.project_of(&key).await.unwrap().is_some());
    place.clock.advance(Duration::from_millis(1));
    assert_eq!(other.project_of(&key).await.unwrap(), None);

    let keys = store.api_keys(Some("shop")).await.unwrap();
    assert_eq!(keys.len(), 1);
    assert_eq!(
        (&keys[0].id, keys[0].label.as_deref()),
        (&id, Some("laptop"))
    );
    assert!(keys[0].revoked_at.is_some());
    assert_eq!(store.api_keys(None).await.unwrap().len(), 2);
    assert!(store.api_keys(Some("none")).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_has_expired_is_given_until_it_is_removed() {
    let place = Place::new();
    let store = place.open(&a()).await.unwrap();
    let states: Vec<_> = (0..2500).map(|_| random_token().unwrap()).collect();
    let link = pending(&place.clock);
    for chunk in states.chunks(100) {
        let puts: Vec<_> = chunk
            .iter()
            .map(|state| {
                let (store, state, link) = (store.clone(), state.clone(), link.clone());
                tokio::spawn(async move { store.put_state(&state, &link).await })
            })
            .collect();
        for put in puts {
            put.await.unwrap().unwrap();
        }
    }
    place.clock.advance(Duration::from_secs(599));
    assert_eq!(store.remove_expired().await.unwrap(), 0);
    let young = random_token().unwrap();
    store
        .put_state(&young, &pending(&place.clock))
        .await
        .unwrap();
    place.clock.advance(Duration::from_secs(1));
    let late = store.take_state(states[0].expose()).await.unwrap().unwrap();
    assert!(late.expires_at <= place.clock.now());
    assert_eq!(store.remove_expired().await.unwrap(), 2499);
    assert_eq!(store.take_state(states[1].expose()).await.unwrap(), None);
    assert!(store.take_state(young.expose()).await.unwrap().is_some());
}

#[tokio::test]
async fn a_start_removes_what_has_expired_meanwhile() {
    let place = Place::new();
    let store = place.open(&a()).await.unwrap();
    let state = random_token().unwrap();
    store
        .put_state(&state, &pending(&place.clock))
        .await
        .unwrap();
    store.close().await;
    place.clock.advance(Duration::from_secs(600));
    let store = place.open(&a()).await.unwrap();
    assert_eq!(store.remove_expired().await.unwrap(), 0);
    assert_eq!(store.take_state(state.expose()).await.unwrap(), None);
}

#[tokio::test]
async fn a_project_has_a_limit_of_its_own() {
    let place = Place::new();
    let options = StoreOptions {
        pending_per_project: 2,
        ..StoreOptions::default()
    };
    let mut store = place.open_limited(options.clone()).await;
    let states: Vec<_> = (0..3).map(|_| random_token().unwrap()).collect();
    let link = pending(&place.clock);
    store.put_state(&states[0], &link).await.unwrap();
    store.put_state(&states[1], &link).await.unwrap();
    for restart in [false, true] {
        if restart {
            store.close().await;
            store = place.open_limited(options.clone()).await;
        }
        let error = store.put_state(&states[2], &link).await.unwrap_err();
        assert!(
            matches!(error, StoreError::TooManyPending { limit: 2, .. }),
            "{error}"
        );
    }
    let other = PendingLink {
        project: "bank".into(),
        ..link.clone()
    };
    store.put_state(&states[2], &other).await.unwrap();
    let third = random_token().unwrap();
    store.take_state(states[0].expose()).await.unwrap().unwrap();
    store.put_state(&third, &link).await.unwrap();
    place.clock.advance(Duration::from_secs(600));
    assert_eq!(store.remove_expired().await.unwrap(), 3);
    let young = pending(&place.clock);
    store.put_state(&third, &young).await.unwrap();
    store.put_state(&states[0], &young).await.unwrap();
    // A row that is refused does not count.
    store.take_state(third.expose()).await.unwrap();
    assert!(store.put_state(&states[0], &young).await.is_err());
    store.put_state(&third, &young).await.unwrap();
}

#[tokio::test]
async fn a_full_disk_is_an_error_and_loses_nothing() {
    let place = Place::new();
    let store = place
        .open_limited(StoreOptions {
            max_pages: Some(40),
            ..StoreOptions::default()
        })
        .await;
    store
        .put_account(&account("user-1", Some("refresh")))
        .await
        .unwrap();
    let link = pending(&place.clock);
    let mut kept = Vec::new();
    let mut refused = Vec::new();
    for _ in 0..100 {
        let puts: Vec<_> = (0..5)
            .map(|_| {
                let (store, link) = (store.clone(), link.clone());
                tokio::spawn(async move {
                    let state = random_token().unwrap();
                    let put = store.put_state(&state, &link).await;
                    (state, put)
                })
            })
            .collect();
        for put in puts {
            match put.await.unwrap() {
                (state, Ok(())) => kept.push(state),
                (state, Err(StoreError::Full)) => refused.push(state),
                (_, Err(other)) => panic!("{other}"),
            }
        }
    }
    assert!(!kept.is_empty() && !refused.is_empty());
    let mut large = account("user-1", None);
    large.tokens.access_token = "x".repeat(200_000).into();
    assert!(matches!(
        store.put_account(&large).await,
        Err(StoreError::Full)
    ));
    let tokens = store
        .tokens("shop", "GITHUB", "user-1")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(tokens.access_token.expose(), "access-in-the-clear");
    assert!(tokens.refresh_token.is_some());
    // Whatever was answered is there, and whatever was refused is not.
    for state in kept {
        assert!(store.take_state(state.expose()).await.unwrap().is_some());
    }
    for state in refused {
        assert!(store.take_state(state.expose()).await.unwrap().is_none());
    }
    // With room again, all goes on.
    store
        .put_state(&random_token().unwrap(), &link)
        .await
        .unwrap();
    assert!(store.is_healthy().await);
}

#[tokio::test]
async fn a_database_that_cannot_be_written_is_an_error() {
    let place = Place::new();
    fs::create_dir(place.file()).unwrap();
    let error = place.open(&a()).await.unwrap_err();
    assert!(matches!(error, StoreError::Database(_)), "{error:?}");

    let place = Place::new();
    fs::write(
        place.file(),
        "this is no database, but a text of some length",
    )
    .unwrap();
    assert!(place.open(&a()).await.is_err());
    assert!(fs::read(place.file()).unwrap().starts_with(b"this is no"));

    let place = Place::new();
    place.open(&a()).await.unwrap().close().await;
    let mut permissions = fs::metadata(place.file()).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(place.file(), permissions).unwrap();
    // A superuser may write it all the same.
    if fs::OpenOptions::new()
        .write(true)
        .open(place.file())
        .is_err()
    {
        assert!(matches!(place.open(&a()).await, Err(StoreError::ReadOnly)));
    }
}

#[tokio::test]
async fn a_lock_by_others_is_waited_for() {
    let place = Place::new();
    let store = place.open(&a()).await.unwrap();
    let mut behind = place.behind().await;
    sqlx::query("BEGIN IMMEDIATE")
        .execute(&mut behind)
        .await
        .unwrap();
    let state = random_token().unwrap();
    let link = pending(&place.clock);
    let put = {
        let (store, state, link) = (store.clone(), state.clone(), link.clone());
        tokio::spawn(async move { store.put_state(&state, &link).await })
    };
    tokio::task::yield_now().await;
    // Reading is not held up.
    assert_eq!(
        store.account("shop", "GITHUB", "user-1").await.unwrap(),
        None
    );
    sqlx::query("ROLLBACK").execute(&mut behind).await.unwrap();
    put.await.unwrap().unwrap();
    assert_eq!(store.take_state(state.expose()).await.unwrap(), Some(link));
}

#[tokio::test]
async fn health_is_a_write_and_not_only_a_read() {
    let place = Place::new();
    let store = place.open(&a()).await.unwrap();
    // Somebody else writes, and does not end: reading still works.
    let mut other = place.behind().await;
    sqlx::query("BEGIN IMMEDIATE")
        .execute(&mut other)
        .await
        .unwrap();
    assert!(!store.is_healthy().await);
    sqlx::query("ROLLBACK").execute(&mut other).await.unwrap();
    assert!(store.is_healthy().await);
}

#[tokio::test]
async fn the_database_is_set_up_as_it_should_be() {
    let place = Place::new();
    let _store = place.open(&a()).await.unwrap();
    let mut behind = place.behind().await;
    let mode = sqlx::query("PRAGMA journal_mode")
        .fetch_one(&mut behind)
        .await
        .unwrap();
    assert_eq!(mode.get::<&str, _>(0), "wal");
    let loose = sqlx::query(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' \
         AND strict = 0 AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%sqlx%'",
    )
    .fetch_all(&mut behind)
    .await
    .unwrap();
    assert!(loose.is_empty());
}

#[tokio::test]
async fn nothing_shows_a_secret() {
    let place = Place::new();
    let store = place.open(&a()).await.unwrap();
    let link = pending(&place.clock);
    let account = account("user-1", Some("refresh-in-the-clear"));
    let (_, key) = store.create_api_key("shop", None).await.unwrap();
    let shown = format!("{store:?} {link:?} {account:?} {key:?}");
    for text in ["in-the-clear", KEY_A, key.expose()] {
        assert!(!shown.contains(text), "{shown}");
    }
}

/// How many states a second are kept: `cargo test --release -p linked-accounts
/// --test store -- --ignored --nocapture`.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "it measures"]
#[expect(clippy::print_stdout, reason = "it measures")]
async fn measure_states_a_second() {
    for callers in [1, 16, 64, 256] {
        let place = Place::new();
        let store = place.open(&a()).await.unwrap();
        let link = Arc::new(PendingLink {
            expires_at: Utc::now() + TimeDelta::days(10_000),
            ..pending(&place.clock)
        });
        let (start, span) = (Instant::now(), Duration::from_secs(5));
        let tasks: Vec<_> = (0..callers)
            .map(|_| {
                let (store, link) = (store.clone(), Arc::clone(&link));
                tokio::spawn(async move {
                    let mut count = 0u32;
                    while start.elapsed() < span {
                        store
                            .put_state(&random_token().unwrap(), &link)
                            .await
                            .unwrap();
                        count += 1;
                    }
                    count
                })
            })
            .collect();
        let mut count = 0;
        for task in tasks {
            count += task.await.unwrap();
        }
        let rate = f64::from(count) / start.elapsed().as_secs_f64();
        println!("{callers} callers: {rate:.0} states a second");
        store.close().await;
    }
}
