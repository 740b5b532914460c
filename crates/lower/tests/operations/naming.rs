//! Names of operations, their types and their groups.

use super::{api, findings, idents, types};

const EMPTY: &str = "responses: {'204': {description: d}}";

#[test]
fn a_tag_is_stripped_where_the_rest_is_unique() {
    let api = api(&format!(
        "  /a:
    get: {{operationId: pets-list, tags: [pets], {EMPTY}}}
    put: {{operationId: pets_list_all, tags: [pets], {EMPTY}}}
    post: {{operationId: store/list, tags: [store], {EMPTY}}}
    delete: {{operationId: petsRemove, tags: [pets], {EMPTY}}}
    patch: {{operationId: pets, tags: [pets], {EMPTY}}}
    options: {{operationId: pets-move, tags: [pets], {EMPTY}}}
    head: {{operationId: pets-by-name, tags: [pets], {EMPTY}}}
"
    ));
    let expected = [
        "pets_list",
        "list_all",
        "store_list",
        "remove",
        "pets",
        "pets_move",
        "pets_by_name",
    ];
    assert_eq!(idents(&api), expected);
    assert_eq!(api.operations[1].stem.as_str(), "ListAll");
}

#[test]
fn the_order_of_the_document_does_not_matter() {
    let one = api(&format!(
        "  /a:\n    get: {{operationId: fooBar, {EMPTY}}}\n    put: {{operationId: foo_bar, {EMPTY}}}\n"
    ));
    let other = api(&format!(
        "  /a:\n    put: {{operationId: foo_bar, {EMPTY}}}\n    get: {{operationId: fooBar, {EMPTY}}}\n"
    ));
    assert_eq!(idents(&one), ["foo_bar_get_a", "foo_bar"]);
    assert_eq!(idents(&other), ["foo_bar", "foo_bar_get_a"]);
}

#[test]
fn the_same_id_twice_is_told_apart_with_a_warning() {
    let paths = format!(
        "  /a:\n    get: {{operationId: list, {EMPTY}}}\n  /b/{{id}}:\n    get: {{operationId: list, \
         parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}], {EMPTY}}}\n"
    );
    assert_eq!(idents(&api(&paths)), ["list", "list_get_b_by_id"]);
    assert!(
        findings(&paths).contains(&"SW0403".to_owned()),
        "{:?}",
        findings(&paths)
    );
}

#[test]
fn a_suffix_says_nothing_twice() {
    let api = api(&format!(
        "  /a/b:\n    get: {{operationId: get_a_b, {EMPTY}}}\n    put: {{operationId: get-a-b, {EMPTY}}}\n"
    ));
    assert_eq!(idents(&api), ["get_a_b", "get_a_b_put"]);
}

#[test]
fn without_an_id_method_and_path_name_the_operation() {
    let api = api(&format!(
        "  /pets/{{id}}.{{ext}}:\n    get: {{{EMPTY}}}\n  /:\n    post: {{{EMPTY}}}\n  /{{id}}:cancel:\n    put: {{operationId: '...', {EMPTY}}}\n"
    ));
    assert_eq!(
        idents(&api),
        ["get_pets_by_id_by_ext", "post_root", "put_by_id_cancel"]
    );
    assert_eq!(api.operations[0].id, "GET /pets/{id}.{ext}");
}

#[test]
fn groups_follow_first_tags() {
    let api = api(&format!(
        "  /a:
    get: {{operationId: a, tags: [linked-accounts, other], {EMPTY}}}
    put: {{operationId: b, {EMPTY}}}
    post: {{operationId: c, tags: ['../../x'], {EMPTY}}}
    patch: {{operationId: d, tags: [security], {EMPTY}}}
    delete: {{operationId: e, tags: [api], {EMPTY}}}
    options: {{operationId: f, tags: [linked-accounts], {EMPTY}}}
tags:
  - {{name: linked-accounts, description: Accounts.}}
"
    ));
    let groups: Vec<_> = api
        .groups
        .iter()
        .map(|group| {
            (
                group.ident.as_str(),
                group.module.as_str(),
                group.tag.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        groups,
        [
            ("LinkedAccounts", "linked_accounts", Some("linked-accounts")),
            ("Api", "api", None),
            ("X", "x", Some("../../x")),
            ("SecurityApi", "security_api", Some("security")),
            ("ApiApi", "api_api", Some("api")),
        ]
    );
    assert_eq!(api.groups[0].docs.description.as_deref(), Some("Accounts."));
    let indexes: Vec<_> = api.operations.iter().map(|op| op.group.0).collect();
    assert_eq!(indexes, [0, 1, 2, 3, 4, 0]);
}

#[test]
fn models_keep_their_names_and_operations_step_aside() {
    let api = api(
        "  /a:
    post:
      operationId: create_pet
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/CreatePetRequest'}}}}
      responses: {'200': {description: d, content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}}
components:
  schemas:
    CreatePetRequest: {type: object, properties: {name: {type: string}}}
",
    );
    assert_eq!(api.operations[0].ident.as_str(), "create_pet");
    assert_eq!(api.operations[0].stem.as_str(), "CreatePetOp");
    assert_eq!(types(&api), "CreatePetRequest CreatePetOpOkBody");
}

#[test]
fn hostile_names_become_identifiers() {
    let api = api(r##"  '/"); panic!("/{a"b}/*/':
    get:
      operationId: "\n */ \u0000 fn main() { } r#self"
      tags: ["*/ \n mod x;"]
      parameters:
        - {name: 'a"b', in: path, required: true, schema: {type: string, enum: ['"); panic!("', '']}}
        - {name: "Self", in: query, schema: {type: string}}
        - {name: "\u202e", in: query, schema: {type: string}}
      responses: {'200': {description: "*/", content: {'x/"y"': {}, "x/y\nz: 1": {}}}}
"##);
    let [operation] = api.operations.as_slice() else {
        panic!("{:#?}", api.gaps)
    };
    super::invariants::hold(&api, "hostile");
    let is_ident = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && !["self", "Self", "super", "crate", "_"].contains(&text)
    };
    let params = operation.params.iter().map(|param| param.ident.as_str());
    let variants = operation
        .responses
        .iter()
        .map(|response| response.ident.as_str());
    let types = api.types.iter().map(|(_, def)| def.ident.as_str());
    let group = &api.groups[0];
    let others = [
        operation.ident.as_str(),
        operation.stem.as_str(),
        group.ident.as_str(),
        group.module.as_str(),
    ];
    for name in params.chain(variants).chain(types).chain(others) {
        assert!(is_ident(name), "{name:?}");
    }
    let sent = operation
        .responses
        .iter()
        .filter_map(|response| response.body.as_ref());
    for body in sent {
        assert!(
            !body.content_type.contains(|c: char| c.is_control()),
            "{body:?}"
        );
    }
}
