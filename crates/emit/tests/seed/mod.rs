//! The first document's API.

use specwright_ir::{
    Alternative, Api, ApiKeyPlace, BodyCodec, Derives, Dialect, Docs, DuplicatePolicy, Extra,
    Facets, FieldIdent, Group, GroupIndex, Info, Method, MethodIdent, ModuleIdent, Operation,
    OperationIndex, Param, ParamWire, QueryStyle, Response, ResponseBody, Route, Scalar,
    SchemeIndex, Security, SecurityKind, SecurityScheme, Segment, StatusSpec, Struct, TypeArena,
    TypeDef, TypeId, TypeIdent, TypeKind, TypeRef, Usage, VariantIdent, WireName,
};
use specwright_source::Pointer;

const PATH: &str = "/v1/linked-accounts/oauth2";

pub(crate) fn api() -> Api {
    Api {
        info: Info {
            title: "Aipolabs".to_owned(),
            version: "0.0.1-beta.3".to_owned(),
            description: None,
        },
        types: TypeArena::new(vec![TypeDef {
            ident: TypeIdent::new("HttpValidationError").unwrap(),
            origin: Pointer::default(),
            docs: Docs::default(),
            kind: TypeKind::Struct(Struct {
                fields: Vec::new(),
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
            usage: Usage::default(),
            derives: Derives::default(),
            more_derives: Vec::new(),
            twin: None,
        }]),
        groups: vec![Group {
            ident: TypeIdent::new("LinkedAccounts").unwrap(),
            module: ModuleIdent::new("linked_accounts").unwrap(),
            tag: Some("linked-accounts".to_owned()),
            docs: Docs::default(),
        }],
        operations: vec![operation()],
        routes: vec![Route {
            template: PATH.to_owned(),
            segments: vec![Segment::Literal(PATH.to_owned())],
            methods: vec![(Method("GET".to_owned()), OperationIndex(0))],
        }],
        security_schemes: vec![SecurityScheme {
            ident: MethodIdent::new("api_key_header").unwrap(),
            name: "APIKeyHeader".to_owned(),
            kind: SecurityKind::ApiKey {
                place: ApiKeyPlace::Header,
                name: "X-API-KEY".to_owned(),
            },
            docs: Docs {
                description: Some("API key for authentication".to_owned()),
                ..Docs::default()
            },
        }],
        servers: Vec::new(),
        dialect: Dialect::FastApi,
        duplicate_parameters: DuplicatePolicy::Last,
        paths: Vec::new(),
        checks: Default::default(),
        gaps: Vec::new(),
        names: specwright_ir::Names::default(),
    }
}

fn operation() -> Operation {
    let description = "Start an OAuth2 account linking process.\nIt will return a redirect url \
                       (as a string, instead of RedirectResponse) to the OAuth2 provider's \
                       authorization endpoint.";
    Operation {
        ident: MethodIdent::new("link_oauth2_account").unwrap(),
        flat: MethodIdent::new("link_oauth2_account").unwrap(),
        stem: TypeIdent::new("LinkOauth2Account").unwrap(),
        id: "linked-accounts-link_oauth2_account".to_owned(),
        origin: Pointer::default(),
        method: Method("GET".to_owned()),
        path: PATH.to_owned(),
        group: GroupIndex(0),
        docs: Docs {
            summary: Some("Link Oauth2 Account".to_owned()),
            description: Some(description.to_owned()),
            ..Docs::default()
        },
        params: vec![
            param("app_name", "App Name", true),
            param("linked_account_owner_id", "Linked Account Owner Id", true),
            param(
                "after_oauth2_link_redirect_url",
                "After Oauth2 Link Redirect Url",
                false,
            ),
        ],
        body: None,
        responses: vec![
            response(200, "Ok", "Successful Response", TypeRef::Object),
            response(
                422,
                "UnprocessableEntity",
                "Validation Error",
                TypeRef::Named(TypeId(0)),
            ),
        ],
        security: Security::Alternatives(vec![Alternative(vec![(SchemeIndex(0), Vec::new())])]),
        rejection_status: 422,
        declared_errors: Vec::new(),
    }
}

fn param(name: &str, title: &str, required: bool) -> Param {
    Param {
        ident: FieldIdent::new(name).unwrap(),
        wire: WireName(name.to_owned()),
        place: ParamWire::Query {
            style: QueryStyle::Form { explode: true },
            allow_reserved: false,
        },
        ty: TypeRef::Scalar(Scalar::String),
        required,
        facets: Facets::default(),
        default: None,
        docs: Docs {
            summary: Some(title.to_owned()),
            ..Docs::default()
        },
    }
}

fn response(code: u16, ident: &str, description: &str, ty: TypeRef) -> Response {
    Response {
        status: StatusSpec::Code(code),
        ident: VariantIdent::new(ident).unwrap(),
        docs: Docs {
            description: Some(description.to_owned()),
            ..Docs::default()
        },
        headers: Vec::new(),
        body: Some(ResponseBody {
            content_type: "application/json".to_owned(),
            accepts: "application/json".to_owned(),
            codec: BodyCodec::Json,
            ty,
            facets: Facets::default(),
        }),
    }
}
