//! Types and their fields.

use specwright_source::Pointer;

use crate::{
    CheckId, Facets, FieldIdent, Pattern, RustPath, TypeIdent, Union, VariantIdent, WireName,
};

/// A type's identity: an index into the [`TypeArena`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u32);

/// All named types of an API. Ids are given before it is known in which order
/// the types are printed, so that order is kept beside them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TypeArena {
    types: Vec<TypeDef>,
    order: Vec<TypeId>,
}

impl TypeArena {
    /// An arena of `types`, printed as they stand; a [`TypeId`] is an index
    /// into them.
    #[must_use]
    pub fn new(types: Vec<TypeDef>) -> Self {
        let order = (0u32..).map(TypeId).take(types.len()).collect();
        Self { types, order }
    }

    /// An arena of `types` printed in another order. Ids beyond `types` and
    /// repeated ids are dropped from `order`; types that it leaves out are
    /// never printed, and nothing that is printed may name them.
    #[must_use]
    pub fn with_order(types: Vec<TypeDef>, order: Vec<TypeId>) -> Self {
        let mut listed = vec![false; types.len()];
        let mut unique = Vec::with_capacity(order.len());
        for id in order {
            if let Some(seen) = listed.get_mut(id.0 as usize)
                && !std::mem::replace(seen, true)
            {
                unique.push(id);
            }
        }
        Self {
            types,
            order: unique,
        }
    }

    /// The type `id` stands for.
    ///
    /// # Panics
    /// Never for an id of the same API.
    #[must_use]
    pub fn get(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0 as usize]
    }

    /// Every type with its id, in printing order.
    pub fn iter(&self) -> impl Iterator<Item = (TypeId, &TypeDef)> {
        self.order.iter().map(|id| (*id, self.get(*id)))
    }

    /// Every type that is printed, in no particular order.
    pub(crate) fn printed_mut(&mut self) -> impl Iterator<Item = &mut TypeDef> {
        let mut printed = vec![false; self.types.len()];
        for id in &self.order {
            if let Some(flag) = printed.get_mut(id.0 as usize) {
                *flag = true;
            }
        }
        let types = self.types.iter_mut().zip(printed);
        types.filter_map(|(def, printed)| printed.then_some(def))
    }

    /// How many types are printed.
    #[must_use]
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }
}

/// Text of the document for a doc comment, CommonMark as written; the
/// emitter makes it harmless.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Docs {
    /// `title` or `summary`, where it says more than the name.
    pub summary: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// The first of `examples`, as JSON text that may have several lines.
    pub examples: Vec<String>,
}

/// A type that is emitted once, by name.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeDef {
    /// Its Rust name.
    pub ident: TypeIdent,
    /// The schema it comes from.
    pub origin: Pointer,
    /// Its documentation.
    pub docs: Docs,
    /// What it is.
    pub kind: TypeKind,
    /// In which directions it travels.
    pub usage: Usage,
    /// The derives its content allows, beyond `Debug`, `Clone`, `PartialEq`.
    pub derives: Derives,
    /// Derives that the user asks for beside these.
    pub more_derives: Vec<RustPath>,
    /// What the schema is in the other direction, where it is two types.
    pub twin: Option<Twin>,
}

/// The other type of a schema that is one in requests and one in responses,
/// because it has members, or leads to such, that go one way (`readOnly`,
/// `writeOnly`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Twin {
    /// Requests have this one.
    Request(TypeId),
    /// Responses have this one.
    Response(TypeId),
}

/// The directions a type is used in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    /// Reached from a parameter or request body.
    pub request: bool,
    /// Reached from a response.
    pub response: bool,
}

/// Derives beyond `Debug`, `Clone`, `PartialEq`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Derives {
    /// `Eq`
    pub eq: bool,
    /// `Hash`
    pub hash: bool,
    /// `Copy`
    pub copy: bool,
    /// `Default`: only where no field is required.
    pub default: bool,
}

/// What a named type is.
#[derive(Debug, Clone, PartialEq)]
pub enum TypeKind {
    /// A struct with named fields.
    Struct(Struct),
    /// A closed list of JSON scalars (`enum`, `const`).
    Enum(Vec<EnumVariant>),
    /// A Rust enum of other types.
    Union(Union),
    /// `pub type X = ..`; its facets are repeated wherever it is used.
    Alias(TypeRef),
    /// A tuple struct of one public field: an alias that reaches itself.
    Newtype {
        /// The field.
        inner: TypeRef,
        /// Checked when it is decoded.
        facets: Facets,
    },
    /// A type of the user's: `pub type X = ..`.
    Own(OwnType),
}

/// A type of the user's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnType {
    /// Where it is.
    pub path: RustPath,
    /// How it is read and written.
    pub via: Via,
    /// What it has beside `Debug`, `Clone`, `PartialEq`.
    pub derives: Derives,
}

/// How a type of the user's is read and written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    /// A JSON string, by `FromStr` and `Display`.
    Display,
    /// By serde's traits.
    Serde,
    /// By `Decode` and `Encode` of the runtime.
    Codec,
}

/// A struct.
#[derive(Debug, Clone, PartialEq)]
pub struct Struct {
    /// The fields in the order of the document.
    pub fields: Vec<Field>,
    /// Members by what their names match, each kept in the first of these
    /// that matches.
    pub matching: Vec<Matching>,
    /// What becomes of members that are no field and match nothing.
    pub extra: Extra,
    /// `minProperties` (over all members of the JSON object).
    pub min_properties: Option<u64>,
    /// `maxProperties`.
    pub max_properties: Option<u64>,
    /// Checked for the names of all members: `propertyNames`.
    pub names: Option<Box<Facets>>,
    /// Members required without being described (`required` beyond
    /// `properties`), where `extra` keeps them or drops them.
    pub required_extra: Vec<WireName>,
    /// What the above does not carry: the whole schema, as a check program.
    pub check: Option<CheckId>,
    /// Members that no value of the schema has, because none would satisfy
    /// what it says about them: refused when strict, whatever `extra` says.
    pub forbidden: Vec<WireName>,
    /// Members of the other direction (`readOnly` in requests, `writeOnly` in
    /// responses), where `extra` would refuse or keep them: accepted and
    /// dropped, whatever they are.
    pub ignored: Vec<WireName>,
}

/// Members whose names match a pattern, in a map of their own.
#[derive(Debug, Clone, PartialEq)]
pub struct Matching {
    /// The field that holds them.
    pub ident: FieldIdent,
    /// What the names match: any of these.
    pub patterns: Vec<Pattern>,
    /// The type of each value.
    pub ty: TypeRef,
    /// Checked for each value.
    pub facets: Facets,
}

/// Members of an object that are no field.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant)] // one a struct, and structs are few
pub enum Extra {
    /// Accepted and dropped: the schema says nothing about them.
    Drop,
    /// Refused when strict: `additionalProperties: false`.
    Deny,
    /// Kept in a map.
    Keep {
        /// The field that holds them, `additional_properties` unless taken.
        ident: FieldIdent,
        /// The type of each value.
        ty: TypeRef,
        /// Checked for each value.
        facets: Facets,
    },
}

/// A field of a struct.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its Rust name.
    pub ident: FieldIdent,
    /// The member's name.
    pub wire: WireName,
    /// The type of a present, not null value.
    pub ty: TypeRef,
    /// Whether it may be absent or null.
    pub presence: Presence,
    /// Checked beside the type.
    pub facets: Facets,
    /// `default`, for `x_or_default()`; only literals the type can hold.
    pub default: Option<Literal>,
    /// Documentation.
    pub docs: Docs,
}

/// The four kinds of presence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// `T`
    Required,
    /// `Option<T>`, always written.
    RequiredNullable,
    /// `Option<T>`: absent or a value.
    Optional,
    /// Three states: absent, null, value.
    OptionalNullable,
}

/// The longest tuple: beyond it the traits of the standard library stop.
pub const MAX_TUPLE: usize = 12;

/// A reference to a type.
#[derive(Debug, Clone, PartialEq)]
pub enum TypeRef {
    /// A type of the arena.
    Named(TypeId),
    /// A scalar.
    Scalar(Scalar),
    /// `Vec<T>`
    List(Box<TypeRef>),
    /// `(A, B)`: an array of fixed length, of one to [`MAX_TUPLE`] items.
    Tuple(Vec<TypeRef>),
    /// `BTreeMap<String, T>`
    Map(Box<TypeRef>),
    /// `Option<T>`: the value or `null`.
    Nullable(Box<TypeRef>),
    /// `Box<T>`: breaks a recursion.
    Boxed(Box<TypeRef>),
    /// A JSON object of which nothing more is said: `specwright::Object`.
    Object,
    /// Any JSON value: `specwright::Value`.
    Any,
    /// `null` and nothing else: `()`.
    Null,
}

/// Scalars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scalar {
    /// `String`
    String,
    /// `bool`
    Boolean,
    /// An integer.
    Integer(Integer),
    /// A number.
    Number(Number),
    /// A string of a format with a type of its own.
    Format(Format),
}

/// Integer types: by `format`, or by bounds where `i64` cannot hold the range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Integer {
    /// `i32`
    I32,
    /// `i64`, the default.
    I64,
    /// `u64`: bounds reach beyond `i64::MAX` and not below 0.
    U64,
    /// `i128`: bounds reach beyond both of the above.
    I128,
}

/// Number types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    /// `f32`, format `float`.
    F32,
    /// `f64`, the default.
    F64,
    /// `specwright::DecimalNumber`, format `decimal` where `rust_decimal` is
    /// chosen for it.
    Decimal,
}

impl Number {
    /// The feature of the runtime that has the type, if it needs one.
    #[must_use]
    pub fn feature(self) -> Option<&'static str> {
        match self {
            Self::F32 | Self::F64 => None,
            Self::Decimal => Format::Decimal.feature(),
        }
    }
}

/// String formats with a Rust type of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// `date-time`: `chrono::DateTime<chrono::Utc>`, `time::OffsetDateTime` or
    /// `jiff::Timestamp`, feature of the library's name.
    DateTime(Library),
    /// `date`: `chrono::NaiveDate`, `time::Date` or `jiff::civil::Date`.
    Date(Library),
    /// `ipv4`: `std::net::Ipv4Addr`, no feature.
    Ipv4,
    /// `ipv6`: `std::net::Ipv6Addr`, no feature.
    Ipv6,
    /// `uuid`: `uuid::Uuid`, feature `uuid`.
    Uuid,
    /// `byte`, or `contentEncoding: base64`: `specwright::Base64`, feature
    /// `base64`.
    Byte,
    /// `base64url`, or `contentEncoding: base64url`: `specwright::Base64Url`,
    /// no feature.
    Base64Url,
    /// `contentEncoding: base16`: `specwright::Base16`, no feature.
    Base16,
    /// `duration`: `jiff::SpanFieldwise`, feature `jiff`.
    Duration,
    /// `decimal`: `rust_decimal::Decimal`, feature `rust_decimal`.
    Decimal,
    /// `password`: `specwright::Secret`, no feature.
    Password,
    /// `specwright::ByDisplay` of a type of the user's, by its place in
    /// [`Api::paths`](crate::Api::paths).
    Path(u16),
}

/// A library that has types for dates and times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Library {
    /// `chrono`
    Chrono,
    /// `time`
    Time,
    /// `jiff`
    Jiff,
}

impl Format {
    /// The feature of the runtime that has the type, if it needs one.
    #[must_use]
    pub fn feature(self) -> Option<&'static str> {
        match self {
            Self::DateTime(library) | Self::Date(library) => Some(match library {
                Library::Chrono => "chrono",
                Library::Time => "time",
                Library::Jiff => "jiff",
            }),
            Self::Uuid => Some("uuid"),
            Self::Byte => Some("base64"),
            Self::Duration => Some("jiff"),
            Self::Decimal => Some("rust_decimal"),
            Self::Base64Url
            | Self::Base16
            | Self::Password
            | Self::Ipv4
            | Self::Ipv6
            | Self::Path(_) => None,
        }
    }
}

/// A value a constant expression can hold.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// An integer.
    Integer(i128),
    /// A finite number; its shortest text that reads back the same.
    Number(f64),
    /// A string.
    String(String),
    /// A variant of a [`TypeKind::Enum`].
    Variant(TypeId, VariantIdent),
}

/// One value of an enum. String-only enums get `as_str`, `Display`,
/// `FromStr`; all get an `Unknown` variant that only the tolerant reader makes.
#[derive(Debug, Clone, PartialEq)]
pub struct EnumVariant {
    /// Its Rust name.
    pub ident: VariantIdent,
    /// Its JSON value; never [`Literal::Null`] (that is nullability) and
    /// never [`Literal::Variant`].
    pub value: Literal,
    /// Documentation.
    pub docs: Docs,
}
