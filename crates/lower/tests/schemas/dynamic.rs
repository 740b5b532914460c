//! `$dynamicRef`: generic schemas become concrete types.

use crate::check;

#[test]
fn a_generic_list_is_of_the_items_that_are_bound() {
    check(
        "
Page:
  $id: https://example.com/page
  type: object
  required: [items]
  properties:
    items: { type: array, items: { $dynamicRef: '#item' } }
    next: { type: string }
  $defs:
    item: { $dynamicAnchor: item, not: {} }
UserPage:
  $id: https://example.com/users
  $ref: https://example.com/page
  $defs:
    item: { $dynamicAnchor: item, $ref: '/doc#/components/schemas/User' }
User: { $id: https://example.com/user, type: object, required: [name], properties: { name: { type: string } } }
NamePage:
  $id: https://example.com/names
  $ref: https://example.com/page
  $defs:
    item: { $dynamicAnchor: item, type: string }
"
        .replace("/doc#/components/schemas/User", "https://example.com/user")
        .as_str(),
        "
struct Page
  items: [any] (maxItems 0)
  next: string?
struct UserPage
  items: [User]
  next: string?
struct User
  name: string
struct NamePage
  items: [string]
  next: string?
",
        &[],
    );
}

#[test]
fn inline_items_are_named_after_the_schema_that_binds_them() {
    check(
        "
Page:
  $id: https://example.com/page
  type: object
  required: [items]
  properties: { items: { type: array, items: { $dynamicRef: '#item' } } }
  $defs: { item: { $dynamicAnchor: item } }
UserPage:
  $id: https://example.com/users
  $ref: https://example.com/page
  $defs:
    item: { $dynamicAnchor: item, type: object, required: [name], properties: { name: { type: string } } }
OrderPage:
  $id: https://example.com/orders
  $ref: https://example.com/page
  $defs:
    item: { $dynamicAnchor: item, type: object, required: [total], properties: { total: { type: number } } }
",
        "
struct Page
  items: [any]
struct UserPage
  items: [UserPageItem]
struct UserPageItem
  name: string
struct OrderPage
  items: [OrderPageItem]
struct OrderPageItem
  total: f64
",
        &[],
    );
}

#[test]
fn a_tree_that_is_extended_is_a_tree_of_the_extension() {
    check(
        "
Tree:
  $id: https://example.com/tree
  $dynamicAnchor: node
  type: object
  required: [children]
  properties:
    children: { type: array, items: { $dynamicRef: '#node' } }
NamedTree:
  $id: https://example.com/named-tree
  $dynamicAnchor: node
  $ref: https://example.com/tree
  required: [name]
  properties: { name: { type: string } }
",
        "
struct Tree
  children: [Tree]
struct NamedTree
  children: [NamedTree]
  name: string
",
        &[],
    );
}

#[test]
fn a_tree_inside_another_schema_takes_its_binding() {
    check(
        "
Tree:
  $id: https://example.com/tree
  $dynamicAnchor: node
  type: object
  required: [children]
  properties:
    children: { type: array, items: { $dynamicRef: '#node' } }
Forest:
  $id: https://example.com/forest
  type: object
  required: [tree]
  properties:
    tree: { $ref: https://example.com/tree }
  $defs:
    leaf: { $dynamicAnchor: node, type: string }
",
        "
struct Tree
  children: [Tree]
struct Forest
  tree: ForestTree
struct ForestTree
  children: [string]
",
        &[],
    );
}
