fn main() {
    specwright_build::configure()
        .client(false)
        .duplicate_parameters(specwright_build::DuplicatePolicy::Last)
        .compile("../../../specs/aci-linked-accounts.yaml");
}
