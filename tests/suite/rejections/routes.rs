//! Paths and methods that are not there.

use super::{DIALECTS, Dialect, ask, told};

#[tokio::test]
async fn unknown_paths_are_not_found() {
    for dialect in DIALECTS {
        for line in [
            "GET /",
            "GET /nowhere",
            "GET /items",
            "GET /items/",
            "GET /items/1/",
            "GET /items/1/2",
            "GET /Bodies",
            "POST /bodies/",
            "GET //items/1",
            "DELETE /nowhere",
            "OPTIONS /nowhere",
        ] {
            let (answer, calls) = ask(dialect, line, &[], "").await;
            assert_eq!((answer.status.as_u16(), calls), (404, 0), "{line}");
            assert_eq!(told(dialect, &answer), [""; 0]);
            let body = answer.json();
            match dialect {
                Dialect::Problem => assert_eq!(
                    (&body["title"], &body["code"]),
                    (&"Not Found".into(), &"not_found".into())
                ),
                Dialect::FastApi => assert_eq!(answer.body, r#"{"detail":"Not Found"}"#),
            }
        }
    }
}

#[tokio::test]
async fn other_methods_are_not_allowed_and_the_known_ones_are_named() {
    for dialect in DIALECTS {
        for (line, allow) in [
            ("POST /items/1", "GET,HEAD"),
            ("OPTIONS /items/1", "GET,HEAD"),
            ("TRACE /items/1", "GET,HEAD"),
            ("QUERY /items/1", "GET,HEAD"),
            ("get /items/1", "GET,HEAD"),
            ("GET /bodies", "DELETE,POST"),
            ("HEAD /bodies", "DELETE,POST"),
            ("PUT /bodies", "DELETE,POST"),
            ("GET /raw", "PUT"),
        ] {
            let (answer, calls) = ask(dialect, line, &[], "").await;
            assert_eq!((answer.status.as_u16(), calls), (405, 0), "{line}");
            let mut allowed: Vec<&str> = answer
                .header("allow")
                .unwrap()
                .split(',')
                .map(str::trim)
                .collect();
            allowed.sort_unstable();
            assert_eq!(allowed.join(","), allow, "{line}");
            if line.starts_with("HEAD") {
                continue;
            }
            assert_eq!(told(dialect, &answer), [""; 0]);
            if dialect == Dialect::FastApi {
                assert_eq!(answer.body, r#"{"detail":"Method Not Allowed"}"#);
            }
        }
    }
}

#[tokio::test]
async fn head_is_get_without_a_body() {
    for dialect in DIALECTS {
        let good = ask(dialect, "HEAD /items/1?needed=ab", &[("x-count", "1")], "").await;
        assert_eq!((good.0.status.as_u16(), good.1), (204, 1));
        let (answer, calls) =
            ask(dialect, "HEAD /items/x?needed=ab", &[("x-count", "1")], "").await;
        assert_eq!((answer.status.as_u16(), calls), (dialect.invalid(), 0));
        assert_eq!(answer.body, "");
    }
}
