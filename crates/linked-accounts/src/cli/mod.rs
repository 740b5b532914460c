//! The command line: the only place that writes to the terminal.

mod args;
mod demo;
mod error;
mod keys;
mod link;
mod logging;
mod open;
mod serve;
mod stop;
mod terminal;

use std::process::ExitCode;

use clap::Parser as _;

use args::{Cli, Command};
use error::Error;

/// Runs the command that the program's arguments name.
///
/// The exit code is 0 when it is done, 1 when it failed, 2 when the command
/// line or the configuration is not understood.
#[must_use]
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        // Help and the version are no errors.
        Err(error) => {
            let code = if error.use_stderr() { 2 } else { 0 };
            let failed = error.print().is_err();
            return ExitCode::from(if failed { 1 } else { code });
        }
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let result = match runtime {
        Ok(runtime) => runtime.block_on(command(cli.command)),
        Err(error) => Err(Error::io("cannot start", &error)),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            terminal::complain(&error.render(terminal::color()));
            ExitCode::from(error.exit())
        }
    }
}

async fn command(command: Command) -> Result<(), Error> {
    match command {
        Command::Demo(args) => demo::demo(&args).await,
        Command::Serve(args) => serve::serve(&args).await,
        Command::Keys(args) => keys::keys(&args).await,
        Command::Tokens(args) => keys::tokens(&args).await,
        Command::Link(args) => link::link(&args).await,
    }
}
