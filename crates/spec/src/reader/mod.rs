//! The reader: from nodes to the model. One small function an object, over the
//! typed access to members that [`fields`] gives.

mod fields;
mod index;
mod item;
mod media;
mod operation;
mod parameter;
mod place;
mod reference;
mod root;
mod scalar;
mod schema;
mod security;
mod style;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use specwright_source::codes::spec as codes;
use specwright_source::{Diagnostic, FileId, Node, Severity, Span, Value};

use crate::Files;
use crate::model::{
    Document, Location, Resource, ResourceId, Schema, SchemaArena, SchemaId, Spanned, Version,
};
use crate::suggest::Suggest;

use fields::Fields;
use index::FileIndex;
use item::Caches;
use place::Place;
use schema::{Pending, Vocabularies};

/// How deep items may stand in items: callbacks in callbacks.
const MAX_NESTING: usize = 32;

/// How many nodes may be read behind references where a reference has its
/// target read again. Components are read once and shared, so that only a
/// hostile document comes near.
const MAX_REPEATS: usize = 4_000_000;

/// Everything a run of the reader knows. Shared by reference; what changes is
/// in cells, so that the readers of objects can call each other freely.
pub(crate) struct Reader<'d> {
    files: &'d dyn Files,
    opened: RefCell<BTreeMap<FileId, Rc<FileIndex<'d>>>>,
    entry: FileId,
    version: Version,
    diagnostics: RefCell<Vec<Diagnostic>>,
    schema_ids: RefCell<HashMap<usize, SchemaId>>,
    schema_count: Cell<u32>,
    pending: RefCell<Vec<Pending<'d>>>,
    /// The schema resources that were met, by file and number in it.
    resources: RefCell<BTreeMap<(FileId, usize), ResourceId>>,
    vocabularies: RefCell<BTreeMap<(FileId, &'d str), Vocabularies>>,
    caches: Caches,
    /// Objects being read just now that were reached by a reference.
    busy: RefCell<Vec<usize>>,
    nesting: Cell<usize>,
    /// How many more nodes may be read again behind references.
    repeats: Cell<usize>,
    pub(crate) suggest: Suggest,
}

/// A node that was reached, and its place.
#[derive(Debug, Clone)]
pub(crate) struct Target<'d> {
    pub(crate) node: &'d Node,
    pub(crate) location: Location,
    /// What a diagnostic about it points at.
    pub(crate) at: Span,
}

impl Target<'_> {
    pub(crate) fn place(&self) -> Place<'_> {
        Place::start(&self.location, self.at)
    }
}

/// The identity of a node: nodes are read from where they stand, never copied.
pub(crate) fn identity(node: &Node) -> usize {
    std::ptr::from_ref(node).addr()
}

/// Reads the document with the entry file `root`.
pub(crate) fn read(root: &Node, files: &dyn Files) -> (Option<Document>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let document = version_of(root, &mut diagnostics).and_then(|version| {
        let reader = Reader::new(root, files, version.value, &mut diagnostics);
        reader.run(root, version, &mut diagnostics)
    });
    diagnostics.sort_by(|a, b| order(a).cmp(&order(b)));
    diagnostics.dedup();
    (document.filter(|_| !has_errors(&diagnostics)), diagnostics)
}

/// The order in which findings are given: that of the text.
fn order(diagnostic: &Diagnostic) -> (FileId, u32, u32, specwright_source::Code, &str) {
    let Span { file, start, end } = diagnostic.primary.span;
    (file, start, end, diagnostic.code, &diagnostic.message)
}

fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// The version the entry file names, if it is one that can be read.
fn version_of(root: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<Spanned<Version>> {
    match root::version(root) {
        Ok((version, warning)) => {
            diagnostics.extend(warning);
            Some(version)
        }
        Err(error) => {
            diagnostics.push(*error);
            None
        }
    }
}

impl<'d> Reader<'d> {
    fn new(
        root: &'d Node,
        files: &'d dyn Files,
        version: Version,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let entry = root.span.file;
        let index = FileIndex::new(root, version, "");
        Self {
            files,
            opened: RefCell::new(BTreeMap::from([(entry, Rc::new(index))])),
            entry,
            version,
            diagnostics: RefCell::new(std::mem::take(diagnostics)),
            schema_ids: RefCell::default(),
            schema_count: Cell::new(0),
            pending: RefCell::default(),
            resources: RefCell::default(),
            vocabularies: RefCell::default(),
            caches: Caches::default(),
            busy: RefCell::default(),
            nesting: Cell::new(0),
            repeats: Cell::new(MAX_REPEATS),
            suggest: Suggest::default(),
        }
    }

    /// Reads everything, and gives the findings back.
    fn run(
        self,
        root: &'d Node,
        version: Spanned<Version>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Document> {
        let document = self.document(root, version);
        let (mut schemas, resources) = self.drain_schemas();
        let Self {
            diagnostics: found,
            suggest,
            ..
        } = self;
        *diagnostics = found.into_inner();
        schema::open_cycles(&mut schemas, diagnostics);
        let schemas = SchemaArena { schemas, resources };
        let document = Document {
            schemas,
            ..document?
        };
        let complete = !has_errors(diagnostics);
        crate::check::document(&document, complete, &suggest, diagnostics);
        Some(document)
    }

    /// Notes a finding.
    pub(crate) fn report(&self, diagnostic: Diagnostic) {
        self.diagnostics.borrow_mut().push(diagnostic);
    }

    /// The version that rules in `file`: its own, if it names one, else that
    /// of the entry file.
    pub(crate) fn version_in(&self, file: FileId) -> Version {
        self.opened
            .borrow()
            .get(&file)
            .map_or(self.version, |index| index.version)
    }

    /// Reads the object `node` by `read`; a reference in its place is followed
    /// with a warning.
    pub(crate) fn object<T>(
        &self,
        node: &'d Node,
        place: Place<'_>,
        what: &'static str,
        read: impl FnOnce(&mut Fields<'_, 'd>) -> Option<T>,
    ) -> Option<T> {
        if reference::text(node).is_none() {
            return read(&mut Fields::new(self, node, place, what)?);
        }
        let target = self.follow(node, place, None)?;
        self.repeat(target.node, place.at)?;
        self.report(Diagnostic::warning(
            codes::REFERENCE_PLACE,
            reference::span(node),
            format!("{what} cannot be a reference; it is followed all the same"),
        ));
        self.once(target.node, place.at, || {
            read(&mut Fields::new(self, target.node, target.place(), what)?)
        })
    }

    /// Says that all of `node` is read once more, because of a reference at
    /// `at`; an error when that has been too much.
    pub(crate) fn repeat(&self, node: &Node, at: Span) -> Option<()> {
        let mut waiting = vec![node];
        while let Some(node) = waiting.pop() {
            let Some(left) = self.repeats.get().checked_sub(1) else {
                let message = "this reference repeats too much of the document";
                self.report(Diagnostic::error(codes::TOO_DEEP, at, message));
                return None;
            };
            self.repeats.set(left);
            match &node.value {
                Value::Mapping(mapping) => waiting.extend(mapping.iter().map(|entry| &entry.value)),
                Value::Sequence(items) => waiting.extend(items),
                _ => {}
            }
        }
        Some(())
    }

    /// Runs `read` for what a reference led to, unless that is being read
    /// already, which means that it contains itself.
    pub(crate) fn once<T>(
        &self,
        node: &'d Node,
        at: Span,
        read: impl FnOnce() -> Option<T>,
    ) -> Option<T> {
        let id = identity(node);
        if self.busy.borrow().contains(&id) {
            self.report(
                Diagnostic::warning(
                    codes::SELF_CONTAINED,
                    at,
                    "this object contains itself; the repetition is left out",
                )
                .label("reached again from within itself")
                .also(place::head(node), "the object begins here"),
            );
            return None;
        }
        if self.nesting.get() >= MAX_NESTING {
            self.report(Diagnostic::error(
                codes::TOO_DEEP,
                at,
                format!("more than {MAX_NESTING} objects are nested in each other here"),
            ));
            return None;
        }
        self.busy.borrow_mut().push(id);
        self.nesting.set(self.nesting.get() + 1);
        let read = read();
        self.nesting.set(self.nesting.get() - 1);
        self.busy.borrow_mut().pop();
        read
    }

    /// Reads all schemas that were asked for, and those they ask for; and what
    /// the dynamic anchors of their resources name, since that may be asked
    /// for from everywhere.
    fn drain_schemas(&self) -> (Vec<Schema>, Vec<Resource>) {
        let (mut read, mut resources) = (Vec::new(), Vec::new());
        loop {
            let pending = std::mem::take(&mut *self.pending.borrow_mut());
            let new = self.new_resources(resources.len());
            if pending.is_empty() && new.is_empty() {
                return (read, resources);
            }
            read.extend(pending.into_iter().map(|pending| self.read_schema(pending)));
            for (file, number) in new {
                resources.push(self.resource_of(file, number));
            }
        }
    }

    /// The resources that were met since there were `known`, in the order of
    /// their ids.
    fn new_resources(&self, known: usize) -> Vec<(FileId, usize)> {
        let all = self.resources.borrow();
        let mut new: Vec<(ResourceId, (FileId, usize))> = all
            .iter()
            .filter(|(_, id)| id.0 as usize >= known)
            .map(|(place, id)| (*id, *place))
            .collect();
        new.sort_unstable();
        new.into_iter().map(|(_, place)| place).collect()
    }

    fn resource_of(&self, file: FileId, number: usize) -> Resource {
        let file = self.opened.borrow().get(&file).cloned();
        let Some(resource) = file.as_ref().and_then(|file| file.resource(number)) else {
            return Resource::default();
        };
        let anchors = resource.dynamic().iter();
        Resource {
            uri: resource.uri.clone(),
            dynamic_anchors: anchors
                .map(|(name, target)| {
                    let id = self.schema(target.node, target.place());
                    ((*name).to_owned(), id)
                })
                .collect(),
        }
    }

    /// The id of the resource that a schema belongs to.
    fn resource_id(&self, location: &Location) -> ResourceId {
        let file = self.opened.borrow().get(&location.file).cloned();
        let number = file.map_or(0, |file| file.resource_at(&location.pointer));
        let mut all = self.resources.borrow_mut();
        let next = ResourceId(u32::try_from(all.len()).unwrap_or(u32::MAX));
        *all.entry((location.file, number)).or_insert(next)
    }
}
