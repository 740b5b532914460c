//! Diagnostics as text, as JSON lines and as SARIF.

use serde_json::Value;
use specwright_source::{
    Color, Diagnostic, FileId, Sources, Span, codes, json_lines, render, sarif,
};

fn example() -> (Sources, Vec<Diagnostic>) {
    let mut sources = Sources::new();
    let api = sources.add(
        "api.yaml",
        "pets:\n  ä: \"one\"\n  b:\n    c: d\n    e: f\n",
    );
    let other = sources.add("a folder\\other.yaml", "x: y\n");
    let error = Diagnostic::error(
        codes::text::SYNTAX,
        Span::new(api, 12, 17),
        "this is \"wrong\"",
    )
    .label("here")
    .also(Span::new(other, 3, 4), "because of this")
    .also(Span::new(api, 0, 4), "in this mapping")
    .help("do something else");
    let warning = Diagnostic::warning(
        codes::text::TAG,
        Span::new(api, 27, 40),
        "over several lines",
    );
    (sources, vec![error, warning])
}

#[test]
fn text_shows_every_place_of_every_file() {
    let (sources, diagnostics) = example();
    insta::assert_snapshot!(render(&sources, &diagnostics, Color::Never));
    assert_eq!(render(&sources, &[], Color::Never), "");
}

#[test]
fn colour_can_be_switched() {
    let (sources, diagnostics) = example();
    assert!(!render(&sources, &diagnostics, Color::Never).contains('\u{1b}'));
    assert!(render(&sources, &diagnostics, Color::Always).contains('\u{1b}'));
}

#[test]
fn places_that_do_not_exist_are_harmless() {
    let mut sources = Sources::new();
    let empty = sources.add("empty.yaml", "");
    let file = sources.add("ä.yaml", "ää\n");
    for span in [
        Span::new(FileId(9), 1, 5),
        Span::new(empty, 0, 0),
        Span::new(empty, 5, 9),
        Span::new(file, 1, 2),
        Span::new(file, 3, 1),
        Span::new(file, 4, 5),
        Span::new(file, 99, 100),
    ] {
        let diagnostic =
            Diagnostic::error(codes::text::SYNTAX, span, "message").also(span, "again");
        let text = render(&sources, std::slice::from_ref(&diagnostic), Color::Never);
        assert!(text.starts_with("error[SW0101]: message"));
        for line in json_lines(&sources, std::slice::from_ref(&diagnostic)).lines() {
            serde_json::from_str::<Value>(line).unwrap();
        }
    }
}

#[test]
fn places_far_from_each_other_get_a_snippet_each() {
    let mut sources = Sources::new();
    let text: String = (0..100_000).map(|at| format!("k{at}: {at}\n")).collect();
    let end = u32::try_from(text.len()).unwrap();
    let file = sources.add("large.yaml", text);
    let diagnostic = Diagnostic::error(
        codes::text::DUPLICATE_KEY,
        Span::new(file, end - 14, end - 8),
        "twice",
    )
    .also(Span::new(file, 0, 2), "first here");
    insta::assert_snapshot!(render(&sources, &[diagnostic], Color::Never));
}

#[test]
fn a_long_line_is_cut_also_beside_short_ones() {
    let mut sources = Sources::new();
    let long = format!("b: {}\nc: d\n", "x".repeat(5000));
    let file = sources.add("long.yaml", format!("a: 1\n{long}"));
    let places = [(0, 1), (3008, 3009), (5009, 5010), (0, 4), (3008, 3009)];
    for turn in 0..places.len() {
        let span = |at: usize| {
            let (start, end) = places[(turn + at) % places.len()];
            Span::new(file, start, end)
        };
        let diagnostic = Diagnostic::error(codes::text::SYNTAX, span(0), "message")
            .also(span(1), "1")
            .also(span(2), "2")
            .also(span(3), "3")
            .also(span(4), "4");
        let text = render(&sources, &[diagnostic], Color::Never);
        assert!(text.len() < 2000, "{text}");
        assert_eq!(text.matches("long.yaml:2:3004").count(), 1, "{text}");
    }
}

#[test]
fn a_byte_order_mark_is_not_shown() {
    let mut sources = Sources::new();
    let file = sources.add("bom.yaml", "\u{FEFF}a: b\n");
    let diagnostic = Diagnostic::error(codes::text::SYNTAX, Span::new(file, 6, 7), "message");
    let text = render(&sources, &[diagnostic], Color::Never);
    assert!(
        text.contains("--> bom.yaml:1:4\n  |\n1 | a: b\n  |    ^\n"),
        "{text}"
    );
}

#[test]
fn json_lines_say_everything() {
    let (sources, diagnostics) = example();
    let text = json_lines(&sources, &diagnostics);
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    let first = &lines[0];
    assert_eq!(first["code"], "SW0101");
    assert_eq!(first["severity"], "error");
    assert_eq!(first["message"], "this is \"wrong\"");
    assert_eq!(first["file"], "api.yaml");
    assert_eq!((&first["start"], &first["end"]), (&12.into(), &17.into()));
    assert_eq!((&first["line"], &first["column"]), (&2.into(), &6.into()));
    assert_eq!(
        (&first["end_line"], &first["end_column"]),
        (&2.into(), &11.into())
    );
    assert_eq!(first["label"], "here");
    assert_eq!(first["labels"][0]["file"], "a folder\\other.yaml");
    assert_eq!(first["labels"][0]["label"], "because of this");
    assert_eq!(first["help"], "do something else");
    assert!(
        first["rendered"]
            .as_str()
            .unwrap()
            .contains("--> api.yaml:2:6")
    );
    assert_eq!(lines[1]["help"], Value::Null);
    assert_eq!(lines[1]["end_line"], 5);
}

#[test]
fn sarif_is_json_with_rules_and_places() {
    let (sources, diagnostics) = example();
    let log: Value = serde_json::from_str(&sarif(&sources, &diagnostics, "1.2.3")).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["version"], "1.2.3");
    assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "SW0101");
    let result = &run["results"][0];
    assert_eq!(result["ruleId"], "SW0101");
    assert_eq!(result["level"], "error");
    let region = &result["locations"][0]["physicalLocation"]["region"];
    assert_eq!(region["startLine"], 2);
    let related = &result["relatedLocations"][0]["physicalLocation"];
    assert_eq!(related["artifactLocation"]["uri"], "a%20folder/other.yaml");
    assert_eq!(run["results"][1]["level"], "warning");
}

#[test]
fn every_code_is_there_once_in_order_and_says_something() {
    let entries: Vec<_> = codes::all().collect();
    for pair in entries.windows(2) {
        assert!(
            pair[0].code < pair[1].code,
            "{} {}",
            pair[0].code.0,
            pair[1].code.0
        );
    }
    for entry in &entries {
        let digits = entry.code.0.strip_prefix("SW").unwrap();
        assert!(digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()));
        assert!(
            !entry.title.ends_with('.') && entry.text.ends_with('.'),
            "{}",
            entry.code.0
        );
    }
    assert_eq!(
        codes::explain("sw0102").unwrap().code,
        codes::text::DUPLICATE_KEY
    );
    assert!(codes::explain("SW9999").is_none());
}
