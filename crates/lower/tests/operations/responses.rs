//! Responses.

use specwright_ir::{BodyCodec, Scalar, StatusSpec, TypeRef};
use specwright_lower::Options;
use specwright_source::codes::gap;

use super::{api, document, findings, gaps, lowered, operation, types};

fn with(responses: &str) -> String {
    format!("  /a:\n    get:\n      operationId: list_pets\n      responses: {responses}\n")
}

fn variants(responses: &str) -> Vec<String> {
    let api = api(&with(responses));
    let responses = operation(&api, "list_pets").responses.iter();
    responses
        .map(|response| response.ident.to_string())
        .collect()
}

#[test]
fn codes_then_ranges_then_default() {
    let responses = "{default: {description: d}, 4XX: {description: d}, '503': {description: d}, \
                     '299': {description: d}, '200': {description: d}}";
    let expected = [
        "Ok",
        "Status299",
        "ServiceUnavailable",
        "Status4xx",
        "Default",
    ];
    assert_eq!(variants(responses), expected);
}

#[test]
fn one_variant_a_media_type() {
    let api = api(&with(
        "{'200': {description: d, content: {application/xml: {schema: {type: string}}, \
         application/json: {schema: {type: object, properties: {a: {type: string}}}}, text/xml: {}, \
         'image/*': {}, '*/*': {}, application/scim+json: {}}}}",
    ));
    let responses = &operation(&api, "list_pets").responses;
    let idents: Vec<_> = responses
        .iter()
        .map(|response| response.ident.as_str())
        .collect();
    assert_eq!(
        idents,
        [
            "Ok",
            "OkXml",
            "OkTextXml",
            "OkAny",
            "OkAnyAny",
            "OkScimJson"
        ]
    );
    let bodies: Vec<_> = responses
        .iter()
        .filter_map(|response| response.body.as_ref())
        .map(|body| {
            (
                body.codec,
                body.content_type.as_str(),
                body.accepts.as_str(),
            )
        })
        .collect();
    assert_eq!(
        bodies,
        [
            (BodyCodec::Json, "application/json", "application/json"),
            (BodyCodec::Raw, "application/xml", "application/xml"),
            (BodyCodec::Raw, "text/xml", "text/xml"),
            (BodyCodec::Raw, "application/octet-stream", "image/*"),
            (BodyCodec::Raw, "application/octet-stream", "*/*"),
            (
                BodyCodec::Json,
                "application/scim+json",
                "application/scim+json"
            ),
        ]
    );
    assert_eq!(gaps(&api, gap::BODY_MEDIA_TYPE).len(), 4);
    assert_eq!(types(&api), "ListPetsOkBody");
}

#[test]
fn headers_are_typed_and_unique() {
    let api = api(&with(
        "{'200': {description: d, headers: {X-Rate: {required: true, schema: {type: integer}}, \
         Content-Type: {schema: {type: string}}, Body: {schema: {type: string}}, \
         Sort: {schema: {type: array, items: {type: string, enum: [a, b]}}}, \
         Odd: {schema: {type: object}}, 'a b': {schema: {type: string}}}}}",
    ));
    let headers = &operation(&api, "list_pets").responses[0].headers;
    let idents: Vec<_> = headers.iter().map(|header| header.ident.as_str()).collect();
    assert_eq!(idents, ["x_rate", "body_header", "sort", "odd"]);
    assert!(headers[0].required);
    assert_eq!(headers[3].ty, TypeRef::Scalar(Scalar::String));
    assert_eq!(gaps(&api, gap::HEADER_TEXT).len(), 1);
    assert_eq!(gaps(&api, gap::HEADER_NAME).len(), 1);
    assert!(types(&api).contains("ListPetsOkSort"), "{}", types(&api));
}

#[test]
fn without_responses_there_is_an_empty_one() {
    let paths = "  /a:\n    get:\n      operationId: list_pets\n      responses: {}\n";
    let api = api(paths);
    let [response] = operation(&api, "list_pets").responses.as_slice() else {
        panic!()
    };
    assert_eq!(
        (response.status, &response.body),
        (StatusSpec::Code(200), &None)
    );
    assert!(findings(paths).contains(&"SW0406".to_owned()));
    let early = with("{'103': {description: d}}");
    assert_eq!(
        operation(&super::api(&early), "list_pets").responses[0]
            .ident
            .as_str(),
        "Ok"
    );
    assert_eq!(findings(&early), ["SW0406"]);
}

#[test]
fn bodies_where_http_has_none() {
    let json = "content: {application/json: {schema: {type: string}}}";
    let paths = with(&format!("{{'204': {{description: d, {json}}}}}"));
    let no_content = api(&paths);
    assert_eq!(operation(&no_content, "list_pets").responses[0].body, None);
    let (_, found) = lowered(&document(&paths), &Options::default());
    assert_eq!(
        found[0].message,
        "a response with the status 204 has no content"
    );
    let head = api(&format!(
        "  /a:\n    head:\n      operationId: look\n      responses: {{'200': {{description: d, {json}}}}}\n"
    ));
    assert_eq!(operation(&head, "look").responses[0].body, None);
    let early = api(&with("{'103': {description: d}, '200': {description: d}}"));
    assert_eq!(operation(&early, "list_pets").responses.len(), 1);
    assert_eq!(gaps(&early, gap::INFORMATIONAL_RESPONSE).len(), 1);
}

#[test]
fn shared_responses_name_their_schemas() {
    let api = api(
        "  /a:
    get: {operationId: one, responses: {'404': {$ref: '#/components/responses/Missing'}}}
    put: {operationId: two, responses: {'410': {$ref: '#/components/responses/Missing'}}}
components:
  responses:
    Missing: {description: d, content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}
",
    );
    assert_eq!(types(&api), "MissingBody");
}

#[test]
fn links_callbacks_and_webhooks_are_gaps() {
    let api = api("  /a:
    get:
      operationId: one
      servers: [{url: 'https://other.example'}]
      callbacks: {done: {'{$request.query.url}': {post: {responses: {'204': {description: d}}}}}}
      responses: {'204': {description: d, links: {next: {operationId: one}}}}
webhooks:
  hook: {post: {responses: {'204': {description: d}}}}
");
    for code in [
        gap::LINK,
        gap::CALLBACK,
        gap::WEBHOOK,
        gap::OPERATION_SERVERS,
    ] {
        let [gap] = gaps(&api, code)[..] else {
            panic!("{code:?} {:?}", api.gaps)
        };
        assert!(gap.span.end > gap.span.start);
    }
    let link = gaps(&api, gap::LINK)[0].pointer.to_string();
    assert_eq!(link, "/paths/~1a/get/responses/204/links/next");
}
