//! Values that several branches of an `anyOf` accept.

use specwright::{Object, codegen::Extended};

use crate::{
    models::{Circle, Measured, Square, Start},
    rewritten, strict, tolerant, write, wrong,
};

#[test]
fn nothing_that_a_branch_knows_is_lost() {
    for text in [
        r#"{"radius":1.0,"side":2.0}"#,
        r#"{"radius":1.0}"#,
        r#"{"side":2.0}"#,
        r#"{"op":"start","at":1}"#,
        // What is not named is kept, where a branch keeps everything.
        r#"{"op":"start","at":1,"more":[{}],"none":null}"#,
    ] {
        assert_eq!(rewritten::<Measured>(text), text);
        let value = strict::<Measured>(text).unwrap();
        assert_eq!(write(&tolerant::<Measured>(text).unwrap()), text);
        value.validate().unwrap();
    }
    // What no branch knows is dropped.
    assert_eq!(
        rewritten::<Measured>(r#"{"other":1,"radius":1.0}"#),
        r#"{"radius":1.0}"#
    );
    assert_eq!(wrong::<Measured>(r#"{"radius":"wide"}"#), [" no_branch"]);
}

#[test]
fn a_value_is_read_side_by_side() {
    let value = strict::<Measured>(r#"{"radius":1.0,"side":2.0}"#).unwrap();
    let Measured::Round(round) = &value else {
        panic!("{value:?}");
    };
    assert_eq!(round.radius, 1.0);
    assert_eq!(value.as_round(), Some(Circle::new(1.0)));
    assert_eq!(value.as_square(), Some(Square::new(2.0).radius(1.0)));
    assert_eq!(value.as_start(), None);

    let value = strict::<Measured>(r#"{"radius":1.0,"side":"long"}"#).unwrap();
    assert_eq!(value.as_square(), None);
    let value = strict::<Measured>(r#"{"radius":"wide","side":2.0,"op":"start","at":1}"#).unwrap();
    assert!(matches!(value, Measured::Start(_)));
    assert_eq!(value.as_start(), Some(Start::new(1)));
    assert_eq!(value.as_round(), None);
}

#[test]
fn members_of_others_can_be_given() {
    let mut round: Extended<Circle> = Circle::new(1.0).into();
    round.radius = 3.0;
    round.others = Object::from([("side", 2.into())]);
    let value = Measured::Round(Extended {
        value: Box::new(round.value.clone()),
        others: round.others.clone(),
    });
    assert_eq!(write(&value), r#"{"radius":3.0,"side":2}"#);
    assert_eq!(value.as_square(), Some(Square::new(2.0).radius(3.0)));
    // The value's own members win.
    round.others.insert("radius", 9);
    assert_eq!(write(&round), r#"{"radius":3.0,"side":2}"#);
    let round: Measured = Circle::new(1.0).into();
    assert_eq!(write(&round), r#"{"radius":1.0}"#);
    assert_eq!(
        write(&Measured::from(Start::new(1))),
        r#"{"op":"start","at":1}"#
    );
}
