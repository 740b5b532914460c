//! Request bodies of the sizes the comparison is made at.

use std::fmt::Write as _;

/// An order of `lines` lines as compact JSON: 4 lines make about 0.8 kB, 530
/// about 78 kB.
#[must_use]
pub fn order(lines: usize) -> Vec<u8> {
    let mut text = String::from(concat!(
        r#"{"id":"3f0c2c1e-77aa","customer":{"name":"Ada Lovelace","mail":"ada@engine.example","age":36},"#,
        r#""address":{"street":"12 St James's Square","city":"London","postcode":"SW1Y 4LB","country":"SE"},"#,
        r#""express":true,"comment":"Ring twice, please; the dog is friendly.","lines":["#
    ));
    for line in 0..lines {
        if line > 0 {
            text.push(',');
        }
        let _ = write!(
            text,
            r#"{{"sku":"SKU-{line:06}","title":"Notes on the Analytical Engine, volume {}","copies":{},"price":{}.25,"gift":false,"tags":["maths","history","engines"]}}"#,
            line % 10,
            line % 9 + 1,
            line % 90 + 3,
        );
    }
    text.push_str("]}");
    text.into_bytes()
}
