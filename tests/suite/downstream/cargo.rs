//! Cargo, as a user calls it, without the network.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

/// What a build came to.
pub struct Build {
    /// Whether it succeeded.
    pub success: bool,
    /// Cargo's messages, one a line.
    messages: Vec<Value>,
    /// What it wrote for people.
    pub shown: String,
}

/// `cargo build --offline ARGUMENTS` in `folder`, in the target folder that
/// this test was built in, so that what stands there is not built again.
pub fn build(folder: &Path, arguments: &[&str]) -> Build {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["build", "--offline", "--message-format", "json"])
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_TERM_COLOR", "never")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    Build {
        success: output.status.success(),
        messages: text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect(),
        shown: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

impl Build {
    /// The same build, which succeeded.
    pub fn unwrap(self) -> Self {
        let said = self
            .messages
            .iter()
            .filter_map(|message| message["message"]["rendered"].as_str());
        let said: String = said.collect();
        assert!(self.success, "{}\n{said}", self.shown);
        self
    }

    fn of(&self, reason: &str) -> impl Iterator<Item = &Value> {
        self.messages
            .iter()
            .filter(move |message| message["reason"] == reason)
    }

    /// What the compiler calls errors, without its closing remark.
    pub fn errors(&self) -> Vec<&str> {
        let errors = self
            .of("compiler-message")
            .map(|message| &message["message"])
            .filter(|message| message["level"] == "error")
            .filter(|message| message["spans"].as_array().is_some_and(|at| !at.is_empty()));
        errors
            .filter_map(|message| message["message"].as_str())
            .collect()
    }

    /// What was made anew, by package and kind.
    pub fn made(&self) -> Vec<String> {
        let artifacts = self.of("compiler-artifact");
        let made = artifacts.filter(|artifact| artifact["fresh"] == false);
        made.map(|artifact| {
            let target = &artifact["target"];
            let (name, kind) = (target["name"].as_str(), target["kind"][0].as_str());
            format!("{} {}", name.unwrap(), kind.unwrap())
        })
        .collect()
    }

    /// The program of that name.
    pub fn program(&self, name: &str) -> PathBuf {
        let mut artifacts = self.of("compiler-artifact");
        let found = artifacts.find(|artifact| {
            artifact["target"]["name"] == name && artifact["executable"].is_string()
        });
        found.unwrap()["executable"].as_str().unwrap().into()
    }

    /// Where the build script of a package writes.
    pub fn out_dir(&self, package: &str) -> PathBuf {
        let mut scripts = self.of("build-script-executed");
        let found = scripts.find(|script| script["package_id"].as_str().unwrap().contains(package));
        found.unwrap()["out_dir"].as_str().unwrap().into()
    }
}
