//! Servers and what the document says about itself.

use specwright_ir as ir;
use specwright_source::codes::{gap, operation as codes};
use specwright_source::{Diagnostic, Pointer};
use specwright_spec::model::{Document, Info, Server};

use super::report::{Place, Report};

/// Title, version, description.
pub(super) fn info(info: &Info) -> ir::Info {
    ir::Info {
        title: info.title.value.clone(),
        version: info.version.value.clone(),
        description: info
            .description
            .as_ref()
            .or(info.summary.as_ref())
            .map(|text| text.value.clone()),
    }
}

/// The document's servers, each variable's default put in.
pub(super) fn servers(document: &Document, report: &mut Report) -> Vec<ir::Server> {
    let at = Pointer::root().child("servers");
    document
        .servers
        .iter()
        .enumerate()
        .map(|(index, server)| {
            if !server.variables.is_empty() {
                let place = Place {
                    span: server.span,
                    pointer: at.child(index.to_string()).child("variables"),
                };
                report.gap(place.gap(
                    gap::SERVER_TEMPLATE,
                    format!(
                        "the URL `{}` is used with its defaults alone",
                        server.url.value
                    ),
                ));
            }
            ir::Server {
                url: url(server, report),
                description: server.description.as_ref().map(|text| text.value.clone()),
            }
        })
        .collect()
}

/// `url` with each variable's default put in.
fn url(server: &Server, report: &mut Report) -> String {
    let mut url = String::new();
    let mut rest = server.url.value.as_str();
    while let Some((text, behind)) = rest.split_once('{') {
        url.push_str(text);
        let Some((name, after)) = behind.split_once('}') else {
            url.push('{');
            rest = behind;
            continue;
        };
        let variable = server.variables.iter().find(|(key, _)| key.value == name);
        match variable {
            Some((_, variable)) => url.push_str(&variable.default.value),
            None => {
                url.push_str(&format!("{{{name}}}"));
                report.tell(Diagnostic::warning(
                    codes::SERVER_VARIABLE,
                    server.url.span,
                    format!("the server's variable `{name}` is not described"),
                ));
            }
        }
        rest = after;
    }
    url.push_str(rest);
    url
}
