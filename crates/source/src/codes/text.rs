//! Reading text: `SW01..`.

codes! {
    SYNTAX = "SW0101", "the text is neither YAML nor JSON",
        "The reader could not go on at this place.";
}
