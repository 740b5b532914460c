use ::specwright::codegen::{
    Base64, Date, DateTime, Extended, Nullable, Object, Secret, Unknown, Uuid, Value,
};
use ::std::collections::BTreeMap;

::specwright::codegen::require_base64!();

::specwright::codegen::require_chrono!();

::specwright::codegen::require_uuid!();

/// The schema at `#/components/schemas/Presences`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Presences {
    /// The member `required`.
    pub required: String,
    /// The member `nullable`.
    pub nullable: Option<String>,
    /// The member `optional`.
    pub optional: Option<String>,
    /// The member `patch`.
    pub patch: Nullable<i64>,
    /// The member `any`.
    pub any: Option<Value>,
    /// The member `color`.
    pub color: Option<Color>,
    /// The member `free`.
    pub free: Option<Object>,
    /// The member `nothing`.
    pub nothing: Option<()>,
    /// The member `secret`.
    pub secret: Option<Secret>,
}

::specwright::codegen::object! {
    Presences {
        required: String = Required "required",
        nullable: String = RequiredNullable "nullable",
        optional: String = Optional "optional",
        patch: i64 = OptionalNullable "patch",
        any: Value = Optional "any",
        color: Color = Optional "color",
        free: Object = Optional "free",
        nothing: () = Optional "nothing",
        secret: Secret = Optional "secret",
    }
    new(required: impl Into<String>, nullable: Option<String>)
    set(
        optional: impl Into<String>, patch: impl Into<Nullable<i64>>, any: impl Into<Value>,
        color: Color, free: Object, nothing: (), secret: impl Into<Secret>,
    )
    default {
        optional_or_default(optional) -> &str = "none",
        patch_or_default(patch) -> Option<i64> = Some(7),
        color_or_default(color) -> Color = Color::Red,
    }
}

/// The schema at `#/components/schemas/Checked`.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// The member `code`.
    pub code: Option<String>,
    /// The member `count`.
    pub count: Option<i32>,
    /// The member `ratio`.
    pub ratio: Option<f64>,
    /// The member `tags`.
    pub tags: Option<Vec<String>>,
    /// The member `map`.
    pub map: Option<BTreeMap<String, i64>>,
    /// The member `free`.
    pub free: Option<Object>,
}

::specwright::codegen::object! {
    Checked {
        code: String = Optional "code" { min_length: 2, max_length: 4, patterns: ["^\\w+$" => "^[0-9A-Za-z_]+$"] },
        count: i32 = Optional "count" { minimum: (-5), exclusive_maximum: 10, multiple_of: [5] },
        ratio: f64 = Optional "ratio" { maximum: 1000, exclusive_minimum: (-0.5), multiple_of: [0.1] },
        tags: Vec<String> = Optional "tags" { min_items: 1, max_items: 3, unique_items: true, items: { min_length: 1 } },
        map: BTreeMap<String, i64> = Optional "map" { max_properties: 1, items: { minimum: 0 } },
        free: Object = Optional "free" { min_properties: 1 },
    }
    new()
    set(
        code: impl Into<String>, count: i32, ratio: f64, tags: Vec<String>,
        map: BTreeMap<String, i64>, free: Object,
    )
}

/// The schema at `#/components/schemas/Closed`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Closed {
    /// The member `a`.
    pub a: Option<i64>,
    /// The member `b`.
    pub b: Option<i64>,
    /// The member `c`.
    pub c: Option<i64>,
}

::specwright::codegen::object! {
    Closed {
        a: i64 = Optional "a",
        b: i64 = Optional "b",
        c: i64 = Optional "c",
        ..deny,
    }
    members { min_properties: 1, max_properties: 2 }
    new()
    set(a: i64, b: i64, c: i64)
}

/// The schema at `#/components/schemas/Open`.
#[derive(Debug, Clone, PartialEq)]
pub struct Open {
    /// The member `name`.
    pub name: String,
    /// All other members.
    pub additional_properties: BTreeMap<String, f64>,
}

::specwright::codegen::object! {
    Open {
        name: String = Required "name",
        ..additional_properties: f64 { minimum: 0 },
    }
    require ["must"]
    forbid ["must not"]
    ignore ["not yet"]
    new(name: impl Into<String>)
}

/// The schema at `#/components/schemas/Color`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Color {
    /// `"red"`.
    Red,
    /// `"dark-blue"`.
    DarkBlue,
    /// A value that the document does not know, kept by the client.
    Unknown(Unknown),
}

::specwright::codegen::string_enum! {
    Color {
        Red = "red",
        DarkBlue = "dark-blue",
        ..Unknown,
    }
}

/// The schema at `#/components/schemas/Level`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Level {
    /// `-1`.
    Low,
    /// `100`.
    High,
    /// `0.5`.
    Half,
    /// `"auto"`.
    Auto,
    /// `false`.
    Off,
    /// A value that the document does not know, kept by the client.
    Unknown(Unknown),
}

::specwright::codegen::scalar_enum! {
    Level {
        Low = Integer(-1),
        High = Integer(100),
        Half = Number(0.5),
        Auto = String("auto"),
        Off = Boolean(false),
        ..Unknown,
    }
}

/// The schema at `#/components/schemas/StringOrInteger`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum StringOrInteger {
    /// `String`.
    String(String),
    /// `i64`.
    Integer(i64),
    /// `()`.
    Null(()),
}

::specwright::codegen::union! {
    StringOrInteger: OneOf {
        String(String) = Kind[String] { min_length: 1 },
        Integer(i64) = Kind[Integer],
        Null(()) = Kind[Null],
    }
    from { String(String), String(&str), Integer(i64) }
    nullable true
}

/// The schema at `#/components/schemas/Pet`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Pet {
    /// `Cat`.
    Cat(Cat),
    /// `Dog`.
    Dog(Dog),
    /// A branch that the document does not know, kept by the client.
    Unknown(Unknown),
}

::specwright::codegen::union! {
    Pet: OneOf {
        Cat(Cat) = Tag["pet_type": "cat"],
        Dog(Dog) = Tag["pet_type": "dog"],
    }
    tag "pet_type" ["cat", "dog"] Unknown
    from { Cat(Cat), Dog(Dog) }
}

/// The schema at `#/components/schemas/Cat`.
#[derive(Debug, Clone, PartialEq)]
pub struct Cat {
    /// The member `pet_type`.
    pub pet_type: String,
    /// The member `meows`.
    pub meows: bool,
}

::specwright::codegen::object! {
    Cat {
        pet_type: String = Required "pet_type",
        meows: bool = Required "meows",
    }
    new(pet_type: impl Into<String>, meows: bool)
}

/// The schema at `#/components/schemas/Dog`.
#[derive(Debug, Clone, PartialEq)]
pub struct Dog {
    /// The member `pet_type`.
    pub pet_type: String,
    /// The member `barks`.
    pub barks: bool,
}

::specwright::codegen::object! {
    Dog {
        pet_type: String = Required "pet_type",
        barks: bool = Required "barks",
    }
    new(pet_type: impl Into<String>, barks: bool)
}

/// The schema at `#/components/schemas/Shape`.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// `Circle`.
    Circle(Circle),
    /// `Square`.
    Square(Square),
    /// `Vec<Shape>`.
    List(Vec<Shape>),
}

::specwright::codegen::union! {
    Shape: OneOf {
        Circle(Circle) = Try,
        Square(Square) = Try,
        List(Vec<Shape>) = Kind[Array],
    }
    from { Circle(Circle), Square(Square), List(Vec<Shape>) }
}

/// The schema at `#/components/schemas/Circle`.
#[derive(Debug, Clone, PartialEq)]
pub struct Circle {
    /// The member `radius`.
    pub radius: f64,
}

::specwright::codegen::object! {
    Circle {
        radius: f64 = Required "radius",
    }
    new(radius: f64)
}

/// The schema at `#/components/schemas/Square`.
#[derive(Debug, Clone, PartialEq)]
pub struct Square {
    /// The member `side`.
    pub side: f64,
    /// The member `radius`.
    pub radius: Option<f64>,
}

::specwright::codegen::object! {
    Square {
        side: f64 = Required "side",
        radius: f64 = Optional "radius",
    }
    new(side: f64)
    set(radius: f64)
}

/// A tree.
///
/// It holds *itself*: see <https://example.org/trees>.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Tree {
    /// The member `value`.
    pub value: i64,
    /// The member `left`.
    pub left: Option<Box<Tree>>,
    /// The member `right`.
    pub right: Nullable<Box<Tree>>,
    /// The member `others`.
    pub others: Option<Vec<Tree>>,
}

::specwright::codegen::object! {
    Tree {
        value: i64 = Required "value",
        left: Box<Tree> = Optional "left",
        right: Box<Tree> = OptionalNullable "right",
        others: Vec<Tree> = Optional "others",
    }
    new(value: i64)
    set(left: impl Into<Box<Tree>>, right: impl Into<Nullable<Box<Tree>>>, others: Vec<Tree>)
}

/// The schema at `#/components/schemas/Nested`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Nested {
    /// `Box<NestedLeft>`.
    Left(Box<NestedLeft>),
    /// `Box<NestedRight>`.
    Right(Box<NestedRight>),
}

::specwright::codegen::union! {
    Nested: OneOf {
        Left(Box<NestedLeft>) = Try,
        Right(Box<NestedRight>) = Try,
    }
    from { Left(NestedLeft), Right(NestedRight) }
}

/// The schema at `#/components/schemas/NestedLeft`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NestedLeft {
    /// The member `inner`.
    pub inner: Option<Nested>,
    /// The member `x`.
    pub x: i64,
}

::specwright::codegen::object! {
    NestedLeft {
        inner: Nested = Optional "inner",
        x: i64 = Required "x",
    }
    new(x: i64)
    set(inner: impl Into<Nested>)
}

/// The schema at `#/components/schemas/NestedRight`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NestedRight {
    /// The member `inner`.
    pub inner: Option<Nested>,
    /// The member `y`.
    pub y: i64,
}

::specwright::codegen::object! {
    NestedRight {
        inner: Nested = Optional "inner",
        y: i64 = Required "y",
    }
    new(y: i64)
    set(inner: impl Into<Nested>)
}

/// The schema at `#/components/schemas/Scalars`.
#[derive(Debug, Clone, PartialEq)]
pub struct Scalars {
    /// The member `boolean`.
    pub boolean: Option<bool>,
    /// The member `small`.
    pub small: Option<i32>,
    /// The member `integer`.
    pub integer: Option<i64>,
    /// The member `unsigned`.
    pub unsigned: Option<u64>,
    /// The member `huge`.
    pub huge: Option<i128>,
    /// The member `float`.
    pub float: Option<f32>,
    /// The member `double`.
    pub double: Option<f64>,
    /// The member `moment`.
    pub moment: Option<DateTime>,
    /// The member `day`.
    pub day: Option<Date>,
    /// The member `id`.
    pub id: Option<Uuid>,
    /// The member `bytes`.
    pub bytes: Option<Base64>,
}

::specwright::codegen::object! {
    Scalars {
        boolean: bool = Optional "boolean",
        small: i32 = Optional "small",
        integer: i64 = Optional "integer",
        unsigned: u64 = Optional "unsigned",
        huge: i128 = Optional "huge",
        float: f32 = Optional "float",
        double: f64 = Optional "double",
        moment: DateTime = Optional "moment",
        day: Date = Optional "day",
        id: Uuid = Optional "id",
        bytes: Base64 = Optional "bytes",
    }
    new()
    set(
        boolean: bool, small: i32, integer: i64, unsigned: u64, huge: i128, float: f32, double: f64,
        moment: DateTime, day: Date, id: Uuid, bytes: impl Into<Base64>,
    )
}

/// The schema at `#/components/schemas/Names`.
pub type Names = Vec<String>;

/// The schema at `#/components/schemas/Matrix`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Matrix(
    /// The value.
    pub Vec<Option<Matrix>>,
);

::specwright::codegen::newtype! {
    Matrix(Vec<Option<Matrix>>) { max_items: 3 }
}

/// The schema at `#/components/schemas/Start`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Start {
    /// The member `op`.
    pub op: StartOp,
    /// The member `at`.
    pub at: i64,
    /// The member `again`.
    pub again: Option<StartOp>,
}

::specwright::codegen::object! {
    Start {
        op: StartOp = Required "op",
        at: i64 = Required "at",
        again: StartOp = Optional "again",
    }
    new(at: i64)
    fixed { op = StartOp::Start }
    set(again: StartOp)
}

/// The schema at `#/components/schemas/StartOp`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StartOp {
    /// `"start"`.
    Start,
    /// A value that the document does not know, kept by the client.
    Unknown(Unknown),
}

::specwright::codegen::string_enum! {
    StartOp {
        Start = "start",
        ..Unknown,
    }
}

/// The schema at `#/components/schemas/Measured`.
#[derive(Debug, Clone, PartialEq)]
pub enum Measured {
    /// `Box<Circle>`.
    Round(Extended<Box<Circle>>),
    /// `Square`.
    Square(Square),
    /// `Start`.
    Start(Extended<Start>),
}

::specwright::codegen::union! {
    Measured: AnyOf {
        Round(Box<Circle>) = Has["radius"] + Only["side"],
        Square(Square) = Has["side"],
        Start(Start) = Try + Except["again", "at", "op"],
    }
    from { Round(Circle), Square(Square), Start(Start) }
    views { as_round = Round(Circle), as_square = Square(Square), as_start = Start(Start) }
}
