fn main() {
    specwright_build::configure()
        .server(false)
        .compile("../../../specs/aci-linked-accounts.yaml");
}
