//! Documents of others: all of them generate, their gaps are counted, what is
//! generated from them compiles without a warning, and its routers start.
//!
//! They lie beside the checkout, in `../shared/corpus`, and are read from
//! there; where that folder is missing, the tests say that they skip, or make
//! do with the documents of this project.
//!
//! `known.tsv` lists the documents that should generate and do not, with the
//! reason; `gaps.tsv` counts what is not done, and `any.tsv` the places whose
//! type is any JSON: because the document says so (`said`), or because no type
//! expresses the schema (`checked`). None may grow, and all must be true: with
//! `CORPUS_UPDATE` in the environment, the counts are written anew.
#![allow(clippy::print_stdout)]

mod any;
mod code;
mod compile;
mod documents;
mod generate;
mod service;
mod workspace;
