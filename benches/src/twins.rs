//! The models of `shapes.yaml` with serde derives, and texts to read.
#![allow(missing_docs, reason = "the members say what they are")]

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Person {
    pub id: String,
    pub name: String,
    pub mail: String,
    pub street: String,
    pub city: String,
    pub country: String,
    pub note: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nick: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    pub at: i64,
    pub station: i32,
    pub celsius: f64,
    pub pascal: f64,
    pub wind: f64,
    pub samples: Vec<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gust: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Folder {
    pub name: String,
    pub open: bool,
    pub owner: Owner,
    pub folders: Vec<Folder>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Owner {
    pub id: i64,
    pub role: Role,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    Reader,
    Writer,
    Admin,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Figure {
    Circle { x: f64, y: f64, radius: f64 },
    Line { points: Vec<f64> },
    Group { name: String, figures: Vec<Figure> },
}

/// Figures in groups, `depth` deep.
#[must_use]
pub fn unions(depth: usize) -> Vec<Figure> {
    fn group(depth: usize, id: usize) -> Figure {
        let mut figures = vec![
            Figure::Circle {
                x: id as f64 + 0.25,
                y: 1.5,
                radius: 12.125,
            },
            Figure::Line {
                points: (0..4).map(|n| (id * n) as f64 + 0.5).collect(),
            },
        ];
        if depth > 0 {
            figures.extend([group(depth - 1, id * 2), group(depth - 1, id * 2 + 1)]);
        }
        Figure::Group {
            name: format!("group {id}"),
            figures,
        }
    }
    vec![group(depth, 1)]
}

/// That many persons.
#[must_use]
pub fn strings(count: usize) -> Vec<Person> {
    let person = |index: usize| Person {
        id: format!("person-{index:08}"),
        name: format!("Augusta Ada King, number {index}"),
        mail: format!("ada.{index}@engine.example"),
        street: format!("{index} St James's Square"),
        city: "London".to_owned(),
        country: "United Kingdom".to_owned(),
        note: "Wrote \"Note G\":\na program for a machine that was never built.".to_owned(),
        nick: index.is_multiple_of(3).then(|| "Ada".to_owned()),
    };
    (0..count).map(person).collect()
}

/// That many readings.
#[must_use]
pub fn numbers(count: usize) -> Vec<Reading> {
    let reading = |index: usize| {
        let step = index as i64;
        Reading {
            at: 1_700_000_000_000 + step * 997,
            station: (index % 5000) as i32,
            celsius: (step % 700 - 200) as f64 / 10.0,
            pascal: 101_325.0 + (step % 4001) as f64 / 7.0,
            wind: (step % 900) as f64 / 100.0,
            samples: (0..8).map(|n| step * 31 + n * n * 1009 - 500).collect(),
            gust: index.is_multiple_of(2).then_some((step % 333) as f64 / 3.0),
        }
    };
    (0..count).map(reading).collect()
}

/// Folders, `depth` deep, two in each.
#[must_use]
pub fn nested(depth: usize) -> Vec<Folder> {
    fn folder(depth: usize, id: i64) -> Folder {
        let roles = [Role::Reader, Role::Writer, Role::Admin];
        Folder {
            name: format!("folder {id}"),
            open: id % 2 == 0,
            owner: Owner {
                id,
                role: roles.get(id as usize % 3).copied().unwrap_or(Role::Reader),
            },
            folders: match depth {
                0 => Vec::new(),
                _ => vec![folder(depth - 1, id * 2), folder(depth - 1, id * 2 + 1)],
            },
        }
    }
    vec![folder(depth, 1)]
}
