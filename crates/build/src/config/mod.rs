//! `specwright.toml`: which documents become which crates, with which options.
//!
//! ```toml
//! # The folder of the generated crates, relative to this file. It belongs to
//! # this file: what was generated there for documents that are no longer
//! # listed is removed.
//! output = "generated"               # this is the default
//!
//! # A folder with the runtime crates (`runtime`, `axum`, `reqwest`), for the
//! # manifests of the generated crates. Without it they name the published ones.
//! runtime_path = "crates"
//!
//! # Options for every document that does not set them itself.
//! [defaults]
//! formats = "assert"                 # or "annotation": formats assert nothing
//! untyped = "meant"                  # or "letter": { minLength: 1 } is any value
//!
//! [[document]]
//! path = "specs/aci-linked-accounts.yaml"  # relative to this file
//! crate = "aci-linked-accounts"      # default: made from the file name
//! sides = ["server", "client"]       # beside the models; default: both
//! transport = "reqwest"              # or "none": no `Client::new`, no reqwest
//! dialect = "auto"                   # or "fastapi", "problem": how answers
//!                                    # are worded that no handler writes
//! duplicate_parameters = "last"      # or "refuse" (the default), "first":
//!                                    # a scalar parameter given twice
//!
//! # Which Rust types formats have. `date-time` and `date`: "chrono" (the
//! # default), "time" or "jiff"; `duration`: "jiff"; `decimal`, of strings and of
//! # numbers: "rust_decimal". Every format can be a "string", which is checked, or
//! # a type of yours, as in "::url::Url", from a crate of the `dependencies`.
//! [document.format_types]
//! date-time = "jiff"
//!
//! # Where the files of absolute URIs are, relative to this file; nothing is
//! # fetched from the network.
//! [document.references]
//! "https://example.com/schemas/" = "schemas"
//!
//! # Names of your own, by JSON Pointers into the document: of types, fields,
//! # parameters and operations, and of the values of an `enum`. A document can
//! # also say them itself: `x-rust-name`, and `x-rust-names` at an `enum`.
//! [document.names]
//! "#/components/schemas/pet" = "Animal"
//! "#/components/schemas/pet/properties/petKind" = "kind"
//! "#/components/schemas/size" = { "10" = "Small", "20" = "Large" }
//! "#/paths/~1pets/get" = "all_pets"
//!
//! # Types of your own in place of generated ones (`x-rust-type`). `via` says
//! # how they are read and written: "display" (the default for strings),
//! # "serde" or "codec"; `derives` what they have of `eq`, `hash`, `copy` and
//! # `default`.
//! [document.types]
//! "#/components/schemas/Money" = "::shop_types::Money"
//! "#/components/schemas/Point" = { type = "::shop_types::Point", via = "serde", derives = ["eq"] }
//!
//! # The crates that these are from, as in a manifest of Cargo; paths are
//! # relative to this file.
//! [document.dependencies]
//! shop_types = { path = "shop-types", features = ["visit"] }
//!
//! # Further derives on generated types (`x-rust-derive`).
//! [document.derives]
//! "#/components/schemas/pet" = ["::shop_types::Visit"]
//! ```
//!
//! `names_lock = "names.lock"` in a `[[document]]` names a file, relative to
//! this one, that keeps the names which were given: `gen` writes it, and a name
//! in it stays, even where a newer schema would have the better claim to it.

mod read;

use std::path::{Path, PathBuf};

use specwright_source::{Span, codes};

use crate::findings::{Error, FileError, Findings};
use crate::{CrateName, Options};

/// The name of the configuration file.
pub const FILE_NAME: &str = "specwright.toml";

/// What `specwright.toml` says.
#[derive(Debug, Clone)]
pub struct Config {
    /// The folder of the file, which its paths are relative to.
    pub folder: PathBuf,
    /// The folder of the generated crates, relative, without `..`.
    pub output: PathBuf,
    /// The folder of the runtime crates, as written, and where.
    pub runtime_path: Option<(String, Span)>,
    /// The documents, in the order of the file.
    pub documents: Vec<Document>,
    /// The text, for positions; and warnings.
    pub findings: Findings,
}

/// A document that becomes a crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its path, as written.
    pub path: String,
    /// Where that is written.
    pub span: Span,
    /// The crate.
    pub name: CrateName,
    /// Where its name is written: `crate`, or else `path`.
    pub name_span: Span,
    /// The options.
    pub options: Options,
    /// The file that keeps its names, relative to the folder of the
    /// configuration, without `..`.
    pub names_lock: Option<PathBuf>,
}

impl Config {
    /// The configuration file of `folder`, or of the nearest folder above it.
    ///
    /// # Errors
    /// [`FileError`] when there is none.
    pub fn find(folder: &Path) -> Result<PathBuf, FileError> {
        let mut folders = folder.ancestors().map(|folder| folder.join(FILE_NAME));
        folders.find(|file| file.is_file()).ok_or_else(|| {
            let message = format!(
                "there is no `{FILE_NAME}` in `{}` or above",
                folder.display()
            );
            FileError::new(codes::config::NO_CONFIG, folder, message).help(
                "write one, name one with `--config FILE`, or generate a single document with \
                 `gen crate DOCUMENT -o FOLDER`",
            )
        })
    }

    /// Reads the configuration file at `path`.
    ///
    /// # Errors
    /// [`Error`] when it cannot be read or holds errors; all of them.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let bytes = std::fs::read(path).map_err(|error| FileError::read(path, &error))?;
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let name = crate::paths::display(path);
        Self::parse(folder, &name, &bytes).map_err(|findings| Error::Findings(Box::new(findings)))
    }

    /// Reads a configuration from `bytes`, the content of a file in `folder`
    /// that diagnostics call `name`.
    ///
    /// # Errors
    /// [`Findings`] with at least one error.
    pub fn parse(folder: PathBuf, name: &str, bytes: &[u8]) -> Result<Self, Findings> {
        read::read(folder, name, bytes)
    }
}
