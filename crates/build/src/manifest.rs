//! The manifest of a generated crate.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use specwright_emit::root::{self, Sides};
use specwright_ir::{
    Api, Engine, Extra, Facets, Operation, Scalar, Struct, TypeKind, TypeRef, Via,
};

use crate::{CrateName, Dependency, Options};

/// Where a generated crate finds the runtime crates.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Runtime {
    /// In the registry, at the tool's own version.
    #[default]
    Published,
    /// In a folder that holds the crates `runtime`, `axum` and `reqwest`: an
    /// absolute path, or one relative to the generated crate.
    Local(String),
}

/// The text of `Cargo.toml`.
pub(crate) fn text(api: &Api, name: &CrateName, runtime: &Runtime, options: &Options) -> String {
    let mut text = root::header("#", &api.info);
    let about = format!("{} {}", api.info.title, api.info.version);
    let _ = write!(
        text,
        "\n[package]\nname = {name}\ndescription = {about}\nversion = \"0.0.0\"\nedition = \"2024\"\n\
         rust-version = {rust}\npublish = false\n\n\
         # Code in descriptions is marked as text; there is nothing to run.\n[lib]\ndoctest = false\n",
        name = quoted(name.as_str()),
        about = quoted(&root::one_line(&about)),
        rust = quoted(env!("CARGO_PKG_RUST_VERSION")),
    );
    text.push_str(&features(options));
    text.push_str("\n[dependencies]\n");
    let formats: Vec<String> = runtime_features(api).into_iter().map(quoted).collect();
    let mut extra = String::new();
    if !formats.is_empty() {
        extra = format!(", features = [{}]", formats.join(", "));
    }
    dependency(&mut text, "specwright", "runtime", runtime, &extra);
    if options.sides.server {
        dependency(
            &mut text,
            "specwright-axum",
            "axum",
            runtime,
            ", optional = true",
        );
    }
    if options.reqwest() {
        dependency(
            &mut text,
            "specwright-reqwest",
            "reqwest",
            runtime,
            ", optional = true",
        );
    }
    for (name, Dependency { path, members }) in &options.dependencies {
        let path = path.iter().map(|path| format!("path = {}", quoted(path)));
        let members: Vec<String> = path.chain(members.iter().cloned()).collect();
        let _ = writeln!(text, "{} = {{ {} }}", quoted(name), members.join(", "));
    }
    text
}

/// The features: one a side, and one for the default transport.
fn features(options: &Options) -> String {
    let Sides { server, client } = options.sides;
    let default = match (options.reqwest(), client, server) {
        (true, ..) => "\"reqwest\"",
        (false, true, _) => "\"client\"",
        (false, false, true) => "\"server\"",
        (false, false, false) => "",
    };
    let mut text = format!("\n[features]\ndefault = [{default}]\n");
    if server {
        text.push_str("# The traits to implement, and the axum router that calls them.\n");
        text.push_str("server = [\"dep:specwright-axum\"]\n");
    }
    if client {
        text.push_str("# The client, over any transport.\nclient = []\n");
    }
    if options.reqwest() {
        text.push_str("# The client with its default transport.\n");
        text.push_str("reqwest = [\"client\", \"dep:specwright-reqwest\"]\n");
    }
    text.push_str("# serde's traits for the models.\nserde = [\"specwright/serde\"]\n");
    text
}

fn dependency(text: &mut String, name: &str, folder: &str, runtime: &Runtime, extra: &str) {
    let version = env!("CARGO_PKG_VERSION");
    let path = match runtime {
        Runtime::Published => String::new(),
        Runtime::Local(crates) => {
            let path = format!("{}/{folder}", crates.trim_end_matches(['/', '\\']));
            format!("path = {}, ", quoted(&path))
        }
    };
    let _ = writeln!(text, "{name} = {{ {path}version = \"{version}\"{extra} }}");
}

/// A TOML basic string.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The runtime's features that the formats and patterns of the API need.
fn runtime_features(api: &Api) -> BTreeSet<&'static str> {
    let mut features = BTreeSet::new();
    let mut patterns = api.checks.patterns.iter();
    if patterns.any(|pattern| pattern.engine == Engine::Backtracking) {
        features.insert("fancy-regex");
    }
    let mut both = |ty: &TypeRef, facets: &Facets| {
        note(ty, &mut features);
        note_patterns(facets, &mut features);
    };
    let mut own_types = false;
    for (_, ty) in api.types.iter() {
        match &ty.kind {
            TypeKind::Struct(Struct {
                fields,
                matching,
                extra,
                names,
                ..
            }) => {
                if let Some(names) = names {
                    both(&TypeRef::Any, names);
                }
                for field in fields {
                    both(&field.ty, &field.facets);
                }
                for map in matching {
                    both(&map.ty, &map.facets);
                    let keys = Facets {
                        keys: map.patterns.clone(),
                        ..Facets::default()
                    };
                    both(&map.ty, &keys);
                }
                if let Extra::Keep { ty, facets, .. } = extra {
                    both(ty, facets);
                }
            }
            TypeKind::Enum(_) => {}
            TypeKind::Own(own) => own_types |= own.via == Via::Serde,
            TypeKind::Union(union) => {
                for variant in &union.variants {
                    both(&variant.ty, &variant.facets);
                }
            }
            TypeKind::Alias(ty) => both(ty, &Facets::default()),
            TypeKind::Newtype { inner, facets } => both(inner, facets),
        }
    }
    for operation in &api.operations {
        operation_types(operation).for_each(|(ty, facets)| both(ty, facets));
    }
    if own_types {
        features.insert("serde");
    }
    features
}

fn operation_types(operation: &Operation) -> impl Iterator<Item = (&TypeRef, &Facets)> {
    let params = operation.params.iter();
    let params = params.map(|param| (&param.ty, &param.facets));
    let body = operation.body.iter().map(|body| (&body.ty, &body.facets));
    let responses = operation.responses.iter().flat_map(|response| {
        let headers = response.headers.iter();
        let headers = headers.map(|header| (&header.ty, &header.facets));
        headers.chain(response.body.iter().map(|body| (&body.ty, &body.facets)))
    });
    params.chain(body).chain(responses)
}

fn note_patterns(facets: &Facets, features: &mut BTreeSet<&'static str>) {
    let mut patterns = facets.patterns.iter().chain(&facets.keys);
    if patterns.any(|pattern| pattern.engine == Engine::Backtracking) {
        features.insert("fancy-regex");
    }
    let inner = [&facets.items, &facets.names];
    let inner = inner.into_iter().filter_map(Option::as_deref);
    for inner in inner.chain(&facets.positions) {
        note_patterns(inner, features);
    }
}

fn note(ty: &TypeRef, features: &mut BTreeSet<&'static str>) {
    match ty {
        TypeRef::List(inner)
        | TypeRef::Map(inner)
        | TypeRef::Nullable(inner)
        | TypeRef::Boxed(inner) => note(inner, features),
        TypeRef::Tuple(items) => items.iter().for_each(|item| note(item, features)),
        TypeRef::Scalar(Scalar::Format(format)) => {
            features.extend(format.feature());
        }
        TypeRef::Scalar(Scalar::Number(number)) => features.extend(number.feature()),
        TypeRef::Scalar(_) | TypeRef::Named(_) | TypeRef::Object | TypeRef::Any | TypeRef::Null => {
        }
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn strings_of_the_manifest_are_quoted() {
        assert_eq!(quoted("a\"b\\c\nd"), "\"a\\\"b\\\\c\\u000Ad\"");
    }
}
