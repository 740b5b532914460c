//! One depth limit for reading, skipping and writing.

use specwright::{
    Kind, Object, Value,
    codegen::{Facets, Mode},
    json::{self, EncodeProblem, MAX_DEPTH},
};

use crate::models::{Checked, Closed, Matrix, Tree};

fn nested(levels: usize) -> String {
    format!("{}{}", "[".repeat(levels), "]".repeat(levels))
}

fn is_too_deep<T: json::Decode>(text: &str, mode: Mode) -> bool {
    match json::from_slice::<T>(text.as_bytes(), mode, &Facets::NONE) {
        Ok(_) => false,
        Err(violations) => {
            assert_eq!(violations.len(), 1);
            violations[0].kind == Kind::TooDeep { limit: MAX_DEPTH }
        }
    }
}

#[test]
fn reading_and_skipping_end_at_the_same_depth() {
    for mode in [Mode::Strict, Mode::Tolerant] {
        for (levels, too_deep) in [(MAX_DEPTH, false), (MAX_DEPTH + 1, true), (1_000_000, true)] {
            let text = nested(levels);
            assert_eq!(is_too_deep::<Matrix>(&text, mode), too_deep);
            assert_eq!(is_too_deep::<Value>(&text, mode), too_deep);
            assert_eq!(
                is_too_deep::<Tree>(
                    &format!(r#"{{"value":1,"skipped":{}}}"#, nested(levels - 1)),
                    mode
                ),
                too_deep
            );
        }
        assert!(is_too_deep::<Matrix>(&"[".repeat(1_000_000), mode));
        assert!(is_too_deep::<Value>(&"{\"a\":".repeat(1_000_000), mode));
    }
    // Found where a value of the wrong type is skipped, too.
    let text = format!(r#"{{"a":{}}}"#, nested(MAX_DEPTH));
    assert!(is_too_deep::<Closed>(&text, Mode::Strict));
    let text = format!(r#"{{"tags":[{}]}}"#, nested(MAX_DEPTH));
    assert!(is_too_deep::<Checked>(&text, Mode::Strict));
}

#[test]
fn writing_ends_at_the_depth_that_can_be_read() {
    let mut tree = Tree::new(0);
    for level in 1..MAX_DEPTH {
        tree = Tree::new(level as i64).left(tree);
    }
    assert!(json::to_vec(&tree).is_ok() && tree.validate().is_ok());
    let tree = Tree::new(0).left(tree);
    let error = json::to_vec(&tree).unwrap_err();
    assert_eq!(error.problem, EncodeProblem::TooDeep);
    assert_eq!(error.steps.len(), MAX_DEPTH);
    assert_eq!(
        tree.validate().unwrap_err().violations[0].kind.code(),
        "too_deep"
    );

    let mut value = Value::Null;
    for _ in 0..100_000 {
        value = Value::Array(vec![value]);
        if value.to_json() == "null" {
            break;
        }
    }
    assert_eq!(value.to_json(), "null");
}

#[test]
fn deep_values_fit_a_small_stack() {
    let text = nested(MAX_DEPTH);
    let (open, close) = (r#"{"value":1,"left":"#, "}");
    let levels = MAX_DEPTH - 1;
    let objects = format!(
        "{}{{\"value\":1}}{}",
        open.repeat(levels),
        close.repeat(levels)
    );
    std::thread::Builder::new()
        .stack_size(1 << 20)
        .spawn(move || {
            assert!(
                json::from_slice::<Matrix>(text.as_bytes(), Mode::Strict, &Facets::NONE).is_ok()
            );
            let tree = json::from_slice::<Tree>(objects.as_bytes(), Mode::Strict, &Facets::NONE);
            assert!(tree.is_ok_and(|tree| tree.validate().is_ok()));
            let object =
                json::from_slice::<Object>(objects.as_bytes(), Mode::Strict, &Facets::NONE);
            assert!(object.is_ok());
        })
        .expect("a thread")
        .join()
        .expect("no overflow");
}
