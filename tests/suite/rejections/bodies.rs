//! Bodies: media types, limits, every kind of violation.

use super::{Case, DIALECTS, Dialect, ask, check, told};

const JSON: (&str, &str) = ("content-type", "application/json");

/// Bodies of `POST /bodies`.
async fn bodies(cases: &[(&str, &[&str], &[&str])]) {
    let cases: Vec<Case> = cases
        .iter()
        .map(|(body, problem, fastapi)| Case {
            line: "POST /bodies",
            headers: &[JSON],
            body,
            problem,
            fastapi,
        })
        .collect();
    check(&cases).await;
}

#[tokio::test]
async fn every_kind_of_violation_has_its_words() {
    bodies(&[
        (r#"{"name":"ab"}"#, &[], &[]),
        ("{}", &["body/name missing"], &["body/name missing"]),
        (
            r#"{"name":null}"#,
            &["body/name type"],
            &["body/name string_type"],
        ),
        (
            r#"{"name":1}"#,
            &["body/name type"],
            &["body/name string_type"],
        ),
        (
            r#"{"name":"a"}"#,
            &["body/name too_short"],
            &["body/name string_too_short"],
        ),
        (
            r#"{"name":"abcde"}"#,
            &["body/name too_long"],
            &["body/name string_too_long"],
        ),
        (
            r#"{"name":"AB"}"#,
            &["body/name pattern"],
            &["body/name string_pattern_mismatch"],
        ),
        (
            r#"{"name":"ab","x":1}"#,
            &["body/x unknown_member"],
            &["body/x extra_forbidden"],
        ),
        (
            r#"{"name":"ab","name":"ab"}"#,
            &["body/name duplicate_member"],
            &["body/name duplicate_member"],
        ),
        (
            r#"{"name":"ab","count":0}"#,
            &["body/count minimum"],
            &["body/count greater_than_equal"],
        ),
        (
            r#"{"name":"ab","count":12}"#,
            &["body/count exclusive_maximum"],
            &["body/count less_than"],
        ),
        (
            r#"{"name":"ab","count":4}"#,
            &["body/count multiple_of"],
            &["body/count multiple_of"],
        ),
        (
            r#"{"name":"ab","count":3.5}"#,
            &["body/count integer_from_fraction"],
            &["body/count int_from_float"],
        ),
        (
            r#"{"name":"ab","count":"x"}"#,
            &["body/count type"],
            &["body/count int_parsing"],
        ),
        (
            r#"{"name":"ab","count":true}"#,
            &["body/count type"],
            &["body/count int_type"],
        ),
        (
            r#"{"name":"ab","small":3e9}"#,
            &["body/small number_range"],
            &["body/small number_range"],
        ),
        (
            r#"{"name":"ab","ratio":0}"#,
            &["body/ratio exclusive_minimum"],
            &["body/ratio greater_than"],
        ),
        (
            r#"{"name":"ab","ratio":1.5}"#,
            &["body/ratio maximum"],
            &["body/ratio less_than_equal"],
        ),
        (
            r#"{"name":"ab","ratio":[]}"#,
            &["body/ratio type"],
            &["body/ratio float_type"],
        ),
        (
            r#"{"name":"ab","flag":1}"#,
            &["body/flag type"],
            &["body/flag bool_type"],
        ),
        (
            r#"{"name":"ab","nothing":0}"#,
            &["body/nothing type"],
            &["body/nothing none_required"],
        ),
        (
            r#"{"name":"ab","choice":"x"}"#,
            &["body/choice enum"],
            &["body/choice enum"],
        ),
        (
            r#"{"name":"ab","day":"x"}"#,
            &["body/day format"],
            &["body/day date_parsing"],
        ),
        (
            r#"{"name":"ab","when":"x"}"#,
            &["body/when format"],
            &["body/when datetime_parsing"],
        ),
        (
            r#"{"name":"ab","uid":"x"}"#,
            &["body/uid format"],
            &["body/uid uuid_parsing"],
        ),
        (
            r#"{"name":"ab","bytes":"x"}"#,
            &["body/bytes format"],
            &["body/bytes base64_decode"],
        ),
        (
            r#"{"name":"ab","list":{}}"#,
            &["body/list type"],
            &["body/list list_type"],
        ),
        (
            r#"{"name":"ab","list":[]}"#,
            &["body/list too_few_items"],
            &["body/list too_short"],
        ),
        (
            r#"{"name":"ab","list":[{"name":"ab"},{"name":"ac"},{"name":"ad"}]}"#,
            &["body/list too_many_items"],
            &["body/list too_long"],
        ),
        (
            r#"{"name":"ab","list":[{"name":"ab"},{"name":"ab"}]}"#,
            &["body/list/1 not_unique"],
            &["body/list/1 not_unique"],
        ),
        (
            r#"{"name":"ab","list":[{"name":1}]}"#,
            &["body/list/0/name type"],
            &["body/list/0/name string_type"],
        ),
        (
            r#"{"name":"ab","map":[]}"#,
            &["body/map type"],
            &["body/map dict_type"],
        ),
        (
            r#"{"name":"ab","map":{}}"#,
            &["body/map too_few_members"],
            &["body/map too_short"],
        ),
        (
            r#"{"name":"ab","map":{"a":1,"b":2,"c":3}}"#,
            &["body/map too_many_members"],
            &["body/map too_long"],
        ),
        (
            r#"{"name":"ab","map":{"x y/~":"x"}}"#,
            &["body/map/x y~1~0 type"],
            &["body/map/x y/~ int_parsing"],
        ),
        (
            r#"{"name":"ab","a/b~c":null}"#,
            &["body/a~1b~0c type"],
            &["body/a/b~c int_type"],
        ),
        (
            r#"{"name":"ab","either":{}}"#,
            &["body/either no_branch"],
            &["body/either no_branch"],
        ),
        (
            r#"{"name":"ab","either":{"a":1,"b":1}}"#,
            &["body/either several_branches"],
            &["body/either several_branches"],
        ),
        (
            r#"{"name":"ab","tagged":{"op":"x"}}"#,
            &["body/tagged unknown_tag"],
            &["body/tagged union_tag_invalid"],
        ),
        (
            r#"{"name":"ab","tagged":{}}"#,
            &["body/tagged/op missing"],
            &["body/tagged/op missing"],
        ),
        (
            r#"{"name":"ab","tagged":{"op":"start","at":"x"}}"#,
            &["body/tagged/at type"],
            &["body/tagged/at int_parsing"],
        ),
        ("[]", &["body type"], &["body model_attributes_type"]),
        ("null", &["body type"], &["body model_attributes_type"]),
        ("{", &["body syntax"], &["body/1 json_invalid"]),
        (
            r#"{"name":1} x"#,
            &["body syntax"],
            &["body/11 json_invalid"],
        ),
    ])
    .await;
    let deep = format!(
        r#"{{"name":"ab","x":{}{}}}"#,
        "[".repeat(200),
        "]".repeat(200)
    );
    bodies(&[(&deep, &["body too_deep"], &["body too_deep"])]).await;
}

#[tokio::test]
async fn parameters_and_body_are_said_together() {
    check(&[Case {
        line: "POST /bodies?dry=x",
        headers: &[JSON],
        body: r#"{"name":1,"count":0}"#,
        problem: &["query/dry parse", "body/name type", "body/count minimum"],
        fastapi: &[
            "query/dry bool_parsing",
            "body/name string_type",
            "body/count greater_than_equal",
        ],
    }])
    .await;
}

#[tokio::test]
async fn a_body_that_is_no_json_is_all_that_is_said() {
    check(&[Case {
        line: "POST /bodies?dry=x",
        headers: &[JSON],
        body: r#"{"name":1,"#,
        problem: &["body syntax"],
        fastapi: &["body/10 json_invalid"],
    }])
    .await;
}

#[tokio::test]
async fn an_empty_body_is_none() {
    for headers in [&[][..], &[JSON]] {
        check(&[
            Case {
                line: "POST /bodies",
                headers,
                body: "",
                problem: &["body missing"],
                fastapi: &["body missing"],
            },
            Case {
                line: "POST /maybe",
                headers,
                body: "",
                problem: &[],
                fastapi: &[],
            },
        ])
        .await;
    }
    check(&[
        Case {
            line: "POST /maybe",
            headers: &[JSON],
            body: "[1]",
            problem: &[],
            fastapi: &[],
        },
        Case {
            line: "POST /maybe",
            headers: &[JSON],
            body: "[x]",
            problem: &["body syntax"],
            fastapi: &["body/1 json_invalid"],
        },
        Case {
            line: "POST /maybe",
            headers: &[JSON],
            body: "null",
            problem: &["body type"],
            fastapi: &["body list_type"],
        },
        Case {
            line: "POST /maybe",
            headers: &[JSON],
            body: " ",
            problem: &["body syntax"],
            fastapi: &["body/1 json_invalid"],
        },
    ])
    .await;
}

/// Status and number of calls.
async fn status(
    dialect: Dialect,
    line: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> (u16, usize) {
    let (answer, calls) = ask(dialect, line, headers, body.to_owned()).await;
    if answer.status != 204 {
        told(dialect, &answer);
    }
    (answer.status.as_u16(), calls)
}

#[tokio::test]
async fn media_types_are_compared_without_case_and_parameters() {
    const BODY: &str = r#"{"name":"ab"}"#;
    for dialect in DIALECTS {
        for good in [
            "application/json",
            "Application/JSON",
            "application/json;charset=utf-8",
            "application/json ; charset=\"UTF-8\"",
            "application/json;",
            " application/json ",
            "application/json; v=1; q=0.5",
        ] {
            let got = status(dialect, "POST /bodies", &[("content-type", good)], BODY).await;
            assert_eq!(got, (204, 1), "{good}");
        }
        for bad in [
            "",
            "text/plain",
            "application/jsonx",
            "application/problem+json",
            "application/*",
            "*/*",
            "json",
            "application",
            "application/json, text/plain",
            "application/x-www-form-urlencoded",
            "application /json",
            ";charset=utf-8",
        ] {
            let got = status(dialect, "POST /bodies", &[("content-type", bad)], BODY).await;
            assert_eq!(got, (415, 0), "{bad}");
        }
        assert_eq!(status(dialect, "POST /bodies", &[], BODY).await, (415, 0));
        assert_eq!(
            status(dialect, "POST /bodies", &[JSON, JSON], BODY).await,
            (415, 0)
        );
        assert_eq!(status(dialect, "POST /maybe", &[], "[1]").await, (415, 0));
        assert_eq!(
            status(
                dialect,
                "POST /maybe",
                &[("content-type", "text/plain")],
                "[1]"
            )
            .await,
            (415, 0)
        );
        // Parameters first.
        let got = status(
            dialect,
            "POST /bodies?dry=x",
            &[("content-type", "text/plain")],
            BODY,
        )
        .await;
        assert_eq!(got, (dialect.invalid(), 0));
        for (good, line) in [
            ("image/png", "PUT /raw"),
            ("IMAGE/svg+xml; a=b", "PUT /raw"),
            ("application/merge-patch+json", "PATCH /merge"),
        ] {
            assert_eq!(
                status(dialect, line, &[("content-type", good)], "{}").await,
                (204, 1),
                "{good}"
            );
        }
        for (bad, line) in [
            ("application/octet-stream", "PUT /raw"),
            ("image", "PUT /raw"),
            ("application/json", "PATCH /merge"),
        ] {
            assert_eq!(
                status(dialect, line, &[("content-type", bad)], "{}").await,
                (415, 0),
                "{bad}"
            );
        }
        // Where there is no body, nobody looks at it.
        let got = status(
            dialect,
            "DELETE /bodies",
            &[("content-type", "x")],
            "whatever",
        )
        .await;
        assert_eq!(got, (204, 1));
    }
}

#[tokio::test]
async fn a_body_ends_at_two_mebibytes() {
    const LIMIT: usize = 2 * 1024 * 1024;
    let body = |length: usize| {
        let start = r#"{"name":"ab","numbers":[0"#;
        let end = "]}";
        format!(
            "{start}{}{end}",
            " ".repeat(length - start.len() - end.len())
        )
    };
    for dialect in DIALECTS {
        assert_eq!(
            status(dialect, "POST /bodies", &[JSON], &body(LIMIT)).await,
            (204, 1)
        );
        assert_eq!(
            status(dialect, "POST /bodies", &[JSON], &body(LIMIT + 1)).await,
            (413, 0)
        );
        // A length that is a lie is nothing that this server sees; one that is
        // too large is refused unread.
        let claimed = [JSON, ("content-length", "99999999")];
        let (answer, calls) = ask(dialect, "POST /bodies", &claimed, "{}").await;
        assert!(answer.status.is_client_error() && calls == 0);
        // The wrong type is said first, and the body not read.
        let got = status(
            dialect,
            "POST /bodies",
            &[("content-type", "text/plain")],
            &body(LIMIT + 1),
        )
        .await;
        assert_eq!(got, (415, 0));
    }
}
