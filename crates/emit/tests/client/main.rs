//! `client.rs` from APIs built by hand. The expected files are compiled and
//! used by the tests of `specwright-reqwest`.

mod api;

use std::path::Path;

use specwright_ir::{Api, MethodIdent, Operation};

fn printed(api: &Api) -> String {
    specwright_emit::print(specwright_emit::client(api)).unwrap()
}

/// Compares with a file beside its first line, the header. With `BLESS` in the
/// environment the file is written instead.
fn assert_is(api: &Api, file: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../reqwest/tests")
        .join(file);
    let text = printed(api);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap();
    for (index, (line, expected)) in text.lines().zip(expected.lines()).enumerate() {
        assert_eq!(line, expected, "{file}, line {}", index + 1);
    }
    assert_eq!(
        text.lines().count(),
        expected.lines().count(),
        "{file} is longer or shorter"
    );
}

#[test]
fn the_seed_document() {
    assert_is(&api::seed(), "seed/client.rs");
}

#[test]
fn everything_a_client_can_be_asked_for() {
    assert_is(&api::wide(), "wide/client.rs");
}

#[test]
fn no_cfg_and_no_transport_stand_in_it() {
    for api in [api::seed(), api::wide()] {
        let text = printed(&api);
        assert!(!text.contains("cfg"), "{text}");
        assert!(!text.contains("reqwest"), "{text}");
    }
}

#[test]
fn an_api_without_operations_has_a_client() {
    let text = printed(&Api {
        operations: Vec::new(),
        groups: Vec::new(),
        ..api::seed()
    });
    assert!(text.contains("pub struct Client"), "{text}");
}

#[test]
fn methods_never_clash() {
    let mut api = api::wide();
    let names = [
        "with_timeout",
        "pets",
        "api_key",
        "call_new",
        "clone",
        "into",
    ];
    for (operation, name) in api.operations.iter_mut().zip(names) {
        operation.ident = MethodIdent::new(name).unwrap();
        operation.flat = operation.ident.clone();
    }
    let text = printed(&api);
    for line in [
        "pub fn call_with_timeout(",
        "pub fn pets(&self, body",
        "pub fn api_key(&self, pet_id",
        "pub fn with_api_key(self",
        "pub fn pets_group(&self) -> PetsClient",
        "pub fn call_clone(",
        "pub fn call_into(",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
}

#[test]
fn two_tags_may_share_a_name() {
    let mut api = api::wide();
    let last = api.operations.last_mut().unwrap();
    last.ident = MethodIdent::new("get_pet").unwrap();
    last.flat = MethodIdent::new("orders_get_pet").unwrap();
    let text = printed(&api);
    assert!(text.contains("pub fn orders_get_pet(&self)"), "{text}");
    assert_eq!(text.matches("pub fn get_pet(").count(), 1);
    assert!(
        text.contains("get_pet = orders_get_pet() -> UploadCall,"),
        "{text}"
    );
}

#[test]
fn a_parameter_may_be_called_like_the_variable_beside_it() {
    let mut api = api::seed();
    let operation: &mut Operation = api.operations.first_mut().unwrap();
    for (param, name) in operation.params.iter_mut().zip(["call", "call_"]) {
        param.ident = api::field(name);
    }
    let text = printed(&api);
    assert!(text.contains("let call__ = self.0.call("), "{text}");
    assert!(
        text.contains("call__.text(0, call.as_ref()).text(1, call_.as_ref())"),
        "{text}"
    );
}

#[test]
fn hostile_text_stays_text() {
    let mut api = api::seed();
    let hostile = "a`b\n*/ \"); panic!(\"x\")\n```\nfn main() {}\n```";
    let operation: &mut Operation = api.operations.first_mut().unwrap();
    operation.id = hostile.to_owned();
    operation.path = format!("/{hostile}");
    operation.docs.description = Some(hostile.to_owned());
    for scheme in &mut api.security_schemes {
        scheme.name = hostile.to_owned();
        scheme.docs.description = Some(hostile.to_owned());
    }
    for group in &mut api.groups {
        group.tag = Some(hostile.to_owned());
    }
    let text = printed(&api);
    let file = syn::parse_file(&text).unwrap();
    assert!(
        !file
            .items
            .iter()
            .any(|item| matches!(item, syn::Item::Fn(_))),
        "{text}"
    );
}
