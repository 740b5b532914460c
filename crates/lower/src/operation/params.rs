//! Parameters of an operation.

use std::collections::BTreeSet;

use specwright_ir as ir;
use specwright_ir::{ParamWire, Role, WireName};
use specwright_source::codes::{gap, operation as codes};
use specwright_source::{Diagnostic, Pointer};
use specwright_spec::model::{
    Item, Parameter, ParameterPlace, ParameterShape, PathStyle, QueryStyle,
};

use super::carried::{Carried, Value, carried, is_string};
use super::plan::{Planned, is_token};
use super::report::{Place, Report, Skip};
use super::{Scope, docs, naming, template};
use crate::names::{self, Case, Claim, Holder, Own, Standing};
use crate::program::Direction;
use crate::schema::Context;

/// The parameters of the operation: those of the path in the template's
/// order, then the others as written.
///
/// # Errors
/// One of them cannot be carried; the operation is left out.
pub(super) fn params(scope: &mut Scope<'_, '_>) -> Result<Vec<ir::Param>, Skip> {
    let merged = merged(scope.planned, scope.report);
    let ordered = ordered(scope.planned, merged);
    let idents = idents(scope, &ordered);
    ordered
        .iter()
        .zip(idents)
        .map(|(param, ident)| match param {
            Written::Declared(item) => declared(scope, item, ident),
            Written::Undeclared(name) => Ok(undeclared(name, ident)),
        })
        .collect()
}

/// A parameter before it is lowered.
#[derive(Debug, Clone, Copy)]
enum Written<'d> {
    /// As the document describes it.
    Declared(&'d Item<Parameter>),
    /// In the path template alone.
    Undeclared(&'d str),
}

/// Where a parameter is, without its style; the order is that in which
/// fields are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum In {
    Path,
    Query,
    Header,
    Cookie,
}

impl In {
    fn of(parameter: &Parameter) -> Self {
        match parameter.place {
            ParameterPlace::Path { .. } => Self::Path,
            ParameterPlace::Query { .. } | ParameterPlace::QueryString => Self::Query,
            ParameterPlace::Header { .. } => Self::Header,
            ParameterPlace::Cookie { .. } => Self::Cookie,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// Whether the two are the same parameter.
fn same(left: &Parameter, right: &Parameter) -> bool {
    let place = In::of(left);
    let (name, other) = (&left.name.value, &right.name.value);
    place == In::of(right)
        && if place == In::Header {
            name.eq_ignore_ascii_case(other)
        } else {
            name == other
        }
}

/// Whether the specification ignores the parameter.
fn is_ignored(parameter: &Parameter) -> bool {
    let names = ["accept", "content-type", "authorization"];
    In::of(parameter) == In::Header
        && names
            .iter()
            .any(|name| parameter.name.value.eq_ignore_ascii_case(name))
}

/// The path item's parameters, each replaced by the operation's own of the
/// same identity, and the operation's other ones.
fn merged<'d>(planned: &Planned<'d>, report: &mut Report) -> Vec<&'d Item<Parameter>> {
    let own = once(&planned.operation.parameters, report);
    let mut merged = once(&planned.path_item.parameters, report);
    for inherited in &mut merged {
        let replacement = own.iter().find(|own| same(&own.value, &inherited.value));
        if let Some(replacement) = replacement {
            *inherited = replacement;
        }
    }
    for own in own {
        if !merged.iter().any(|known| same(&known.value, &own.value)) {
            merged.push(own);
        }
    }
    merged.retain(|item| {
        if is_ignored(&item.value) {
            report.tell(ignored(item));
            return false;
        }
        true
    });
    merged
}

/// The first of each identity. Of headers whose names differ in case, the
/// others are reported; of what is twice to the letter, they were when the
/// document was read.
fn once<'d>(list: &'d [Item<Parameter>], report: &mut Report) -> Vec<&'d Item<Parameter>> {
    let mut kept: Vec<&Item<Parameter>> = Vec::new();
    for item in list {
        let first = kept.iter().find(|first| same(&first.value, &item.value));
        let Some(first) = first else {
            kept.push(item);
            continue;
        };
        if first.value.name.value == item.value.name.value {
            continue;
        }
        report.tell(
            Diagnostic::warning(
                codes::PARAMETER_TWICE,
                item.reference.unwrap_or(item.value.name.span),
                format!("the header `{}` is there twice", item.value.name.value),
            )
            .label("this one is ignored")
            .also(
                first.reference.unwrap_or(first.value.name.span),
                "the one that counts",
            ),
        );
    }
    kept
}

fn ignored(item: &Item<Parameter>) -> Diagnostic {
    let name = &item.value.name;
    let help = match name.value.to_ascii_lowercase().as_str() {
        "accept" => "the media types of answers are the keys of `content` in the responses",
        "content-type" => "the media types of a body are the keys of `content` in `requestBody`",
        _ => "describe credentials as a security scheme",
    };
    Diagnostic::warning(
        codes::HEADER_PARAMETER_IGNORED,
        name.span,
        format!("a header parameter called `{}` is ignored", name.value),
    )
    .help(help)
}

/// The template's parameters in its order, then the others. (What the template
/// and the declarations do not have in common was reported when the document
/// was read.)
fn ordered<'p, 'd: 'p>(
    planned: &'p Planned<'d>,
    merged: Vec<&'d Item<Parameter>>,
) -> Vec<Written<'p>> {
    let (mut of_path, others): (Vec<_>, Vec<_>) = merged
        .into_iter()
        .partition(|item| In::of(&item.value) == In::Path);
    let mut ordered = Vec::new();
    for WireName(name) in template::parameters(&planned.segments) {
        let position = of_path
            .iter()
            .position(|item| item.value.name.value == *name);
        if let Some(position) = position {
            ordered.push(Written::Declared(of_path.remove(position)));
            continue;
        }
        ordered.push(Written::Undeclared(name));
    }
    ordered.extend(others.into_iter().map(Written::Declared));
    ordered
}

/// The name that the user gives a parameter.
fn own_name(param: &Written<'_>, report: &mut Report) -> Option<Own> {
    let Written::Declared(item) = param else {
        return None;
    };
    match names::own_name(&item.value.extensions, Case::Snake) {
        Ok(own) => own,
        Err(finding) => {
            report.tell(*finding);
            None
        }
    }
}

/// A field for each parameter. Those of the path choose first, then query,
/// headers and cookies.
fn idents(scope: &mut Scope<'_, '_>, ordered: &[Written<'_>]) -> Vec<String> {
    let planned = scope.planned;
    let mut claims: Vec<(In, Claim)> = ordered
        .iter()
        .map(|param| match param {
            Written::Declared(item) => {
                let place = In::of(&item.value);
                let claim = Claim {
                    name: names::snake(&item.value.name.value),
                    wire: item.value.name.value.clone(),
                    pointer: item.location.pointer.clone(),
                    span: item.value.name.span,
                    suffix: Some(place.word().to_owned()),
                    standing: Standing::Made,
                };
                (place, claim)
            }
            Written::Undeclared(name) => {
                let claim = Claim {
                    name: names::snake(name),
                    wire: (*name).to_owned(),
                    pointer: planned.reached.clone(),
                    span: planned.template.span,
                    suffix: Some(In::Path.word().to_owned()),
                    standing: Standing::Made,
                };
                (In::Path, claim)
            }
        })
        .collect();
    let key = |place: In, wire: &str| {
        let at = Pointer::root().child("parameters").child(place.word());
        format!("{}{}", planned.key(), at.child(wire))
    };
    for ((place, claim), param) in claims.iter_mut().zip(ordered) {
        let own = own_name(param, scope.report);
        let kept = scope
            .types
            .kept_name(Role::Parameter, &key(*place, &claim.wire));
        *claim = claim.clone().given(own, kept);
    }
    let mut idents = vec![String::new(); claims.len()];
    let mut taken = BTreeSet::new();
    if planned.operation.request_body.is_some() {
        taken.insert("body".to_owned());
    }
    for place in [In::Path, In::Query, In::Header, In::Cookie] {
        let (positions, chosen): (Vec<usize>, Vec<Claim>) = claims
            .iter()
            .enumerate()
            .filter(|(_, (of, _))| *of == place)
            .map(|(position, (_, claim))| (position, claim.clone()))
            .unzip();
        let is_taken = |name: &str| taken.contains(name).then_some(Holder::Reserved);
        let (names, diagnostics) = names::resolve_among(&chosen, Case::Snake, &[""], &is_taken);
        for diagnostic in diagnostics {
            scope.report.tell(diagnostic);
        }
        for ((position, name), claim) in positions.into_iter().zip(names).zip(&chosen) {
            let key = key(place, &claim.wire);
            scope.types.note_name(Role::Parameter, key, &name);
            taken.insert(name.clone());
            if let Some(ident) = idents.get_mut(position) {
                *ident = name;
            }
        }
    }
    idents
}

/// A path parameter that only the template knows: any text.
fn undeclared(name: &str, ident: String) -> ir::Param {
    ir::Param {
        ident: ir::FieldIdent::lossy(&ident),
        wire: WireName(name.to_owned()),
        place: ParamWire::Path {
            style: ir::PathStyle::Simple,
            explode: false,
        },
        ty: Value::text().ty,
        required: true,
        facets: ir::Facets::default(),
        default: None,
        docs: ir::Docs::default(),
    }
}

fn declared(
    scope: &mut Scope<'_, '_>,
    item: &Item<Parameter>,
    ident: String,
) -> Result<ir::Param, Skip> {
    let parameter = &*item.value;
    let name = &parameter.name.value;
    let place = Place::new(item.span, &item.location);
    if matches!(In::of(parameter), In::Header | In::Cookie) && !is_token(name) {
        let reason = format!("the name of its parameter `{name}` is no token");
        return Err(Skip(place.gap(gap::HEADER_NAME, reason)));
    }
    let wire = wire(parameter, &place, scope.report)?;
    let value = value(scope, item, &place)?;
    let is_text = *scope.types.resolve(&value.ty) == Value::text().ty;
    if parameter.allow_empty_value && !is_text {
        let message = format!("the parameter `{name}` does not accept an empty value");
        scope.report.gap(place.gap(gap::ALLOW_EMPTY_VALUE, message));
    }
    let description = item.description.as_ref().or(parameter.description.as_ref());
    Ok(ir::Param {
        ident: ir::FieldIdent::lossy(&ident),
        wire: WireName(name.clone()),
        place: wire,
        ty: value.ty,
        required: parameter.required || matches!(wire, ParamWire::Path { .. }),
        facets: value.facets,
        default: value.default,
        docs: docs(None, description, parameter.deprecated),
    })
}

fn wire(parameter: &Parameter, place: &Place, report: &mut Report) -> Result<ParamWire, Skip> {
    let name = &parameter.name.value;
    Ok(match parameter.place {
        ParameterPlace::Path { style, explode } => ParamWire::Path {
            style: match style {
                PathStyle::Simple => ir::PathStyle::Simple,
                PathStyle::Label => ir::PathStyle::Label,
                PathStyle::Matrix => ir::PathStyle::Matrix,
            },
            explode,
        },
        ParameterPlace::Query {
            style,
            allow_reserved,
        } => ParamWire::Query {
            style: match style {
                QueryStyle::Form { explode } => ir::QueryStyle::Form { explode },
                QueryStyle::SpaceDelimited => ir::QueryStyle::SpaceDelimited,
                QueryStyle::PipeDelimited => ir::QueryStyle::PipeDelimited,
                QueryStyle::DeepObject => {
                    let reason = format!("its parameter `{name}` has the style `deepObject`");
                    return Err(Skip(place.gap(gap::PARAMETER_STYLE, reason)));
                }
            },
            allow_reserved,
        },
        ParameterPlace::QueryString => {
            let reason = format!("its parameter `{name}` is the whole query string");
            return Err(Skip(place.gap(gap::PARAMETER_STYLE, reason)));
        }
        ParameterPlace::Header { explode } => ParamWire::Header { explode },
        ParameterPlace::Cookie { explode, plain } => {
            if plain {
                let message = format!("the cookie `{name}` is percent-encoded");
                report.gap(place.gap(gap::COOKIE_STYLE, message));
            }
            ParamWire::Cookie { explode }
        }
    })
}

/// The type of the parameter, widened to text where it must be.
fn value(scope: &mut Scope<'_, '_>, item: &Item<Parameter>, place: &Place) -> Result<Value, Skip> {
    let name = &item.value.name.value;
    let schema = match &item.value.shape {
        ParameterShape::Schema(schema) => *schema,
        ParameterShape::Content(content) => {
            let media = &content.0.value;
            let message = format!("the parameter `{name}` is carried as text, not as `{media}`");
            scope.report.gap(place.gap(gap::PARAMETER_TEXT, message));
            return Ok(Value::text());
        }
    };
    let context = context(scope, item);
    let typed = scope.types.type_of(schema, Direction::Request, &context);
    let is_string = is_string(scope.types, &typed.ty);
    match carried(scope.types, typed) {
        Carried::Plain(value) => Ok(value),
        Carried::Text(value) => {
            let why = if is_string {
                "is text of several forms"
            } else {
                "has several types"
            };
            let message = format!("the parameter `{name}` {why}, it is carried as any text");
            scope.report.gap(place.gap(gap::PARAMETER_TEXT, message));
            Ok(value)
        }
        Carried::Untyped(value) => {
            let what = match &value.ty {
                ir::TypeRef::List(_) => "has items without a type, they are",
                _ => "has no type, it is",
            };
            let message = format!("the parameter `{name}` {what} carried as any text");
            scope.report.gap(place.gap(gap::PARAMETER_TEXT, message));
            Ok(value)
        }
        Carried::Own => {
            let reason = format!(
                "its parameter `{name}` has a type of yours that is not read from text, as it is by `via: display`"
            );
            Err(Skip(place.gap(gap::PARAMETER_OBJECT, reason)))
        }
        Carried::No => {
            let reason =
                format!("its parameter `{name}` is neither a scalar nor a list of scalars");
            Err(Skip(place.gap(gap::PARAMETER_OBJECT, reason)))
        }
    }
}

/// What an inline schema of the parameter is named after: the component it
/// is, the path whose operations share it, or the operation.
fn context(scope: &Scope<'_, '_>, item: &Item<Parameter>) -> Context {
    let name = &item.value.name.value;
    scope.context(item, || {
        let of_path = &scope.planned.path_item.parameters;
        if of_path.iter().any(|shared| shared.span == item.span) {
            Context::named(&literal_words(scope.planned)).member(name)
        } else {
            scope.part(name)
        }
    })
}

/// The text of the path without its parameters, in words; `/` is `root`.
fn literal_words(planned: &Planned<'_>) -> String {
    let literals = planned.segments.iter().filter_map(|segment| match segment {
        ir::Segment::Literal(text) => Some(text.as_str()),
        ir::Segment::Param(_) => None,
    });
    naming::path_words(&literals.collect::<String>())
}
