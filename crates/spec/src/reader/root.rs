//! The root of a document: version, info, servers, tags, components.

use specwright_source::codes::spec as codes;
use specwright_source::{Diagnostic, Node, Pointer, Span, Value};

use crate::model::{
    Components, Contact, Document, ExternalDocs, Info, License, Location, SchemaArena, Server,
    ServerVariable, Spanned, Tag, Version,
};

use super::fields::Fields;
use super::place::{Place, head};
use super::scalar::wrong;
use super::{Reader, operation, security};

/// The version that `root` names, with a warning if it is an unusual one; an
/// error if it is none that can be read.
pub(crate) fn version(
    root: &Node,
) -> Result<(Spanned<Version>, Option<Diagnostic>), Box<Diagnostic>> {
    let Some(mapping) = root.as_mapping() else {
        let message = format!(
            "an OpenAPI document is a mapping, not {}",
            root.value.kind()
        );
        return Err(Box::new(Diagnostic::error(
            codes::NOT_OPENAPI,
            root.span,
            message,
        )));
    };
    let Some(entry) = mapping.get("openapi") else {
        return Err(Box::new(match mapping.get("swagger") {
            Some(swagger) => Diagnostic::error(
                codes::SWAGGER,
                swagger.key_span,
                "this is a Swagger document, which is not read",
            )
            .help("convert it to OpenAPI 3.0 or later first"),
            None => Diagnostic::error(
                codes::NOT_OPENAPI,
                head(root),
                "this is no OpenAPI document: it has no `openapi`",
            )
            .help("begin with `openapi: 3.1.0`"),
        }));
    };
    let span = entry.value.span;
    let text = match &entry.value.value {
        Value::String(text) => text.as_str(),
        Value::Number(number) => number.text.as_str(),
        _ => return Err(Box::new(wrong(entry, "a version", true))),
    };
    let mut parts = text.trim().trim_start_matches(['v', 'V']).split('.');
    let number = |part: Option<&str>| part.and_then(|part| part.parse::<u32>().ok());
    let (version, clear) = match (number(parts.next()), number(parts.next())) {
        (Some(3), Some(0)) => (Version::V3_0, true),
        (Some(3), Some(1)) => (Version::V3_1, true),
        (Some(3), Some(2)) => (Version::V3_2, true),
        (Some(3), Some(_)) => (Version::V3_2, false),
        _ => {
            let message = format!("OpenAPI `{text}` is not read");
            let error = Diagnostic::error(codes::VERSION, span, message);
            return Err(Box::new(
                error.help("the versions that are read are 3.0, 3.1 and 3.2"),
            ));
        }
    };
    let usual = clear
        && matches!(entry.value.value, Value::String(_))
        && parts
            .next()
            .is_some_and(|patch| patch.starts_with(|c: char| c.is_ascii_digit()));
    let warning = (!usual).then(|| {
        let message = format!("`{text}` is not quite a version of OpenAPI");
        Diagnostic::warning(codes::VERSION, span, message)
            .label(format!("read as {}", super::fields::name(version)))
    });
    Ok((
        Spanned {
            value: version,
            span,
        },
        warning,
    ))
}

impl<'d> Reader<'d> {
    /// OpenAPI Object. The schemas are filled in later.
    pub(crate) fn document(&self, root: &'d Node, version: Spanned<Version>) -> Option<Document> {
        let location = Location {
            file: self.entry,
            pointer: Pointer::root(),
        };
        let place = Place::start(&location, version.span);
        let f = &mut Fields::new(self, root, place, "the document")?;
        f.know(&["openapi"]);
        if !f.has("info") {
            f.missing("info");
        }
        let none = ["paths", "webhooks", "components"]
            .iter()
            .all(|key| !f.has(key));
        if none || (f.version == Version::V3_0 && !f.has("paths")) {
            f.missing("paths");
        }
        let info = f.value("info", |e| e.cx.object(e.node, e.place, "`info`", info));
        Some(Document {
            file: self.entry,
            span: root.span,
            info: info.unwrap_or_else(|| no_info(version.span)),
            version,
            self_uri: f.since(Version::V3_2).word("$self"),
            json_schema_dialect: f.since(Version::V3_1).word("jsonSchemaDialect"),
            servers: f.each("servers", |e| {
                e.cx.object(e.node, e.place, "a server", server)
            }),
            paths: operation::path_items(f, "paths"),
            webhooks: operation::path_items(f.since(Version::V3_1), "webhooks"),
            components: f
                .value("components", |e| {
                    e.cx.object(e.node, e.place, "`components`", components)
                })
                .unwrap_or_default(),
            security: security::requirements(f),
            tags: f.each("tags", |e| e.cx.object(e.node, e.place, "a tag", tag)),
            external_docs: external_docs_in(f),
            extensions: f.finish(),
            schemas: SchemaArena::default(),
        })
        .inspect(|document| {
            self.check_dialect(self.entry, document.json_schema_dialect.as_ref());
        })
    }
}

/// What stands for a missing `info`.
fn no_info(span: Span) -> Info {
    let nothing = Spanned {
        value: String::new(),
        span,
    };
    Info {
        span,
        title: nothing.clone(),
        version: nothing,
        summary: None,
        description: None,
        terms_of_service: None,
        contact: None,
        license: None,
        extensions: Vec::new(),
    }
}

/// Info Object.
fn info(f: &mut Fields<'_, '_>) -> Option<Info> {
    Some(Info {
        span: f.node.span,
        title: f.expected_text("title"),
        version: f.expected_text("version"),
        summary: f.since(Version::V3_1).text("summary"),
        description: f.text("description"),
        terms_of_service: f.text("termsOfService"),
        contact: f.value("contact", |e| {
            e.cx.object(e.node, e.place, "`contact`", contact)
        }),
        license: f.value("license", |e| {
            e.cx.object(e.node, e.place, "`license`", license)
        }),
        extensions: f.finish(),
    })
}

/// Contact Object.
fn contact(f: &mut Fields<'_, '_>) -> Option<Contact> {
    let contact = Contact {
        name: f.text("name"),
        url: f.text("url"),
        email: f.text("email"),
    };
    f.finish();
    Some(contact)
}

/// License Object.
fn license(f: &mut Fields<'_, '_>) -> Option<License> {
    if !f.has("name") {
        f.missing("name");
    }
    let license = License {
        name: f.text("name"),
        identifier: f.since(Version::V3_1).text("identifier"),
        url: f.text("url"),
    };
    f.finish();
    Some(license)
}

/// Server Object.
pub(crate) fn server(f: &mut Fields<'_, '_>) -> Option<Server> {
    let server = Some(Server {
        span: f.node.span,
        name: f.since(Version::V3_2).text("name"),
        description: f.text("description"),
        variables: f.map("variables", |e| {
            e.cx.object(e.node, e.place, "a server variable", server_variable)
        }),
        url: f.required_word("url")?,
    });
    f.finish();
    server
}

/// Server Variable Object. Without a default, the first allowed value is one.
fn server_variable(f: &mut Fields<'_, '_>) -> Option<ServerVariable> {
    let allowed = f.texts("enum");
    let description = f.text("description");
    let default = if f.has("default") || allowed.is_empty() {
        f.required_word("default")
    } else {
        f.know(&["default"]);
        f.missing("default");
        allowed.first().cloned()
    };
    f.finish();
    Some(ServerVariable {
        allowed,
        default: default?,
        description,
    })
}

/// Tag Object.
fn tag(f: &mut Fields<'_, '_>) -> Option<Tag> {
    let name = f.required_word("name");
    let tag = Tag {
        span: f.node.span,
        summary: f.since(Version::V3_2).text("summary"),
        description: f.text("description"),
        parent: f.since(Version::V3_2).word("parent"),
        kind: f.since(Version::V3_2).word("kind"),
        external_docs: external_docs_in(f),
        extensions: f.finish(),
        name: name?,
    };
    Some(tag)
}

/// `externalDocs`.
pub(crate) fn external_docs_in(f: &mut Fields<'_, '_>) -> Option<ExternalDocs> {
    f.value("externalDocs", |e| {
        e.cx.object(e.node, e.place, "`externalDocs`", |f| {
            let docs = ExternalDocs {
                url: f.expected_text("url"),
                description: f.text("description"),
            };
            f.finish();
            Some(docs)
        })
    })
}

/// Components Object.
fn components(f: &mut Fields<'_, '_>) -> Option<Components> {
    Some(Components {
        schemas: f.map("schemas", |e| Some(e.cx.schema(e.node, e.place))),
        responses: f.items("responses"),
        parameters: f.items("parameters"),
        examples: f.items("examples"),
        request_bodies: f.items("requestBodies"),
        headers: f.items("headers"),
        security_schemes: f.items("securitySchemes"),
        links: f.items("links"),
        callbacks: f.items("callbacks"),
        path_items: f.since(Version::V3_1).items("pathItems"),
        media_types: f.since(Version::V3_2).items("mediaTypes"),
        extensions: f.finish(),
    })
}
