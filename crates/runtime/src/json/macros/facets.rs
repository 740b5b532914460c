//! Facets.

/// Facets as a reference to a `static`: `facets! { min_length: 1, minimum:
/// (-0.5), patterns: ["^a" => "^a", "(?=a)" => "(?=a)" (backtracking)], items: { max_length: 3 } }`.
#[doc(hidden)]
#[macro_export]
macro_rules! __facets {
    () => { $crate::codegen::NO_FACETS };
    ({ $($facets:tt)* }) => { $crate::__facets! { $($facets)* } };
    ($($key:ident: $value:tt),+ $(,)?) => {{
        static FACETS: $crate::codegen::Facets = $crate::codegen::Facets {
            $($key: $crate::__facet!($key $value),)+
            ..$crate::codegen::Facets::NONE
        };
        &FACETS
    }};
}

#[doc(hidden)]
#[macro_export]
macro_rules! __facet {
    (patterns [$($source:literal => $regex:literal $(($engine:ident))?),* $(,)?]) => {{
        static PATTERNS: [$crate::codegen::Pattern; [$($source),*].len()] =
            [$($crate::__pattern!($source $regex $($engine)?)),*];
        &PATTERNS
    }};
    (keys [$($keys:tt)*]) => { $crate::__facet!(patterns [$($keys)*]) };
    (names { $($facets:tt)* }) => { ::core::option::Option::Some($crate::__facets!($($facets)*)) };
    (multiple_of [$($divisor:tt),* $(,)?]) => {
        &[$($crate::__exact!($divisor)),*]
    };
    (items { $($facets:tt)* }) => { ::core::option::Option::Some($crate::__facets!($($facets)*)) };
    (positions [$({ $($facets:tt)* }),* $(,)?]) => { &[$($crate::__facets!($($facets)*)),*] };
    (unique_items $value:tt) => { $value };
    (check ($program:path [$schema:literal])) => {
        ::core::option::Option::Some($crate::codegen::Root {
            program: &$program,
            schema: $crate::codegen::SchemaId($schema),
        })
    };
    (minimum $value:tt) => { $crate::__decimal!($value) };
    (maximum $value:tt) => { $crate::__decimal!($value) };
    (exclusive_minimum $value:tt) => { $crate::__decimal!($value) };
    (exclusive_maximum $value:tt) => { $crate::__decimal!($value) };
    ($key:ident $value:tt) => { ::core::option::Option::Some($value) };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __pattern {
    ($source:literal $regex:literal) => { $crate::codegen::Pattern::new($source, $regex) };
    ($source:literal $regex:literal backtracking) => { $crate::__backtracking!($source $regex) };
}

/// The engine, where the feature `fancy-regex` is on.
#[cfg(feature = "fancy-regex")]
#[doc(hidden)]
#[macro_export]
macro_rules! __backtracking_engine {
    () => {
        $crate::codegen::Engine::Backtracking
    };
}

/// The engine, where it is off: the regular expressions say what to do.
#[cfg(not(feature = "fancy-regex"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __backtracking_engine {
    () => {
        $crate::__backtracking!("" "")
    };
}

/// The feature `fancy-regex` is on.
#[cfg(feature = "fancy-regex")]
#[doc(hidden)]
#[macro_export]
macro_rules! __backtracking {
    ($source:literal $regex:literal) => {
        $crate::codegen::Pattern::backtracking($source, $regex)
    };
}

/// The feature `fancy-regex` is off.
#[cfg(not(feature = "fancy-regex"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __backtracking {
    ($source:literal $regex:literal) => {
        ::core::compile_error!(
            "this API has patterns that need a feature of `specwright`: add `features = [\"fancy-regex\"]` to the dependency"
        )
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __decimal {
    ((-$value:literal)) => {
        $crate::codegen::Decimal::from_text(::core::concat!("-", ::core::stringify!($value)))
    };
    ($value:literal) => {
        $crate::codegen::Decimal::from_text(::core::stringify!($value))
    };
}
