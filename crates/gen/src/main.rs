//! The command line of Specwright; `cargo run -p gen -- --help` tells how to
//! use it. Everything but flags and printing is `specwright_build`.

mod cli;
mod diff;
mod show;
mod terminal;
mod write;

use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, Parser as _};

use cli::{Cli, Command, Mode};
use terminal::Terminal;

/// How a command ended; what the exit code says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Done, or up to date: 0.
    Done,
    /// Errors, drift, denied gaps: 1.
    Failed,
    /// The command line is not understood: 2.
    Usage,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut terminal = Terminal::new(cli.output);
    let outcome = match &cli.command {
        None => write::all(cli.config.as_deref(), cli.mode, &mut terminal),
        Some(command) => {
            refuse_flags_before(&cli);
            match command {
                Command::Crate(args) => write::one(args, &mut terminal),
                Command::List(args) => show::list(args, &mut terminal),
                Command::Explain { code } => show::explain(code.as_deref(), &mut terminal),
                Command::Ir(args) => show::ir(args, &mut terminal),
            }
        }
    };
    match outcome {
        Outcome::Done if terminal.is_broken() => ExitCode::from(1),
        Outcome::Done => ExitCode::SUCCESS,
        Outcome::Failed => ExitCode::from(1),
        Outcome::Usage => ExitCode::from(2),
    }
}

/// Flags of the whole project have no meaning before a command.
fn refuse_flags_before(cli: &Cli) {
    let Mode { check, deny_gaps } = cli.mode;
    let flags = [
        (cli.config.is_some(), "--config"),
        (check, "--check"),
        (deny_gaps, "--deny-gaps"),
    ];
    if let Some((_, flag)) = flags.iter().find(|(given, _)| *given) {
        Cli::command()
            .error(
                ErrorKind::ArgumentConflict,
                format!("`{flag}` belongs to `gen` without a command, or behind the command"),
            )
            .exit();
    }
}
