//! The server: documents, generated, compiled, and asked.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::json;
use specwright_build::{CrateName, Formats, Options, Sides, Source, Target, Untyped};

use crate::{
    groups::{Group, Sort},
    workspace::{Crate, Workspace},
};

/// What a test was answered.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: String,
}

/// What the program needs beside the generated code.
const DEPENDENCIES: &str = "axum = { version = \"0.8\", default-features = false }\n\
    http = \"1\"\nserde_json = \"1\"\n\
    tokio = { version = \"1\", features = [\"rt\"] }\n\
    tower = { version = \"0.5\", features = [\"util\"] }\n";

/// The answers to all tests of all groups, in their order.
pub(crate) fn answers(groups: &[Group], suite: &Path) -> Vec<Vec<Answer>> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("conformance-documents");
    let _ = fs::remove_dir_all(&folder);
    let mut one = Crate {
        name: "conformance".to_owned(),
        edition: "2024",
        dependencies: DEPENDENCIES.to_owned(),
        ..Crate::default()
    };
    let mut mods = String::new();
    let mut routers = String::new();
    for (name, sort) in [("annotation", Sort::Annotation), ("assert", Sort::Assert)] {
        let document = document(&folder.join(name), groups, sort);
        let text = generate(name, &document, sort, suite);
        one.features
            .extend(["base64", "chrono", "fancy-regex", "uuid"].map(str::to_owned));
        one.files.push((format!("{name}.rs"), text));
        let _ = writeln!(mods, "include!(\"{name}.rs\");");
        let _ = writeln!(routers, "        .merge({name}_router())");
        let _ = write!(mods, "{}", service(name, groups, sort));
    }
    one.files
        .push(("main.rs".to_owned(), main(&mods, &routers)));
    let workspace = Workspace::write("conformance", &[one]);
    let requests = folder.join("requests.json");
    let tests: Vec<_> = groups
        .iter()
        .enumerate()
        .flat_map(|(index, group)| {
            let tests = group.tests.iter();
            tests.map(move |test| json!([format!("/g{index}"), test.data]))
        })
        .collect();
    fs::write(&requests, json!(tests).to_string()).expect("the target folder can be written");
    let failures = workspace.cargo(&["build", "--features=server", "--package=conformance"]);
    assert!(failures.is_empty(), "\n{failures}");
    let output = Command::new(crate::workspace::target().join("debug/conformance"))
        .arg(&requests)
        .output()
        .expect("the program runs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut lines = said.lines();
    groups
        .iter()
        .map(|group| {
            let lines = lines.by_ref().take(group.tests.len());
            lines
                .map(|line| {
                    let (status, body) = line.split_once(' ').expect("status and body");
                    Answer {
                        status: status.parse().expect("a status"),
                        body: body.to_owned(),
                    }
                })
                .collect()
        })
        .collect()
}

/// Writes the document of the groups of a sort: each schema is a file of its
/// own, since it refers to itself by `#`.
fn document(folder: &Path, groups: &[Group], sort: Sort) -> PathBuf {
    fs::create_dir_all(folder).expect("the target folder can be written");
    let mut paths = serde_json::Map::new();
    for (index, group) in of(groups, sort) {
        let file = format!("g{index}.json");
        fs::write(folder.join(&file), &group.schema).expect("the target folder can be written");
        let body = json!({
            "required": true,
            "content": { "application/json": { "schema": { "$ref": file } } }
        });
        let problem = json!({ "schema": { "type": "object" } });
        let refused = json!({
            "description": "Refused",
            "content": { "application/problem+json": problem }
        });
        let operation = json!({
            "operationId": format!("g{index}"),
            "requestBody": body,
            "responses": { "204": { "description": "Accepted" }, "422": refused }
        });
        paths.insert(format!("/g{index}"), json!({ "post": operation }));
    }
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "Conformance", "version": "1" },
        "paths": paths
    });
    let file = folder.join("openapi.json");
    fs::write(&file, document.to_string()).expect("the target folder can be written");
    file
}

fn of(groups: &[Group], sort: Sort) -> impl Iterator<Item = (usize, &Group)> {
    groups
        .iter()
        .enumerate()
        .filter(move |(_, group)| group.sort == sort)
}

fn generate(name: &str, document: &Path, sort: Sort, suite: &Path) -> String {
    let mut options = Options::default();
    options.sides = Sides {
        server: true,
        client: false,
    };
    options.formats = match sort {
        Sort::Annotation => Formats::Annotation,
        Sort::Assert => Formats::Assert,
    };
    options.untyped = Untyped::Letter;
    let remotes = suite.join("remotes").canonicalize().expect("it is there");
    options
        .references
        .insert("http://localhost:1234/".to_owned(), remotes);
    let source = Source::read(document, name).expect("it was written just now");
    let target = Target::Module {
        name: CrateName::new(name).expect("it is a name"),
    };
    let mut generated = specwright_build::generate(source, &options, &target);
    assert!(
        generated.report.is_some(),
        "{}",
        generated.findings.render(specwright_source::Color::Never)
    );
    generated.files.swap_remove(0).text
}

/// A service whose operations accept what reaches them.
fn service(name: &str, groups: &[Group], sort: Sort) -> String {
    let mut text = format!(
        "fn {name}_router() -> axum::Router {{ {name}::server::router(Accept) }}\n\
         impl {name}::server::Api for Accept {{\n    type Error = Failure;\n"
    );
    for (index, _) in of(groups, sort) {
        let _ = write!(
            text,
            "    async fn g{index}(&self, _: {name}::server::G{index}Request, _: &Call) \
             -> Result<{name}::server::G{index}Response, Failure> {{\n        \
             Ok({name}::server::G{index}Response::NoContent)\n    }}\n"
        );
    }
    text.push_str("}\n");
    text
}

fn main(mods: &str, routers: &str) -> String {
    format!(
        "#![allow(warnings)]\nuse specwright_axum::{{Call, Failure}};\n\
         use tower::ServiceExt as _;\n\nstruct Accept;\n{mods}\n\
         fn main() {{\n    \
         let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();\n    \
         let file = std::env::args().nth(1).unwrap();\n    \
         let tests: Vec<(String, String)> =\n        \
         serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();\n    \
         let router = axum::Router::new()\n{routers};\n    \
         for (path, data) in tests {{\n        \
         let request = http::Request::post(path)\n            \
         .header(\"content-type\", \"application/json\")\n            \
         .body(axum::body::Body::from(data)).unwrap();\n        \
         let (status, body) = runtime.block_on(async {{\n            \
         let answer = router.clone().oneshot(request).await.unwrap();\n            \
         let status = answer.status().as_u16();\n            \
         let body = axum::body::to_bytes(answer.into_body(), 1 << 20).await.unwrap();\n            \
         (status, String::from_utf8_lossy(&body).replace('\\n', \" \"))\n        }});\n        \
         println!(\"{{status}} {{body}}\");\n    }}\n}}\n"
    )
}
