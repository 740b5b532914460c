//! The facade of Specwright: from an OpenAPI document to Rust code, from a
//! build script, from the command line, or from a program of your own.
//!
//! In a build script, two lines do; see [`compile`] and [`configure`]:
//!
//! ```no_run
//! // build.rs
//! specwright_build::compile("specs/aci-linked-accounts.yaml");
//! ```
//!
//! ```ignore
//! // src/main.rs
//! specwright::include_api!(aci_linked_accounts);
//! ```
//!
//! Everywhere else [`generate`] makes the files of one document in memory,
//! [`config::Config`] and [`generate_all`] those of a `specwright.toml`, and a
//! [`Plan`] shows or makes the changes on disk. Nothing here prints, except
//! the build-script functions, which speak to Cargo.

#![warn(missing_docs)]

pub mod config;
mod disk;
mod findings;
mod generate;
mod given;
mod lock;
mod manifest;
mod names;
mod options;
mod paths;
mod plan;
mod project;
mod report;
mod script;
mod suggest;
mod write;

pub use findings::{Error, FileError, Findings};
pub use generate::{File, Generated, Source, Target, analyse, generate};
pub use given::Given;
pub use manifest::Runtime;
pub use names::{CrateName, InvalidName};
pub use options::{
    Choice, Dependency, Dialect, DuplicatePolicy, Form, FormatType, FormatTypes, Formats,
    OPTION_KEYS, Options, Side, Sides, Transport, UnknownWord, Untyped,
};
pub use paths::display as display_path;
pub use plan::{Applied, Change, Plan};
pub use project::{Outcome, Run, generate_all, local_runtime};
pub use report::{GapReport, Lines, Report, count};
pub use script::{Builder, compile, configure, try_compile};
pub use suggest::nearest;

/// The intermediate representation, for tools that read [`analyse`]'s result.
pub use specwright_ir as ir;
/// The codes of diagnostics and what `gen explain` says about them.
pub use specwright_source::codes;
pub use specwright_source::{Code, Color, Diagnostic, Severity, Sources};
