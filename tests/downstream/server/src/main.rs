//! A server of the first document: the contract is a trait, the rest is axum.
//! Listens on a free port of the loopback interface and says which.

use std::{
    io::{self, Write as _},
    net::Ipv4Addr,
};

use specwright::{Object, Secret};
use specwright_axum::{Call, Denied, Failure, Granted};

specwright::include_api!(aci_linked_accounts);

use aci_linked_accounts::server::{self, LinkOauth2AccountRequest, LinkOauth2AccountResponse};

struct Service;

struct Project {
    name: &'static str,
}

impl server::Security for Service {
    type Principal = Project;

    async fn api_key_header(&self, key: &Secret, _call: &Call) -> Result<Granted<Project>, Denied> {
        match key.expose() {
            "secret" => Ok(Granted::new(Project { name: "demo" })),
            _ => Err(Denied::Refused),
        }
    }
}

impl server::LinkedAccounts for Service {
    type Error = Failure;

    async fn link_oauth2_account(
        &self,
        project: Project,
        request: LinkOauth2AccountRequest,
        _call: &Call,
    ) -> Result<LinkOauth2AccountResponse, Failure> {
        if request.app_name != "GITHUB" {
            return Err(Failure::not_found(format!(
                "no app called {}",
                request.app_name
            )));
        }
        let owner = &request.linked_account_owner_id;
        let url = format!(
            "https://provider.example/authorize?state={}-{owner}",
            project.name
        );
        Ok(LinkOauth2AccountResponse::Ok(Object::from([(
            "url",
            url.into(),
        )])))
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let app = server::router(Service).fallback(server::not_found);
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    writeln!(io::stdout(), "http://{}", listener.local_addr()?)?;
    axum::serve(listener, app).await
}
