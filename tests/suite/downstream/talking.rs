//! The program with the client side talks to the one with the server side.

use std::{
    io::{BufRead as _, BufReader},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::cargo::build;

/// A program that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts the server, and waits until it answers at the address it prints.
fn start(program: &Path) -> (Running, String) {
    let mut child = Command::new(program)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let stdout = child.stdout.take().unwrap();
    let running = Running(child);
    let mut base = String::new();
    BufReader::new(stdout).read_line(&mut base).unwrap();
    let base = base.trim().to_owned();
    let address = base.strip_prefix("http://").unwrap();
    let deadline = Instant::now() + Duration::from_secs(20);
    while TcpStream::connect(address).is_err() {
        assert!(Instant::now() < deadline, "nobody listens at {base}");
        thread::sleep(Duration::from_millis(10));
    }
    (running, base)
}

#[test]
fn the_programs_understand_each_other() {
    let top = super::super::output::top();
    let built = build(
        &top,
        &["-p", "downstream-server", "-p", "downstream-client"],
    )
    .unwrap();
    let (_server, base) = start(&built.program("downstream-server"));
    let client = built.program("downstream-client");
    let call = |arguments: [&str; 3]| -> Output {
        Command::new(&client)
            .arg(&base)
            .args(arguments)
            .output()
            .unwrap()
    };

    let linked = call(["secret", "GITHUB", "user 1/é+"]);
    assert!(linked.status.success(), "{linked:?}");
    let url = "https://provider.example/authorize?state=demo-user 1/é+\n";
    assert_eq!(String::from_utf8(linked.stdout).unwrap(), url);

    for (arguments, expected) in [
        (["wrong", "GITHUB", "u"], "answered 401"),
        (["", "GITHUB", "u"], "credentials"),
        (["secret", "NONE", "u"], "answered 404"),
    ] {
        let refused = call(arguments);
        assert_eq!(refused.status.code(), Some(1), "{arguments:?}");
        let shown = String::from_utf8(refused.stderr).unwrap();
        assert!(shown.contains(expected), "{arguments:?}: {shown}");
    }
}
