//! "Did you mean": the nearest of some names.

/// The one of `names` that `typed` most likely means; `None` when nothing is
/// near. Case, `-` and `_` do not count; a third of the letters may be wrong.
#[must_use]
pub fn nearest<'n>(typed: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let typed = plain(typed);
    let allowed = typed.chars().count().div_ceil(3).min(4);
    names
        .into_iter()
        .map(|name| (strsim::osa_distance(&typed, &plain(name)), name))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

fn plain(text: &str) -> String {
    text.to_lowercase().replace('-', "_")
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn small_slips_are_recognised_and_strange_words_are_not() {
        let names = ["dialect", "sides", "duplicate_parameters"];
        assert_eq!(nearest("dialekt", names), Some("dialect"));
        assert_eq!(nearest("side", names), Some("sides"));
        assert_eq!(
            nearest("Duplicate-Parameter", names),
            Some("duplicate_parameters")
        );
        assert_eq!(nearest("colour", names), None);
        assert_eq!(nearest("", names), None);
    }
}
