//! APIs built by hand, and short ways to say them.

use specwright_ir::{
    Alternative, Api, ApiKeyPlace, Body, BodyCodec, Derives, Dialect, Docs, DuplicatePolicy,
    EnumVariant, Extra, Facets, Field, FieldIdent, Group, GroupIndex, Info, Literal, Method,
    MethodIdent, ModuleIdent, OAuthFlow, Operation, Param, ParamWire, PathStyle, Presence,
    QueryStyle, Response, ResponseBody, ResponseHeader, Scalar, SchemeIndex, Security,
    SecurityKind, SecurityScheme, Server, StatusSpec, Struct, TypeArena, TypeDef, TypeId,
    TypeIdent, TypeKind, TypeRef, Usage, VariantIdent, WireName,
};
use specwright_source::Pointer;

pub(crate) fn field(name: &str) -> FieldIdent {
    FieldIdent::new(name).unwrap()
}

pub(crate) fn docs(text: &str) -> Docs {
    Docs {
        summary: None,
        description: Some(text.to_owned()),
        ..Docs::default()
    }
}

pub(crate) fn string() -> TypeRef {
    TypeRef::Scalar(Scalar::String)
}

pub(crate) fn integer() -> TypeRef {
    TypeRef::Scalar(Scalar::Integer(specwright_ir::Integer::I64))
}

pub(crate) fn list(item: TypeRef) -> TypeRef {
    TypeRef::List(Box::new(item))
}

pub(crate) fn named(id: u32) -> TypeRef {
    TypeRef::Named(TypeId(id))
}

pub(crate) fn ty(name: &str, kind: TypeKind) -> TypeDef {
    TypeDef {
        ident: TypeIdent::new(name).unwrap(),
        origin: Pointer::default(),
        docs: Docs::default(),
        kind,
        usage: Usage {
            request: true,
            response: true,
        },
        derives: Derives::default(),
        more_derives: Vec::new(),
        twin: None,
    }
}

pub(crate) fn object(name: &str, fields: &[(&str, TypeRef, bool)]) -> TypeDef {
    let fields = fields.iter().map(|(name, ty, required)| Field {
        ident: field(name),
        wire: WireName((*name).to_owned()),
        ty: ty.clone(),
        presence: if *required {
            Presence::Required
        } else {
            Presence::Optional
        },
        facets: Facets::default(),
        default: None,
        docs: Docs::default(),
    });
    ty(
        name,
        TypeKind::Struct(Struct {
            fields: fields.collect(),
            matching: Vec::new(),
            names: None,
            extra: Extra::Drop,
            min_properties: None,
            max_properties: None,
            required_extra: Vec::new(),
            forbidden: Vec::new(),
            ignored: Vec::new(),
            check: None,
        }),
    )
}

pub(crate) fn choice(name: &str, values: &[(&str, &str)]) -> TypeDef {
    let variants = values.iter().map(|(ident, value)| EnumVariant {
        ident: VariantIdent::new(*ident).unwrap(),
        value: Literal::String((*value).to_owned()),
        docs: Docs::default(),
    });
    ty(name, TypeKind::Enum(variants.collect()))
}

pub(crate) const QUERY: ParamWire = ParamWire::Query {
    style: QueryStyle::Form { explode: true },
    allow_reserved: false,
};
pub(crate) const COMMA: ParamWire = ParamWire::Query {
    style: QueryStyle::Form { explode: false },
    allow_reserved: true,
};
pub(crate) const PIPE: ParamWire = ParamWire::Query {
    style: QueryStyle::PipeDelimited,
    allow_reserved: false,
};
pub(crate) const PATH: ParamWire = ParamWire::Path {
    style: PathStyle::Simple,
    explode: false,
};
pub(crate) const LABEL: ParamWire = ParamWire::Path {
    style: PathStyle::Label,
    explode: false,
};
pub(crate) const HEADER: ParamWire = ParamWire::Header { explode: false };
pub(crate) const COOKIE: ParamWire = ParamWire::Cookie { explode: true };

pub(crate) fn param(
    name: &str,
    wire: &str,
    place: ParamWire,
    ty: TypeRef,
    required: bool,
) -> Param {
    Param {
        ident: field(name),
        wire: WireName(wire.to_owned()),
        place,
        ty,
        required,
        facets: Facets::default(),
        default: None,
        docs: Docs::default(),
    }
}

pub(crate) fn body(ty: TypeRef, codec: BodyCodec, content_type: &str, required: bool) -> Body {
    Body {
        ident: field("body"),
        required,
        content_type: content_type.to_owned(),
        accepts: vec![content_type.to_owned()],
        codec,
        ty,
        facets: Facets::default(),
        docs: Docs::default(),
    }
}

pub(crate) fn response(status: StatusSpec, ident: &str, text: &str) -> Response {
    Response {
        status,
        ident: VariantIdent::new(ident).unwrap(),
        docs: docs(text),
        headers: Vec::new(),
        body: None,
    }
}

pub(crate) fn holding(mut response: Response, ty: TypeRef, content_type: &str) -> Response {
    response.body = Some(ResponseBody {
        content_type: content_type.to_owned(),
        accepts: content_type.to_owned(),
        codec: if content_type.ends_with("json") {
            BodyCodec::Json
        } else {
            BodyCodec::Raw
        },
        ty,
        facets: Facets::default(),
    });
    response
}

pub(crate) fn with_header(
    mut response: Response,
    name: &str,
    wire: &str,
    ty: TypeRef,
    required: bool,
) -> Response {
    response.headers.push(ResponseHeader {
        ident: field(name),
        wire: WireName(wire.to_owned()),
        ty,
        required,
        facets: Facets::default(),
        docs: Docs::default(),
    });
    response
}

pub(crate) fn operation(
    ident: &str,
    stem: &str,
    method: &str,
    path: &str,
    group: u32,
) -> Operation {
    Operation {
        ident: MethodIdent::new(ident).unwrap(),
        flat: MethodIdent::new(ident).unwrap(),
        stem: TypeIdent::new(stem).unwrap(),
        id: ident.to_owned(),
        origin: Pointer::default(),
        method: Method(method.to_owned()),
        path: path.to_owned(),
        group: GroupIndex(group),
        docs: Docs::default(),
        params: Vec::new(),
        body: None,
        responses: Vec::new(),
        security: Security::None,
        rejection_status: 422,
        declared_errors: Vec::new(),
    }
}

pub(crate) fn needs(alternatives: &[&[u32]]) -> Security {
    let alternatives = alternatives.iter().map(|schemes| {
        Alternative(
            schemes
                .iter()
                .map(|index| (SchemeIndex(*index), Vec::new()))
                .collect(),
        )
    });
    Security::Alternatives(alternatives.collect())
}

pub(crate) fn group(ident: &str, module: &str, tag: &str) -> Group {
    Group {
        ident: TypeIdent::new(ident).unwrap(),
        module: ModuleIdent::new(module).unwrap(),
        tag: Some(tag.to_owned()),
        docs: Docs::default(),
    }
}

pub(crate) fn scheme(ident: &str, name: &str, kind: SecurityKind) -> SecurityScheme {
    SecurityScheme {
        ident: MethodIdent::new(ident).unwrap(),
        name: name.to_owned(),
        kind,
        docs: Docs::default(),
    }
}

fn key(place: ApiKeyPlace, name: &str) -> SecurityKind {
    SecurityKind::ApiKey {
        place,
        name: name.to_owned(),
    }
}

fn api(title: &str, types: Vec<TypeDef>, operations: Vec<Operation>) -> Api {
    Api {
        info: Info {
            title: title.to_owned(),
            version: "1".to_owned(),
            description: None,
        },
        types: TypeArena::new(types),
        groups: Vec::new(),
        operations,
        routes: Vec::new(),
        security_schemes: Vec::new(),
        servers: Vec::new(),
        dialect: Dialect::Problem,
        duplicate_parameters: DuplicatePolicy::Refuse,
        paths: Vec::new(),
        checks: Default::default(),
        gaps: Vec::new(),
        names: specwright_ir::Names::default(),
    }
}

/// The document of `specs/aci-linked-accounts.yaml`.
pub(crate) fn seed() -> Api {
    let types = vec![
        object("HttpValidationError", &[("detail", list(named(1)), false)]),
        object("ValidationError", &[("msg", string(), true)]),
    ];
    let url = "after_oauth2_link_redirect_url";
    let link = Operation {
        id: "linked-accounts-link_oauth2_account".to_owned(),
        docs: Docs {
            summary: Some("Link Oauth2 Account".to_owned()),
            description: Some(
                "Start an OAuth2 account linking process.\n\
                 It will return a redirect url (as a string, instead of RedirectResponse)\n\
                 to the OAuth2 provider's authorization endpoint."
                    .to_owned(),
            ),
            ..Docs::default()
        },
        params: vec![
            param("app_name", "app_name", QUERY, string(), true),
            param(
                "linked_account_owner_id",
                "linked_account_owner_id",
                QUERY,
                string(),
                true,
            ),
            param(url, url, QUERY, string(), false),
        ],
        responses: vec![
            holding(
                response(StatusSpec::Code(200), "Ok", "Successful Response"),
                TypeRef::Object,
                "application/json",
            ),
            holding(
                response(
                    StatusSpec::Code(422),
                    "UnprocessableEntity",
                    "Validation Error",
                ),
                named(0),
                "application/json",
            ),
        ],
        security: needs(&[&[0]]),
        ..operation(
            "link_oauth2_account",
            "LinkOauth2Account",
            "GET",
            "/v1/linked-accounts/oauth2",
            0,
        )
    };
    Api {
        groups: vec![group(
            "LinkedAccounts",
            "linked_accounts",
            "linked-accounts",
        )],
        security_schemes: vec![SecurityScheme {
            docs: docs("API key for authentication"),
            ..scheme(
                "api_key_header",
                "APIKeyHeader",
                key(ApiKeyPlace::Header, "X-API-KEY"),
            )
        }],
        ..api("Aipolabs", types, vec![link])
    }
}

/// An API with everything that a client can be asked for.
pub(crate) fn wide() -> Api {
    let types = vec![
        object("Pet", &[("id", integer(), true), ("name", string(), true)]),
        object("NewPet", &[("name", string(), true)]),
        object("Problem", &[("title", string(), true)]),
        choice("Status", &[("Available", "available"), ("Sold", "sold")]),
        ty("PetId", TypeKind::Alias(integer())),
    ];
    let schemes = vec![
        scheme("api_key", "ApiKey", key(ApiKeyPlace::Header, "X-Api-Key")),
        scheme("query_key", "QueryKey", key(ApiKeyPlace::Query, "key")),
        scheme("session", "Session", key(ApiKeyPlace::Cookie, "sid")),
        scheme("basic", "Basic", SecurityKind::Basic),
        scheme(
            "bearer",
            "Bearer",
            SecurityKind::Bearer {
                format: Some("JWT".to_owned()),
            },
        ),
        scheme(
            "hoba",
            "Hoba",
            SecurityKind::Http {
                scheme: "HOBA".to_owned(),
            },
        ),
        scheme(
            "oauth",
            "OAuth",
            SecurityKind::OAuth2 {
                flows: Vec::<OAuthFlow>::new(),
            },
        ),
        scheme("mutual", "Mutual", SecurityKind::MutualTls),
    ];
    let servers = vec![Server {
        url: "https://api.example/v1".to_owned(),
        description: Some("Production".to_owned()),
    }];
    Api {
        groups: vec![
            group("Pets", "pets", "pets"),
            group("Orders", "orders", "orders"),
        ],
        security_schemes: schemes,
        servers,
        ..api("Wide", types, operations())
    }
}

fn operations() -> Vec<Operation> {
    let (json, problem) = ("application/json", "application/problem+json");
    let failed =
        |status, ident: &str| holding(response(status, ident, "Failed"), named(2), problem);
    let ok = || response(StatusSpec::Code(200), "Ok", "Found");
    let pet = |status, ident: &str| holding(response(status, ident, "The pet"), named(0), json);
    let pets = with_header(
        holding(ok(), list(named(0)), json),
        "x_total",
        "X-Total",
        integer(),
        true,
    );
    let list_pets = Operation {
        params: vec![
            param("limit", "limit", QUERY, integer(), false),
            param("tags", "tags", QUERY, list(string()), false),
            param("ids", "ids", COMMA, list(integer()), false),
            param("names", "names", PIPE, list(string()), false),
            param("status", "status", QUERY, named(3), false),
            param("x_request_id", "X-Request-Id", HEADER, string(), false),
            param("crumbs", "crumbs", COOKIE, list(string()), false),
            param(
                "send",
                "send",
                QUERY,
                TypeRef::Scalar(Scalar::Boolean),
                false,
            ),
            param(
                "password",
                "password",
                QUERY,
                TypeRef::Scalar(Scalar::Format(specwright_ir::Format::Password)),
                false,
            ),
            param(
                "ratio",
                "ratio",
                QUERY,
                TypeRef::Scalar(Scalar::Number(specwright_ir::Number::F64)),
                false,
            ),
        ],
        responses: vec![
            with_header(pets, "x_next", "X-Next", string(), false),
            failed(StatusSpec::Default, "Default"),
        ],
        docs: Docs {
            deprecated: true,
            ..Docs::default()
        },
        ..operation("list_pets", "ListPets", "GET", "/pets", 0)
    };
    let conflict = with_header(
        failed(StatusSpec::Code(409), "Conflict"),
        "retry_after",
        "Retry-After",
        integer(),
        false,
    );
    let create_pet = Operation {
        body: Some(body(named(1), BodyCodec::Json, json, true)),
        responses: vec![
            pet(StatusSpec::Code(200), "Ok"),
            with_header(
                pet(StatusSpec::Code(201), "Created"),
                "location",
                "Location",
                string(),
                true,
            ),
            response(StatusSpec::Code(204), "NoContent", ""),
            conflict,
            response(StatusSpec::Code(410), "Gone", "Gone"),
            failed(StatusSpec::Range(4), "ClientError"),
            response(StatusSpec::Default, "Default", "Anything"),
        ],
        security: needs(&[&[0, 6], &[3], &[4], &[5], &[7]]),
        ..operation("create_pet", "CreatePet", "POST", "/pets", 0)
    };
    let get_pet = Operation {
        params: vec![param("pet_id", "petId", PATH, named(4), true)],
        responses: vec![
            pet(StatusSpec::Code(200), "Ok"),
            with_header(
                response(StatusSpec::Code(302), "Found", "Moved"),
                "location",
                "Location",
                string(),
                true,
            ),
        ],
        security: needs(&[&[1], &[2], &[]]),
        ..operation("get_pet", "GetPet", "GET", "/pets/{petId}", 0)
    };
    let delete_pet = Operation {
        params: vec![param("pet_id", "petId", PATH, named(4), true)],
        responses: vec![response(StatusSpec::Code(204), "NoContent", "Deleted")],
        ..operation("new", "New", "DELETE", "/pets/{petId}", 0)
    };
    let report = Operation {
        params: vec![
            param("name", "name", PATH, list(string()), true),
            param("ext", "ext", LABEL, string(), true),
        ],
        responses: vec![
            holding(
                response(StatusSpec::Code(200), "OkCsv", "Text"),
                string(),
                "text/csv",
            ),
            holding(
                response(StatusSpec::Code(200), "OkJson", "Rows"),
                list(named(0)),
                json,
            ),
            response(StatusSpec::Range(5), "ServerError", "Down"),
        ],
        ..operation("report", "Report", "GET", "/reports/{name}{ext}", 1)
    };
    let upload = Operation {
        body: Some(body(
            string(),
            BodyCodec::Raw,
            "application/octet-stream",
            false,
        )),
        responses: vec![holding(
            response(StatusSpec::Default, "Default", "Done"),
            TypeRef::Any,
            json,
        )],
        ..operation("upload", "Upload", "PUT", "/upload", 1)
    };
    vec![list_pets, create_pet, get_pet, delete_pet, report, upload]
}
