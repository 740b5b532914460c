//! Names that only the client has, and whose they are where two want the same.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Ident;
use specwright_ir::{Api, Group, Operation, OperationIndex, SchemeIndex};

use crate::tokens::ident;

/// Methods that every client has, its own and those of traits in the prelude:
/// `client.clone()` is a clone, and the compiler finds `into` by value before
/// a method of that name that borrows.
const CLIENT: &[&str] = &[
    "new",
    "with_transport",
    "with_header",
    "with_timeout",
    "with_answer_limit",
    "with_transport_credentials",
    "clone",
    "into",
    "try_into",
];

/// Methods that every call has. (Setters take the call by value, and so come
/// before any trait's method but `clone`, which they would hide.)
const CALL: &[&str] = &[
    "with_header",
    "with_timeout",
    "build_request",
    "send",
    "send_raw",
    "parse_response",
    "clone",
];

/// The methods of the client. Operations have the first choice, so that their
/// methods are called as on the server; then security schemes, then tags.
pub(super) struct Names {
    operations: Vec<String>,
    grouped: Vec<String>,
    schemes: Vec<String>,
    accessors: Vec<String>,
}

impl Names {
    pub(super) fn of(api: &Api) -> Self {
        let reserved = || CLIENT.iter().map(|name| (*name).to_owned()).collect();
        let mut taken: BTreeSet<String> = reserved();
        let operations = api.operations.iter().map(|operation| {
            let plain = operation.flat.as_str();
            free(&mut taken, plain, &format!("call_{plain}"))
        });
        let operations = operations.collect();
        let mut of_tags: BTreeMap<u32, BTreeSet<String>> = BTreeMap::new();
        let grouped = api.operations.iter().map(|operation| {
            let taken = of_tags.entry(operation.group.0).or_insert_with(reserved);
            let plain = operation.ident.as_str();
            free(taken, plain, &format!("call_{plain}"))
        });
        let grouped = grouped.collect();
        let schemes = api.security_schemes.iter().map(|scheme| {
            free(
                &mut taken,
                scheme.ident.as_str(),
                &format!("with_{}", scheme.ident),
            )
        });
        let schemes = schemes.collect();
        let accessors = api.groups.iter().map(|group| {
            free(
                &mut taken,
                group.module.as_str(),
                &group.module.joined("_group"),
            )
        });
        let accessors = accessors.collect();
        Self {
            operations,
            grouped,
            schemes,
            accessors,
        }
    }

    /// The method of an operation.
    pub(super) fn operation(&self, index: OperationIndex) -> &str {
        self.operations
            .get(index.0 as usize)
            .map_or("operation", String::as_str)
    }

    /// The method of an operation on its tag's type.
    pub(super) fn in_group(&self, index: OperationIndex) -> &str {
        self.grouped
            .get(index.0 as usize)
            .map_or("operation", String::as_str)
    }

    /// The setter of a scheme's credential.
    pub(super) fn scheme(&self, index: SchemeIndex) -> &str {
        self.schemes
            .get(index.0 as usize)
            .map_or("credential", String::as_str)
    }

    /// The method that gives a tag's operations.
    pub(super) fn accessor(&self, index: u32) -> &str {
        self.accessors
            .get(index as usize)
            .map_or("group", String::as_str)
    }

    /// The type that holds a tag's operations.
    pub(super) fn group(&self, group: &Group) -> Ident {
        ident(&group.ident.joined("Client"))
    }
}

/// The setter of each parameter and of an optional body, last. None is called
/// like a method that every call has.
pub(super) fn setters(operation: &Operation) -> Vec<String> {
    let mut taken: BTreeSet<String> = CALL.iter().map(|name| (*name).to_owned()).collect();
    let params = operation.params.iter().map(|param| param.ident.as_str());
    let body = operation.body.iter().map(|body| body.ident.as_str());
    params
        .chain(body)
        .map(|name| free(&mut taken, name, &format!("{name}_param")))
        .collect()
}

/// `plain`, else `other`, else that with as many `_` as it takes.
fn free(taken: &mut BTreeSet<String>, plain: &str, other: &str) -> String {
    let mut name = plain.to_owned();
    if taken.contains(&name) {
        other.clone_into(&mut name);
    }
    while taken.contains(&name) {
        name.push('_');
    }
    taken.insert(name.clone());
    name
}
