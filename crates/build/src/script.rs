//! The build-script API: two lines in a `build.rs`.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use specwright_source::{Severity, codes::config as codes};

use crate::findings::{Error, FileError};
use crate::given::{Called, What};
use crate::{
    CrateName, Dialect, DuplicatePolicy, Formats, Generated, Given, Options, Plan, Report, Source,
    Target, Transport, Untyped, generate,
};

/// How many warnings Cargo is asked to show, before the rest is only counted.
const MOST_WARNINGS: usize = 20;

/// Generates the code for `document`, a path relative to the folder of
/// `Cargo.toml`, with the default options; `include_api!` brings it in.
///
/// ```no_run
/// // build.rs
/// specwright_build::compile("specs/aci-linked-accounts.yaml");
/// ```
///
/// For a document with errors it prints them and ends the build script with
/// exit code 1. Cargo runs the script again when the document changes, and
/// only then; so it does for the files that the document refers to.
pub fn compile(document: impl AsRef<Path>) {
    configure().compile(document);
}

/// As [`compile`], but hands errors over instead of ending the build script.
///
/// # Errors
/// [`Error`] when the document has errors, or a file cannot be read or
/// written.
pub fn try_compile(document: impl AsRef<Path>) -> Result<Report, Error> {
    configure().try_compile(document)
}

/// A [`Builder`] with the default options.
#[must_use]
pub fn configure() -> Builder {
    Builder::default()
}

/// The options of a build script. They are those of `specwright.toml`.
///
/// ```no_run
/// // build.rs
/// specwright_build::configure()
///     .client(false)
///     .duplicate_parameters(specwright_build::DuplicatePolicy::Last)
///     .compile("specs/aci-linked-accounts.yaml");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Builder {
    options: Options,
    /// Added to the options when they are used, which may fail.
    format_types: Vec<(String, String)>,
    name: Option<String>,
    deny_gaps: bool,
}

impl Builder {
    /// Whether the server is generated; it is by default.
    #[must_use]
    pub fn server(mut self, on: bool) -> Self {
        self.options.sides.server = on;
        self
    }

    /// Whether the client is generated; it is by default.
    #[must_use]
    pub fn client(mut self, on: bool) -> Self {
        self.options.sides.client = on;
        self
    }

    /// What the client's `new` sends with, instead of reqwest.
    #[must_use]
    pub fn transport(mut self, transport: Transport) -> Self {
        self.options.transport = transport;
        self
    }

    /// How answers are worded that no handler writes, instead of finding it
    /// from the document.
    #[must_use]
    pub fn dialect(mut self, dialect: Dialect) -> Self {
        self.options.dialect = Some(dialect);
        self
    }

    /// What a scalar parameter given twice means.
    #[must_use]
    pub fn duplicate_parameters(mut self, policy: DuplicatePolicy) -> Self {
        self.options.duplicate_parameters = policy;
        self
    }

    /// Whether `format` is asserted, and has Rust types.
    #[must_use]
    pub fn formats(mut self, formats: Formats) -> Self {
        self.options.formats = formats;
        self
    }

    /// Gives the strings of `format` another Rust type: `"chrono"`, `"time"` or
    /// `"jiff"` for `date-time` and `date`, `"jiff"` for `duration`,
    /// `"rust_decimal"` for `decimal` (of strings, and of numbers, whose digits
    /// are then exact), `"string"` for every format, or the
    /// path of a type of yours. That is read by `FromStr` and written by
    /// `Display`, and stands in a `specwright::ByDisplay`; the format is checked, too,
    /// where it is a known one.
    ///
    /// ```
    /// specwright_build::configure()
    ///     .format_type("date-time", "jiff")
    ///     .format_type("uri", "::url::Url");
    /// ```
    ///
    /// A word that is no type of the format is an error of the build script.
    #[must_use]
    pub fn format_type(mut self, format: impl Into<String>, ty: impl Into<String>) -> Self {
        self.format_types.push((format.into(), ty.into()));
        self
    }

    /// What a schema without `type` means whose keywords are for one kind of
    /// value.
    #[must_use]
    pub fn untyped(mut self, untyped: Untyped) -> Self {
        self.options.untyped = untyped;
        self
    }

    /// Says that the files of URIs that begin with `prefix` are in `folder`, a
    /// path relative to the folder of `Cargo.toml`. References to other files
    /// need nothing of the kind, and nothing is fetched from the network.
    ///
    /// ```
    /// specwright_build::configure().reference("https://example.com/schemas/", "schemas");
    /// ```
    #[must_use]
    pub fn reference(mut self, prefix: impl Into<String>, folder: impl Into<PathBuf>) -> Self {
        self.options.references.insert(prefix.into(), folder.into());
        self
    }

    /// Gives a Rust name to what is at `pointer`: a schema, property, parameter
    /// or operation of the document.
    ///
    /// ```
    /// specwright_build::configure().rust_name("#/components/schemas/pet", "Animal");
    /// ```
    #[must_use]
    pub fn rust_name(mut self, pointer: &str, name: &str) -> Self {
        let value = Called::Text(name);
        let given = &mut self.options.given;
        given.call(What::Name, "rust_name", pointer, &value);
        self
    }

    /// Gives Rust names to values of the `enum` at `pointer`.
    ///
    /// ```
    /// specwright_build::configure()
    ///     .rust_names("#/components/schemas/Size", &[("10", "Small"), ("20", "Large")]);
    /// ```
    #[must_use]
    pub fn rust_names(mut self, pointer: &str, names: &[(&str, &str)]) -> Self {
        let names: Vec<(&str, Called<'_>)> = names
            .iter()
            .map(|(value, name)| (*value, Called::Text(name)))
            .collect();
        let value = Called::Texts(&names);
        let given = &mut self.options.given;
        given.call(What::Name, "rust_names", pointer, &value);
        self
    }

    /// Puts a type of yours in the place of the one for the schema at
    /// `pointer`. Strings are read and written by `FromStr` and `Display`,
    /// other values by the runtime's `Decode` and `Encode`.
    ///
    /// ```
    /// specwright_build::configure()
    ///     .rust_type("#/components/schemas/Money", "crate::Money");
    /// ```
    #[must_use]
    pub fn rust_type(mut self, pointer: &str, path: &str) -> Self {
        let value = Called::Text(path);
        let given = &mut self.options.given;
        given.call(What::Type, "rust_type", pointer, &value);
        self
    }

    /// As [`Builder::rust_type`], where `via` (`display`, `serde` or `codec`)
    /// says how it is read and written, and `derives` what it has of `eq`,
    /// `hash`, `copy` and `default`.
    ///
    /// ```
    /// specwright_build::configure()
    ///     .rust_type_via("#/components/schemas/Point", "crate::Point", "serde", &["copy"]);
    /// ```
    #[must_use]
    pub fn rust_type_via(mut self, pointer: &str, path: &str, via: &str, derives: &[&str]) -> Self {
        let value = [
            ("type", Called::Text(path)),
            ("via", Called::Text(via)),
            ("derives", Called::List(derives)),
        ];
        let given = &mut self.options.given;
        given.call(What::Type, "rust_type_via", pointer, &Called::Texts(&value));
        self
    }

    /// Adds derives, paths from a crate, to the struct or enum for the
    /// schema at `pointer`. The derives for one schema are those of the last
    /// call.
    ///
    /// ```
    /// specwright_build::configure()
    ///     .rust_derive("#/components/schemas/pet", &["::my_crate::Visit"]);
    /// ```
    #[must_use]
    pub fn rust_derive(mut self, pointer: &str, paths: &[&str]) -> Self {
        let value = Called::List(paths);
        let given = &mut self.options.given;
        given.call(What::Derive, "rust_derive", pointer, &value);
        self
    }

    /// What was given so far, for [`Options::given`].
    #[must_use]
    pub fn given(&self) -> &Given {
        &self.options.given
    }

    /// The file that keeps the names which were given once, a path relative to
    /// the folder of `Cargo.toml`. A build script reads it; `gen` writes it.
    #[must_use]
    pub fn names_lock(mut self, path: impl Into<PathBuf>) -> Self {
        self.options.names_lock = Some(path.into());
        self
    }

    /// All options at once.
    #[must_use]
    pub fn options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// The name for `include_api!`, instead of one made from the document's
    /// file name.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Whether a gap, something that the document asks for and the output
    /// does not do, is an error; it is a warning by default.
    #[must_use]
    pub fn deny_gaps(mut self, on: bool) -> Self {
        self.deny_gaps = on;
        self
    }

    /// Generates the code for `document`; see [`compile`].
    #[allow(
        clippy::exit,
        clippy::print_stderr,
        reason = "standard error and the exit code are how a build script speaks to Cargo"
    )]
    pub fn compile(&self, document: impl AsRef<Path>) {
        if let Err(error) = self.try_compile(document) {
            eprintln!("{}", error.to_string().trim_end());
            std::process::exit(1);
        }
    }

    /// As [`Builder::compile`], but hands errors over instead of ending the
    /// build script.
    ///
    /// # Errors
    /// [`Error`] when the document has errors, or a file cannot be read or
    /// written.
    pub fn try_compile(&self, document: impl AsRef<Path>) -> Result<Report, Error> {
        let root = variable("CARGO_MANIFEST_DIR")?;
        let out = variable("OUT_DIR")?;
        self.run(&root, &out, document.as_ref(), &mut io::stdout().lock())
    }

    /// The work itself: `cargo` takes the lines for Cargo.
    fn run(
        &self,
        root: &Path,
        out: &Path,
        document: &Path,
        cargo: &mut dyn Write,
    ) -> Result<Report, Error> {
        let path = root.join(document);
        tell(cargo, &format!("rerun-if-changed={}", path.display()))?;
        let name = self.module_name(document)?;
        claim(&out.join(name.module()), &path)?;
        let source = Source::read(&path, document.to_string_lossy().replace('\\', "/"))?;
        let Generated {
            files,
            report,
            findings,
            ..
        } = generate(source, &self.options_in(root)?, &Target::Module { name });
        for file in &findings.files {
            tell(cargo, &format!("rerun-if-changed={}", file.display()))?;
        }
        let Some(report) = report else {
            return Err(Error::Findings(Box::new(findings)));
        };
        if self.deny_gaps && !report.gaps.is_empty() {
            return Err(Error::Gaps(Box::new(report)));
        }
        let warnings = findings.diagnostics.iter();
        let warnings = warnings
            .filter(|found| found.severity == Severity::Warning)
            .map(|found| {
                let place = findings.place(found.primary.span);
                format!("{place}: {} [{}]", found.message, found.code.0)
            });
        let gaps = report.gaps.iter().map(ToString::to_string);
        warn(cargo, warnings.chain(gaps).collect())?;
        Plan::for_files(out, &files)?.apply()?;
        Ok(report)
    }

    /// The options, with folders as seen from `root`.
    fn options_in(&self, root: &Path) -> Result<Options, FileError> {
        let mut options = self.options.clone();
        for (format, word) in &self.format_types {
            options.set_format_type(format, word).map_err(|error| {
                let help = error.help();
                FileError::new(codes::UNKNOWN_VALUE, Path::new(""), error.to_string()).help(help)
            })?;
        }
        for (prefix, folder) in &mut options.references {
            if !specwright_spec::is_absolute(prefix) {
                let message = format!("{prefix:?} is not the beginning of an absolute URI");
                return Err(FileError::new(codes::REFERENCE_PREFIX, folder, message)
                    .help("begin with the scheme, for example \"https://example.com/schemas/\""));
            }
            *folder = root.join(&*folder);
        }
        options.names_lock = options.names_lock.map(|path| root.join(path));
        Ok(options)
    }

    fn module_name(&self, document: &Path) -> Result<CrateName, FileError> {
        match &self.name {
            Some(name) => CrateName::new(name.as_str()).map_err(|error| {
                FileError::new(codes::INVALID_NAME, Path::new(name), error.to_string())
            }),
            None => Ok(CrateName::of_document(document)),
        }
    }
}

/// Passes warnings to Cargo, one short line each.
fn warn(cargo: &mut dyn Write, warnings: Vec<String>) -> Result<(), FileError> {
    for warning in warnings.iter().take(MOST_WARNINGS) {
        let line: Vec<&str> = warning.split_whitespace().collect();
        tell(cargo, &format!("warning={}", line.join(" ")))?;
    }
    match warnings.len().checked_sub(MOST_WARNINGS) {
        Some(more) if more > 0 => tell(cargo, &format!("warning=and {more} more")),
        _ => Ok(()),
    }
}

/// Says `line` to Cargo.
fn tell(cargo: &mut dyn Write, line: &str) -> Result<(), FileError> {
    writeln!(cargo, "cargo::{line}")
        .map_err(|error| FileError::write("write to", Path::new("standard output"), &error))
}

fn variable(name: &str) -> Result<PathBuf, FileError> {
    std::env::var_os(name).map(PathBuf::from).ok_or_else(|| {
        let message = format!("the variable `{name}` is not set, so this is no build script");
        FileError::new(codes::NOT_A_BUILD_SCRIPT, Path::new(""), message)
            .help("elsewhere use `specwright_build::generate`")
    })
}

/// Notes that the file of `output` belongs to `document`, for as long as the
/// build script runs; refuses a second document for the same file.
fn claim(output: &Path, document: &Path) -> Result<(), FileError> {
    static CLAIMED: Mutex<BTreeMap<PathBuf, PathBuf>> = Mutex::new(BTreeMap::new());
    let mut claimed = CLAIMED.lock().unwrap_or_else(PoisonError::into_inner);
    match claimed.get(output) {
        Some(other) if other != document => {
            let message = format!(
                "`{}` and `{}` would be written to the same file",
                other.display(),
                document.display()
            );
            Err(FileError::new(codes::SAME_OUTPUT, document, message)
                .help("give one of them a name: `specwright_build::configure().name(\"other\")`"))
        }
        _ => {
            claimed.insert(output.to_owned(), document.to_owned());
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const DOCUMENT: &str = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n";

    fn folders() -> (tempfile::TempDir, PathBuf, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let (root, out) = (folder.path().join("root"), folder.path().join("out"));
        fs::create_dir_all(root.join("specs")).unwrap();
        fs::create_dir_all(&out).unwrap();
        (folder, root, out)
    }

    #[test]
    fn the_file_has_the_documents_name_and_cargo_watches_the_document_only() {
        let (_folder, root, out) = folders();
        fs::write(root.join("specs/my-api.yaml"), DOCUMENT).unwrap();
        let mut cargo = Vec::new();
        let document = Path::new("specs/my-api.yaml");
        configure().run(&root, &out, document, &mut cargo).unwrap();
        let text = fs::read_to_string(out.join("my_api.rs")).unwrap();
        assert!(text.contains("\npub mod my_api {\n"), "{text}");
        assert!(!text.contains("cfg"), "{text}");
        let path = root.join("specs/my-api.yaml");
        assert_eq!(
            String::from_utf8(cargo).unwrap(),
            format!("cargo::rerun-if-changed={}\n", path.display())
        );
    }

    #[test]
    fn a_document_with_errors_is_handed_over_and_nothing_is_written() {
        let (_folder, root, out) = folders();
        fs::write(root.join("specs/bad.yaml"), "openapi: 3.1.0\n  : x\n").unwrap();
        let mut cargo = Vec::new();
        let error = configure()
            .run(&root, &out, Path::new("specs/bad.yaml"), &mut cargo)
            .unwrap_err();
        assert!(error.to_string().contains("specs/bad.yaml:2:"), "{error}");
        assert_eq!(fs::read_dir(&out).unwrap().count(), 0);
        // Mending the document must run the script again.
        assert!(
            String::from_utf8(cargo)
                .unwrap()
                .contains("rerun-if-changed")
        );
    }

    #[test]
    fn cargo_watches_the_files_that_are_referred_to() {
        let (_folder, root, out) = folders();
        let document = format!(
            "{DOCUMENT}components: {{schemas: {{A: {{$ref: 'b.yaml'}}, C: {{$ref: 'urn:example:c'}}}}}}\n"
        );
        fs::write(root.join("specs/a.yaml"), document).unwrap();
        fs::write(root.join("specs/b.yaml"), "type: string\n").unwrap();
        fs::write(root.join("c.json"), "{\"type\": \"null\"}").unwrap();
        let run = |builder: Builder| {
            let mut cargo = Vec::new();
            let result = builder.run(&root, &out, Path::new("specs/a.yaml"), &mut cargo);
            result.map(|_| String::from_utf8(cargo).unwrap())
        };
        let cargo = run(configure().reference("urn:example:c", "c.json")).unwrap();
        for file in ["specs/a.yaml", "specs/b.yaml", "c.json"] {
            let line = format!("cargo::rerun-if-changed={}\n", root.join(file).display());
            assert!(cargo.contains(&line), "{cargo}");
        }
        let error = run(configure().reference("c", "c.json")).unwrap_err();
        assert!(error.to_string().contains("error[SW0516]"), "{error}");
    }

    #[test]
    fn a_format_has_the_type_that_is_chosen_or_an_error() {
        let (_folder, root, out) = folders();
        let schema = "components: {schemas: {A: {type: object, properties: \
                      {at: {type: string, format: date}, u: {type: string, format: uri}}}}}\n";
        fs::write(root.join("a.yaml"), format!("{DOCUMENT}{schema}")).unwrap();
        let run = |builder: Builder| builder.run(&root, &out, Path::new("a.yaml"), &mut Vec::new());
        let builder = configure().format_type("date", "jiff");
        run(builder.format_type("uri", "::url::Url")).unwrap();
        let text = fs::read_to_string(out.join("a.rs")).unwrap();
        assert!(text.contains("require_jiff!()"), "{text}");
        assert!(
            text.contains("pub u: Option<ByDisplay<::url::Url>>"),
            "{text}"
        );
        let error = run(configure().format_type("date", "cronos")).unwrap_err();
        assert!(error.to_string().contains("`chrono`"), "{error}");
    }

    #[test]
    fn a_missing_document_is_named() {
        let (_folder, root, out) = folders();
        let error = configure()
            .run(&root, &out, Path::new("specs/no.yaml"), &mut Vec::new())
            .unwrap_err();
        assert!(error.to_string().contains("no.yaml"), "{error}");
        assert!(error.to_string().contains("error[SW0508]"), "{error}");
    }

    #[test]
    fn two_documents_of_one_name_are_refused_unless_one_is_renamed() {
        let (_folder, root, out) = folders();
        fs::write(root.join("a.yaml"), DOCUMENT).unwrap();
        fs::write(root.join("specs/a.json"), DOCUMENT).unwrap();
        let run = |builder: &Builder, document: &str| {
            builder.run(&root, &out, Path::new(document), &mut Vec::new())
        };
        run(&configure(), "a.yaml").unwrap();
        run(&configure(), "a.yaml").unwrap();
        let error = run(&configure(), "specs/a.json").unwrap_err();
        assert!(error.to_string().contains("error[SW0513]"), "{error}");
        run(&configure().name("second"), "specs/a.json").unwrap();
        assert!(out.join("second.rs").exists());
        let error = run(&configure().name("../out"), "a.yaml").unwrap_err();
        assert!(error.to_string().contains("error[SW0506]"), "{error}");
    }

    #[test]
    fn warnings_are_short_and_not_too_many() {
        let mut cargo = Vec::new();
        let warnings = (0..23)
            .map(|n| format!("a.yaml:{n}:1: two\nlines"))
            .collect();
        warn(&mut cargo, warnings).unwrap();
        let text = String::from_utf8(cargo).unwrap();
        assert_eq!(text.lines().count(), 21);
        assert!(
            text.starts_with("cargo::warning=a.yaml:0:1: two lines\n"),
            "{text}"
        );
        assert!(text.ends_with("cargo::warning=and 3 more\n"), "{text}");
    }
}
