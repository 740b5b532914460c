//! The command line: flags, subcommands, help.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use specwright_build::{
    Choice, Dialect, DuplicatePolicy, Formats, Options, Side, Transport, UnknownWord, Untyped,
};

const AFTER_HELP: &str = "\
Examples:
  gen                                      regenerate every crate of specwright.toml
  gen --check                              show what would change, and change nothing
  gen crate api.yaml -o api                write the crate `api` for one document
  gen list api.yaml                        list the operations and their Rust names
  gen explain SW0501                       say more about a diagnostic

Exit codes:
  0  everything is done, or up to date
  1  a document or the configuration has errors, a file cannot be read or
     written, `--check` found a difference, or `--deny-gaps` found a gap
  2  the command line is not understood

Diagnostics go to standard error, everything else to standard output; with
`--message-format json` all of it goes to standard output, one object a line.";

/// Generates Rust from OpenAPI documents: models, an axum server, a client.
///
/// Without a command, every document of `specwright.toml` is generated; the
/// file is looked for in this folder and in those above it.
#[derive(Debug, Parser)]
#[command(name = "gen", version, max_term_width = 100, after_help = AFTER_HELP, subcommand_help_heading = "Commands")]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,

    /// The configuration, instead of looking for `specwright.toml`
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) mode: Mode,

    #[command(flatten)]
    pub(crate) output: Output,
}

/// How generated files are treated.
#[derive(Debug, Clone, Copy, Default, Args)]
pub(crate) struct Mode {
    /// Write nothing; show what would change, and exit with 1 if anything would
    #[arg(long)]
    pub(crate) check: bool,

    /// Exit with 1, and write nothing, if a document asks for something that
    /// the output does not do
    #[arg(long)]
    pub(crate) deny_gaps: bool,
}

/// How results are shown.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Output {
    /// How results are written
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "FORMAT",
        default_value_t
    )]
    pub(crate) message_format: MessageFormat,

    /// When to use colours
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "WHEN",
        default_value_t,
        display_order = 901
    )]
    pub(crate) color: ColorChoice,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum MessageFormat {
    /// Text for people
    #[default]
    Human,
    /// One JSON object a line, on standard output
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write a complete crate for one document
    Crate(CrateArgs),
    /// List the operations of a document with their Rust names
    List(DocumentArgs),
    /// Explain a diagnostic's code, or list all codes
    Explain {
        /// The code, for example SW0501; all codes are listed without it
        code: Option<String>,
    },
    /// Print what a document means to the generator, for finding out why
    Ir(DocumentArgs),
}

#[derive(Debug, Args)]
pub(crate) struct CrateArgs {
    #[command(flatten)]
    pub(crate) document: DocumentArgs,

    /// The crate's folder; made if it is missing
    #[arg(short, long, value_name = "FOLDER", display_order = 0)]
    pub(crate) output: PathBuf,

    /// The crate's name [default: made from the document's file name]
    #[arg(long, display_order = 0)]
    pub(crate) name: Option<String>,

    /// A folder with the runtime crates `runtime`, `axum` and `reqwest`, for a
    /// manifest that does not need the published ones
    #[arg(long, value_name = "FOLDER")]
    pub(crate) runtime_path: Option<PathBuf>,

    /// A side to write beside the models; may be repeated [default: both]
    #[arg(long = "side", value_name = "SIDE", value_delimiter = ',', value_parser = words::<Side>())]
    pub(crate) sides: Vec<String>,

    /// What the client's `new` sends with [default: reqwest]
    #[arg(long, value_parser = words::<Transport>())]
    transport: Option<String>,

    #[command(flatten)]
    pub(crate) mode: Mode,
}

#[derive(Debug, Args)]
pub(crate) struct DocumentArgs {
    /// The OpenAPI document, YAML or JSON; `-` reads standard input
    pub(crate) document: PathBuf,

    /// How answers are worded that no handler writes [default: auto]
    #[arg(long, value_parser = words::<Option<Dialect>>())]
    dialect: Option<String>,

    /// What a scalar parameter given twice means [default: refuse]
    #[arg(long, value_name = "POLICY", value_parser = words::<DuplicatePolicy>())]
    duplicate_parameters: Option<String>,

    /// Whether `format` is asserted [default: assert]
    #[arg(long, value_parser = words::<Formats>())]
    formats: Option<String>,

    /// What a schema without `type` means whose keywords are for one kind of
    /// value: that kind, or by the letter of JSON Schema any value [default: meant]
    #[arg(long, value_parser = words::<Untyped>())]
    untyped: Option<String>,
}

impl DocumentArgs {
    /// The options that the flags set, by the names `specwright.toml` has.
    pub(crate) fn options(&self) -> Result<Options, UnknownWord> {
        let mut options = Options::default();
        set(&mut options, "dialect", self.dialect.as_slice())?;
        set(
            &mut options,
            "duplicate_parameters",
            self.duplicate_parameters.as_slice(),
        )?;
        set(&mut options, "formats", self.formats.as_slice())?;
        set(&mut options, "untyped", self.untyped.as_slice())?;
        Ok(options)
    }
}

impl CrateArgs {
    /// The options that the flags set, by the names `specwright.toml` has.
    pub(crate) fn options(&self) -> Result<Options, UnknownWord> {
        let mut options = self.document.options()?;
        set(&mut options, "sides", &self.sides)?;
        set(&mut options, "transport", self.transport.as_slice())?;
        Ok(options)
    }
}

/// Sets an option from the words of its flag, if it was given.
fn set(options: &mut Options, key: &str, words: &[String]) -> Result<(), UnknownWord> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if words.is_empty() {
        Ok(())
    } else {
        options.set(key, &words)
    }
}

/// The words of a choice, with suggestions for slips.
fn words<C: Choice>() -> PossibleValuesParser {
    PossibleValuesParser::new(C::WORDS.iter().map(|(word, _)| *word))
}

#[cfg(test)]
mod tests {
    use super::Cli;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
