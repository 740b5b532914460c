//! Components: the objects that a `$ref` may stand for, each read once.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use specwright_source::codes::spec as codes;
use specwright_source::{Diagnostic, Node};

use crate::model::{
    Callback, Example, Header, Item, Link, MediaType, Parameter, PathItem, RequestBody, Response,
    SecurityScheme, Spanned, Version,
};

use super::fields::Fields;
use super::place::Place;
use super::{Reader, identity, reference};

/// Objects of one kind by the identity of their nodes; `None` for those that
/// could not be read.
pub(crate) type Cache<T> = RefCell<HashMap<usize, Option<Arc<T>>>>;

/// What was read of each kind.
#[derive(Default)]
pub(crate) struct Caches {
    callbacks: Cache<Callback>,
    examples: Cache<Example>,
    headers: Cache<Header>,
    links: Cache<Link>,
    media_types: Cache<MediaType>,
    parameters: Cache<Parameter>,
    path_items: Cache<PathItem>,
    request_bodies: Cache<RequestBody>,
    responses: Cache<Response>,
    security_schemes: Cache<SecurityScheme>,
}

/// An object that a reference may stand for.
pub(crate) trait Component: Sized {
    /// How messages call it: "a parameter".
    const WHAT: &'static str;
    /// The member of `components` that holds such objects.
    const SECTION: &'static str;

    /// The objects of this kind read so far.
    fn cache(caches: &Caches) -> &Cache<Self>;

    /// Reads the object; without an answer, an error has been reported.
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self>;
}

/// Ties each kind to its reader.
macro_rules! components {
    ($($type:ident, $what:literal, $section:literal, $cache:ident, $read:path;)*) => {$(
        impl Component for $type {
            const WHAT: &'static str = $what;
            const SECTION: &'static str = $section;

            fn cache(caches: &Caches) -> &Cache<Self> {
                &caches.$cache
            }

            fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
                $read(fields)
            }
        }
    )*};
}

components! {
    Callback, "a callback", "callbacks", callbacks, super::operation::callback;
    Example, "an example", "examples", examples, super::media::example;
    Header, "a header", "headers", headers, super::parameter::header;
    Link, "a link", "links", links, super::media::link;
    MediaType, "a media type", "mediaTypes", media_types, super::media::media_type;
    Parameter, "a parameter", "parameters", parameters, super::parameter::parameter;
    PathItem, "a path item", "pathItems", path_items, super::operation::path_item;
    RequestBody, "a request body", "requestBodies", request_bodies, super::media::request_body;
    Response, "a response", "responses", responses, super::media::response;
    SecurityScheme, "a security scheme", "securitySchemes", security_schemes, super::security::scheme;
}

impl<'d> Reader<'d> {
    /// The component at `node`, or the one that `node` refers to.
    pub(crate) fn item<T: Component>(&self, node: &'d Node, place: Place<'_>) -> Option<Item<T>> {
        if reference::text(node).is_none() {
            return Some(Item {
                value: self.component(node, place)?,
                location: place.location(),
                span: node.span,
                reference: None,
                description: None,
            });
        }
        let description = self.siblings(node, place, T::WHAT);
        let target = self.follow(node, place, Some(T::SECTION))?;
        Some(Item {
            value: self.component(target.node, target.place())?,
            span: target.node.span,
            location: target.location,
            reference: Some(reference::span(node)),
            description,
        })
    }

    /// The component written at `node`, read once.
    fn component<T: Component>(&self, node: &'d Node, place: Place<'_>) -> Option<Arc<T>> {
        let id = identity(node);
        if let Some(known) = T::cache(&self.caches).borrow().get(&id) {
            return known.clone();
        }
        let read = self.once(node, place.at, || {
            let value = T::read(&mut Fields::new(self, node, place, T::WHAT)?)?;
            Some(Arc::new(value))
        });
        let busy = self.busy.borrow().contains(&id);
        if !busy {
            T::cache(&self.caches).borrow_mut().insert(id, read.clone());
        }
        read
    }

    /// The description beside a reference; other members there mean nothing.
    fn siblings(
        &self,
        node: &'d Node,
        place: Place<'_>,
        what: &'static str,
    ) -> Option<Spanned<String>> {
        let later = self.version_in(place.file()) > Version::V3_0;
        let mut description = None;
        for entry in node.as_mapping()? {
            match entry.key.as_str() {
                "description" if later => description = self.text(&entry.value, "description"),
                "$ref" | "description" | "summary" => {}
                key if key.starts_with("x-") => {}
                key => self.report(
                    Diagnostic::warning(
                        codes::REFERENCE_SIBLINGS,
                        entry.key_span,
                        format!("`{key}` beside a reference to {what} is ignored"),
                    )
                    .also(reference::span(node), "the reference"),
                ),
            }
        }
        description
    }
}
