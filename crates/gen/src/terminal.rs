//! What is said, where, and how: results on standard output, diagnostics on
//! standard error, or everything as JSON lines on standard output.

use std::io::{self, Write};

use anstream::AutoStream;
use specwright_build::{Code, Color, Error, FileError, Findings, codes, count};

use crate::cli::{ColorChoice, MessageFormat, Output};

/// Where results go. Writing to a pipe that nobody reads any more is no
/// error; every other failure makes the exit code 1.
pub(crate) struct Terminal {
    json: bool,
    color: Color,
    /// Standard output takes no more, because its reader is gone.
    closed: bool,
    /// Standard output failed.
    broken: bool,
}

impl Terminal {
    pub(crate) fn new(output: Output) -> Self {
        let color = match output.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never,
        };
        Self {
            json: output.message_format == MessageFormat::Json,
            color: if color { Color::Always } else { Color::Never },
            closed: false,
            broken: false,
        }
    }

    /// Whether results are JSON lines.
    pub(crate) fn is_json(&self) -> bool {
        self.json
    }

    /// Whether standard output failed for another reason than a reader that
    /// is gone.
    pub(crate) fn is_broken(&self) -> bool {
        self.broken
    }

    /// A result, to standard output.
    pub(crate) fn say(&mut self, text: &str) {
        if self.closed || self.broken {
            return;
        }
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => self.closed = true,
            Err(error) => {
                self.broken = true;
                self.complain(&format!(
                    "error: cannot write to standard output: {error}\n"
                ));
            }
        }
    }

    /// A line of results.
    pub(crate) fn line(&mut self, line: &str) {
        self.say(&format!("{line}\n"));
    }

    /// An object of results.
    pub(crate) fn object(&mut self, object: &serde_json::Value) {
        self.line(&object.to_string());
    }

    /// Diagnostics as people read them, to standard error.
    fn complain(&self, text: &str) {
        // There is nowhere left to say that this failed.
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// What was found in documents.
    pub(crate) fn findings(&mut self, findings: &Findings) {
        if self.json {
            for line in findings.json_lines().lines() {
                if let Some(members) = line.strip_prefix('{') {
                    self.line(&format!("{{\"reason\":\"diagnostic\",{members}"));
                }
            }
        } else {
            self.complain(&findings.render(self.color));
        }
    }

    /// Why nothing can be done.
    pub(crate) fn error(&mut self, error: &Error) {
        match error {
            Error::Findings(findings) => self.findings(findings),
            Error::File(error) => self.file_error(error),
            Error::Gaps(report) => {
                let gaps = count(report.gaps.len(), "gap");
                let message = format!("{gaps} in {}, and gaps are denied", report.document);
                self.problem(None, &message, None);
            }
        }
    }

    /// Trouble with a file.
    pub(crate) fn file_error(&mut self, error: &FileError) {
        self.problem(Some(error.code), &error.message, error.help.as_deref());
    }

    /// An error that has no place in a document.
    pub(crate) fn problem(&mut self, code: Option<Code>, message: &str, help: Option<&str>) {
        if self.json {
            self.object(&serde_json::json!({
                "reason": "error",
                "code": code.map(|code| code.0),
                "message": message,
                "help": help,
            }));
            return;
        }
        let bold = |text: String, style: &str| match self.color {
            Color::Always => format!("\u{1b}[{style}m{text}\u{1b}[0m"),
            Color::Never => text,
        };
        let head = match code {
            Some(code) => format!("error[{}]", code.0),
            None => "error".to_owned(),
        };
        let mut text = format!("{}: {message}\n", bold(head, "1;31"));
        if let Some(help) = help {
            text.push_str(&format!("  = {}: {help}\n", bold("help".to_owned(), "1")));
        }
        self.complain(&text);
    }

    /// A last remark for people.
    pub(crate) fn remark(&mut self, text: &str) {
        if !self.json {
            self.complain(&format!("{text}\n"));
        }
    }
}

/// The entry of a code, with the nearest one where there is none.
pub(crate) fn entry(code: &str) -> Result<&'static codes::Entry, Option<&'static str>> {
    codes::explain(code).ok_or_else(|| {
        let known: Vec<&'static str> = codes::all().map(|entry| entry.code.0).collect();
        specwright_build::nearest(code, known)
    })
}
