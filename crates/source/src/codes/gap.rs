//! Gaps, what the output does not do: `SW09..`. `SW0901` to `SW0949` are about
//! operations, the following about schemas.

codes! {
    BODY_MEDIA_TYPE = "SW0901", "a media type that is carried as bytes",
        "The body's media type has no codec; the body is given and taken as bytes.";
    BODY_ALTERNATIVE = "SW0902", "a further media type of a request body",
        "A request body is taken and sent in one form: the first JSON media type, \
         else bytes. The other media types are refused with 415.";
    PARAMETER_TEXT = "SW0903", "a parameter that is carried as text",
        "The parameter is described by `content`, or as one of several scalar types or \
         forms of text, or its type is not said at all. Its text is given and taken as a \
         string, and its schema is not checked.";
    PARAMETER_OBJECT = "SW0904", "a parameter that is no scalar and no list",
        "Parameters carry scalars and lists of scalars; types of yours are among them if \
         they are read by `FromStr` (`via: display`). The operation is left out.";
    PARAMETER_STYLE = "SW0905", "a parameter style that is not covered",
        "Parameters in style `deepObject` and in `querystring` are not covered. The \
         operation is left out.";
    HEADER_TEXT = "SW0906", "a response header that is carried as text",
        "The header is described by `content`, or is no scalar and no list of \
         scalars, or its type is not said. Its text is given and taken as a string, \
         and its schema is not checked.";
    COOKIE_STYLE = "SW0907", "the style `cookie`",
        "The parameter is carried in style `form`: reserved characters are \
         percent-encoded.";
    ALLOW_EMPTY_VALUE = "SW0908", "an empty value in place of a parameter's type",
        "`allowEmptyValue` is honoured by strings alone; other types refuse the \
         empty text.";
    PATH_TEMPLATE = "SW0909", "a path template that cannot be matched",
        "Path templates consist of text and of parameters with text between them, \
         begin with a slash, and have neither a query nor a fragment. The operations \
         of this path are left out.";
    METHOD = "SW0910", "a method that is not served",
        "The method is no token (RFC 9110), or is CONNECT, which asks for a tunnel. \
         The operation is left out.";
    INFORMATIONAL_RESPONSE = "SW0911", "an informational response",
        "Responses with a status below 200 come before the answer and are not made \
         by handlers. This one is left out.";
    CALLBACK = "SW0912", "a callback",
        "Requests that a service sends to its callers are not generated.";
    WEBHOOK = "SW0913", "a webhook",
        "Requests that a service sends to its subscribers are not generated.";
    LINK = "SW0914", "a link",
        "Links from a response to further operations are not generated.";
    OPERATION_SERVERS = "SW0915", "servers of a path or operation",
        "The client sends all operations to one server. Servers beside the \
         document's own are not used.";
    SECURITY_SCHEME = "SW0916", "an operation that cannot be protected",
        "The operation asks for a security scheme that does not exist. It is left \
         out.";
    SERVER_TEMPLATE = "SW0917", "variables of a server",
        "Each variable of the server's URL has its default; the other values are \
         not offered.";
    HEADER_NAME = "SW0918", "a name that HTTP cannot carry",
        "Names of headers and cookies are tokens (RFC 9110), authentication \
         schemes too. A response header with another name is left out; an operation \
         whose parameter or security scheme has another name is left out as a whole.";
    PATTERN = "SW0950", "a pattern that is not checked",
        "Patterns are ECMA-262 regular expressions. This one is none, or means something \
         that cannot be translated for a matcher. The value is taken without this check.";
    DISCRIMINATOR_INHERITANCE = "SW0962", "a discriminator without branches",
        "A `discriminator` with neither `oneOf` nor `anyOf` names schemas that extend \
         this one by `allOf`. The schema is read as it stands; members of the extending \
         schemas are treated like any others.";
    DEFAULT_MAPPING = "SW0963", "a `defaultMapping` that leads to no branch",
        "A value of the discriminating member that no branch has is read as the schema that \
         `defaultMapping` names, where that is a branch of the `oneOf` or `anyOf` beside it. \
         This one is not; add it there.";
    UNION_OF_ITSELF = "SW0965", "a schema that extends a union of which it is a branch",
        "A `oneOf` that names among its branches the schema that extends it is how \
         documents write inheritance: the schema is that branch. That no other branch \
         accepts the value is not checked.";
    CONSTANT_TOO_LARGE = "SW0968", "a constant that no Rust number holds",
        "Enums hold integers of 128 bits and double-precision numbers. The value is left out.";
    KIND_INFERRED = "SW0969", "a kind of value that only keywords ask for",
        "Keywords such as `minLength`, `required` or `items` restrict one kind of value \
         and say nothing of the others, so without `type` those are valid. Documents \
         mean the kind that the keywords are for: that is the type, and the others are \
         refused. Add `type`.";
    FORMAT = "SW0970", "a format that is not asserted",
        "Formats with a Rust type (`date-time`, `date`, `uuid`, `byte`, `int32`, `int64`, \
         `float`, `double`) and the other formats of JSON Schema are asserted. This one is \
         known to OpenAPI's registry, and is not: the value is a plain string or number, \
         and may be no such thing. With `formats = \"annotation\"` no format asserts anything, and none \
         is a gap. Formats that neither knows are annotations.";
}
