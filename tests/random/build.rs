//! Generates the models of the document.

fn main() {
    specwright_build::configure()
        .name("random")
        .server(false)
        .client(false)
        .compile("random.openapi.json");
}
