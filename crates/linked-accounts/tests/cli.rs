//! The commands: help, what they print, what they refuse, and exit codes.
#![cfg(unix)]

mod program;

use std::{
    fs,
    io::Write as _,
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

    /// A new API key of the project.
    fn key(&self, more: &[&str]) -> String {
        let mut command = self.command(&["keys", "create", "--project", "shop"]);
        let output = run(command.args(more));
        let (key, err) = texts(&output, self.path());
        assert!(key.starts_with("la_") && key.ends_with('\n'), "{key}{err}");
        let id = &key[3..15];
        assert!(err.starts_with(&format!("The key's id is {id};")), "{err}");
        key
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
        "tokens new-key --help",
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
    let (code, err) = place.bad(&["keys", "revoke", "0123456789ab"]);
    assert_eq!(code, Some(1), "{err}");
    let files = fs::read_dir(place.path()).unwrap().count();
    assert_eq!(files, 1, "looking makes no files");
    for command in ["create", "list"] {
        let (code, err) = place.bad(&["keys", command, "--project", "shpo"]);
        assert_eq!(code, Some(2));
        assert!(err.contains("did you mean `shop`?"), "{err}");
    }
    let key = place.key(&["--label", "back\u{1b}end"]);
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
    // Whole keys are taken, and neither they nor halves of them are shown.
    let key = key.trim();
    let said = place.good(&["keys", "revoke", key]);
    assert!(
        said.contains(&key[3..15]) && !said.contains(&key[16..]),
        "{said}"
    );
    for odd in [key, &key[..50], &key[16..]] {
        let (code, err) = place.bad(&["keys", "revoke", odd]);
        assert!(matches!(code, Some(1 | 2)), "{err}");
        assert!(!err.contains(&key[16..30]), "{err}");
    }
    let list: Value = serde_json::from_str(&place.good(&["keys", "list", "--json"])).unwrap();
    let revoked = list
        .as_array()
        .unwrap()
        .iter()
        .filter(|key| !key["revoked_at"].is_null());
    assert_eq!(revoked.count(), 2);
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
    let new = place.good(&["tokens", "new-key"]);
    fs::write(&file, format!("{new}{old}")).unwrap();
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
    let key = place.key(&[]);
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

/// `nohup` starts programs with SIGHUP ignored, and that stays so.
#[test]
fn a_closed_terminal_is_nothing_to_who_was_told_so() {
    let place = Place::new();
    let mut command = Command::new("sh");
    command
        .args(["-c", r#"trap '' HUP; exec "$0" serve"#])
        .arg(env!("CARGO_BIN_EXE_linked-accounts"))
        .current_dir(place.path())
        .env("TEST_GITHUB_SECRET", "s");
    let service = Running::start(&mut command);
    Running::until(&service.err, "listening");
    service.signal("HUP");
    std::thread::sleep(std::time::Duration::from_millis(200));
    let (code, _, err) = service.end("TERM");
    assert_eq!(code, Some(0), "{err}");
    assert!(err.contains("SIGTERM") && !err.contains("SIGHUP"), "{err}");
}

#[test]
fn a_second_signal_ends_at_once() {
    let place = Place::new();
    // A provider that takes the code and does not answer.
    let provider = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let token_url = format!("http://{}/token", provider.local_addr().unwrap());
    let text = CONFIG.replace("https://a.example/token", &token_url);
    fs::write(place.path().join("linked-accounts.toml"), text).unwrap();
    let key = place.key(&[]);
    let (service, url) = serve(&place);
    let mut link = place.command(&["link", "--app", "GITHUB", "--owner", "me"]);
    let link = link.args(["--server", &url]);
    let output = run(link.env("LINKED_ACCOUNTS_API_KEY", key.trim()));
    let (out, err) = texts(&output, place.path());
    let (_, state) = out.split_once("&state=").unwrap_or_else(|| panic!("{err}"));
    let state: String = state.chars().take(43).collect();
    let address = url.strip_prefix("http://").unwrap();
    let mut browser = std::net::TcpStream::connect(address).unwrap();
    write!(
        browser,
        "GET /v1/linked-accounts/oauth2/callback/GITHUB?code=c&state={state} HTTP/1.1\r\n\
         Host: x\r\n\r\n"
    )
    .unwrap();
    let (_asked, _) = provider.accept().unwrap();
    service.signal("TERM");
    Running::until(&service.err, "requests under way are answered first");
    let begun = std::time::Instant::now();
    let (code, _, err) = service.end("TERM");
    assert_eq!(code, Some(0), "{err}");
    assert!(begun.elapsed() < std::time::Duration::from_secs(5));
    assert!(err.contains("ending at once"), "{err}");
    assert!(err.contains("\"links\":1"), "{err}");
    assert!(err.contains("its code may be spent"), "{err}");
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
