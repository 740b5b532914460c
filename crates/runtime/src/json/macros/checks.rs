//! The check program.

/// A check program as a `static`: a row a schema, each with its checks; what
/// they look up stands behind the rows.
#[doc(hidden)]
#[macro_export]
macro_rules! __checks {
    (
        $name:ident {
            $($index:literal: [$($check:ident $(($($listed:tt)*))? $({ $($parts:tt)* })?),* $(,)?],)*
        }
        $(patterns [$($source:literal => $regex:literal $(($engine:ident))?),* $(,)?])?
        $(values [$($value:literal),* $(,)?])?
    ) => {
        /// What the types and facets of this file do not carry.
        pub(super) static $name: $crate::codegen::Program =
            $crate::codegen::Program::new($crate::codegen::Parts {
                schemas: $crate::__list![$crate::codegen::Schema; $($crate::codegen::Schema {
                    checks: $crate::__list![
                        $crate::codegen::Check;
                        $($crate::__check!($check $(($($listed)*))? $({ $($parts)* })?)),*
                    ],
                }),*],
                patterns: $crate::__list![$crate::codegen::PatternText; $($($crate::codegen::PatternText {
                    source: $crate::__text!($source),
                    regex: $crate::__text!($regex),
                    engine: $crate::__engine!($($engine)?),
                }),*)?],
                values: $crate::__list![$crate::codegen::CheckText; $($($crate::__text!($value)),*)?],
            });
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __list {
    ($ty:ty;) => { ::std::borrow::Cow::Borrowed(&[]) };
    ($ty:ty; $($item:expr),+ $(,)?) => {{
        static LIST: &[$ty] = &[$($item),+];
        ::std::borrow::Cow::Borrowed(LIST)
    }};
}

#[doc(hidden)]
#[macro_export]
macro_rules! __text {
    ($text:literal) => {
        ::std::borrow::Cow::Borrowed($text)
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __maybe {
    () => {
        ::core::option::Option::None
    };
    ($item:expr) => {
        ::core::option::Option::Some($item)
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __check {
    (Never) => { $crate::codegen::Check::Never };
    (UniqueItems) => { $crate::codegen::Check::UniqueItems };
    (Type($($name:ident),*)) => {
        $crate::codegen::Check::Type(
            $crate::codegen::Types::none()$(.or($crate::codegen::Types::$name))*,
        )
    };
    (Enum($($value:literal),*)) => {
        $crate::codegen::Check::Enum($crate::__list![$crate::codegen::ValueId; $($crate::codegen::ValueId($value)),*])
    };
    (Format($format:ident)) => {
        $crate::codegen::Check::Format($crate::codegen::Format::$format)
    };
    (Content { encoding: $encoding:ident, json: $json:literal, schema: [$($schema:literal)?] }) => {
        $crate::codegen::Check::Content {
            encoding: $crate::codegen::Encoding::$encoding,
            json: $json,
            schema: $crate::__maybe!($($crate::codegen::SchemaId($schema))?),
        }
    };
    (Pattern($pattern:literal)) => {
        $crate::codegen::Check::Pattern($crate::codegen::PatternId($pattern))
    };
    (Minimum($bound:tt)) => { $crate::codegen::Check::Minimum($crate::__exact!($bound)) };
    (Maximum($bound:tt)) => { $crate::codegen::Check::Maximum($crate::__exact!($bound)) };
    (ExclusiveMinimum($bound:tt)) => {
        $crate::codegen::Check::ExclusiveMinimum($crate::__exact!($bound))
    };
    (ExclusiveMaximum($bound:tt)) => {
        $crate::codegen::Check::ExclusiveMaximum($crate::__exact!($bound))
    };
    (MultipleOf($divisor:tt)) => { $crate::codegen::Check::MultipleOf($crate::__exact!($divisor)) };
    (MinLength($count:literal)) => { $crate::codegen::Check::MinLength($count) };
    (MaxLength($count:literal)) => { $crate::codegen::Check::MaxLength($count) };
    (MinItems($count:literal)) => { $crate::codegen::Check::MinItems($count) };
    (MaxItems($count:literal)) => { $crate::codegen::Check::MaxItems($count) };
    (MinProperties($count:literal)) => { $crate::codegen::Check::MinProperties($count) };
    (MaxProperties($count:literal)) => { $crate::codegen::Check::MaxProperties($count) };
    (Required($($name:literal),*)) => {
        $crate::codegen::Check::Required($crate::__list![$crate::codegen::CheckText; $($crate::__text!($name)),*])
    };
    (DependentRequired($($name:literal => [$($needed:literal),*]),*)) => {
        $crate::codegen::Check::DependentRequired($crate::__list![
            ($crate::codegen::CheckText, $crate::codegen::CheckList<$crate::codegen::CheckText>);
            $(($crate::__text!($name), $crate::__list![$crate::codegen::CheckText; $($crate::__text!($needed)),*])),*
        ])
    };
    (DependentSchemas($($name:literal => $schema:literal),*)) => {
        $crate::codegen::Check::DependentSchemas($crate::__list![
            ($crate::codegen::CheckText, $crate::codegen::SchemaId);
            $(($crate::__text!($name), $crate::codegen::SchemaId($schema))),*
        ])
    };
    (Items { from: $from:literal, schema: $schema:literal }) => {
        $crate::codegen::Check::Items {
            from: $from,
            schema: $crate::codegen::SchemaId($schema),
        }
    };
    (Contains { schema: $schema:literal, min: $min:literal, max: [$($max:literal)?] }) => {
        $crate::codegen::Check::Contains {
            schema: $crate::codegen::SchemaId($schema),
            min: $min,
            max: $crate::__maybe!($($max)?),
        }
    };
    (Properties {
        named: [$($name:literal => $schema:literal),*],
        patterns: [$($pattern:literal => $matched:literal),*],
        additional: [$($additional:literal)?]
    }) => {
        $crate::codegen::Check::Properties {
            named: $crate::__list![
                ($crate::codegen::CheckText, $crate::codegen::SchemaId);
                $(($crate::__text!($name), $crate::codegen::SchemaId($schema))),*
            ],
            patterns: $crate::__list![
                ($crate::codegen::PatternId, $crate::codegen::SchemaId);
                $(($crate::codegen::PatternId($pattern), $crate::codegen::SchemaId($matched))),*
            ],
            additional: $crate::__maybe!($($crate::codegen::SchemaId($additional))?),
        }
    };
    (If { condition: $condition:literal, then: [$($then:literal)?], otherwise: [$($otherwise:literal)?] }) => {
        $crate::codegen::Check::If {
            condition: $crate::codegen::SchemaId($condition),
            then: $crate::__maybe!($($crate::codegen::SchemaId($then))?),
            otherwise: $crate::__maybe!($($crate::codegen::SchemaId($otherwise))?),
        }
    };
    ($several:ident($($schema:literal),+ $(,)?)) => {
        $crate::__schemas!($several $($schema)+)
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __schemas {
    (PropertyNames $schema:literal) => {
        $crate::codegen::Check::PropertyNames($crate::codegen::SchemaId($schema))
    };
    (Not $schema:literal) => { $crate::codegen::Check::Not($crate::codegen::SchemaId($schema)) };
    (Ref $schema:literal) => { $crate::codegen::Check::Ref($crate::codegen::SchemaId($schema)) };
    (UnevaluatedItems $schema:literal) => {
        $crate::codegen::Check::UnevaluatedItems($crate::codegen::SchemaId($schema))
    };
    (UnevaluatedProperties $schema:literal) => {
        $crate::codegen::Check::UnevaluatedProperties($crate::codegen::SchemaId($schema))
    };
    ($several:ident $($schema:literal)*) => {
        $crate::codegen::Check::$several($crate::__list![$crate::codegen::SchemaId; $($crate::codegen::SchemaId($schema)),*])
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __engine {
    () => {
        $crate::codegen::Engine::Linear
    };
    (backtracking) => {
        $crate::__backtracking_engine!()
    };
}

/// A number that the generator has written, exactly.
#[doc(hidden)]
#[macro_export]
macro_rules! __exact {
    ($bound:tt) => {
        match $crate::__decimal!($bound) {
            ::core::option::Option::Some(bound) => bound,
            ::core::option::Option::None => $crate::codegen::Decimal::ZERO,
        }
    };
}
