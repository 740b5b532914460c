//! Documents of OpenAPI 3.0 are read a second time by the `openapiv3` crate,
//! and our reading is held against its.

#![allow(clippy::print_stdout, reason = "a test says what it skips")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use openapiv3::{OpenAPI, Parameter, ParameterSchemaOrContent, ReferenceOr, StatusCode};
use specwright_spec::model::{self, ParameterPlace, ParameterShape, StatusKey};

/// What both readings are reduced to: operations by path and method.
#[derive(Debug, PartialEq, Eq, Default)]
struct Summary {
    operations: BTreeMap<String, Operation>,
    components: BTreeMap<&'static str, BTreeSet<String>>,
    title: String,
    tags: BTreeSet<String>,
}

#[derive(Debug, PartialEq, Eq)]
struct Operation {
    id: Option<String>,
    deprecated: bool,
    tags: Vec<String>,
    parameters: BTreeSet<String>,
    body: Option<BTreeSet<String>>,
    responses: BTreeMap<String, BTreeSet<String>>,
    secured: Option<usize>,
}

fn ours(document: &model::Document) -> Summary {
    let mut summary = Summary {
        title: document.info.title.value.clone(),
        ..Summary::default()
    };
    summary.tags = document
        .tags
        .iter()
        .map(|tag| tag.name.value.clone())
        .collect();
    for (path, item) in &document.paths {
        let shared = item.value.parameters.iter();
        let shared: BTreeSet<String> = shared.map(|item| our_parameter(&item.value)).collect();
        for (method, operation) in &item.value.operations {
            let own = operation
                .parameters
                .iter()
                .map(|item| our_parameter(&item.value));
            let types = |content: &model::Named<model::MediaType>| {
                content.iter().map(|(name, _)| name.value.clone()).collect()
            };
            let responses = operation.responses.iter();
            let read = Operation {
                id: operation.operation_id.as_ref().map(|id| id.value.clone()),
                deprecated: operation.deprecated,
                tags: operation.tags.iter().map(|tag| tag.value.clone()).collect(),
                parameters: own.chain(shared.iter().cloned()).collect(),
                body: operation
                    .request_body
                    .as_ref()
                    .map(|body| types(&body.value.content)),
                responses: responses
                    .map(|(status, item)| (our_status(status.value), types(&item.value.content)))
                    .collect(),
                secured: operation.security.as_ref().map(Vec::len),
            };
            let method = format!("{:?}", method.value).to_lowercase();
            summary
                .operations
                .insert(format!("{method} {}", path.value), read);
        }
    }
    let components = &document.components;
    fn names<T>(named: &model::Named<T>) -> BTreeSet<String> {
        named.iter().map(|(name, _)| name.value.clone()).collect()
    }
    summary.components = BTreeMap::from([
        ("schemas", names(&components.schemas)),
        ("parameters", names(&components.parameters)),
        ("responses", names(&components.responses)),
        ("requestBodies", names(&components.request_bodies)),
        ("headers", names(&components.headers)),
        ("securitySchemes", names(&components.security_schemes)),
    ]);
    summary
}

fn our_status(status: StatusKey) -> String {
    match status {
        StatusKey::Code(code) => code.to_string(),
        StatusKey::Range(digit) => format!("{digit}XX"),
        StatusKey::Default => "default".to_owned(),
    }
}

fn our_parameter(parameter: &model::Parameter) -> String {
    let place = match parameter.place {
        ParameterPlace::Path { .. } => "path",
        ParameterPlace::Query { .. } | ParameterPlace::QueryString => "query",
        ParameterPlace::Header { .. } => "header",
        ParameterPlace::Cookie { .. } => "cookie",
    };
    let shape = match parameter.shape {
        ParameterShape::Schema(_) => "schema",
        ParameterShape::Content(_) => "content",
    };
    line(&parameter.name.value, place, parameter.required, shape)
}

fn line(name: &str, place: &str, required: bool, shape: &str) -> String {
    // That a path parameter is required is true whatever is written.
    let required = required || place == "path";
    format!("{name} in {place}, required: {required}, {shape}")
}

/// Follows a reference to a component of openapiv3's; `None` if it leads
/// elsewhere.
fn follow<'d, T>(
    item: &'d ReferenceOr<T>,
    section: &str,
    get: impl Fn(&str) -> Option<&'d ReferenceOr<T>>,
) -> Option<&'d T> {
    let mut item = item;
    loop {
        match item {
            ReferenceOr::Item(item) => return Some(item),
            ReferenceOr::Reference { reference } => {
                item = get(reference.strip_prefix(&format!("#/components/{section}/"))?)?;
            }
        }
    }
}

fn theirs(document: &OpenAPI) -> Option<Summary> {
    let mut summary = Summary {
        title: document.info.title.clone(),
        ..Summary::default()
    };
    summary.tags = document.tags.iter().map(|tag| tag.name.clone()).collect();
    let none = openapiv3::Components::default();
    let components = document.components.as_ref().unwrap_or(&none);
    for (path, item) in &document.paths.paths {
        let item = item.as_item()?;
        let parameters = |list: &[ReferenceOr<Parameter>]| -> Option<BTreeSet<String>> {
            let parameter = |item| {
                follow(item, "parameters", |name| components.parameters.get(name))
                    .map(their_parameter)
            };
            list.iter().map(parameter).collect()
        };
        let shared = parameters(&item.parameters)?;
        for (method, operation) in item.iter() {
            let types = |content: &openapiv3::Content| content.keys().cloned().collect();
            let body = match &operation.request_body {
                Some(body) => {
                    let get = |name: &str| components.request_bodies.get(name);
                    Some(types(&follow(body, "requestBodies", get)?.content))
                }
                None => None,
            };
            let response = |item| follow(item, "responses", |name| components.responses.get(name));
            let responses = &operation.responses;
            let default = responses
                .default
                .iter()
                .map(|item| ("default".to_owned(), item));
            let coded = responses
                .responses
                .iter()
                .map(|(code, item)| (their_status(code), item));
            let read = Operation {
                id: operation.operation_id.clone(),
                deprecated: operation.deprecated,
                tags: operation.tags.clone(),
                parameters: parameters(&operation.parameters)?
                    .union(&shared)
                    .cloned()
                    .collect(),
                body,
                responses: default
                    .chain(coded)
                    .map(|(code, item)| Some((code, types(&response(item)?.content))))
                    .collect::<Option<_>>()?,
                secured: operation.security.as_ref().map(Vec::len),
            };
            summary.operations.insert(format!("{method} {path}"), read);
        }
    }
    fn names<'d>(names: impl Iterator<Item = &'d String>) -> BTreeSet<String> {
        names.cloned().collect()
    }
    summary.components = BTreeMap::from([
        ("schemas", names(components.schemas.keys())),
        ("parameters", names(components.parameters.keys())),
        ("responses", names(components.responses.keys())),
        ("requestBodies", names(components.request_bodies.keys())),
        ("headers", names(components.headers.keys())),
        ("securitySchemes", names(components.security_schemes.keys())),
    ]);
    Some(summary)
}

fn their_status(status: &StatusCode) -> String {
    match status {
        StatusCode::Code(code) => code.to_string(),
        StatusCode::Range(digit) => format!("{digit}XX"),
    }
}

fn their_parameter(parameter: &Parameter) -> String {
    let place = match parameter {
        Parameter::Path { .. } => "path",
        Parameter::Query { .. } => "query",
        Parameter::Header { .. } => "header",
        Parameter::Cookie { .. } => "cookie",
    };
    let data = parameter.parameter_data_ref();
    let shape = match data.format {
        ParameterSchemaOrContent::Schema(_) => "schema",
        ParameterSchemaOrContent::Content(_) => "content",
    };
    line(&data.name, place, data.required, shape)
}

#[test]
fn openapiv3_reads_the_same() {
    let Some(corpus) = common::corpus() else {
        println!("skipped: the corpus is not beside the checkout");
        return;
    };
    let (mut compared, mut refused) = (0, Vec::new());
    for listed in common::manifest(&corpus) {
        let path = corpus.join(&listed.document);
        let read = common::read_file(&path);
        let Some(document) = read.document.filter(|_| listed.version.starts_with("3.0")) else {
            continue;
        };
        let text = std::fs::read_to_string(&path).unwrap();
        let theirs_read: Result<OpenAPI, String> = if text.trim_start().starts_with('{') {
            serde_json::from_str(&text).map_err(|error| error.to_string())
        } else {
            serde_yaml::from_str(&text).map_err(|error| error.to_string())
        };
        match theirs_read {
            Ok(other) => match theirs(&other) {
                Some(theirs) => {
                    assert_eq!(ours(&document), theirs, "{}", listed.document);
                    compared += 1;
                }
                None => refused.push(format!("{}: references elsewhere", listed.document)),
            },
            Err(error) => refused.push(format!("{}: {error}", listed.document)),
        }
    }
    println!(
        "{compared} documents are read alike; openapiv3 refuses {}:",
        refused.len()
    );
    println!("{}", refused.join("\n"));
    assert!(compared > 100);
}
