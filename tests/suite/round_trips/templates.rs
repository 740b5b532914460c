//! Several parameters between two slashes.

use std::sync::Arc;

use specwright_axum::{Call, Failure};
use specwright_tests::templates::{client::Client, models::Extension, server::*};

use crate::support::wire::{Script, on_both};

#[derive(Clone, Default)]
struct Service(Arc<Script<(String, String), ()>>);

impl Api for Service {
    type Error = Failure;

    async fn get_file(
        &self,
        request: GetFileRequest,
        _call: &Call,
    ) -> Result<GetFileResponse, Failure> {
        self.0.see((request.name, request.ext.to_string()));
        Ok(GetFileResponse::NoContent)
    }

    async fn put_file(
        &self,
        request: PutFileRequest,
        _call: &Call,
    ) -> Result<PutFileResponse, Failure> {
        self.0.see((request.name, request.ext));
        Ok(PutFileResponse::NoContent)
    }
}

#[test]
fn a_value_may_have_the_text_between_the_parameters() {
    let service = Service::default();
    let script = service.0.clone();
    on_both(router(service), Client::with_transport, async |client| {
        for (name, ext) in [
            ("a", Extension::TarGz),
            ("a.b", Extension::TarGz),
            ("a.tar", Extension::Md),
            ("tar", Extension::Txt),
        ] {
            let text = ext.to_string();
            client.get_file(name, ext).send().await.unwrap();
            assert_eq!(script.seen(), (name.to_owned(), text));
        }
        // Where any text will do, the last one is the shortest.
        client.put_file("a", "tar.gz").send().await.unwrap();
        assert_eq!(script.seen(), ("a.tar".to_owned(), "gz".to_owned()));
    });
}
