//! Reads the configuration file and the variables beside it.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};

use specwright_source::{Diagnostic, Sources};
use toml::de::DeTable;
use url::Url;

use super::{
    Config, ConfigErrors, DEFAULT_DATABASE, DEFAULT_LISTEN, KEYS_VARIABLE, Limits, LogFormat,
    Overrides, Project,
    app::Surroundings,
    codes,
    mask::{masked, masked_urls},
    table::{Findings, Table, Text, Value},
    urls::is_loopback,
};

pub(super) const TOP_KEYS: &[&str] = &[
    "listen",
    "public_url",
    "database",
    "key_file",
    "bind_browser",
    "log",
    "limits",
    "projects",
];

const LIMIT_KEYS: &[&str] = &[
    "request_timeout_seconds",
    "body_bytes",
    "provider_timeout_seconds",
    "provider_bytes",
    "concurrency",
    "connections",
    "pending_per_project",
    "max_pages",
];

const PROJECT_KEYS: &[&str] = &["after_link_urls", "apps"];

pub(super) fn read(
    folder: &Path,
    name: &str,
    bytes: &[u8],
    env: &dyn Fn(&str) -> Option<String>,
    flags: &Overrides,
) -> Result<Config, ConfigErrors> {
    let mut sources = Sources::new();
    let (file, encoding) = sources.add_bytes(name, bytes);
    let text = sources.text(file).to_owned();
    let (root, errors) = DeTable::parse_recoverable(&text);
    let mut sources = Sources::new();
    let file = sources.add(name, masked(&text, root.get_ref()));
    let mut findings = Findings {
        sources,
        file,
        found: Vec::new(),
    };
    if let Some(encoding) = encoding {
        return Err(ConfigErrors::found(findings.sources, vec![encoding]));
    }
    for error in &errors {
        let span = findings.span(error.span().unwrap_or_default());
        let message = error.message().trim().replace('\n', "; ");
        let message = format!("not valid TOML: {message}");
        findings
            .found
            .push(Diagnostic::error(codes::SYNTAX, span, message));
    }
    let around = Surroundings {
        folder,
        env,
        without_secrets: flags.without_secrets,
    };
    // What follows from a table that was read in part would only confuse.
    let config = if findings.found.is_empty() {
        findings.config(root.get_ref(), &around, flags)
    } else {
        None
    };
    findings.found.sort_by_key(|found| found.primary.span);
    match config {
        Some(config) if findings.found.is_empty() => Ok(config),
        _ => Err(ConfigErrors::found(findings.sources, findings.found)),
    }
}

/// A setting and whether a variable set it.
struct Setting {
    found: Text,
    from_env: bool,
}

impl Findings {
    fn config(
        &mut self,
        root: &DeTable<'_>,
        around: &Surroundings<'_>,
        flags: &Overrides,
    ) -> Option<Config> {
        let top = Table {
            members: root,
            name: "the top level",
            span: self.span(0..0),
        };
        self.unknown_keys(top, TOP_KEYS);
        let listen = self
            .listen(top, around)
            .map(|listen| flags.listen.or(listen));
        let public_url = self.public_url(top, around, flags);
        let database = self.path(top, "database", "LINKED_ACCOUNTS_DATABASE", around);
        let key_file = self.path(top, "key_file", "LINKED_ACCOUNTS_KEY_FILE", around);
        let bind_browser = self.bind_browser(top, around);
        let log = self.log(top, around);
        let limits = self.limits(top);
        let projects = self.projects(top, around);
        self.one_provider_a_name(top, &projects);
        let listen = listen?.unwrap_or(DEFAULT_LISTEN);
        let public_url = self.public_url_or_default(top, public_url?, listen)?;
        let database = flags.database.clone().or(database);
        let database = database.unwrap_or_else(|| around.folder.join(DEFAULT_DATABASE));
        let key_file = flags.key_file.clone().or_else(|| {
            let by_env = (around.env)(KEYS_VARIABLE).is_some();
            let file = key_file.or_else(|| Some(default_key_file(&database)));
            file.filter(|_| !by_env)
        });
        if let Some(key_file) = &key_file {
            self.two_files(top, key_file, &database);
        }
        Some(Config {
            listen,
            public_url,
            key_file,
            database,
            bind_browser: bind_browser?,
            limits,
            projects,
            log: flags.log.unwrap_or(log?),
        })
    }

    /// The setting `key` of the file, or the variable that wins over it. The
    /// variable becomes a text of its own, so that errors can point into it.
    fn setting(
        &mut self,
        top: Table<'_, '_>,
        key: &str,
        variable: &str,
        around: &Surroundings<'_>,
    ) -> Option<Setting> {
        let written = self.string(top, key);
        let Some(text) = (around.env)(variable).filter(|text| !text.is_empty()) else {
            return written.map(|found| Setting {
                found,
                from_env: false,
            });
        };
        let file = self.sources.add(variable, masked_urls(&text));
        let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
        let span = specwright_source::Span::new(file, 0, end);
        Some(Setting {
            found: Text { text, span },
            from_env: true,
        })
    }

    fn listen(
        &mut self,
        top: Table<'_, '_>,
        around: &Surroundings<'_>,
    ) -> Option<Option<SocketAddr>> {
        let Some(Setting { found, .. }) =
            self.setting(top, "listen", "LINKED_ACCOUNTS_LISTEN", around)
        else {
            return Some(None);
        };
        if let Ok(address) = found.text.parse() {
            return Some(Some(address));
        }
        self.error(
            codes::INVALID_VALUE,
            found.span,
            "`listen` is not an address with a port",
            "write for example `127.0.0.1:8080` or `[::1]:8080`; port 0 takes a free one",
        );
        None
    }

    /// `None` after an error.
    fn public_url(
        &mut self,
        top: Table<'_, '_>,
        around: &Surroundings<'_>,
        flags: &Overrides,
    ) -> Option<Option<Url>> {
        let variable = "LINKED_ACCOUNTS_PUBLIC_URL";
        let setting = self.setting(top, "public_url", variable, around);
        let found = match (&flags.public_url, setting) {
            (Some(flag), _) => {
                let file = self.sources.add("--public-url", masked_urls(flag));
                let end = u32::try_from(flag.len()).unwrap_or(u32::MAX);
                Text {
                    text: flag.clone(),
                    span: specwright_source::Span::new(file, 0, end),
                }
            }
            (None, Some(setting)) => setting.found,
            (None, None) => return Some(None),
        };
        let url = self.url("public_url", &found)?;
        if url.query().is_some() {
            self.error(
                codes::INVALID_URL,
                found.span,
                "`public_url` has a query",
                "remove the `?` and what follows it",
            );
            return None;
        }
        // Requests are told by it.
        let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '~' | '-');
        let path = url.path().strip_suffix('/').unwrap_or(url.path());
        let mut steps = path.split('/').skip(1);
        if !steps.all(|step| !step.is_empty() && step.chars().all(fine)) {
            self.error(
                codes::INVALID_URL,
                found.span,
                "`public_url` has a path that is not plain",
                "letters, digits, `.`, `_`, `~` and `-` make a path, between single slashes",
            );
            return None;
        }
        Some(Some(url))
    }

    /// Whoever listens on this machine alone is reached there.
    fn public_url_or_default(
        &mut self,
        top: Table<'_, '_>,
        given: Option<Url>,
        listen: SocketAddr,
    ) -> Option<Url> {
        if given.is_some() {
            return given;
        }
        let own = Url::parse(&format!("http://{listen}")).ok();
        let own = own.filter(|url| is_loopback(url) && listen.port() != 0);
        if own.is_none() {
            self.error(
                codes::MISSING_KEY,
                top.span,
                format!("there is no `public_url`, and `{listen}` does not tell it"),
                "say how browsers and providers reach the service, for example `public_url = \
                 \"https://accounts.example.com\"`",
            );
        }
        own
    }

    /// Paths of the file are relative to it, those of variables to the working
    /// directory.
    fn path(
        &mut self,
        top: Table<'_, '_>,
        key: &str,
        variable: &str,
        around: &Surroundings<'_>,
    ) -> Option<PathBuf> {
        let Setting { found, from_env } = self.setting(top, key, variable, around)?;
        if found.text.is_empty() {
            let message = format!("`{key}` is empty");
            self.error(
                codes::INVALID_VALUE,
                found.span,
                message,
                "name a file, or remove it",
            );
        }
        if from_env {
            return Some(PathBuf::from(found.text));
        }
        Some(around.folder.join(found.text))
    }

    fn bind_browser(&mut self, top: Table<'_, '_>, around: &Surroundings<'_>) -> Option<bool> {
        let written = self.boolean(top, "bind_browser").unwrap_or(false);
        let variable = "LINKED_ACCOUNTS_BIND_BROWSER";
        match (around.env)(variable).as_deref() {
            None | Some("") => Some(written),
            Some("true") => Some(true),
            Some("false") => Some(false),
            Some(other) => {
                let file = self.sources.add(variable, other);
                let end = u32::try_from(other.len()).unwrap_or(u32::MAX);
                let span = specwright_source::Span::new(file, 0, end);
                self.unknown_word("bind_browser", other, span, &["true", "false"]);
                None
            }
        }
    }

    fn log(&mut self, top: Table<'_, '_>, around: &Surroundings<'_>) -> Option<LogFormat> {
        let Some(Setting { found, .. }) = self.setting(top, "log", "LINKED_ACCOUNTS_LOG", around)
        else {
            return Some(LogFormat::default());
        };
        match found.text.as_str() {
            "text" => Some(LogFormat::Text),
            "json" => Some(LogFormat::Json),
            other => {
                self.unknown_word("log", other, found.span, &["text", "json"]);
                None
            }
        }
    }

    fn limits(&mut self, top: Table<'_, '_>) -> Limits {
        let mut limits = Limits::default();
        let Some((key, value)) = top.members.get_key_value("limits") else {
            return limits;
        };
        let Some(members) = self.members("limits", value) else {
            return limits;
        };
        let table = Table {
            members,
            name: "`[limits]`",
            span: self.span(key.span()),
        };
        self.unknown_keys(table, LIMIT_KEYS);
        let seconds = |found: Option<u64>, into: &mut Duration| {
            if let Some(found) = found {
                *into = Duration::from_secs(found);
            }
        };
        let number = |found: Option<u64>, into: &mut usize| {
            if let Some(found) = found.and_then(|found| usize::try_from(found).ok()) {
                *into = found;
            }
        };
        let found = self.integer(table, "request_timeout_seconds", 1..=600);
        seconds(found, &mut limits.request_timeout);
        let found = self.integer(table, "provider_timeout_seconds", 1..=300);
        seconds(found, &mut limits.provider_timeout);
        let found = self.integer(table, "body_bytes", 1..=16 << 20);
        number(found, &mut limits.body_bytes);
        let found = self.integer(table, "provider_bytes", 1024..=16 << 20);
        number(found, &mut limits.provider_bytes);
        let found = self.integer(table, "concurrency", 1..=1 << 20);
        number(found, &mut limits.concurrency);
        let found = self.integer(table, "connections", 1..=1 << 20);
        number(found, &mut limits.connections);
        let found = self.integer(table, "pending_per_project", 1..=1 << 32);
        limits.pending_per_project = found.unwrap_or(limits.pending_per_project);
        // Less does not hold the tables.
        let found = self.integer(table, "max_pages", 64..=u64::from(u32::MAX) - 1);
        limits.max_pages = found.and_then(|found| u32::try_from(found).ok());
        limits
    }

    fn projects(
        &mut self,
        top: Table<'_, '_>,
        around: &Surroundings<'_>,
    ) -> BTreeMap<String, Project> {
        let mut projects = BTreeMap::new();
        let Some(value) = top.members.get("projects") else {
            return projects;
        };
        let Some(members) = self.members("projects", value) else {
            return projects;
        };
        for (key, value) in members {
            let name: &str = key.get_ref();
            let span = self.span(key.span());
            self.name("a project", name, span);
            if let Some(members) = self.members(&format!("projects.{name}"), value) {
                let title = format!("`[projects.{name}]`");
                let table = Table {
                    members,
                    name: &title,
                    span,
                };
                let project = self.project(name, table, around);
                projects.insert(name.to_owned(), project);
            }
        }
        projects
    }

    fn project(&mut self, name: &str, table: Table<'_, '_>, around: &Surroundings<'_>) -> Project {
        self.unknown_keys(table, PROJECT_KEYS);
        let after = self.strings(table, "after_link_urls").unwrap_or_default();
        let after = after.into_iter();
        let after_link_urls = after
            .filter_map(|found| self.after_link_url(found))
            .collect();
        let apps = table.members.get("apps");
        Project {
            name: name.to_owned(),
            after_link_urls,
            apps: apps
                .map(|value| self.apps(name, value, around))
                .unwrap_or_default(),
        }
    }

    fn apps(
        &mut self,
        project: &str,
        value: &Value<'_>,
        around: &Surroundings<'_>,
    ) -> BTreeMap<String, super::App> {
        let mut apps = BTreeMap::new();
        let Some(members) = self.members("apps", value) else {
            return apps;
        };
        for (key, value) in members {
            let name: &str = key.get_ref();
            let span = self.span(key.span());
            self.name("an app", name, span);
            if let Some(members) = self.members(&format!("apps.{name}"), value) {
                let title = format!("`[projects.{project}.apps.{name}]`");
                let table = Table {
                    members,
                    name: &title,
                    span,
                };
                if let Some(app) = self.app(name, table, around) {
                    apps.insert(name.to_owned(), app);
                }
            }
        }
        apps
    }

    /// Names stand in paths, log lines and the database.
    fn name(&mut self, what: &str, name: &str, span: specwright_source::Span) {
        let fine = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        if name.is_empty() || name.len() > 64 || !name.chars().all(fine) {
            self.error(
                codes::INVALID_NAME,
                span,
                format!("{name:?} cannot be the name of {what}"),
                "letters, digits, `_` and `-` make a name, at most 64",
            );
        }
    }
}

/// Beside the database, and never that file itself.
fn default_key_file(database: &Path) -> PathBuf {
    let file = database.with_extension("keys");
    if file == *database {
        return database.with_extension("keys.keys");
    }
    file
}
