//! Deep, wide and contradictory schemas.

use std::fmt::Write as _;

use crate::{all, document, lowered, show};

/// A chain of components, each made from the number of the next one.
fn chain(length: usize, link: impl Fn(usize) -> String, end: &str) -> String {
    let mut schemas = String::new();
    for index in 0..length {
        let _ = writeln!(schemas, "C{index}: {}", link(index + 1));
    }
    let _ = writeln!(schemas, "C{length}: {end}");
    schemas
}

fn reference(index: usize) -> String {
    format!("{{ $ref: '#/components/schemas/C{index}' }}")
}

#[test]
fn long_chains_end_with_a_finding() {
    let length = 10_000;
    let objects = 2_000; // each has the members of all that it is made from
    for (what, length, schemas) in [
        ("$ref", length, chain(length, reference, "{ type: string }")),
        (
            "allOf",
            objects,
            chain(
                objects,
                |next| {
                    format!(
                        "{{ allOf: [{}], type: object, properties: {{ a{next}: {{ type: string }} }} }}",
                        reference(next)
                    )
                },
                "{ type: object }",
            ),
        ),
        (
            "items",
            length,
            chain(
                length,
                |next| format!("{{ type: array, items: {} }}", reference(next)),
                "{ type: string }",
            ),
        ),
        (
            "oneOf",
            length,
            chain(
                length,
                |next| format!("{{ oneOf: [{}, {{ type: integer }}] }}", reference(next)),
                "{ type: string }",
            ),
        ),
        (
            "properties",
            length,
            chain(
                length,
                |next| {
                    format!(
                        "{{ type: object, properties: {{ a: {} }} }}",
                        reference(next)
                    )
                },
                "{ type: string }",
            ),
        ),
    ] {
        let (api, found) = lowered(
            &document("3.1.0", &schemas),
            &specwright_lower::Options::default(),
        );
        let api = api.unwrap_or_else(|| panic!("{what}: {found:?}"));
        assert!(api.types.len() > length, "{what}");
        let deep = found.iter().any(|finding| finding.code.0 == "SW0312");
        assert_eq!(deep, what != "properties", "{what}");
    }
}

#[test]
fn short_chains_need_no_finding() {
    let (api, codes) = all(
        "3.1.0",
        &chain(40, reference, "{ type: string, maxLength: 3 }"),
    );
    assert_eq!(codes, Vec::<&str>::new());
    assert_eq!(api.types.len(), 41);
}

#[test]
fn inline_schemas_may_be_deep() {
    let mut schema = "{ type: string }".to_owned();
    for _ in 0..90 {
        schema = format!("{{ type: array, items: {schema} }}");
    }
    let (api, codes) = all("3.1.0", &format!("A: {schema}"));
    assert_eq!(codes, ["SW0312"]);
    assert_eq!(api.types.len(), 1);
}

#[test]
fn unions_of_unions_of_unions_stay_small() {
    let mut schemas = String::new();
    for index in 0..12 {
        let _ = writeln!(
            schemas,
            "C{index}: {{ anyOf: [{}, {}, {{ type: object, properties: {{ a{index}: {{ type: string }} }} }}] }}",
            reference(index + 1),
            reference(index + 2),
        );
    }
    schemas.push_str("C12: { type: string }\nC13: { type: integer }\n");
    let (api, _) = all("3.1.0", &schemas);
    assert!(api.types.len() < 40, "{}", api.types.len());
}

#[test]
fn the_same_text_gives_the_same_ir() {
    let schemas = chain(
        30,
        |next| {
            format!(
                "{{ type: object, properties: {{ a: {}, b: {{ enum: [x, {next}] }} }} }}",
                reference(next)
            )
        },
        "{}",
    );
    let (first, _) = all("3.1.0", &schemas);
    let (second, _) = all("3.1.0", &schemas);
    assert_eq!(first, second);
}

#[test]
fn recursion_by_intersection_ends() {
    let (api, codes) = all(
        "3.1.0",
        "
A: { type: object, properties: { x: { $ref: '#/components/schemas/A' }, l: { type: array, items: { $ref: '#/components/schemas/A' } } } }
B: { type: object, properties: { x: { $ref: '#/components/schemas/B' }, l: { type: array, items: { $ref: '#/components/schemas/B' } } } }
C: { allOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
",
    );
    assert_eq!(codes, Vec::<&str>::new());
    let shown = show::types(&api);
    assert!(shown.contains("struct CX\n  x: box CX?\n"), "{shown}");
}

#[test]
fn hostile_names_and_texts_are_identifiers() {
    let (api, _) = all(
        "3.1.0",
        r#"
"../../x": { type: object, properties: { "*/": { type: string }, "\"); panic!(": { enum: ["\"); panic!(", "*/", "\n"] }, "": { type: string } } }
"Option": { type: string, description: "*/ ``` }" }
"String": { type: string }
"#,
    );
    let names: Vec<&str> = api
        .types
        .iter()
        .map(|(_, def)| def.ident.as_str())
        .collect();
    assert_eq!(names, ["X", "XPanic", "Option", "String"]);
}
