//! Documentation that a schema brings.

use specwright_ir::Docs;

use super::Lowering;
use super::conj::Conj;
use super::examples;

impl<'d> Lowering<'d> {
    /// Documentation that `conj` brings itself, not by a component's name. A
    /// title that only repeats `name` is left out.
    pub(super) fn docs(&mut self, conj: &Conj, name: &str) -> Docs {
        let surface = self.surface(conj);
        let mut docs = Docs::default();
        for object in surface.notes.iter().filter_map(|id| self.object(*id)) {
            let title = object.title.as_ref().map(|title| &title.value);
            let text = object.description.as_ref().map(|text| &text.value);
            if docs.summary.is_none() {
                docs.summary = title
                    .filter(|title| !title.trim().is_empty() && !same_words(title, name))
                    .cloned();
            }
            if docs.description.is_none() {
                docs.description = text.filter(|text| !text.trim().is_empty()).cloned();
            }
            docs.deprecated |= object.deprecated.as_ref().is_some_and(|flag| flag.value);
            let more = examples::MOST.saturating_sub(docs.examples.len());
            let examples = object.examples.iter().filter_map(examples::text);
            docs.examples.extend(examples.take(more));
        }
        docs
    }
}

/// Whether two texts are the same but for case and punctuation.
pub(super) fn same_words(a: &str, b: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    letters(a) == letters(b)
}
