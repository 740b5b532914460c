//! The document: `SW02..`.

codes! {
    UNRESOLVED_REFERENCE = "SW0201", "a reference leads nowhere",
        "A `$ref` must name something that exists. `#/components/schemas/Pet` is a JSON Pointer \
         from the root of the file: each part between slashes is a member's name, with `~1` for a \
         slash and `~0` for a tilde inside a name. `#Pet` names a schema that has `$anchor: Pet` \
         (OpenAPI 3.1 and later). Correct the reference, or add what it names.";
    REFERENCE_CYCLE = "SW0202", "references that lead only to each other",
        "Following this `$ref` comes back to itself before any object is met, so there is nothing \
         that it could stand for. A schema may well contain itself, through a property or through \
         its items; it cannot *be* a reference to itself. Such a schema is read as one that allows \
         any value; for any other object it is an error.";
    FOREIGN_REFERENCE = "SW0203", "a reference into a file that is not there",
        "The reference leads out of the file it stands in, and no other file of that name is \
         there. Check the name, which is relative to the file the reference stands in; or put what \
         it names under `components` and refer to it by `#/components/...`.\n\n\
         Nothing is ever fetched from the network. In which folder the files of an absolute URI \
         are is said by its beginning, in `specwright.toml` or by \
         `specwright_build::configure().reference(..)`:\n\n\
         ```toml\n[document.references]\n\"https://example.com/schemas/\" = \"schemas\"\n```\n\n\
         The metaschemas of JSON Schema 2020-12 are there without an entry.";
    REFERENCE_KIND = "SW0204", "a reference leads to another kind of object",
        "Where a parameter is expected, a reference must lead to a parameter, and so on for \
         responses, headers, request bodies and the rest. Where a schema is expected, whatever the \
         reference leads to is read as a schema, with a warning.";
    REFERENCE_SIBLINGS = "SW0205", "members beside a reference that are ignored",
        "Beside a `$ref` other members mean nothing, with two exceptions: `summary` and \
         `description` beside a reference (OpenAPI 3.1), and any keyword beside the `$ref` of a \
         schema (OpenAPI 3.1). In OpenAPI 3.0 write the schema as `allOf` with the reference and \
         the further keywords as its two branches.";
    REFERENCE_PLACE = "SW0206", "a reference where the specification has none",
        "The specification does not allow a `$ref` at this place. It is followed all the same, \
         since it can only mean one thing.";
    SELF_CONTAINED = "SW0207", "an object that contains itself",
        "A callback, path item or media type is reached from within itself. It is left out where \
         it would be repeated.";
    TOO_DEEP = "SW0208", "objects nested too deeply",
        "Callbacks within callbacks are read up to a fixed depth, to be safe from documents that \
         would exhaust the machine.";

    NOT_OPENAPI = "SW0210", "not an OpenAPI document",
        "The root of a document is an object with the member `openapi`, whose value is a version: \
         `openapi: 3.1.0`.";
    SWAGGER = "SW0211", "a Swagger 2.0 document",
        "Specwright reads OpenAPI 3.0, 3.1 and 3.2. Swagger 2.0 is another format; converters to \
         OpenAPI 3.0 exist for most tool chains.";
    VERSION = "SW0212", "an unusual version",
        "`openapi` is a string of three numbers such as `\"3.1.0\"`. Whatever can be understood as \
         3.0, 3.1 or 3.2 is read as that version; a later 3.x is read as 3.2. Any other version is \
         an error.";
    NEWER_MEMBER = "SW0213", "a member of another version of the specification",
        "The member is defined in a later version of OpenAPI than the one the document names, or \
         was dropped before it. It is read with the meaning it has there.";

    MISSING_MEMBER = "SW0220", "a required member is missing",
        "The specification requires this member. It is an error where nothing sensible can be said \
         without it (a parameter without a name), and a warning elsewhere (a response without a \
         description).";
    WRONG_TYPE = "SW0221", "a member of the wrong type",
        "The member must be a string, a number, a list, an object, as the specification says. Where \
         the value written has an obvious meaning all the same (`version: 1.0`, `deprecated: \
         \"true\"`), it is read so, with a warning; where the member only documents, it is ignored, \
         with a warning; elsewhere it is an error.";
    UNKNOWN_MEMBER = "SW0222", "a member that does not exist here",
        "The specification knows no such member at this place; it is ignored. Extensions begin \
         with `x-`.";
    BAD_VALUE = "SW0223", "a value that is not allowed here",
        "The specification lists the values that this member may have.";
    BAD_COUNT = "SW0224", "a length or count that is not a whole number from zero on",
        "`minLength`, `maxLength`, `minItems`, `maxItems`, `minProperties`, `maxProperties`, \
         `minContains` and `maxContains` count things; they are whole numbers, zero or greater.";
    BAD_NUMBER = "SW0225", "a number that JSON cannot hold",
        "Bounds and values are JSON numbers. YAML's `.inf` and `.nan` are not, and `multipleOf` \
         must be greater than zero.";
    DUPLICATE = "SW0226", "the same thing twice",
        "Names must be unique here: tags by name, parameters by name and place, required \
         properties, types. The first one counts.";
    EMPTY = "SW0227", "an empty list or object where something is needed",
        "The specification asks for at least one entry here.";
    NULL_MEMBER = "SW0228", "a member without a value",
        "In YAML `parameters:` with nothing behind it is `null`. It is read as if the member were \
         not there.";
    EXCLUSIVE_MEMBERS = "SW0229", "members that exclude each other",
        "Of these members only one may be written: `schema` or `content`, `example` or `examples`, \
         `operationId` or `operationRef`.";

    PARAMETER_PLACE = "SW0230", "a parameter in a place that does not exist",
        "`in` is one of `path`, `query`, `header`, `cookie`, and `querystring` from OpenAPI 3.2 on. \
         Swagger 2.0's `body` and `formData` became `requestBody`.";
    STYLE = "SW0231", "a style that is not legal here",
        "Each place has its styles. `path`: `simple`, `label`, `matrix`. `query`: `form`, \
         `spaceDelimited`, `pipeDelimited`, `deepObject`. `header`: `simple`. `cookie`: `form`, and \
         `cookie` from OpenAPI 3.2 on. An encoding has those of `query`.";
    PATH_PARAMETER_MISSING = "SW0232", "a path names a parameter that is not declared",
        "Every `{name}` in a path needs a parameter with `in: path` and exactly this name, at the \
         operation or at the path item. One that is not declared is read as a string.";
    PATH_PARAMETER_UNUSED = "SW0233", "a path parameter that its path does not have",
        "A parameter with `in: path` must occur as `{name}` in the path. One that does not is \
         ignored, since there is no place where its value could stand.";
    QUERYSTRING = "SW0234", "the whole query and single query parameters at once",
        "A parameter with `in: querystring` describes the whole query: there can be only one, and \
         none with `in: query` beside it.";

    ALLOW_RESERVED = "SW0235", "`allowReserved` outside of a query",
        "`allowReserved` lets reserved characters stand unescaped in a query. For the other places \
         it means nothing up to OpenAPI 3.1; what 3.2 says about it there is not covered, and the \
         characters are escaped.";

    DUPLICATE_OPERATION_ID = "SW0240", "two operations with the same operationId",
        "Operation ids must be unique. The names in the generated code are told apart all the \
         same, but may not be the ones you want.";
    STATUS = "SW0241", "not a status",
        "The members of `responses` are statuses such as `\"200\"`, ranges such as `\"2XX\"`, and \
         `default`.";
    SECURITY_SCHEME = "SW0242", "a security scheme that does not exist",
        "A security requirement names members of `components.securitySchemes`. An operation that \
         asks for another one cannot be protected.";
    METHOD = "SW0243", "not a method",
        "`additionalOperations` holds methods that have no member of their own; each key is a method \
         in the capitals in which it is sent, for example `COPY`.";

    SCHEMA_TYPE = "SW0250", "a type that JSON Schema does not have",
        "`type` is one of `string`, `number`, `integer`, `boolean`, `array`, `object`, `null`, or \
         from OpenAPI 3.1 on a list of them.";
    MISPLACED_REQUIRED = "SW0251", "a property that says `required: true`",
        "`required` is a list of names at the object, not a flag at the property. The flag is \
         ignored: the property is optional unless the object lists it.";
    NULLABLE = "SW0252", "nullable in OpenAPI 3.1 or later",
        "`nullable` ended with OpenAPI 3.0; since then `null` is one of the types: `type: [string, \
         \"null\"]`. It is read with its old meaning.";
    EXCLUSIVE_BOUND = "SW0253", "an exclusive bound of the other kind",
        "In OpenAPI 3.0 `exclusiveMinimum` is a flag beside `minimum`; from 3.1 on it is the bound \
         itself. Either is read for what it says. A flag without a bound beside it says nothing.";
    SCHEMA_DIALECT = "SW0254", "a schema dialect that is not covered",
        "Schemas are read as JSON Schema 2020-12. Keywords that another dialect defines otherwise \
         may mean something else than their author intended.";
    TUPLE_ITEMS = "SW0255", "items as a list",
        "Since JSON Schema 2020-12 the schemas of the first items are `prefixItems`, and `items` \
         is the schema of all further ones. A list is read as `prefixItems`.";
    DISCRIMINATOR = "SW0256", "a discriminator that is a string",
        "A discriminator is an object with `propertyName`; a string is Swagger 2.0's form and is \
         read as the property's name.";
    VOCABULARY = "SW0257", "a vocabulary that is not known",
        "The metaschema that `$schema` names lists, in its `$vocabulary`, one that is required and \
         that Specwright does not know. Its keywords are taken for annotations, so that values may \
         be accepted that their author wanted to refuse.";
}
