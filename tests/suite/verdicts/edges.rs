//! Values that no generator makes, each with its verdict: `""` where it is
//! accepted, else pointer and code of every violation.

use serde_json::Value;

use super::{BODIES, Server};

fn server(template: &str) -> Server {
    BODIES
        .iter()
        .find(|body| body.template == template)
        .unwrap()
        .server()
}

/// Pointer and code of each violation; empty if the body was accepted.
pub(super) async fn verdict(server: &Server, body: &[u8]) -> String {
    match server.post(body).await {
        Ok(_) => String::new(),
        Err(rejection) => {
            let rejection: Value = serde_json::from_str(&rejection).unwrap();
            let errors = rejection["errors"].as_array().unwrap().iter();
            let text = |error: &Value, name: &str| error[name].as_str().unwrap().to_owned();
            let told =
                errors.map(|error| format!("{} {}", text(error, "pointer"), text(error, "code")));
            told.collect::<Vec<_>>().join(", ")
        }
    }
}

pub(super) async fn check(template: &str, cases: &[(&str, &str)]) {
    let server = server(template);
    let mut wrong = Vec::new();
    for (body, expected) in cases {
        let got = verdict(&server, body.as_bytes()).await;
        if got != *expected {
            wrong.push(format!("{body}\n  {got:?}, not {expected:?}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[tokio::test]
async fn integers_are_values_not_spellings() {
    check(
        "/objects",
        &[
            (r#"{"wide":1.0}"#, ""),
            (r#"{"wide":1e2}"#, ""),
            (r#"{"wide":1E+2}"#, ""),
            (r#"{"wide":0.1e1}"#, ""),
            (r#"{"wide":10000000000000000000000e-10}"#, ""),
            (r#"{"wide":-0}"#, ""),
            (r#"{"wide":-0.0}"#, ""),
            (r#"{"wide":0e999999999999}"#, ""),
            (r#"{"wide":1.5}"#, "/wide integer_from_fraction"),
            (r#"{"wide":1e-1}"#, "/wide integer_from_fraction"),
            (r#"{"wide":1e-999999999999}"#, "/wide integer_from_fraction"),
            (
                r#"{"wide":1.00000000000000000000000000000000001}"#,
                "/wide integer_from_fraction",
            ),
            (r#"{"wide":"1"}"#, "/wide type"),
            (r#"{"wide":true}"#, "/wide type"),
            (r#"{"wide":null}"#, "/wide type"),
            (r#"{"wide":9223372036854775807}"#, ""),
            (r#"{"wide":9223372036854775807.0}"#, ""),
            (r#"{"wide":-9223372036854775808}"#, ""),
            (r#"{"small":2147483647.0}"#, ""),
            (r#"{"huge":18446744073709551615}"#, ""),
            (r#"{"huge":18446744073709551616}"#, "/huge maximum"),
            (r#"{"huge":-1}"#, "/huge minimum"),
            (r#"{"vast":18446744073709551616}"#, ""),
            (r#"{"vast":18446744073709551617}"#, "/vast maximum"),
            (r#"{"vast":-170141183460469231731687303715884105}"#, ""),
            (
                r#"{"vast":-170141183460469231731687303715884106}"#,
                "/vast minimum",
            ),
            (r#"{"numbers":1.0}"#, ""),
            (r#"{"numbers":20e-1}"#, ""),
            (r#"{"numbers":4}"#, "/numbers enum"),
            (r#"{"mixed":1.0}"#, ""),
            (r#"{"mixed":"1"}"#, "/mixed enum"),
            (r#"{"mixed":false}"#, "/mixed enum"),
        ],
    )
    .await;
}

/// A listed exception: what the Rust type cannot hold is refused.
#[tokio::test]
async fn what_a_type_cannot_hold_is_refused() {
    check(
        "/objects",
        &[
            (r#"{"wide":9223372036854775808}"#, "/wide number_range"),
            (r#"{"wide":-9223372036854775809}"#, "/wide number_range"),
            (r#"{"wide":1e400}"#, "/wide number_range"),
            (r#"{"small":2147483648}"#, "/small number_range"),
            (r#"{"half":1e39}"#, "/half number_range"),
            (r#"{"half":-3.5e38}"#, "/half number_range"),
            (r#"{"half":3.4e38}"#, ""),
            (r#"{"half":1e-60}"#, ""),
        ],
    )
    .await;
    check(
        "/books",
        &[(
            r#"{"isbn":"9781234567897","title":"a","price":1e400}"#,
            "/price maximum",
        )],
    )
    .await;
}

#[tokio::test]
async fn decimals_are_exact() {
    check(
        "/objects",
        &[
            (r#"{"tenth":0.3}"#, ""),
            (r#"{"tenth":0.7000}"#, ""),
            (r#"{"tenth":3e-1}"#, ""),
            (r#"{"tenth":1000}"#, ""),
            (r#"{"tenth":0.30000000000000004}"#, "/tenth multiple_of"),
            (
                r#"{"tenth":0.30000000000000000000000000001}"#,
                "/tenth multiple_of",
            ),
            (r#"{"tenth":0.25}"#, "/tenth multiple_of"),
            (r#"{"tenth":1000.1}"#, "/tenth maximum"),
            (
                r#"{"tenth":1000.00000000000000000000001}"#,
                "/tenth maximum, /tenth multiple_of",
            ),
            (r#"{"tenth":0}"#, "/tenth exclusive_minimum"),
            (r#"{"tenth":-0.0}"#, "/tenth exclusive_minimum"),
            (r#"{"lists":[[3,6]]}"#, ""),
            (r#"{"lists":[[3,3.0]]}"#, "/lists/0/1 not_unique"),
            (r#"{"lists":[[30e-1,0.3e1]]}"#, "/lists/0/1 not_unique"),
            (r#"{"lists":[[3,4]]}"#, "/lists/0/1 multiple_of"),
        ],
    )
    .await;
}

/// A listed exception: the same member twice is refused, though JSON Schema
/// never sees it.
#[tokio::test]
async fn a_member_given_twice_is_refused() {
    check(
        "/objects",
        &[
            (r#"{"open":{"a":1,"a":1}}"#, "/open/a duplicate_member"),
            (r#"{"open":{"a":1,"\u0061":2}}"#, "/open/a duplicate_member"),
            (r#"{"map":{"x":1,"x":1}}"#, "/map/x duplicate_member"),
            (r#"{"kept":{"x":1,"x":1}}"#, "/kept/x duplicate_member"),
            (
                r#"{"typed":{"x":"y","x":"z"}}"#,
                "/typed/x duplicate_member",
            ),
            (r#"{"free":{"x":1,"x":2}}"#, "/free/x duplicate_member"),
            (r#"{"any":{"x":1,"x":2}}"#, "/any/x duplicate_member"),
            (
                r#"{"any":[{"x":{"y":1,"y":2}}]}"#,
                "/any/0/x/y duplicate_member",
            ),
            (r#"{"wide":1,"wide":1}"#, "/wide duplicate_member"),
            (
                r#"{"wide":"x","wide":1}"#,
                "/wide type, /wide duplicate_member",
            ),
        ],
    )
    .await;
    check(
        "/unions",
        &[
            (
                r#"{"constant":{"op":"start","op":"stop"}}"#,
                "/constant/op duplicate_member, /constant/op enum",
            ),
            (
                r#"{"tagged":{"species":"cat","species":"dog","bark":"x"}}"#,
                "/tagged/species duplicate_member",
            ),
            (
                r#"{"having":{"mail":"a","mail":"b"}}"#,
                "/having/mail duplicate_member",
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn formats_are_what_their_documents_say() {
    let when = |text: &str| format!(r#"{{"when":"{text}"}}"#);
    let day = |text: &str| format!(r#"{{"day":"{text}"}}"#);
    let id = |text: &str| format!(r#"{{"id":"{text}"}}"#);
    let bytes = |text: &str| format!(r#"{{"bytes":"{text}"}}"#);
    let (good, bad): (Vec<String>, Vec<String>) = (
        [
            "2024-02-29T12:30:00Z",
            "2024-02-29t12:30:00z",
            "2024-02-29T12:30:00.123456789012Z",
            "2024-02-29T12:30:00+05:30",
            "2024-02-29T12:30:00-23:59",
            "2016-12-31T23:59:60Z",
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999Z",
        ]
        .map(when)
        .into_iter()
        .chain(["2024-02-29", "0001-01-01", "9999-12-31"].map(day))
        .chain(
            [
                "123E4567-e89b-12d3-a456-426614174000",
                "00000000-0000-0000-0000-000000000000",
            ]
            .map(id),
        )
        .chain(["", "aGk=", "AAAA", "+/+/"].map(bytes))
        .collect(),
        [
            "2024-02-30T00:00:00Z",
            "2024-02-29",
            "2024-02-29T12:30:00",
            "2024-02-29T12:30Z",
            "2024-02-29 12:30:00Z",
            "2024-02-29T24:00:00Z",
            "2024-02-29T12:60:00Z",
            "2024-02-29T12:30:61Z",
            "2024-02-29T12:30:00.Z",
            "2024-02-29T12:30:00,5Z",
            "2024-02-29T12:30:00+0100",
            "2024-02-29T12:30:00+24:00",
            "2024-02-29T12:30:00+01",
            "2024-02-29T12:30:00\u{2212}01:00",
            "24-02-29T12:30:00Z",
            "+2024-02-29T12:30:00Z",
            "12024-02-29T12:30:00Z",
            " 2024-02-29T12:30:00Z",
            "2024-02-29T12:30:00Z ",
            "2024-2-9T12:30:00Z",
            "2024-02-29T1:30:00Z",
            "2024-02-29T12:30:00 Z",
            "2024-02-29_12:30:00Z",
            "٢٠٢٤-02-29T12:30:00Z",
        ]
        .map(when)
        .into_iter()
        .chain(
            [
                "2023-02-29",
                "2024-2-9",
                "20240229",
                "24-02-29",
                "+2024-02-29",
                "2024-02-29T",
                " 2024-02-29",
                "-001-01-01",
                "2024-00-01",
                "",
            ]
            .map(day),
        )
        .chain(
            [
                "123e4567e89b12d3a456426614174000",
                "{123e4567-e89b-12d3-a456-426614174000}",
                "urn:uuid:123e4567-e89b-12d3-a456-426614174000",
                "123e4567-e89b-12d3-a456-42661417400",
                "",
                "123e4567-e89b-12d3-a456-42661417400g",
                "123e-4567e89b-12d3-a456-426614174000",
            ]
            .map(id),
        )
        .chain(
            [
                "aGk", "aGk=\\n", "aG k=", "-_-_", "a===", "=", "aGl=", "aGk==",
            ]
            .map(bytes),
        )
        .collect(),
    );
    let server = server("/objects");
    for text in good {
        assert_eq!(verdict(&server, text.as_bytes()).await, "", "{text}");
    }
    for text in bad {
        let told = verdict(&server, text.as_bytes()).await;
        assert!(told.ends_with(" format"), "{text}: {told:?}");
    }
}

#[tokio::test]
async fn texts_are_counted_in_code_points_and_matched_as_ecma_says() {
    check(
        "/objects",
        &[
            (r#"{"text":"éé"}"#, ""),
            (r#"{"text":"\ud835\udc00\ud835\udc01"}"#, ""),
            (r#"{"text":"a"}"#, "/text too_short"),
            (r#"{"text":"abcde"}"#, "/text too_long"),
            (r#"{"text":"ab\n"}"#, "/text pattern"),
            (r#"{"text":"e\u0301"}"#, "/text pattern"),
        ],
    )
    .await;
    check(
        "/combined",
        &[
            (r#"{"digits":"12"}"#, ""),
            (r#"{"digits":"١٢"}"#, "/digits pattern"),
            (r#"{"digits":"12\n"}"#, "/digits pattern"),
            (r#"{"words":"a\u00a0b"}"#, ""),
            (r#"{"words":"a\u180eb"}"#, "/words pattern"),
            (r#"{"words":"é b"}"#, "/words pattern"),
            (r#"{"dot":"\ud83e\udd80"}"#, ""),
            (r#"{"dot":"\n"}"#, "/dot pattern"),
            (r#"{"dot":"\u2028"}"#, "/dot pattern"),
            (r#"{"unanchored":"a\nb\n"}"#, ""),
            (r#"{"length_in_code_points":"\ud83e\udd80a"}"#, ""),
            (r#"{"length_in_code_points":"e\u0301"}"#, ""),
        ],
    )
    .await;
}

#[tokio::test]
async fn null_is_a_value_only_where_the_schema_says_so() {
    check(
        "/objects",
        &[
            (r#"{"any":null,"never_checked":null}"#, ""),
            (r#"{"kept":{"x":null}}"#, ""),
            (r#"{"open":null}"#, "/open type"),
            (r#"{"open":{"a":null}}"#, "/open/a type"),
            (r#"{"choice_default":null}"#, "/choice_default enum"),
            (r#"{"tree":[[],[null]]}"#, "/tree/1/0 type"),
            (
                r#"{"when":null,"id":null,"bytes":null}"#,
                "/when type, /id type, /bytes type",
            ),
            ("null", " type"),
        ],
    )
    .await;
    check(
        "/branches",
        &[
            (r#"{"nulls_any":null}"#, ""),
            (
                r#"{"tagged_beside_null":null,"tag_or_text":null,"all_kinds":null}"#,
                "",
            ),
            (r#"{"by_name":null}"#, "/by_name type"),
        ],
    )
    .await;
}

/// What a schema describes, and no value satisfies.
#[tokio::test]
async fn what_nothing_satisfies_is_refused() {
    check(
        "/combined",
        &[
            (r#"{"never":{"needed":1}}"#, ""),
            (
                r#"{"never":{"needed":1,"forbidden":1}}"#,
                "/never/forbidden unknown_member",
            ),
            (
                r#"{"never":{"needed":1,"forbidden":null}}"#,
                "/never/forbidden unknown_member",
            ),
            (
                r#"{"never":{"needed":1,"impossible":null}}"#,
                "/never/impossible unknown_member",
            ),
            (r#"{"never":{"needed":1,"other":null}}"#, ""),
            (r#"{"never_kept":{"x":null}}"#, ""),
            (
                r#"{"never_kept":{"forbidden":{}}}"#,
                "/never_kept/forbidden unknown_member",
            ),
            (r#"{"never_items":[]}"#, ""),
            (r#"{"never_items":[null]}"#, "/never_items too_many_items"),
            (r#"{"never_values":{}}"#, ""),
            (
                r#"{"never_values":{"a":null}}"#,
                "/never_values too_many_members",
            ),
            (r#"{"only_null_left":{"a":null}}"#, ""),
            (r#"{"only_null_left":{"a":1}}"#, "/only_null_left/a type"),
            (
                r#"{"only_null_left":{"b":null}}"#,
                "/only_null_left/b unknown_member",
            ),
            (r#"{"never_others":{"a":1}}"#, ""),
            (
                r#"{"never_others":{"a":1,"b":null}}"#,
                "/never_others/b unknown_member",
            ),
            (
                r#"{"closed_by_part":{"a":null}}"#,
                "/closed_by_part/a unknown_member",
            ),
            (r#"{"closed_by_part":{"b":1,"c":"x"}}"#, ""),
        ],
    )
    .await;
}

/// One branch takes the tags that no other one has.
#[tokio::test]
async fn a_default_branch_takes_the_rest() {
    for member in ["guest", "checked"] {
        let good = [
            "{}",
            r#"{"kind":"new","name":"n"}"#,
            r#"{"name":"n","kind":"stranger"}"#,
            r#"{"name":"","kind":"pal"}"#,
            r#"{"kind":"friend","since":1}"#,
        ];
        let bad = [
            r#"{"kind":1}"#,
            r#"{"name":""}"#,
            r#"{"kind":"pal","since":"x"}"#,
            "1",
        ];
        let body = |value: &str| format!(r#"{{"{member}":{value}}}"#);
        let server = server("/guests");
        for value in good {
            let body = body(value);
            assert_eq!(verdict(&server, body.as_bytes()).await, "", "{body}");
            let written = server.post(body.as_bytes()).await.unwrap();
            let same = |text: &str| -> Value { serde_json::from_str(text).unwrap() };
            let (written, body) = (same(&written), same(&body));
            assert_eq!(written[member].get("kind"), body[member].get("kind"));
        }
        for value in bad {
            let told = verdict(&server, body(value).as_bytes()).await;
            assert!(!told.is_empty(), "{value}");
        }
    }
    check(
        "/guests",
        &[
            (r#"{"guest":{"kind":1}}"#, "/guest/kind type"),
            (r#"{"guest":{"name":""}}"#, "/guest/name too_short"),
            (
                r#"{"guest":{"kind":"pal","since":"x"}}"#,
                "/guest/since type",
            ),
            (r#"{"guest":1}"#, "/guest type"),
            (r#"{"mixed":"text"}"#, ""),
            (r#"{"mixed":{"kind":null}}"#, ""),
            (r#"{"mixed":{"kind":"friend","since":1,"name":1}}"#, ""),
            (r#"{"mixed":{"kind":"pal","name":1}}"#, "/mixed/name type"),
            (r#"{"mixed":1}"#, "/mixed no_branch"),
            (r#"{"checked":{"refused":1}}"#, "/checked not"),
        ],
    )
    .await;
}

/// The marker of one branch beside the members of another.
#[tokio::test]
async fn branches_are_told_apart_exactly() {
    check("/branches", &[
        (r#"{"marked":{"a":1}}"#, ""),
        (r#"{"marked":{"b":"x"}}"#, ""),
        (r#"{"marked":{"a":1,"b":"x"}}"#, "/marked several_branches"),
        (r#"{"marked":{"a":"x","b":"x"}}"#, ""),
        (r#"{"marked":{"a":1,"b":1}}"#, ""),
        (r#"{"marked":{"a":"x","b":1}}"#, "/marked no_branch"),
        (r#"{"marked":{}}"#, "/marked no_branch"),
        (r#"{"marked_any":{"a":1,"b":"x"}}"#, ""),
        (r#"{"marked_any":{"a":"x","b":"x"}}"#, ""),
        (r#"{"three":{"a":1}}"#, "/three several_branches"),
        (r#"{"three":{"a":1,"loose":1}}"#, ""),
        (r#"{"three":{}}"#, ""),
        (r#"{"three":{"a":"x"}}"#, ""),
        (r#"{"closed":{"a":1,"b":"x"}}"#, "/closed no_branch"),
        (r#"{"closed":{"a":1,"c":"x"}}"#, ""),
        (r#"{"shared":{"value":null}}"#, ""),
        (r#"{"map_or_a":{"a":1}}"#, "/map_or_a several_branches"),
        (r#"{"map_or_a":{"a":1,"b":"x"}}"#, ""),
        (r#"{"map_or_a":{"c":1}}"#, ""),
        (r#"{"integer_or_number":1.5}"#, ""),
        (r#"{"integer_or_number":1.0}"#, "/integer_or_number several_branches"),
        // Both schemas accept it, whatever their types hold.
        (r#"{"integer_or_number":1e20}"#, "/integer_or_number several_branches"),
        (r#"{"integer_or_number":-9223372036854775809}"#, "/integer_or_number several_branches"),
        (r#"{"integer_or_number":1e400}"#, "/integer_or_number several_branches"),
        (r#"{"integer_or_number_any":1e20}"#, ""),
        (r#"{"integer_or_bounded":1e20}"#, ""),
        (r#"{"integer_or_bounded":4}"#, "/integer_or_bounded several_branches"),
        (r#"{"integer_or_bounded":4.5}"#, ""),
        (r#"{"lists":[]}"#, "/lists several_branches"),
        (r#"{"lists_any":[]}"#, ""),
        (r#"{"enums":"b"}"#, "/enums enum"),
        (r#"{"required_either":{"a":1,"b":"x"}}"#, "/required_either several_branches"),
        (r#"{"required_either":{"a":1,"b":2}}"#, "/required_either no_branch"),
        (r#"{"overlapping_tags":{"hue":"red"}}"#, "/overlapping_tags several_branches"),
        (r#"{"overlapping_tags":{"hue":"red","a":1}}"#, ""),
        (r#"{"optional_tag":{}}"#, "/optional_tag several_branches"),
        (r#"{"optional_tag":{"op":"stop","at":"x"}}"#, ""),
        (r#"{"nested_tags":{"kind":"outer","inner":{"kind":"outer","inner":{"kind":"plain"}}}}"#, ""),
        (r#"{"nested_tags":{"kind":"outer","inner":{"kind":"x"}}}"#, "/nested_tags/inner unknown_tag"),
        (r#"{"tree":{"left":{"leaf":[1,2]},"leaf":1}}"#, ""),
        (r#"{"tree":{"leaf":1,"right":2}}"#, "/tree/right unknown_member"),
    ])
    .await;
}

#[tokio::test]
async fn a_body_that_is_no_json_is_one_violation() {
    let server = server("/objects");
    let bodies: [&[u8]; 22] = [
        b" ",
        b"{",
        b"{}}",
        b"{} {}",
        b"{\"wide\":01}",
        b"{\"wide\":+1}",
        b"{\"wide\":.5}",
        b"{\"wide\":1.}",
        b"{\"wide\":1e}",
        b"{\"wide\":NaN}",
        b"{\"wide\":-}",
        b"{\"wide\":1,}",
        b"{wide:1}",
        b"{'wide':1}",
        b"{\"wide\":1 /* */}",
        b"{\"secret\":\"\x01\"}",
        b"{\"secret\":\"\\x\"}",
        b"{\"secret\":\"\\ud800\"}",
        b"{\"secret\":\"\\udc00\\ud800\"}",
        b"{\"secret\":\"\xff\"}",
        b"\xef\xbb\xbf{}",
        b"{\"any\":[1,2,]}",
    ];
    for body in bodies {
        let told = verdict(&server, body).await;
        assert_eq!(told, " syntax", "{}", String::from_utf8_lossy(body));
    }
    // What was found wrong before is not said: it may be nonsense.
    let told = verdict(&server, b"{\"wide\":\"x\",\"small\":\"x\"").await;
    assert_eq!(told, " syntax");
}

#[tokio::test]
async fn nesting_ends_at_a_hundred_and_twenty_eight_levels() {
    let server = server("/objects");
    for (member, open, close) in [
        ("tree", "[", "]"),
        ("any", "[", "]"),
        ("zz", "[", "]"),
        ("any", "{\"a\":", "}"),
        ("zz", "{\"a\":", "}"),
        ("free", "{\"a\":", "}"),
        ("node", "{\"value\":1,\"left\":", "}"),
    ] {
        // The body itself is a level.
        for (levels, expected) in [(127, ""), (128, " too_deep"), (100_000, " too_deep")] {
            let inner = match (open, member) {
                ("[", _) => String::new(),
                (_, "node") => "{\"value\":1}".to_owned(),
                _ => "{}".to_owned(),
            };
            let levels = if open == "[" { levels } else { levels - 1 };
            let text = format!(
                "{{\"{member}\":{}{inner}{}}}",
                open.repeat(levels),
                close.repeat(levels)
            );
            assert_eq!(
                verdict(&server, text.as_bytes()).await,
                expected,
                "{member} {open} {levels}"
            );
        }
    }
}

/// Branches within branches, each tried: the work stays linear.
#[tokio::test]
async fn unions_within_unions_take_linear_time() {
    let server = server("/branches");
    let levels = 120;
    let open = "{\"left\":1,\"right\":".repeat(levels);
    let text = format!("{{\"tree\":{open}[1,2]{}}}", "}".repeat(levels));
    assert_eq!(verdict(&server, text.as_bytes()).await, "");
    let text = format!("{{\"tree\":{open}[1,2,3]{}}}", "}".repeat(levels));
    let told = verdict(&server, text.as_bytes()).await;
    assert_eq!(
        told,
        format!("/tree{} too_many_items", "/right".repeat(levels))
    );
    let open = "{\"leaf\":".repeat(levels);
    let text = format!("{{\"tree\":{open}\"x\"{}}}", "}".repeat(levels));
    let told = verdict(&server, text.as_bytes()).await;
    assert_eq!(told, format!("/tree{} no_branch", "/leaf".repeat(levels)));
    // Both branches look possible at each level, and neither is.
    let open = "{\"left\":\"x\",\"leaf\":".repeat(levels);
    let text = format!("{{\"tree\":{open}\"x\"{}}}", "}".repeat(levels));
    assert_eq!(verdict(&server, text.as_bytes()).await, "/tree no_branch");
}

#[tokio::test]
async fn violations_are_listed_up_to_a_hundred() {
    let server = server("/objects");
    let text = format!("{{\"maps\":{{\"m\":{{\"n\":[{}1]}}}}}}", "1,".repeat(500));
    let told = verdict(&server, text.as_bytes()).await;
    assert_eq!(told.matches("/maps/m/n/").count(), 100);
    assert!(told.ends_with(",  too_many"), "{told}");
}

#[tokio::test]
async fn members_are_kept_by_what_their_names_match() {
    check(
        "/patterns",
        &[
            (r#"{"closed":{"a":"","x-":1,"x-b":2}}"#, ""),
            (r#"{"closed":{"a":"","x-b":0}}"#, "/closed/x-b minimum"),
            (r#"{"closed":{"a":"","y":1}}"#, "/closed/y unknown_member"),
            (
                r#"{"closed":{"x-b":"1"}}"#,
                "/closed/x-b type, /closed/a missing",
            ),
            (
                r#"{"closed":{"a":"","x-b":1,"x-b":1}}"#,
                "/closed/x-b duplicate_member",
            ),
            (r#"{"open":{"x-b":1,"b":"1","s_":{"b":""}}}"#, ""),
            (r#"{"open":{"x-b":"1"}}"#, "/open/x-b type"),
            (r#"{"open":{"s_":{}}}"#, "/open/s_/b missing"),
            (r#"{"described":{"x-":1,"y-":["a"],"z":true}}"#, ""),
            (
                r#"{"described":{"x-":true,"y-":1,"z":1}}"#,
                "/described/x- type, /described/y- type, /described/z type",
            ),
            (r#"{"alike":{"a":true,"x-":1,"b-y":2}}"#, ""),
            (
                r#"{"alike":{"x-":1,"x-a":1,"b-y":2,"c-y":3}}"#,
                "/alike too_many_members",
            ),
            (r#"{"overlap":{"x":"a","y":3,"xy":3}}"#, ""),
            (r#"{"overlap":{"xy":2}}"#, "/overlap/xy minimum"),
            (r#"{"overlap":{"xy":"a"}}"#, "/overlap/xy type"),
            (r#"{"map":{"x-":"a"}}"#, ""),
            (r#"{"map":{"y":"a"}}"#, "/map/y unknown_member"),
            (r#"{"map":{"x-":"abc"}}"#, "/map/x- too_long"),
            (r#"{"any":{"x-":[null]}}"#, ""),
            (r#"{"any":{"y":1}}"#, "/any/y unknown_member"),
            (r#"{"any":{}}"#, "/any too_few_members"),
            (r#"{"named":{"xy":1}}"#, ""),
            (r#"{"named":{"yx":1}}"#, "/named/yx property_name"),
            (
                r#"{"named":{"xxxxx":"1"}}"#,
                "/named/xxxxx property_name, /named/xxxxx type",
            ),
            (r#"{"free":{"a":1}}"#, "/free/a property_name"),
            (r#"{"free":{"ab":1}}"#, ""),
            (r#"{"fields":{"x-a":"","x":1}}"#, ""),
            (r#"{"fields":{"b":1}}"#, "/fields/b property_name"),
            (r#"{"both":{"x-a":"ab","x-c":"a"}}"#, ""),
            (
                r#"{"both":{"x-a":"abcd","x-c":"abcd"}}"#,
                "/both/x-a too_long, /both/x-c too_long",
            ),
            (r#"{"both":{"x-a":"ab"}}"#, "/both/x-c missing"),
            (r#"{"parts":{"x-a":"ab","x-b":"ab","b":1}}"#, ""),
            (
                r#"{"parts":{"x-a":"a","x-b":"a","b":""}}"#,
                "/parts/x-a too_short, /parts/x-b too_short, /parts/b type",
            ),
            (r#"{"shut":{"x-a":"ab","b":1}}"#, ""),
            (
                r#"{"shut":{"x-a":"a","x-b":"ab"}}"#,
                "/shut/x-a too_short, /shut/x-b unknown_member",
            ),
            (r#"{"deep":{"x-":{"x-":1}}}"#, ""),
            (r#"{"deep":{"x-":{"x-":""}}}"#, "/deep/x-/x- type"),
        ],
    )
    .await;
}
