//! Servers of all documents with bodies: every handler notes the body that it
//! was given and answers 418, which no document declares.

use std::sync::{Arc, Mutex};

use axum::Router;
use http::StatusCode;
use specwright::json::{self, Encode};
use specwright_axum::{Call, Failure};
use specwright_tests as generated;

use crate::support::send;

/// Keeps the last body that a handler was given, written again.
#[derive(Clone, Default)]
pub(crate) struct Recorder(Arc<Mutex<Option<Vec<u8>>>>);

impl Recorder {
    fn note<R>(&self, body: &impl Encode) -> Result<R, Failure> {
        *self.0.lock().unwrap() = Some(json::to_vec(body).unwrap());
        Err(Failure::new(StatusCode::IM_A_TEAPOT, "noted"))
    }

    fn none<R>(&self) -> Result<R, Failure> {
        Err(Failure::new(StatusCode::IM_A_TEAPOT, "nothing to note"))
    }
}

/// A server and what its handlers were given.
pub(crate) struct Server {
    recorder: Recorder,
    router: Router,
    line: String,
}

impl Server {
    pub(crate) fn new(line: &str, router: fn(Recorder) -> Router) -> Self {
        let recorder = Recorder::default();
        Self {
            router: router(recorder.clone()),
            recorder,
            line: line.to_owned(),
        }
    }

    /// Posts a body: the body as the handler had it, written again, or the
    /// rejection.
    pub(crate) async fn post(&self, body: &[u8]) -> Result<String, String> {
        let headers = [("content-type", "application/json")];
        let answer = send(&self.router, &self.line, headers, body.to_vec()).await;
        let noted = self.recorder.0.lock().unwrap().take();
        match (answer.status.as_u16(), noted) {
            (418, Some(body)) => Ok(String::from_utf8(body).unwrap()),
            (400 | 422, None) => Err(answer.body),
            (status, noted) => panic!("{status} {} {noted:?}", answer.body),
        }
    }
}

/// Implements a trait: `body` operations note their body, `rest` operations
/// have none.
macro_rules! recorder {
    ($api:ident :: $group:ident {
        $($body:ident($request:ident) -> $response:ident,)*
    } $({
        $($other:ident($other_request:ident) -> $other_response:ident,)*
    })?) => {
        #[allow(deprecated)]
        impl generated::$api::server::$group for Recorder {
            type Error = Failure;

            $(async fn $body(
                &self,
                request: generated::$api::server::$request,
                _call: &Call,
            ) -> Result<generated::$api::server::$response, Failure> {
                self.note(&request.body)
            })*

            $($(async fn $other(
                &self,
                _request: generated::$api::server::$other_request,
                _call: &Call,
            ) -> Result<generated::$api::server::$other_response, Failure> {
                self.none()
            })*)?
        }
    };
}

recorder!(unions::Api { unions(UnionsRequest) -> UnionsResponse, });
recorder!(branches::Api { branches(BranchesRequest) -> BranchesResponse, });
recorder!(overlaps::Api { overlaps(OverlapsRequest) -> OverlapsResponse, });
recorder!(defaults::Api { guests(GuestsRequest) -> GuestsResponse, });
recorder!(all_of::Api { all(AllRequest) -> AllResponse, });
recorder!(objects::Api { objects(ObjectsRequest) -> ObjectsResponse, });
recorder!(tuples::Api {
    tuples(TuplesRequest) -> TuplesResponse,
    near(NearRequest) -> NearResponse,
});
recorder!(patterns::Api { patterns(PatternsRequest) -> PatternsResponse, });
recorder!(combined::Api { combined(CombinedRequest) -> CombinedResponse, });
recorder!(checks::Api {
    checks(ChecksRequest) -> ChecksResponse,
    tree(TreeRequest) -> TreeResponse,
    checked_tree(CheckedTreeRequest) -> CheckedTreeResponse,
    late(LateRequest) -> LateResponse,
} {
    lookup(LookupRequest) -> LookupResponse,
});
recorder!(checks_fastapi::Api { checks(ChecksRequest) -> ChecksResponse, });
recorder!(nullability::Api {
    presence(PresenceRequest) -> PresenceResponse,
    spellings(SpellingsRequest) -> SpellingsResponse,
});
recorder!(presence_3_0::Api { presence(PresenceRequest) -> PresenceResponse, });
recorder!(read_only::Api { read_only(ReadOnlyRequest) -> ReadOnlyResponse, });
recorder!(directions::Api {
    create_user(CreateUserRequest) -> CreateUserResponse,
    create_team(CreateTeamRequest) -> CreateTeamResponse,
});
recorder!(parcels::Api {
    deliver_parcel(DeliverParcelRequest) -> DeliverParcelResponse,
    put_parcels(PutParcelsRequest) -> PutParcelsResponse,
} {
    get_parcel(GetParcelRequest) -> GetParcelResponse,
    get_label(GetLabelRequest) -> GetLabelResponse,
    get_stops(GetStopsRequest) -> GetStopsResponse,
});
recorder!(kinds::Api {
    in_body(InBodyRequest) -> InBodyResponse,
    closed_body(ClosedBodyRequest) -> ClosedBodyResponse,
    list_body(ListBodyRequest) -> ListBodyResponse,
    in_all_places(InAllPlacesRequest) -> InAllPlacesResponse,
} {
    in_query(InQueryRequest) -> InQueryResponse,
    in_path(InPathRequest) -> InPathResponse,
    in_header(InHeaderRequest) -> InHeaderResponse,
    in_cookie(InCookieRequest) -> InCookieResponse,
});

macro_rules! bookshop {
    ($api:ident) => {
        recorder!($api::Books {
            add_book(AddBookRequest) -> AddBookResponse,
            change_book(ChangeBookRequest) -> ChangeBookResponse,
        } {
            list_books(ListBooksRequest) -> ListBooksResponse,
            get_book(GetBookRequest) -> GetBookResponse,
            remove_book(RemoveBookRequest) -> RemoveBookResponse,
        });
        recorder!($api::Orders { place_order(PlaceOrderRequest) -> PlaceOrderResponse, });
    };
}

bookshop!(bookshop_3_0);
bookshop!(bookshop_3_1);
