//! The official JSON Schema test suite, draft 2020-12, through the reader and
//! the check program, without a compiler.
//!
//! Run it by `cargo test -p specwright-lower --test suite -- --nocapture`.

#![allow(
    clippy::print_stdout,
    reason = "says what was skipped, and how many verdicts are right"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use specwright_check::program::Program;
use specwright_lower::Formats;
use specwright_lower::program::{Compiler, Direction, Options};
use specwright_source::{Color, Node, Severity, Sources, render};
use specwright_spec::{Fetched, Loader, Provider, read_with};

/// Files of the folder `optional` beside those of `optional/format`.
const OPTIONAL: &[&str] = &[
    "anchor",
    "bignum",
    "dynamicRef",
    "ecmascript-regex",
    "float-overflow",
    "format-assertion",
    "id",
    "no-schema",
    "non-bmp-regex",
    "unknownKeyword",
];

/// Verdicts that are wrong, each with its reason.
const EXCEPTIONS: &str = include_str!("exceptions.tsv");

const REMOTE: &str = "http://localhost:1234/";

/// A group's schema, in a file of its own since it refers to its root by `#`,
/// and the remote documents.
struct Group<'s> {
    schema: &'s str,
    remotes: PathBuf,
}

impl Provider for Group<'_> {
    fn locate(&self, _from: &str, reference: &str) -> Option<String> {
        if reference == "schema.json" {
            return Some(reference.to_owned());
        }
        let path = self.remotes.join(reference.strip_prefix(REMOTE)?);
        path.is_file().then(|| path.display().to_string())
    }

    fn read(&self, key: &str) -> Result<Fetched, String> {
        let bytes = match key {
            "schema.json" => self.schema.as_bytes().to_vec(),
            path => std::fs::read(path).map_err(|error| error.to_string())?,
        };
        Ok(Fetched {
            name: key.to_owned(),
            bytes,
        })
    }
}

const DOCUMENT: &str = "openapi: 3.1.0
info: {title: T, version: '1'}
paths: {}
components: {schemas: {Root: {$ref: schema.json}}}
";

/// The program of a group's schema; or what was found instead.
fn program(
    group: &Group<'_>,
    formats: Formats,
) -> Result<(Program, specwright_check::program::SchemaId), String> {
    let mut sources = Sources::new();
    let entry = sources.add("api.yaml", DOCUMENT);
    let (root, _) = specwright_source::read(&sources, entry);
    let loader = Loader::new(sources, entry, "api.yaml", group);
    let (document, mut found) = read_with(&root.unwrap(), &loader);
    let (sources, more) = loader.finish();
    found.extend(more);
    found.retain(|found| found.severity == Severity::Error);
    let Some(document) = document.filter(|_| found.is_empty()) else {
        return Err(render(&sources, &found, Color::Never));
    };
    let options = Options {
        formats,
        ..Options::default()
    };
    let mut compiler = Compiler::new(&document, options.clone());
    let (_, schema) = &document.components.schemas[0];
    let entry = compiler.root(*schema, Direction::Any);
    let (parts, _) = compiler.finish();
    Ok((Program::new(parts), entry))
}

#[derive(Default)]
struct Count {
    right: usize,
    all: usize,
}

impl Count {
    fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.all += 1;
    }
}

struct Run {
    folder: PathBuf,
    all: Count,
    /// Without what resources, anchors and other documents are about.
    plain: Count,
    /// File, group and test of each wrong verdict, and more to read.
    wrong: Vec<(String, String)>,
}

impl Run {
    fn file(&mut self, name: &str, formats: Formats) {
        let path = self.folder.join("draft2020-12").join(name);
        let mut sources = Sources::new();
        let file = sources.add(name, std::fs::read_to_string(path).unwrap());
        let (groups, found) = specwright_source::read(&sources, file);
        assert!(found.is_empty(), "{name}: {found:?}");
        for group in groups.unwrap().as_sequence().unwrap() {
            self.group(name, group, formats, &sources);
        }
    }

    fn group(&mut self, name: &str, group: &Node, formats: Formats, sources: &Sources) {
        let text = |node: &Node, key: &str| node.get(key).unwrap().as_str().unwrap().to_owned();
        let schema = sources.slice(group.get("schema").unwrap().span);
        let special = [
            "\"$id\"",
            "\"$anchor\"",
            "\"$dynamic",
            REMOTE,
            "json-schema.org/",
        ];
        // Each schema names its own metaschema.
        let own = "\"$schema\": \"https://json-schema.org/draft/2020-12/schema\"";
        let rest = schema.replacen(own, "", 1);
        let plain = !name.contains('/') && !special.iter().any(|keyword| rest.contains(keyword));
        let made = program(
            &Group {
                schema,
                remotes: self.folder.join("remotes"),
            },
            formats,
        );
        for test in group.get("tests").unwrap().as_sequence().unwrap() {
            let data = sources.slice(test.get("data").unwrap().span);
            let valid = test.get("valid").unwrap().value == specwright_source::Value::Bool(true);
            let verdict = made
                .as_ref()
                .map_err(Clone::clone)
                .and_then(|(program, entry)| {
                    let accepts = program.accepts(*entry, data);
                    let violations = program.check(*entry, data);
                    match (accepts, violations) {
                        (Ok(accepts), Ok(violations)) if accepts == violations.is_empty() => {
                            Ok(accepts)
                        }
                        other => Err(format!("{other:?}")),
                    }
                });
            let right = verdict == Ok(valid);
            self.all.add(right);
            if plain {
                self.plain.add(right);
            }
            if !right {
                let key = [
                    name,
                    &text(group, "description"),
                    &text(test, "description"),
                ];
                let more = format!("{verdict:?}\n  {schema}\n  {data}");
                self.wrong.push((key.join("\t"), more));
            }
        }
    }
}

fn names(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".json")).collect();
    names.sort();
    names
}

#[test]
fn verdicts_are_those_of_the_suite() {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/json-schema-test-suite");
    if !folder.is_dir() {
        println!("skipped: there is no folder {}", folder.display());
        return;
    }
    let tests = folder.join("draft2020-12");
    let mut run = Run {
        folder,
        all: Count::default(),
        plain: Count::default(),
        wrong: Vec::new(),
    };
    for name in names(&tests) {
        run.file(&name, Formats::Annotation);
    }
    for name in OPTIONAL {
        run.file(&format!("optional/{name}.json"), Formats::Annotation);
    }
    for name in names(&tests.join("optional/format")) {
        run.file(&format!("optional/format/{name}"), Formats::Assert);
    }
    let known: BTreeSet<&str> = EXCEPTIONS
        .lines()
        .skip(1)
        .map(|line| {
            let (key, reason) = line.rsplit_once('\t').unwrap();
            assert!(reason.len() > 10, "no reason: {line}");
            key
        })
        .collect();
    let wrong: BTreeSet<&str> = run.wrong.iter().map(|(key, _)| key.as_str()).collect();
    for (key, more) in &run.wrong {
        if !known.contains(key.as_str()) {
            println!("wrong: {key}: {more}");
        }
    }
    let Count { right, all } = run.plain;
    println!(
        "{right} of {all} verdicts right in the main files, without `$id`, anchors and other documents"
    );
    let Count { right, all } = run.all;
    println!("{right} of {all} verdicts right");
    let right_again: Vec<&&str> = known.difference(&wrong).collect();
    assert!(
        right_again.is_empty(),
        "no exceptions any more: {right_again:#?}"
    );
    let new: Vec<&&str> = wrong.difference(&known).collect();
    assert!(new.is_empty(), "{} verdicts are wrong: {new:#?}", new.len());
    assert!(all > 1800, "only {all} verdicts");
}
