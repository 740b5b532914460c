use ::specwright::codegen::{Nullable, Unknown};

/// The schema at `#/components/schemas/Option`.
#[derive(Debug, ::core::clone::Clone, PartialEq, Eq)]
pub struct Option {
    /// A "quoted" text */ with \`\`\`
    /// \[brackets] and \<b>tags\</b>
    ///
    /// ```text
    /// let x = 1;
    /// ```
    pub d: ::core::option::Option<::std::string::String>,
    /// The member `` a`b c ``.
    pub facets: ::core::option::Option<::std::vec::Vec<::std::string::String>>,
    /// The member `self_`.
    pub self_: Nullable<bool>,
    /// The member `value`.
    pub value: ::core::option::Option<i64>,
    /// The member `new`.
    pub new: ::core::option::Option<::std::string::String>,
    /// The member `validate`.
    pub validate: ::core::option::Option<::std::string::String>,
    /// The member `fn`.
    pub r#fn: ::std::string::String,
    /// The member `gen`.
    pub r#gen: ::core::option::Option<Box<Option>>,
}

::specwright::codegen::object! {
    Option {
        d: ::std::string::String = Optional "*/ \"); panic!(\u{202e}",
        facets: ::std::vec::Vec<::std::string::String> = Optional "a`b\nc",
        self_: bool = OptionalNullable "self_",
        value: i64 = RequiredNullable "value",
        new: ::std::string::String = Optional "new",
        validate: ::std::string::String = Optional "validate",
        r#fn: ::std::string::String = Required "fn",
        r#gen: Box<Option> = Optional "gen",
    }
    new(
        value: ::core::option::Option<i64>, r#fn: impl ::core::convert::Into<::std::string::String>,
    )
    set(
        d: impl ::core::convert::Into<::std::string::String>,
        facets: ::std::vec::Vec<::std::string::String>,
        self_: impl ::core::convert::Into<Nullable<bool>>,
        r#gen: impl ::core::convert::Into<Box<Option>>,
    )
    set_as {
        new_(new: impl ::core::convert::Into<::std::string::String>),
        validate_(validate: impl ::core::convert::Into<::std::string::String>),
    }
}

/// Short
///
/// Visit <https://example.org/a>, or `code`.
///     indented
#[deprecated]
#[derive(Debug, ::core::clone::Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum String {
    /// `"\"); panic!("`.
    Panic,
    /// `"unknown"`.
    Unknown,
    /// `""`.
    Empty,
    /// A value that the document does not know, kept by the client.
    UnknownValue(Unknown),
}

::specwright::codegen::string_enum! {
    String {
        Panic = "\"); panic!(",
        Unknown = "unknown",
        Empty = "",
        ..UnknownValue,
    }
}

/// The schema at `#/components/schemas/Vec`.
pub type Vec = ::std::vec::Vec<String>;

/// The schema at `#/components/schemas/Into`.
#[derive(Debug, ::core::clone::Clone, PartialEq, Eq)]
pub struct Into(
    /// The value.
    pub ::std::vec::Vec<Into>,
);

::specwright::codegen::newtype! {
    Into(::std::vec::Vec<Into>)
}

/// The schema at `#/components/schemas/Clone`.
#[derive(Debug, ::core::clone::Clone, PartialEq, Eq, Hash)]
pub struct Clone {
    /// The member `as`.
    pub r#as: Vec,
}

::specwright::codegen::object! {
    Clone {
        r#as: Vec = Required "as",
    }
    new(r#as: Vec)
}
