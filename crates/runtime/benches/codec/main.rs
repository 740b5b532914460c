//! The codec against serde_json on serde's derives: decoding alone (tolerant),
//! decoding with checks (strict), encoding; a body of about 1 kB and one of
//! about 100 kB.
//!
//! `cargo bench -p specwright --bench codec`

#![allow(missing_docs)]

mod ours;
mod theirs;

use divan::{Bencher, counter::BytesCount};
use specwright::{
    Facets,
    json::{self, Mode},
};

fn main() {
    divan::main();
}

/// A body of so many orders.
fn body(orders: usize) -> Vec<u8> {
    let orders: Vec<_> = (0..orders).map(theirs::Order::sample).collect();
    serde_json::to_vec(&theirs::Page {
        next: Some("eyJwYWdlIjoyfQ".to_owned()),
        orders,
    })
    .unwrap_or_default()
}

const SIZES: [usize; 2] = [2, 200];

#[divan::bench(args = SIZES)]
fn decode_ours(bencher: Bencher<'_, '_>, orders: usize) {
    let body = body(orders);
    bencher
        .counter(BytesCount::of_slice(&body))
        .bench(|| json::from_slice::<ours::Page>(&body, Mode::Tolerant, &Facets::NONE));
}

#[divan::bench(args = SIZES)]
fn decode_ours_with_checks(bencher: Bencher<'_, '_>, orders: usize) {
    let body = body(orders);
    bencher
        .counter(BytesCount::of_slice(&body))
        .bench(|| json::from_slice::<ours::Page>(&body, Mode::Strict, &Facets::NONE));
}

#[divan::bench(args = SIZES)]
fn decode_serde_json(bencher: Bencher<'_, '_>, orders: usize) {
    let body = body(orders);
    bencher
        .counter(BytesCount::of_slice(&body))
        .bench(|| serde_json::from_slice::<theirs::Page>(&body));
}

#[divan::bench(args = SIZES)]
fn encode_ours(bencher: Bencher<'_, '_>, orders: usize) {
    let body = body(orders);
    let page = json::from_slice::<ours::Page>(&body, Mode::Strict, &Facets::NONE);
    let page = page.unwrap_or_else(|wrong| panic!("{wrong:?}"));
    assert_eq!(
        serde_json::from_slice::<serde_json::Value>(&json::to_vec(&page).unwrap_or_default()).ok(),
        serde_json::from_slice(&body).ok(),
    );
    bencher
        .counter(BytesCount::of_slice(&body))
        .bench(|| json::to_vec(&page));
}

#[divan::bench(args = SIZES)]
fn encode_serde_json(bencher: Bencher<'_, '_>, orders: usize) {
    let body = body(orders);
    let page: Option<theirs::Page> = serde_json::from_slice(&body).ok();
    bencher
        .counter(BytesCount::of_slice(&body))
        .bench(|| serde_json::to_vec(&page));
}
