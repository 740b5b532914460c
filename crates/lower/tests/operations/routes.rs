//! Routes and servers.

use specwright_ir::{Segment, WireName};
use specwright_source::codes::gap;

use super::{api, findings, gaps, idents};

const EMPTY: &str = "responses: {'204': {description: d}}";

#[test]
fn one_route_a_shape() {
    let api = api(&format!(
        "  /pets/{{id}}:
    get: {{operationId: a, parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}], {EMPTY}}}
  /pets:
    get: {{operationId: b, {EMPTY}}}
  /pets/{{petId}}:
    delete: {{operationId: c, parameters: [{{name: petId, in: path, required: true, schema: {{type: string}}}}], {EMPTY}}}
"
    ));
    let routes: Vec<_> = api
        .routes
        .iter()
        .map(|route| {
            let methods: Vec<_> = route
                .methods
                .iter()
                .map(|(method, index)| (method.0.as_str(), index.0))
                .collect();
            (route.template.as_str(), methods)
        })
        .collect();
    assert_eq!(
        routes,
        [
            ("/pets/{id}", vec![("GET", 0), ("DELETE", 2)]),
            ("/pets", vec![("GET", 1)])
        ]
    );
    let segments = [
        Segment::Literal("/pets/".into()),
        Segment::Param(WireName("id".into())),
    ];
    assert_eq!(api.routes[0].segments, segments);
    assert_eq!(api.operations[2].path, "/pets/{petId}");
    assert_eq!(api.operations[2].params[0].wire.0, "petId");
}

#[test]
fn conflicts_are_errors() {
    let paths = |second: &str| {
        format!(
            "  /pets/{{a}}:\n    get: {{operationId: a, parameters: [{{name: a, in: path, required: true, schema: {{type: string}}}}], {EMPTY}}}\n  {second}:\n    get: {{operationId: b, parameters: [{{name: b, in: path, required: true, schema: {{type: string}}}}], {EMPTY}}}\n"
        )
    };
    for second in ["/pets/{b}", "/%70ets/{b}"] {
        let found = findings(&paths(second));
        assert!(found.contains(&"!SW0401".to_owned()), "{second}: {found:?}");
    }
    let found = findings(&paths("/pets/{b}/"));
    assert_eq!(found, [""; 0]);
}

#[test]
fn paths_that_cannot_be_matched_are_left_out() {
    for path in ["/a?x=1", "/a#b", "/{a}{b}"] {
        let api = api(&format!(
            "  '{path}':\n    get: {{operationId: one, {EMPTY}}}\n  /ok:\n    get: {{operationId: two, {EMPTY}}}\n"
        ));
        assert_eq!(idents(&api), ["two"], "{path}");
        assert_eq!(gaps(&api, gap::PATH_TEMPLATE).len(), 1, "{path}");
    }
}

#[test]
fn servers_have_their_variables_put_in() {
    let api = api(&format!(
        "  /a:\n    get: {{operationId: a, {EMPTY}}}\nservers:\n  - url: https://{{host}}/v{{n}}/{{x}}\n    variables: {{host: {{default: api.example}}, n: {{default: '2'}}, x: {{default: ''}}}}\n  - {{url: /here, description: Here.}}\n"
    ));
    assert_eq!(api.servers[0].url, "https://api.example/v2/");
    assert_eq!(api.servers[1].url, "/here");
    assert_eq!(api.servers[1].description.as_deref(), Some("Here."));
    assert_eq!(gaps(&api, gap::SERVER_TEMPLATE).len(), 1);
}
