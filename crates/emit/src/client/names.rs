//! Names that only the client has, and whose they are where two want the same.

use std::collections::BTreeSet;

use proc_macro2::Ident;
use specwright_ir::{Api, Group, Operation, OperationIndex, SchemeIndex};

use crate::tokens::ident;

/// Methods that every client has.
const CLIENT: &[&str] = &[
    "new",
    "with_transport",
    "with_header",
    "with_timeout",
    "with_answer_limit",
    "with_transport_credentials",
];

/// Methods that every call has.
const CALL: &[&str] = &[
    "with_header",
    "with_timeout",
    "build_request",
    "send",
    "send_raw",
    "parse_response",
];

/// The methods of the client. Operations have the first choice, so that their
/// methods are called as on the server; then security schemes, then tags.
pub(super) struct Names {
    operations: Vec<String>,
    schemes: Vec<String>,
    accessors: Vec<String>,
}

impl Names {
    pub(super) fn of(api: &Api) -> Self {
        let mut taken: BTreeSet<String> = CLIENT.iter().map(|name| (*name).to_owned()).collect();
        // Operations of different tags may share a name on the server; the
        // first one in the document keeps it here.
        let operations = api.operations.iter().map(|operation| {
            let plain = operation.ident.as_str();
            let group = api.groups.get(operation.group.0 as usize);
            let other = match group {
                Some(group) if !CLIENT.contains(&plain) => format!("{}_{plain}", group.module),
                _ => format!("call_{plain}"),
            };
            free(&mut taken, plain, &other)
        });
        let operations = operations.collect();
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
                &format!("{}_group", group.module),
            )
        });
        let accessors = accessors.collect();
        Self {
            operations,
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

    /// The method of an operation on its tag's type: its own name, unless
    /// every client has a method of that name.
    pub(super) fn in_group<'a>(
        &'a self,
        index: OperationIndex,
        operation: &'a Operation,
    ) -> &'a str {
        let plain = operation.ident.as_str();
        if CLIENT.contains(&plain) {
            self.operation(index)
        } else {
            plain
        }
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
        ident(&format!("{}Client", group.ident))
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
