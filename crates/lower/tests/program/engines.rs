//! The two engines.

use serde_json::Value;
use specwright_check::program::{Program, SchemaId, Violation};
use specwright_lower::Formats;
use specwright_lower::program::{Compiler, Direction, Options};
use specwright_source::{Color, Diagnostic, Severity, Sources, render};
use specwright_spec::{Fetched, Loader, Provider, read_with};

/// A file called `schema.json`, beside the document.
struct Beside(String);

impl Provider for Beside {
    fn locate(&self, _from: &str, reference: &str) -> Option<String> {
        (reference == "schema.json").then(|| reference.to_owned())
    }

    fn read(&self, key: &str) -> Result<Fetched, String> {
        Ok(Fetched {
            name: key.to_owned(),
            bytes: self.0.clone().into_bytes(),
        })
    }
}

/// A program and the schema of it that is asked.
pub(crate) struct Ours {
    program: Program,
    entry: SchemaId,
    /// What was found when it was compiled.
    pub(crate) found: Vec<Diagnostic>,
}

/// A document of 3.1 whose component `A` is the file `schema.json`.
const REFERRING: &str = "openapi: 3.1.0
info: {title: T, version: '1'}
paths: {}
components: {schemas: {A: {$ref: schema.json}}}
";

impl Ours {
    /// Compiles a schema that stands in a file of its own.
    pub(crate) fn of_schema(schema: &Value) -> Self {
        let options = Options {
            formats: Formats::Assert,
            ..Options::default()
        };
        Self::of(REFERRING, schema.to_string(), &options, Direction::Any)
    }

    /// Compiles the component `A` of a document.
    pub(crate) fn of_document(text: &str, options: &Options, direction: Direction) -> Self {
        Self::of(text, String::new(), options, direction)
    }

    fn of(text: &str, schema: String, options: &Options, direction: Direction) -> Self {
        let mut sources = Sources::new();
        let file = sources.add("api.yaml", text);
        let (root, found) = specwright_source::read(&sources, file);
        assert!(
            found.is_empty(),
            "{}",
            render(&sources, &found, Color::Never)
        );
        let provider = Beside(schema);
        let loader = Loader::new(sources, file, "api.yaml", &provider);
        let (document, mut found) = read_with(&root.unwrap(), &loader);
        let (sources, more) = loader.finish();
        found.extend(more);
        found.retain(|found| found.severity == Severity::Error);
        let rendered = render(&sources, &found, Color::Never);
        let document = document.unwrap_or_else(|| panic!("{rendered}"));
        let mut named = document.components.schemas.iter();
        let (_, schema) = named.find(|(name, _)| name.value == "A").unwrap();
        let mut compiler = Compiler::new(&document, options.clone());
        let entry = compiler.root(*schema, direction);
        let (parts, found) = compiler.finish();
        Self {
            program: Program::new(parts),
            entry,
            found,
        }
    }

    /// Whether `text` is accepted; its violations must say the same.
    pub(crate) fn accepts(&self, text: &str) -> bool {
        let accepts = self.program.accepts(self.entry, text).unwrap();
        assert_eq!(accepts, self.violations(text).is_empty(), "{text}");
        accepts
    }

    pub(crate) fn violations(&self, text: &str) -> Vec<Violation> {
        self.program.check(self.entry, text).unwrap()
    }
}

/// The other validator.
pub(crate) fn theirs(schema: &Value) -> jsonschema::Validator {
    jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .should_validate_formats(true)
        .build(schema)
        .unwrap_or_else(|error| panic!("{error}: {schema:#}"))
}
