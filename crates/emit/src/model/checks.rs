//! The check program, as a table: a schema a line.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;
use specwright_check::ecma::Engine;
use specwright_check::program::{Check, Parts, PatternId, SchemaId, Text, Types, ValueId};

use crate::{
    print::{Chunk, Row, Table},
    tokens::{decimal, ident},
};

/// The program, where there is one.
pub(super) fn chunk(parts: &Parts) -> Option<Chunk> {
    if parts.schemas.is_empty() {
        return None;
    }
    let schemas = parts.schemas.iter().enumerate().map(|(index, schema)| {
        let index = Token::usize_unsuffixed(index);
        let checks = schema.checks.iter().map(check);
        Row::Line(quote!(#index: [#(#checks),*],))
    });
    let mut rows = vec![Row::Block {
        head: quote!(CHECKS),
        rows: schemas.collect(),
        tail: TokenStream::new(),
    }];
    let patterns = parts.patterns.iter().map(|pattern| {
        let (source, regex) = (&*pattern.source, &*pattern.regex);
        match pattern.engine {
            Engine::Linear => quote!(#source => #regex),
            Engine::Backtracking => quote!(#source => #regex (backtracking)),
        }
    });
    let values = parts.values.iter().map(|value| {
        let value = &**value;
        quote!(#value)
    });
    for (word, items) in [
        ("patterns", patterns.collect::<Vec<_>>()),
        ("values", values.collect()),
    ] {
        if !items.is_empty() {
            let head = ident(word);
            rows.push(Row::Flow {
                head: quote!(#head),
                items,
                brackets: ('[', ']'),
            });
        }
    }
    Some(Chunk::Table(Table {
        head: quote!(::specwright::codegen::checks!),
        rows,
    }))
}

/// `MinLength(3)`, `Properties { named: ["a" => 0], patterns: [], additional: [1] }`.
fn check(check: &Check) -> TokenStream {
    match check {
        Check::Never => quote!(Never),
        Check::Format(format) => {
            let name = ident(&format!("{format:?}"));
            quote!(Format(#name))
        }
        Check::UniqueItems => quote!(UniqueItems),
        Check::Type(types) => {
            let names = names(*types).map(ident);
            quote!(Type(#(#names),*))
        }
        Check::Enum(values) => {
            let values = values.iter().map(|ValueId(index)| number(*index));
            quote!(Enum(#(#values),*))
        }
        Check::Pattern(PatternId(index)) => {
            let index = number(*index);
            quote!(Pattern(#index))
        }
        Check::Minimum(bound) => one("Minimum", decimal(*bound)),
        Check::Maximum(bound) => one("Maximum", decimal(*bound)),
        Check::ExclusiveMinimum(bound) => one("ExclusiveMinimum", decimal(*bound)),
        Check::ExclusiveMaximum(bound) => one("ExclusiveMaximum", decimal(*bound)),
        Check::MultipleOf(divisor) => one("MultipleOf", decimal(*divisor)),
        Check::MinLength(count) => one("MinLength", long(*count)),
        Check::MaxLength(count) => one("MaxLength", long(*count)),
        Check::MinItems(count) => one("MinItems", long(*count)),
        Check::MaxItems(count) => one("MaxItems", long(*count)),
        Check::MinProperties(count) => one("MinProperties", long(*count)),
        Check::MaxProperties(count) => one("MaxProperties", long(*count)),
        Check::PrefixItems(schemas) => several("PrefixItems", schemas),
        Check::AllOf(schemas) => several("AllOf", schemas),
        Check::AnyOf(schemas) => several("AnyOf", schemas),
        Check::OneOf(schemas) => several("OneOf", schemas),
        Check::PropertyNames(schema) => one("PropertyNames", id(*schema)),
        Check::Not(schema) => one("Not", id(*schema)),
        Check::Ref(schema) => one("Ref", id(*schema)),
        Check::UnevaluatedItems(schema) => one("UnevaluatedItems", id(*schema)),
        Check::UnevaluatedProperties(schema) => one("UnevaluatedProperties", id(*schema)),
        Check::Required(names) => {
            let names = texts(names);
            quote!(Required(#names))
        }
        Check::DependentRequired(dependent) => {
            let dependent = dependent.iter().map(|(name, names)| {
                let (name, names) = (&**name, texts(names));
                quote!(#name => [#names])
            });
            quote!(DependentRequired(#(#dependent),*))
        }
        Check::DependentSchemas(dependent) => {
            let dependent = named(dependent);
            quote!(DependentSchemas(#dependent))
        }
        _ => compound(check),
    }
}

/// Checks of several parts.
fn compound(check: &Check) -> TokenStream {
    match check {
        Check::Items { from, schema } => {
            let (from, schema) = (number(*from), id(*schema));
            quote!(Items { from: #from, schema: #schema })
        }
        Check::Content {
            encoding,
            json,
            schema,
        } => {
            let (encoding, schema) = (ident(&format!("{encoding:?}")), schema.map(id));
            quote!(Content { encoding: #encoding, json: #json, schema: [#schema] })
        }
        Check::Contains { schema, min, max } => {
            let (schema, min, max) = (id(*schema), long(*min), max.map(long));
            quote!(Contains { schema: #schema, min: #min, max: [#max] })
        }
        Check::Properties {
            named: members,
            patterns,
            additional,
        } => {
            let (members, additional) = (named(members), additional.map(id));
            let patterns = patterns.iter().map(|(PatternId(pattern), schema)| {
                let (pattern, schema) = (number(*pattern), id(*schema));
                quote!(#pattern => #schema)
            });
            quote!(Properties {
                named: [#members], patterns: [#(#patterns),*], additional: [#additional]
            })
        }
        Check::If {
            condition,
            then,
            otherwise,
        } => {
            let (condition, then, otherwise) = (id(*condition), then.map(id), otherwise.map(id));
            quote!(If { condition: #condition, then: [#then], otherwise: [#otherwise] })
        }
        _ => quote!(Never),
    }
}

fn names(types: Types) -> impl Iterator<Item = &'static str> {
    [
        (Types::NULL, "NULL"),
        (Types::BOOLEAN, "BOOLEAN"),
        (Types::INTEGER, "INTEGER"),
        (Types::NUMBER, "NUMBER"),
        (Types::STRING, "STRING"),
        (Types::ARRAY, "ARRAY"),
        (Types::OBJECT, "OBJECT"),
    ]
    .into_iter()
    .filter(move |(one, _)| types.contains(*one))
    .map(|(_, name)| name)
}

fn one(name: &str, argument: impl quote::ToTokens) -> TokenStream {
    let name = ident(name);
    quote!(#name(#argument))
}

fn several(name: &str, schemas: &[SchemaId]) -> TokenStream {
    let (name, schemas) = (ident(name), schemas.iter().map(|schema| id(*schema)));
    quote!(#name(#(#schemas),*))
}

fn named(members: &[(Text, SchemaId)]) -> TokenStream {
    let members = members.iter().map(|(name, schema)| {
        let (name, schema) = (&**name, id(*schema));
        quote!(#name => #schema)
    });
    quote!(#(#members),*)
}

fn texts(names: &[Text]) -> TokenStream {
    let names = names.iter().map(|name| &**name);
    quote!(#(#names),*)
}

fn id(schema: SchemaId) -> Token {
    number(schema.0)
}

fn number(index: u32) -> Token {
    Token::u32_unsuffixed(index)
}

fn long(count: u64) -> Token {
    Token::u64_unsuffixed(count)
}
