//! Texts that can be read, and what they mean.

use specwright_source::{Mapping, Node, Scalar, ScalarKind, Severity, Sources, Value, read};

/// `text` read without a finding.
fn good(text: &str) -> (Sources, Node) {
    let mut sources = Sources::new();
    let file = sources.add("text", text);
    let (node, diagnostics) = read(&sources, file);
    assert!(diagnostics.is_empty(), "{text}: {diagnostics:?}");
    (sources, node.unwrap())
}

/// A value as JSON text, numbers as they are written.
fn json(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.text.clone(),
        Value::String(text) => format!("{text:?}"),
        Value::Sequence(items) => {
            let items: Vec<String> = items.iter().map(json).collect();
            format!("[{}]", items.join(","))
        }
        Value::Mapping(mapping) => {
            let members: Vec<String> = mapping
                .iter()
                .map(|entry| format!("{:?}:{}", entry.key, json(&entry.value)))
                .collect();
            format!("{{{}}}", members.join(","))
        }
    }
}

fn reads(text: &str, expected: &str) {
    assert_eq!(json(&good(text).1), expected, "{text}");
}

#[test]
fn the_core_schema_of_yaml_1_2() {
    reads(
        "a: yes\nb: 2020-01-01\nc: 1.0\nd: 0x1F\ne: ~\nf:\ng: True\nh: '1'\ni: 12:30\nj: 1_000\nk: .5\nl: +3",
        r#"{"a":"yes","b":"2020-01-01","c":1.0,"d":0x1F,"e":null,"f":null,"g":true,"h":"1","i":"12:30","j":"1_000","k":.5,"l":+3}"#,
    );
}

#[test]
fn keys_are_their_text() {
    reads(
        "200: a\n'201': b\n2.0: c\ntrue: d\nnull: e\n~: f\n? g\n: h\n? |\n  i\n: j\n",
        r#"{"200":"a","201":"b","2.0":"c","true":"d","null":"e","~":"f","g":"h","i\n":"j"}"#,
    );
}

#[test]
fn merge_keys_give_way_to_written_members_and_to_earlier_ones() {
    let base = "x: &x {a: 1, b: 2}\ny: &y {b: 3, c: 4}\n";
    let (_, root) = good(&format!("{base}z:\n  a: 0\n  <<: [*x, *y]\n  c: 9\n"));
    assert_eq!(json(root.get("z").unwrap()), r#"{"a":0,"b":2,"c":9}"#);
    let (_, root) = good(&format!(
        "{base}z: {{<<: *x, b: 7}}\nw: {{\"<<\": 1}}\nv: {{<<: {{}}}}\n"
    ));
    assert_eq!(json(root.get("z").unwrap()), r#"{"a":1,"b":7}"#);
    assert_eq!(json(root.get("w").unwrap()), r#"{"<<":1}"#);
    assert_eq!(json(root.get("v").unwrap()), "{}");
    reads("{\"<<\": {\"a\": 1}}", r#"{"<<":{"a":1}}"#);
}

#[test]
fn aliases_repeat_values_and_keep_their_places() {
    let text = "a: &a !!str 12\nb: *a\nc: [*a, &b [x], *b]\n*a : d\n&e f: &g\nh: *g\n";
    let (sources, root) = good(text);
    assert_eq!(
        json(&root),
        r#"{"a":"12","b":"12","c":["12",["x"],["x"]],"12":"d","f":null,"h":null}"#
    );
    assert_eq!(sources.slice(root.get("b").unwrap().span), "12");
    assert_eq!(root.get("b").unwrap().span, root.get("a").unwrap().span);
    reads("a: &x 1\nb: &x 2\nc: *x\n", r#"{"a":1,"b":2,"c":2}"#);
}

#[test]
fn byte_order_marks_and_every_line_end_are_read() {
    for text in [
        "\u{FEFF}a: 1\nb: ä\n",
        "a: 1\r\nb: ä\r\n",
        "a: 1\rb: ä\r",
        "a: 1\nb: ä",
    ] {
        let (sources, root) = good(text);
        assert_eq!(json(&root), r#"{"a":1,"b":"ä"}"#);
        let b = root.as_mapping().unwrap().get("b").unwrap();
        assert_eq!(sources.slice(b.key_span), "b");
        assert_eq!(sources.slice(b.value.span), "ä");
        assert_eq!(sources.line_column(b.key_span).line, 2);
    }
    let (sources, root) = good("\u{FEFF}{\"a\": [1]}");
    assert_eq!(sources.slice(root.span), "{\"a\": [1]}");
    assert_eq!(sources.line_column(root.span).column, 1);
}

#[test]
fn spans_cover_what_is_meant() {
    let text = "# ü\nobj:\n  - a: 'ä b' # note\n    b:\n\n  - {c: [1, 2], \"d\": x y}   \n  -\n# end\nlit: |\n  one\n  two\n\nlast: done\n";
    let (sources, root) = good(text);
    let slice = |node: &Node| sources.slice(node.span).to_owned();
    let obj = root.get("obj").unwrap();
    let items = obj.as_sequence().unwrap();
    assert!(slice(&root).starts_with("obj:") && slice(&root).ends_with("done"));
    assert!(slice(obj).starts_with("- a:") && slice(obj).ends_with('-'));
    assert_eq!(slice(&items[0]), "a: 'ä b' # note\n    b:");
    assert_eq!(slice(items[0].get("a").unwrap()), "'ä b'");
    let missing = items[0].get("b").unwrap().span;
    assert_eq!(missing.start, missing.end);
    assert!(text[..missing.start as usize].ends_with("    b:"));
    assert_eq!(slice(&items[1]), "{c: [1, 2], \"d\": x y}");
    assert_eq!(slice(items[1].get("c").unwrap()), "[1, 2]");
    assert_eq!(slice(items[1].get("d").unwrap()), "x y");
    assert_eq!(slice(root.get("lit").unwrap()), "one\n  two");
    assert_eq!(root.get("lit").unwrap().as_str(), Some("one\ntwo\n"));
}

#[test]
fn texts_end_where_they_end() {
    let text = "a: 'it''s' # don't\nb: \"x\\\"y\" # \"z\"\n";
    let (sources, root) = good(text);
    assert_eq!(sources.slice(root.get("a").unwrap().span), "'it''s'");
    assert_eq!(sources.slice(root.get("b").unwrap().span), r#""x\"y""#);
    reads("a: |\n  x", r#"{"a":"x"}"#);
    reads("a: |\n  x\n", r#"{"a":"x\n"}"#);
    reads("a: |-\n  x\n", r#"{"a":"x"}"#);
    reads("a: |+\n  x\n\n", r#"{"a":"x\n\n"}"#);
    reads("a: >\n  x\n  y\n\n  z\nb: 1", r#"{"a":"x y\nz\n","b":1}"#);
}

#[test]
fn json_is_told_apart_by_content() {
    reads(
        " \n{\"a\": [1.50, -0, 1e3, true, null, \"\\u00e4\\ud83d\\ude00\\/\"]}",
        "{\"a\":[1.50,-0,1e3,true,null,\"ä😀/\"]}",
    );
    reads("{a: 1}", r#"{"a":1}"#);
    reads("{}", "{}");
    reads("{ # YAML\n  a: b, 'c': \"d\" }", r#"{"a":"b","c":"d"}"#);
    reads("[]", "[]");
    reads("\"text\"", "\"text\"");
    reads("12", "12");
}

#[test]
fn flow_style_that_begins_like_json_is_read_with_a_warning() {
    for text in [
        "{\"a\": 1,}",
        "{\"a\": 1, b: 2}",
        "{\"a\": 1 # one\n}",
        "{\"a\": 'b'}",
        "[[\"a\",],]",
    ] {
        let mut sources = Sources::new();
        let file = sources.add("text", text);
        let (node, diagnostics) = read(&sources, file);
        assert!(node.is_some());
        let [warning] = diagnostics.as_slice() else {
            panic!("{diagnostics:?}")
        };
        assert_eq!(
            (warning.code.0, warning.severity),
            ("SW0114", Severity::Warning)
        );
    }
}

#[test]
fn of_a_key_that_is_there_twice_the_first_counts_and_reading_goes_on() {
    for text in [
        "a: 1\nb: 2\na: 3\nb: 4\n",
        "{\"a\": 1, \"b\": 2, \"\\u0061\": 3, \"b\": 4}",
    ] {
        let mut sources = Sources::new();
        let file = sources.add("text", text);
        let (node, diagnostics) = read(&sources, file);
        assert_eq!(json(&node.unwrap()), r#"{"a":1,"b":2}"#);
        assert_eq!(diagnostics.len(), 2);
        assert_eq!(diagnostics[0].secondary.len(), 1);
    }
}

#[test]
fn many_members_are_all_there() {
    let text: String = (0..1000).map(|at| format!("k{at}: {at}\n")).collect();
    let (_, root) = good(&text);
    assert_eq!(root.as_mapping().map(Mapping::len), Some(1000));
    for at in 0..1000 {
        let number = Scalar {
            text: at.to_string(),
            kind: ScalarKind::Integer,
        };
        assert_eq!(
            root.get(&format!("k{at}")).unwrap().value,
            Value::Number(number)
        );
    }
}

/// Pseudo-random numbers with a fixed seed.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

/// Pieces of both notations, thrown together: whatever comes of it, the
/// reader ends, without a panic, with spans inside the text.
#[test]
fn no_text_makes_the_reader_panic() {
    const PIECES: &[&str] = &[
        "{",
        "}",
        "[",
        "]",
        ":",
        ": ",
        ",",
        "- ",
        "? ",
        "\n",
        "\n  ",
        "\n    ",
        "\r\n",
        "\r",
        "\t",
        "\"",
        "'",
        "|",
        ">",
        "|-\n",
        ">+2\n",
        "&a ",
        "*a",
        "*a ",
        "!",
        "!!str ",
        "!t ",
        "!<x> ",
        "%YAML 1.2\n",
        "%TAG ! x\n",
        "---",
        "--- ",
        "...\n",
        "#",
        " # c",
        "a",
        "key: ",
        "ä",
        "😀",
        "\u{FEFF}",
        "\u{85}",
        "\u{2028}",
        "\0",
        "\u{7}",
        "\\",
        "\\u12",
        "\\ud800",
        "\\x4",
        "<<: ",
        "1",
        "-1.5e3",
        "0x",
        ".inf",
        "true",
        "null",
        "@",
        "`",
        "%",
        "<<",
        "~",
        " ",
        "  ",
        "//",
        "/*",
    ];
    let mut random = Random(7);
    for round in 0..60_000 {
        let mut text = String::from(["", "{", "[", "a: ", "{\"", "- "][round % 6]);
        for _ in 0..=random.below(24) {
            text.push_str(PIECES[random.below(PIECES.len())]);
        }
        let mut sources = Sources::new();
        let file = sources.add("text", text.as_str());
        let (node, diagnostics) = read(&sources, file);
        assert!(node.is_some() || !diagnostics.is_empty(), "{text:?}");
        for diagnostic in &diagnostics {
            let span = diagnostic.primary.span;
            assert!(
                span.start <= span.end && span.end as usize <= text.len(),
                "{text:?}"
            );
        }
        if round % 16 == 0 {
            let _ =
                specwright_source::render(&sources, &diagnostics, specwright_source::Color::Always);
            let _ = specwright_source::json_lines(&sources, &diagnostics);
        }
        if let Some(node) = node {
            spans_are_inside(&node, &text);
        }
    }
}

fn spans_are_inside(node: &Node, text: &str) {
    let (start, end) = (node.span.start as usize, node.span.end as usize);
    assert!(text.get(start..end).is_some(), "{text:?} {:?}", node.span);
    match &node.value {
        Value::Sequence(items) => items.iter().for_each(|item| spans_are_inside(item, text)),
        Value::Mapping(mapping) => mapping
            .iter()
            .for_each(|entry| spans_are_inside(&entry.value, text)),
        _ => {}
    }
}
