//! Generates both halves of the service, server and client: what backends
//! call, and what browsers are sent to.

use specwright_build::DuplicatePolicy;

fn main() {
    specwright_build::configure()
        // As the service behind the document does it: the last one counts.
        .duplicate_parameters(DuplicatePolicy::Last)
        .compile("../../specs/aci-linked-accounts.yaml");
    specwright_build::configure()
        // The name of the file is that of this crate.
        .name("linked_accounts_browser")
        .compile("../../specs/linked-accounts.yaml");
}
