//! A client of the first document: `downstream-client BASE_URL KEY APP OWNER`
//! prints the URL to go to.

use std::{
    env,
    error::Error as StdError,
    io::{self, Write as _},
    process::ExitCode,
};

specwright::include_api!(aci_linked_accounts);

use aci_linked_accounts::client::{Client, Error, LinkOauth2AccountError};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(url) => {
            let written = writeln!(io::stdout(), "{url}");
            ExitCode::from(u8::from(written.is_err()))
        }
        Err(error) => {
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<String, Box<dyn StdError>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [base, key, app, owner] = arguments.as_slice() else {
        return Err("usage: downstream-client BASE_URL KEY APP OWNER".into());
    };
    let client = Client::new(base)?.api_key_header(key.as_str());
    let answer = client
        .link_oauth2_account(app, owner)
        .after_oauth2_link_redirect_url("https://me.example/done")
        .send()
        .await;
    match answer {
        Ok(linked) => Ok(linked.body.str("url").unwrap_or_default().to_owned()),
        Err(Error::Api(LinkOauth2AccountError::UnprocessableEntity(invalid), _)) => {
            let messages = invalid.detail.into_iter().flatten().map(|item| item.msg);
            Err(messages.collect::<Vec<_>>().join("; ").into())
        }
        Err(other) => Err(other.into()),
    }
}
