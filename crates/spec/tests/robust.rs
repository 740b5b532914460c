//! Whatever stands at any place of a document, reading it ends with a document
//! or with an error, and never otherwise.

mod common;

use specwright_source::{Entry, Mapping, Node, Scalar, ScalarKind, Severity, Sources, Span, Value};

/// A document with a bit of everything.
const RICH: &str = "openapi: 3.2.0
$self: https://example.com/openapi.yaml
info: {title: T, version: '1', contact: {name: N}, license: {name: L, identifier: MIT}}
servers: [{url: 'https://{a}', variables: {a: {enum: [b], default: b}}}]
tags: [{name: t, parent: u}, {name: u, externalDocs: {url: x}}]
security: [{key: []}, {}]
paths:
  /a/{id}:
    summary: S
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get:
      tags: [t]
      operationId: get
      parameters:
        - {$ref: '#/components/parameters/P', description: D}
        - {name: q, in: query, style: deepObject, content: {application/json: {schema: {}}}}
      requestBody: {content: {multipart/form-data: {schema: {type: object}, encoding: {a: {contentType: x, style: form, headers: {H: {schema: {}}}}}}}}
      responses:
        '200': {description: D, headers: {H: {$ref: '#/components/headers/H'}}, content: {a/b: {itemSchema: {}, examples: {e: {value: 1}}}}, links: {l: {operationId: get, parameters: {id: $request.path.id}}}}
        4XX: {$ref: '#/components/responses/R'}
      callbacks: {c: {'{$url}': {post: {responses: {default: {description: D}}}}}}
      security: [{oauth: [read]}]
    additionalOperations: {COPY: {}}
webhooks: {w: {$ref: '#/components/pathItems/I'}}
components:
  pathItems: {I: {trace: {}}}
  parameters: {P: {name: p, in: cookie, explode: false, schema: {$ref: '#/components/schemas/S'}, example: 1}}
  headers: {H: {required: true, schema: {type: [integer, 'null']}}}
  responses: {R: {description: D}}
  mediaTypes: {M: {schema: {}}}
  securitySchemes:
    key: {type: apiKey, in: header, name: K}
    oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: t, scopes: {read: R}}}}
    oidc: {type: openIdConnect, openIdConnectUrl: u}
  schemas:
    S: {$id: s.json, $anchor: a, $defs: {x: {$ref: '#a'}}, type: object, properties: {p: {$dynamicRef: '#a'}}, required: [p], minProperties: 1, discriminator: {propertyName: p, mapping: {m: S}}}
    U: {oneOf: [{$ref: '#/components/schemas/S'}, {enum: [1, null]}], minimum: 1, exclusiveMaximum: 3.5, multipleOf: 2, dependentRequired: {a: [b]}, default: {a: 1}}
";

/// What is put at each place.
fn strangers() -> Vec<Value> {
    let number = |text: &str, kind| {
        Value::Number(Scalar {
            text: text.to_owned(),
            kind,
        })
    };
    let key = |key: &str, value| {
        let value = Node {
            span: Span::default(),
            value,
            plain: false,
        };
        Value::Mapping(Mapping::new(vec![Entry {
            key: key.to_owned(),
            key_span: Span::default(),
            value,
        }]))
    };
    vec![
        Value::Null,
        Value::Bool(true),
        number("-1.5", ScalarKind::Float),
        number(".nan", ScalarKind::NotFinite),
        Value::String(String::new()),
        Value::String("#/components/schemas/S".to_owned()),
        Value::String("{a}{a}~/%%#".to_owned()),
        Value::Sequence(Vec::new()),
        Value::Sequence(vec![Node {
            span: Span::default(),
            value: Value::Null,
            plain: false,
        }]),
        Value::Mapping(Mapping::default()),
        key("$ref", Value::String("#".to_owned())),
        key("$ref", Value::String("#/paths/~1a~1{id}/get".to_owned())),
        key(
            "$ref",
            Value::String("#/components/schemas/U/oneOf/0/$ref".to_owned()),
        ),
        key("$ref", Value::Null),
        key("x", Value::Sequence(Vec::new())),
    ]
}

/// How many nodes there are.
fn count(node: &Node) -> usize {
    1 + match &node.value {
        Value::Mapping(mapping) => mapping.iter().map(|entry| count(&entry.value)).sum(),
        Value::Sequence(items) => items.iter().map(count).sum(),
        _ => 0,
    }
}

/// A copy of `node` with the node number `at` (in document order) replaced.
fn replaced(node: &Node, at: &mut usize, stranger: &Value) -> Node {
    if *at == 0 {
        *at = usize::MAX;
        return Node {
            span: node.span,
            value: stranger.clone(),
            plain: false,
        };
    }
    *at = at.wrapping_sub(1);
    let value = match &node.value {
        Value::Mapping(mapping) => {
            let entry = |entry: &Entry| Entry {
                key: entry.key.clone(),
                key_span: entry.key_span,
                value: replaced(&entry.value, at, stranger),
            };
            Value::Mapping(Mapping::new(mapping.iter().map(entry).collect()))
        }
        Value::Sequence(items) => Value::Sequence(
            items
                .iter()
                .map(|item| replaced(item, at, stranger))
                .collect(),
        ),
        other => other.clone(),
    };
    Node {
        span: node.span,
        value,
        plain: node.plain,
    }
}

#[test]
fn anything_may_stand_anywhere() {
    let mut sources = Sources::new();
    let file = sources.add("rich.yaml", RICH);
    let (root, found) = specwright_source::read(&sources, file);
    assert!(found.is_empty());
    let root = root.unwrap();
    let (document, found) = specwright_spec::read(&root);
    assert!(document.is_some() && found.is_empty(), "{found:?}");
    for stranger in strangers() {
        for at in 0..count(&root) {
            let strange = replaced(&root, &mut at.clone(), &stranger);
            let (document, found) = specwright_spec::read(&strange);
            let failed = found.iter().any(|found| found.severity == Severity::Error);
            assert_eq!(document.is_none(), failed, "{stranger:?} at {at}");
        }
    }
}

#[test]
fn the_same_text_gives_the_same_findings() {
    let text = RICH
        .replace("#/components", "#/component")
        .replace("type:", "tpye:");
    let first = common::read_text("rich.yaml", &text).rendered();
    assert!(first.contains("did you mean"));
    assert_eq!(first, common::read_text("rich.yaml", &text).rendered());
}

/// Reads a document of 3.1 with these lines at its end; whether it could be.
fn fine(lines: &str) -> bool {
    let text = format!("openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\n{lines}");
    common::read_text("hostile.yaml", &text).document.is_some()
}

#[test]
fn repetition_has_an_end() {
    use std::fmt::Write;
    let mut lines = String::from("paths:\n");
    for number in 0..2_000 {
        writeln!(lines, "  /{number}: {{get: {{$ref: '#/x-operation'}}}}").unwrap();
    }
    lines.push_str("x-operation:\n  responses: {default: {description: OK}}\n  x-much: [");
    lines.push_str(&"1,".repeat(4_000));
    lines.push_str("]\n");
    assert!(!fine(&lines));
}

#[test]
fn pointers_through_references_have_an_end() {
    let way = "/a".repeat(40);
    let mut lines = String::from("paths: {}\ncomponents:\n  schemas:\n    S: {$ref: '#/x/0");
    lines.push_str(&way);
    lines.push_str("'}\nx:\n");
    for number in 0..40 {
        lines.push_str(&format!(
            "  '{number}': {{$ref: '#/x/{}{way}'}}\n",
            number + 1
        ));
    }
    assert!(!fine(&lines));
}

#[test]
fn chains_of_references_have_an_end() {
    let chain = |length: usize| {
        let mut lines = String::from("paths: {}\ncomponents:\n  responses:\n");
        for number in 0..length {
            lines.push_str(&format!(
                "    R{number}: {{$ref: '#/components/responses/R{}'}}\n",
                number + 1
            ));
        }
        lines.push_str(&format!("    R{length}: {{description: OK}}\n"));
        fine(&lines)
    };
    assert!(chain(100));
    assert!(!chain(1_000));
}

#[test]
fn suggestions_have_an_end() {
    use std::fmt::Write;
    let mut lines = String::from("paths: {}\ncomponents:\n  schemas:\n");
    for number in 0..4_000 {
        writeln!(
            lines,
            "    Component{number}: {{$ref: '#/components/schemas/Missing{number}'}}"
        )
        .unwrap();
    }
    assert!(!fine(&lines));
}
