//! What `--check` shows: a unified diff of every file that would change.

use std::time::Duration;

use similar::TextDiff;
use specwright_build::Change;

/// Lines of context around a change.
const CONTEXT: usize = 3;
/// Longest diff of one file, in lines; the rest is only counted.
const LONGEST: usize = 200;
/// How long the search for a small diff of one file may take; a longer one is
/// shown afterwards.
const PATIENCE: Duration = Duration::from_secs(2);

/// The diff of one file, whose path is shown as `path`.
pub(crate) fn unified(path: &str, change: &Change) -> String {
    let old = change.old.as_deref().unwrap_or("");
    let new = change.new.as_deref().unwrap_or("");
    let name = |side: &str, text: &Option<String>| match text {
        Some(_) => format!("{side}/{path}"),
        None => "/dev/null".to_owned(),
    };
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(old, new);
    let text = diff
        .unified_diff()
        .context_radius(CONTEXT)
        .header(&name("a", &change.old), &name("b", &change.new))
        .to_string();
    let count = text.lines().count();
    if count <= LONGEST {
        return text;
    }
    let mut shown: String = text.split_inclusive('\n').take(LONGEST).collect();
    shown.push_str(&format!("... {} more lines of {path}\n", count - LONGEST));
    shown
}

#[cfg(test)]
mod tests {
    use super::unified;
    use specwright_build::Change;

    fn change(old: Option<&str>, new: Option<&str>) -> Change {
        Change {
            path: "src/lib.rs".into(),
            old: old.map(str::to_owned),
            new: new.map(str::to_owned),
        }
    }

    #[test]
    fn new_and_stale_files_come_from_and_go_to_nothing() {
        assert_eq!(
            unified("x.rs", &change(None, Some("a\n"))),
            "--- /dev/null\n+++ b/x.rs\n@@ -0,0 +1 @@\n+a\n"
        );
        assert_eq!(
            unified("x.rs", &change(Some("a\n"), None)),
            "--- a/x.rs\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n"
        );
    }

    #[test]
    fn long_diffs_are_cut() {
        let text: String = (0..1000).map(|n| format!("{n}\n")).collect();
        let diff = unified("x.rs", &change(None, Some(&text)));
        assert_eq!(diff.lines().count(), 201);
        assert!(diff.ends_with("... 803 more lines of x.rs\n"), "{diff}");
    }
}
