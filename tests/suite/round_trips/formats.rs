//! Formats with each choice of Rust types: what is accepted is the same, and
//! what is sent arrives.

use axum::Router;
use http::StatusCode;
use serde_json::json;
use specwright::json::Mode;
use specwright_axum::{Call, Failure};
use specwright_tests::{formats, formats_jiff, formats_path, formats_string, formats_time};

use crate::support::{
    send,
    wire::{on_both, runtime},
};

struct Echo;

macro_rules! echo {
    ($($module:ident),*) => {
        $(impl $module::server::Api for Echo {
            type Error = Failure;

            async fn formats(
                &self,
                request: $module::server::FormatsRequest,
                _call: &Call,
            ) -> Result<$module::server::FormatsResponse, Failure> {
                Ok($module::server::FormatsResponse::Ok(request.body))
            }
        })*

        fn routers() -> Vec<(&'static str, Router)> {
            vec![$((stringify!($module), $module::server::router(Echo))),*]
        }
    };
}

echo!(
    formats,
    formats_jiff,
    formats_path,
    formats_string,
    formats_time
);

const BODY: &str = r#"{"moment":"2024-01-01T00:00:00Z"}"#;

#[track_caller]
fn verdict(status: StatusCode, accepted: bool, about: &str) {
    let expected = if accepted {
        StatusCode::OK
    } else {
        StatusCode::BAD_REQUEST
    };
    assert_eq!(status, expected, "{about}");
}

#[test]
fn the_choice_of_types_does_not_change_what_is_accepted() {
    let cases = [
        ("moment", "1996-12-19t16:39:57.1234567891-08:00", true),
        ("moment", "1990-12-31T23:59:60Z", true),
        ("moment", "1990-12-31T22:59:60Z", false),
        ("moment", "2024-01-01 00:00:00Z", false),
        ("day", "2024-02-29", true),
        ("day", "2024-2-29", false),
        ("day", "2023-02-29", false),
        ("clock", "12:00:00+01:00", true),
        ("clock", "12:00:00", false),
        ("span", "P1DT12H", true),
        ("span", "1 day", false),
        ("span", "P1Y3D", false),
        ("span", "P1W", true),
        ("price", "2.50", true),
        ("price", "-007", true),
        ("price", "1e2", false),
        ("price", "2,50", false),
        ("token", "-_8", true),
        ("token", "+/8", false),
        ("v4", "127.0.0.1", true),
        ("v4", "127.0.0.01", false),
        ("v4", "::1", false),
        ("v6", "2001:DB8::1", true),
        ("v6", "127.0.0.1", false),
        ("v6", "fe80::1%1", false),
        ("place", "https://example.com/", true),
        ("place", "https://example.com/that/is/much/too/long", false),
        ("place", "/relative", false),
        ("id", "67e55044-10b1-426f-9247-bb680e5fe0c8", true),
        ("id", "67e5504410b1426f9247bb680e5fe0c8", false),
        ("either", "2024-02-29", true),
        ("either", "2024-02-30", false),
    ];
    let runtime = runtime();
    for (name, router) in routers() {
        for (member, text, accepted) in cases {
            let mut body: serde_json::Value = serde_json::from_str(BODY).unwrap();
            body[member] = json!(text);
            let json = [("content-type", "application/json")];
            let answer = send(&router, "POST /formats/::1", json, body.to_string());
            let answer = runtime.block_on(answer);
            verdict(answer.status, accepted, &format!("{name} {member} {text}"));
        }
    }
}

#[test]
fn parameters_are_accepted_as_members_are() {
    let cases = [
        ("/formats/::1?since=2024-01-01T00:00:00Z", "1.2.3.4", true),
        ("/formats/1.2.3.4", "1.2.3.4", false),
        ("/formats/::1?since=2024-01-01", "1.2.3.4", false),
        (
            "/formats/::1?days=2024-01-01&days=2024-02-29",
            "1.2.3.4",
            true,
        ),
        (
            "/formats/::1?days=2024-01-01&days=2024-02-30",
            "1.2.3.4",
            false,
        ),
        ("/formats/::1?price=2.50", "1.2.3.4", true),
        ("/formats/::1?price=2.5.0", "1.2.3.4", false),
        ("/formats/::1", "1.2.3.04", false),
        ("/formats/::1", "::1", false),
    ];
    let runtime = runtime();
    for (name, router) in routers() {
        for (target, peer, accepted) in cases {
            let line = format!("POST {target}");
            let headers = [("content-type", "application/json"), ("x-peer", peer)];
            let answer = runtime.block_on(send(&router, &line, headers, BODY));
            verdict(answer.status, accepted, &format!("{name} {target} {peer}"));
        }
    }
}

#[test]
fn a_type_of_the_users_reads_its_text_and_writes_it() {
    use formats_path::{client::Client, models::Formats, server::router};
    on_both(router(Echo), Client::with_transport, async |client| {
        let moment = "2024-01-01T00:00:00Z".parse().unwrap();
        let endpoint: std::net::SocketAddr = "[2001:db8::1]:80".parse().unwrap();
        let address: std::net::IpAddr = "::1".parse().unwrap();
        let body = Formats::new(moment).endpoint(endpoint).v6(address);
        let answer = client.formats(address, &body).send().await.unwrap();
        assert_eq!(answer.body, body);
        assert!(answer.body.endpoint.unwrap().is_ipv6());
        // What the client sends is held against the format by the server.
        let wrong = Formats::new(moment).v4(address);
        assert!(client.formats(address, &wrong).send().await.is_err());
    });
    let body = r#"{"moment":"2024-01-01T00:00:00Z","endpoint":"nowhere"}"#;
    let json = [("content-type", "application/json")];
    let router = router(Echo);
    let answer = runtime().block_on(send(&router, "POST /formats/::1", json, body));
    verdict(answer.status, false, &answer.body);
    assert!(answer.body.contains("SocketAddr"), "{}", answer.body);
}

#[test]
fn moments_and_days_of_other_libraries_come_back() {
    {
        use formats_jiff::{client::Client, models::Formats, server::router};
        on_both(router(Echo), Client::with_transport, async |client| {
            let body = Formats::new("2024-01-01T00:00:00.5Z".parse().unwrap())
                .day("2024-02-29".parse().unwrap());
            let address = "::1".parse().unwrap();
            let call = client.formats(address, &body).since(body.moment);
            assert_eq!(call.send().await.unwrap().body, body);
        });
    }
    use formats_time::{client::Client, models::Formats, server::router};
    let text = r#"{"moment":"2024-01-01T02:00:00.5+02:00","day":"2024-02-29"}"#;
    let body: Formats = serde_json::from_str(text).unwrap();
    assert_eq!(body.moment.offset().whole_hours(), 2);
    assert_eq!(serde_json::to_string(&body).unwrap(), text);
    on_both(router(Echo), Client::with_transport, async |client| {
        let address = "::1".parse().unwrap();
        let call = client.formats(address, &body).since(body.moment);
        assert_eq!(call.send().await.unwrap().body, body);
    });
}

#[test]
fn digits_units_and_bytes_come_back() {
    use formats_jiff::{client::Client, models::Formats, server::router};
    let text = r#"{"moment":"2024-01-01T00:00:00Z","span":"P1Y0M3DT36H","price":"2.50","amount":0.1000000000000000000001,"token":"-_8","key":"-_8","hash":"00ff"}"#;
    let body: Formats =
        specwright::json::from_str(text, Mode::Strict, &specwright::Facets::NONE).unwrap();
    let price = body.price.unwrap();
    assert_eq!((price.mantissa(), price.scale()), (250, 2));
    assert_eq!(body.amount.unwrap().0.scale(), 22);
    assert_eq!(body.span.unwrap().0.get_hours(), 36);
    assert_eq!(body.key.as_ref().unwrap().0, [0xfb, 0xff]);
    assert_eq!(body.hash.as_ref().unwrap().0, [0, 0xff]);
    assert_eq!(specwright::json::to_vec(&body).unwrap(), text.as_bytes());
    on_both(router(Echo), Client::with_transport, async |client| {
        let address = "::1".parse().unwrap();
        let call = client.formats(address, &body).price(price);
        assert_eq!(call.send().await.unwrap().body, body);
    });
}

#[test]
fn addresses_are_written_in_their_canonical_form() {
    let json = [("content-type", "application/json")];
    let body = r#"{"moment":"2024-01-01T00:00:00Z","v6":"2001:DB8:0:0::0:1"}"#;
    let router = formats::server::router(Echo);
    let answer = runtime().block_on(send(&router, "POST /formats/::1", json, body));
    assert_eq!(answer.json()["v6"], "2001:db8::1");
}

#[test]
fn addresses_and_days_are_copied_compared_and_hashed() {
    fn has<T: Copy + Eq + std::hash::Hash>() {}
    has::<formats::models::Peer>();
    has::<formats_jiff::models::Peer>();
    has::<formats_jiff::models::Item>();
    has::<formats_time::models::Peer>();
}
