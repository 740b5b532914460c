//! How errors are worded.

use specwright_ir::{Api, Dialect, Fill, StatusSpec};
use specwright_lower::Options;

use super::{api, document, findings, lowered, operation};

/// One operation `one` with these error responses: status, media type, schema.
fn with(errors: &[(&str, &str, &str)]) -> String {
    let mut text =
        "  /a:\n    get:\n      operationId: one\n      responses:\n        '200': {description: d}\n"
            .to_owned();
    for (status, media, schema) in errors {
        text.push_str(&format!(
            "        '{status}': {{description: d, content: {{{media}: {{schema: {schema}}}}}}}\n"
        ));
    }
    text
}

const JSON: &str = "application/json";
const VALIDATION: &str = "{type: object, properties: {detail: {type: array, items: {type: object, properties: \
     {loc: {type: array, items: {type: string}}, msg: {type: string}, type: {type: string}}}}}}";
const MESSAGE: &str = "{type: object, required: [code, message], properties: {code: {type: integer}, \
     message: {type: string}, extra: {type: boolean}}}";

fn members(api: &Api) -> Vec<(StatusSpec, Vec<(String, Fill)>)> {
    let errors = operation(api, "one").declared_errors.iter();
    errors
        .map(|error| {
            let members = error.members.iter();
            (
                error.status,
                members.map(|m| (m.wire.0.clone(), m.fill)).collect(),
            )
        })
        .collect()
}

#[test]
fn fastapi_is_recognised_by_structure() {
    let found = api(&with(&[("422", JSON, VALIDATION)]));
    assert_eq!(found.dialect, Dialect::FastApi);
    assert_eq!(operation(&found, "one").rejection_status, 422);
    assert_eq!(members(&found), []);

    // Not by name, not by a success, not by half of it.
    for (status, schema) in [
        ("200", VALIDATION),
        ("500", VALIDATION),
        (
            "422",
            "{title: HTTPValidationError, type: object, properties: {detail: {type: string}}}",
        ),
        (
            "422",
            "{type: object, properties: {detail: {type: array, items: {type: object, properties: {loc: {type: string}, msg: {type: string}, type: {type: string}}}}}}",
        ),
    ] {
        let text = with(&[(status, JSON, schema)]).replace("        '200': {description: d}\n", "");
        assert_eq!(api(&text).dialect, Dialect::Problem, "{status} {schema}");
    }
}

#[test]
#[expect(clippy::field_reassign_with_default)] // the options are non-exhaustive
fn the_options_override_the_dialect() {
    let mut options = Options::default();
    options.dialect = Some(Dialect::Problem);
    let (api, _) = lowered(&document(&with(&[("422", JSON, VALIDATION)])), &options);
    let api = api.unwrap();
    assert_eq!(api.dialect, Dialect::Problem);
    assert_eq!(operation(&api, "one").rejection_status, 422);
}

#[test]
fn rejections_have_a_declared_status() {
    for (declared, expected) in [("404", 400), ("400", 400), ("422", 422), ("4XX", 400)] {
        let found = api(&with(&[(declared, JSON, "{type: string}")]));
        assert_eq!(
            operation(&found, "one").rejection_status,
            expected,
            "{declared}"
        );
    }
}

#[test]
fn rejections_take_the_status_that_declares_their_structure() {
    let text = "{type: object, required: [detail], properties: {detail: {type: string}}}";
    let unknown = "{type: object, required: [id], properties: {id: {type: string}}}";
    for (errors, expected) in [
        // FastAPI's structure, under another status than its own.
        (vec![("400", VALIDATION)], 400),
        (vec![("404", VALIDATION), ("409", VALIDATION)], 409),
        (vec![("400", text), ("418", VALIDATION)], 418),
        (vec![("400", VALIDATION), ("422", VALIDATION)], 422),
        (vec![("4XX", VALIDATION)], 422),
        // Problem details: the one of both that can be answered.
        (vec![("400", MESSAGE), ("422", MESSAGE)], 422),
        (vec![("400", MESSAGE), ("422", unknown)], 400),
        (vec![("400", unknown), ("422", unknown)], 422),
    ] {
        let errors: Vec<_> = errors.iter().map(|(code, ty)| (*code, JSON, *ty)).collect();
        let found = api(&with(&errors));
        let status = operation(&found, "one").rejection_status;
        assert_eq!(status, expected, "{errors:?}");
    }
    // Nothing is left to warn of.
    let paths = with(&[("400", JSON, VALIDATION)]);
    assert_eq!(findings(&paths), [""; 0]);
    assert_eq!(members(&api(&paths)), []);
}

#[test]
fn declared_errors_are_filled_by_names_and_types() {
    let found = api(&with(&[
        ("400", JSON, MESSAGE),
        (
            "default",
            JSON,
            "{type: object, required: [error], properties: {error: {type: string}, error_description: {type: string}, status: {type: string}, title: {type: string}}}",
        ),
        (
            "404",
            JSON,
            "{type: object, required: [error], properties: {error: {type: string}, statusCode: {type: integer, minimum: 400, maximum: 599}}}",
        ),
        ("500", JSON, "{type: object}"),
    ]));
    let name = |name: &str, fill| (name.to_owned(), fill);
    assert_eq!(
        members(&found),
        [
            (
                StatusSpec::Code(400),
                vec![
                    name("code", Fill::StatusNumber),
                    name("message", Fill::Message)
                ]
            ),
            (
                StatusSpec::Code(404),
                vec![
                    name("error", Fill::Message),
                    name("statusCode", Fill::StatusNumber)
                ]
            ),
            (
                StatusSpec::Code(500),
                vec![
                    name("title", Fill::Title),
                    name("status", Fill::StatusNumber),
                    name("detail", Fill::Message)
                ]
            ),
            (
                StatusSpec::Default,
                vec![
                    name("error", Fill::Code),
                    name("error_description", Fill::Message),
                    name("status", Fill::StatusString),
                    name("title", Fill::Title)
                ]
            ),
        ]
    );
    assert_eq!(
        operation(&found, "one").declared_errors[0].content_type,
        JSON
    );
}

#[test]
fn what_cannot_be_filled_is_a_warning() {
    for schema in [
        "{type: object, required: [id], properties: {id: {type: string}, message: {type: string}}}",
        "{type: object, required: [message], properties: {message: {type: string, maxLength: 8}}}",
        "{type: object, required: [code], properties: {code: {type: string, enum: [a, b]}}}",
        "{type: object, required: [code], properties: {code: {type: integer, maximum: 10}}}",
        "{type: object, required: [other], properties: {message: {type: string}}}",
        "{type: array, items: {type: string}}",
    ] {
        let paths = with(&[("400", JSON, schema)]);
        assert_eq!(members(&api(&paths)), [], "{schema}");
        assert_eq!(findings(&paths), ["SW0409"], "{schema}");
    }
}

#[test]
fn one_branch_of_any_is_enough() {
    let branches = "{anyOf: [{type: object, required: [id], properties: {id: {type: string}}}, \
                    {type: object, required: [message], properties: {message: {type: string}}}]}";
    let found = members(&api(&with(&[("400", JSON, branches)])));
    let message = vec![("message".to_owned(), Fill::Message)];
    assert_eq!(found, [(StatusSpec::Code(400), message)]);
}

#[test]
fn the_dialects_own_answers_need_nothing() {
    let problem = "{type: object, properties: {type: {type: string}, title: {type: string}, status: {type: integer}, detail: {type: string}, instance: {type: string}}}";
    let paths = with(&[("400", "application/problem+json", problem)]);
    assert_eq!(members(&api(&paths)), []);
    assert_eq!(findings(&paths), [""; 0]);
    // As plain JSON it is filled: the dialect would send another media type.
    assert_eq!(members(&api(&with(&[("400", JSON, problem)]))).len(), 1);

    let paths = with(&[
        ("422", JSON, VALIDATION),
        (
            "401",
            JSON,
            "{type: object, required: [detail], properties: {detail: {type: string}}}",
        ),
    ]);
    assert_eq!(members(&api(&paths)), []);
    assert_eq!(findings(&paths), [""; 0]);
}
