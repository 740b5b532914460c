//! What can only be said of a document as a whole: names that must be unique,
//! and the parameters of paths.

use std::collections::BTreeMap;

use specwright_source::codes::spec as codes;
use specwright_source::{Diagnostic, Span};

use crate::model::{Document, Item, Operation, Parameter, ParameterPlace, PathItem, Spanned};
use crate::suggest::Suggest;

/// Checks `document`. Parameters can be compared with paths only if all of
/// them could be read, that is, if it is `complete`.
pub(crate) fn document(
    document: &Document,
    complete: bool,
    suggest: &Suggest,
    diagnostics: &mut Vec<Diagnostic>,
) {
    tags(document, suggest, diagnostics);
    operation_ids(document, diagnostics);
    for (_, item) in document.paths.iter().chain(&document.webhooks) {
        parameter_lists(&item.value, diagnostics);
    }
    if complete {
        for (path, item) in &document.paths {
            path_parameters(path, &item.value, suggest, diagnostics);
        }
    }
}

/// Tags have different names, and parents that exist.
fn tags(document: &Document, suggest: &Suggest, diagnostics: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<&str, Span> = BTreeMap::new();
    for tag in &document.tags {
        let name = tag.name.value.as_str();
        match first.get(name) {
            Some(span) => diagnostics.push(
                Diagnostic::warning(
                    codes::DUPLICATE,
                    tag.name.span,
                    format!("the tag `{name}` is described twice"),
                )
                .also(*span, "the first time"),
            ),
            None => {
                first.insert(name, tag.name.span);
            }
        }
    }
    for parent in document.tags.iter().filter_map(|tag| tag.parent.as_ref()) {
        if !first.contains_key(parent.value.as_str()) {
            let message = format!("there is no tag `{}`", parent.value);
            let warning = Diagnostic::warning(codes::BAD_VALUE, parent.span, message);
            diagnostics.push(
                match suggest.nearest(&parent.value, first.keys().copied()) {
                    Some(near) => warning.help(format!("did you mean `{near}`?")),
                    None => warning,
                },
            );
        }
    }
}

/// Operation ids are unique among paths and webhooks.
fn operation_ids(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<&str, Span> = BTreeMap::new();
    let items = document.paths.iter().chain(&document.webhooks);
    let operations = items.flat_map(|(_, item)| &item.value.operations);
    for id in operations.filter_map(|(_, operation)| operation.operation_id.as_ref()) {
        let known = *first.entry(id.value.as_str()).or_insert(id.span);
        // A path item reached twice has its operations twice.
        if known != id.span {
            diagnostics.push(
                Diagnostic::warning(
                    codes::DUPLICATE_OPERATION_ID,
                    id.span,
                    format!("the operationId `{}` is there twice", id.value),
                )
                .also(known, "the first one"),
            );
        }
    }
}

/// In each list of parameters, no parameter is there twice, and the whole
/// query is not described beside single parameters of it.
fn parameter_lists(path_item: &PathItem, diagnostics: &mut Vec<Diagnostic>) {
    twice(&path_item.parameters, diagnostics);
    for (_, operation) in &path_item.operations {
        twice(&operation.parameters, diagnostics);
        whole_query(path_item, operation, diagnostics);
    }
}

fn twice(parameters: &[Item<Parameter>], diagnostics: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<(&str, &str), Span> = BTreeMap::new();
    for item in parameters {
        let name = item.value.name.value.as_str();
        let place = place_name(item.value.place);
        let known = first.get(&(place, name)).copied();
        let Some(known) = known else {
            first.insert((place, name), written(item));
            continue;
        };
        diagnostics.push(
            Diagnostic::warning(
                codes::DUPLICATE,
                written(item),
                format!("the {place} parameter `{name}` is there twice; the first one counts"),
            )
            .also(known, "the first one"),
        );
    }
}

fn whole_query(path_item: &PathItem, operation: &Operation, diagnostics: &mut Vec<Diagnostic>) {
    let all = || path_item.parameters.iter().chain(&operation.parameters);
    let mut whole = all().filter(|item| item.value.place == ParameterPlace::QueryString);
    let Some(first) = whole.next() else {
        return;
    };
    let error = |at: &Item<Parameter>, message: &str| {
        Diagnostic::error(codes::QUERYSTRING, written(at), message)
            .also(written(first), "this parameter is the whole query")
    };
    diagnostics.extend(whole.map(|item| error(item, "the whole query is described twice")));
    let single = all().filter(|item| matches!(item.value.place, ParameterPlace::Query { .. }));
    diagnostics
        .extend(single.map(|item| error(item, "a part of the query beside the whole of it")));
}

/// Each name in a path is a parameter, and each path parameter is in the path.
/// What is wrong with the path itself is said where routes are made.
fn path_parameters(
    path: &Spanned<String>,
    item: &PathItem,
    suggest: &Suggest,
    diagnostics: &mut Vec<Diagnostic>,
) {
    // Beyond any sensible number of them, comparing all with all takes too long.
    if path.value.matches('{').count() > MAX_NAMES {
        return;
    }
    let names = names(&path.value);
    let is_path = |item: &&Item<Parameter>| matches!(item.value.place, ParameterPlace::Path { .. });
    let own = item
        .operations
        .iter()
        .map(|(_, operation)| &operation.parameters);
    let all = item.parameters.iter().chain(own.flatten()).filter(is_path);
    let mut unused: Vec<&str> = Vec::new();
    for parameter in all {
        let name = parameter.value.name.value.as_str();
        if names.contains(&name) {
            continue;
        }
        unused.push(name);
        diagnostics.push(
            Diagnostic::warning(
                codes::PATH_PARAMETER_UNUSED,
                written(parameter),
                format!("the path has no `{{{name}}}`"),
            )
            .label("this parameter is ignored")
            .also(path.span, "the path"),
        );
    }
    for name in names {
        let declares = |list: &[Item<Parameter>]| {
            list.iter()
                .filter(is_path)
                .any(|item| item.value.name.value == name)
        };
        let lacks = |operation: &Operation| !declares(&operation.parameters);
        let lacking = item
            .operations
            .iter()
            .find(|(_, operation)| lacks(operation));
        let Some((method, _)) = lacking.filter(|_| !declares(&item.parameters)) else {
            continue;
        };
        let warning = Diagnostic::warning(
            codes::PATH_PARAMETER_MISSING,
            path.span,
            format!("`{{{name}}}` in this path is not declared as a parameter"),
        )
        .label("read as a string")
        .also(method.span, "for this operation");
        diagnostics.push(match suggest.nearest(name, unused.iter().copied()) {
            Some(near) => warning.help(format!("the parameter `{near}` may be meant")),
            None => warning,
        });
    }
}

/// How many parameters a path may have to be compared with those declared.
const MAX_NAMES: usize = 256;

/// The names between braces in a path.
fn names(path: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let parts = path.split('{').skip(1);
    for name in parts
        .filter_map(|part| part.split_once('}'))
        .map(|(name, _)| name)
    {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Where a list names a parameter: by reference, or by its own name.
fn written(item: &Item<Parameter>) -> Span {
    item.reference.unwrap_or(item.value.name.span)
}

fn place_name(place: ParameterPlace) -> &'static str {
    match place {
        ParameterPlace::Path { .. } => "path",
        ParameterPlace::Query { .. } => "query",
        ParameterPlace::QueryString => "querystring",
        ParameterPlace::Header { .. } => "header",
        ParameterPlace::Cookie { .. } => "cookie",
    }
}
