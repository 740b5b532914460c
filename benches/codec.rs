//! The JSON codec beside serde_json on the same types, side by side.
//!
//!     cargo bench -p specwright-benches --bench codec [-- ROUNDS] [ROW]

use std::{
    io::{self, Write as _},
    time::Duration,
};

use serde::{Serialize, de::DeserializeOwned};
use specwright::{
    Facets,
    json::{self, Decode, Encode, Mode},
};
use specwright_benches::{
    bodies,
    generated::{orders::models::Order, shapes::models},
    handwritten,
    measure::{Comparison, compare, rounds, table, time, wanted},
    twins,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut rows = Vec::new();
    for (lines, size) in [(5, "1 kB"), (680, "100 kB")] {
        // Members in the order in which both write them.
        let order: handwritten::Order = serde_json::from_slice(&bodies::order(lines))?;
        let text = serde_json::to_vec(&order)?;
        measure::<Order, handwritten::Order>(&format!("orders, {size}"), &text, &mut rows)?;
    }
    for (count, size) in [(4, "1 kB"), (370, "100 kB")] {
        let text = serde_json::to_vec(&twins::strings(count))?;
        measure::<Vec<models::Person>, Vec<twins::Person>>(
            &format!("strings, {size}"),
            &text,
            &mut rows,
        )?;
    }
    for (count, size) in [(7, "1 kB"), (620, "100 kB")] {
        let text = serde_json::to_vec(&twins::numbers(count))?;
        measure::<Vec<models::Reading>, Vec<twins::Reading>>(
            &format!("numbers, {size}"),
            &text,
            &mut rows,
        )?;
    }
    for (depth, size) in [(3, "1 kB"), (10, "150 kB")] {
        let text = serde_json::to_vec(&twins::nested(depth))?;
        measure::<Vec<models::Folder>, Vec<twins::Folder>>(
            &format!("nested, {size}"),
            &text,
            &mut rows,
        )?;
    }
    io::stdout().write_all(table("specwright", "serde_json", &rows).as_bytes())?;
    Ok(())
}

/// Reads and writes `text` both ways.
fn measure<Ours, Theirs>(
    name: &str,
    text: &[u8],
    rows: &mut Vec<(String, Comparison)>,
) -> Result<(), Box<dyn std::error::Error>>
where
    Ours: Decode + Encode,
    Theirs: DeserializeOwned + Serialize,
{
    let read = |mode| json::from_slice::<Ours>(text, mode, &Facets::NONE);
    let ours = read(Mode::Strict).map_err(|wrong| format!("{name}: {wrong:?}"))?;
    let theirs: Theirs = serde_json::from_slice(text)?;
    assert_eq!(json::to_vec(&ours)?, text, "{name}");
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
    row(
        "encode",
        &mut |runs| time(runs, || json::to_vec(&ours)),
        &mut |runs| time(runs, || serde_json::to_vec(&theirs)),
    );
    Ok(())
}
