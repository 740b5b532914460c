//! Configuration and files: `SW05..`.

codes! {
    UNKNOWN_KEY = "SW0501", "an option that does not exist",
        "The configuration has a key that Specwright does not know.";
}
