//! Diagnostics as text for people: file, line, column, the text meant.

use std::ops::Range;

use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet,
};

use crate::{
    Diagnostic, FileId, Label, Severity, Sources, Span,
    sources::{floor_boundary, offset},
};

/// Whether text is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Color {
    /// Plain text.
    #[default]
    Never,
    /// With ANSI escape sequences.
    Always,
}

/// The longest line that is shown whole, in bytes.
const LONG_LINE: usize = 1000;

/// Of a longer line, how many bytes are shown around the place meant.
const AROUND: usize = 60;

/// The longest text that one snippet spans, in bytes; places further apart
/// get a snippet each.
const LONG_SNIPPET: usize = 64 << 10;

/// Renders `diagnostics` in the look of rustc, in the given order, each
/// followed by an empty line. Without diagnostics the text is empty.
///
/// Of a place that spans several lines the first is shown.
#[must_use]
pub fn render(sources: &Sources, diagnostics: &[Diagnostic], color: Color) -> String {
    let renderer = match color {
        Color::Never => Renderer::plain(),
        Color::Always => Renderer::styled(),
    };
    let mut text = String::new();
    for diagnostic in diagnostics {
        let rendered = renderer.render(&[group(sources, diagnostic)]);
        let labels = std::iter::once(&diagnostic.primary).chain(&diagnostic.secondary);
        let mut texts = labels.map(|label| sources.text(label.span.file));
        if texts.all(str::is_empty) {
            // Without lines there is no column of line numbers to stand behind.
            text.push_str(&rendered.replace('\n', "\n "));
        } else {
            text.push_str(&rendered);
        }
        text.push_str("\n\n");
    }
    text
}

fn group<'a>(sources: &'a Sources, diagnostic: &'a Diagnostic) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code.0)
        .elements(std::iter::empty::<Element<'a>>());
    for snippet in snippets(sources, diagnostic) {
        group = snippet.add(sources, group);
    }
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(help.as_str())),
        None => group,
    }
}

/// Places of one file that are shown together.
struct Place<'a> {
    file: FileId,
    labels: Vec<(AnnotationKind, Range<usize>, &'a str)>,
}

/// The places of `diagnostic`, by file, the primary one's file first; apart
/// where they are too far from each other or on lines too long.
fn snippets<'a>(sources: &Sources, diagnostic: &'a Diagnostic) -> Vec<Place<'a>> {
    let mut places: Vec<Place<'a>> = Vec::new();
    let primary = std::iter::once((AnnotationKind::Primary, &diagnostic.primary));
    let others = diagnostic.secondary.iter();
    let all = primary.chain(others.map(|label| (AnnotationKind::Context, label)));
    for (kind, Label { span, message }) in all {
        let label = (kind, shown(sources, *span), message.as_str());
        let near =
            |place: &&mut Place<'_>| place.file == span.file && place.takes(sources, &label.1);
        match places.iter_mut().find(near) {
            Some(place) => place.labels.push(label),
            None => places.push(Place {
                file: span.file,
                labels: vec![label],
            }),
        }
    }
    places
}

/// The bytes of `span` on its first line, at character boundaries.
fn shown(sources: &Sources, span: Span) -> Range<usize> {
    let text = sources.text(span.file);
    let line = sources.line_range(span.file, span.start);
    let start = floor_boundary(text, span.start as usize);
    let end = floor_boundary(text, span.end as usize);
    start..end.min(line.end).max(start)
}

impl<'a> Place<'a> {
    /// The lines of all labels, without a byte order mark.
    fn window(&self, sources: &Sources) -> Range<usize> {
        let lines = self
            .labels
            .iter()
            .map(|(_, range, _)| line_at(sources, self.file, range.start));
        lines.reduce(hull).unwrap_or_default()
    }

    /// Whether the label at `range` can be shown with those already here.
    fn takes(&self, sources: &Sources, range: &Range<usize>) -> bool {
        let line = line_at(sources, self.file, range.start);
        if line.len() > LONG_LINE || self.is_part_of_a_line(sources) {
            return self.labels.iter().any(|(_, other, _)| other == range);
        }
        hull(self.window(sources), line).len() <= LONG_SNIPPET
    }

    /// Whether all labels stand on one line that is too long to be shown.
    fn is_part_of_a_line(&self, sources: &Sources) -> bool {
        let line = line_at(sources, self.file, self.start());
        line.len() > LONG_LINE && line == self.window(sources)
    }

    /// Where the first label begins.
    fn start(&self) -> usize {
        self.labels.first().map_or(0, |(_, range, _)| range.start)
    }

    fn add(self, sources: &'a Sources, group: Group<'a>) -> Group<'a> {
        let path = sources.name(self.file);
        if sources.text(self.file).is_empty() {
            let origin = Origin::path(path);
            return group.element(if path.is_empty() {
                origin
            } else {
                origin.line(1).char_column(1)
            });
        }
        let window = self.window(sources);
        if !self.is_part_of_a_line(sources) {
            return group.element(self.snippet(sources, window).path(path));
        }
        let place = sources.place(self.file, offset(self.start()));
        let origin = Origin::path(path)
            .line(place.line as usize)
            .char_column(place.column as usize);
        let part = self.part(sources, &window);
        group.element(origin).element(self.snippet(sources, part))
    }

    /// The part of the line `window` around the first label.
    fn part(&self, sources: &Sources, window: &Range<usize>) -> Range<usize> {
        let text = sources.text(self.file);
        let end = self.labels.first().map_or(0, |(_, range, _)| range.end);
        let end = end.min(self.start() + LONG_LINE);
        let from = floor_boundary(text, self.start().saturating_sub(AROUND));
        let to = floor_boundary(text, end + AROUND);
        from.max(window.start)..to.min(window.end)
    }

    /// The labels on the text of `window`.
    fn snippet(&self, sources: &'a Sources, window: Range<usize>) -> Snippet<'a, Annotation<'a>> {
        let line = sources.place(self.file, offset(window.start)).line;
        let text = sources.text(self.file).get(window.clone());
        let annotations = self
            .labels
            .iter()
            .map(|(kind, range, message)| annotation(*kind, clip(range, &window), message));
        Snippet::source(text.unwrap_or_default())
            .line_start(line as usize)
            .annotations(annotations)
    }
}

fn annotation<'a>(kind: AnnotationKind, range: Range<usize>, message: &'a str) -> Annotation<'a> {
    let label = (!message.is_empty()).then_some(message);
    kind.span(range).label(label)
}

/// `range` relative to `window`, and inside it.
fn clip(range: &Range<usize>, window: &Range<usize>) -> Range<usize> {
    let inside = |at: usize| at.clamp(window.start, window.end) - window.start;
    inside(range.start)..inside(range.end)
}

/// The line that holds byte `at`, without a byte order mark.
fn line_at(sources: &Sources, file: FileId, at: usize) -> Range<usize> {
    let line = sources.line_range(file, offset(at));
    let text = sources.text(file).get(line.clone()).unwrap_or_default();
    let mark = if line.start == 0 && text.starts_with('\u{FEFF}') {
        '\u{FEFF}'.len_utf8()
    } else {
        0
    };
    line.start + mark..line.end
}

/// The least range that holds both.
fn hull(a: Range<usize>, b: Range<usize>) -> Range<usize> {
    a.start.min(b.start)..a.end.max(b.end)
}
