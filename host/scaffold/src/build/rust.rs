//! Plugins in Rust: cargo for `wasm32-wasip2`.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde::Deserialize;

use super::tool;
use crate::ScaffoldError;

const TARGET: &str = "wasm32-wasip2";

/// A line of cargo's report, as far as it matters here.
#[derive(Deserialize)]
struct Line {
    reason: String,
    #[serde(default)]
    filenames: Vec<PathBuf>,
}

pub(super) fn build(project: &Path) -> Result<PathBuf, ScaffoldError> {
    if tool::find(project, ".", "cargo").is_none() {
        return Err(ScaffoldError::MissingTool {
            tool: "cargo",
            language: "Rust",
            install: format!("curl https://sh.rustup.rs -sSf | sh -s -- --target {TARGET}"),
        });
    }
    if !target_is_installed(project) {
        return Err(ScaffoldError::MissingTool {
            tool: TARGET,
            language: "Rust",
            install: format!("rustup target add {TARGET}"),
        });
    }
    // The report is read for where the component is: a target folder may be anywhere, and a package may be called anything.
    let output = Command::new("cargo")
        .args(["build", "--release", "--target", TARGET])
        .arg("--message-format=json-render-diagnostics")
        .current_dir(project)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|source| ScaffoldError::NotStarted {
            tool: "cargo".to_owned(),
            source,
        })?;
    if !output.status.success() {
        return Err(ScaffoldError::Failed {
            tool: "cargo build".to_owned(),
            status: output.status,
        });
    }
    component(&output.stdout).ok_or(ScaffoldError::NoComponent {
        tool: "cargo",
        detail: "the package needs a library with `crate-type = [\"cdylib\"]`",
    })
}

/// The last `.wasm` that cargo made: dependencies come first.
fn component(report: &[u8]) -> Option<PathBuf> {
    let lines = report.split(|byte| *byte == b'\n');
    lines
        .filter_map(|line| serde_json::from_slice::<Line>(line).ok())
        .filter(|line| line.reason == "compiler-artifact")
        .flat_map(|line| line.filenames)
        .rfind(|file| {
            file.extension()
                .is_some_and(|extension| extension == "wasm")
        })
}

/// Without its standard library cargo would stop at the first crate with a message that names another cause.
fn target_is_installed(project: &Path) -> bool {
    let output = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", TARGET])
        .current_dir(project)
        .output();
    // Whoever builds with a compiler that cannot be asked gets cargo's own message.
    output.map_or(true, |output| {
        let folder = String::from_utf8_lossy(&output.stdout);
        !output.status.success() || Path::new(folder.trim()).is_dir()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_component_is_read_from_what_cargo_reports() {
        let report = br#"{"reason":"compiler-artifact","filenames":["/t/libassay_sdk.rlib"]}
{"reason":"compiler-message","message":{}}
not json
{"reason":"compiler-artifact","filenames":["/t/tone_check.wasm"]}
{"reason":"build-finished","success":true}"#;
        assert_eq!(component(report), Some(PathBuf::from("/t/tone_check.wasm")));
        assert_eq!(component(b""), None);
    }
}
