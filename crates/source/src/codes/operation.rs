//! Operations and names: `SW04..`.

codes! {
    ROUTE_CONFLICT = "SW0401", "two paths match the same requests",
        "Two path templates differ only in the names of their parameters.";
}
