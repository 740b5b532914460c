//! What becomes bare, and what stays absolute.

use proc_macro2::TokenStream;
use quote::quote;

use crate::print::{Chunk, Row, Table, print};

fn items(items: impl IntoIterator<Item = TokenStream>) -> String {
    print(items.into_iter().map(Chunk::Item)).unwrap()
}

fn table(head: TokenStream, rows: impl IntoIterator<Item = TokenStream>) -> Chunk {
    Chunk::Table(Table {
        head,
        rows: rows.into_iter().map(Row::Line).collect(),
    })
}

#[test]
fn paths_become_bare_names_with_one_use_a_crate() {
    let text = items([quote! {
        fn a(
            call: &::specwright_axum::codegen::Call,
            map: ::std::collections::BTreeMap<i64, ::specwright::codegen::Value>,
        ) -> impl ::core::future::Future<Output = ::core::convert::Infallible> {
            ::specwright_axum::codegen::mount(::specwright_axum::codegen::Guard::<S, ()>::none())
        }
    }]);
    assert_eq!(
        text,
        "use ::core::{convert::Infallible, future::Future};\n\
         use ::specwright::codegen::Value;\n\
         use ::specwright_axum::codegen::{Call, Guard, mount};\n\
         use ::std::collections::BTreeMap;\n\n\
         fn a(call: &Call, map: BTreeMap<i64, Value>) -> impl Future<Output = Infallible> {\n    mount(Guard::<S, ()>::none())\n}\n"
    );
}

#[test]
fn rows_of_tables_are_as_items() {
    let table = Chunk::Table(Table {
        head: quote!(::specwright::codegen::object!),
        rows: vec![
            Row::Block {
                head: quote!(A),
                rows: vec![Row::Line(
                    quote!(a: ::specwright::codegen::Uuid = Required "a",),
                )],
                tail: TokenStream::new(),
            },
            Row::Flow {
                head: quote!(new),
                items: vec![quote!(a: impl Into<super::models::B>)],
                brackets: ('(', ')'),
            },
        ],
    });
    assert_eq!(
        print([table]).unwrap(),
        "use ::specwright::codegen::Uuid;\nuse super::models;\n\n\
         ::specwright::codegen::object! {\n    A {\n        a: Uuid = Required \"a\",\n    }\n    \
         new(a: impl Into<models::B>)\n}\n"
    );
}

#[test]
fn names_that_the_file_defines_stay_absolute() {
    for definition in [
        quote!(
            struct Call;
        ),
        quote!(
            enum Call {}
        ),
        quote!(
            trait Call {}
        ),
        quote!(
            type Call = ();
        ),
        quote!(
            fn Call() {}
        ),
        quote!(
            static Call: () = ();
        ),
        quote!(
            const Call: () = ();
        ),
        quote!(
            mod Call {}
        ),
        quote!(
            use ::other::Call;
        ),
        quote!(
            use ::other::Other as Call;
        ),
    ] {
        let text = items([
            definition.clone(),
            quote!(
                type A = ::specwright_axum::codegen::Call;
            ),
        ]);
        assert!(
            text.ends_with("type A = ::specwright_axum::codegen::Call;\n"),
            "{text}"
        );
        assert!(!text.contains("use ::specwright_axum"), "{text}");
    }
    // A table's row defines what it begins with, and may stand behind the use.
    let text = print([
        Chunk::Item(quote!(
            type A = ::specwright::codegen::ClientCall;
        )),
        table(
            quote!(::specwright::codegen::client_call!),
            [quote!(ClientCall -> Answer<()>, ::core::convert::Infallible;)],
        ),
    ]);
    assert_eq!(
        text.unwrap(),
        "use ::core::convert::Infallible;\n\n\
         type A = ::specwright::codegen::ClientCall;\n\n\
         ::specwright::codegen::client_call! {\n    ClientCall -> Answer<()>, Infallible;\n}\n"
    );
}

#[test]
fn members_and_variants_do_not_count_as_definitions() {
    assert_eq!(
        items([quote! {
            enum A {
                Unknown(::specwright::codegen::Unknown),
            }
        }]),
        "use ::specwright::codegen::Unknown;\n\nenum A {\n    Unknown(Unknown),\n}\n"
    );
}

#[test]
fn names_of_two_places_stay_absolute() {
    assert_eq!(
        items([quote! {
            type A = (::specwright::codegen::Bytes, ::specwright_axum::codegen::Bytes);
        }]),
        "type A = (::specwright::codegen::Bytes, ::specwright_axum::codegen::Bytes);\n"
    );
}

#[test]
fn what_the_file_imports_is_not_imported_again() {
    assert_eq!(
        items([
            quote!(
                pub use ::specwright::codegen::{Answer, Error};
            ),
            quote! {
                type A = (
                    ::specwright::codegen::Answer,
                    ::specwright_axum::codegen::Answer,
                    ::specwright::codegen::Error,
                );
            },
        ]),
        "pub use ::specwright::codegen::{Answer, Error};\n\n\
         type A = (Answer, ::specwright_axum::codegen::Answer, Error);\n"
    );
}

#[test]
fn names_of_the_prelude_are_bare_where_nothing_shadows_them() {
    let uses = quote! {
        #[derive(::core::fmt::Debug, ::core::hash::Hash, ::core::clone::Clone)]
        struct B<'a>(
            ::core::option::Option<&'a ::core::primitive::str>,
            ::std::vec::Vec<::std::string::String>,
        );
    };
    assert_eq!(
        items([uses.clone()]),
        "#[derive(Debug, Hash, Clone)]\nstruct B<'a>(Option<&'a str>, Vec<String>);\n"
    );
    let shadows = quote! {
        struct Option;
        struct Hash;
    };
    let text = items([uses, shadows]);
    assert!(
        text.contains("struct B<'a>(::core::option::Option<&'a str>, Vec<String>);"),
        "{text}"
    );
    assert!(
        text.contains("#[derive(Debug, ::core::hash::Hash, Clone)]"),
        "{text}"
    );
}

#[test]
fn other_items_called_as_the_prelude_stay_absolute() {
    let line = "type A = (::core::fmt::Result, ::specwright_axum::codegen::Vec<i64>);\n";
    assert_eq!(items([line.parse().unwrap()]), line);
    // Not in the prelude but as a macro.
    assert_eq!(
        items([quote!(
            fn a(a: impl ::core::fmt::Debug) {}
        )]),
        "use ::core::fmt::Debug;\n\nfn a(a: impl Debug) {}\n"
    );
}

#[test]
fn variants_and_functions_keep_their_type() {
    assert_eq!(
        items([quote! {
            fn a() {
                ::specwright::codegen::Nullable::Absent;
                ::core::option::Option::from(::core::mem::take(a));
            }
        }]),
        "use ::specwright::codegen::Nullable;\n\n\
         fn a() {\n    Nullable::Absent;\n    Option::from(::core::mem::take(a));\n}\n"
    );
}

#[test]
fn variants_of_the_prelude_are_bare_each_on_its_own() {
    let uses = quote! {
        fn a() {
            ::core::option::Option::Some(1);
            ::core::option::Option::None;
            ::core::result::Result::Ok(1);
        }
    };
    let text = items([uses.clone()]);
    assert_eq!(text, "fn a() {\n    Some(1);\n    None;\n    Ok(1);\n}\n");
    let shadows = quote! {
        struct None;
        struct Ok;
        struct Result;
    };
    let text = items([uses, shadows]);
    assert!(
        text.starts_with(
            "fn a() {\n    Some(1);\n    Option::None;\n    ::core::result::Result::Ok(1);\n}\n"
        ),
        "{text}"
    );
}

#[test]
fn docs_show_types_by_their_bare_names() {
    assert_eq!(
        super::bare(quote!(
            ::std::collections::BTreeMap<::std::string::String, super::models::A>
        )),
        "BTreeMap<String, models::A>"
    );
}

#[test]
fn calls_of_macros_stay_absolute() {
    assert_eq!(
        items([quote! {
            fn a() {
                ::specwright::codegen::facets! { min_length: 1 };
            }
        }]),
        "fn a() {\n    ::specwright::codegen::facets! {\n        min_length : 1\n    };\n}\n"
    );
}

#[test]
fn the_models_are_named_by_their_module() {
    assert_eq!(
        items([quote!(
            type A = super::models::A;
        )]),
        "use super::models;\n\ntype A = models::A;\n"
    );
    assert_eq!(
        items([
            quote!(
                mod models {}
            ),
            quote!(
                type A = super::models::A;
            )
        ]),
        "mod models {}\n\ntype A = super::models::A;\n"
    );
}

#[test]
fn texts_stay_as_they_are() {
    assert_eq!(
        items([quote! {
            /// `::specwright::codegen::Value`
            const A: &str = "::specwright::codegen::Value";
        }]),
        "/// `::specwright::codegen::Value`\nconst A: &str = \"::specwright::codegen::Value\";\n"
    );
}

#[test]
fn what_is_no_item_is_left_to_the_printer() {
    let error = print([Chunk::Item(quote!(::specwright::codegen::Value..))]).unwrap_err();
    assert!(error.item.contains("codegen"), "{error}");
}
