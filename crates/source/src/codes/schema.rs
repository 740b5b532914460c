//! Schemas: `SW03..`.

codes! {
    UNSATISFIABLE = "SW0301", "no value can satisfy this schema",
        "The keywords contradict each other.";
}
