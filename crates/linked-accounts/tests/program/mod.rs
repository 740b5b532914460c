//! Runs the program, never longer than a test may take.

use std::{
    io::{BufRead as _, BufReader, Read},
    path::Path,
    process::{Child, Command, Output, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::{Duration, Instant},
};

/// How long anything may take.
const LONG: Duration = Duration::from_secs(60);

/// The program, without anything of this process's environment that it reads.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_linked-accounts"));
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy().to_lowercase();
        if text.starts_with("linked_accounts_") || text == "rust_log" || text.ends_with("_proxy") {
            command.env_remove(name);
        }
    }
    command.env("NO_COLOR", "1").stdin(Stdio::null());
    command
}

/// Runs it to its end.
#[allow(dead_code, reason = "not every test file needs it")]
pub(crate) fn run(command: &mut Command) -> Output {
    let child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let id = child.id();
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(child.wait_with_output()));
    receiver.recv_timeout(LONG).map_or_else(
        |_| panic!("process {id} does not end"),
        |output| output.unwrap(),
    )
}

/// Both outputs as text, with `folder` written as `FOLDER`.
#[allow(dead_code, reason = "not every test file needs it")]
pub(crate) fn texts(output: &Output, folder: &Path) -> (String, String) {
    let text = |bytes: &[u8]| {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        text.replace(&folder.display().to_string(), "FOLDER")
    };
    (text(&output.stdout), text(&output.stderr))
}

/// A program that runs until it is told to end.
pub(crate) struct Running {
    child: Child,
    /// Its lines on standard output and on standard error.
    pub(crate) out: Receiver<String>,
    pub(crate) err: Receiver<String>,
}

#[allow(dead_code, reason = "not every test file needs all of it")]
impl Running {
    pub(crate) fn start(command: &mut Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let out = lines(child.stdout.take().unwrap());
        let err = lines(child.stderr.take().unwrap());
        Self { child, out, err }
    }

    /// The next line.
    pub(crate) fn line(lines: &Receiver<String>) -> String {
        lines.recv_timeout(LONG).expect("a line")
    }

    /// The lines up to the next one with `part` in it.
    pub(crate) fn until(lines: &Receiver<String>, part: &str) -> String {
        let mut text = String::new();
        loop {
            let line = Self::line(lines);
            text.push_str(&line);
            text.push('\n');
            if line.contains(part) {
                return text;
            }
        }
    }

    /// Sends a signal.
    pub(crate) fn signal(&self, signal: &str) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-s", signal, &id]).status();
        assert!(sent.unwrap().success());
    }

    /// Sends a signal and waits for the end; the exit code and what else it
    /// said.
    pub(crate) fn end(mut self, signal: &str) -> (Option<i32>, String, String) {
        self.signal(signal);
        let begun = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(begun.elapsed() < LONG, "it does not end");
            thread::sleep(Duration::from_millis(10));
        };
        let rest = |lines: &Receiver<String>| lines.iter().collect::<Vec<_>>().join("\n");
        (status.code(), rest(&self.out), rest(&self.err))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn lines(from: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    receiver
}
