//! Gaps, what the output does not do: `SW09..`.

codes! {
    BODY_MEDIA_TYPE = "SW0901", "a media type that is carried as bytes",
        "The body's media type has no codec; the body is given and taken as bytes.";
}
