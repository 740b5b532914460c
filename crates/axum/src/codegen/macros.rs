//! The tables of generated servers.

/// How a request struct is read: a row for each field, with the constructor
/// of its [`Param`](specwright::wire::Param) and its facets, or how the body
/// is read.
///
/// ```text
/// ::specwright_axum::codegen::request! {
///     UpdatePetRequest {
///         pet_id: path("petId"),
///         fields: query("fields").comma() { max_items: 5 },
///         body: json(),
///     }
/// }
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __server_request {
    ($name:ident { $($field:ident: $kind:ident($($wire:literal)?)$(.$style:ident())* $({ $($facets:tt)* })?,)* }) => {
        impl $crate::codegen::FromRequest for $name {
            fn from_request(
                reader: &mut $crate::codegen::RequestReader<'_>,
            ) -> ::core::option::Option<Self> {
                $(let $field = $crate::__server_field!(
                    reader $kind($($wire)?)$(.$style())* $({ $($facets)* })?
                );)*
                ::core::option::Option::Some(Self { $($field: $field?,)* })
            }
        }
    };
}

/// One field of [`__server_request!`].
#[doc(hidden)]
#[macro_export]
macro_rules! __server_field {
    ($reader:ident $place:ident($wire:literal)$(.$style:ident())* $({ $($facets:tt)* })?) => {{
        static PARAM: $crate::codegen::Param = $crate::codegen::Param {
            facets: $crate::__server_facets!($($($facets)*)?),
            ..$crate::codegen::Param::$place($wire)$(.$style())*
        };
        $reader.param(&PARAM)
    }};
    ($reader:ident $body:ident() $({ $($facets:tt)* })?) => {
        $reader.$body($crate::__server_facets!($($($facets)*)?))
    };
}

/// Facets, or none.
#[doc(hidden)]
#[macro_export]
macro_rules! __server_facets {
    () => {
        &::specwright::codegen::Facets::NONE
    };
    ($($facets:tt)+) => {
        ::specwright::codegen::facets! { $($facets)+ }
    };
}

/// How a response enum is written: a row for each variant, with the calls of
/// [`Answer`](crate::codegen::Answer) that write it.
///
/// ```text
/// ::specwright_axum::codegen::response! {
///     CreatePetResponse {
///         Created { location, body } => code(201).header("Location", &location).json("application/json", &body),
///         NoContent => code(204),
///         NotFound(body) => code(404).json("application/json", &body),
///     }
/// }
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __server_response {
    ($name:ident { $(
        $variant:ident $(($($item:ident),*))? $({ $($field:ident),* })?
            => $($call:ident($($argument:tt)*)).+,
    )* }) => {
        impl $crate::codegen::IntoAnswer for $name {
            fn into_answer(self, answer: $crate::codegen::Answer) -> $crate::codegen::Answer {
                match self { $(
                    Self::$variant $(($($item),*))? $({ $($field),* })?
                        => answer$(.$call($($argument)*))+,
                )* }
            }
        }
    };
}

/// The security schemes of a document: a row for each, with the method of the
/// `Security` trait, what it is given of the credential, the scheme's name,
/// and where its credentials travel. The first line names the function to
/// make, the realm, and `combine` if principals are combined.
///
/// ```text
/// ::specwright_axum::codegen::security! {
///     guard("Pets", combine) {
///         api_key(secret) => "apiKey", header("X-API-KEY"),
///         login(user, secret) => "login", basic(),
///     }
/// }
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __server_security {
    ($guard:ident($realm:literal $(, $combine:ident)?) { $(
        $method:ident($($part:ident),*) => $name:literal, $source:ident($($wire:literal)?),
    )* }) => {
        fn $guard<S: Security>() -> $crate::codegen::Guard<S, S::Principal> {
            let schemes = $crate::codegen::vec![$((
                $crate::codegen::Scheme::named($name).$source($($wire)?),
                (|service, _credential, call| {
                    $crate::codegen::Box::pin(
                        <S as Security>::$method(service, $(_credential.$part(),)* call)
                    )
                }) as $crate::codegen::Check<S, S::Principal>,
            ),)*];
            $crate::codegen::Guard::new($realm, schemes)
                $(.combine(|service, principals, call| {
                    $crate::codegen::Box::pin(
                        <S as Security>::$combine(service, principals, call)
                    )
                }))?
        }
    };
}

/// The operations of one tag: a row for each, with its method and arguments,
/// and the fields of its [`Operation`](crate::codegen::Operation) that are not
/// as in `Operation::NONE`. The first line names the function to make, the
/// trait, and the principal's type.
///
/// ```text
/// ::specwright_axum::codegen::operations! {
///     operations_pets(Pets, S::Principal) {
///         create_pet(principal, CreatePetRequest) {
///             id: "createPet",
///             method: "POST",
///             path: "/pets",
///         }
///         list_pets() {
///             ..
///         }
///     }
/// }
/// ```
///
/// Arguments are `principal` or `optional_principal`, and the request struct.
#[doc(hidden)]
#[macro_export]
macro_rules! __server_operations {
    ($rows:ident($trait:ident) { $($row:tt)* }) => {
        $crate::__server_operations! { $rows($trait, P, P) { $($row)* } }
    };
    ($rows:ident($trait:ident, $principal:ty $(, $P:ident)?) { $(
        $method:ident($($argument:ident),*) { $($field:ident: $value:expr,)* }
    )* }) => {
        fn $rows<S: $trait $(, $P: ::core::marker::Send + 'static)?>(
        ) -> $crate::codegen::Vec<$crate::codegen::Row<S, $principal>> {
            $crate::codegen::vec![$({
                #[allow(unused_imports)]
                use $crate::codegen::{Declared, Fill, RequestBody};
                static OPERATION: $crate::codegen::Operation = $crate::codegen::Operation {
                    $($field: $value,)*
                    ..$crate::codegen::Operation::NONE
                };
                $crate::codegen::Row {
                    operation: &OPERATION,
                    run: |service, input| $crate::codegen::Box::pin(async move {
                        $crate::__server_call!(
                            [$trait $method service input] $($argument)*
                        )
                    }),
                }
            },)*]
        }
    };
}

/// The call of one operation.
#[doc(hidden)]
#[macro_export]
macro_rules! __server_call {
    ([$($what:ident)*] principal $($request:ident)?) => {
        $crate::__server_call!([$($what)*] [principal] $($request)?)
    };
    ([$($what:ident)*] optional_principal $($request:ident)?) => {
        $crate::__server_call!([$($what)*] [optional_principal] $($request)?)
    };
    ([$($what:ident)*] $($request:ident)?) => {
        $crate::__server_call!([$($what)*] [] $($request)?)
    };
    ([$trait:ident $method:ident $service:ident $input:ident] [$($principal:ident)?] $($request:ident)?) => {{
        let mut input = $input;
        $(let principal = match input.$principal() {
            ::core::result::Result::Ok(principal) => principal,
            ::core::result::Result::Err(response) => return *response,
        };)?
        $(let request = match input.read::<$request>() {
            ::core::result::Result::Ok(request) => request,
            ::core::result::Result::Err(response) => return *response,
        };)?
        let result = <S as $trait>::$method(
            &$service,
            $($crate::__server_ident!($principal principal),)?
            $($crate::__server_ident!($request request),)?
            input.call(),
        ).await;
        input.answer(result)
    }};
}

/// The second of two identifiers.
#[doc(hidden)]
#[macro_export]
macro_rules! __server_ident {
    ($first:ident $second:ident) => {
        $second
    };
}
