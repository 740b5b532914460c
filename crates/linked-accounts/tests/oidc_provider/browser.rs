//! A browser of plain HTTP: it follows redirects, keeps cookies, fills in the
//! provider's forms, and reaches the service as through a proxy.

use reqwest::{Client, Method, StatusCode, header};
use specwright_reqwest::ReqwestTransport;
use url::{Url, form_urlencoded};

/// How the world reaches the service; a proxy with TLS would stand there.
pub(crate) const PUBLIC: &str = "https://accounts.example";

/// More redirects and forms than a link takes.
const STEPS: usize = 20;

/// Follows no redirects by itself.
pub(crate) fn http() -> Client {
    let builder = ReqwestTransport::builder().unwrap();
    builder.no_proxy().build().unwrap()
}

/// A form's body.
pub(crate) fn form(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

/// The value of a URL's parameter.
pub(crate) fn parameter(url: &Url, name: &str) -> Option<String> {
    let mut pairs = url.query_pairs();
    let found = pairs.find(|(own, _)| own == name);
    found.map(|(_, value)| value.into_owned())
}

/// What its user does at the provider.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum User {
    Allows,
    DeniesAtLogin,
    DeniesAtConsent,
}

pub(crate) struct Page {
    pub(crate) status: StatusCode,
    /// Where it redirects to.
    pub(crate) location: Option<Url>,
    pub(crate) body: String,
}

struct Cookie {
    origin: url::Origin,
    path: String,
    name: String,
    value: String,
}

pub(crate) struct Browser {
    http: Client,
    /// Where the proxy finds the service.
    service: String,
    cookies: Vec<Cookie>,
}

impl Browser {
    pub(crate) fn new(service: &str) -> Self {
        Self {
            http: http(),
            service: service.to_owned(),
            cookies: Vec::new(),
        }
    }

    pub(crate) async fn get(&mut self, url: &Url) -> Page {
        self.load(Method::GET, url, String::new()).await
    }

    async fn load(&mut self, method: Method, url: &Url, body: String) -> Page {
        let sent = match url.as_str().strip_prefix(PUBLIC) {
            Some(path) => format!("{}{path}", self.service),
            None => url.to_string(),
        };
        let mut request = self.http.request(method.clone(), sent);
        let cookies = self.sent_to(url);
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies);
        }
        if method == Method::POST {
            let form = "application/x-www-form-urlencoded";
            request = request.header(header::CONTENT_TYPE, form).body(body);
        }
        let answer = request.send().await.unwrap();
        for cookie in answer.headers().get_all(header::SET_COOKIE) {
            self.keep(url, cookie.to_str().unwrap());
        }
        let location = answer.headers().get(header::LOCATION);
        let location = location.map(|to| url.join(to.to_str().unwrap()).unwrap());
        Page {
            status: answer.status(),
            location,
            body: answer.text().await.unwrap(),
        }
    }

    /// RFC 6265, section 5.4, as far as it matters here.
    fn sent_to(&self, url: &Url) -> String {
        let fits = |cookie: &&Cookie| {
            let rest = url.path().strip_prefix(&*cookie.path);
            let is_below = rest.is_some_and(|rest| {
                rest.is_empty() || rest.starts_with('/') || cookie.path.ends_with('/')
            });
            cookie.origin == url.origin() && is_below
        };
        let cookies = self.cookies.iter().filter(fits);
        let cookies = cookies.map(|cookie| format!("{}={}", cookie.name, cookie.value));
        cookies.collect::<Vec<_>>().join("; ")
    }

    /// RFC 6265, section 5.3, as far as it matters here.
    fn keep(&mut self, url: &Url, cookie: &str) {
        let mut parts = cookie.split(';').map(str::trim);
        let (name, value) = parts.next().unwrap().split_once('=').unwrap();
        let attributes: Vec<String> = parts.map(str::to_owned).collect();
        let path = attributes.iter().find_map(|part| {
            let (name, value) = part.split_once('=')?;
            name.eq_ignore_ascii_case("path").then_some(value)
        });
        let path = path.unwrap_or("/").to_owned();
        let is_gone = attributes.iter().any(|part| {
            part.eq_ignore_ascii_case("max-age=0") || part.contains("01 Jan 1970 00:00:00")
        });
        let origin = url.origin();
        let is_same =
            |own: &Cookie| own.name == name && own.path == path && own.origin == url.origin();
        self.cookies.retain(|own| !is_same(own));
        if !is_gone {
            self.cookies.push(Cookie {
                origin,
                path,
                name: name.to_owned(),
                value: value.to_owned(),
            });
        }
    }

    /// Opens `url` and goes on until the provider sends the browser back; the
    /// URL of the callback, which is not opened yet.
    pub(crate) async fn until_back(&mut self, url: &Url, user: User) -> Url {
        let mut page = self.get(url).await;
        for _ in 0..STEPS {
            page = match page.location {
                Some(to) if to.path().contains("/oauth2/callback/") => return to,
                Some(to) => self.get(&to).await,
                None => {
                    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
                    self.fill_in(&page.body, user).await
                }
            };
        }
        panic!("the provider does not send the browser back");
    }

    /// Sends the form for login or consent, or goes the way out of it.
    async fn fill_in(&mut self, page: &str, user: User) -> Page {
        let action = between(page, "action=\"", "\"");
        let prompt = between(page, "name=\"prompt\" value=\"", "\"");
        let denied = match prompt {
            "login" => user == User::DeniesAtLogin,
            "consent" => user == User::DeniesAtConsent,
            other => panic!("no such prompt: {other}"),
        };
        if denied {
            return self.get(&format!("{action}/abort").parse().unwrap()).await;
        }
        let mut pairs = vec![("prompt", prompt)];
        if prompt == "login" {
            pairs.extend([("login", "somebody"), ("password", "something")]);
        }
        let url = action.parse().unwrap();
        self.load(Method::POST, &url, form(&pairs)).await
    }
}

fn between<'t>(text: &'t str, before: &str, after: &str) -> &'t str {
    let (_, rest) = text.split_once(before).expect(before);
    rest.split_once(after).expect(after).0
}
