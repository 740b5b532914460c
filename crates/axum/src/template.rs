//! Path templates: what they match, and which of two is more specific.

use std::ops::Range;

use specwright::wire::path_literal;

/// A path template, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Template {
    segments: Vec<Vec<Part>>,
}

/// Parameters with the values they may have.
pub(crate) type Values<'a> = &'a [(&'a str, &'a [&'a str])];

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    /// Text, percent-encoded as a path has it.
    Literal(String),
    /// A parameter: at least one character.
    Param(
        /// The values it may have, as far as that matters: the longest first,
        /// percent-encoded as a path has them.
        Vec<String>,
    ),
}

/// Where a path has what stands for a template's parameters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Captures(Vec<Range<usize>>);

impl Captures {
    /// The texts in the order of the template, still encoded.
    pub(crate) fn texts<'a>(&self, path: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .map(|range| path.get(range.clone()).unwrap_or_default())
    }
}

impl Template {
    /// Takes `template` apart; whatever the document has is legal, as
    /// generation has seen to it.
    pub(crate) fn new(template: &str) -> Self {
        Self::with_values(template, &[])
    }

    /// Takes `template` apart, where some parameters are known to have these
    /// values: one that has the text before the parameter in it is found, too.
    pub(crate) fn with_values(template: &str, values: Values<'_>) -> Self {
        let path = template.strip_prefix('/').unwrap_or(template);
        let segments = path.split('/').map(|segment| parts(segment, values));
        Self {
            segments: segments.collect(),
        }
    }

    /// The route for axum: literals as they are, parameters by number.
    /// Templates that axum cannot tell apart have the same.
    pub(crate) fn route(&self) -> String {
        let mut route = String::new();
        for (index, segment) in self.segments.iter().enumerate() {
            route.push('/');
            match segment.as_slice() {
                [] => {}
                [Part::Literal(text)] if is_routable(text) => {
                    route.push_str(&text.replace('{', "{{").replace('}', "}}"));
                }
                _ => route.push_str(&format!("{{p{index}}}")),
            }
        }
        route
    }

    /// Whether axum alone matches just what this matches.
    pub(crate) fn is_plain(&self) -> bool {
        self.segments
            .iter()
            .all(|segment| match segment.as_slice() {
                [] | [Part::Param(_)] => true,
                [Part::Literal(text)] => is_routable(text),
                _ => false,
            })
    }

    /// Sorts more specific templates first: from left to right, more literal
    /// text, then fewer parameters.
    pub(crate) fn rank(&self) -> impl Ord + use<> {
        let rank = |segment: &Vec<Part>| {
            let literals = segment.iter().filter_map(|part| match part {
                Part::Literal(text) => Some(text.len()),
                Part::Param(_) => None,
            });
            let params = segment.iter().filter(|part| matches!(part, Part::Param(_)));
            (std::cmp::Reverse(literals.sum::<usize>()), params.count())
        };
        self.segments.iter().map(rank).collect::<Vec<_>>()
    }

    /// What `path` has for the parameters, if it matches.
    pub(crate) fn captures(&self, path: &str) -> Option<Captures> {
        let mut captures = Captures::default();
        let mut start = usize::from(path.starts_with('/'));
        let mut texts = path.get(start..)?.split('/');
        for segment in &self.segments {
            let text = texts.next()?;
            capture(segment, text, start, &mut captures.0)?;
            start += text.len() + 1;
        }
        texts.next().is_none().then_some(captures)
    }
}

/// Whether axum takes a literal segment: it refuses those that begin like the
/// parameters of its older versions.
fn is_routable(literal: &str) -> bool {
    !literal.starts_with([':', '*'])
}

fn parts(segment: &str, known: Values<'_>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = segment;
    while let Some((before, (name, after))) = rest
        .split_once('{')
        .and_then(|(before, tail)| Some((before, tail.split_once('}')?)))
    {
        if !before.is_empty() {
            parts.push(Part::Literal(path_literal(before)));
        }
        let known = known.iter().filter(|(known, _)| *known == name);
        let values = known.flat_map(|(_, values)| values.iter());
        let mut values: Vec<String> = values.map(|value| path_literal(value)).collect();
        values.sort_by_key(|value| std::cmp::Reverse(value.len()));
        parts.push(Part::Param(values));
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(Part::Literal(path_literal(rest)));
    }
    parts
}

/// Matches one segment from its end: each literal stands as far to the right
/// as it can, so that of `archive.tar.gz` the `{ext}` in `{name}.{ext}` is
/// `gz`. Only before a known value of a parameter it stands further to the left:
/// if `tar.gz` is one, `{ext}` is that. What is right of a literal never has to
/// be looked at again.
fn capture(
    segment: &[Part],
    text: &str,
    start: usize,
    captures: &mut Vec<Range<usize>>,
) -> Option<()> {
    let first = captures.len();
    let mut end = text.len();
    let mut open: Option<usize> = None;
    for (index, part) in segment.iter().enumerate().rev() {
        match part {
            Part::Param(_) => {
                if let Some(close) = open {
                    // A parameter right before another one: that one gets
                    // the last character.
                    let (last, _) = text.get(..close)?.char_indices().next_back()?;
                    captures.push(start + last..start + close);
                    end = last;
                }
                open = Some(end);
            }
            Part::Literal(literal) => {
                let at = match open {
                    None => end.checked_sub(literal.len())?,
                    Some(_) if index == 0 => 0,
                    Some(close) => {
                        let text = text.get(..close)?;
                        match before_value(text, literal, segment.get(index + 1)) {
                            Some(at) => at,
                            None => {
                                let (last, _) = text.char_indices().next_back()?;
                                text.get(..last)?.rfind(literal.as_str())?
                            }
                        }
                    }
                };
                if text.get(at..)?.strip_prefix(literal.as_str()).is_none()
                    || at + literal.len() > end
                {
                    return None;
                }
                if let Some(close) = open.take() {
                    captures.push(not_empty(start, at + literal.len(), close)?);
                }
                end = at;
            }
        }
    }
    match open {
        Some(close) => captures.push(not_empty(start, 0, close)?),
        None if end > 0 => return None,
        None => {}
    }
    captures.get_mut(first..)?.reverse();
    Some(())
}

/// Where `literal` stands if `text` ends with it and a known value of the
/// parameter behind it.
fn before_value(text: &str, literal: &str, param: Option<&Part>) -> Option<usize> {
    let Some(Part::Param(values)) = param else {
        return None;
    };
    values.iter().find_map(|value| {
        let before = text.strip_suffix(value.as_str())?.strip_suffix(literal)?;
        (!value.is_empty() && !before.is_empty()).then_some(before.len())
    })
}

fn not_empty(start: usize, from: usize, to: usize) -> Option<Range<usize>> {
    (from < to).then_some(start + from..start + to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn captured(template: &str, path: &str) -> Option<Vec<String>> {
        let captures = Template::new(template).captures(path)?;
        Some(captures.texts(path).map(str::to_owned).collect())
    }

    #[test]
    fn parameters_are_never_empty() {
        assert_eq!(captured("/pets/{id}", "/pets/"), None);
        assert_eq!(captured("/{a}/{b}", "//x"), None);
        assert_eq!(captured("/files/{name}.{ext}", "/files/.gz"), None);
        assert_eq!(captured("/files/{name}.{ext}", "/files/a."), None);
        assert_eq!(captured("/{id}:cancel", "/:cancel"), None);
    }

    #[test]
    fn other_paths_do_not_match() {
        for (template, path) in [
            ("/pets", "/pet"),
            ("/pets", "/pets/"),
            ("/pets/{id}", "/pets/1/2"),
            ("/pets/{id}", "/pets"),
            ("/{id}:cancel", "/7:start"),
            ("/v{n}", "/w1"),
            ("/a{n}a", "/a"),
            ("/{a}-{b}-c", "/1-c"),
        ] {
            assert_eq!(captured(template, path), None, "{template} {path}");
        }
    }

    #[test]
    fn every_legal_template_finds_its_parameters() {
        for (template, path, found) in [
            ("/", "/", vec![]),
            ("/pets/", "/pets/", vec![]),
            ("/pets/{id}", "/pets/a%2Fb", vec!["a%2Fb"]),
            (
                "/files/{name}.{ext}",
                "/files/a.tar.gz",
                vec!["a.tar", "gz"],
            ),
            ("/files/{name}.{ext}", "/files/...", vec![".", "."]),
            ("/{id}:cancel", "/7:cancel", vec!["7"]),
            ("/{id}:cancel", "/7:cancel:cancel", vec!["7:cancel"]),
            ("/v{n}/x", "/v2/x", vec!["2"]),
            ("/{a}-{b}-c", "/1-2-c", vec!["1", "2"]),
            ("/{a}{b}", "/xyé", vec!["xy", "é"]),
            ("/a{n}a", "/aaa", vec!["a"]),
            ("/pets/:all", "/pets/:all", vec![]),
            ("/café/{x}", "/caf%C3%A9/1", vec!["1"]),
        ] {
            let found: Vec<String> = found.into_iter().map(str::to_owned).collect();
            assert_eq!(captured(template, path), Some(found), "{template} {path}");
        }
    }

    #[test]
    fn a_known_value_may_have_the_text_before_it() {
        let values: Values<'_> = &[("ext", &["gz", "tar.gz", "a b.c"])];
        let template = Template::with_values("/files/{name}.{ext}.bak", values);
        for (path, found) in [
            ("/files/a.tar.gz.bak", Some(["a", "tar.gz"])),
            ("/files/a.b.gz.bak", Some(["a.b", "gz"])),
            ("/files/tar.gz.bak", Some(["tar", "gz"])),
            ("/files/a.x.bak", Some(["a", "x"])),
            ("/files/x.y.a%20b.c.bak", Some(["x.y", "a%20b.c"])),
            ("/files/.gz.bak", None),
        ] {
            let captures = template.captures(path);
            let texts = captures.as_ref().map(|found| found.texts(path).collect());
            assert_eq!(texts, found.map(Vec::from), "{path}");
        }
    }

    #[test]
    fn literals_come_first() {
        let mut templates = ["/{a}/{b}", "/{a}/{b}.{c}", "/{a}:x/{b}", "/{a}/{b}:cancel"];
        templates.sort_by_key(|template| Template::new(template).rank());
        assert_eq!(
            templates,
            ["/{a}:x/{b}", "/{a}/{b}:cancel", "/{a}/{b}.{c}", "/{a}/{b}"]
        );
    }

    #[test]
    fn axum_sees_shapes() {
        assert_eq!(Template::new("/files/{name}.{ext}").route(), "/files/{p1}");
        assert_eq!(Template::new("/a b/{x}").route(), "/a%20b/{p1}");
        assert_eq!(Template::new("/").route(), "/");
        assert_eq!(Template::new("/pets/:all").route(), "/pets/{p1}");
        assert!(!Template::new("/pets/:all").is_plain());
        assert!(!Template::new("/{id}:cancel").is_plain());
        assert!(Template::new("/x/{id}").is_plain());
    }
}
