// What the emitter prints for an API with one of everything.

use ::core::future::Future;
use ::specwright::codegen::{Secret, Value};
use ::specwright_axum::codegen::{
    Bytes, Call, Denied, Dialect, Duplicates, Failure, Granted, Guard, Mount, Request,
    Response, Router, StatusCode, mount,
};

static API: ::specwright_axum::codegen::Api = ::specwright_axum::codegen::Api {
    dialect: Dialect::Problem,
    duplicates: Duplicates::Refuse,
    rejection: 400,
};

/// Checks what requests bring to show who they come from.
pub trait Security: Send + Sync + 'static {
    /// Who a request comes from.
    type Principal: Send;

    /// Checks the key in the header `X-Key`.
    fn key(
        &self,
        key: &Secret,
        call: &Call,
    ) -> impl Future<Output = Result<Granted<Self::Principal>, Denied>> + Send;

    /// Checks the key in the query parameter `key`.
    fn query_key(
        &self,
        key: &Secret,
        call: &Call,
    ) -> impl Future<Output = Result<Granted<Self::Principal>, Denied>> + Send;

    /// Checks the key in the cookie `session`.
    fn session(
        &self,
        key: &Secret,
        call: &Call,
    ) -> impl Future<Output = Result<Granted<Self::Principal>, Denied>> + Send;

    /// Checks user and password of HTTP Basic.
    fn login(
        &self,
        user: &str,
        password: &Secret,
        call: &Call,
    ) -> impl Future<Output = Result<Granted<Self::Principal>, Denied>> + Send;

    /// Checks the bearer token, a `JWT`.
    fn token(
        &self,
        token: &Secret,
        call: &Call,
    ) -> impl Future<Output = Result<Granted<Self::Principal>, Denied>> + Send;

    /// Checks the bearer token, and says which scopes it carries.
    ///
    /// - `pets:write`: Change pets
    fn oauth(
        &self,
        token: &Secret,
        call: &Call,
    ) -> impl Future<Output = Result<Granted<Self::Principal>, Denied>> + Send;

    /// Checks what follows `Digest` in the header `Authorization`.
    fn digest(
        &self,
        credentials: &Secret,
        call: &Call,
    ) -> impl Future<Output = Result<Granted<Self::Principal>, Denied>> + Send;

    /// Checks the peer of the connection, which the application finds in the call's extensions.
    fn peer(
        &self,
        call: &Call,
    ) -> impl Future<Output = Result<Granted<Self::Principal>, Denied>> + Send;

    /// Makes one principal of those of several schemes that an operation asks for
    /// together, each with the name of its scheme.
    fn combine(
        &self,
        principals: Vec<(&'static str, Self::Principal)>,
        call: &Call,
    ) -> impl Future<Output = Result<Self::Principal, Denied>> + Send;
}

::specwright_axum::codegen::security! {
    guard("Shop \"of\" pets", combine) {
        key(secret) => "key", header("X-Key"),
        query_key(secret) => "query_key", query("key"),
        session(secret) => "session", cookie("session"),
        login(user, secret) => "login", basic(),
        token(secret) => "token", bearer(),
        oauth(secret) => "oauth", bearer(),
        digest(secret) => "digest", http("Digest"),
        peer() => "peer", mutual_tls(),
    }
}

/// The operations under the tag `pets`.
pub trait Pets: Security {
    /// Why an operation fails, where no declared response says it.
    type Error: Into<Failure>;

    /// `GET /pets`
    #[deprecated]
    fn list_pets(
        &self,
        principal: Self::Principal,
        request: ListPetsRequest,
        call: &Call,
    ) -> impl Future<Output = Result<ListPetsResponse, Self::Error>> + Send;

    /// `POST /pets`
    fn create_pet(
        &self,
        principal: Self::Principal,
        request: CreatePetRequest,
        call: &Call,
    ) -> impl Future<Output = Result<CreatePetResponse, Self::Error>> + Send;

    /// `GET /pets/{id}`
    fn get_pet(
        &self,
        principal: Option<Self::Principal>,
        request: GetPetRequest,
        call: &Call,
    ) -> impl Future<Output = Result<GetPetResponse, Self::Error>> + Send;

    /// `PUT /pets/{petId}`
    fn replace_pet(
        &self,
        principal: Self::Principal,
        request: ReplacePetRequest,
        call: &Call,
    ) -> impl Future<Output = Result<ReplacePetResponse, Self::Error>> + Send;

    /// `DELETE /pets`
    fn delete_pets(
        &self,
        principal: Self::Principal,
        call: &Call,
    ) -> impl Future<Output = Result<DeletePetsResponse, Self::Error>> + Send;

    /// `QUERY /search`
    fn search(
        &self,
        principal: Self::Principal,
        call: &Call,
    ) -> impl Future<Output = Result<SearchResponse, Self::Error>> + Send;

    /// `GET /peer`
    fn peer(
        &self,
        principal: Option<Self::Principal>,
        call: &Call,
    ) -> impl Future<Output = Result<PeerResponse, Self::Error>> + Send;

    /// `GET /secret`
    fn secret(
        &self,
        principal: Self::Principal,
        call: &Call,
    ) -> impl Future<Output = Result<SecretResponse, Self::Error>> + Send;

    /// `GET /jobs/{id}`
    fn get_job(
        &self,
        principal: Self::Principal,
        request: GetJobRequest,
        call: &Call,
    ) -> impl Future<Output = Result<GetJobResponse, Self::Error>> + Send;
}

/// What [`Pets::list_pets`] is called with.
#[derive(Debug, Clone, PartialEq)]
pub struct ListPetsRequest {
    /// The query parameter `limit`.
    pub limit: Option<i64>,
    /// The query parameter `tags`.
    pub tags: Option<Vec<String>>,
    /// The header `X-Trace`.
    pub x_trace: Option<String>,
    /// The cookie `visits`.
    pub visits: Option<i64>,
}

impl ListPetsRequest {
    /// `limit`, or what the document says it is without.
    #[must_use]
    pub fn limit_or_default(&self) -> i64 {
        self.limit.unwrap_or(20)
    }

    /// `x_trace`, or what the document says it is without.
    #[must_use]
    pub fn x_trace_or_default(&self) -> &str {
        self.x_trace.as_deref().unwrap_or("none")
    }
}

::specwright_axum::codegen::request! {
    ListPetsRequest {
        limit: query("limit") { minimum: 1, maximum: 100 },
        tags: query("tags").comma() { max_items: 2 },
        x_trace: header("X-Trace"),
        visits: cookie("visits"),
    }
}

/// What [`Pets::list_pets`] answers.
#[derive(Debug, Clone, PartialEq)]
pub enum ListPetsResponse {
    /// 200
    Ok {
        /// The header `X-Total`.
        x_total: i64,
        /// The body.
        body: Vec<i64>,
    },
    /// Any other status
    Default {
        /// The status: none that is declared on its own.
        status: StatusCode,
        /// The body.
        body: Value,
    },
}

::specwright_axum::codegen::response! {
    ListPetsResponse {
        Ok { x_total, body } => code(200).header("X-Total", &x_total).json("application/json", &body),
        Default { status, body } => default(status, &[200]).json("application/json", &body),
    }
}

/// What [`Pets::create_pet`] is called with.
#[derive(Debug, Clone, PartialEq)]
pub struct CreatePetRequest {
    /// The query parameter `dry`.
    pub dry: bool,
    /// The body.
    pub body: Vec<i64>,
}

::specwright_axum::codegen::request! {
    CreatePetRequest {
        dry: query("dry"),
        body: json() { items: { minimum: 0 } },
    }
}

/// What [`Pets::create_pet`] answers.
#[derive(Debug, Clone, PartialEq)]
pub enum CreatePetResponse {
    /// 201
    Created {
        /// The header `Location`.
        location: Option<String>,
    },
    /// 404
    NotFound,
    /// 4XX
    ClientError {
        /// The status: 400 to 499, but none that is declared on its own.
        status: StatusCode,
        /// The body.
        body: String,
    },
}

::specwright_axum::codegen::response! {
    CreatePetResponse {
        Created { location } => code(201).header("Location", &location),
        NotFound => code(404),
        ClientError { status, body } => range(4, status, &[404]).json("application/json", &body),
    }
}

/// What [`Pets::get_pet`] is called with.
#[derive(Debug, Clone, PartialEq)]
pub struct GetPetRequest {
    /// The path parameter `id`.
    pub id: i64,
}

::specwright_axum::codegen::request! {
    GetPetRequest {
        id: path("id"),
    }
}

/// What [`Pets::get_pet`] answers.
#[derive(Debug, Clone, PartialEq)]
pub enum GetPetResponse {
    /// 204
    NoContent,
}

::specwright_axum::codegen::response! {
    GetPetResponse {
        NoContent => code(204),
    }
}

/// What [`Pets::replace_pet`] is called with.
#[derive(Debug, Clone, PartialEq)]
pub struct ReplacePetRequest {
    /// The path parameter `petId`.
    pub pet_id: i64,
    /// The body.
    pub body: Option<Vec<i64>>,
}

::specwright_axum::codegen::request! {
    ReplacePetRequest {
        pet_id: path("petId"),
        body: json_optional() { items: { minimum: 0 } },
    }
}

/// What [`Pets::replace_pet`] answers.
#[derive(Debug, Clone, PartialEq)]
pub enum ReplacePetResponse {
    /// 204
    NoContent,
}

::specwright_axum::codegen::response! {
    ReplacePetResponse {
        NoContent => code(204),
    }
}

/// What [`Pets::delete_pets`] answers.
#[derive(Debug, Clone, PartialEq)]
pub enum DeletePetsResponse {
    /// 204
    NoContent,
}

::specwright_axum::codegen::response! {
    DeletePetsResponse {
        NoContent => code(204),
    }
}

/// What [`Pets::search`] answers.
#[derive(Debug, Clone, PartialEq)]
pub enum SearchResponse {
    /// 204
    NoContent,
}

::specwright_axum::codegen::response! {
    SearchResponse {
        NoContent => code(204),
    }
}

/// What [`Pets::peer`] answers.
#[derive(Debug, Clone, PartialEq)]
pub enum PeerResponse {
    /// 204
    NoContent,
}

::specwright_axum::codegen::response! {
    PeerResponse {
        NoContent => code(204),
    }
}

/// What [`Pets::secret`] answers.
#[derive(Debug, Clone, PartialEq)]
pub enum SecretResponse {
    /// 204
    NoContent,
}

::specwright_axum::codegen::response! {
    SecretResponse {
        NoContent => code(204),
    }
}

/// What [`Pets::get_job`] is called with.
#[derive(Debug, Clone, PartialEq)]
pub struct GetJobRequest {
    /// The path parameter `id`.
    pub id: String,
}

::specwright_axum::codegen::request! {
    GetJobRequest {
        id: path("id"),
    }
}

/// What [`Pets::get_job`] answers.
#[derive(Debug, Clone, PartialEq)]
pub enum GetJobResponse {
    /// 204
    NoContent,
}

::specwright_axum::codegen::response! {
    GetJobResponse {
        NoContent => code(204),
    }
}

::specwright_axum::codegen::operations! {
    operations_pets(Pets, S::Principal) {
        list_pets(principal, ListPetsRequest) {
            id: "list_pets",
            method: "GET",
            path: "/pets",
            security: &[&[(0, &[])]],
            declared: &[Declared::default("application/json").members(&[("error", Fill::Code), ("message", Fill::Message)])],
        }
        create_pet(principal, CreatePetRequest) {
            id: "create_pet",
            method: "POST",
            path: "/pets",
            security: &[&[(0, &[])], &[(3, &[])]],
            body: RequestBody::of(&["application/json"]),
        }
        get_pet(optional_principal, GetPetRequest) {
            id: "get_pet",
            method: "GET",
            path: "/pets/{id}",
            rejection: Some(422),
            security: &[&[], &[(4, &[])]],
        }
        replace_pet(principal, ReplacePetRequest) {
            id: "replace_pet",
            method: "PUT",
            path: "/pets/{petId}",
            security: &[&[(4, &[]), (0, &[])]],
            body: RequestBody::of(&["application/json"]),
        }
        delete_pets(principal) {
            id: "delete_pets",
            method: "DELETE",
            path: "/pets",
            security: &[&[(5, &["pets:write"])]],
        }
        search(principal) {
            id: "search",
            method: "QUERY",
            path: "/search",
            security: &[&[(6, &[])]],
        }
        peer(optional_principal) {
            id: "peer",
            method: "GET",
            path: "/peer",
            security: &[&[(7, &[])], &[]],
        }
        secret(principal) {
            id: "secret",
            method: "GET",
            path: "/secret",
            security: &[&[(1, &[])], &[(2, &[])]],
        }
        get_job(principal, GetJobRequest) {
            id: "get_job",
            method: "GET",
            path: "/jobs/{id}",
            security: &[&[(0, &[])]],
            shared: true,
        }
    }
}

/// The operations under the tag `files`.
pub trait Files: Send + Sync + 'static {
    /// Why an operation fails, where no declared response says it.
    type Error: Into<Failure>;

    /// `POST /jobs/{id}:cancel`
    fn cancel_job(
        &self,
        request: CancelJobRequest,
        call: &Call,
    ) -> impl Future<Output = Result<CancelJobResponse, Self::Error>> + Send;

    /// `GET /files/{name}.{ext}`
    fn get_file(
        &self,
        request: GetFileRequest,
        call: &Call,
    ) -> impl Future<Output = Result<GetFileResponse, Self::Error>> + Send;

    /// `PUT /files/{path}`
    fn put_file(
        &self,
        request: PutFileRequest,
        call: &Call,
    ) -> impl Future<Output = Result<PutFileResponse, Self::Error>> + Send;

    /// `GET /files/about`
    fn about_files(
        &self,
        call: &Call,
    ) -> impl Future<Output = Result<AboutFilesResponse, Self::Error>> + Send;

    /// `GET /points{at}/café`
    fn at(
        &self,
        request: AtRequest,
        call: &Call,
    ) -> impl Future<Output = Result<AtResponse, Self::Error>> + Send;
}

/// What [`Files::cancel_job`] is called with.
#[derive(Debug, Clone, PartialEq)]
pub struct CancelJobRequest {
    /// The path parameter `id`.
    pub id: String,
}

::specwright_axum::codegen::request! {
    CancelJobRequest {
        id: path("id"),
    }
}

/// What [`Files::cancel_job`] answers.
#[derive(Debug, Clone, PartialEq)]
pub enum CancelJobResponse {
    /// 204
    NoContent,
}

::specwright_axum::codegen::response! {
    CancelJobResponse {
        NoContent => code(204),
    }
}

/// What [`Files::get_file`] is called with.
#[derive(Debug, Clone, PartialEq)]
pub struct GetFileRequest {
    /// The path parameter `name`.
    pub name: String,
    /// The path parameter `ext`.
    pub ext: String,
}

::specwright_axum::codegen::request! {
    GetFileRequest {
        name: path("name"),
        ext: path("ext"),
    }
}

/// What [`Files::get_file`] answers.
#[derive(Debug, Clone, PartialEq)]
pub enum GetFileResponse {
    /// 200
    Ok(Bytes),
}

::specwright_axum::codegen::response! {
    GetFileResponse {
        Ok(body) => code(200).raw("image/png", body),
    }
}

/// What [`Files::put_file`] is called with.
#[derive(Debug, Clone, PartialEq)]
pub struct PutFileRequest {
    /// The path parameter `path`.
    pub path: String,
    /// The body.
    pub body: Bytes,
}

::specwright_axum::codegen::request! {
    PutFileRequest {
        path: path("path"),
        body: raw(),
    }
}

/// What [`Files::put_file`] answers.
#[derive(Debug, Clone, PartialEq)]
pub enum PutFileResponse {
    /// 204
    NoContent,
}

::specwright_axum::codegen::response! {
    PutFileResponse {
        NoContent => code(204),
    }
}

/// What [`Files::about_files`] answers.
#[derive(Debug, Clone, PartialEq)]
pub enum AboutFilesResponse {
    /// 200
    Ok(String),
}

::specwright_axum::codegen::response! {
    AboutFilesResponse {
        Ok(body) => code(200).json("application/json", &body),
    }
}

/// What [`Files::at`] is called with.
#[derive(Debug, Clone, PartialEq)]
pub struct AtRequest {
    /// The path parameter `at`.
    pub at: Vec<f64>,
}

::specwright_axum::codegen::request! {
    AtRequest {
        at: path("at").matrix().explode(),
    }
}

/// What [`Files::at`] answers.
#[derive(Debug, Clone, PartialEq)]
pub enum AtResponse {
    /// 204
    NoContent,
}

::specwright_axum::codegen::response! {
    AtResponse {
        NoContent => code(204),
    }
}

::specwright_axum::codegen::operations! {
    operations_files(Files) {
        cancel_job(CancelJobRequest) {
            id: "cancel_job",
            method: "POST",
            path: "/jobs/{id}:cancel",
            shared: true,
        }
        get_file(GetFileRequest) {
            id: "get_file",
            method: "GET",
            path: "/files/{name}.{ext}",
        }
        put_file(PutFileRequest) {
            id: "put_file",
            method: "PUT",
            path: "/files/{path}",
            body: RequestBody::of(&["image/*"]),
        }
        about_files() {
            id: "about_files",
            method: "GET",
            path: "/files/about",
        }
        at(AtRequest) {
            id: "at",
            method: "GET",
            path: "/points{at}/café",
        }
    }
}

/// The operations without a tag.
pub trait Api: Send + Sync + 'static {
    /// Why an operation fails, where no declared response says it.
    type Error: Into<Failure>;

    /// `GET /health`
    fn health(
        &self,
        call: &Call,
    ) -> impl Future<Output = Result<HealthResponse, Self::Error>> + Send;

    /// `HEAD /health`
    fn head_health(
        &self,
        call: &Call,
    ) -> impl Future<Output = Result<HeadHealthResponse, Self::Error>> + Send;
}

/// What [`Api::health`] answers.
#[derive(Debug, Clone, PartialEq)]
pub enum HealthResponse {
    /// 204
    NoContent,
}

::specwright_axum::codegen::response! {
    HealthResponse {
        NoContent => code(204),
    }
}

/// What [`Api::head_health`] answers.
#[derive(Debug, Clone, PartialEq)]
pub enum HeadHealthResponse {
    /// 204
    NoContent,
}

::specwright_axum::codegen::response! {
    HeadHealthResponse {
        NoContent => code(204),
    }
}

::specwright_axum::codegen::operations! {
    operations_api(Api) {
        health() {
            id: "health",
            method: "GET",
            path: "/health",
        }
        head_health() {
            id: "head_health",
            method: "HEAD",
            path: "/health",
        }
    }
}

/// All operations as a router. It has no fallback, so that it merges with
/// others; [`not_found`] can be one.
pub fn router<S>(service: S) -> Router
where
    S: Pets + Files + Api,
{
    mount(
        &API,
        service,
        guard(),
        [operations_pets(), operations_files(), operations_api()],
        Mount::All,
    )
}

/// The operations under the tag `pets` as a router.
/// Without those of [`shared_router`].
pub fn router_pets<S>(service: S) -> Router
where
    S: Pets,
{
    mount(&API, service, guard(), [operations_pets()], Mount::Tag)
}

/// The operations under the tag `files` as a router.
/// Without those of [`shared_router`].
pub fn router_files<S>(service: S) -> Router
where
    S: Files,
{
    mount(&API, service, Guard::<S, ()>::none(), [operations_files()], Mount::Tag)
}

/// The operations without a tag as a router.
pub fn router_api<S>(service: S) -> Router
where
    S: Api,
{
    mount(&API, service, Guard::<S, ()>::none(), [operations_api()], Mount::Tag)
}

/// The operations under paths that several tags share in a way that a
/// router of one tag cannot tell apart.
pub fn shared_router<S>(service: S) -> Router
where
    S: Pets + Files,
{
    mount(&API, service, guard(), [operations_pets(), operations_files()], Mount::Shared)
}

/// Answers 404 in the words of the other rejections: a fallback for the
/// router that this one is mounted in.
pub async fn not_found(request: Request) -> Response {
    ::specwright_axum::codegen::not_found(&API, &request)
}
