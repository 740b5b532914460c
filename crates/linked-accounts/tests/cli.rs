//! The commands: help, what they print, what they refuse, and exit codes.
#![cfg(unix)]

mod program;

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use program::{Running, program, run, texts};
use serde_json::Value;

const CONFIG: &str = r#"
listen = "127.0.0.1:0"
public_url = "http://127.0.0.1:1"
log = "json"

[projects.shop]
after_link_urls = ["https://shop.example/linked"]

[projects.shop.apps.GITHUB]
client_id = "c"
client_secret_env = "TEST_GITHUB_SECRET"
authorize_url = "https://a.example/authorize"
token_url = "https://a.example/token"
"#;

/// A folder with a configuration.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("linked-accounts.toml"), CONFIG).unwrap();
        Self(folder)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = program();
        command.current_dir(self.path()).args(args);
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        run(&mut self.command(args))
    }

    /// What it prints when all goes well.
    fn good(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let (out, err) = texts(&output, self.path());
        assert!(output.status.success(), "{out}{err}");
        assert_eq!(err, "");
        out
    }

    /// The exit code and what it complains about.
    fn bad(&self, args: &[&str]) -> (Option<i32>, String) {
        self.bad_of(&mut self.command(args))
    }

    fn bad_of(&self, command: &mut Command) -> (Option<i32>, String) {
        let output = run(command);
        let (out, err) = texts(&output, self.path());
        assert_eq!(out, "");
        (output.status.code(), err)
    }
}

#[test]
fn help_tells_everything() {
    let place = Place::new();
    let mut all = String::new();
    for command in [
        "--help",
        "demo --help",
        "serve --help",
        "keys --help",
        "keys create --help",
        "keys list --help",
        "keys revoke --help",
        "tokens reseal --help",
        "link --help",
    ] {
        let args: Vec<&str> = command.split(' ').collect();
        all.push_str(&format!("$ linked-accounts {command}\n"));
        let text = place.good(&args);
        assert!(
            text.contains("Exit codes: 0 done, 1 failed, 2"),
            "{command}"
        );
        all.push_str(&text);
        all.push('\n');
    }
    insta::assert_snapshot!(all);
    let version = place.good(&["--version"]);
    assert_eq!(
        version,
        format!("linked-accounts {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn slips_get_suggestions() {
    let place = Place::new();
    for (args, help) in [
        (vec!["serv"], "serve"),
        (vec!["serve", "--cofig", "x"], "--config"),
        (vec!["demo", "--jsn"], "--json"),
        (vec!["keys", "creat"], "create"),
        (vec!["serve", "--log", "jason"], "json"),
        (vec!["link", "--app", "A"], "--owner"),
    ] {
        let (code, err) = place.bad(&args);
        assert_eq!(code, Some(2), "{args:?}: {err}");
        assert!(err.contains(help), "{args:?}: {err}");
    }
    assert_eq!(place.bad(&[]).0, Some(2));
    let (code, err) = place.bad(&["link", "--app", "A", "--owner", "o", "--api-key", "k"]);
    assert_eq!(code, Some(2), "{err}");
}

#[test]
fn errors_of_the_configuration_come_with_their_places() {
    let place = Place::new();
    let text = CONFIG
        .replace("listen =", "lisden =")
        .replace("https://a", "http://a");
    fs::write(place.path().join("bad.toml"), text).unwrap();
    let (code, err) = place.bad(&["serve", "--config", "bad.toml"]);
    assert_eq!(code, Some(2));
    insta::assert_snapshot!(err);
    let (code, err) = place.bad(&["serve", "--config", "none.toml"]);
    assert_eq!(code, Some(2));
    insta::assert_snapshot!(err);
    let mut serve = place.command(&["serve"]);
    let (code, err) = place.bad_of(
        serve
            .env("TEST_GITHUB_SECRET", "s")
            .env("RUST_LOG", "a=b=c"),
    );
    assert_eq!(code, Some(2), "{err}");
    assert!(err.contains("RUST_LOG is not understood"), "{err}");
    let mut serve = place.command(&["serve"]);
    let serve = serve
        .env("TEST_GITHUB_SECRET", "s")
        .env("LINKED_ACCOUNTS_KEYS", "hunter2");
    let (code, err) = place.bad_of(serve);
    assert_eq!(code, Some(1), "{err}");
    assert!(
        err.contains("cannot use the keys in LINKED_ACCOUNTS_KEYS"),
        "{err}"
    );
    assert!(!err.contains("hunter2"), "{err}");
}

#[test]
fn keys_are_created_listed_and_revoked() {
    let place = Place::new();
    assert!(
        place
            .good(&["keys", "list"])
            .starts_with("there are no API keys")
    );
    let (code, err) = place.bad(&["keys", "create", "--project", "shpo"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("did you mean `shop`?"), "{err}");
    let key = place.good(&[
        "keys",
        "create",
        "--project",
        "shop",
        "--label",
        "back\u{1b}end",
    ]);
    assert!(key.starts_with("la_") && key.ends_with('\n'), "{key}");
    let args = ["keys", "create", "--project", "shop", "--json"];
    let object: Value = serde_json::from_str(&place.good(&args)).unwrap();
    let id = object["id"].as_str().unwrap();
    assert!(object["api_key"].as_str().unwrap().contains(id));
    let list = place.good(&["keys", "list", "--project", "shop"]);
    assert_eq!(list.lines().count(), 3, "{list}");
    assert!(
        list.contains("back\u{FFFD}end") && list.contains(id),
        "{list}"
    );
    assert!(!list.contains(key.trim()));
    assert!(place.good(&["keys", "revoke", id]).starts_with("revoked"));
    let (code, err) = place.bad(&["keys", "revoke", id]);
    assert_eq!(code, Some(1), "{err}");
    let list: Value = serde_json::from_str(&place.good(&["keys", "list", "--json"])).unwrap();
    let revoked = list
        .as_array()
        .unwrap()
        .iter()
        .filter(|key| !key["revoked_at"].is_null());
    assert_eq!(revoked.count(), 1);
    let (_, err) = place.bad(&["keys", "revoke", "unknown"]);
    assert!(
        err.contains("there is no API key `unknown` in use"),
        "{err}"
    );
    use std::os::unix::fs::PermissionsExt as _;
    for file in ["linked-accounts.db", "linked-accounts.keys"] {
        let mode = fs::metadata(place.path().join(file))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
}

#[test]
fn tokens_are_resealed_with_a_new_key() {
    let place = Place::new();
    let same = "everything is encrypted with the current key\n";
    assert_eq!(place.good(&["tokens", "reseal"]), same);
    let file = place.path().join("linked-accounts.keys");
    let old = fs::read_to_string(&file).unwrap();
    let new = "new:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    fs::write(&file, format!("{new}\n{old}")).unwrap();
    assert_eq!(place.good(&["tokens", "reseal"]), same);
}

/// A service that listens, and its URL.
fn serve(place: &Place) -> (Running, String) {
    let mut command = place.command(&["serve"]);
    let service = Running::start(command.env("TEST_GITHUB_SECRET", "hunter2"));
    let line = Running::until(&service.err, "listening");
    let line: Value = serde_json::from_str(line.lines().last().unwrap()).unwrap();
    let address = line["fields"]["address"].as_str().unwrap().to_owned();
    (service, format!("http://{address}"))
}

#[test]
fn a_link_is_asked_for_with_the_generated_client() {
    let place = Place::new();
    let key = place.good(&["keys", "create", "--project", "shop"]);
    let (service, url) = serve(&place);
    let link = |more: &[&str]| {
        let mut command = place.command(&["link", "--owner", "me", "--server", &url]);
        command
            .args(more)
            .env("LINKED_ACCOUNTS_API_KEY", key.trim());
        command
    };
    let output = run(&mut link(&["--app", "GITHUB"]));
    let (out, err) = texts(&output, place.path());
    assert!(
        out.starts_with("https://a.example/authorize?"),
        "{out}{err}"
    );
    let redirect = ["--redirect", "https://shop.example/linked"];
    let output = run(link(&["--app", "GITHUB", "--json"]).args(redirect));
    let (out, err) = texts(&output, place.path());
    let object: Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}"));
    assert!(
        object["url"]
            .as_str()
            .unwrap()
            .starts_with("https://a.example/authorize?")
    );

    let (code, err) = place.bad_of(&mut link(&["--app", "GITLAB"]));
    assert_eq!(code, Some(1));
    insta::assert_snapshot!(err.replace(&url, "SERVER"));
    let redirect = ["--redirect", "https://other.example/"];
    let (code, err) = place.bad_of(link(&["--app", "GITHUB"]).args(redirect));
    assert_eq!(code, Some(1));
    insta::assert_snapshot!(err.replace(&url, "SERVER"));
    let mut wrong = link(&["--app", "GITHUB"]);
    let (code, err) = place.bad_of(wrong.env("LINKED_ACCOUNTS_API_KEY", "hunter2"));
    assert_eq!(code, Some(1));
    insta::assert_snapshot!(err.replace(&url, "SERVER"));

    let file = place.path().join("key");
    fs::write(&file, &key).unwrap();
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |mode| fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
    let by_file = || {
        let mut command = link(&["--app", "GITHUB", "--api-key-file", "key"]);
        command.env_remove("LINKED_ACCOUNTS_API_KEY");
        command
    };
    mode(0o644);
    let (code, err) = place.bad_of(&mut by_file());
    assert_eq!(code, Some(2));
    assert!(err.contains("may be read or changed by others"), "{err}");
    mode(0o600);
    assert!(run(&mut by_file()).status.success());

    let (code, out, err) = service.end("TERM");
    assert_eq!((code, out.as_str()), (Some(0), ""));
    assert!(err.contains("ended"), "{err}");
    assert!(
        !err.contains("hunter2") && !err.contains(key.trim()),
        "{err}"
    );
    let (code, err) = place.bad_of(&mut link(&["--app", "GITHUB"]));
    assert_eq!(code, Some(1));
    assert!(
        err.starts_with(&format!("error: cannot reach {url}: ")),
        "{err}"
    );
}

#[test]
fn a_key_is_never_sent_in_the_clear() {
    let place = Place::new();
    let args = [
        "link",
        "--app",
        "A",
        "--owner",
        "o",
        "--server",
        "http://a.example",
    ];
    let mut link = place.command(&args);
    let (code, err) = place.bad_of(link.env("LINKED_ACCOUNTS_API_KEY", "k"));
    assert_eq!(code, Some(2));
    assert!(err.contains("`--server` is not a safe URL"), "{err}");
    let (code, err) = place.bad(&["link", "--app", "A", "--owner", "o"]);
    assert_eq!(code, Some(2));
    assert!(
        err.contains("the variable `LINKED_ACCOUNTS_API_KEY` is not set"),
        "{err}"
    );
}
