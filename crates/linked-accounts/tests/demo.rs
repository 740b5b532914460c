//! The demo as the program runs it, driven by plain HTTP.
#![cfg(unix)]

mod program;

use std::{fs, path::Path, process::Stdio};

use linked_accounts::{clock::Clock, crypto::KeyRing, store::Store};
use program::{Running, program, run, texts};
use reqwest::{Client, Response, StatusCode};
use serde_json::Value;
use specwright_reqwest::ReqwestTransport;
use url::form_urlencoded;

/// Follows no redirects.
fn http() -> Client {
    let builder = ReqwestTransport::builder().unwrap();
    builder.no_proxy().build().unwrap()
}

async fn get(http: &Client, url: &str) -> Response {
    http.get(url).send().await.unwrap()
}

/// Allows or denies on the page at `url`; where the browser goes then.
async fn decide(http: &Client, provider: &str, url: &str, decision: &str) -> String {
    let page = get(http, url).await;
    assert_eq!(page.status(), StatusCode::OK);
    let page = page.text().await.unwrap();
    let (_, rest) = page.split_once("name=\"request\" value=\"").unwrap();
    let (request, _) = rest.split_once('"').unwrap();
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("request", request), ("decision", decision)])
        .finish();
    let answer = http
        .post(format!("{provider}/consent"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(body)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::FOUND);
    answer.headers()["location"].to_str().unwrap().to_owned()
}

fn started(demo: &Running) -> impl Fn(&str) -> String + use<> {
    let object: Value = serde_json::from_str(&Running::line(&demo.out)).unwrap();
    move |name| {
        object[name]
            .as_str()
            .unwrap_or_else(|| panic!("{name}"))
            .to_owned()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_linked_and_stored_encrypted() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().join("new").join("data");
    let demo = Running::start(
        program()
            .args(["demo", "--json", "--data-dir"])
            .arg(&folder)
            .env("RUST_LOG", "trace"),
    );
    let say = started(&demo);
    assert_eq!(say("data_dir"), folder.to_str().unwrap());
    let http = http();
    let operation = format!(
        "{}/v1/linked-accounts/oauth2?app_name=DEMO&linked_account_owner_id=me",
        say("service")
    );
    let curl = format!("curl -H 'X-API-KEY: {}' '{operation}'", say("api_key"));
    assert_eq!(say("curl"), curl);
    assert_eq!(
        get(&http, &operation).await.status(),
        StatusCode::UNAUTHORIZED
    );

    // The URL of the curl line, and the one that is printed.
    let request = http.get(&operation).header("X-API-KEY", say("api_key"));
    let answer: Value =
        serde_json::from_str(&request.send().await.unwrap().text().await.unwrap()).unwrap();
    let (mut codes, mut log) = (Vec::new(), String::new());
    for url in [answer["url"].as_str().unwrap(), &say("authorize_url")] {
        let back = decide(&http, &say("provider"), url, "allow").await;
        assert!(back.starts_with(&say("service")), "{back}");
        let linked = get(&http, &back).await;
        if url == say("authorize_url") {
            // On to the application's own page.
            assert_eq!(linked.status(), StatusCode::FOUND);
            let page = linked.headers()["location"].to_str().unwrap();
            let start = format!("{}/linked?status=linked&", say("service"));
            assert!(page.starts_with(&start), "{page}");
            let page = get(&http, page).await.text().await.unwrap();
            assert!(page.contains("Your account is linked"), "{page}");
        } else {
            assert_eq!(linked.status(), StatusCode::OK);
            let linked: Value = serde_json::from_str(&linked.text().await.unwrap()).unwrap();
            assert_eq!(linked["linked_account_owner_id"], "me", "{linked}");
        }
        assert!(get(&http, &back).await.status().is_client_error());
        let (_, code) = back.split_once("code=").unwrap();
        codes.push(code.split('&').next().unwrap().to_owned());
        log.push_str(&Running::until(&demo.err, "Linked: the account of `me`"));
    }

    let (code, out, err) = demo.end("TERM");
    assert_eq!((code, out.as_str()), (Some(0), ""), "{err}");
    log.push_str(&err);
    let keys = KeyRing::load_or_create(&folder.join("linked-accounts.keys")).unwrap();
    let database = folder.join("linked-accounts.db");
    let store = Store::open(&database, keys, Clock::system()).await.unwrap();
    let tokens = store.tokens("demo", "DEMO", "me").await.unwrap().unwrap();
    store.close().await;
    let access = tokens.access_token.expose().to_owned();
    let refresh = tokens.refresh_token.unwrap().expose().to_owned();
    let files: Vec<u8> = fs::read_dir(&folder)
        .unwrap()
        .flat_map(|file| fs::read(file.unwrap().path()).unwrap())
        .collect();
    let contains = |text: &str| {
        files
            .windows(text.len())
            .any(|part| part == text.as_bytes())
    };
    assert!(contains("DEMO"), "the files are read");
    for secret in [&access, &refresh, &say("api_key"), &codes[0], &codes[1]] {
        assert!(!contains(secret));
        assert!(!log.contains(secret.as_str()), "{log}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_speaks_to_people_and_tidies_up() {
    let temporary = tempfile::tempdir().unwrap();
    let demo = Running::start(program().arg("demo").env("TMPDIR", temporary.path()));
    let text = Running::until(&demo.out, "Ctrl-C ends the demo");
    assert!(text.contains("  curl -H 'X-API-KEY: la_"), "{text}");
    let url = text
        .lines()
        .find(|line| line.contains("/authorize?"))
        .unwrap();
    let url = url.trim();
    let (provider, _) = url.split_once("/authorize").unwrap();
    let http = http();
    let back = decide(&http, provider, url, "deny").await;
    let sent = get(&http, &back).await;
    let page = sent.headers()["location"].to_str().unwrap();
    let page = get(&http, page).await.text().await.unwrap();
    assert!(page.contains("Your account is not linked"), "{page}");
    assert!(page.contains("<code>access_denied</code>"), "{page}");
    assert_eq!(fs::read_dir(temporary.path()).unwrap().count(), 1);
    let (code, out, err) = demo.end("INT");
    assert_eq!((code, out.as_str()), (Some(0), ""), "{err}");
    assert_eq!(fs::read_dir(temporary.path()).unwrap().count(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_is_private_and_has_one_key_in_use() {
    use std::os::unix::fs::PermissionsExt as _;
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().join("new");
    for _ in 0..2 {
        let mut demo = program();
        let demo = demo.args(["demo", "--json", "--data-dir"]).arg(&folder);
        let demo = Running::start(demo);
        Running::line(&demo.out);
        assert_eq!(demo.end("TERM").0, Some(0));
    }
    let mode = fs::metadata(&folder).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    let keys = KeyRing::load_or_create(&folder.join("linked-accounts.keys")).unwrap();
    let database = folder.join("linked-accounts.db");
    let store = Store::open(&database, keys, Clock::system()).await.unwrap();
    let keys = store.api_keys(None).await.unwrap();
    let in_use = keys.iter().filter(|key| key.revoked_at.is_none());
    assert_eq!((keys.len(), in_use.count()), (2, 1));
    store.close().await;
}

#[test]
fn what_is_in_its_way_is_told() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path();
    fs::write(folder.join("file"), "").unwrap();
    let demo = |place: &Path| run(program().args(["demo", "--data-dir"]).arg(place));
    let output = demo(&folder.join("file").join("x"));
    assert_eq!(output.status.code(), Some(1));
    let (_, err) = texts(&output, folder);
    assert_eq!(
        err,
        "error: cannot make the folder `FOLDER/file/x`: a part of the path is no folder\n"
    );
    fs::create_dir_all(folder.join("d/linked-accounts.db")).unwrap();
    let output = demo(&folder.join("d"));
    assert_eq!(output.status.code(), Some(1));
    let (_, err) = texts(&output, folder);
    assert!(
        err.contains("error: cannot use the database `FOLDER/d/linked-accounts.db`: "),
        "{err}"
    );
    fs::create_dir_all(folder.join("k/linked-accounts.keys")).unwrap();
    let (_, err) = texts(&demo(&folder.join("k")), folder);
    assert!(
        err.starts_with("error: cannot use the key file `FOLDER/k/linked-accounts.keys`: "),
        "{err}"
    );

    let output = run(program().arg("demo").env("TMPDIR", folder.join("none")));
    assert_eq!(output.status.code(), Some(1));
    let (_, err) = texts(&output, folder);
    assert!(
        err.contains("help: name another one with `--data-dir FOLDER`"),
        "{err}"
    );

    let output = run(program().args(["demo", "--listen", "0.0.0.0:0"]));
    assert_eq!(output.status.code(), Some(2));
    let busy = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = busy.local_addr().unwrap().to_string();
    let output = run(program().args(["demo", "--listen", &address]));
    assert_eq!(output.status.code(), Some(1));
    let (_, err) = texts(&output, folder);
    assert!(err.contains("the address is in use"), "{err}");
}

#[test]
fn a_disk_without_room_is_told() {
    let data = tempfile::tempdir().unwrap();
    // A limit of the size of files stands for the disk: 2 or 4 kB.
    let limited = r#"trap '' XFSZ; ulimit -f 4; exec "$0" demo --data-dir "$1""#;
    let output = run(std::process::Command::new("sh")
        .args(["-c", limited, env!("CARGO_BIN_EXE_linked-accounts")])
        .arg(data.path())
        .env("NO_COLOR", "1"));
    assert_eq!(output.status.code(), Some(1));
    let (out, err) = texts(&output, data.path());
    assert_eq!(out, "");
    assert!(
        err.starts_with("error: cannot use the database `FOLDER/linked-accounts.db`: "),
        "{err}"
    );
    let full = Path::new("/dev/full");
    if full.exists() {
        let full = fs::OpenOptions::new().write(true).open(full).unwrap();
        let temporary = tempfile::tempdir().unwrap();
        let mut command = program();
        let command = command.arg("demo").env("TMPDIR", temporary.path());
        let child = command.stdout(full).stderr(Stdio::piped()).spawn().unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        let (_, err) = texts(&output, data.path());
        assert_eq!(
            err,
            "error: cannot write to standard output: the disk is full\n"
        );
        assert_eq!(fs::read_dir(temporary.path()).unwrap().count(), 0);
    }
}
