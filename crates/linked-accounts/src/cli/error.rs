//! Why a command did not do what it was asked for.

use std::{error::Error as StdError, io};

use crate::config::{Color, ConfigErrors, errors::reason};

/// Why a command failed.
#[derive(Debug)]
pub(super) enum Error {
    /// The configuration is not understood: 2.
    Config(ConfigErrors),
    /// The command line is not understood: 2.
    Usage(Message),
    /// It failed: 1.
    Failed(Message),
}

/// One sentence, and what to do about it.
#[derive(Debug)]
pub(super) struct Message {
    text: String,
    help: Option<String>,
}

impl Error {
    pub(super) fn failed(text: impl Into<String>) -> Self {
        Self::Failed(Message {
            text: text.into(),
            help: None,
        })
    }

    pub(super) fn usage(text: impl Into<String>) -> Self {
        Self::Usage(Message {
            text: text.into(),
            help: None,
        })
    }

    /// Doing `what` failed.
    pub(super) fn io(what: &str, error: &io::Error) -> Self {
        Self::failed(format!("{what}: {}", reason(error)))
    }

    /// Doing `what` failed, for all the reasons that `error` knows.
    pub(super) fn because(what: &str, error: &dyn StdError) -> Self {
        Self::failed(format!("{what}: {}", chain(error)))
    }

    pub(super) fn help(mut self, text: impl Into<String>) -> Self {
        match &mut self {
            Self::Usage(message) | Self::Failed(message) => message.help = Some(text.into()),
            Self::Config(_) => {}
        }
        self
    }

    pub(super) fn exit(&self) -> u8 {
        match self {
            Self::Failed(_) => 1,
            Self::Config(_) | Self::Usage(_) => 2,
        }
    }

    /// As people read it, with a line end.
    pub(super) fn render(&self, color: Color) -> String {
        let (start, end) = match color {
            Color::Always => ("\u{1b}[1m\u{1b}[91merror\u{1b}[0m\u{1b}[1m", "\u{1b}[0m"),
            Color::Never => ("error", ""),
        };
        match self {
            Self::Config(errors) => {
                let count = match errors.count() {
                    1 => "1 error".to_owned(),
                    many => format!("{many} errors"),
                };
                let all = errors.render(color);
                format!("{all}{start}: the configuration has {count}{end}\n")
            }
            Self::Usage(message) | Self::Failed(message) => {
                let mut text = format!("{start}: {}{end}\n", message.text);
                if let Some(help) = &message.help {
                    text.push_str(&format!("  = help: {help}\n"));
                }
                text
            }
        }
    }
}

impl From<ConfigErrors> for Error {
    fn from(errors: ConfigErrors) -> Self {
        Self::Config(errors)
    }
}

/// An error with its causes, as far as they say something new.
fn chain(error: &dyn StdError) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let said = cause.to_string();
        if !text.contains(&said) {
            text.push_str(": ");
            text.push_str(&said);
        }
        next = cause.source();
    }
    text
}
