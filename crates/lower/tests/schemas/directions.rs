//! `readOnly` and `writeOnly`: types of requests and of responses.

use specwright_lower::Options;

use crate::{check, lowered, show};

/// Compares the types of a document with these component schemas, of which
/// `sent` are bodies of requests and `answered` those of responses.
#[track_caller]
fn check_used(sent: &[&str], answered: &[&str], schemas: &str, expected: &str) {
    let (types, codes) = used(sent, answered, schemas);
    assert!(
        types.trim() == expected.trim(),
        "expected\n{}\n\nfound\n{}",
        expected.trim(),
        types.trim()
    );
    assert_eq!(codes, [""; 0]);
}

/// A document with these component schemas, of which `sent` are bodies of
/// requests and `answered` those of responses.
fn document_of(sent: &[&str], answered: &[&str], schemas: &str) -> String {
    let content = |name: &str| {
        format!(
            "content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/{name}' }} }} }}"
        )
    };
    let mut text = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths:\n".to_owned();
    for name in sent {
        text += &format!("  /send{name}:\n    post:\n      operationId: send{name}\n");
        text += &format!(
            "      requestBody: {{ required: true, {} }}\n",
            content(name)
        );
        text += "      responses: { '204': { description: D } }\n";
    }
    for name in answered {
        text += &format!("  /get{name}:\n    get:\n      operationId: get{name}\n");
        let content = content(name);
        text += &format!("      responses: {{ '200': {{ description: D, {content} }} }}\n");
    }
    text += "components:\n  schemas:\n";
    for line in schemas.trim().lines() {
        text += &format!("    {line}\n");
    }
    text
}

fn used(sent: &[&str], answered: &[&str], schemas: &str) -> (String, Vec<&'static str>) {
    let text = document_of(sent, answered, schemas);
    let (api, found) = lowered(&text, &Options::default());
    let api = api.unwrap_or_else(|| panic!("no IR: {found:#?}"));
    let mut codes: Vec<&str> = found.iter().map(|finding| finding.code.0).collect();
    codes.extend(api.gaps.iter().map(|gap| gap.code.0));
    (show::types(&api), codes)
}

const ACCOUNT: &str = "
Account:
  type: object
  required: [id, secret, name]
  properties:
    id: { type: integer, readOnly: true }
    secret: { $ref: '#/components/schemas/Secret' }
    name: { type: string, readOnly: false }
Secret: { type: string, writeOnly: true }
";

#[test]
fn what_goes_one_way_is_one_type() {
    let sent = "
struct Account
  secret: Secret
  name: string
type Secret = string
";
    check_used(&["Account"], &[], ACCOUNT, sent);
    let answered = "
struct Account
  id: i64
  name: string
type Secret = string
";
    check_used(&[], &["Account"], ACCOUNT, answered);
}

#[test]
fn what_goes_both_ways_is_two_types() {
    let expected = "
struct Account
  id: i64
  name: string
struct AccountRequest
  secret: Secret
  name: string
type Secret = string
";
    check_used(&["Account"], &["Account"], ACCOUNT, expected);
}

#[test]
fn what_goes_no_way_has_all_members() {
    check(
        ACCOUNT,
        "
struct Account
  id: i64?
  secret: Secret?
  name: string
type Secret = string
",
        &[],
    );
}

#[test]
fn only_what_leads_to_such_members_is_split() {
    let expected = "
struct Order
  account: Account
  items: [Item]
  state: OrderState
enum OrderState
  Open = \"open\"
  Shut = \"shut\"
struct OrderRequest
  account: AccountRequest
  items: [Item]
  state: OrderState
struct Item
  name: string
struct Account
  id: i64
struct AccountRequest
";
    let schemas = "
Order:
  type: object
  required: [account, items, state]
  properties:
    account: { $ref: '#/components/schemas/Account' }
    items: { type: array, items: { $ref: '#/components/schemas/Item' } }
    state: { enum: [open, shut] }
Item: { type: object, required: [name], properties: { name: { type: string } } }
Account: { type: object, required: [id], properties: { id: { type: integer, readOnly: true } } }
";
    check_used(&["Order"], &["Order"], schemas, expected);
}

#[test]
fn what_is_reached_through_a_member_of_the_other_direction_goes_one_way() {
    let schemas = "
Order:
  type: object
  properties:
    audit: { readOnly: true, allOf: [{ $ref: '#/components/schemas/Audit' }] }
Audit:
  type: object
  required: [key]
  properties: { key: { type: string, writeOnly: true }, by: { type: string } }
";
    let expected = "
struct Order
  audit: Audit?
struct OrderRequest
struct Audit
  by: string?
";
    check_used(&["Order"], &["Order"], schemas, expected);
}

#[test]
fn inline_schemas_are_two_types_in_two_directions() {
    let schemas = "
Order:
  type: object
  required: [by]
  properties:
    by:
      type: object
      required: [id, name]
      properties: { id: { type: integer, readOnly: true }, name: { type: string } }
";
    let expected = "
struct Order
  by: OrderBy
struct OrderBy
  id: i64
  name: string
struct OrderRequest
  by: OrderRequestBy
struct OrderRequestBy
  name: string
";
    check_used(&["Order"], &["Order"], schemas, expected);
}

#[test]
fn closed_objects_take_members_of_the_other_direction() {
    let schemas = "
Account:
  type: object
  required: [id, name]
  properties: { id: { type: integer, readOnly: true }, name: { type: string } }
  additionalProperties: false
Loose:
  type: object
  properties: { id: { type: integer, readOnly: true } }
  additionalProperties: { type: string }
";
    let expected = "
struct Account ignores id
  name: string
  no others
struct Loose ignores id
  ..additional_properties: string
";
    check_used(&["Account", "Loose"], &[], schemas, expected);
}

#[test]
fn what_another_part_of_all_of_says_of_the_member_is_ignored_too() {
    let schemas = "
Base: { type: object, properties: { id: { type: integer, readOnly: true }, name: { type: string } } }
Account:
  allOf: [{ $ref: '#/components/schemas/Base' }, { type: object, required: [id, name], properties: { id: { minimum: 1 } } }]
";
    let expected = "
struct Base
  id: i64?
  name: string?
struct Account
  id: i64 (>= 1)
  name: string
struct AccountRequest
  name: string
";
    check_used(&["Account"], &["Account", "Base"], schemas, expected);
}

#[test]
fn recursion_stays_in_its_direction() {
    let schemas = "
Node:
  type: object
  required: [id, children]
  properties:
    id: { type: integer, readOnly: true }
    children: { type: array, items: { $ref: '#/components/schemas/Node' } }
";
    let expected = "
struct Node
  id: i64
  children: [Node]
struct NodeRequest
  children: [NodeRequest]
";
    check_used(&["Node"], &["Node"], schemas, expected);
}

#[test]
fn a_name_that_is_taken_is_left_to_whom_it_belongs() {
    let schemas = "
Account: { type: object, properties: { id: { type: integer, readOnly: true } } }
AccountRequest: { type: string }
";
    let (types, codes) = used(&["Account", "AccountRequest"], &["Account"], schemas);
    let expected = "
struct Account
  id: i64?
struct AccountInput
type AccountRequest = string
";
    assert_eq!(types.trim(), expected.trim());
    assert_eq!(codes, [""; 0]);
}

#[test]
fn the_member_of_a_discriminator_goes_both_ways() {
    let schemas = "
Pet:
  oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }]
  discriminator: { propertyName: kind }
Cat: { type: object, required: [kind], properties: { kind: { type: string, readOnly: true }, claws: { type: integer } } }
Dog: { type: object, required: [kind], properties: { kind: { type: string, readOnly: true } } }
";
    let (types, _) = used(&["Pet"], &["Pet"], schemas);
    assert!(
        types.contains("struct CatRequest\n  kind: string?"),
        "{types}"
    );
}

#[test]
fn types_and_names_of_the_users_go_both_ways() {
    let schemas = "
Account:
  x-rust-type: crate::Account
  type: object
  properties: { id: { type: integer, readOnly: true } }
Order:
  x-rust-name: Purchase
  type: object
  required: [by, id]
  properties: { by: { $ref: '#/components/schemas/Account' }, id: { type: integer, readOnly: true } }
";
    let expected = "
own Account = crate::Account by Codec
struct Purchase
  by: Account (checked)
  id: i64
struct PurchaseRequest
  by: Account (checked)
";
    check_used(
        &["Account", "Order"],
        &["Account", "Order"],
        schemas,
        expected,
    );
}

#[test]
fn what_is_said_to_go_both_one_way_and_the_other_stays() {
    let schemas = "
Account: { type: object, required: [id], properties: { id: { type: integer, readOnly: true, writeOnly: true } } }
";
    let expected = "
struct Account
  id: i64
";
    check_used(&["Account"], &["Account"], schemas, expected);
}

#[test]
fn names_of_requests_are_kept_against_new_components() {
    let account = "Account: { type: object, properties: { id: { type: integer, readOnly: true }, tags: { type: object, properties: { a: { type: string } } } } }";
    let mut kept = specwright_ir::Names::default();
    let place = "#/components/schemas/Account";
    let kind = specwright_ir::Role::Type;
    kept.note(kind, format!("{place}?request"), "AccountRequest");
    kept.note(kind, format!("{place}/properties/tags"), "AccountTags");
    let options = Options {
        kept,
        ..Options::default()
    };
    let schemas =
        format!("{account}\nAccountRequest: {{ type: string }}\nAccountTags: {{ type: string }}");
    let text = document_of(
        &["Account"],
        &["Account", "AccountRequest", "AccountTags"],
        &schemas,
    );
    let (api, found) = lowered(&text, &options);
    let types = show::types(&api.unwrap());
    assert!(types.contains("struct AccountRequest\n"), "{types}");
    assert!(types.contains("struct AccountTags\n"), "{types}");
    assert!(
        found.iter().any(|found| found.code.0 == "SW0302"),
        "{found:#?}"
    );
}

#[test]
fn branches_that_requests_do_not_tell_apart_are_left_to_the_program() {
    let schemas = "
Either: { oneOf: [{ $ref: '#/components/schemas/Saved' }, { $ref: '#/components/schemas/New' }] }
Saved: { type: object, required: [id], properties: { id: { type: integer, readOnly: true }, name: { type: string } } }
New: { type: object, required: [name], properties: { name: { type: string } } }
";
    let (types, _) = used(&["Either"], &["Either"], schemas);
    assert!(
        types.contains("union EitherRequest any of checked\n"),
        "{types}"
    );
    assert!(types.contains("union Either one of\n"), "{types}");
}
