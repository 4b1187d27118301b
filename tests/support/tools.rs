//! What makes components of plugins in Python and JavaScript: other people's tools, installed by `.ci/plugin-tools`.

use std::{
    env,
    ffi::OsString,
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

use super::workspace;

/// The folder that `.ci/plugin-tools` made.
pub(crate) struct Tools(PathBuf);

impl Tools {
    /// The tools, or none where they are not installed: then the test says aloud that it was skipped. Where `CI` is set it is
    /// never skipped.
    pub(crate) fn installed() -> Option<Self> {
        let folder = env::var_os("ASSAY_PLUGIN_TOOLS")
            .map_or_else(|| workspace().join("target/plugin-tools"), PathBuf::from);
        if folder.join("complete").is_file() {
            return Some(Self(folder));
        }
        let message = format!(
            "there are no plugin tools in {}: `.ci/plugin-tools` installs them, and ASSAY_PLUGIN_TOOLS names another folder",
            folder.display()
        );
        assert!(env::var_os("CI").is_none(), "{message}");
        let _ = writeln!(std::io::stderr(), "SKIPPED: {message}");
        None
    }

    /// The search path with the tools at its head.
    pub(crate) fn path(&self) -> OsString {
        let own = [
            self.0.join("python/bin"),
            self.0.join("js/node_modules/.bin"),
        ];
        let path = env::var_os("PATH").unwrap_or_default();
        env::join_paths(own.into_iter().chain(env::split_paths(&path))).unwrap()
    }

    /// Runs a line of a tool in a folder; it has to succeed.
    pub(crate) fn run(&self, folder: &Path, line: &str) {
        let words: Vec<_> = line.split_whitespace().collect();
        let output = Command::new("env")
            .env("PATH", self.path())
            // Nothing is left behind in the source tree.
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .current_dir(folder)
            .args(&words)
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "`{line}` in {}\n{}{}",
            folder.display(),
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

/// A Python with the libraries of `.ci/run` that read and write documents, or none where it is not named: then the test says aloud that
/// it was skipped. Where `CI` is set it is never skipped.
pub(crate) fn document_python() -> Option<PathBuf> {
    named(
        "ASSAY_DOCUMENT_PYTHON",
        "a Python with compliance-trestle, sarif-pydantic and openpyxl",
    )
}

/// Runs a program of Python in a folder; it has to succeed.
pub(crate) fn run_python(python: &Path, folder: &Path, program: &str) {
    let output = Command::new(python)
        .current_dir(folder)
        .args(["-c", program])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{program}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// The folder of the CycloneDX schemas in the source of cyclonedx-python-lib, of which `ASSAY_CYCLONEDX_DIR` names the examples.
pub(crate) fn cyclonedx_schemas() -> Option<PathBuf> {
    let examples = named(
        "ASSAY_CYCLONEDX_DIR",
        "the examples of cyclonedx-python-lib",
    )?;
    let source = examples.ancestors().nth(3)?;
    Some(source.join("cyclonedx/schema/_res"))
}

fn named(variable: &str, what: &str) -> Option<PathBuf> {
    if let Some(path) = env::var_os(variable) {
        // Tests run programs in folders of their own.
        return Some(std::path::absolute(path).unwrap());
    }
    let message = format!("{variable} does not name {what}; see .ci/run");
    assert!(env::var_os("CI").is_none(), "{message}");
    let _ = writeln!(std::io::stderr(), "SKIPPED: {message}");
    None
}
