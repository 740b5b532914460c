use ::core::convert::Infallible;
use ::specwright::codegen::{Bytes, ClientCore, Secret, StatusCode, Value};
use super::models;

pub use ::specwright::codegen::{Answer, Error};

/// A client of the API. Cheap to clone.
///
/// The document names these servers:
///
/// - `https://api.example/v1`: Production
#[derive(Debug, Clone)]
pub struct Client(ClientCore);

::specwright::codegen::client_methods! {
    Client
}

::specwright::codegen::client_schemes! {
    API_KEY: header("ApiKey", "X-Api-Key"),
    QUERY_KEY: query("QueryKey", "key"),
    SESSION: cookie("Session", "sid"),
    BASIC: basic("Basic"),
    BEARER: bearer("Bearer"),
    HOBA: http("Hoba", "HOBA"),
    OAUTH: bearer("OAuth"),
    MUTUAL: mutual_tls("Mutual"),
}

impl Client {
    /// Sets the key of `ApiKey`: the header `X-Api-Key`.
    #[must_use]
    pub fn api_key(self, key: impl Into<Secret>) -> Self {
        Self(self.0.with_secret(&API_KEY, key))
    }
}

impl Client {
    /// Sets the key of `QueryKey`: the query parameter `key`.
    #[must_use]
    pub fn query_key(self, key: impl Into<Secret>) -> Self {
        Self(self.0.with_secret(&QUERY_KEY, key))
    }
}

impl Client {
    /// Sets the key of `Session`: the cookie `sid`.
    #[must_use]
    pub fn session(self, key: impl Into<Secret>) -> Self {
        Self(self.0.with_secret(&SESSION, key))
    }
}

impl Client {
    /// Sets user and password of `Basic`: HTTP Basic.
    #[must_use]
    pub fn basic(self, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self(self.0.with_basic(&BASIC, user, password))
    }
}

impl Client {
    /// Sets the bearer token of `Bearer`, `JWT`.
    #[must_use]
    pub fn bearer(self, token: impl Into<Secret>) -> Self {
        Self(self.0.with_secret(&BEARER, token))
    }
}

impl Client {
    /// Sets what follows `HOBA` in the header `Authorization`, for `Hoba`.
    #[must_use]
    pub fn hoba(self, credentials: impl Into<Secret>) -> Self {
        Self(self.0.with_secret(&HOBA, credentials))
    }
}

impl Client {
    /// Sets the access token of `OAuth`: OAuth2.
    #[must_use]
    pub fn oauth(self, token: impl Into<Secret>) -> Self {
        Self(self.0.with_secret(&OAUTH, token))
    }
}

/// The operations of `pets`.
#[derive(Debug, Clone)]
pub struct PetsClient(Client);

impl Client {
    /// The operations of `pets`.
    #[must_use]
    pub fn pets(&self) -> PetsClient {
        PetsClient(Clone::clone(self))
    }
}

::specwright::codegen::client_group! {
    PetsClient {
        list_pets() -> ListPetsCall,
        create_pet(body: &models::NewPet) -> CreatePetCall,
        get_pet(pet_id: models::PetId) -> GetPetCall,
        call_new(pet_id: models::PetId) -> NewCall,
    }
}

/// The operations of `orders`.
#[derive(Debug, Clone)]
pub struct OrdersClient(Client);

impl Client {
    /// The operations of `orders`.
    #[must_use]
    pub fn orders(&self) -> OrdersClient {
        OrdersClient(Clone::clone(self))
    }
}

::specwright::codegen::client_group! {
    OrdersClient {
        report(name: &[impl AsRef<str>], ext: impl AsRef<str>) -> ReportCall,
        upload() -> UploadCall,
    }
}

impl Client {
    /// `GET /pets`
    #[deprecated]
    pub fn list_pets(&self) -> ListPetsCall {
        ListPetsCall(self.0.call(ListPetsCall::OPERATION))
    }
}

impl ListPetsCall {
    /// Sets `limit`.
    pub fn limit(self, value: i64) -> Self {
        Self(self.0.param(0, &value))
    }

    /// Sets `tags`.
    pub fn tags(self, value: &[impl AsRef<str>]) -> Self {
        Self(self.0.texts(1, value))
    }

    /// Sets `ids`.
    pub fn ids(self, value: &[i64]) -> Self {
        Self(self.0.list(2, value))
    }

    /// Sets `names`.
    pub fn names(self, value: &[impl AsRef<str>]) -> Self {
        Self(self.0.texts(3, value))
    }

    /// Sets `status`.
    pub fn status(self, value: models::Status) -> Self {
        Self(self.0.param(4, &value))
    }

    /// Sets `X-Request-Id`.
    pub fn x_request_id(self, value: impl AsRef<str>) -> Self {
        Self(self.0.text(5, value.as_ref()))
    }

    /// Sets `crumbs`.
    pub fn crumbs(self, value: &[impl AsRef<str>]) -> Self {
        Self(self.0.texts(6, value))
    }

    /// Sets `send`.
    pub fn send_param(self, value: bool) -> Self {
        Self(self.0.param(7, &value))
    }

    /// Sets `password`.
    pub fn password(self, value: impl Into<Secret>) -> Self {
        Self(self.0.param(8, &Into::<Secret>::into(value)))
    }

    /// Sets `ratio`.
    pub fn ratio(self, value: f64) -> Self {
        Self(self.0.param(9, &value))
    }
}

/// The errors that `list_pets` declares.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ListPetsError {
    /// Any other status: Failed
    Default {
        /// The status.
        status: StatusCode,
        /// The body.
        body: models::Problem,
    },
}

/// The headers that `list_pets` declares for 200.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ListPetsOkHeaders {
    /// `X-Total`.
    pub x_total: i64,
    /// `X-Next`.
    pub x_next: Option<String>,
}

::specwright::codegen::client_headers! {
    ListPetsOkHeaders {
        x_total "X-Total",
        x_next "X-Next",
    }
}

::specwright::codegen::client_call! {
    ListPetsCall -> Answer<Vec<models::Pet>, ListPetsOkHeaders>, ListPetsError;
    "list_pets", "GET", "/pets";
    accept: "application/json, application/problem+json";
    params {
        query("limit"),
        query("tags"),
        query("ids").comma().allow_reserved(),
        query("names").pipe(),
        query("status"),
        header("X-Request-Id"),
        cookie("crumbs").explode(),
        query("send"),
        query("password"),
        query("ratio"),
    }
    ok {
        200 => answer(headers, json),
    }
    error {
        "default" => ListPetsError::Default(status, json),
    }
}

impl Client {
    /// `POST /pets` with the credentials of `ApiKey` and `OAuth`, or `Basic`, or `Bearer`, or `Hoba`, or `Mutual`
    pub fn create_pet(&self, body: &models::NewPet) -> CreatePetCall {
        let call = self.0.call(CreatePetCall::OPERATION);
        CreatePetCall(call.json("application/json", body))
    }
}

/// The successes that `create_pet` declares.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant)]
pub enum CreatePetSuccess {
    /// 200: The pet
    Ok(models::Pet),
    /// 201: The pet
    Created {
        /// The declared headers.
        headers: CreatePetCreatedHeaders,
        /// The body.
        body: models::Pet,
    },
    /// 204.
    NoContent,
}

/// The errors that `create_pet` declares.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant)]
pub enum CreatePetError {
    /// 409: Failed
    Conflict {
        /// The declared headers.
        headers: CreatePetConflictHeaders,
        /// The body.
        body: models::Problem,
    },
    /// 410: Gone
    Gone,
    /// 4XX: Failed
    ClientError {
        /// The status.
        status: StatusCode,
        /// The body.
        body: models::Problem,
    },
    /// Any other status: Anything
    Default(StatusCode),
}

/// The headers that `create_pet` declares for 201.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CreatePetCreatedHeaders {
    /// `Location`.
    pub location: String,
}

::specwright::codegen::client_headers! {
    CreatePetCreatedHeaders {
        location "Location",
    }
}

/// The headers that `create_pet` declares for 409.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CreatePetConflictHeaders {
    /// `Retry-After`.
    pub retry_after: Option<i64>,
}

::specwright::codegen::client_headers! {
    CreatePetConflictHeaders {
        retry_after "Retry-After",
    }
}

::specwright::codegen::client_call! {
    CreatePetCall -> Answer<CreatePetSuccess>, CreatePetError;
    "create_pet", "POST", "/pets";
    accept: "application/json, application/problem+json";
    security: [[API_KEY, OAUTH], [BASIC], [BEARER], [HOBA], [MUTUAL]];
    ok {
        200 => CreatePetSuccess::Ok(json),
        201 => CreatePetSuccess::Created(headers, json),
        204 => CreatePetSuccess::NoContent,
    }
    error {
        409 => CreatePetError::Conflict(headers, json),
        410 => CreatePetError::Gone,
        "4XX" => CreatePetError::ClientError(status, json),
        "default" => CreatePetError::Default(status),
    }
}

impl Client {
    /// `GET /pets/{petId}` with the credentials of `QueryKey`, or `Session`, if they are set
    pub fn get_pet(&self, pet_id: models::PetId) -> GetPetCall {
        let call = self.0.call(GetPetCall::OPERATION);
        GetPetCall(call.param(0, &pet_id))
    }
}

/// The successes that `get_pet` declares.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant)]
pub enum GetPetSuccess {
    /// 200: The pet
    Ok(models::Pet),
    /// 302: Moved
    Found(GetPetFoundHeaders),
}

/// The headers that `get_pet` declares for 302.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetPetFoundHeaders {
    /// `Location`.
    pub location: String,
}

::specwright::codegen::client_headers! {
    GetPetFoundHeaders {
        location "Location",
    }
}

::specwright::codegen::client_call! {
    GetPetCall -> Answer<GetPetSuccess>, Infallible;
    "get_pet", "GET", "/pets/{petId}";
    accept: "application/json";
    security: [[QUERY_KEY], [SESSION], []];
    params {
        path("petId"),
    }
    ok {
        200 => GetPetSuccess::Ok(json),
        302 => GetPetSuccess::Found(headers),
    }
}

impl Client {
    /// `DELETE /pets/{petId}`
    pub fn call_new(&self, pet_id: models::PetId) -> NewCall {
        let call = self.0.call(NewCall::OPERATION);
        NewCall(call.param(0, &pet_id))
    }
}

::specwright::codegen::client_call! {
    NewCall -> Answer<()>, Infallible;
    "new", "DELETE", "/pets/{petId}";
    params {
        path("petId"),
    }
    ok {
        204 => answer,
    }
}

impl Client {
    /// `GET /reports/{name}{ext}`
    pub fn report(&self, name: &[impl AsRef<str>], ext: impl AsRef<str>) -> ReportCall {
        let call = self.0.call(ReportCall::OPERATION);
        ReportCall(call.texts(0, name).text(1, ext.as_ref()))
    }
}

/// The successes that `report` declares.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant)]
pub enum ReportSuccess {
    /// 200: Text
    OkCsv(Bytes),
    /// 200: Rows
    OkJson(Vec<models::Pet>),
}

/// The errors that `report` declares.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ReportError {
    /// 5XX: Down
    ServerError(StatusCode),
}

::specwright::codegen::client_call! {
    ReportCall -> Answer<ReportSuccess>, ReportError;
    "report", "GET", "/reports/{name}{ext}";
    accept: "text/csv, application/json";
    params {
        path("name"),
        path("ext").label(),
    }
    ok {
        200 "text/csv" => ReportSuccess::OkCsv(raw),
        200 => ReportSuccess::OkJson(json),
    }
    error {
        "5XX" => ReportError::ServerError(status),
    }
}

impl Client {
    /// `PUT /upload`
    pub fn upload(&self) -> UploadCall {
        UploadCall(self.0.call(UploadCall::OPERATION))
    }
}

impl UploadCall {
    /// Sets `body`.
    pub fn body(self, value: impl Into<Bytes>) -> Self {
        Self(self.0.raw("application/octet-stream", value))
    }
}

/// The errors that `upload` declares.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum UploadError {
    /// Any other status: Done
    Default {
        /// The status.
        status: StatusCode,
        /// The body.
        body: Value,
    },
}

::specwright::codegen::client_call! {
    UploadCall -> Answer<Value>, UploadError;
    "upload", "PUT", "/upload";
    accept: "application/json";
    ok {
        "default" => answer(json),
    }
    error {
        "default" => UploadError::Default(status, json),
    }
}
