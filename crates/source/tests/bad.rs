//! Texts that cannot be read, and what is said about them.

use std::path::Path;

use specwright_source::{Color, Sources, read, render};

fn rendered(name: &str, text: &str) -> String {
    let mut sources = Sources::new();
    let file = sources.add(name, text);
    let (_, diagnostics) = read(&sources, file);
    assert!(!diagnostics.is_empty(), "{name} is read without a finding");
    render(&sources, &diagnostics, Color::Never)
}

/// Every file of `tests/bad`, with its rendered diagnostics pinned.
#[test]
fn every_bad_text_is_told_what_is_wrong_and_where() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert!(files.len() > 40);
    for path in files {
        let name = path.file_name().unwrap().to_str().unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        insta::assert_snapshot!(name, rendered(name, &text));
    }
}

/// Doubles itself with every line.
fn laughs(lines: usize) -> String {
    let mut text = String::from("a0: &a0 [lol, lol]\n");
    for line in 1..lines {
        let last = line - 1;
        text.push_str(&format!("a{line}: &a{line} [*a{last}, *a{last}]\n"));
    }
    text
}

#[test]
fn expansion_is_limited() {
    let text = laughs(60);
    insta::assert_snapshot!("billion_laughs", rendered("laughs.yaml", &text));
    let merged: String = (1..200).fold(
        format!(
            "x0: &x0 {{{}}}\n",
            (0..2000)
                .map(|at| format!("k{at}: {at}, "))
                .collect::<String>()
        ),
        |text, at| {
            format!(
                "{text}x{at}: &x{at} {{<<: [*x{0}, *x{0}, *x{0}, *x{0}]}}\n",
                at - 1
            )
        },
    );
    assert!(rendered("merged.yaml", &merged).contains("SW0106"));
    let long = format!(
        "a: &a {}\nb: [{}]\n",
        "x".repeat(100_000),
        "*a, ".repeat(10_000)
    );
    assert!(rendered("long.yaml", &long).contains("SW0106"));
}

#[test]
fn depth_is_limited_in_every_notation() {
    let deep = 200_000;
    let texts = [
        "[".repeat(deep),
        "{\"a\":".repeat(deep),
        format!("x: {}", "[".repeat(deep)),
        format!("x: {}", "{a: ".repeat(deep)),
        format!("x:\n  {}a", "- ".repeat(deep)),
        format!("x:\n  {}a", "? ".repeat(deep)),
        (0..3000)
            .map(|level| format!("{}a:\n", " ".repeat(level)))
            .collect(),
        format!(
            "a0: &a0 [x]\n{}",
            (1..200)
                .map(|at| format!("a{at}: &a{at} [*a{}]\n", at - 1))
                .collect::<String>()
        ),
    ];
    for text in texts {
        let rendered = rendered("deep", &text);
        assert!(rendered.contains("SW0105"), "{rendered}");
    }
}

#[test]
fn a_value_at_the_limit_is_read() {
    let mut sources = Sources::new();
    let json = sources.add("a", format!("{}{}", "[".repeat(128), "]".repeat(128)));
    let yaml = sources.add("b", format!("{}x", "- ".repeat(127)));
    for file in [json, yaml] {
        let (node, diagnostics) = read(&sources, file);
        assert!(node.is_some() && diagnostics.is_empty());
    }
}

#[test]
fn a_line_of_a_megabyte_is_not_shown_whole() {
    let text = format!(
        "{{\"a\": \"{}\", \"b\": tru, \"c\": \"{}\"}}",
        "é".repeat(500_000),
        "ü".repeat(500_000)
    );
    let rendered = rendered("minified.json", &text);
    assert!(rendered.len() < 2000, "{rendered}");
    assert!(rendered.contains("minified.json:1:500016"), "{rendered}");
}
