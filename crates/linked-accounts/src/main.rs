//! The service `linked-accounts` on the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    linked_accounts::cli::run()
}
