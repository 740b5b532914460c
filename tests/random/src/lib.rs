//! The models of a document of random schemas, compiled once.
#![deny(warnings, missing_docs, unsafe_code)]

specwright::include_api!(random);
