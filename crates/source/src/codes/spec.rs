//! The document: `SW02..`.

codes! {
    UNRESOLVED_REFERENCE = "SW0201", "a reference leads nowhere",
        "A `$ref` must name something that exists.";
}
