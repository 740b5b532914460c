//! A workspace of crates that hold generated code, below the target folder.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// A crate to be written.
#[derive(Default)]
pub(crate) struct Crate {
    /// Its name.
    pub(crate) name: String,
    /// Its edition.
    pub(crate) edition: &'static str,
    /// The runtime's features that it asks for.
    pub(crate) features: BTreeSet<String>,
    /// Its files below `src`.
    pub(crate) files: Vec<(String, String)>,
    /// More dependencies, as lines of the manifest.
    pub(crate) dependencies: String,
}

/// A folder with a manifest.
pub(crate) struct Workspace {
    folder: PathBuf,
}

impl Workspace {
    /// Writes `crates`, in place of what was there.
    pub(crate) fn write(name: &str, crates: &[Crate]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        let workspace = Self { folder };
        let members: Vec<&str> = crates.iter().map(|one| one.name.as_str()).collect();
        workspace.put(
            "Cargo.toml",
            &format!(
                "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n\
                 [profile.dev]\ndebug = false\nincremental = false\n"
            ),
        );
        for one in crates {
            let name = &one.name;
            workspace.put(&format!("{name}/Cargo.toml"), &manifest(one));
            for (file, text) in &one.files {
                workspace.put(&format!("{name}/src/{file}"), text);
            }
        }
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
        fs::copy(lock, workspace.folder.join("Cargo.lock")).expect("the lock file can be copied");
        workspace
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        let folder = path.parent().expect("there is one");
        fs::create_dir_all(folder).expect("the target folder can be written");
        fs::write(path, text).expect("the target folder can be written");
    }

    /// Runs cargo here; what it says, if it is not content, with the number of
    /// places a module first.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> String {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(cargo)
            .current_dir(&self.folder)
            .args(arguments)
            .env("CARGO_TARGET_DIR", target())
            .env("CARGO_TERM_COLOR", "never")
            .env("CARGO_TERM_QUIET", "true")
            .output()
            .expect("cargo can be run");
        if output.status.success() {
            return String::new();
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let file = self.folder.join("said.txt");
        fs::write(&file, &*said).expect("the target folder can be written");
        let begin: String = said.chars().take(20_000).collect();
        format!(
            "cargo {}\n{:#?}\n{begin}\nall of it: {}\n",
            arguments.join(" "),
            places(&said),
            file.display()
        )
    }
}

/// How often rustc points into each module.
fn places(said: &str) -> BTreeMap<&str, usize> {
    let mut places = BTreeMap::new();
    for line in said.lines() {
        let place = line.trim_start().strip_prefix("--> ");
        if let Some((_, place)) = place.and_then(|place| place.split_once("src/d_"))
            && let Some((module, _)) = place.split_once(['/', '.'])
        {
            *places.entry(module).or_default() += 1;
        }
    }
    places
}

/// The target folder of this build, so that what is compiled there serves
/// here, too.
pub(crate) fn target() -> PathBuf {
    if let Some(folder) = env::var_os("CARGO_TARGET_DIR") {
        return folder.into();
    }
    let tmp = Path::new(env!("CARGO_TARGET_TMPDIR"));
    tmp.parent().unwrap_or(tmp).to_owned()
}

/// The manifest: the features are those of generated crates.
fn manifest(one: &Crate) -> String {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    let crates = crates.canonicalize().expect("the crates are there");
    let Crate {
        name,
        edition,
        features,
        dependencies,
        ..
    } = one;
    let features: Vec<&String> = features.iter().collect();
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"{edition}\"\n\n\
         [features]\nserver = [\"dep:specwright-axum\"]\nclient = []\n\
         reqwest = [\"client\", \"dep:specwright-reqwest\"]\n\
         serde = [\"specwright/serde\"]\n\n[dependencies]\n\
         specwright = {{ path = {runtime:?}, features = {features:?} }}\n\
         specwright-axum = {{ path = {axum:?}, optional = true }}\n\
         specwright-reqwest = {{ path = {reqwest:?}, optional = true }}\n\
         {dependencies}",
        runtime = crates.join("runtime"),
        axum = crates.join("axum"),
        reqwest = crates.join("reqwest"),
    )
}
