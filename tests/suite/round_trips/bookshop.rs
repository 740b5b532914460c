//! The same bookshop twice, from OpenAPI 3.0 and from 3.1: every operation,
//! every declared answer, and answers that are not declared.

macro_rules! bookshop {
    ($version:ident) => {
        mod $version {
            use std::sync::Arc;

            use http::StatusCode;
            use proptest::{
                collection::{btree_map, btree_set},
                prelude::*,
                sample::select,
            };
            use specwright::{Nullable, client::Error};
            use specwright_axum::{Call, Failure};
            use specwright_tests::$version::{
                client::{
                    AddBookError, ChangeBookError, Client, GetBookError, ListBooksError,
                    PlaceOrderError,
                },
                models::{
                    Book, BookChange, CardPayment, Conflict, Genre, InvoicePayment, NewBook, Order,
                    OrderLinesItem, OrderStatus, Payment, Problem,
                },
                server::{
                    AddBookRequest, AddBookResponse, Books, ChangeBookRequest, ChangeBookResponse,
                    GetBookRequest, GetBookResponse, ListBooksRequest, ListBooksResponse, Orders,
                    PlaceOrderRequest, PlaceOrderResponse, RemoveBookRequest, RemoveBookResponse,
                    router,
                },
            };

            use crate::support::{
                values::{header_text, many, maybe, moment, nullable, some, text, text_of, uuid},
                wire::{Script, on_both, property},
            };

            #[derive(Clone, Default)]
            struct Shop(Arc<Scripts>);

            #[derive(Default)]
            struct Scripts {
                list: Script<ListBooksRequest, Result<ListBooksResponse, Failure>>,
                add: Script<AddBookRequest, Result<AddBookResponse, Failure>>,
                get: Script<GetBookRequest, Result<GetBookResponse, Failure>>,
                change: Script<ChangeBookRequest, Result<ChangeBookResponse, Failure>>,
                remove: Script<RemoveBookRequest, Result<RemoveBookResponse, Failure>>,
                place: Script<PlaceOrderRequest, Result<PlaceOrderResponse, Failure>>,
            }

            impl Books for Shop {
                type Error = Failure;

                async fn list_books(
                    &self,
                    request: ListBooksRequest,
                    _call: &Call,
                ) -> Result<ListBooksResponse, Failure> {
                    self.0.list.play(request)
                }

                async fn add_book(
                    &self,
                    request: AddBookRequest,
                    _call: &Call,
                ) -> Result<AddBookResponse, Failure> {
                    self.0.add.play(request)
                }

                async fn get_book(
                    &self,
                    request: GetBookRequest,
                    _call: &Call,
                ) -> Result<GetBookResponse, Failure> {
                    self.0.get.play(request)
                }

                async fn change_book(
                    &self,
                    request: ChangeBookRequest,
                    _call: &Call,
                ) -> Result<ChangeBookResponse, Failure> {
                    self.0.change.play(request)
                }

                async fn remove_book(
                    &self,
                    request: RemoveBookRequest,
                    _call: &Call,
                ) -> Result<RemoveBookResponse, Failure> {
                    self.0.remove.play(request)
                }
            }

            impl Orders for Shop {
                type Error = Failure;

                async fn place_order(
                    &self,
                    request: PlaceOrderRequest,
                    _call: &Call,
                ) -> Result<PlaceOrderResponse, Failure> {
                    self.0.place.play(request)
                }
            }

            fn isbns() -> impl Strategy<Value = String> {
                (0..10_000_000_000_000_u64).prop_map(|number| format!("{number:013}"))
            }

            fn genres() -> impl Strategy<Value = Genre> + Clone {
                select(&[Genre::Novel, Genre::Poetry, Genre::ScienceFiction][..])
            }

            fn prices() -> impl Strategy<Value = f64> {
                prop_oneof![Just(f64::MIN_POSITIVE), Just(10000.0), 0.000_001..10000.0]
            }

            fn new_books() -> impl Strategy<Value = NewBook> {
                let titles = prop_oneof![3 => text_of(1..=12), 1 => text_of(199..=200)];
                let tags = btree_set(text_of(0..=20), 0..4);
                let (subtitles, pages) = (nullable(text()), maybe(1..=i32::MAX));
                (isbns(), titles, subtitles, nullable(genres()), prices(), pages, maybe(tags))
                    .prop_map(|(isbn, title, subtitle, genre, price, pages, tags)| NewBook {
                        isbn,
                        title,
                        subtitle,
                        genre,
                        price,
                        pages,
                        tags: tags.map(|tags| tags.into_iter().collect()),
                    })
            }

            fn books() -> impl Strategy<Value = Book> {
                (new_books(), moment(), maybe(text())).prop_map(|(new, added, sequel_to)| Book {
                    isbn: new.isbn,
                    title: new.title,
                    subtitle: new.subtitle,
                    genre: new.genre,
                    price: new.price,
                    pages: new.pages,
                    tags: new.tags,
                    added,
                    sequel_to,
                })
            }

            fn changes() -> impl Strategy<Value = BookChange> {
                let all = (maybe(text_of(1..=12)), nullable(text()), maybe(prices()));
                all.prop_map(|(title, subtitle, price)| BookChange { title, subtitle, price })
                    .prop_filter("asks for a member", |change| *change != BookChange::new())
            }

            fn payments() -> impl Strategy<Value = Payment> {
                prop_oneof![
                    text().prop_map(|token| CardPayment::new("card", token).into()),
                    text().prop_map(|address| InvoicePayment::new("invoice", address).into()),
                ]
            }

            fn orders() -> impl Strategy<Value = Order> {
                let lines = (text(), maybe(1..=i64::MAX))
                    .prop_map(|(isbn, copies)| OrderLinesItem { isbn, copies });
                let notes = btree_map(text(), text(), 0..4);
                let statuses = [OrderStatus::Placed, OrderStatus::Sent, OrderStatus::LostInThePost];
                (uuid(), some(lines), payments(), maybe(notes), maybe(select(statuses.to_vec())))
                    .prop_map(|(id, lines, payment, notes, status)| Order {
                        id,
                        lines,
                        payment,
                        notes,
                        status,
                    })
            }

            fn problems() -> impl Strategy<Value = Problem> {
                (maybe(text()), maybe(text()), maybe(any::<i64>()), maybe(text())).prop_map(
                    |(r#type, title, status, detail)| Problem { r#type, title, status, detail },
                )
            }

            #[test]
            fn lists_and_their_headers() {
                let requests = (
                    maybe(1..=100_i64),
                    maybe(proptest::collection::vec(genres(), 1..=3)),
                    maybe(text_of(1..=6)),
                );
                let requests = requests
                    .prop_map(|(limit, genre, after)| ListBooksRequest { limit, genre, after });
                let answers = (any::<i64>(), maybe(header_text()), many(books()));
                let shop = Shop::default();
                let scripts = shop.0.clone();
                let all = (requests, answers);
                property(router(shop), Client::with_transport, all, async |client, (request, answer)| {
                    let (x_total_count, x_next, body) = answer;
                    scripts.list.will(Ok(ListBooksResponse::Ok {
                        x_total_count,
                        x_next: x_next.clone(),
                        body: body.clone(),
                    }));
                    let mut call = client.books().list_books();
                    if let Some(limit) = request.limit {
                        call = call.limit(limit);
                    }
                    if let Some(genre) = &request.genre {
                        call = call.genre(genre);
                    }
                    if let Some(after) = &request.after {
                        call = call.after(after);
                    }
                    let answer = call.send().await.unwrap();
                    assert_eq!(answer.declared.x_total_count, x_total_count);
                    assert_eq!(answer.declared.x_next, x_next);
                    assert_eq!(answer.body, body);
                    assert_eq!(scripts.list.seen(), request);
                });
            }

            #[test]
            fn books_are_added() {
                let shop = Shop::default();
                let scripts = shop.0.clone();
                let all = (new_books(), books());
                property(router(shop), Client::with_transport, all, async |client, (new, book)| {
                    scripts.add.will(Ok(AddBookResponse::Created(book.clone())));
                    let answer = client.add_book(&new).send().await.unwrap();
                    assert_eq!((answer.status, &answer.body), (StatusCode::CREATED, &book));
                    assert_eq!(scripts.add.seen().body, new);
                });
            }

            #[test]
            fn books_are_changed() {
                let shop = Shop::default();
                let scripts = shop.0.clone();
                let all = (isbns(), changes(), books());
                property(router(shop), Client::with_transport, all, async |client, (isbn, body, book)| {
                    scripts.change.will(Ok(ChangeBookResponse::Ok(book.clone())));
                    let answer = client.change_book(&isbn, &body).send().await.unwrap();
                    assert_eq!(answer.body, book);
                    assert_eq!(scripts.change.seen(), ChangeBookRequest { isbn, body });
                });
            }

            #[test]
            fn orders_are_placed() {
                let shop = Shop::default();
                let scripts = shop.0.clone();
                property(router(shop), Client::with_transport, orders(), async |client, order| {
                    scripts.place.will(Ok(PlaceOrderResponse::Accepted(order.clone())));
                    let answer = client.orders().place_order(&order).send().await.unwrap();
                    assert_eq!((answer.status, &answer.body), (StatusCode::ACCEPTED, &order));
                    assert_eq!(scripts.place.seen().body, order);
                });
            }

            #[test]
            fn problems_of_any_status_come_back() {
                let shop = Shop::default();
                let scripts = shop.0.clone();
                let statuses = (400..600_u16).prop_map(|code| StatusCode::from_u16(code).unwrap());
                let all = (statuses, problems());
                property(router(shop), Client::with_transport, all, async |client, (status, body)| {
                    let answer = PlaceOrderResponse::Default { status, body: body.clone() };
                    scripts.place.will(Ok(answer));
                    let order = order();
                    let error = client.place_order(&order).send().await.unwrap_err();
                    assert_eq!(error.status(), Some(status));
                    let retryable = [408, 425, 429, 500, 502, 503, 504].contains(&status.as_u16());
                    assert_eq!(error.is_retryable(), retryable);
                    match error {
                        Error::Api(error, _) => {
                            assert_eq!(error, PlaceOrderError::Default { status, body });
                        }
                        other => panic!("{other:?}"),
                    }
                    scripts.place.seen();
                });
            }

            fn order() -> Order {
                let line = OrderLinesItem::new("9780000000000");
                Order::new(Default::default(), vec![line], CardPayment::new("card", "t"))
            }

            fn book() -> Book {
                let added = specwright::codegen::DateTime::UNIX_EPOCH;
                Book::new("9780000000000", "T", 1.5, added, None)
            }

            #[test]
            fn declared_errors_are_told_apart() {
                let shop = Shop::default();
                let scripts = shop.0.clone();
                on_both(router(shop), Client::with_transport, async |client| {
                    let problem = Problem::new().title("No").status(400);
                    scripts.list.will(Ok(ListBooksResponse::BadRequest(problem.clone())));
                    let error = client.list_books().send().await.unwrap_err();
                    let Error::Api(ListBooksError::BadRequest(found), _) = error else {
                        panic!("{error:?}")
                    };
                    assert_eq!(found, problem);
                    scripts.list.seen();

                    let conflict = Conflict::new("twice", "It is there.");
                    scripts.add.will(Ok(AddBookResponse::Conflict(conflict.clone())));
                    let new = NewBook::new("9780000000000", "T", 1.0);
                    let error = client.add_book(&new).send().await.unwrap_err();
                    assert_eq!(error.status(), Some(StatusCode::CONFLICT));
                    let Error::Api(AddBookError::Conflict(found), _) = error else {
                        panic!("{error:?}")
                    };
                    assert_eq!(found, conflict);
                    scripts.add.seen();

                    scripts.get.will(Ok(GetBookResponse::NotFound));
                    let error = client.get_book("9780000000000").send().await.unwrap_err();
                    assert!(matches!(error, Error::Api(GetBookError::NotFound, _)), "{error:?}");
                    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
                    scripts.get.seen();

                    scripts.change.will(Ok(ChangeBookResponse::NotFound));
                    let change = BookChange::new().subtitle(Nullable::Null);
                    let error = client.change_book("9780000000000", &change).send().await;
                    let error = error.unwrap_err();
                    assert!(matches!(error, Error::Api(ChangeBookError::NotFound, _)), "{error:?}");
                    assert_eq!(scripts.change.seen().body, change);
                });
            }

            #[test]
            fn failures_come_back_as_they_are_declared() {
                let shop = Shop::default();
                let scripts = shop.0.clone();
                on_both(router(shop), Client::with_transport, async |client| {
                    // 404 is declared, without a body.
                    scripts.get.will(Err(Failure::not_found("No such book")));
                    let error = client.get_book("9780000000000").send().await.unwrap_err();
                    assert!(matches!(error, Error::Api(GetBookError::NotFound, _)), "{error:?}");
                    scripts.get.seen();

                    // Whatever is not declared on its own is a problem.
                    scripts.place.will(Err(Failure::internal("secret")));
                    let error = client.place_order(&order()).send().await.unwrap_err();
                    let Error::Api(PlaceOrderError::Default { status, body }, _) = error else {
                        panic!("{error:?}")
                    };
                    assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
                    assert_eq!(body.status, Some(500));
                    assert!(!format!("{body:?}").contains("secret"));
                    scripts.place.seen();

                    // Nothing is declared for it: the answer is there as it came.
                    scripts.add.will(Err(Failure::not_found("No such shelf")));
                    let new = NewBook::new("9780000000000", "T", 1.0);
                    let error = client.add_book(&new).send().await.unwrap_err();
                    let Error::Unexpected(answer) = &error else { panic!("{error:?}") };
                    assert_eq!(answer.status, StatusCode::NOT_FOUND);
                    assert_eq!(answer.headers["content-type"], "application/problem+json");
                    let body: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
                    assert_eq!((&body["status"], &body["detail"]), (&404.into(), &"No such shelf".into()));
                    scripts.add.seen();
                });
            }

            #[test]
            fn refused_requests_come_back_as_problems() {
                let shop = Shop::default();
                let scripts = shop.0.clone();
                on_both(router(shop), Client::with_transport, async |client| {
                    let error = client.list_books().limit(0).send().await.unwrap_err();
                    let Error::Api(ListBooksError::BadRequest(problem), _) = error else {
                        panic!("{error:?}")
                    };
                    assert_eq!(problem.status, Some(400));
                    scripts.list.untouched();

                    let mut order = order();
                    order.lines.clear();
                    let error = client.place_order(&order).send().await.unwrap_err();
                    let Error::Api(PlaceOrderError::Default { status, .. }, _) = error else {
                        panic!("{error:?}")
                    };
                    assert_eq!(status, StatusCode::BAD_REQUEST);
                    scripts.place.untouched();

                    // 400 is not declared here.
                    let error = client.get_book("12").send().await.unwrap_err();
                    assert!(matches!(error, Error::Unexpected(_)), "{error:?}");
                    assert_eq!(error.status(), Some(StatusCode::BAD_REQUEST));
                    scripts.get.untouched();
                });
            }

            #[test]
            fn members_beyond_their_bounds_are_refused() {
                let shop = Shop::default();
                let scripts = shop.0.clone();
                on_both(router(shop), Client::with_transport, async |client| {
                    let good = || NewBook::new("9780000000000", "T", 1.0);
                    let twice = vec!["a".to_owned(), "a".to_owned()];
                    for bad in [
                        NewBook::new("978000000000", "T", 1.0),
                        NewBook::new("٩٧٨٠٠٠٠٠٠٠٠٠٠", "T", 1.0),
                        NewBook::new("9780000000000", "", 1.0),
                        NewBook::new("9780000000000", "é".repeat(201), 1.0),
                        NewBook::new("9780000000000", "T", 0.0),
                        NewBook::new("9780000000000", "T", 10000.000_000_1),
                        good().pages(0),
                        good().tags(vec!["x".repeat(21)]),
                        good().tags(twice),
                    ] {
                        let error = client.add_book(&bad).send().await.unwrap_err();
                        assert_eq!(error.status(), Some(StatusCode::BAD_REQUEST), "{bad:?}");
                    }
                    let nothing = BookChange::new();
                    let error = client.change_book("9780000000000", &nothing).send().await;
                    assert_eq!(error.unwrap_err().status(), Some(StatusCode::BAD_REQUEST));
                    scripts.add.untouched();
                    scripts.change.untouched();
                });
            }

            #[test]
            #[expect(deprecated, reason = "the document says so")]
            fn what_has_no_body_has_none() {
                let shop = Shop::default();
                let scripts = shop.0.clone();
                on_both(router(shop), Client::with_transport, async |client| {
                    scripts.remove.will(Ok(RemoveBookResponse::NoContent));
                    let answer = client.remove_book("9780000000000").send().await.unwrap();
                    assert_eq!((answer.status, answer.body), (StatusCode::NO_CONTENT, ()));
                    assert_eq!(scripts.remove.seen().isbn, "9780000000000");
                });
            }

            #[test]
            fn a_status_that_is_declared_elsewhere_is_a_failure() {
                let shop = Shop::default();
                let scripts = shop.0.clone();
                on_both(router(shop), Client::with_transport, async |client| {
                    scripts.place.will(Ok(PlaceOrderResponse::Default {
                        status: StatusCode::ACCEPTED,
                        body: Problem::new(),
                    }));
                    let error = client.place_order(&order()).send().await.unwrap_err();
                    assert_eq!(error.status(), Some(StatusCode::INTERNAL_SERVER_ERROR));
                    scripts.place.seen();
                });
            }

            #[test]
            fn raw_answers_can_be_read_later() {
                let shop = Shop::default();
                let scripts = shop.0.clone();
                on_both(router(shop), Client::with_transport, async |client| {
                    scripts.get.will(Ok(GetBookResponse::Ok(book())));
                    let raw = client.get_book("9780000000000").send_raw().await.unwrap();
                    assert_eq!(raw.status(), StatusCode::OK);
                    scripts.get.seen();
                    use specwright_tests::$version::client::GetBookCall;
                    assert_eq!(GetBookCall::parse_response(raw).unwrap().body, book());
                });
            }

            #[test]
            fn defaults_are_read_and_not_sent() {
                let line = OrderLinesItem::new("1");
                assert_eq!((line.copies, line.copies_or_default()), (None, 1));
                let request = ListBooksRequest { limit: None, genre: None, after: None };
                assert_eq!(request.limit_or_default(), 20);
            }
        }
    };
}

bookshop!(bookshop_3_0);
bookshop!(bookshop_3_1);
