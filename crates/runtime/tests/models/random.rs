//! serde_json as the oracle, and texts of all kinds.

use proptest::prelude::*;
use specwright::{
    Facets, Number, Object, Value,
    codegen::{Mode, Unknown},
    json,
};

use crate::{
    models::{Checked, Level, Nested, Open, Pet, Presences, Scalars, Shape, Tree},
    read, write,
};

/// Any JSON value of serde_json.
fn values() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<u64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        any::<String>().prop_map(Into::into),
        "[a-z\"\\\\\\x00-\\x20é🦀]{0,20}".prop_map(Into::into),
    ];
    leaf.prop_recursive(6, 64, 20, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..20).prop_map(Into::into),
            prop::collection::hash_map("[a-z\"\\\\]{0,3}", inner, 0..20)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

/// The same value, ours against serde_json's.
fn same(ours: &Value, theirs: &serde_json::Value) -> bool {
    match (ours, theirs) {
        (Value::Null, serde_json::Value::Null) => true,
        (Value::Boolean(a), serde_json::Value::Bool(b)) => a == b,
        (Value::String(a), serde_json::Value::String(b)) => a == b,
        (Value::Number(a), serde_json::Value::Number(b)) => match (b.as_i64(), b.as_u64()) {
            (Some(b), _) => a.as_i64() == Some(b),
            (_, Some(b)) => a.as_u64() == Some(b),
            _ => a.as_f64() == b.as_f64(),
        },
        (Value::Array(a), serde_json::Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), serde_json::Value::Object(b)) => {
            a.len() == b.len()
                && b.iter()
                    .all(|(name, b)| a.get(name).is_some_and(|a| same(a, b)))
        }
        _ => false,
    }
}

/// Texts that are nearly JSON.
fn near_json() -> impl Strategy<Value = Vec<u8>> {
    let token = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\"a\"",
        "\"value\"",
        "\"pet_type\"",
        "\"cat\"",
        "null",
        "true",
        "false",
        "tru",
        "0",
        "-",
        "1",
        ".",
        "e",
        "1.5",
        "-1e5",
        "1e999",
        "\\u12",
        "\\ud83e\\udd80",
        " ",
        "\n",
        "é",
        "\u{7f}",
        "\u{1}",
        "\"left\":{",
        "\"inner\":",
        "\"y\":1",
    ]);
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..60),
        prop::collection::vec(token, 0..40).prop_map(|tokens| tokens.concat().into_bytes()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn values_are_read_as_serde_json_reads_them(value in values(), pretty in any::<bool>()) {
        let text = if pretty {
            serde_json::to_string_pretty(&value)
        } else {
            serde_json::to_string(&value)
        }
        .expect("a value");
        let ours: Value = json::from_slice(text.as_bytes(), Mode::Strict, &Facets::NONE)
            .expect("serde_json's text is JSON");
        prop_assert!(same(&ours, &value));
        // And back.
        let again: serde_json::Value = serde_json::from_str(&ours.to_json()).expect("our text is JSON");
        prop_assert!(same(&ours, &again));
        let again = Value::from_json(&ours.to_json()).expect("our text is JSON");
        prop_assert_eq!(&again, &ours);
        // Through serde's traits too.
        let bridged: serde_json::Value = serde_json::to_value(&ours).expect("a value");
        prop_assert!(same(&ours, &bridged));
        let bridged: Value = serde_json::from_value(value.clone()).expect("a value");
        prop_assert!(same(&bridged, &value));
    }

    #[test]
    fn the_same_texts_are_json_for_both(text in near_json()) {
        let ours = json::from_slice::<Value>(&text, Mode::Tolerant, &Facets::NONE);
        let theirs = serde_json::from_slice::<serde_json::Value>(&text);
        match (&ours, &theirs) {
            (Ok(ours), Ok(theirs)) => prop_assert!(same(ours, theirs)),
            (Err(_), Err(_)) => {}
            // serde_json has no place for numbers beyond binary64.
            (Ok(_), Err(error)) => prop_assert!(error.to_string().contains("out of range"), "{error}"),
            (Err(wrong), Ok(_)) => prop_assert!(false, "{wrong:?}"),
        }
    }

    #[test]
    fn no_text_makes_a_model_panic(text in near_json()) {
        for mode in [Mode::Strict, Mode::Tolerant] {
            macro_rules! models {
                ($($model:ty)*) => {$(
                    if let Ok(value) = json::from_slice::<$model>(&text, mode, &Facets::NONE) {
                        let written = write(&value);
                        prop_assert_eq!(&read::<$model>(&written, mode).expect("written"), &value);
                    }
                )*};
            }
            models! { Checked Level Nested Open Pet Presences Scalars Shape Tree Vec<Tree> Value Object }
        }
    }

    #[test]
    fn numbers_are_written_as_they_read_back(double in any::<f64>(), single in any::<f32>(), integer in any::<i128>()) {
        prop_assume!(double.is_finite() && single.is_finite());
        let text = write(&double);
        prop_assert_eq!(serde_json::from_str::<f64>(&text).expect("a number").to_bits(), double.to_bits());
        prop_assert_eq!(read::<f64>(&text, Mode::Strict).expect("a number").to_bits(), double.to_bits());
        let text = write(&single);
        prop_assert_eq!(read::<f32>(&text, Mode::Strict).expect("a number").to_bits(), single.to_bits());
        let text = write(&integer);
        prop_assert_eq!(&text, &integer.to_string());
        prop_assert_eq!(read::<i128>(&text, Mode::Strict).expect("a number"), integer);
        prop_assert_eq!(Number::from_text(&text).and_then(|number| number.as_i128()), Some(integer));
    }

    #[test]
    fn strict_acceptance_is_tolerant_acceptance(text in near_json()) {
        if let Ok(value) = json::from_slice::<Presences>(&text, Mode::Strict, &Facets::NONE) {
            let tolerant = json::from_slice::<Presences>(&text, Mode::Tolerant, &Facets::NONE);
            prop_assert!(tolerant == Ok(value));
        }
    }
}

/// Keeps the name in use: no test can make one.
#[allow(dead_code)]
fn only_the_reader_makes_one(unknown: Unknown) -> String {
    unknown.as_json().to_owned()
}
