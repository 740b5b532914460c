//! Commands and flags.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::config::{LogFormat, Overrides};

/// Links accounts of users at OAuth2 providers.
///
/// `linked-accounts demo` shows everything on this machine, without any
/// configuration.
#[derive(Debug, Parser)]
#[command(
    name = "linked-accounts",
    version,
    after_help = EXIT_CODES,
    propagate_version = true,
    arg_required_else_help = true,
    max_term_width = 100
)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes: 0 done, 1 failed, 2 the command line or the configuration is not understood.
RUST_LOG says what is logged to standard error, for example RUST_LOG=debug.";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Start the service and a small provider on this machine, ready to link an account
    ///
    /// Needs no configuration. Prints a curl line for the operation and the URL to open in a
    /// browser, and says when the account is linked. Runs until Ctrl-C or SIGTERM.
    Demo(Demo),
    /// Run the service
    ///
    /// Runs until Ctrl-C or SIGTERM; requests under way are answered first, and links whose codes
    /// may be spent are finished. That may take the provider's time limit and 12 seconds; a second
    /// Ctrl-C or SIGTERM ends at once. Encryption keys come from the variable LINKED_ACCOUNTS_KEYS
    /// if it is set, else from the key file.
    Serve(Serve),
    /// Create, list and revoke API keys
    Keys(Keys),
    /// Work on the tokens in the database
    Tokens(Tokens),
    /// Ask a running service for the URL that links an account, with the generated client
    ///
    /// The API key comes from the variable LINKED_ACCOUNTS_API_KEY or from a file, since other
    /// users of a machine can read the arguments of a program.
    Link(Link),
}

#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct Demo {
    /// Print one JSON object, for scripts
    #[arg(long)]
    pub(super) json: bool,
    /// Where the service listens: a loopback address; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    pub(super) listen: SocketAddr,
    /// The folder for database and key file, which then stays; without it a temporary one
    #[arg(long, value_name = "FOLDER")]
    pub(super) data_dir: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct Serve {
    #[command(flatten)]
    pub(super) place: Place,
    /// Where the service listens; wins over LINKED_ACCOUNTS_LISTEN
    #[arg(long, value_name = "ADDRESS")]
    pub(super) listen: Option<SocketAddr>,
    /// How browsers reach the service; wins over LINKED_ACCOUNTS_PUBLIC_URL
    #[arg(long, value_name = "URL")]
    pub(super) public_url: Option<String>,
    /// How log lines look; wins over LINKED_ACCOUNTS_LOG
    #[arg(long, value_name = "FORMAT")]
    pub(super) log: Option<Log>,
}

/// Which service a command is about.
#[derive(Debug, Args)]
pub(super) struct Place {
    /// The configuration
    #[arg(
        long,
        value_name = "FILE",
        env = "LINKED_ACCOUNTS_CONFIG",
        hide_env_values = true,
        default_value = "linked-accounts.toml"
    )]
    pub(super) config: PathBuf,
    /// The SQLite database; wins over LINKED_ACCOUNTS_DATABASE
    #[arg(long, value_name = "FILE")]
    pub(super) database: Option<PathBuf>,
    /// The file with the encryption keys; wins over LINKED_ACCOUNTS_KEY_FILE. Not used where
    /// LINKED_ACCOUNTS_KEYS holds the keys themselves
    #[arg(long, value_name = "FILE")]
    pub(super) key_file: Option<PathBuf>,
}

impl Place {
    pub(super) fn overrides(&self) -> Overrides {
        Overrides {
            database: self.database.clone(),
            key_file: self.key_file.clone(),
            ..Overrides::default()
        }
    }
}

impl Serve {
    pub(super) fn overrides(&self) -> Overrides {
        Overrides {
            listen: self.listen,
            public_url: self.public_url.clone(),
            log: self.log.map(|log| match log {
                Log::Text => LogFormat::Text,
                Log::Json => LogFormat::Json,
            }),
            ..self.place.overrides()
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Log {
    /// For people
    Text,
    /// For programs: one object a line
    Json,
}

#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct Keys {
    #[command(subcommand)]
    pub(super) command: KeysCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum KeysCommand {
    /// Create an API key for a project and print it; it is shown this once
    #[command(after_help = EXIT_CODES)]
    Create {
        #[command(flatten)]
        place: Place,
        /// The project that the key stands for
        #[arg(long, value_name = "NAME")]
        project: String,
        /// What the key is for, to tell it from others
        #[arg(long, value_name = "TEXT")]
        label: Option<String>,
        /// Print one JSON object, for scripts
        #[arg(long)]
        json: bool,
    },
    /// List API keys; their secrets are not known any more
    #[command(after_help = EXIT_CODES)]
    List {
        #[command(flatten)]
        place: Place,
        /// Only the keys of this project
        #[arg(long, value_name = "NAME")]
        project: Option<String>,
        /// Print a JSON list, for scripts
        #[arg(long)]
        json: bool,
    },
    /// Revoke an API key; a running service notices within 5 seconds
    #[command(after_help = EXIT_CODES)]
    Revoke {
        #[command(flatten)]
        place: Place,
        /// The key's id, as `keys list` shows it, or the whole key
        id: String,
    },
}

#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct Tokens {
    #[command(subcommand)]
    pub(super) command: TokensCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum TokensCommand {
    /// Print a new encryption key, as a line of the key file or for LINKED_ACCOUNTS_KEYS
    ///
    /// The key file has a key a line, LINKED_ACCOUNTS_KEYS has them with commas between. The first
    /// one encrypts; the others only decrypt what they once encrypted.
    #[command(after_help = EXIT_CODES)]
    NewKey,
    /// Encrypt again with the current key whatever an older key encrypted
    ///
    /// To change keys, put a new one (`tokens new-key`) first in the key file or in
    /// LINKED_ACCOUNTS_KEYS, restart the service, run this, and then remove the older keys.
    #[command(after_help = EXIT_CODES)]
    Reseal {
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct Link {
    /// The app to link, for example GITHUB
    #[arg(long, value_name = "NAME")]
    pub(super) app: String,
    /// Whose account it will be, in the caller's own words
    #[arg(long, value_name = "ID")]
    pub(super) owner: String,
    /// Where the browser goes afterwards; the project must allow it
    #[arg(long, value_name = "URL")]
    pub(super) redirect: Option<String>,
    /// The service
    #[arg(
        long,
        value_name = "URL",
        env = "LINKED_ACCOUNTS_SERVER",
        hide_env_values = true,
        default_value = "http://127.0.0.1:8080"
    )]
    pub(super) server: String,
    /// A file with the API key that only its owner can read; wins over LINKED_ACCOUNTS_API_KEY
    #[arg(long, value_name = "FILE")]
    pub(super) api_key_file: Option<PathBuf>,
    /// Print one JSON object, for scripts
    #[arg(long)]
    pub(super) json: bool,
}
