//! An API that has one of everything a server does.

use specwright_check::Decimal;
use specwright_ir::{
    Alternative, Api, ApiKeyPlace, Body, BodyCodec, DeclaredError, Dialect, Docs, DuplicatePolicy,
    Facets, FieldIdent, Fill, FillMember, Group, GroupIndex, Info, Integer, Literal, Method,
    MethodIdent, ModuleIdent, Number, OAuthFlow, Operation, OperationIndex, Param, ParamWire,
    PathStyle, QueryStyle, Response, ResponseBody, ResponseHeader, Route, Scalar, SchemeIndex,
    Security, SecurityKind, SecurityScheme, Segment, StatusSpec, TypeArena, TypeIdent, TypeRef,
    VariantIdent, WireName,
};
use specwright_source::Pointer;

const STRING: TypeRef = TypeRef::Scalar(Scalar::String);
const INTEGER: TypeRef = TypeRef::Scalar(Scalar::Integer(Integer::I64));
const FORM: ParamWire = ParamWire::Query {
    style: QueryStyle::Form { explode: true },
    allow_reserved: false,
};
const SIMPLE: ParamWire = ParamWire::Path {
    style: PathStyle::Simple,
    explode: false,
};

pub(crate) fn api() -> Api {
    let operations: Vec<Operation> = [pets(), jobs(), files(), others()]
        .into_iter()
        .flatten()
        .collect();
    Api {
        info: Info {
            title: "Shop \"of\" pets".to_owned(),
            version: "1".to_owned(),
            description: None,
        },
        types: TypeArena::default(),
        groups: vec![
            group("Pets", "pets", Some("pets")),
            group("Files", "files", Some("files")),
            group("Api", "api", None),
        ],
        routes: routes(&operations),
        operations,
        security_schemes: schemes(),
        servers: Vec::new(),
        dialect: Dialect::Problem,
        duplicate_parameters: DuplicatePolicy::Refuse,
        paths: Vec::new(),
        checks: Default::default(),
        gaps: Vec::new(),
        names: specwright_ir::Names::default(),
    }
}

fn group(ident: &str, module: &str, tag: Option<&str>) -> Group {
    Group {
        ident: TypeIdent::new(ident).unwrap(),
        module: ModuleIdent::new(module).unwrap(),
        tag: tag.map(str::to_owned),
        docs: Docs::default(),
    }
}

fn schemes() -> Vec<SecurityScheme> {
    let key = |place, name: &str| SecurityKind::ApiKey {
        place,
        name: name.to_owned(),
    };
    let flows = vec![OAuthFlow {
        name: "clientCredentials".to_owned(),
        authorization_url: None,
        token_url: None,
        scopes: vec![("pets:write".to_owned(), "Change\npets".to_owned())],
    }];
    let kinds = [
        ("key", key(ApiKeyPlace::Header, "X-Key")),
        ("query_key", key(ApiKeyPlace::Query, "key")),
        ("session", key(ApiKeyPlace::Cookie, "session")),
        ("login", SecurityKind::Basic),
        (
            "token",
            SecurityKind::Bearer {
                format: Some("JWT".to_owned()),
            },
        ),
        ("oauth", SecurityKind::OAuth2 { flows }),
        (
            "digest",
            SecurityKind::Http {
                scheme: "Digest".to_owned(),
            },
        ),
        ("peer", SecurityKind::MutualTls),
    ];
    let schemes = kinds.map(|(name, kind)| SecurityScheme {
        ident: MethodIdent::new(name).unwrap(),
        name: name.to_owned(),
        kind,
        docs: Docs::default(),
    });
    schemes.into()
}

fn pets() -> Vec<Operation> {
    let mut limit = param("limit", FORM, INTEGER, false);
    limit.facets.minimum = Some(decimal(1));
    limit.facets.maximum = Some(decimal(100));
    limit.default = Some(Literal::Integer(20));
    let comma = ParamWire::Query {
        style: QueryStyle::Form { explode: false },
        allow_reserved: false,
    };
    let mut tags = param("tags", comma, TypeRef::List(Box::new(STRING)), false);
    tags.facets.max_items = Some(2);
    tags.default = None;
    let mut trace = param(
        "X-Trace",
        ParamWire::Header { explode: false },
        STRING,
        false,
    );
    trace.default = Some(Literal::String("none".to_owned()));
    let visits = param(
        "visits",
        ParamWire::Cookie { explode: false },
        INTEGER,
        false,
    );
    let mut list = operation(0, "list_pets", "GET", "/pets", &[&[(0, &[])]]);
    list.params = vec![limit, tags, trace, visits];
    list.docs.deprecated = true;
    list.responses = vec![
        with_header(
            response(StatusSpec::Code(200), "Ok", Some(ids())),
            "X-Total",
            INTEGER,
            true,
        ),
        response(StatusSpec::Default, "Default", Some(TypeRef::Any)),
    ];
    list.declared_errors = vec![DeclaredError {
        status: StatusSpec::Default,
        content_type: "application/json".to_owned(),
        members: vec![
            FillMember {
                wire: WireName("error".to_owned()),
                fill: Fill::Code,
            },
            FillMember {
                wire: WireName("message".to_owned()),
                fill: Fill::Message,
            },
        ],
    }];

    let mut create = operation(
        0,
        "create_pet",
        "POST",
        "/pets",
        &[&[(0, &[])], &[(3, &[])]],
    );
    create.params = vec![param("dry", FORM, TypeRef::Scalar(Scalar::Boolean), true)];
    create.body = Some(body(true));
    create.responses = vec![
        with_header(
            response(StatusSpec::Code(201), "Created", None),
            "Location",
            STRING,
            false,
        ),
        response(StatusSpec::Code(404), "NotFound", None),
        response(StatusSpec::Range(4), "ClientError", Some(STRING)),
    ];

    let mut get = operation(0, "get_pet", "GET", "/pets/{id}", &[&[], &[(4, &[])]]);
    get.params = vec![param("id", SIMPLE, INTEGER, true)];
    get.rejection_status = 422;

    let mut replace = operation(
        0,
        "replace_pet",
        "PUT",
        "/pets/{petId}",
        &[&[(4, &[]), (0, &[])]],
    );
    replace.params = vec![param("petId", SIMPLE, INTEGER, true)];
    replace.body = Some(body(false));

    let scopes: &[&str] = &["pets:write"];
    let delete = operation(0, "delete_pets", "DELETE", "/pets", &[&[(5, scopes)]]);
    let search = operation(0, "search", "QUERY", "/search", &[&[(6, &[])]]);
    let peer = operation(0, "peer", "GET", "/peer", &[&[(7, &[])], &[]]);
    let secret = operation(0, "secret", "GET", "/secret", &[&[(1, &[])], &[(2, &[])]]);
    vec![list, create, get, replace, delete, search, peer, secret]
}

/// Two tags under one shape of path.
fn jobs() -> Vec<Operation> {
    let mut get = operation(0, "get_job", "GET", "/jobs/{id}", &[&[(0, &[])]]);
    get.params = vec![param("id", SIMPLE, STRING, true)];
    let mut cancel = operation(1, "cancel_job", "POST", "/jobs/{id}:cancel", &[]);
    cancel.params = vec![param("id", SIMPLE, STRING, true)];
    vec![get, cancel]
}

fn files() -> Vec<Operation> {
    let mut get = operation(1, "get_file", "GET", "/files/{name}.{ext}", &[]);
    get.params = vec![
        param("name", SIMPLE, STRING, true),
        param("ext", SIMPLE, STRING, true),
    ];
    get.responses = vec![Response {
        body: Some(ResponseBody {
            content_type: "image/png".to_owned(),
            accepts: "image/png".to_owned(),
            codec: BodyCodec::Raw,
            ty: TypeRef::Any,
            facets: Facets::default(),
        }),
        ..response(StatusSpec::Code(200), "Ok", None)
    }];
    let mut put = operation(1, "put_file", "PUT", "/files/{path}", &[]);
    put.params = vec![param("path", SIMPLE, STRING, true)];
    put.body = Some(Body {
        content_type: "image/png".to_owned(),
        accepts: vec!["image/*".to_owned()],
        codec: BodyCodec::Raw,
        ..body(true)
    });
    let mut about = operation(1, "about_files", "GET", "/files/about", &[]);
    about.responses = vec![response(StatusSpec::Code(200), "Ok", Some(STRING))];
    let matrix = ParamWire::Path {
        style: PathStyle::Matrix,
        explode: true,
    };
    let number = TypeRef::Scalar(Scalar::Number(Number::F64));
    let mut at = operation(1, "at", "GET", "/points{at}/café", &[]);
    at.params = vec![param("at", matrix, TypeRef::List(Box::new(number)), true)];
    vec![get, put, about, at]
}

fn others() -> Vec<Operation> {
    let head = operation(2, "head_health", "HEAD", "/health", &[]);
    vec![operation(2, "health", "GET", "/health", &[]), head]
}

fn operation(
    group: u32,
    ident: &str,
    method: &str,
    path: &str,
    security: &[&[(u32, &[&str])]],
) -> Operation {
    let stem = ident
        .split('_')
        .map(|word| word[..1].to_uppercase() + &word[1..]);
    let alternatives = security.iter().map(|alternative| {
        let schemes = alternative.iter().map(|(scheme, scopes)| {
            let scopes = scopes.iter().map(|scope| (*scope).to_owned());
            (SchemeIndex(*scheme), scopes.collect())
        });
        Alternative(schemes.collect())
    });
    Operation {
        ident: MethodIdent::new(ident).unwrap(),
        flat: MethodIdent::new(ident).unwrap(),
        stem: TypeIdent::new(stem.collect::<String>()).unwrap(),
        id: ident.to_owned(),
        origin: Pointer::default(),
        method: Method(method.to_owned()),
        path: path.to_owned(),
        group: GroupIndex(group),
        docs: Docs::default(),
        params: Vec::new(),
        body: None,
        responses: vec![response(StatusSpec::Code(204), "NoContent", None)],
        security: if security.is_empty() {
            Security::None
        } else {
            Security::Alternatives(alternatives.collect())
        },
        rejection_status: 400,
        declared_errors: Vec::new(),
    }
}

fn param(name: &str, place: ParamWire, ty: TypeRef, required: bool) -> Param {
    let mut ident = name.replace('-', "_").to_lowercase();
    if name == "petId" {
        ident = "pet_id".to_owned();
    }
    Param {
        ident: FieldIdent::new(ident).unwrap(),
        wire: WireName(name.to_owned()),
        place,
        ty,
        required,
        facets: Facets::default(),
        default: None,
        docs: Docs::default(),
    }
}

fn ids() -> TypeRef {
    TypeRef::List(Box::new(INTEGER))
}

fn body(required: bool) -> Body {
    Body {
        ident: FieldIdent::new("body").unwrap(),
        required,
        content_type: "application/json".to_owned(),
        accepts: vec!["application/json".to_owned()],
        codec: BodyCodec::Json,
        ty: ids(),
        facets: Facets {
            items: Some(Box::new(Facets {
                minimum: Some(decimal(0)),
                ..Facets::default()
            })),
            ..Facets::default()
        },
        docs: Docs::default(),
    }
}

fn response(status: StatusSpec, ident: &str, ty: Option<TypeRef>) -> Response {
    Response {
        status,
        ident: VariantIdent::new(ident).unwrap(),
        docs: Docs::default(),
        headers: Vec::new(),
        body: ty.map(|ty| ResponseBody {
            content_type: "application/json".to_owned(),
            accepts: "application/json".to_owned(),
            codec: BodyCodec::Json,
            ty,
            facets: Facets::default(),
        }),
    }
}

fn with_header(mut response: Response, name: &str, ty: TypeRef, required: bool) -> Response {
    response.headers.push(ResponseHeader {
        ident: FieldIdent::new(name.replace('-', "_").to_lowercase()).unwrap(),
        wire: WireName(name.to_owned()),
        ty,
        required,
        facets: Facets::default(),
        docs: Docs::default(),
    });
    response
}

fn decimal(value: i64) -> Decimal {
    value.to_string().parse().unwrap()
}

/// One route a template, whatever its parameters are called.
fn routes(operations: &[Operation]) -> Vec<Route> {
    let mut routes: Vec<Route> = Vec::new();
    for (index, operation) in (0u32..).zip(operations) {
        let segments = segments(&operation.path);
        let shape = |segments: &[Segment]| -> Vec<Option<String>> {
            let literal = |segment: &Segment| match segment {
                Segment::Literal(text) => Some(text.clone()),
                Segment::Param(_) => None,
            };
            segments.iter().map(literal).collect()
        };
        let method = (operation.method.clone(), OperationIndex(index));
        let found = routes
            .iter_mut()
            .find(|route| shape(&route.segments) == shape(&segments));
        match found {
            Some(route) => route.methods.push(method),
            None => routes.push(Route {
                template: operation.path.clone(),
                segments,
                methods: vec![method],
            }),
        }
    }
    routes
}

fn segments(path: &str) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut rest = path;
    while let Some((literal, tail)) = rest.split_once('{') {
        let (name, tail) = tail.split_once('}').unwrap();
        segments.push(Segment::Literal(literal.to_owned()));
        segments.push(Segment::Param(WireName(name.to_owned())));
        rest = tail;
    }
    segments.push(Segment::Literal(rest.to_owned()));
    segments.retain(|segment| *segment != Segment::Literal(String::new()));
    segments
}
