//! Names of operations, their types and their groups.

use super::{api, findings, flat, idents, types};

const EMPTY: &str = "responses: {'204': {description: d}}";

#[test]
fn a_tag_is_stripped_in_its_trait_and_among_all_where_none_clashes() {
    let api = api(&format!(
        "  /a:
    get: {{operationId: pets-list, tags: [pets], {EMPTY}}}
    put: {{operationId: pets_list_all, tags: [pets], {EMPTY}}}
    post: {{operationId: store/list, tags: [store], {EMPTY}}}
    delete: {{operationId: petsRemove, tags: [pets], {EMPTY}}}
    patch: {{operationId: pets, tags: [pets], {EMPTY}}}
    options: {{operationId: pets-move, tags: [pets], {EMPTY}}}
    head: {{operationId: pets-by-name, tags: [pets], {EMPTY}}}
  /b:
    get: {{operationId: users_find, tags: [users], {EMPTY}}}
    put: {{operationId: users_add, tags: [users], {EMPTY}}}
"
    ));
    let expected = [
        "list",
        "list_all",
        "list",
        "remove",
        "pets",
        "pets_move",
        "pets_by_name",
        "find",
        "add",
    ];
    assert_eq!(idents(&api), expected);
    // One verb of `pets` is that of `store`, so both tags keep their prefix.
    let expected = [
        "pets_list",
        "pets_list_all",
        "store_list",
        "pets_remove",
        "pets",
        "pets_move",
        "pets_by_name",
        "find",
        "add",
    ];
    assert_eq!(flat(&api), expected);
    assert_eq!(api.operations[1].stem.as_str(), "PetsListAll");
    assert_eq!(api.operations[8].stem.as_str(), "Add");
}

#[test]
fn a_tag_is_stripped_only_where_its_trait_has_no_such_method() {
    let api = api(&format!(
        "  /a:
    get: {{operationId: pets_list, tags: [pets], {EMPTY}}}
    put: {{operationId: list, tags: [pets], {EMPTY}}}
    post: {{operationId: pets_add, tags: [pets], {EMPTY}}}
"
    ));
    assert_eq!(idents(&api), ["pets_list", "list", "add"]);
    assert_eq!(flat(&api), ["pets_list", "list", "pets_add"]);
}

#[test]
fn the_ids_of_fastapi_become_the_names_of_the_functions() {
    let id = "parameters: [{name: user_id, in: path, required: true, schema: {type: string}}]";
    let api = api(&format!(
        "  /users/:
    post: {{operationId: create_user_users__post, tags: [users], {EMPTY}}}
    get: {{operationId: read_all_users__get, tags: [users], {EMPTY}}}
  /users/{{user_id}}:
    get: {{operationId: read_user_users__user_id__get, tags: [users], {id}, {EMPTY}}}
    put: {{operationId: read_user_users__user_id__get_, tags: [users], {id}, {EMPTY}}}
  /items/:
    get: {{operationId: read_all_items__get, tags: [items], {EMPTY}}}
    delete: {{operationId: items_clear_items__delete, tags: [items], {EMPTY}}}
    post: {{operationId: move_items__post, tags: [items], {EMPTY}}}
  /:
    get: {{operationId: root__get, {EMPTY}}}
"
    ));
    let expected = [
        "create_user",
        "read_all",
        "read_user",
        "read_user_users_user_id_get",
        "read_all",
        "clear",
        "move_items_post",
        "root",
    ];
    assert_eq!(idents(&api), expected);
    let expected = [
        "create_user",
        "read_all_users_get",
        "read_user",
        "read_user_users_user_id_get",
        "read_all_items_get",
        "clear",
        "move_items_post",
        "root",
    ];
    assert_eq!(flat(&api), expected);
}

#[test]
fn the_first_of_the_same_id_keeps_its_name() {
    let api = api(&format!(
        "  /z:\n    get: {{operationId: pets_list, tags: [pets], {EMPTY}}}\n  /a/pets:\n    get: \
         {{operationId: pets_list, tags: [pets], {EMPTY}}}\n  /only/post:\n    get: {{operationId: \
         only, {EMPTY}}}\n    post: {{operationId: only, {EMPTY}}}\n"
    ));
    assert_eq!(flat(&api), ["list", "list_get_a_pets", "only", "only_post"]);
    assert_eq!(idents(&api), flat(&api));
}

#[test]
fn names_made_of_self_have_no_underscore_inside() {
    let api = api(
        "  /a:
    get:
      operationId: self
      tags: [self]
      parameters:
        - {name: self, in: query, schema: {type: string}}
        - {name: Self, in: query, schema: {type: string}}
        - {name: self, in: header, schema: {type: string, enum: [a]}}
      responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/self'}}}}}
    put:
      operationId: Self
      tags: [self]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Self'}}}}
      responses: {'204': {description: d}}
components:
  schemas:
    self: {type: string, enum: [self, Self]}
    Self: {type: object, properties: {kind: {type: string, enum: [a]}}}
",
    );
    assert_eq!(types(&api), "Self2 Self_ SelfKind SelfInline");
    assert_eq!(idents(&api), ["self_", "self_put_a"]);
    let operation = &api.operations[0];
    assert_eq!(operation.stem.joined("Request"), "SelfRequest");
    assert_eq!(
        super::fields(operation),
        ["self_", "self_query", "self_header"]
    );
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
fn of_tags_of_one_name_the_first_has_it() {
    let paths = format!(
        "  /a:
    get: {{operationId: a, tags: [Security], {EMPTY}}}
    put: {{operationId: b, tags: [security], {EMPTY}}}
    post: {{operationId: c, tags: [Pets], {EMPTY}}}
    patch: {{operationId: d, tags: [pets], {EMPTY}}}
"
    );
    let api = api(&paths);
    let groups = api.groups.iter().map(|group| group.ident.as_str());
    let groups: Vec<_> = groups.collect();
    assert_eq!(groups, ["SecurityApi", "SecurityApi2", "Pets", "PetsApi"]);
    // Why there is no `Security`, twice; and the two tags called `Pets`.
    let found = findings(&paths);
    assert_eq!(found.iter().filter(|code| *code == "SW0411").count(), 2);
    assert_eq!(found.iter().filter(|code| *code == "SW0302").count(), 1);
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
