//! Patterns of the document, proved to compile.

use specwright_check::ecma::{self, Engine, Translation};
use specwright_source::{Diagnostic, Span, codes};

/// Translates an ECMA-262 pattern and proves that the result compiles.
///
/// # Errors
/// Why it cannot be matched here, as the end of a sentence.
pub(crate) fn translate(source: &str) -> Result<Translation, String> {
    let translation = ecma::translate(source)?;
    match translation.engine {
        Engine::Linear => match regex::Regex::new(&translation.regex) {
            Ok(_) => Ok(translation),
            Err(regex::Error::CompiledTooBig(_)) => Err("it is too large".to_owned()),
            Err(_) => Err("it is no regular expression".to_owned()),
        },
        Engine::Backtracking => match fancy_regex::Regex::new(&translation.regex) {
            Ok(_) => Ok(translation),
            Err(_) => Err("it cannot be matched".to_owned()),
        },
    }
}

/// Whether `text` has a match of `pattern`.
pub(crate) fn matches(pattern: &specwright_ir::Pattern, text: &str) -> bool {
    match pattern.engine {
        Engine::Linear => regex::Regex::new(&pattern.regex).is_ok_and(|regex| regex.is_match(text)),
        Engine::Backtracking => fancy_regex::Regex::new(&pattern.regex)
            .is_ok_and(|regex| regex.is_match(text).unwrap_or(false)),
    }
}

/// What is to be said of a pattern that is matched by trying, at `span`.
pub(crate) fn backtracks(span: Span) -> Diagnostic {
    Diagnostic::warning(
        codes::schema::PATTERN_BACKTRACKS,
        span,
        "this pattern is matched by trying, since it looks around or refers back",
    )
    .help("a text that takes too many steps is refused; a pattern without is always fast")
}

#[cfg(test)]
mod tests {
    use super::translate;

    #[test]
    fn what_does_not_compile_says_why() {
        for (pattern, why) in [
            (r"^(.{1,9000}){9000}$", "too large"),
            (r"\p{Klingon}", "no regular expression"),
        ] {
            match translate(pattern) {
                Err(text) => assert!(text.contains(why), "{pattern}: {text}"),
                Ok(pattern) => panic!("{pattern:?}"),
            }
        }
        assert!(translate(r"(?<=a)\1?").is_err());
        assert!(translate(r"(?<=a|bc)d(?!e)").is_ok());
    }
}
