//! Names, types and derives that are given from outside a document, and the
//! names that are kept. What is said about those that are wrong is pinned.

use std::fs;
use std::path::Path;

use specwright_build::config::Config;
use specwright_build::{
    Color, Generated, Options, Runtime, Source, Target, generate, generate_all,
};

const DOCUMENT: &str = "openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /pets/{id}:
    get:
      operationId: pets_get
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {$ref: '#/components/parameters/Limit'}
      responses: {'204': {description: d}}
components:
  parameters:
    Limit: {name: limit, in: query, schema: {type: integer}}
  schemas:
    pet:
      type: object
      properties:
        petKind: {$ref: '#/components/schemas/kind'}
        price: {type: string}
    kind: {type: string, enum: [c, d]}
";

fn options(tables: &str) -> Options {
    let text = format!("[[document]]\npath = \"a.yaml\"\n{tables}");
    let config = Config::parse("/project".into(), "specwright.toml", text.as_bytes());
    let config = config.unwrap_or_else(|found| panic!("{}", found.render(Color::Never)));
    config.documents[0].options.clone()
}

fn generated(options: &Options) -> Generated {
    let target = Target::Crate {
        name: specwright_build::CrateName::new("the-api").unwrap(),
        runtime: Runtime::Published,
    };
    generate(Source::new("a.yaml", DOCUMENT), options, &target)
}

fn file(generated: &Generated, path: &str) -> String {
    let file = generated
        .files
        .iter()
        .find(|file| file.path == Path::new(path));
    file.unwrap_or_else(|| panic!("{}", generated.findings.render(Color::Never)))
        .text
        .clone()
}

#[test]
fn the_configuration_gives_names_types_and_derives() {
    let options = options(
        r##"
        [document.names]
        "#/components/schemas/pet" = "Animal"
        "#/components/schemas/pet/properties/petKind" = "sort"
        "#/components/schemas/kind" = { c = "Cat" }
        "#/paths/~1pets~1{id}/get" = "fetch"
        "#/paths/~1pets~1{id}/get/parameters/0" = "number"
        "/components/parameters/Limit" = "most"

        [document.types]
        "#/components/schemas/pet/properties/price" = { type = "::shop::Money", via = "serde", derives = ["eq"] }

        [document.derives]
        "#/components/schemas/kind" = "::shop::Visit"

        [document.dependencies]
        shop = "1"
        "##,
    );
    let generated = generated(&options);
    let models = file(&generated, "src/models.rs");
    for text in [
        "pub struct Animal {",
        "pub sort: Option<Kind>,",
        "Cat,",
        "BySerde<::shop::Money>;",
        "Hash, ::shop::Visit)]",
        "require_serde!();",
    ] {
        assert!(models.contains(text), "{text}: {models}");
    }
    let server = file(&generated, "src/server.rs");
    for text in ["fn fetch(", "pub number: String,", "pub most: Option<i64>,"] {
        assert!(server.contains(text), "{text}: {server}");
    }
    assert!(file(&generated, "Cargo.toml").contains("\"serde\""));
    assert!(generated.findings.diagnostics.is_empty());
}

#[test]
fn what_is_given_to_nothing_says_where_and_what_to_do() {
    let options = options(
        r##"
        [document.names]
        "#/components/schemas/pett/properties/petKind" = "kind"
        "#/components/schemas/pet/properties/colour" = "color"
        "#/components/schemas/kind/enum/0" = "Cat"
        "components/schemas" = "A"
        "#/paths/~1pets~1{id}/get/parameters/1" = "most"
        "##,
    );
    let generated = generated(&options);
    insta::assert_snapshot!(generated.findings.render(Color::Never));
}

#[test]
fn what_is_given_wrongly_is_shown_where_it_is_given() {
    let mut options = options(
        r##"
        [document.names]
        "#/components/schemas/pet" = "my pet"
        "#/components/schemas/kind" = 3

        [document.types]
        "#/components/schemas/pet/properties/price" = "Money"
        "##,
    );
    insta::assert_snapshot!(generated(&options).findings.render(Color::Never));
    options = Options::default();
    options.given = specwright_build::configure()
        .rust_name("#/components/schemas/pet", "Kind")
        .rust_name("#/components/schemas/kind", "Kind")
        .given()
        .clone();
    insta::assert_snapshot!(generated(&options).findings.render(Color::Never));
}

#[test]
fn names_that_are_kept_stay() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let lock = || fs::read_to_string(folder.path().join("locks/a.lock")).unwrap();
    write(
        "specwright.toml",
        "[[document]]\npath = \"a.yaml\"\nnames_lock = \"locks/a.lock\"
[document.dependencies]
shop = { path = \"libs/shop\", features = [\"a\"], default-features = false }
serde = \"1\"
",
    );
    write("a.yaml", DOCUMENT);
    let run = || {
        let config = Config::read(&folder.path().join("specwright.toml")).unwrap();
        let run = generate_all(&config).unwrap();
        assert!(!run.has_errors(), "{:?}", run.documents);
        run
    };
    run().plan.apply().unwrap();
    let manifest = fs::read_to_string(folder.path().join("generated/a/Cargo.toml")).unwrap();
    for line in [
        "\n\"serde\" = { version = \"1\" }\n",
        "\n\"shop\" = { path = \"../../libs/shop\", \"default-features\" = false, \"features\" = [\"a\"] }\n",
    ] {
        assert!(manifest.contains(line), "{manifest}");
    }
    insta::assert_snapshot!(lock());
    assert!(run().plan.changes().is_empty());

    // A newcomer that is written exactly like the name.
    write("a.yaml", &format!("{DOCUMENT}    Pet: {{type: string}}\n"));
    let next = run();
    let changes: Vec<_> = next
        .plan
        .changes()
        .iter()
        .map(|change| change.path.clone())
        .collect();
    assert!(changes.contains(&"../locks/a.lock".into()), "{changes:?}");
    next.plan.apply().unwrap();
    let text = lock();
    assert!(
        text.contains("\"#/components/schemas/pet\" = \"Pet\"\n"),
        "{text}"
    );
    assert!(
        text.contains("\"#/components/schemas/Pet\" = \"Pet2\"\n"),
        "{text}"
    );
    assert!(run().plan.changes().is_empty());

    // What is gone is forgotten.
    write("a.yaml", DOCUMENT);
    run().plan.apply().unwrap();
    assert!(!lock().contains("Pet2"));

    // A build script reads the file.
    let mut options = Options::default();
    options.names_lock = Some(folder.path().join("locks/a.lock"));
    write(
        "locks/a.lock",
        "[types]\n\"#/components/schemas/pet\" = \"Animal\"\n",
    );
    assert!(file(&generated(&options), "src/models.rs").contains("pub struct Animal {"));
    write(
        "locks/a.lock",
        "[types]\n\"#/components/schemas/pet\" = 1\n",
    );
    let found = generated(&options).findings;
    assert!(found.render(Color::Never).contains("error[SW0518]"));
}

#[test]
fn a_generated_crate_has_only_the_crates_that_it_is_given() {
    let type_of = |path: &str| {
        format!("[document.types]\n\"#/components/schemas/pet/properties/price\" = \"{path}\"\n")
    };
    let failed = generated(&options(&type_of("::money::Money")));
    assert!(failed.files.is_empty());
    let said = failed.findings.render(Color::Never);
    assert!(said.contains("does not have the crate `money`"), "{said}");
    assert!(said.contains("`dependencies`"), "{said}");
    let failed = generated(&options(&type_of("crate::Money")));
    assert!(failed.files.is_empty());

    let known = format!(
        "{}[document.dependencies]\nmoney = \"1\"\n",
        type_of("::money::Money")
    );
    assert!(file(&generated(&options(&known)), "src/models.rs").contains("::money::Money"));
    let language = generated(&options(&type_of("::std::path::PathBuf")));
    assert!(!language.files.is_empty());
}
