//! `keys` and `tokens`: work on the database.

use std::fmt::Write as _;

use serde_json::json;
use specwright::Secret;

use super::{
    args::{Keys, KeysCommand, Place, Tokens, TokensCommand},
    error::Error,
    open,
    terminal::{complain, plain, say},
};
use crate::{
    config::{
        Config, Overrides,
        suggest::{list, nearest},
    },
    crypto::{ApiKey, KeyRing},
    store::{ApiKeyInfo, Store, StoreError},
};

pub(super) async fn keys(args: &Keys) -> Result<(), Error> {
    match &args.command {
        KeysCommand::Create {
            place,
            project,
            label,
            json,
        } => create(place, project, label.as_deref(), *json).await,
        KeysCommand::List {
            place,
            project,
            json,
        } => show(place, project.as_deref(), *json).await,
        KeysCommand::Revoke { place, id } => revoke(place, id).await,
    }
}

pub(super) async fn tokens(args: &Tokens) -> Result<(), Error> {
    let place = match &args.command {
        TokensCommand::NewKey => return new_key(),
        TokensCommand::Reseal { place } => place,
    };
    let (_, store) = open(place).await?;
    let count = store.reseal().await;
    store.close().await;
    match count.map_err(|error| failed(&error))? {
        0 => say("everything is encrypted with the current key\n"),
        count => say(&format!("encrypted with the current key: {count}\n")),
    }
}

fn new_key() -> Result<(), Error> {
    let line = KeyRing::new_line().map_err(|error| Error::because("cannot make a key", &error))?;
    say(&format!("{}\n", line.expose()))
}

fn config(place: &Place) -> Result<Config, Error> {
    let flags = Overrides {
        without_secrets: true,
        ..place.overrides()
    };
    open::config(place, &flags)
}

async fn open(place: &Place) -> Result<(Config, Store), Error> {
    let config = config(place)?;
    let store = store(&config).await?;
    Ok((config, store))
}

async fn store(config: &Config) -> Result<Store, Error> {
    open::store(&config.database, open::keys(config)?, &config.limits).await
}

fn failed(error: &StoreError) -> Error {
    Error::because("the database did not do it", error)
}

async fn create(
    place: &Place,
    project: &str,
    label: Option<&str>,
    as_json: bool,
) -> Result<(), Error> {
    let (config, store) = open(place).await?;
    let created = if config.projects.contains_key(project) {
        let created = store.create_api_key(project, label).await;
        created.map_err(|error| failed(&error))
    } else {
        Err(unknown_project(&config, project))
    };
    store.close().await;
    let (id, key) = created?;
    if as_json {
        let object = json!({"id": id.as_str(), "project": project, "api_key": key.expose()});
        return say(&format!("{object}\n"));
    }
    say(&format!("{}\n", key.expose()))?;
    // Beside the key, which scripts read from standard output.
    complain(&format!(
        "The key's id is {id}; the key itself is shown this once.\n"
    ));
    Ok(())
}

fn unknown_project(config: &Config, project: &str) -> Error {
    let names: Vec<&str> = config.projects.keys().map(String::as_str).collect();
    let error = Error::usage(format!(
        "the configuration has no project `{}`",
        plain(project)
    ));
    match nearest(project, names.iter().copied()) {
        Some(near) => error.help(format!("did you mean `{near}`?")),
        None if names.is_empty() => error.help("add one: `[projects.NAME]`"),
        None => error.help(format!("it has {}", list(&names, "and"))),
    }
}

async fn show(place: &Place, project: Option<&str>, as_json: bool) -> Result<(), Error> {
    let config = config(place)?;
    // Looking makes no files.
    let found = if config.database.exists() {
        let store = store(&config).await?;
        let found = store.api_keys(project).await;
        store.close().await;
        found.map_err(|error| failed(&error))?
    } else {
        Vec::new()
    };
    // A project that was removed may still have keys.
    let unknown = project.filter(|name| !config.projects.contains_key(*name));
    if let Some(unknown) = unknown.filter(|_| found.is_empty()) {
        return Err(unknown_project(&config, unknown));
    }
    if as_json {
        let items: Vec<_> = found.iter().map(object).collect();
        return say(&format!("{}\n", json!(items)));
    }
    if found.is_empty() {
        return say("there are no API keys; `linked-accounts keys create` makes one\n");
    }
    say(&table(&found))
}

fn object(key: &ApiKeyInfo) -> serde_json::Value {
    json!({
        "id": key.id.as_str(),
        "project": key.project,
        "label": key.label,
        "created_at": key.created_at.to_rfc3339(),
        "revoked_at": key.revoked_at.map(|at| at.to_rfc3339()),
    })
}

fn table(keys: &[ApiKeyInfo]) -> String {
    let day = "%Y-%m-%d %H:%M";
    let width = keys.iter().map(|key| key.project.len()).max().unwrap_or(0);
    let width = width.max("PROJECT".len());
    let mut text = format!(
        "{:<12}  {:<width$}  {:<16}  {:<16}  LABEL\n",
        "ID", "PROJECT", "CREATED (UTC)", "REVOKED (UTC)"
    );
    for key in keys {
        let revoked = key.revoked_at.map(|at| at.format(day).to_string());
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{:<12}  {:<width$}  {:<16}  {:<16}  {}",
            key.id.as_str(),
            plain(&key.project),
            key.created_at.format(day).to_string(),
            revoked.as_deref().unwrap_or("-"),
            plain(key.label.as_deref().unwrap_or("-")),
        );
    }
    text
}

async fn revoke(place: &Place, given: &str) -> Result<(), Error> {
    // Whoever has the whole key at hand may give it; it is never shown.
    let key = ApiKey::parse(&Secret::new(given));
    let id = match &key {
        Some(key) => key.id().as_str(),
        None if is_id(given) => given,
        None => {
            let error = Error::usage("this is no id of an API key, and no whole key");
            return Err(error.help("`linked-accounts keys list` shows the ids"));
        }
    };
    let config = config(place)?;
    let revoked = if config.database.exists() {
        let store = store(&config).await?;
        let revoked = store.revoke_api_key(id).await;
        store.close().await;
        revoked.map_err(|error| failed(&error))?
    } else {
        false
    };
    if revoked {
        return say(&format!(
            "revoked {id}; a running service notices within 5 seconds\n"
        ));
    }
    let error = Error::failed(format!("there is no API key `{id}` in use"));
    Err(error.help("`linked-accounts keys list` shows them"))
}

/// Whether this may be shown as the id of a key: keys are longer.
fn is_id(text: &str) -> bool {
    text.len() <= 16 && text.chars().all(|c| c.is_ascii_alphanumeric())
}
