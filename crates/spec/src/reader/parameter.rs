//! Parameter and Header Objects.

use specwright_source::Diagnostic;
use specwright_source::codes::spec as codes;

use crate::model::{Header, MediaType, Parameter, ParameterPlace, ParameterShape, Spanned};

use super::fields::Fields;
use super::media::{examples, media_type_at};
use super::style;

/// Parameter Object.
pub(crate) fn parameter(f: &mut Fields<'_, '_>) -> Option<Parameter> {
    let name = f.required_word("name");
    let place = style::parameter(f);
    let written = f.flag("required");
    let parameter = Parameter {
        description: f.text("description"),
        required: written.as_ref().is_some_and(|flag| flag.value),
        deprecated: f.flag("deprecated").is_some_and(|flag| flag.value),
        allow_empty_value: f.flag("allowEmptyValue").is_some_and(|flag| flag.value),
        shape: shape(f),
        examples: examples(f),
        extensions: f.finish(),
        name: name?,
        place: place?,
    };
    if !matches!(parameter.place, ParameterPlace::Path { .. }) {
        return Some(parameter);
    }
    if !parameter.required {
        let at = written.map_or(f.place.at, |flag| flag.span);
        let message = format!(
            "the path parameter `{}` must say `required: true`",
            parameter.name.value
        );
        f.cx.report(
            Diagnostic::warning(codes::BAD_VALUE, at, message)
                .label("read as required: a path cannot leave it out"),
        );
    }
    Some(Parameter {
        required: true,
        ..parameter
    })
}

/// Header Object.
pub(crate) fn header(f: &mut Fields<'_, '_>) -> Option<Header> {
    let header = Header {
        description: f.text("description"),
        required: f.flag("required").is_some_and(|flag| flag.value),
        deprecated: f.flag("deprecated").is_some_and(|flag| flag.value),
        explode: style::header(f),
        shape: shape(f),
        examples: examples(f),
        extensions: f.finish(),
    };
    Some(header)
}

/// `style` and `explode` of an encoding.
pub(crate) use style::encoding as encoding_style;

/// `schema` or `content`. With neither, anything goes, as an empty schema says.
fn shape(f: &mut Fields<'_, '_>) -> ParameterShape {
    let schema = f.value("schema", |e| Some(e.cx.schema(e.node, e.place)));
    let content = content(f);
    match (schema, content) {
        (Some(schema), None) => ParameterShape::Schema(schema),
        (None, Some(content)) => ParameterShape::Content(Box::new(content)),
        (Some(schema), Some((media_type, _))) => {
            let message = "`schema` and `content` exclude each other; `content` is ignored";
            f.cx.report(Diagnostic::warning(
                codes::EXCLUSIVE_MEMBERS,
                media_type.span,
                message,
            ));
            ParameterShape::Schema(schema)
        }
        (None, None) => {
            f.missing("schema");
            let place = f.place.member("schema", f.place.at);
            ParameterShape::Schema(f.cx.schema_of_anything(&place))
        }
    }
}

/// The one media type of `content`.
fn content(f: &mut Fields<'_, '_>) -> Option<(Spanned<String>, MediaType)> {
    let mut content = f.map("content", media_type_at).into_iter();
    let first = content.next();
    if let Some((second, _)) = content.next() {
        let message = "`content` of a parameter or header has one member; the first one counts";
        f.cx.report(Diagnostic::warning(codes::DUPLICATE, second.span, message));
    }
    first
}
