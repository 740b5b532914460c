//! Names that clash with everything, and structs of many fields.

#![allow(deprecated)]

use specwright::json::MAX_DEPTH;

use crate::{hostile, large::Large, rewritten, strict, wrong};

#[test]
fn hostile_names_are_names_like_others() {
    let name = "*/ \\\"); panic!(\u{202e}";
    let text = format!(
        r#"{{"{name}":"a","a`b\nc":["b"],"self_":null,"value":null,"new":"c","validate":"d","fn":"e","gen":{{"value":1,"fn":"f"}}}}"#
    );
    assert_eq!(rewritten::<hostile::Option>(&text), text);
    let value = hostile::Option::new(Some(1), "f")
        .d("d")
        .new_("new")
        .validate_("validate")
        .facets(vec!["x".to_owned()]);
    assert!(value.validate().is_ok());
    assert_eq!(
        wrong::<hostile::Option>(&format!(r#"{{"{name}":1,"value":null,"fn":""}}"#)),
        ["/*~1 \"); panic!(\u{202e} type"]
    );
    assert_eq!(hostile::String::Panic.as_str(), "\"); panic!(");
    assert_eq!(
        rewritten::<hostile::Vec>(r#"["","unknown"]"#),
        r#"["","unknown"]"#
    );
    assert_eq!(rewritten::<hostile::Into>("[[],[[]]]"), "[[],[[]]]");
    assert_eq!(
        rewritten::<hostile::Clone>(r#"{"as":[""]}"#),
        r#"{"as":[""]}"#
    );
}

/// Members of a [`Large`] in an order that need not be the document's.
fn members(order: impl Iterator<Item = usize>) -> String {
    order
        .map(|index| {
            let value = match index % 4 {
                0 => "1",
                1 => "true",
                2 => r#"["a"]"#,
                _ => r#""text""#,
            };
            format!(r#""field_{index}":{value}"#)
        })
        .collect::<Vec<_>>()
        .join(",")
}

#[test]
fn many_fields_are_read_in_any_order() {
    let all = format!("{{{}}}", members(0..150));
    assert_eq!(rewritten::<Large>(&all), all);
    let shuffled = format!("{{{}}}", members((0..150).map(|index| index * 77 % 150)));
    assert_eq!(rewritten::<Large>(&shuffled), all);
    let few = format!("{{{}}}", members((0..150).step_by(3)));
    assert_eq!(rewritten::<Large>(&few), few);
    assert_eq!(wrong::<Large>("{}").len(), 50);
    assert_eq!(
        wrong::<Large>(&format!("{{{},\"field_149\":1}}", members(0..150))),
        ["/field_149 duplicate_member", "/field_149 type"]
    );
}

/// Each level takes much of the stack: deep texts may be refused before the
/// limit of depth, but the stack of a thread (of the standard library, of
/// tokio) must last.
#[test]
fn many_fields_nest_without_an_overflow() {
    let nested = |levels: usize| {
        let few = members((0..150).step_by(3));
        (1..levels).fold(format!("{{{few}}}"), |inner, _| {
            format!("{{{few},\"inner\":{inner}}}")
        })
    };
    let read = move || {
        let value = strict::<Large>(&nested(40)).expect("not too deep");
        assert!(value.validate().is_ok());
        for levels in [MAX_DEPTH, MAX_DEPTH + 1] {
            if let Err(wrong) = strict::<Large>(&nested(levels)) {
                assert_eq!(wrong, [" too_deep"]);
            }
        }
    };
    std::thread::Builder::new()
        .stack_size(2 << 20)
        .spawn(read)
        .expect("a thread")
        .join()
        .expect("no overflow");
}
