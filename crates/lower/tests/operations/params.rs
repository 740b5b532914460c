//! Parameters.

use specwright_ir::{Literal, ParamWire, PathStyle, QueryStyle, Scalar, TypeKind, TypeRef};
use specwright_source::codes::gap;

use super::{api, fields, findings, gaps, idents, operation, param, types};

/// A document with one operation `list` at `/a/{id}` and these parameters.
fn with(parameters: &str) -> String {
    format!(
        "  /a/{{id}}:\n    get:\n      operationId: list\n      parameters: [{parameters}]\n      \
         responses: {{'204': {{description: d}}}}\n"
    )
}

const ID: &str = "{name: id, in: path, required: true, schema: {type: string}}";

#[test]
fn path_first_then_as_written_and_the_operation_wins() {
    let api = api("  /a/{b}/{c}:
    parameters:
      - {name: q, in: query, schema: {type: string}}
      - {name: c, in: path, required: true, schema: {type: integer}}
      - {name: X-Trace, in: header, schema: {type: string}}
    get:
      operationId: list
      parameters:
        - {name: z, in: cookie, schema: {type: boolean}}
        - {name: b, in: path, required: true, schema: {type: string}}
        - {name: q, in: query, required: true, schema: {type: integer}}
        - {name: x-trace, in: header, required: true, schema: {type: string}}
      responses: {'204': {description: d}}
");
    let list = operation(&api, "list");
    assert_eq!(fields(list), ["b", "c", "q", "x_trace", "z"]);
    assert!(param(list, "q").required);
    assert!(param(list, "x_trace").required);
    assert_eq!(param(list, "x_trace").wire.0, "x-trace");
    assert!(!param(list, "z").required);
}

#[test]
fn fields_are_unique() {
    let api = api(&with(&format!(
        "{ID}, {{name: id, in: query, schema: {{type: string}}}}, \
         {{name: id, in: header, schema: {{type: string}}}}, \
         {{name: body, in: query, schema: {{type: string}}}}, \
         {{name: self, in: query, schema: {{type: string}}}}"
    )));
    let expected = ["id", "id_query", "id_header", "body", "self_"];
    assert_eq!(fields(operation(&api, "list")), expected);

    let api = super::api(
        "  /a:
    post:
      operationId: list
      parameters: [{name: body, in: query, schema: {type: string}}]
      requestBody: {content: {application/json: {}}}
      responses: {'204': {description: d}}
",
    );
    assert_eq!(fields(operation(&api, "list")), ["body_query"]);
}

#[test]
fn styles_and_lists() {
    let api = api(
        "  /a/{m}/{l}:
    get:
      operationId: list
      parameters:
        - {name: m, in: path, required: true, style: matrix, explode: true, schema: {type: array, items: {type: integer}}}
        - {name: l, in: path, required: true, style: label, schema: {type: string}}
        - {name: c, in: query, explode: false, schema: {type: array, items: {type: [string, 'null']}}}
        - {name: p, in: query, style: pipeDelimited, explode: false, allowReserved: true, schema: {type: array, items: {type: string, enum: [a, b]}, maxItems: 3}}
      responses: {'204': {description: d}}
",
    );
    let list = operation(&api, "list");
    let integers = TypeRef::List(Box::new(TypeRef::Scalar(Scalar::Integer(
        specwright_ir::Integer::I64,
    ))));
    assert_eq!(param(list, "m").ty, integers);
    let matrix = ParamWire::Path {
        style: PathStyle::Matrix,
        explode: true,
    };
    assert_eq!(param(list, "m").place, matrix);
    let label = ParamWire::Path {
        style: PathStyle::Label,
        explode: false,
    };
    assert_eq!(param(list, "l").place, label);
    let strings = TypeRef::List(Box::new(TypeRef::Scalar(Scalar::String)));
    assert_eq!(param(list, "c").ty, strings, "null is no text");
    let (style, allow_reserved) = (QueryStyle::Form { explode: false }, false);
    assert_eq!(
        param(list, "c").place,
        ParamWire::Query {
            style,
            allow_reserved
        }
    );
    let (style, allow_reserved) = (QueryStyle::PipeDelimited, true);
    assert_eq!(
        param(list, "p").place,
        ParamWire::Query {
            style,
            allow_reserved
        }
    );
    assert_eq!(param(list, "p").facets.max_items, Some(3));
    let TypeRef::List(item) = &param(list, "p").ty else {
        panic!()
    };
    assert!(matches!(**item, TypeRef::Named(_)));
    assert_eq!(api.gaps, []);
}

#[test]
fn tuples_of_scalars_are_carried() {
    let api = api(
        "  /a:
    get:
      operationId: list
      parameters:
        - {name: near, in: query, schema: {type: array, prefixItems: [{type: integer, minimum: 1}, {type: [string, 'null']}], items: false, minItems: 2}}
        - {name: any, in: query, schema: {type: array, prefixItems: [{type: integer}, {}], items: false, minItems: 2}}
      responses: {'204': {description: d}}
",
    );
    let list = operation(&api, "list");
    let near = param(list, "near");
    let text = TypeRef::Scalar(Scalar::String);
    let integer = TypeRef::Scalar(Scalar::Integer(specwright_ir::Integer::I64));
    assert_eq!(near.ty, TypeRef::Tuple(vec![integer, text.clone()]));
    assert_eq!(near.facets.positions.len(), 2);
    assert!(near.facets.positions[0].minimum.is_some());
    let any = param(list, "any");
    assert_eq!(any.ty, TypeRef::List(Box::new(text)));
    assert_eq!(
        (any.facets.min_items, any.facets.max_items),
        (Some(2), Some(2))
    );
    assert_eq!(gaps(&api, gap::PARAMETER_TEXT).len(), 1);
}

#[test]
fn inline_types_are_named_after_their_context() {
    let api = api("  /a/{kind}:
    parameters:
      - {name: kind, in: path, required: true, schema: {type: string, enum: [x, y]}}
    get:
      operationId: list_pets
      parameters:
        - {name: sort, in: query, schema: {type: string, enum: [up, down], default: up}}
        - {$ref: '#/components/parameters/Order'}
      responses: {'204': {description: d}}
components:
  parameters:
    Order: {name: order, in: query, schema: {type: string, enum: [one, two]}}
");
    let mut names: Vec<_> = types(&api).split(' ').map(str::to_owned).collect();
    names.sort();
    assert_eq!(names, ["AKind", "ListPetsSort", "Order"]);
    let sort = param(operation(&api, "list_pets"), "sort");
    let TypeRef::Named(id) = sort.ty else {
        panic!()
    };
    assert!(matches!(api.types.get(id).kind, TypeKind::Enum(_)));
    let Some(Literal::Variant(of, variant)) = &sort.default else {
        panic!("{sort:?}")
    };
    assert_eq!((*of, variant.as_str()), (id, "Up"));
}

#[test]
fn some_headers_are_ignored_and_why_is_said() {
    let paths = with(&format!(
        "{ID}, {{name: Accept, in: header, schema: {{type: string}}}}, \
         {{name: content-type, in: header, required: true, schema: {{type: string}}}}, \
         {{name: AUTHORIZATION, in: header, schema: {{type: string}}}}, \
         {{name: accept, in: query, schema: {{type: string}}}}"
    ));
    assert_eq!(fields(operation(&api(&paths), "list")), ["id", "accept"]);
    assert_eq!(findings(&paths), ["SW0405"; 3]);
}

#[test]
fn what_is_no_scalar_and_no_list_is_text_or_leaves_the_operation_out() {
    let kept = api(&with(&format!(
        "{ID}, {{name: c, in: query, content: {{application/json: {{schema: {{type: object}}}}}}}}, \
         {{name: u, in: query, schema: {{type: [string, integer], minLength: 2}}}}, \
         {{name: v, in: query, schema: {{anyOf: [{{type: string}}, {{type: array, items: {{type: string}}}}]}}}}, \
         {{name: any, in: query, schema: {{}}}}, \
         {{name: of, in: query, schema: {{oneOf: [{{type: string, format: date}}, {{type: string, format: uuid}}]}}}}, \
         {{name: list, in: query, schema: {{type: array}}}}"
    )));
    let list = operation(&kept, "list");
    let text = TypeRef::Scalar(Scalar::String);
    for name in ["c", "u", "any", "of"] {
        assert_eq!(param(list, name).ty, text, "{name}");
        assert!(param(list, name).facets.is_empty());
    }
    for name in ["v", "list"] {
        assert_eq!(param(list, name).ty, TypeRef::List(Box::new(text.clone())));
    }
    let told = gaps(&kept, gap::PARAMETER_TEXT);
    let told: Vec<_> = told.iter().map(|gap| gap.message.as_str()).collect();
    assert_eq!(
        told,
        [
            "the parameter `c` is carried as text, not as `application/json`",
            "the parameter `u` has several types, it is carried as any text",
            "the parameter `v` has several types, it is carried as any text",
            "the parameter `any` has no type, it is carried as any text",
            "the parameter `of` is text of several forms, it is carried as any text",
            "the parameter `list` has items without a type, they are carried as any text",
        ]
    );
    assert_eq!(types(&kept), "", "no type is left behind");

    for (parameter, code) in [
        (
            "{name: o, in: query, schema: {type: object, properties: {a: {type: string}}}}",
            gap::PARAMETER_OBJECT,
        ),
        (
            "{name: o, in: query, schema: {type: array, items: {type: array, items: {type: string}}}}",
            gap::PARAMETER_OBJECT,
        ),
        (
            "{name: o, in: query, style: deepObject, schema: {type: object}}",
            gap::PARAMETER_STYLE,
        ),
        (
            "{name: 'a b', in: header, schema: {type: string}}",
            gap::HEADER_NAME,
        ),
        (
            "{name: \"a\\nb\", in: cookie, schema: {type: string}}",
            gap::HEADER_NAME,
        ),
    ] {
        let left_out = api(&with(&format!("{ID}, {parameter}")));
        assert_eq!(idents(&left_out), [""; 0], "{parameter}");
        let [gap] = gaps(&left_out, code)[..] else {
            panic!("{:?}", left_out.gaps)
        };
        assert!(
            gap.message.starts_with("operation `list` is left out: "),
            "{}",
            gap.message
        );
        assert!(left_out.routes.is_empty() && left_out.groups.is_empty());
        assert_eq!(types(&left_out), "", "no type is left behind");
    }
}

#[test]
fn undeclared_path_parameters_are_strings_and_unused_ones_ignored() {
    let paths = with("{name: other, in: path, required: true, schema: {type: string}}");
    let api = api(&paths);
    assert_eq!(fields(operation(&api, "list")), ["id"]);
    assert_eq!(findings(&paths).len(), 2);
}

#[test]
fn empty_values_of_other_types_are_a_gap() {
    let api = api(&with(&format!(
        "{ID}, {{name: a, in: query, allowEmptyValue: true, schema: {{type: string}}}}, \
         {{name: b, in: query, allowEmptyValue: true, schema: {{type: integer}}}}"
    )));
    assert_eq!(gaps(&api, gap::ALLOW_EMPTY_VALUE).len(), 1);
}

#[test]
fn types_of_the_users_are_carried_if_they_are_read_from_text() {
    let of = |schema: &str| {
        api(&with(&format!(
            "{ID}, {{name: q, in: query, schema: {schema}}}"
        )))
    };
    let carried = of("{type: string, x-rust-type: '::my::Q'}");
    assert_eq!(idents(&carried), ["list"]);
    for schema in [
        "{type: string, x-rust-type: {type: '::my::Q', via: serde}}",
        "{type: integer, x-rust-type: '::my::Q'}",
        "{type: array, items: {type: string, x-rust-type: {type: '::my::Q', via: codec}}}",
        "{anyOf: [{type: integer}, {type: string, x-rust-type: {type: '::my::Q', via: codec}}]}",
    ] {
        let left_out = of(schema);
        assert_eq!(idents(&left_out), [""; 0], "{schema}");
        let [gap] = gaps(&left_out, gap::PARAMETER_OBJECT)[..] else {
            panic!("{schema}: {:?}", left_out.gaps)
        };
        let expected = "operation `list` is left out: its parameter `q` has a type of yours that \
                        is not read from text, as it is by `via: display`";
        assert_eq!(gap.message, expected, "{schema}");
    }
}
