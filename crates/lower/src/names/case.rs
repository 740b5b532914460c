//! From any text to an identifier in one of Rust's two cases.

use heck::{ToSnakeCase, ToUpperCamelCase};

use super::symbols;

/// `text` in `UpperCamelCase`: an identifier whatever `text` is. Runs of
/// capitals are one word (`HTTPError` is `HttpError`), digits stay apart
/// (`1.0` is `N1_0`), symbols are spelled out where they carry the meaning
/// (`>=` is `GtEq`, `-1` is `Minus1`), and the empty text is `Empty`.
#[must_use]
pub fn upper_camel(text: &str) -> String {
    let mut out = String::new();
    for chunk in chunks(text) {
        let word = if is_number(&chunk) {
            chunk
        } else {
            chunk.to_upper_camel_case()
        };
        if ends_in_digit(&out) && starts_with_digit(&word) {
            out.push('_');
        }
        out.push_str(&word);
    }
    if starts_with_digit(&out) {
        out.insert(0, 'N');
    }
    guard(out)
}

/// `text` in `snake_case`, by the same rules: an identifier whatever `text`
/// is. Keywords that may be raw identifiers stay as they are.
#[must_use]
pub fn snake(text: &str) -> String {
    let mut out = String::new();
    for chunk in chunks(text) {
        if !out.is_empty() {
            out.push('_');
        }
        out.push_str(&chunk.replace("OAuth", "Oauth").to_snake_case());
    }
    if starts_with_digit(&out) {
        out.insert(0, 'n');
    }
    guard(out)
}

/// Joins a name in `UpperCamelCase` and the text of what belongs to it into
/// one name that does not say the same twice: `Order` and `order_status` give
/// `OrderStatus`. What only repeats its context becomes `Inner`: `Node` and
/// `node` give `NodeInner`.
#[must_use]
pub fn join(context: &str, member: &str) -> String {
    append(context, member).unwrap_or_else(|| format!("{}Inner", alone(context)))
}

/// Like [`join`]; `None` where `member` only repeats its context.
#[must_use]
pub fn append(context: &str, member: &str) -> Option<String> {
    let member = upper_camel(member);
    let (context, member) = (alone(context), alone(&member));
    let outer = words(context);
    let inner = words(member);
    let shared = shared(&outer, &inner);
    let rest: String = inner.iter().skip(shared).copied().collect();
    if rest.is_empty() {
        return None;
    }
    let apart = ends_in_digit(context) && starts_with_digit(&rest);
    let gap = if apart { "_" } else { "" };
    Some(format!("{context}{gap}{rest}"))
}

/// A name without the underscore that it has only to stand alone: `Self` of
/// `Self_`.
fn alone(name: &str) -> &str {
    name.trim_end_matches('_')
}

/// How many words at the beginning of `inner` are said in `outer` already: at
/// its end, or, several of them, at its beginning.
fn shared(outer: &[&str], inner: &[&str]) -> usize {
    let longest = outer.len().min(inner.len());
    (1..=longest)
        .rev()
        .find(|count| {
            let some = *count > 1 && *count < inner.len();
            inner
                .get(..*count)
                .is_some_and(|head| outer.ends_with(head) || (some && outer.starts_with(head)))
        })
        .unwrap_or(0)
}

/// The words of a name in `UpperCamelCase`.
fn words(name: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, c) in name.char_indices() {
        if at > start && c.is_ascii_uppercase() {
            out.extend(name.get(start..at));
            start = at;
        }
    }
    out.extend(name.get(start..).filter(|rest| !rest.is_empty()));
    out
}

/// Whether a chunk is a character's number, `U1F600`.
fn is_number(chunk: &str) -> bool {
    chunk.strip_prefix('U').is_some_and(|digits| {
        digits.len() >= 4
            && digits
                .bytes()
                .all(|b| matches!(b, b'0'..=b'9' | b'A'..=b'F'))
    })
}

fn starts_with_digit(text: &str) -> bool {
    text.bytes().next().is_some_and(|b| b.is_ascii_digit())
}

fn ends_in_digit(text: &str) -> bool {
    text.bytes().next_back().is_some_and(|b| b.is_ascii_digit())
}

/// Makes the few texts harmless that look like identifiers and are none.
fn guard(mut name: String) -> String {
    if matches!(name.as_str(), "self" | "Self" | "super" | "crate") {
        name.push('_');
    }
    name
}

/// The runs of ASCII letters and digits that `text` is made of, symbols and
/// foreign letters spelled out; at least one, none empty.
fn chunks(text: &str) -> Vec<String> {
    let mut out = Pieces::default();
    let wordy = text.chars().any(char::is_alphanumeric);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let mut taken = c.len_utf8();
        let front = out.done.is_empty() && out.open.is_empty();
        if c.is_ascii_alphanumeric() {
            out.open.push(c);
        } else if let Some(letters) = symbols::transliterate(c) {
            out.open.push_str(letters);
        } else if !wordy
            || (c.is_alphanumeric() && !c.is_ascii())
            || symbols::speaks_inside(c)
            || (front && symbols::speaks_in_front(c))
        {
            if let Some((name, length)) = symbols::take(rest) {
                out.close();
                out.open.push_str(&name);
                taken = length;
            }
            out.close();
        } else {
            out.close();
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    out.close();
    if out.done.is_empty() {
        out.done.push("Empty".to_owned());
    }
    out.done
}

#[derive(Default)]
struct Pieces {
    done: Vec<String>,
    open: String,
}

impl Pieces {
    fn close(&mut self) {
        if !self.open.is_empty() {
            let piece = std::mem::take(&mut self.open);
            self.done.push(plural_acronyms(&piece));
        }
    }
}

/// `IDs` as one word: `Ids`.
fn plural_acronyms(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut run = 0;
    for (at, c) in chars.iter().enumerate() {
        let ends = chars
            .get(at + 1)
            .is_none_or(|next| !next.is_ascii_lowercase());
        if *c == 's' && run >= 2 && ends {
            let start = out.len() - run + 1;
            let tail = out.split_off(start);
            out.push_str(&tail.to_ascii_lowercase());
        }
        run = if c.is_ascii_uppercase() { run + 1 } else { 0 };
        out.push(*c);
    }
    out
}

#[cfg(test)]
mod tests {
    use specwright_ir::{FieldIdent, TypeIdent};

    use super::{join, snake, upper_camel};

    #[test]
    fn types_are_upper_camel() {
        for (text, name) in [
            ("HTTPValidationError", "HttpValidationError"),
            ("ValidationError", "ValidationError"),
            ("v1.Pod", "V1Pod"),
            ("foo_bar", "FooBar"),
            ("foo-bar baz", "FooBarBaz"),
            ("OAuth2Token", "OAuth2Token"),
            ("2xx", "N2xx"),
            ("Page<User>", "PageUser"),
            ("Self", "Self_"),
            ("crate", "Crate"),
            ("straße", "Strasse"),
            ("Жук", "Zhuk"),
            ("日本", "U65E5U672C"),
            ("😀", "U1F600"),
        ] {
            assert_eq!(upper_camel(text), name, "{text}");
        }
    }

    #[test]
    fn values_keep_what_tells_them_apart() {
        for (text, name) in [
            ("", "Empty"),
            ("=", "Eq"),
            (">=", "GtEq"),
            ("≥", "GtEq"),
            ("<", "Lt"),
            ("+1", "Plus1"),
            ("-1", "Minus1"),
            ("1", "N1"),
            ("-created_at", "MinusCreatedAt"),
            ("created_at", "CreatedAt"),
            ("1.0", "N1_0"),
            ("10", "N10"),
            ("2024-01-15", "N2024_01_15"),
            ("C++", "CPlusPlus"),
            ("C#", "CHash"),
            ("50%", "N50Percent"),
            (" ", "Blank"),
            ("_", "Underscore"),
            ("\"); panic!(", "Panic"),
        ] {
            assert_eq!(upper_camel(text), name, "{text}");
        }
    }

    #[test]
    fn fields_are_snake() {
        for (text, name) in [
            ("userIDs", "user_ids"),
            ("APIKey", "api_key"),
            ("X-API-KEY", "x_api_key"),
            ("OAuth2Link", "oauth2_link"),
            ("linkOauth2Account", "link_oauth2_account"),
            ("type", "type"),
            ("self", "self_"),
            ("@type", "type"),
            ("200", "n200"),
            ("$", "dollar"),
            ("größe", "groesse"),
            ("super", "super_"),
            ("Self", "self_"),
        ] {
            assert_eq!(snake(text), name, "{text}");
        }
    }

    #[test]
    fn every_text_gives_an_identifier() {
        for text in [
            "", "_", "__", "\0", "../../x", "a\nb", "*/", "é", "🦀", "-", "1e400", "ﬁ", "٣",
        ] {
            assert!(TypeIdent::new(upper_camel(text)).is_ok(), "{text:?}");
            assert!(FieldIdent::new(snake(text)).is_ok(), "{text:?}");
        }
    }

    #[test]
    fn names_from_context_do_not_repeat_it() {
        for (context, member, name) in [
            ("Order", "status", "OrderStatus"),
            ("Order", "order_status", "OrderStatus"),
            ("ValidationErrorLoc", "Item", "ValidationErrorLocItem"),
            ("PetOwner", "owner_address", "PetOwnerAddress"),
            ("Node", "node", "NodeInner"),
            ("ListItem", "Item", "ListItemInner"),
            ("OrderLine", "order_ref", "OrderLineOrderRef"),
            (
                "BankAccountRequirement",
                "bankAccountType",
                "BankAccountRequirementType",
            ),
            ("V1", "2nd", "V1N2nd"),
            ("Self_", "status", "SelfStatus"),
            ("Self_", "self", "SelfInner"),
            ("Order", "self", "OrderSelf"),
        ] {
            assert_eq!(join(context, member), name);
        }
    }
}
