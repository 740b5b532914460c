//! Types of the user's in place of generated ones, and further derives:
//! `x-rust-type` and `x-rust-derive`.

use std::rc::Rc;

use specwright_ir::{Derives, OwnType, RustPath, TypeKind, Via};
use specwright_source::{Code, Diagnostic, Node, Value, codes};
use specwright_spec::model::SchemaId;

use super::Lowering;
use super::conj::{Conj, Without};
use super::kinds::Kinds;
use super::shape::Shape;
use crate::names::{self, DERIVE, TYPE};

/// What is written.
struct Written {
    path: RustPath,
    via: Option<(Via, specwright_source::Span)>,
    derives: Derives,
}

type Refused = Box<Diagnostic>;

impl<'d> Lowering<'d> {
    /// The type of the user's for `conj`, if it is one schema that names one.
    pub(super) fn own_shape(&mut self, conj: &Conj) -> Option<Shape<'d>> {
        let schema = own_schema(self, conj)?;
        let object = self.object(schema)?;
        let node = names::extension(&object.extensions, TYPE)?;
        let written = match read(node) {
            Ok(written) => written,
            Err(finding) => {
                self.once(*finding);
                return None;
            }
        };
        if let Some(finding) = self.unknown_crate(&written.path, node, codes::schema::OWN_TYPE) {
            self.once(finding);
            return None;
        }
        let kinds = self.kinds_beneath(conj);
        let text = kinds == Kinds::STRING;
        let via = match written.via {
            Some((Via::Display, span)) if !text => {
                let finding = refuse(span, "only strings are read by `FromStr`");
                self.once(finding.help("`serde` and `codec` are for values of any kind"));
                return None;
            }
            Some((via, _)) => via,
            None if text => Via::Display,
            None => Via::Codec,
        };
        let own = OwnType {
            path: written.path,
            via,
            derives: written.derives,
        };
        Some(Shape::Own(Rc::new(own), kinds))
    }

    /// That the generated crate does not have the crate of a path.
    fn unknown_crate(&self, path: &RustPath, node: &Node, code: Code) -> Option<Diagnostic> {
        let known = self.options.crates.as_ref()?;
        let name = path.segments().first()?;
        let there = ["std", "core", "alloc", "specwright"];
        if !path.is_own() && (there.contains(&name.as_str()) || known.contains(name)) {
            return None;
        }
        let message = match path.is_own() {
            true => "a generated crate has no types of yours".to_owned(),
            false => format!("the generated crate does not have the crate `{name}`"),
        };
        let help = "name the type's crate under `dependencies` of the document in \
                    `specwright.toml`, or generate from the build script of your crate";
        Some(Diagnostic::error(code, node.span, message).help(help))
    }

    /// Whether the schema names a type of the user's.
    pub(super) fn has_own_type(&self, schema: SchemaId) -> bool {
        let object = self.object(schema);
        object.is_some_and(|object| names::extension(&object.extensions, TYPE).is_some())
    }

    /// The kinds of the values that the schema describes.
    fn kinds_beneath(&mut self, conj: &Conj) -> Kinds {
        let flat = self.flatten(conj);
        let merged = self.merge(&flat.atoms, conj.kinds);
        let kinds = match &merged.constants {
            Some(constants) => constants
                .iter()
                .fold(Kinds::NONE, |all, written| all.or(written.value.kinds())),
            None => Kinds::ALL,
        };
        merged.kinds.and(kinds).without(Kinds::NULL)
    }

    /// The derives that the schema of a type asks for.
    pub(super) fn own_derives(&mut self, conj: &Conj, kind: &TypeKind) -> Vec<RustPath> {
        let Some(node) = own_schema(self, conj)
            .and_then(|schema| self.object(schema))
            .and_then(|object| names::extension(&object.extensions, DERIVE))
        else {
            return Vec::new();
        };
        let paths = match &node.value {
            Value::Sequence(items) => items.iter().collect(),
            _ => vec![node],
        };
        let mut derives = Vec::new();
        for node in paths {
            match path(node, codes::schema::OWN_DERIVE) {
                Ok(path) => match self.unknown_crate(&path, node, codes::schema::OWN_DERIVE) {
                    Some(finding) => self.once(finding),
                    None => derives.push(path),
                },
                Err(finding) => self.once(*finding),
            }
        }
        if matches!(kind, TypeKind::Alias(_) | TypeKind::Own(_)) {
            self.once(
                Diagnostic::error(
                    codes::schema::OWN_DERIVE,
                    node.span,
                    "there is nothing to derive on",
                )
                .label("the schema becomes no struct and no enum of its own"),
            );
            return Vec::new();
        }
        derives
    }
}

/// The one schema whose own type `conj` is: not the name of a component, but
/// what it stands for.
fn own_schema(lowering: &Lowering<'_>, conj: &Conj) -> Option<SchemaId> {
    let [part] = conj.parts.as_slice() else {
        return None;
    };
    let named = lowering.homes.contains_key(&part.schema);
    let whole = conj.kinds == Kinds::ALL && (!named || part.without.has(Without::NAME));
    whole.then_some(part.schema)
}

fn refuse(span: specwright_source::Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(codes::schema::OWN_TYPE, span, message)
}

/// A path, or `{ type, via, derives }`.
fn read(node: &Node) -> Result<Written, Refused> {
    let mut written = Written {
        path: path(node.get("type").unwrap_or(node), codes::schema::OWN_TYPE)?,
        via: None,
        derives: Derives::default(),
    };
    for entry in node.as_mapping().into_iter().flatten() {
        match entry.key.as_str() {
            "type" => {}
            "via" => written.via = Some((via(&entry.value)?, entry.value.span)),
            "derives" => written.derives = derives(&entry.value)?,
            other => {
                let message = format!("`{TYPE}` has no member `{other}`");
                let finding = refuse(entry.key_span, message);
                return Err(Box::new(finding.help("it has `type`, `via` and `derives`")));
            }
        }
    }
    Ok(written)
}

fn path(node: &Node, code: Code) -> Result<RustPath, Refused> {
    let refuse = |message: String| {
        let help = "write it from its crate: `::my_crate::Money`, or `crate::Money`";
        Box::new(Diagnostic::error(code, node.span, message).help(help))
    };
    let Value::String(text) = &node.value else {
        let kind = node.value.kind();
        return Err(refuse(format!("a path is a string, and this is {kind}")));
    };
    RustPath::parse(text).map_err(|_| refuse(format!("`{text}` is no path from a crate")))
}

fn via(node: &Node) -> Result<Via, Refused> {
    match node.as_str() {
        Some("display") => Ok(Via::Display),
        Some("serde") => Ok(Via::Serde),
        Some("codec") => Ok(Via::Codec),
        _ => {
            let finding = refuse(node.span, "a type is not read this way");
            Err(Box::new(
                finding.help("one of `display`, `serde` or `codec`"),
            ))
        }
    }
}

fn derives(node: &Node) -> Result<Derives, Refused> {
    let Some(items) = node.as_sequence() else {
        let message = format!("`derives` is a list, and this is {}", node.value.kind());
        return Err(Box::new(refuse(node.span, message)));
    };
    let mut derives = Derives::default();
    for item in items {
        let flag = match item.as_str() {
            Some("eq") => &mut derives.eq,
            Some("hash") => &mut derives.hash,
            Some("copy") => &mut derives.copy,
            Some("default") => &mut derives.default,
            _ => {
                let finding = refuse(item.span, "nothing is done with this derive");
                let help = "one of `eq`, `hash`, `copy` or `default`";
                return Err(Box::new(finding.help(help)));
            }
        };
        *flag = true;
    }
    Ok(derives)
}
