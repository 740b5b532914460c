//! Operations and names: `SW04..`.

codes! {
    ROUTE_CONFLICT = "SW0401", "two operations answer the same requests",
        "Two path templates differ only in the names of their parameters, or in \
         how their text is percent-encoded, and both have an operation for the \
         same method. No request can tell them apart. Remove one, or change \
         its path.";
    ROUTE_NAMES = "SW0402", "templates that differ only in parameter names",
        "The specification calls such templates identical and forbids them. \
         They become one route, and each operation keeps its own names. Write \
         both operations under one path.";
    OPERATION_NAME = "SW0403", "two operations want the same name",
        "The same `operationId` is written twice, or two of them become the same \
         Rust name. The one that is written exactly like the Rust name keeps it, \
         else the one whose pointer comes first, and of the same `operationId` the \
         one that is written first; the other gets as a suffix what its name does \
         not say of its method and path. Give the operations different `operationId`s.";
    PARAMETER_TWICE = "SW0404", "a header parameter twice",
        "The names of headers are compared without case, so that two spellings are \
         one header. The first one counts.";
    HEADER_PARAMETER_IGNORED = "SW0405", "a header parameter that the specification ignores",
        "Header parameters called `Accept`, `Content-Type` and `Authorization` are \
         ignored (OpenAPI, Parameter Object). What media types there are is said by \
         `requestBody.content` and by `content` of the responses, credentials are a \
         security scheme.";
    NO_RESPONSES = "SW0406", "an operation without responses",
        "Every operation must declare what it answers. It is generated as if it \
         declared an empty response with the status 200.";
    BODY_WITHOUT_CONTENT = "SW0407", "a body that says nothing of its content",
        "A Request Body Object must have a media type in `content`. It is ignored.";
    STATUS_WITHOUT_BODY = "SW0408", "content under a status that has no body",
        "Responses with the status 204, 205 or 304 have no content (RFC 9110). The \
         declared content is ignored.";
    ERROR_NOT_FILLED = "SW0409", "a declared error that only a handler can make",
        "Requests are refused before a handler is called: a parameter is wrong, a \
         credential is missing. The schema declared for such a status has required \
         members that cannot be filled from a status, a code and a message, so these \
         answers are worded in the document's error dialect, which the schema does \
         not describe. Make the members optional, or describe the dialect's answer.";
    SERVER_VARIABLE = "SW0410", "a server variable without a value",
        "The server's URL has a variable that is not described under `variables`. \
         It stays in the URL as it is written.";
    NAME_CLASH = "SW0411", "two things want the same Rust name",
        "Two names of the document become the same Rust identifier in one scope. The \
         one that is written exactly like the identifier keeps it, else the one whose \
         pointer comes first; the other one gets a suffix. Or a tag is called like \
         something that the output has of itself, such as the trait `Security` or a \
         type of an operation; its trait gets a suffix, too. Nothing changes on the \
         wire.";
}
