//! What generated clients call instead of repeating it: the methods that every
//! client and every call has, and an operation's tables.

/// The methods of a client that do not depend on the document.
#[doc(hidden)]
#[macro_export]
macro_rules! __client_methods {
    ($client:ident) => {
        impl $client {
            /// A client of the API at `base_url`, over `transport`.
            ///
            /// `base_url` is an absolute `http` or `https` URL. Its path is
            /// kept; paths of the document are appended to it.
            ///
            /// # Errors
            /// For a base URL that is none, or that has user information, a
            /// query or a fragment.
            pub fn with_transport(
                base_url: impl ::core::convert::AsRef<str>,
                transport: impl $crate::client::Transport + 'static,
            ) -> ::core::result::Result<Self, $crate::client::BuildError> {
                $crate::client::Core::new(base_url.as_ref(), transport).map(Self)
            }

            /// Sets a header of every request. One that is no header is
            /// reported by the calls.
            #[must_use]
            pub fn with_header(
                self,
                name: impl ::core::convert::AsRef<str>,
                value: impl ::core::convert::AsRef<str>,
            ) -> Self {
                Self(self.0.with_header(name.as_ref(), value.as_ref()))
            }

            /// Sets how long a call may take, to the last byte of its answer.
            /// Without it the transport's default holds.
            #[must_use]
            pub fn with_timeout(self, timeout: ::core::time::Duration) -> Self {
                Self(self.0.with_timeout(timeout))
            }

            /// Sets how large an answer may be, in bytes; 64 MiB otherwise.
            #[must_use]
            pub fn with_answer_limit(self, bytes: usize) -> Self {
                Self(self.0.with_answer_limit(bytes))
            }

            /// Says that the transport adds credentials: none is reported as
            /// missing.
            #[must_use]
            pub fn with_transport_credentials(self) -> Self {
                Self(self.0.with_transport_credentials())
            }
        }
    };
}

/// The security schemes, a constant each.
#[doc(hidden)]
#[macro_export]
macro_rules! __client_schemes {
    ($($name:ident: $kind:ident $args:tt,)*) => {
        $(static $name: $crate::client::Scheme = $crate::client::Scheme::$kind $args;)*
    };
}

/// A call: its type, its operation's table, and how its answers are read. What
/// an operation does not have is left out of its table.
#[doc(hidden)]
#[macro_export]
macro_rules! __client_call {
    (
        $call:ident -> $answer:ty, $error:ty;
        $id:literal, $method:literal, $path:literal;
        $(accept: $accept:literal;)?
        $(security: [$([$($scheme:ident),*]),*];)?
        $(params {
            $($place:ident $args:tt $(. $more:ident $more_args:tt)*,)*
        })?
        $(ok {
            $(
                $ok_status:literal $($ok_media:literal)? =>
                    $($ok:ident)::+ $(($($ok_part:ident),+))?,
            )*
        })?
        $(error {
            $(
                $err_status:literal $($err_media:literal)? =>
                    $($err:ident)::+ $(($($err_part:ident),+))?,
            )*
        })?
    ) => {
        #[doc = ::core::concat!("`", $method, " ", $path, "`: a call to be completed and sent.")]
        #[derive(Debug, Clone)]
        #[must_use = "a call does nothing until it is sent"]
        pub struct $call($crate::client::Call);

        impl $call {
            const OPERATION: &'static $crate::client::Operation = &$crate::client::Operation {
                id: $id,
                method: $method,
                path: $path,
                accept: ::core::concat!($($accept)?),
                security: &[$($(&[$(&$scheme),*]),*)?],
                params: const {
                    &[$($($crate::wire::Param::$place $args $(.$more $more_args)*),*)?]
                },
            };

            /// Sets a header of this call; it replaces any other of that name.
            pub fn with_header(
                self,
                name: impl ::core::convert::AsRef<str>,
                value: impl ::core::convert::AsRef<str>,
            ) -> Self {
                Self(self.0.with_header(name.as_ref(), value.as_ref()))
            }

            /// Sets how long this call may take, to the last byte of its
            /// answer.
            pub fn with_timeout(self, timeout: ::core::time::Duration) -> Self {
                Self(self.0.with_timeout(timeout))
            }

            /// The request that `send` would send.
            ///
            /// # Errors
            /// For a value or credential that cannot be sent, or that is
            /// missing.
            pub fn build_request(
                &self,
            ) -> ::core::result::Result<
                $crate::client::http::Request<$crate::client::Body>,
                $crate::client::RequestError,
            > {
                self.0.build_request()
            }

            /// Sends the call; declared answers and errors are typed.
            pub fn send(self) -> $crate::client::PendingAnswer<$answer, $error> {
                self.0.send(<Self as $crate::client::Answers>::read)
            }

            /// Sends the call; the answer as it comes, whatever its status.
            /// `parse_response` reads it.
            pub fn send_raw(self) -> $crate::client::PendingResponse {
                self.0.send_raw()
            }

            /// Reads an answer that came in another way.
            ///
            /// # Errors
            /// For declared errors, undeclared statuses, and content that is
            /// not what the document says.
            #[allow(clippy::result_large_err)]
            pub fn parse_response(
                response: $crate::client::http::Response<$crate::client::Bytes>,
            ) -> ::core::result::Result<$answer, $crate::client::Error<$error>> {
                <Self as $crate::client::Answers>::read($crate::client::Received::new(response))
            }
        }

        impl $crate::client::Answers for $call {
            type Answer = $answer;
            type Error = $error;

            #[allow(clippy::result_large_err, unused_mut)]
            fn read(
                mut received: $crate::client::Received,
            ) -> ::core::result::Result<$answer, $crate::client::Error<$error>> {
                $($(
                    if received.is_success(
                        const { $crate::client::Status::parse(::core::stringify!($ok_status)) },
                        $crate::__client_media!($($ok_media)?),
                    ) {
                        return $crate::__client_ok!(received $($ok)::+ ($($($ok_part),+)?));
                    }
                )*)?
                $($(
                    if received.is(
                        const { $crate::client::Status::parse(::core::stringify!($err_status)) },
                        $crate::__client_media!($($err_media)?),
                    ) {
                        let declared =
                            $crate::__client_make!(received $($err)::+ ($($($err_part),+)?));
                        return ::core::result::Result::Err(received.error(declared));
                    }
                )*)?
                ::core::result::Result::Err(received.unexpected())
            }
        }
    };
}

/// The media type that a row compares with.
#[doc(hidden)]
#[macro_export]
macro_rules! __client_media {
    () => {
        ::core::option::Option::None
    };
    ($media:literal) => {
        ::core::option::Option::Some($media)
    };
}

/// A success: the body alone, or a variant of the enum of successes.
#[doc(hidden)]
#[macro_export]
macro_rules! __client_ok {
    ($received:ident answer ()) => {
        ::core::result::Result::Ok($received.answer((), ()))
    };
    ($received:ident answer (headers)) => {{
        let declared = $received.headers()?;
        ::core::result::Result::Ok($received.answer(declared, ()))
    }};
    ($received:ident answer (headers, $codec:ident)) => {{
        let declared = $received.headers()?;
        let body = $received.$codec()?;
        ::core::result::Result::Ok($received.answer(declared, body))
    }};
    ($received:ident answer ($codec:ident)) => {{
        let body = $received.$codec()?;
        ::core::result::Result::Ok($received.answer((), body))
    }};
    ($received:ident $($variant:ident)::+ ($($part:ident),*)) => {{
        let body = $crate::__client_make!($received $($variant)::+ ($($part),*));
        ::core::result::Result::Ok($received.answer((), body))
    }};
}

/// A variant from the parts of an answer: one part in parentheses, several by
/// name.
#[doc(hidden)]
#[macro_export]
macro_rules! __client_make {
    ($received:ident $($variant:ident)::+ ()) => {
        $($variant)::+
    };
    ($received:ident $($variant:ident)::+ (status)) => {
        $($variant)::+($received.status())
    };
    ($received:ident $($variant:ident)::+ (status, headers)) => {
        $($variant)::+ { status: $received.status(), headers: $received.headers()? }
    };
    ($received:ident $($variant:ident)::+ (status, headers, $codec:ident)) => {
        $($variant)::+ {
            status: $received.status(),
            headers: $received.headers()?,
            body: $received.$codec()?,
        }
    };
    ($received:ident $($variant:ident)::+ (status, $codec:ident)) => {
        $($variant)::+ { status: $received.status(), body: $received.$codec()? }
    };
    ($received:ident $($variant:ident)::+ (headers, $codec:ident)) => {
        $($variant)::+ { headers: $received.headers()?, body: $received.$codec()? }
    };
    ($received:ident $($variant:ident)::+ ($part:ident)) => {
        $($variant)::+($received.$part()?)
    };
}

/// How the declared headers of a response are read.
#[doc(hidden)]
#[macro_export]
macro_rules! __client_headers {
    ($headers:ident { $($field:ident $name:literal,)+ }) => {
        impl $crate::client::DeclaredHeaders for $headers {
            fn read(
                reader: &mut $crate::wire::Reader<'_>,
            ) -> ::core::option::Option<Self> {
                $(
                    let $field = $crate::client::declared_header(
                        reader,
                        const { &$crate::wire::Param::header($name) },
                    );
                )+
                ::core::option::Option::Some(Self { $($field: $field?,)+ })
            }
        }
    };
}

/// The operations of a tag, each by its method on `Client`; `= name` where
/// that one is called otherwise. The methods are named by their type: by the
/// value alone, a trait's method of the same name might be found first.
#[doc(hidden)]
#[macro_export]
macro_rules! __client_group {
    ($group:ident {
        $($method:ident $(= $inner:ident)? ($($arg:ident: $ty:ty),*) -> $call:ident,)+
    }) => {
        impl $group {
            $(
                #[doc = $crate::__client_delegate!(doc $method $($inner)?)]
                #[allow(clippy::too_many_arguments, deprecated)]
                pub fn $method(&self, $($arg: $ty),*) -> $call {
                    $crate::__client_delegate!($method $($inner)? (&self.0 $(, $arg)*))
                }
            )+
        }
    };
}

/// The call of an operation's method on the client, and its name in docs.
#[doc(hidden)]
#[macro_export]
macro_rules! __client_delegate {
    (doc $method:ident) => {
        ::core::concat!("As [`Client::", ::core::stringify!($method), "`].")
    };
    (doc $method:ident $inner:ident) => {
        ::core::concat!("As [`Client::", ::core::stringify!($inner), "`].")
    };
    ($method:ident ($($arg:expr),*)) => {
        Client::$method($($arg),*)
    };
    ($method:ident $inner:ident ($($arg:expr),*)) => {
        Client::$inner($($arg),*)
    };
}
