//! The JSON codec beside serde_json on the same types, side by side.
//!
//!     cargo bench -p specwright-benches --bench codec [-- ROUNDS] [ROW]
//!
//! The rows that say jsonschema stand beside serde_json with the `jsonschema`
//! crate: the text is read as a `Value`, validated, and turned into the type.

use std::{
    io::{self, Write as _},
    time::Duration,
};

use jsonschema::Validator;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use specwright::{
    Facets,
    json::{self as codec, Decode, Encode, Mode},
};
use specwright_benches::{
    bodies,
    generated::{orders::models::Order, shapes::models},
    handwritten,
    measure::{Comparison, compare, rounds, table, time, wanted},
    twins,
};

const ORDERS: &str = include_str!("orders.yaml");
const SHAPES: &str = include_str!("shapes.yaml");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut rows = Vec::new();
    for (lines, size) in [(5, "1 kB"), (680, "100 kB")] {
        // Members in the order in which both write them.
        let order: handwritten::Order = serde_json::from_slice(&bodies::order(lines))?;
        let text = serde_json::to_vec(&order)?;
        let validator = validator(ORDERS, "Order", false)?;
        let name = format!("orders, {size}");
        measure::<Order, handwritten::Order>(&name, &text, &validator, &mut rows)?;
    }
    for (count, size) in [(4, "1 kB"), (370, "100 kB")] {
        let text = serde_json::to_vec(&twins::strings(count))?;
        measure::<Vec<models::Person>, Vec<twins::Person>>(
            &format!("strings, {size}"),
            &text,
            &validator(SHAPES, "Person", true)?,
            &mut rows,
        )?;
    }
    for (count, size) in [(7, "1 kB"), (620, "100 kB")] {
        let text = serde_json::to_vec(&twins::numbers(count))?;
        measure::<Vec<models::Reading>, Vec<twins::Reading>>(
            &format!("numbers, {size}"),
            &text,
            &validator(SHAPES, "Reading", true)?,
            &mut rows,
        )?;
    }
    for (depth, size) in [(3, "1 kB"), (10, "150 kB")] {
        let text = serde_json::to_vec(&twins::nested(depth))?;
        measure::<Vec<models::Folder>, Vec<twins::Folder>>(
            &format!("nested, {size}"),
            &text,
            &validator(SHAPES, "Folder", true)?,
            &mut rows,
        )?;
    }
    for (depth, size) in [(2, "1 kB"), (9, "160 kB")] {
        let text = serde_json::to_vec(&twins::unions(depth))?;
        measure::<Vec<models::Figure>, Vec<twins::Figure>>(
            &format!("unions, {size}"),
            &text,
            &validator(SHAPES, "Figure", true)?,
            &mut rows,
        )?;
    }
    io::stdout().write_all(table("specwright", "serde_json", &rows).as_bytes())?;
    Ok(())
}

/// The validator of a component of a document, or of a list of it.
fn validator(
    document: &str,
    component: &str,
    list: bool,
) -> Result<Validator, Box<dyn std::error::Error>> {
    let mut schema: Value = serde_yaml::from_str(document)?;
    let root = schema.as_object_mut().ok_or("the document is an object")?;
    let one = json!({ "$ref": format!("#/components/schemas/{component}") });
    let (keyword, value) = match list {
        true => ("items", one),
        false => ("allOf", json!([one])),
    };
    root.insert(keyword.to_owned(), value);
    Ok(jsonschema::draft202012::new(&schema)?)
}

/// Reads and writes `text` both ways.
fn measure<Ours, Theirs>(
    name: &str,
    text: &[u8],
    validator: &Validator,
    rows: &mut Vec<(String, Comparison)>,
) -> Result<(), Box<dyn std::error::Error>>
where
    Ours: Decode + Encode,
    Theirs: DeserializeOwned + Serialize,
{
    let read = |mode| codec::from_slice::<Ours>(text, mode, &Facets::NONE);
    let ours = read(Mode::Strict).map_err(|wrong| format!("{name}: {wrong:?}"))?;
    let theirs: Theirs = serde_json::from_slice(text)?;
    assert_eq!(codec::to_vec(&ours)?, text, "{name}");
    // serde_json's usual reading of numbers may miss the last place.
    assert_eq!(serde_json::to_vec(&theirs)?.len(), text.len(), "{name}");

    let mut row = |what: &str,
                   ours: &mut dyn FnMut(usize) -> Duration,
                   theirs: &mut dyn FnMut(usize) -> Duration| {
        let name = format!("{name}: {what}");
        if wanted(&name) {
            rows.push((name, compare(rounds(), ours, theirs)));
        }
    };
    let mut reads = |runs| time(runs, || serde_json::from_slice::<Theirs>(text));
    row(
        "decode",
        &mut |runs| time(runs, || read(Mode::Tolerant)),
        &mut reads,
    );
    row(
        "decode, checked",
        &mut |runs| time(runs, || read(Mode::Strict)),
        &mut reads,
    );
    let validated = || -> Option<Theirs> {
        let value: Value = serde_json::from_slice(text).ok()?;
        let accepted = validator.is_valid(&value);
        serde_json::from_value(value).ok().filter(|_| accepted)
    };
    assert!(validated().is_some(), "{name}");
    row(
        "decode, checked, jsonschema",
        &mut |runs| time(runs, || read(Mode::Strict)),
        &mut |runs| time(runs, validated),
    );
    row(
        "encode",
        &mut |runs| time(runs, || codec::to_vec(&ours)),
        &mut |runs| time(runs, || serde_json::to_vec(&theirs)),
    );
    Ok(())
}
