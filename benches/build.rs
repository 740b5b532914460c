//! Generates what the benchmarks measure.

fn main() {
    specwright_build::configure()
        .client(false)
        .compile("orders.yaml");
    specwright_build::configure()
        .client(false)
        .compile("shapes.yaml");
    specwright_build::configure()
        .client(false)
        .duplicate_parameters(specwright_build::DuplicatePolicy::Last)
        .compile("../specs/aci-linked-accounts.yaml");
}
