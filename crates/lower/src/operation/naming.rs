//! What operations are called.

use std::collections::{BTreeMap, BTreeSet};

use specwright_ir::{MethodIdent, Role, TypeIdent};
use specwright_source::codes::operation as codes;
use specwright_source::{Diagnostic, Pointer, Severity, Span};

use super::plan::Planned;
use super::report::Report;
use crate::names::{self, Case, Claim, Holder, Own, Standing};
use crate::schema::Lowering;

/// What is put behind an operation's stem: the names of its types.
pub(super) const STEM_ENDINGS: [&str; 4] = ["Request", "Response", "Success", "Error"];

/// An operation's names.
#[derive(Debug, Clone)]
pub(super) struct OperationNames {
    /// The method of its tag's trait, unique there.
    pub(super) ident: MethodIdent,
    /// The method among those of all tags, unique in the document.
    pub(super) flat: MethodIdent,
    /// What its types begin with.
    pub(super) stem: TypeIdent,
}

/// The names of all operations. The stems' names are reserved, so that no
/// inline schema gets them.
pub(super) fn operations(
    planned: &[Planned<'_>],
    types: &mut Lowering<'_>,
    report: &mut Report,
) -> Vec<OperationNames> {
    let wishes: Vec<Wishes> = planned
        .iter()
        .map(|operation| Wishes::of(operation, types, report))
        .collect();
    let flat = flat(planned, &wishes, report);
    let stems = stems(planned, &flat, types);
    for stem in &stems {
        for ending in STEM_ENDINGS {
            types.reserve(&TypeIdent::lossy(&format!("{stem}{ending}")));
        }
    }
    let methods = methods(planned, &wishes, &flat);
    for ((operation, method), flat) in planned.iter().zip(&methods).zip(&flat) {
        types.note_name(Role::Method, operation.key(), method);
        types.note_name(Role::Operation, operation.key(), flat);
    }
    methods
        .iter()
        .zip(flat)
        .zip(stems)
        .map(|((ident, flat), stem)| OperationNames {
            ident: MethodIdent::lossy(ident),
            flat: MethodIdent::lossy(&flat),
            stem: TypeIdent::lossy(&stem),
        })
        .collect()
}

/// What an operation may be called.
struct Wishes {
    /// Its `operationId`, else method and path.
    full: String,
    /// The name of the function that FastAPI has made the `operationId` from.
    function: Option<String>,
    /// Without the prefix of its tag.
    short: Option<String>,
    /// What the user calls it.
    own: Option<Own>,
    /// What an earlier run called it: among all, and in its tag's trait.
    kept: (Option<String>, Option<String>),
}

impl Wishes {
    fn of(operation: &Planned<'_>, types: &Lowering<'_>, report: &mut Report) -> Self {
        let own = match names::own_name(&operation.operation.extensions, Case::Snake) {
            Ok(own) => own,
            Err(finding) => {
                report.tell(*finding);
                None
            }
        };
        if let Some(own) = own {
            return Self {
                full: own.name.clone(),
                function: None,
                short: None,
                own: Some(own),
                kept: (None, None),
            };
        }
        let kept = |role| types.kept_name(role, &operation.key()).map(str::to_owned);
        let full = full_name(operation);
        let function = function_name(operation);
        let short = short_name(operation, function.as_ref().unwrap_or(&full));
        Self {
            full,
            function,
            short,
            own: None,
            kept: (kept(Role::Operation), kept(Role::Method)),
        }
    }

    /// All of them, the shortest first.
    fn all(&self) -> impl Iterator<Item = &str> {
        let shorter = [&self.short, &self.function].into_iter().flatten();
        shorter.chain([&self.full]).map(String::as_str)
    }
}

/// Who may be called what. Operations of the same full name are one, so that
/// an `operationId` that is written twice changes nothing for the first.
#[derive(Default)]
struct Wanted<'a>(BTreeMap<&'a str, BTreeSet<&'a str>>);

impl<'a> Wanted<'a> {
    fn add(&mut self, name: &'a str, full: &'a str) {
        self.0.entry(name).or_default().insert(full);
    }

    /// Whether nothing else may be called so.
    fn is_unique(&self, name: &str) -> bool {
        self.0.get(name).is_some_and(|by| by.len() == 1)
    }
}

/// The methods among those of all tags, unique in the document. The prefixes
/// of a tag's operations are stripped all or none: where one is needed to tell
/// two operations apart, the others of its tag keep theirs, too.
fn flat(planned: &[Planned<'_>], wishes: &[Wishes], report: &mut Report) -> Vec<String> {
    let mut wanted = Wanted::default();
    for wish in wishes {
        for name in wish.all() {
            wanted.add(name, &wish.full);
        }
    }
    let mut stripped: BTreeMap<Option<&str>, bool> = BTreeMap::new();
    for (operation, wish) in planned.iter().zip(wishes) {
        if let Some(short) = &wish.short {
            *stripped.entry(tag(operation)).or_insert(true) &= wanted.is_unique(short);
        }
    }
    let names = planned.iter().zip(wishes).map(|(operation, wish)| {
        let is_stripped = stripped.get(&tag(operation)) == Some(&true);
        let short = wish.short.as_ref().filter(|_| is_stripped);
        let function = wish.function.as_ref();
        let function = function.filter(|name| wanted.is_unique(name));
        short.or(function).unwrap_or(&wish.full).clone()
    });
    let names: Vec<(String, Given<'_>)> = names
        .zip(wishes)
        .map(|(name, wish)| (name, (wish.own.as_ref(), wish.kept.0.as_deref())))
        .collect();
    let (idents, diagnostics) = resolve(planned, &firsts(planned), names);
    for mut diagnostic in diagnostics {
        if diagnostic.severity == Severity::Warning {
            diagnostic.code = codes::OPERATION_NAME;
        }
        report.tell(diagnostic);
    }
    idents
}

/// The methods of the tags' traits: the shortest name that nothing else in the
/// tag may be called. (What clashes here was reported among all.)
fn methods(planned: &[Planned<'_>], wishes: &[Wishes], flat: &[String]) -> Vec<String> {
    let mut wanted: BTreeMap<Option<&str>, Wanted<'_>> = BTreeMap::new();
    let all = || planned.iter().zip(wishes).zip(flat);
    for ((operation, wish), flat) in all() {
        let wanted = wanted.entry(tag(operation)).or_default();
        for name in wish.all().chain([flat.as_str()]) {
            wanted.add(name, &wish.full);
        }
    }
    let names: Vec<String> = all()
        .map(|((operation, wish), flat)| {
            let wanted = wanted.get(&tag(operation));
            let mut shorter = [&wish.short, &wish.function].into_iter().flatten();
            let name = shorter.find(|name| wanted.is_some_and(|all| all.is_unique(name)));
            name.unwrap_or(flat).clone()
        })
        .collect();
    let firsts = firsts(planned);
    let mut methods = vec![String::new(); planned.len()];
    for group in wanted.keys() {
        let members = || (0..).zip(planned).filter(|(_, other)| tag(other) == *group);
        let chosen = members().filter_map(|(index, _)| {
            let wish = wishes.get(index)?;
            let given = (wish.own.as_ref(), wish.kept.1.as_deref());
            Some((names.get(index)?.clone(), given))
        });
        let members: Vec<(usize, &Planned<'_>)> = members().collect();
        let operations = members.iter().map(|(_, operation)| *operation);
        let (idents, _) = resolve(operations, &firsts, chosen);
        for ((index, _), ident) in members.iter().zip(idents) {
            if let Some(method) = methods.get_mut(*index) {
                *method = ident;
            }
        }
    }
    methods
}

/// The names that the user and an earlier run give.
type Given<'a> = (Option<&'a Own>, Option<&'a str>);

/// Unique names for the operations that want `names`.
fn resolve<'p, 'd: 'p>(
    operations: impl IntoIterator<Item = &'p Planned<'d>>,
    firsts: &BTreeMap<String, Pointer>,
    names: impl IntoIterator<Item = (String, Given<'p>)>,
) -> (Vec<String>, Vec<Diagnostic>) {
    let claims: Vec<Claim> = operations
        .into_iter()
        .zip(names)
        .map(|(operation, (name, (own, kept)))| {
            let wire = operation.id();
            Claim {
                suffix: suffix(operation, &name),
                standing: Standing::Made,
                name,
                pointer: firsts.get(&wire).unwrap_or(&operation.reached).clone(),
                wire,
                span: name_span(operation),
            }
            .given(own.cloned(), kept)
        })
        .collect();
    names::resolve(&claims, Case::Snake, &[""], &BTreeSet::new())
}

/// Where each `operationId` is written first: of several operations with the
/// same one, that which comes first in the document keeps its name.
fn firsts(planned: &[Planned<'_>]) -> BTreeMap<String, Pointer> {
    let mut firsts = BTreeMap::new();
    for operation in planned {
        let first = firsts.entry(operation.id());
        first.or_insert_with(|| operation.reached.clone());
    }
    firsts
}

fn tag<'d>(operation: &Planned<'d>) -> Option<&'d str> {
    let tag = operation.operation.tags.first();
    tag.map(|tag| tag.value.as_str())
}

/// What tells the operation from another one of its name: method and path, as
/// far as the name does not have them.
fn suffix(operation: &Planned<'_>, name: &str) -> Option<String> {
    let says = |text: &str, words: &str| format!("_{text}_").contains(&format!("_{words}_"));
    let segments = operation.template.value.split('/');
    let segments = segments.filter(|segment| segment.contains(|c: char| c.is_alphanumeric()));
    let path: Vec<String> = segments
        .map(|segment| names::snake(&path_words(segment)))
        .filter(|words| !says(name, words))
        .collect();
    let path = path.join("_");
    let method = operation.method.0.to_ascii_lowercase();
    let words = if says(name, &method) || says(&path, &method) {
        path
    } else {
        format!("{method} {path}")
    };
    (!words.is_empty()).then_some(words)
}

fn name_span(operation: &Planned<'_>) -> Span {
    match &operation.operation.operation_id {
        Some(id) => id.span,
        None => operation.method_span,
    }
}

fn full_name(operation: &Planned<'_>) -> String {
    match &operation.operation.operation_id {
        Some(id) if id.value.contains(|c: char| c.is_alphanumeric()) => names::snake(&id.value),
        _ => names::snake(&method_and_path(operation)),
    }
}

/// The name of the function that FastAPI has made the `operationId` from, by
/// putting path and method behind it: `read_user` and `GET /users/{user_id}`
/// give `read_user_users__user_id__get`.
fn function_name(operation: &Planned<'_>) -> Option<String> {
    let id = operation.operation.operation_id.as_ref()?;
    let path: String = operation
        .template
        .value
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '_' })
        .collect();
    let method = operation.method.0.to_ascii_lowercase();
    let function = id.value.strip_suffix(&format!("{path}_{method}"))?;
    let is_name = function.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && function.contains(|c: char| c.is_ascii_alphanumeric());
    let name = names::snake(function);
    (is_name && !KEYWORDS.contains(&name.as_str())).then_some(name)
}

/// The name without the prefix of the operation's tag, if there is one.
fn short_name(operation: &Planned<'_>, full: &str) -> Option<String> {
    operation.operation.operation_id.as_ref()?;
    let rest = full
        .strip_prefix(&names::snake(tag(operation)?))?
        .strip_prefix('_')?;
    let first = rest.split('_').next().unwrap_or_default();
    let is_name = first.starts_with(|c: char| c.is_ascii_lowercase())
        && !PREPOSITIONS.contains(&first)
        && !KEYWORDS.contains(&rest);
    is_name.then(|| rest.to_owned())
}

/// Words that need one before them.
const PREPOSITIONS: &[&str] = &[
    "and", "at", "by", "for", "from", "in", "into", "of", "on", "or", "to", "with", "without",
];

/// Words that would have to be written raw: a longer name reads better.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "super", "trait", "true", "try", "type", "use", "where", "while",
];

/// The method and the path in words: `GET /pets/{id}` is `get pets by id`.
pub(super) fn method_and_path(operation: &Planned<'_>) -> String {
    let method = operation.method.0.to_ascii_lowercase();
    format!("{method} {}", path_words(&operation.template.value))
}

/// A path template in words; `/` is `root`.
pub(super) fn path_words(template: &str) -> String {
    let words = template.replace('{', " by ").replace(['}', '/'], " ");
    if words.contains(|c: char| c.is_alphanumeric()) {
        words
    } else {
        "root".to_owned()
    }
}

/// What the operations' types begin with: no type that begins so, with one
/// of the endings, is a model.
fn stems(planned: &[Planned<'_>], idents: &[String], types: &Lowering<'_>) -> Vec<String> {
    let claims: Vec<Claim> = planned
        .iter()
        .zip(idents)
        .map(|(operation, ident)| Claim {
            // `Self_` has its underscore only to stand alone, which no stem does.
            name: names::upper_camel(ident).trim_end_matches('_').to_owned(),
            wire: ident.clone(),
            pointer: operation.reached.clone(),
            span: name_span(operation),
            suffix: Some("Op".to_owned()),
            standing: Standing::Made,
        })
        .collect();
    let taken = |name: &str| types.is_taken(name).then_some(Holder::Reserved);
    // Models that are called like an operation's request are the rule in
    // published documents; they keep their names, and nobody is warned.
    let (stems, _) = names::resolve_among(&claims, Case::UpperCamel, &STEM_ENDINGS, &taken);
    stems
}
