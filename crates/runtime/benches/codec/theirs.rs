//! The models with serde's derives.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Page {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) next: Option<String>,
    pub(crate) orders: Vec<Order>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Order {
    pub(crate) id: String,
    pub(crate) number: i64,
    pub(crate) status: Status,
    pub(crate) customer: Customer,
    pub(crate) lines: Vec<Line>,
    pub(crate) total: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) note: Option<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) paid: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Status {
    #[serde(rename = "open")]
    Open,
    #[serde(rename = "in-transit")]
    InTransit,
    #[serde(rename = "done")]
    Done,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Customer {
    pub(crate) name: String,
    pub(crate) email: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) phone: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) sku: String,
    pub(crate) quantity: i32,
    pub(crate) price: f64,
}

impl Order {
    pub(crate) fn sample(index: usize) -> Self {
        let status = [Status::Open, Status::InTransit, Status::Done][index % 3].clone();
        Self {
            id: format!("ord_{index:08}"),
            number: 1_000_000 + index as i64,
            status,
            customer: Customer {
                name: "Ada Lovelace-Brüggemann".to_owned(),
                email: format!("ada.{index}@example.org"),
                phone: index.is_multiple_of(2).then(|| "+49 40 123456".to_owned()),
            },
            lines: (0..3)
                .map(|line| Line {
                    sku: format!("SKU-{index}-{line}"),
                    quantity: line + 1,
                    price: 19.99 + index as f64 / 7.0,
                })
                .collect(),
            total: 123.45 + index as f64,
            note: index
                .is_multiple_of(3)
                .then(|| "Leave it \"behind\" the door,\nplease".to_owned()),
            tags: vec!["new".to_owned(), "europe".to_owned()],
            paid: index % 2 == 1,
        }
    }
}
