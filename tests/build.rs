//! Generates both sides of every document below `fixtures/ok` and `specs`,
//! one module each, and a list of the modules.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use specwright_build::{Builder, DuplicatePolicy};

/// What `formats.yaml` is generated with, beside the types that formats have
/// by themselves.
const FORMAT_TYPES: &[(&str, &[(&str, &str)])] = &[
    ("formats_time", &[("date-time", "time"), ("date", "time")]),
    (
        "formats_jiff",
        &[
            ("date-time", "jiff"),
            ("date", "jiff"),
            ("duration", "jiff"),
            ("decimal", "rust_decimal"),
        ],
    ),
    (
        "formats_string",
        &[
            ("date-time", "string"),
            ("date", "string"),
            ("ipv4", "string"),
            ("ipv6", "string"),
            ("uuid", "string"),
            ("base64url", "string"),
        ],
    ),
    (
        "formats_path",
        &[
            ("ipv4", "::std::net::IpAddr"),
            ("ipv6", "::std::net::IpAddr"),
            ("endpoint", "::std::net::SocketAddr"),
        ],
    ),
];

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("Cargo sets it"));
    let tests = if root.join("fixtures").is_dir() {
        root
    } else {
        root.join("..")
    };
    let mut documents = Vec::new();
    collect(&tests.join("fixtures/ok"), &mut documents);
    collect(&tests.join("../specs"), &mut documents);
    documents.push(tests.join("fastapi/kinds.openapi.json"));
    documents.sort();

    let mut list = String::new();
    for (name, types) in FORMAT_TYPES {
        let mut builder = specwright_build::configure().name(*name);
        for (format, ty) in *types {
            builder = builder.format_type(*format, *ty);
        }
        builder.compile(tests.join("fixtures/ok/formats/formats.yaml"));
        list.push_str(&format!("::specwright::include_api!({name});\n"));
    }
    for document in documents {
        let name = module(&document);
        let policy = match name.as_str() {
            "aci_linked_accounts" | "kinds" => DuplicatePolicy::Last,
            "refusals_fastapi" => DuplicatePolicy::First,
            _ => DuplicatePolicy::Refuse,
        };
        let builder = specwright_build::configure()
            .name(&name)
            .duplicate_parameters(policy);
        options(&name, builder).compile(&document);
        list.push_str(&format!("::specwright::include_api!({name});\n"));
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("Cargo sets it"));
    fs::write(out.join("all.rs"), list).expect("the output folder can be written");
}

/// What only some documents are generated with.
fn options(name: &str, builder: Builder) -> Builder {
    match name {
        "given" => builder
            .rust_name("#/paths/~1orders/get", "look")
            .rust_name("#/components/schemas/mood", "Feeling")
            .rust_names("#/components/schemas/mood", &[("a", "Angry")])
            .rust_type_via(
                "#/components/schemas/Pair",
                "::std::net::Ipv4Addr",
                "display",
                &["eq", "hash", "copy"],
            )
            .rust_derive(
                "#/components/schemas/Heap",
                &["::std::cmp::PartialOrd", "::std::cmp::Ord"],
            ),
        _ => builder,
    }
}

/// Every document in `folder` and the folders below it.
fn collect(folder: &Path, documents: &mut Vec<PathBuf>) {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            collect(&path, documents);
        } else {
            documents.push(path);
        }
    }
}

/// `bookshop-3.0.yaml` is the module `bookshop_3_0`.
fn module(document: &Path) -> String {
    let name = document
        .file_name()
        .and_then(|name| name.to_str())
        .expect("names are UTF-8");
    let stem = name
        .split_once(".yaml")
        .or_else(|| name.split_once(".openapi.json"));
    stem.map_or(name, |(stem, _)| stem).replace(['-', '.'], "_")
}
