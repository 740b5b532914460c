//! Configuration and files: `SW05..`.

codes! {
    UNKNOWN_KEY = "SW0501", "an option that does not exist",
        "The configuration has a key that Specwright does not know, so it would have no effect.\n\n\
         Correct its spelling (the diagnostic names the nearest key) or remove it. The keys of the \
         top level are `output`, `runtime_path`, `defaults` and `document`.";
    CONFIG_SYNTAX = "SW0502", "the configuration is not valid TOML",
        "`specwright.toml` is written in TOML 1.1. The caret shows where reading it stopped.";
    WRONG_TYPE = "SW0503", "an option whose value has the wrong type",
        "An option has, for example, a number where a string belongs. The diagnostic says what is \
         expected; strings stand in quotes, lists in brackets.";
    UNKNOWN_VALUE = "SW0504", "an option with a value that it does not know",
        "The option takes one of a few words; the diagnostic lists them.";
    MISSING_KEY = "SW0505", "a document without its path",
        "Each `[[document]]` needs a `path`: the OpenAPI document, relative to `specwright.toml`.";
    INVALID_NAME = "SW0506", "a name that no crate can have",
        "The name of a generated crate begins with a letter and goes on with letters, digits, `-` \
         and `_`, all ASCII; it is no keyword and no name of a crate that the generated code \
         leans on. It is also the name of the crate's folder, so it cannot lead out of the output \
         folder.\n\nWithout `crate`, the name is made from the file name of the document.";
    CRATE_TWICE = "SW0507", "two documents for one crate",
        "Two documents would be written to the same folder. Give one of them a `crate` of its own.";
    UNREADABLE = "SW0508", "a file that cannot be read",
        "The file is missing, is no file, may not be read, or is not UTF-8. Paths in \
         `specwright.toml` are relative to that file, paths in a build script to the folder of \
         its `Cargo.toml`.";
    OUTSIDE = "SW0509", "a folder outside the project",
        "`output` is a relative path without `..`: the folder belongs to `specwright.toml`, and \
         generated files in it that no document asks for any more are removed.";
    UNWRITABLE = "SW0510", "a file that cannot be written",
        "The operating system refused to write, rename or remove a file; the message says which \
         and why. Files are written to a temporary name first, so the old one is still complete.";
    FOREIGN_FILE = "SW0511", "a file in the way that Specwright did not write",
        "A file that should be written exists and does not begin with the line that every \
         generated file begins with, so it may be somebody's work. Move or remove it, or choose \
         another folder.";
    SYMBOLIC_LINK = "SW0512", "a symbolic link in the output folder",
        "A file or folder below the output folder is a symbolic link. Writing through it would \
         change something outside the folder, so nothing is written. Remove the link.";
    SAME_OUTPUT = "SW0513", "two documents of one build script with the same name",
        "Two documents would be written to the same file of `OUT_DIR`, because their file names \
         are the same. Give one of them another name: \
         `specwright_build::configure().name(\"other\")`.";
    NOT_A_BUILD_SCRIPT = "SW0514", "the build-script functions outside a build script",
        "`specwright_build::compile` needs the variables `OUT_DIR` and `CARGO_MANIFEST_DIR`, \
         which Cargo sets for build scripts. Elsewhere use `specwright_build::generate`.";
    NO_CONFIG = "SW0515", "no configuration",
        "There is no `specwright.toml` in this folder or in one above it. Write one, name one \
         with `--config`, or generate a single document with `gen crate DOCUMENT -o FOLDER`.\n\n\
         The shortest one is this:\n\n\
         ```toml\n[[document]]\npath = \"specs/pets.yaml\"\n```\n\n\
         It writes the crate `generated/pets`.";
    REFERENCE_PREFIX = "SW0516", "a table of references with a beginning that is none",
        "`references` says in which folder the files of an absolute URI are: the keys are how such \
         URIs begin, with their scheme, the values are folders. References to other files, which \
         are relative to the file they stand in, need no entry.";
    POINTER = "SW0517", "a name for what is not in the document",
        "The tables `names`, `types` and `derives` of `specwright.toml`, and the methods \
         `rust_name`, `rust_type` and `rust_derive` of a build script, say by a JSON Pointer what \
         they are for: a schema, a parameter or an operation, where it is written in the document \
         itself. `~1` stands for a `/` in a key: `#/paths/~1pets/get`.";
    NAMES_LOCK = "SW0518", "a file of names that cannot be read",
        "`names_lock` names a file that keeps the names which were given once, so that they stay \
         when the document changes. `gen` writes it, build scripts read it. It belongs under \
         version control. Where it is lost, names are made anew.";
    INTERNAL = "SW0599", "a fault of Specwright",
        "The generated code could not be printed. That is a fault of Specwright whatever the \
         document says; please report it with the item that the message names. Nothing was \
         written.";
}
