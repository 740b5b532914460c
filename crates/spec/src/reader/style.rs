//! Which styles are legal where (OpenAPI 3.1.1, 4.8.12.3; 3.2 adds `cookie`).

use specwright_source::Diagnostic;
use specwright_source::codes::spec as codes;

use crate::model::{ParameterPlace, PathStyle, QueryStyle, Spanned, Version};

use super::fields::Fields;

/// The places of parameters.
const PLACES: &[&str] = &["path", "query", "header", "cookie", "querystring"];

/// `style` and `explode` as they are written.
struct Written {
    style: Option<Spanned<String>>,
    explode: Option<bool>,
}

impl Written {
    fn read(f: &mut Fields<'_, '_>) -> Self {
        Self {
            style: f.word("style"),
            explode: f.flag("explode").map(|flag| flag.value),
        }
    }

    /// The style among `legal` of which the first is the default; any other is
    /// an error.
    fn choose<T: Copy>(
        &self,
        f: &Fields<'_, '_>,
        place: &str,
        legal: &[(&'static str, T)],
    ) -> Option<T> {
        let Some(style) = &self.style else {
            return legal.first().map(|(_, style)| *style);
        };
        let found = legal.iter().find(|(name, _)| *name == style.value);
        if found.is_none() {
            let names: Vec<String> = legal.iter().map(|(name, _)| format!("`{name}`")).collect();
            let error = Diagnostic::error(
                codes::STYLE,
                style.span,
                format!("`{}` is no style for {place}", style.value),
            );
            f.cx.report(match names.as_slice() {
                [only] => error.help(format!("the only style there is {only}")),
                names => error.help(format!("the styles there are {}", names.join(", "))),
            });
        }
        found.map(|(_, style)| *style)
    }
}

/// `in`, `style`, `explode`, `allowReserved` of a parameter.
pub(crate) fn parameter(f: &mut Fields<'_, '_>) -> Option<ParameterPlace> {
    let place = f.required_word("in");
    let written = Written::read(f);
    let allow_reserved = f.flag("allowReserved").filter(|flag| flag.value);
    let place = place?;
    if let Some(flag) = allow_reserved.as_ref().filter(|_| place.value != "query") {
        let message = format!("`allowReserved` is ignored in `{}`", place.value);
        f.cx.report(Diagnostic::warning(
            codes::ALLOW_RESERVED,
            flag.span,
            message,
        ));
    }
    let allow_reserved = allow_reserved.is_some();
    match place.value.as_str() {
        "path" => {
            let legal = [
                ("simple", PathStyle::Simple),
                ("label", PathStyle::Label),
                ("matrix", PathStyle::Matrix),
            ];
            let style = written.choose(f, "a path parameter", &legal)?;
            Some(ParameterPlace::Path {
                style,
                explode: written.explode.unwrap_or(false),
            })
        }
        "query" => {
            let style = query(f, &written, "a query parameter")?;
            Some(ParameterPlace::Query {
                style,
                allow_reserved,
            })
        }
        "querystring" => {
            if f.version < Version::V3_2 {
                f.cx.report(newer(&place, "a parameter in `querystring`"));
            }
            if let Some(style) = &written.style {
                let message = "a parameter in `querystring` has no style";
                f.cx.report(Diagnostic::error(codes::STYLE, style.span, message));
            }
            Some(ParameterPlace::QueryString)
        }
        "header" => {
            written.choose(f, "a header", &[("simple", ())])?;
            Some(ParameterPlace::Header {
                explode: written.explode.unwrap_or(false),
            })
        }
        "cookie" => {
            let plain = cookie(f, &written)?;
            Some(ParameterPlace::Cookie {
                explode: written.explode.unwrap_or(true),
                plain,
            })
        }
        _ => {
            f.cx.report(no_place(f, &place));
            None
        }
    }
}

/// `style` and `explode` of a header.
pub(crate) fn header(f: &mut Fields<'_, '_>) -> bool {
    let written = Written::read(f);
    // An illegal style is reported; the header is read all the same.
    let _ = written.choose(f, "a header", &[("simple", ())]);
    written.explode.unwrap_or(false)
}

/// `style` and `explode` of an encoding, if one of them is written.
pub(crate) fn encoding(f: &mut Fields<'_, '_>) -> Option<QueryStyle> {
    let written = Written::read(f);
    if written.style.is_none() && written.explode.is_none() {
        return None;
    }
    query(f, &written, "an encoding")
}

/// With `explode`, lists delimited by blanks or pipes are lists of `form`.
fn query(f: &Fields<'_, '_>, written: &Written, place: &str) -> Option<QueryStyle> {
    let form = QueryStyle::Form {
        explode: written.explode.unwrap_or(true),
    };
    let legal = [
        ("form", form),
        ("spaceDelimited", QueryStyle::SpaceDelimited),
        ("pipeDelimited", QueryStyle::PipeDelimited),
        ("deepObject", QueryStyle::DeepObject),
    ];
    let style = written.choose(f, place, &legal)?;
    let delimited = matches!(
        style,
        QueryStyle::SpaceDelimited | QueryStyle::PipeDelimited
    );
    Some(if delimited && written.explode == Some(true) {
        form
    } else {
        style
    })
}

/// Whether the style of 3.2 is asked for.
fn cookie(f: &Fields<'_, '_>, written: &Written) -> Option<bool> {
    let legal: &[_] = if f.version < Version::V3_2 {
        &[("form", false)]
    } else {
        &[("form", false), ("cookie", true)]
    };
    written.choose(f, "a cookie", legal)
}

fn newer(place: &Spanned<String>, what: &str) -> Diagnostic {
    Diagnostic::warning(
        codes::NEWER_MEMBER,
        place.span,
        format!("{what} came with OpenAPI 3.2"),
    )
}

fn no_place(f: &Fields<'_, '_>, place: &Spanned<String>) -> Diagnostic {
    let error = Diagnostic::error(
        codes::PARAMETER_PLACE,
        place.span,
        format!("a parameter cannot be in `{}`", place.value),
    );
    match place.value.as_str() {
        "body" | "formData" => error.help("since OpenAPI 3.0 this is `requestBody`"),
        other => match f.cx.suggest.nearest(other, PLACES.iter().copied()) {
            Some(near) => error.help(format!("did you mean `{near}`?")),
            None => error.help(format!("the places are {}", PLACES.join(", "))),
        },
    }
}
