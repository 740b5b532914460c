//! The configuration: what it says, and every error with its place.

use std::{fs, path::Path, time::Duration};

use linked_accounts::config::{Config, LogFormat, Overrides, TokenAuth};

/// The configuration of `text` with the variables `env`, or its errors.
fn read(text: &str, env: &[(&str, &str)]) -> Result<Config, String> {
    read_with(text, env, &Overrides::default())
}

fn read_with(text: &str, env: &[(&str, &str)], flags: &Overrides) -> Result<Config, String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.toml");
    fs::write(&file, text).unwrap();
    let env = |name: &str| {
        let found = env.iter().find(|(other, _)| *other == name);
        found.map(|(_, value)| (*value).to_owned())
    };
    Config::read_with(&file, &env, flags).map_err(|errors| {
        let folder = format!("{}/", folder.path().display());
        errors.to_string().replace(&folder, "")
    })
}

fn errors(text: &str, env: &[(&str, &str)]) -> String {
    read(text, env).expect_err("it has errors")
}

/// An app with everything it needs, and `more`.
fn app(more: &str) -> String {
    format!(
        "[projects.p.apps.A]\nclient_id = \"c\"\nauthorize_url = \"https://a.example/authorize\"\n\
         token_url = \"https://a.example/token\"\n{more}\n"
    )
}

#[test]
fn the_example_is_read() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("linked-accounts.example.toml");
    let env = |name: &str| match name {
        "GITHUB_CLIENT_SECRET" => Some("s1".to_owned()),
        "GOOGLE_CLIENT_SECRET" => Some("s2".to_owned()),
        _ => None,
    };
    let config = Config::read(&file, &env).unwrap();
    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.public_url.as_str(), "https://accounts.example.com/");
    assert_eq!(config.limits, linked_accounts::config::Limits::default());
    let shop = &config.projects["shop"];
    assert_eq!(shop.after_link_urls, ["https://shop.example.com/linked"]);
    let github = config.app("shop", "GITHUB").unwrap();
    assert_eq!(github.token_auth, TokenAuth::ClientSecretPost);
    assert_eq!(github.client_secret.as_ref().unwrap().expose(), "s1");
    let google = config.app("shop", "GOOGLE").unwrap();
    assert_eq!(google.token_auth, TokenAuth::ClientSecretBasic);
    assert_eq!(google.extra_parameters["access_type"], "offline");
    assert!(config.database.ends_with("linked-accounts.db"));
    let keys = config.key_file.clone().unwrap();
    assert!(keys.ends_with("linked-accounts.keys"));
    let shown = format!("{config:?}");
    assert!(!shown.contains("s1") && !shown.contains("s2"), "{shown}");
}

#[test]
fn every_commented_line_of_the_example_says_the_default() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("linked-accounts.example.toml");
    let text = fs::read_to_string(file).unwrap();
    let with: String = text
        .lines()
        .filter(|line| !line.starts_with("#client_secret_file"))
        .map(|line| match line.strip_prefix('#') {
            Some(rest) if rest.starts_with(|c: char| c.is_ascii_lowercase()) => format!("{rest}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    let env = [("GITHUB_CLIENT_SECRET", "s"), ("GOOGLE_CLIENT_SECRET", "s")];
    let plain = read(&text, &env).unwrap();
    let whole = read(&with, &env).unwrap();
    assert_eq!(plain.listen, whole.listen);
    assert_eq!(plain.limits, whole.limits);
    assert_eq!(plain.log, whole.log);
    assert_eq!(plain.bind_browser, whole.bind_browser);
    assert_eq!(plain.database.file_name(), whole.database.file_name());
    let name = |config: &Config| {
        config
            .key_file
            .as_ref()
            .unwrap()
            .file_name()
            .unwrap()
            .to_owned()
    };
    assert_eq!(name(&plain), name(&whole));
}

#[test]
fn an_empty_file_serves_this_machine() {
    let config = read("", &[]).unwrap();
    assert_eq!(config.public_url.as_str(), "http://127.0.0.1:8080/");
    assert!(config.projects.is_empty() && !config.bind_browser);
}

#[test]
fn flags_win_over_the_environment_and_that_over_the_file() {
    let text = "listen = \"127.0.0.1:1\"\nlog = \"text\"\ndatabase = \"file.db\"\n\
                public_url = \"https://file.example\"\nbind_browser = true\n";
    let config = read(text, &[]).unwrap();
    assert_eq!(config.listen.port(), 1);
    assert!(config.bind_browser && config.database.is_absolute());
    let env = [
        ("LINKED_ACCOUNTS_LISTEN", "127.0.0.1:2"),
        ("LINKED_ACCOUNTS_LOG", "json"),
        ("LINKED_ACCOUNTS_DATABASE", "env.db"),
        ("LINKED_ACCOUNTS_KEY_FILE", "env.keys"),
        ("LINKED_ACCOUNTS_PUBLIC_URL", "https://env.example"),
        ("LINKED_ACCOUNTS_BIND_BROWSER", "false"),
    ];
    let config = read(text, &env).unwrap();
    assert_eq!(config.listen.port(), 2);
    assert_eq!(config.log, LogFormat::Json);
    assert_eq!(config.database, Path::new("env.db"));
    assert_eq!(config.key_file.as_deref(), Some(Path::new("env.keys")));
    assert_eq!(config.public_url.as_str(), "https://env.example/");
    assert!(!config.bind_browser);
    let flags = Overrides {
        listen: Some("127.0.0.1:3".parse().unwrap()),
        public_url: Some("https://flag.example".to_owned()),
        database: Some("flag.db".into()),
        key_file: Some("flag.keys".into()),
        log: Some(LogFormat::Text),
        ..Overrides::default()
    };
    let config = read_with(text, &env, &flags).unwrap();
    assert_eq!(config.listen.port(), 3);
    assert_eq!(config.log, LogFormat::Text);
    assert_eq!(config.database, Path::new("flag.db"));
    assert_eq!(config.key_file.as_deref(), Some(Path::new("flag.keys")));
    assert_eq!(config.public_url.as_str(), "https://flag.example/");
    let keys = [("LINKED_ACCOUNTS_KEYS", "a:b")];
    assert_eq!(read(text, &keys).unwrap().key_file, None);
}

#[test]
fn all_errors_come_at_once_in_the_order_of_the_file() {
    let text = r#"listn = "127.0.0.1:8080"
listen = "localhost"
database = 7
log = "jsn"
[limits]
body_bytes = 0
request_timeout_seconds = "30s"
[projects.p]
after_link_urls = ["https://fine.example/", "http://p.example/", 3]
[projects.p.apps."A B"]
client_id = "c"
client_secret = "hunter2"
token_url = "http://a.example/token"
scopes = ["a b", "c", "c"]
extra_parameters = { state = "x", prompt = "consent" }
"#;
    insta::assert_snapshot!(errors(text, &[]));
}

#[test]
fn what_is_not_toml_is_shown_where_it_stands() {
    insta::assert_snapshot!(errors("listen = \n[projects\n", &[]));
    insta::assert_snapshot!(errors(
        "listen = \"127.0.0.1:1\"\nlisten = \"127.0.0.1:2\"\n",
        &[]
    ));
}

#[test]
fn variables_have_places_too() {
    let env = [
        ("LINKED_ACCOUNTS_LISTEN", "here"),
        ("LINKED_ACCOUNTS_BIND_BROWSER", "ture"),
        ("LINKED_ACCOUNTS_PUBLIC_URL", "http://a.example"),
    ];
    insta::assert_snapshot!(errors("", &env));
}

#[test]
fn who_listens_everywhere_says_how_it_is_reached() {
    insta::assert_snapshot!(errors("listen = \"0.0.0.0:80\"\n", &[]));
    let url = errors("public_url = \"https://a.example/x?y\"\n", &[]);
    assert!(url.contains("`public_url` has a query"), "{url}");
}

#[test]
fn secrets_and_methods_must_agree() {
    let missing = errors(&app(""), &[]);
    insta::assert_snapshot!(missing);
    let unset = errors(&app("client_secret_env = \"NOT_SET\""), &[]);
    assert!(
        unset.contains("the variable `NOT_SET` is not set"),
        "{unset}"
    );
    let empty = errors(&app("client_secret_env = \"X\""), &[("X", "")]);
    assert!(empty.contains("the variable `X` is empty"), "{empty}");
    let lines = errors(&app("client_secret_env = \"X\""), &[("X", "hunter2\nb")]);
    assert!(lines.contains("more than one line"), "{lines}");
    assert!(!lines.contains("hunter2"), "{lines}");
    let twice = "client_secret_env = \"X\"\nclient_secret_file = \"f\"";
    let twice = errors(&app(twice), &[("X", "s")]);
    assert!(twice.contains("has two secrets"), "{twice}");
    let unused = "client_secret_env = \"X\"\ntoken_auth = \"none\"";
    let unused = errors(&app(unused), &[("X", "s")]);
    assert!(unused.contains("a secret that it never uses"), "{unused}");
    let method = errors(&app("token_auth = \"client_secret_pots\""), &[]);
    assert!(
        method.contains("did you mean \"client_secret_post\"?"),
        "{method}"
    );
    let flags = Overrides {
        without_secrets: true,
        ..Overrides::default()
    };
    let unset = read_with(&app("client_secret_env = \"NOT_SET\""), &[], &flags).unwrap();
    assert!(unset.app("p", "A").unwrap().client_secret.is_none());
    let public = read(&app("token_auth = \"none\""), &[]).unwrap();
    assert!(public.app("p", "A").unwrap().client_secret.is_none());
}

#[cfg(unix)]
#[test]
fn secret_files_are_private() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("s");
    fs::write(&file, "hunter2\n").unwrap();
    let text = app(&format!(
        "client_secret_file = {:?}",
        file.to_str().unwrap()
    ));
    let mode = |mode| fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
    for open in [0o644, 0o604, 0o620, 0o660] {
        mode(open);
        let found = errors(&text, &[]);
        assert!(
            found.contains("may be read or changed by others"),
            "{found}"
        );
        assert!(found.contains("chmod 600"), "{found}");
        assert!(!found.contains("hunter2"), "{found}");
    }
    for private in [0o600, 0o400, 0o440] {
        mode(private);
        let config = read(&text, &[]).unwrap();
        let secret = config.app("p", "A").unwrap().client_secret.clone();
        assert_eq!(secret.unwrap().expose(), "hunter2");
    }
    mode(0o600);
    fs::write(&file, "").unwrap();
    assert!(errors(&text, &[]).contains("is empty"));
    fs::remove_file(&file).unwrap();
    assert!(errors(&text, &[]).contains("there is no such file"));
}

#[test]
fn a_secret_put_into_the_file_by_mistake_is_never_shown() {
    let misplaced = [
        "client_secret = \"hunter2\"",
        "client_secrt = \"hunter2\"",
        "clientSecret = \"hunter2\"",
        "client_secret_env = \"hunter2\"",
        "client_secret = '''\nhunter2\n'''",
        "client_secret = \"hunter2",
        "extra_parameters = { client_secret = \"hunter2\" }",
    ];
    for line in misplaced {
        let found = errors(&app(line), &[]);
        assert!(!found.contains("hunter2"), "{line}: {found}");
    }
    insta::assert_snapshot!(errors(&app("client_secret = \"hunter2\""), &[]));
}

#[test]
fn parameters_of_the_flow_cannot_be_set() {
    for name in linked_accounts::config::RESERVED_PARAMETERS {
        let extra = format!("token_auth = \"none\"\nextra_parameters = {{ {name} = \"x\" }}");
        let found = errors(&app(&extra), &[]);
        let message = format!("`extra_parameters` may not set `{name}`");
        assert!(found.contains(&message), "{found}");
        let url = app("token_auth = \"none\"");
        let url = url.replace("/authorize", &format!("/authorize?a=b&{name}=x"));
        let found = errors(&url, &[]);
        let message = format!("`authorize_url` may not set `{name}`");
        assert!(found.contains(&message), "{found}");
    }
}

#[test]
fn limits_are_read() {
    let text = "[limits]\nrequest_timeout_seconds = 5\nprovider_timeout_seconds = 1\n\
                body_bytes = 1_024\nprovider_bytes = 0x1000\nconcurrency = 1\n\
                connections = 2\npending_per_project = 3\nmax_pages = 64\n";
    let limits = read(text, &[]).unwrap().limits;
    assert_eq!(limits.request_timeout, Duration::from_secs(5));
    assert_eq!(limits.provider_timeout, Duration::from_secs(1));
    assert_eq!(
        (limits.body_bytes, limits.provider_bytes, limits.concurrency),
        (1024, 4096, 1)
    );
    assert_eq!(limits.connections, 2);
    assert_eq!(
        (limits.pending_per_project, limits.max_pages),
        (3, Some(64))
    );
}

#[test]
fn a_name_is_for_one_provider() {
    let two = |one: &str, two: &str| {
        let text = format!(
            "{}{}",
            app(one),
            app(two).replace("projects.p", "projects.q")
        );
        read(&format!("{text}\n"), &[])
    };
    let public = "token_auth = \"none\"";
    let issuer = "token_auth = \"none\"\nissuer = \"https://a.example\"";
    assert!(two(public, public).is_ok() && two(issuer, issuer).is_ok());
    insta::assert_snapshot!(two(public, issuer).unwrap_err());
    let other = app(public).replace("a.example/token", "b.example/token");
    let text = format!(
        "{}{}",
        app(public),
        other.replace("projects.p", "projects.q")
    );
    let found = errors(&text, &[]);
    assert!(found.contains("its `token_url` is another one"), "{found}");
    // Another name is another redirect URI.
    let text = text.replace("projects.q.apps.A", "projects.q.apps.B");
    assert!(read(&text, &[]).is_ok());
}

#[test]
fn who_asks_for_an_issuer_names_it() {
    let public = "token_auth = \"none\"\nrequire_iss = true";
    let found = errors(&app(public), &[]);
    assert!(
        found.contains("asks for `iss` and has no `issuer`"),
        "{found}"
    );
    let config = read(
        &app(&format!("{public}\nissuer = \"https://a.example\"")),
        &[],
    );
    assert!(config.unwrap().app("p", "A").unwrap().require_iss);
}

#[test]
fn what_the_last_redirect_says_is_not_in_its_url() {
    for name in linked_accounts::config::AFTER_LINK_PARAMETERS {
        let url = format!("https://p.example/?a=b&{name}=x");
        let found = errors(&format!("[projects.p]\nafter_link_urls = [{url:?}]\n"), &[]);
        let message = format!("a URL of `after_link_urls` may not set `{name}`");
        assert!(found.contains(&message), "{found}");
    }
}

#[test]
fn keys_and_database_are_two_files() {
    let found = errors("database = \"x\"\nkey_file = \"x\"\n", &[]);
    assert!(found.contains("a.toml:2:12"), "{found}");
    assert!(found.contains("are the same file"), "{found}");
    let config = read("database = \"x.keys\"\n", &[]).unwrap();
    assert!(config.key_file.unwrap().ends_with("x.keys.keys"));
}

#[test]
fn public_urls_have_plain_paths() {
    for good in [
        "https://a.example",
        "https://a.example/",
        "https://a.example/b-1/c.d/",
    ] {
        assert!(
            read(&format!("public_url = {good:?}\n"), &[]).is_ok(),
            "{good}"
        );
    }
    for bad in ["//", "/:a", "/*", "/a//b", "/%7Bx%7D"] {
        let found = errors(&format!("public_url = \"https://a.example{bad}\"\n"), &[]);
        assert!(
            found.contains("has a path that is not plain"),
            "{bad}: {found}"
        );
    }
}

#[test]
fn what_urls_hide_is_not_shown() {
    for line in [
        "public_url = \"https://me:hunter2@a.example/\"",
        "public_url = \"https://hunter2@a.example/\"",
        "public_url = \"https://a.example/?token=hunter2\"",
        "public_url = \"https://a.example/?x=y&hunter2\"",
        "public_url = https://a.example/?token=hunter2",
        "colour = \"hunter2\"",
        "colour = [{ of = \"hunter2\" }]",
        "[colour]\nof.it = \"hunter2\"",
    ] {
        let found = errors(line, &[]);
        assert!(!found.contains("hunter2"), "{line}: {found}");
    }
    let url = "http://me:hunter2@a.example/?a=hunter2";
    let found = errors("", &[("LINKED_ACCOUNTS_PUBLIC_URL", url)]);
    assert!(!found.contains("hunter2"), "{found}");
    let flags = Overrides {
        public_url: Some(url.to_owned()),
        ..Overrides::default()
    };
    let found = read_with("", &[], &flags).unwrap_err();
    assert!(!found.contains("hunter2"), "{found}");
}

#[test]
fn files_that_cannot_be_read_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("none.toml");
    let errors = Config::read(&missing, &|_| None).unwrap_err();
    assert_eq!(errors.count(), 1);
    let text = errors.to_string();
    assert!(text.contains("none.toml`: there is no such file"), "{text}");
    let binary = folder.path().join("b.toml");
    fs::write(&binary, b"listen = \"\xFF\"\n").unwrap();
    let text = Config::read(&binary, &|_| None).unwrap_err().to_string();
    assert!(text.contains("b.toml:1:11"), "{text}");
}
