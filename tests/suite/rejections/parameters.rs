//! Parameters: every place and kind of violation.

use super::{Case, DIALECTS, Dialect, ask, check, told};

const COUNT: (&str, &str) = ("x-count", "1");

/// One query beside what is needed.
async fn queries(cases: &[(&str, &[&str], &[&str])]) {
    let lines: Vec<String> = cases
        .iter()
        .map(|(query, ..)| format!("GET /items/1?needed=ab&{query}"))
        .collect();
    let cases: Vec<Case> = lines
        .iter()
        .zip(cases)
        .map(|(line, (_, problem, fastapi))| Case {
            line,
            headers: &[COUNT],
            body: "",
            problem,
            fastapi,
        })
        .collect();
    check(&cases).await;
}

/// A request line, its headers, and what is said of it in either dialect.
type Whole<'c> = (
    &'c str,
    &'c [(&'c str, &'c str)],
    &'c [&'c str],
    &'c [&'c str],
);

/// The whole request.
async fn requests(cases: &[Whole<'_>]) {
    let cases: Vec<Case> = cases
        .iter()
        .map(|(line, headers, problem, fastapi)| Case {
            line,
            headers,
            body: "",
            problem,
            fastapi,
        })
        .collect();
    check(&cases).await;
}

#[tokio::test]
async fn scalars_follow_their_grammar() {
    let integer = |name: &str| {
        (
            vec![format!("query/{name} parse")],
            vec![format!("query/{name} int_parsing")],
        )
    };
    for text in [
        "", "x", "1_0", "%201", "1%20", "+1", "%2B1", "01", "1.5", "1.", ".0", "1e1", "0x1", "--1",
        "-", "1,2", "true", "null", "%D9%A1",
    ] {
        let (problem, fastapi) = integer("small");
        let problem: Vec<&str> = problem.iter().map(String::as_str).collect();
        let fastapi: Vec<&str> = fastapi.iter().map(String::as_str).collect();
        queries(&[(&format!("small={text}"), &problem, &fastapi)]).await;
    }
    queries(&[
        ("small=-0", &[], &[]),
        ("small=5.0", &[], &[]),
        ("small=-2147483648", &[], &[]),
        (
            "small",
            &["query/small parse"],
            &["query/small int_parsing"],
        ),
        (
            "small=2147483648",
            &["query/small number_range"],
            &["query/small number_range"],
        ),
        (
            "small=99999999999999999999999999999999999999999999",
            &["query/small number_range"],
            &["query/small number_range"],
        ),
        ("count=3", &[], &[]),
        (
            "count=0",
            &["query/count minimum"],
            &["query/count greater_than_equal"],
        ),
        (
            "count=12",
            &["query/count exclusive_maximum"],
            &["query/count less_than"],
        ),
        (
            "count=4",
            &["query/count multiple_of"],
            &["query/count multiple_of"],
        ),
        (
            "count=-2",
            &["query/count minimum", "query/count multiple_of"],
            &["query/count greater_than_equal", "query/count multiple_of"],
        ),
        ("ratio=1e-2", &[], &[]),
        (
            "ratio=0",
            &["query/ratio exclusive_minimum"],
            &["query/ratio greater_than"],
        ),
        (
            "ratio=1.01",
            &["query/ratio maximum"],
            &["query/ratio less_than_equal"],
        ),
        (
            "ratio=1e999",
            &["query/ratio maximum"],
            &["query/ratio less_than_equal"],
        ),
        (
            "ratio=NaN",
            &["query/ratio parse"],
            &["query/ratio float_parsing"],
        ),
        (
            "ratio=inf",
            &["query/ratio parse"],
            &["query/ratio float_parsing"],
        ),
        (
            "ratio=.5",
            &["query/ratio parse"],
            &["query/ratio float_parsing"],
        ),
        (
            "ratio=0,5",
            &["query/ratio parse"],
            &["query/ratio float_parsing"],
        ),
        ("flag=true", &[], &[]),
        (
            "flag=True",
            &["query/flag parse"],
            &["query/flag bool_parsing"],
        ),
        (
            "flag=1",
            &["query/flag parse"],
            &["query/flag bool_parsing"],
        ),
        ("flag=", &["query/flag parse"], &["query/flag bool_parsing"]),
        ("choice=light+blue", &[], &[]),
        ("choice=light%20blue", &[], &[]),
        (
            "choice=light%2Bblue",
            &["query/choice enum"],
            &["query/choice enum"],
        ),
        ("choice=RED", &["query/choice enum"], &["query/choice enum"]),
        ("choice=", &["query/choice enum"], &["query/choice enum"]),
        ("day=2024-02-29", &[], &[]),
        (
            "day=2023-02-29",
            &["query/day format"],
            &["query/day date_parsing"],
        ),
        ("when=2024-02-29T00:00:00%2B01:00", &[], &[]),
        (
            "when=2024-02-29T00:00:00+01:00",
            &["query/when format"],
            &["query/when datetime_parsing"],
        ),
        ("uid=123e4567-e89b-12d3-a456-426614174000", &[], &[]),
        (
            "uid=123e4567e89b12d3a456426614174000",
            &["query/uid format"],
            &["query/uid uuid_parsing"],
        ),
    ])
    .await;
}

#[tokio::test]
async fn texts_are_checked() {
    requests(&[
        ("GET /items/1?needed=abc", &[COUNT], &[], &[]),
        (
            "GET /items/1?needed=a",
            &[COUNT],
            &["query/needed too_short"],
            &["query/needed string_too_short"],
        ),
        (
            "GET /items/1?needed=abcde",
            &[COUNT],
            &["query/needed too_long"],
            &["query/needed string_too_long"],
        ),
        (
            "GET /items/1?needed=AB",
            &[COUNT],
            &["query/needed pattern"],
            &["query/needed string_pattern_mismatch"],
        ),
        (
            "GET /items/1?needed=",
            &[COUNT],
            &["query/needed too_short", "query/needed pattern"],
            &[
                "query/needed string_too_short",
                "query/needed string_pattern_mismatch",
            ],
        ),
        (
            "GET /items/1",
            &[COUNT],
            &["query/needed missing"],
            &["query/needed missing"],
        ),
        (
            "GET /items/1?",
            &[COUNT],
            &["query/needed missing"],
            &["query/needed missing"],
        ),
        (
            "GET /items/1?Needed=ab",
            &[COUNT],
            &["query/needed missing"],
            &["query/needed missing"],
        ),
        (
            "GET /items/1?needed[]=ab",
            &[COUNT],
            &["query/needed missing"],
            &["query/needed missing"],
        ),
        // What nobody asked for is nobody's business.
        (
            "GET /items/1?needed=ab&other=1&other=2&&=&x",
            &[COUNT],
            &[],
            &[],
        ),
        ("GET /names/a%2Fb", &[], &[], &[]),
        ("GET /names/%E6%97%A5%E6%9C%AC%E8%AA%9E", &[], &[], &[]),
        ("GET /names/a+b", &[], &[], &[]),
        (
            "GET /names/abcd",
            &[],
            &["path/name too_long"],
            &["path/name string_too_long"],
        ),
    ])
    .await;
}

#[tokio::test]
async fn lists_are_split_before_they_are_decoded() {
    queries(&[
        ("many=1&many=2", &[], &[]),
        (
            "many=1",
            &["query/many too_few_items"],
            &["query/many too_short"],
        ),
        (
            "many=1&many=2&many=3&many=4",
            &["query/many too_many_items"],
            &["query/many too_long"],
        ),
        (
            "many=1&many=2&many=1.0",
            &["query/many not_unique"],
            &["query/many not_unique"],
        ),
        (
            "many=1&many=x&many=-1",
            &["query/many/1 parse", "query/many/2 minimum"],
            &[
                "query/many/1 int_parsing",
                "query/many/2 greater_than_equal",
            ],
        ),
        (
            "many=1,2",
            &["query/many/0 parse", "query/many too_few_items"],
            &["query/many/0 int_parsing", "query/many too_short"],
        ),
        (
            "many=",
            &["query/many/0 parse", "query/many too_few_items"],
            &["query/many/0 int_parsing", "query/many too_short"],
        ),
        ("joined=a,b%2Cc", &[], &[]),
        (
            "joined=a,,b",
            &["query/joined/1 too_short"],
            &["query/joined/1 string_too_short"],
        ),
        (
            "joined=",
            &["query/joined/0 too_short"],
            &["query/joined/0 string_too_short"],
        ),
    ])
    .await;
}

#[tokio::test]
async fn broken_encodings_are_said_where_they_are() {
    queries(&[
        (
            "choice=%zz",
            &["query/choice encoding"],
            &["query/choice string_unicode"],
        ),
        (
            "choice=%e",
            &["query/choice encoding"],
            &["query/choice string_unicode"],
        ),
        (
            "choice=%",
            &["query/choice encoding"],
            &["query/choice string_unicode"],
        ),
        (
            "choice=%ff",
            &["query/choice encoding"],
            &["query/choice string_unicode"],
        ),
        (
            "choice=%c3%28",
            &["query/choice encoding"],
            &["query/choice string_unicode"],
        ),
        (
            "choice=%ed%a0%80",
            &["query/choice encoding"],
            &["query/choice string_unicode"],
        ),
        (
            "joined=a,%ff",
            &["query/joined encoding"],
            &["query/joined string_unicode"],
        ),
        ("%ff=1", &["query encoding"], &["query string_unicode"]),
    ])
    .await;
    requests(&[
        (
            "GET /names/%ff",
            &[],
            &["path/name encoding"],
            &["path/name string_unicode"],
        ),
        (
            "GET /names/%zz",
            &[],
            &["path/name encoding"],
            &["path/name string_unicode"],
        ),
    ])
    .await;
}

#[tokio::test]
async fn paths_headers_and_cookies_are_read_alike() {
    requests(&[
        (
            "GET /items/x?needed=ab",
            &[COUNT],
            &["path/id parse"],
            &["path/id int_parsing"],
        ),
        (
            "GET /items/0?needed=ab",
            &[COUNT],
            &["path/id minimum"],
            &["path/id greater_than_equal"],
        ),
        ("GET /items/%31?needed=ab", &[COUNT], &[], &[]),
        (
            "GET /items/1?needed=ab",
            &[],
            &["header/X-Count missing"],
            &["header/X-Count missing"],
        ),
        (
            "GET /items/1?needed=ab",
            &[("x-count", "x")],
            &["header/X-Count parse"],
            &["header/X-Count int_parsing"],
        ),
        ("GET /items/1?needed=ab", &[("X-COUNT", " 7 ")], &[], &[]),
        (
            "GET /items/1?needed=ab",
            &[("x-count", "")],
            &["header/X-Count parse"],
            &["header/X-Count int_parsing"],
        ),
        (
            "GET /items/1?needed=ab",
            &[("x-count", "%31")],
            &["header/X-Count parse"],
            &["header/X-Count int_parsing"],
        ),
        (
            "GET /items/1?needed=ab",
            &[COUNT, ("x-list", "1, 2"), ("x-list", "3")],
            &[],
            &[],
        ),
        (
            "GET /items/1?needed=ab",
            &[COUNT, ("x-list", "1,x")],
            &["header/X-List/1 parse"],
            &["header/X-List/1 int_parsing"],
        ),
        (
            "GET /items/1?needed=ab",
            &[COUNT, ("cookie", "a=b; crumb=1")],
            &[],
            &[],
        ),
        (
            "GET /items/1?needed=ab",
            &[COUNT, ("cookie", "crumb=x")],
            &["cookie/crumb parse"],
            &["cookie/crumb int_parsing"],
        ),
        (
            "GET /items/1?needed=ab",
            &[COUNT, ("cookie", "crumb=%ff")],
            &["cookie/crumb encoding"],
            &["cookie/crumb string_unicode"],
        ),
        (
            "GET /items/1?needed=ab",
            &[COUNT, ("cookie", "crumb")],
            &[],
            &[],
        ),
    ])
    .await;
}

/// The problem document refuses a scalar given twice, the other one takes the
/// first.
#[tokio::test]
async fn scalars_given_twice_follow_the_policy() {
    queries(&[
        ("small=1&small=2", &["query/small duplicate"], &[]),
        ("small=1&small=x", &["query/small duplicate"], &[]),
        (
            "small=x&small=1",
            &["query/small duplicate"],
            &["query/small int_parsing"],
        ),
        ("needed=ab", &["query/needed duplicate"], &[]),
        ("joined=a&joined=b", &["query/joined duplicate"], &[]),
    ])
    .await;
    requests(&[
        (
            "GET /items/1?needed=ab",
            &[COUNT, COUNT],
            &["header/X-Count duplicate"],
            &[],
        ),
        (
            "GET /items/1?needed=ab",
            &[COUNT, ("cookie", "crumb=1; crumb=2")],
            &["cookie/crumb duplicate"],
            &[],
        ),
        (
            "GET /items/1?needed=ab",
            &[COUNT, ("cookie", "crumb=1"), ("cookie", "crumb=x")],
            &["cookie/crumb duplicate"],
            &[],
        ),
    ])
    .await;
}

#[tokio::test]
async fn everything_is_said_at_once() {
    requests(&[(
        "GET /items/0?count=0&ratio=x&flag=1&many=1&%ff=1",
        &[("x-count", "x"), ("cookie", "crumb=x")],
        &[
            "query encoding",
            "path/id minimum",
            "query/needed missing",
            "query/count minimum",
            "query/ratio parse",
            "query/flag parse",
            "query/many too_few_items",
            "header/X-Count parse",
            "cookie/crumb parse",
        ],
        &[
            "query string_unicode",
            "path/id greater_than_equal",
            "query/needed missing",
            "query/count greater_than_equal",
            "query/ratio float_parsing",
            "query/flag bool_parsing",
            "query/many too_short",
            "header/X-Count int_parsing",
            "cookie/crumb int_parsing",
        ],
    )])
    .await;
}

#[tokio::test]
async fn a_hundred_violations_are_listed() {
    let many = format!("GET /items/1?needed=ab&{}", "many=x&".repeat(500));
    for dialect in DIALECTS {
        let (answer, calls) = ask(dialect, &many, &[COUNT], "").await;
        assert_eq!((answer.status.as_u16(), calls), (dialect.invalid(), 0));
        let told = told(dialect, &answer);
        assert_eq!(told.len(), 101);
        assert_eq!(told[99].split(' ').next(), Some("query/many/99"));
        assert_eq!(told[100], "query too_many");
    }
}

/// A violation is said without the value, so that nothing that was sent comes
/// back.
#[tokio::test]
async fn values_are_not_repeated() {
    for dialect in [Dialect::Problem, Dialect::FastApi] {
        let line = "GET /items/sneaky?needed=sneaky%3Cscript%3E&count=sneaky&choice=sneaky&day=sneaky&many=sneaky";
        let (answer, _) = ask(
            dialect,
            line,
            &[("x-count", "sneaky"), ("cookie", "crumb=sneaky")],
            "",
        )
        .await;
        assert!(!answer.body.contains("sneaky"), "{}", answer.body);
    }
}
