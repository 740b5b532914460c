//! Equality of JSON values, as JSON Schema has it: numbers by value, objects
//! without regard to the order of their members.

use super::{Lexer, Type};

/// Bytes that are equal for two texts exactly if their values are equal:
/// `1.0` and `1`, `"\u0061"` and `"a"`, `{"a":1,"b":2}` and
/// `{"b":2,"a":1}`. Of a member given twice the last one counts. `None` if
/// `text` is no JSON value or too deep.
#[must_use]
pub fn canonical(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut lexer = Lexer::new(text);
    canonical_at(&mut lexer, &mut out)?;
    lexer.end()?;
    Some(out)
}

/// Reads the next value of `lexer` and appends its canonical bytes to `out`.
pub fn canonical_at(lexer: &mut Lexer<'_>, out: &mut Vec<u8>) -> Option<()> {
    match lexer.peek()? {
        Type::Null => {
            lexer.null()?;
            out.push(b'n');
        }
        Type::Boolean => out.push(if lexer.boolean()? { b't' } else { b'f' }),
        Type::Number => {
            lexer.number()?.exact().write_canonical(out);
            out.push(b';');
        }
        Type::String => write_string(&lexer.string()?, out),
        Type::Array => {
            out.push(b'[');
            let mut more = lexer.begin_array()?;
            while more {
                canonical_at(lexer, out)?;
                more = lexer.next_item()?;
            }
            out.push(b']');
        }
        Type::Object => {
            let mut members = Vec::new();
            let mut more = lexer.begin_object()?;
            while more {
                let key = lexer.key()?;
                let mut value = Vec::new();
                canonical_at(lexer, &mut value)?;
                members.push((key, value));
                more = lexer.next_member()?;
            }
            // A stable sort, so that the last of equal names is behind the
            // others.
            members.sort_by(|left, right| left.0.cmp(&right.0));
            out.push(b'{');
            for (index, (key, value)) in members.iter().enumerate() {
                if members.get(index + 1).is_some_and(|next| next.0 == *key) {
                    continue;
                }
                write_string(key, out);
                out.extend_from_slice(value);
            }
            out.push(b'}');
        }
    }
    Some(())
}

/// The length stands before the text, so no escapes are needed.
fn write_string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    out.extend_from_slice(text.len().to_string().as_bytes());
    out.push(b':');
    out.extend_from_slice(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn equal_values_have_equal_bytes_and_others_do_not() {
        let groups = [
            &["1", "1.0", "10e-1", " 1 "][..],
            &["0", "-0", "0.0e7"],
            &["\"1\"", "\"\\u0031\""],
            &["true"],
            &["null"],
            &["[1,2]", "[1.0, 2e0]"],
            &["[2,1]"],
            &["[[1],2]"],
            &["{\"a\":1,\"b\":[{}]}", "{\"b\":[{ }],\"a\":1.0}"],
            &["{\"a\":1}", "{\"a\":2,\"a\":1}"],
            &["{}"],
            &["[]"],
            &["{\"a\":\"b\"}"],
            &["[\"a\",\"b\"]"],
        ];
        for (i, left) in groups.iter().enumerate() {
            for (j, right) in groups.iter().enumerate() {
                for (a, b) in left.iter().flat_map(|a| right.iter().map(move |b| (a, b))) {
                    let (one, other) = (canonical(a), canonical(b));
                    assert!(one.is_some() && other.is_some());
                    assert_eq!(one == other, i == j, "{a} and {b}");
                }
            }
        }
        assert_eq!(canonical("[1"), None);
    }
}
