//! Reads an app: `[projects.NAME.apps.NAME]`.

use std::{collections::BTreeMap, path::Path};

use specwright::Secret;
use specwright_source::Span;
use url::Url;

use super::{
    App, TokenAuth, codes, secret,
    suggest::nearest,
    table::{Findings, Table, Text},
    urls::{Trouble, safe_url},
};

/// What the flow sets in the authorization URL itself (RFC 6749, section
/// 4.1.1; RFC 7636, section 4.3), and what must never be in a URL.
pub const RESERVED_PARAMETERS: &[&str] = &[
    "response_type",
    "client_id",
    "redirect_uri",
    "state",
    "scope",
    "code_challenge",
    "code_challenge_method",
    "client_secret",
    "code_verifier",
];

const KEYS: &[&str] = &[
    "client_id",
    "client_secret_env",
    "client_secret_file",
    "authorize_url",
    "token_url",
    "issuer",
    "require_iss",
    "scopes",
    "extra_parameters",
    "token_auth",
];

const METHODS: &[&str] = &["client_secret_basic", "client_secret_post", "none"];

/// Where secrets come from.
pub(super) struct Surroundings<'a> {
    pub(super) folder: &'a Path,
    pub(super) env: &'a dyn Fn(&str) -> Option<String>,
    /// Clients' secrets are not looked for.
    pub(super) without_secrets: bool,
}

/// Whether `text` can be the name of a variable. Lower case is left out, so
/// that a secret put there by mistake is told from a name and not shown.
pub(super) fn is_variable(text: &str) -> bool {
    let fine = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    !text.is_empty() && !text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(fine)
}

impl Findings {
    pub(super) fn app(
        &mut self,
        name: &str,
        table: Table<'_, '_>,
        around: &Surroundings<'_>,
    ) -> Option<App> {
        let inline = self.inline_secret(table);
        let known: Vec<&str> = KEYS.iter().copied().chain(["client_secret"]).collect();
        self.unknown_keys(table, if inline { &known } else { KEYS });
        let client_id = self.required(table, "client_id", "\"my-client\"");
        let client_id = client_id.and_then(|found| self.client_id(found));
        let authorize_url = self.authorize_url(table);
        let token_url = self
            .required(table, "token_url", "\"https://provider.example/token\"")
            .and_then(|found| self.url("token_url", &found));
        let issuer = self.issuer(table);
        let require_iss = self.require_iss(table);
        let scopes = self.scopes(table);
        let extra_parameters = self.extra_parameters(table);
        let client_secret = self.client_secret(table, around);
        let token_auth = self.token_auth(table, inline);
        Some(App {
            name: name.to_owned(),
            client_id: client_id?,
            client_secret: client_secret?,
            authorize_url: authorize_url?,
            token_url: token_url?,
            issuer,
            require_iss,
            scopes,
            extra_parameters,
            token_auth: token_auth?,
        })
    }

    /// A secret in the file itself would end up in backups and repositories.
    /// The text that errors show has it masked.
    fn inline_secret(&mut self, table: Table<'_, '_>) -> bool {
        let Some((key, _)) = table.members.get_key_value("client_secret") else {
            return false;
        };
        let at = self.span(key.span());
        self.error(
            codes::INLINE_SECRET,
            at,
            format!("{} has its secret in this file", table.name),
            "put it into a variable and name that, `client_secret_env = \"NAME\"`, or into a \
             file that only you can read, `client_secret_file = \"PATH\"`; and change it at the \
             provider if this file was ever shared",
        );
        true
    }

    /// Visible ASCII and blanks (RFC 6749, appendix A.1).
    fn client_id(&mut self, found: Text) -> Option<String> {
        let fine = |c: char| c == ' ' || c.is_ascii_graphic();
        if found.text.chars().all(fine) {
            return Some(found.text);
        }
        self.error(
            codes::INVALID_VALUE,
            found.span,
            "`client_id` has a character that no client identifier has",
            "it is printable ASCII (RFC 6749, appendix A.1)",
        );
        None
    }

    /// Checks the URL in the setting `key`.
    pub(super) fn url(&mut self, key: &str, found: &Text) -> Option<Url> {
        match safe_url(&found.text) {
            Ok(url) => Some(url),
            Err(Trouble(trouble, help)) => {
                self.error(
                    codes::INVALID_URL,
                    found.span,
                    format!("`{key}` is not a safe URL: {trouble}"),
                    help,
                );
                None
            }
        }
    }

    /// Its query may not say what the flow says: nothing may be said twice
    /// (RFC 6749, section 3.1).
    fn authorize_url(&mut self, table: Table<'_, '_>) -> Option<Url> {
        let example = "\"https://provider.example/authorize\"";
        let found = self.required(table, "authorize_url", example)?;
        let url = self.url("authorize_url", &found)?;
        let twice = url
            .query_pairs()
            .find(|(name, _)| RESERVED_PARAMETERS.contains(&name.as_ref()))
            .map(|(name, _)| name.into_owned());
        if let Some(name) = twice {
            self.reserved(&name, found.span, "`authorize_url`");
            return None;
        }
        Some(url)
    }

    /// An issuer is a URL without query and fragment (RFC 8414, section 2).
    fn issuer(&mut self, table: Table<'_, '_>) -> Option<String> {
        let found = self.string(table, "issuer")?;
        let url = self.url("issuer", &found)?;
        if url.query().is_some() {
            self.error(
                codes::INVALID_URL,
                found.span,
                "`issuer` is not an issuer: it has a query",
                "write it as the provider's metadata does",
            );
        }
        Some(found.text)
    }

    /// What is asked for must have something that it is compared with.
    fn require_iss(&mut self, table: Table<'_, '_>) -> bool {
        let required = self.boolean(table, "require_iss").unwrap_or(false);
        if let Some((key, _)) = table.members.get_key_value("require_iss")
            && required
            && !table.members.contains_key("issuer")
        {
            let span = self.span(key.span());
            self.error(
                codes::MISSING_KEY,
                span,
                format!("{} asks for `iss` and has no `issuer`", table.name),
                "add for example `issuer = \"https://provider.example\"`",
            );
        }
        required
    }

    fn scopes(&mut self, table: Table<'_, '_>) -> Vec<String> {
        let found = self.strings(table, "scopes").unwrap_or_default();
        let mut scopes: Vec<String> = Vec::with_capacity(found.len());
        for Text { text, span } in found {
            let fine = |c: char| c.is_ascii_graphic() && c != '"' && c != '\\';
            if text.is_empty() || !text.chars().all(fine) {
                self.error(
                    codes::INVALID_VALUE,
                    span,
                    format!("{text:?} is not a scope"),
                    "one scope an item, without blanks, quotes and backslashes (RFC 6749, \
                     section 3.3)",
                );
            } else if scopes.contains(&text) {
                let message = format!("the scope `{text}` stands here twice");
                self.error(codes::INVALID_VALUE, span, message, "remove one of them");
            } else {
                scopes.push(text);
            }
        }
        scopes
    }

    fn extra_parameters(&mut self, table: Table<'_, '_>) -> BTreeMap<String, String> {
        let found = self.string_table(table, "extra_parameters");
        let mut extra = BTreeMap::new();
        for (name, (place, text)) in found {
            if RESERVED_PARAMETERS.contains(&name.as_str()) {
                self.reserved(&name, place, "`extra_parameters`");
            } else if name.is_empty() {
                let message = "an extra parameter has no name";
                self.error(codes::INVALID_VALUE, place, message, "give it one");
            } else {
                extra.insert(name, text.text);
            }
        }
        extra
    }

    fn reserved(&mut self, name: &str, place: Span, holder: &str) {
        let help = match name {
            "client_id" | "redirect_uri" | "state" | "response_type" => {
                "remove it; the service sets it"
            }
            "scope" => "list scopes in `scopes`",
            "client_secret" | "code_verifier" => "remove it; secrets never stand in a URL",
            _ => "remove it; the service always uses PKCE with S256",
        };
        let message = format!("{holder} may not set `{name}`");
        self.error(codes::RESERVED_PARAMETER, place, message, help);
    }

    /// The secret; `None` after an error.
    fn client_secret(
        &mut self,
        table: Table<'_, '_>,
        around: &Surroundings<'_>,
    ) -> Option<Option<Secret>> {
        let variable = self.string(table, "client_secret_env");
        let file = self.string(table, "client_secret_file");
        let (span, found, help) = match (variable, file) {
            (None, None) => return Some(None),
            (Some(_), Some(file)) => {
                self.error(
                    codes::SECRET,
                    file.span,
                    format!("{} has two secrets", table.name),
                    "keep one of `client_secret_env` and `client_secret_file`",
                );
                return None;
            }
            _ if around.without_secrets => return Some(None),
            (Some(Text { text, span }), None) => {
                let help = "set it in the environment of the service; its name has capital \
                            letters, digits and `_`";
                let found = if is_variable(&text) {
                    secret::from_env(&text, around.env)
                } else {
                    Err("this is no name of a variable".to_owned())
                };
                (span, found, help)
            }
            (None, Some(Text { text, span })) => {
                let help = "the file holds the secret alone, and only its owner can read it: \
                            `chmod 600 FILE`";
                let path = around.folder.join(text);
                (span, secret::from_file(&path), help)
            }
        };
        match found {
            Ok(secret) => Some(Some(secret)),
            Err(trouble) => {
                self.error(
                    codes::SECRET,
                    span,
                    format!("the secret cannot be used: {trouble}"),
                    help,
                );
                None
            }
        }
    }

    /// How the client authenticates, which must agree with whether it has a
    /// secret.
    fn token_auth(&mut self, table: Table<'_, '_>, inline: bool) -> Option<TokenAuth> {
        let has = |key: &str| table.members.contains_key(key);
        let secret = inline || has("client_secret_env") || has("client_secret_file");
        let given = has("token_auth");
        let found = self.string(table, "token_auth");
        if given && found.is_none() {
            return None;
        }
        let word = found.as_ref().map(|found| found.text.as_str());
        let method = match word {
            None | Some("client_secret_basic") => TokenAuth::ClientSecretBasic,
            Some("client_secret_post") => TokenAuth::ClientSecretPost,
            Some("none") => TokenAuth::None,
            Some(other) => {
                let span = found.as_ref().map_or(table.span, |found| found.span);
                self.unknown_word("token_auth", other, span, METHODS);
                return None;
            }
        };
        let span = found.as_ref().map_or(table.span, |found| found.span);
        match (method, secret) {
            (TokenAuth::None, true) => {
                self.error(
                    codes::SECRET,
                    span,
                    format!("{} has a secret that it never uses", table.name),
                    "remove the secret, or `token_auth = \"none\"`",
                );
                None
            }
            (TokenAuth::ClientSecretBasic | TokenAuth::ClientSecretPost, false) => {
                self.error(
                    codes::SECRET,
                    span,
                    format!("{} has no client secret", table.name),
                    "name it with `client_secret_env = \"NAME\"` or `client_secret_file = \
                     \"PATH\"`; a client without one is `token_auth = \"none\"`",
                );
                None
            }
            _ => Some(method),
        }
    }

    /// Notes that the setting `key` does not know `word`.
    pub(super) fn unknown_word(&mut self, key: &str, word: &str, span: Span, known: &[&str]) {
        let help = match nearest(word, known.iter().copied()) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("it is one of \"{}\"", known.join("\", \"")),
        };
        let message = format!("`{key}` cannot be {word:?}");
        self.error(codes::INVALID_VALUE, span, message, help);
    }
}
