//! The program as its user runs it: a folder, a command line, an exit status and what was printed.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use assay_register::Register;
use serde_json::Value;
use tempfile::TempDir;

use super::{guest, workspace};

/// Exit statuses, as `assay --help` promises them.
pub(crate) const APPROVE: i32 = 0;
pub(crate) const ERROR: i32 = 1;
pub(crate) const CONDITIONAL: i32 = 2;
pub(crate) const UNDECIDED: i32 = 3;
pub(crate) const REJECT: i32 = 4;

/// A user's working folder. Commands run in it, so that `register.db` lies in it as well.
pub(crate) struct Desk(TempDir);

/// What a command left on the terminal.
#[derive(Debug)]
pub(crate) struct Printed {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A file or folder on the desk.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file; its folder is made.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// A dossier that knows a supplier's name and nothing else.
    pub(crate) fn silent(&self, id: &str) {
        let text = format!("[supplier]\nid = \"{id}\"\nlegal-name = \"{id} Ltd\"\n");
        self.write(&format!("{id}/supplier.toml"), text);
    }

    /// A copy of one of the dossiers of `examples`.
    pub(crate) fn example(&self, name: &str) {
        self.copy(&format!("examples/{name}"), name);
    }

    /// A copy of a folder of the repository.
    pub(crate) fn copy(&self, from: &str, to: &str) {
        copy(&workspace().join(from), &self.path(to));
    }

    /// Puts a guest into the plugin folder `checks`, and says its digest.
    pub(crate) fn plugin(&self, name: &str) -> String {
        let component = guest(name);
        self.write(&format!("checks/{name}.wasm"), &component);
        assay_domain::Digest::of(&component).to_string()
    }

    /// `assay` with the words of a line as its arguments.
    pub(crate) fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_assay"));
        command
            .current_dir(self.0.path())
            .args(line.split_whitespace())
            // Plugins are compiled once for all tests.
            .env(
                "ASSAY_CACHE",
                Path::new(env!("CARGO_TARGET_TMPDIR")).join("code"),
            );
        command
    }

    /// A file of the desk as text.
    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Runs `assay` to its end.
    pub(crate) fn assay(&self, line: &str) -> Printed {
        self.assay_with(line, &[])
    }

    /// The same with more arguments, which may hold blanks.
    pub(crate) fn assay_with(&self, line: &str, more: &[&str]) -> Printed {
        let output = self.command(line).args(more).output().unwrap();
        Printed {
            code: output
                .status
                .code()
                .unwrap_or_else(|| panic!("`assay {line}` ended with {}", output.status)),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The same, for a command that has to do what it is asked.
    pub(crate) fn done(&self, line: &str) -> Printed {
        let printed = self.assay(line);
        assert_eq!(printed.code, 0, "assay {line}\n{}", printed.err);
        printed
    }

    /// A supplier as the register has it: the part `register` of the JSON report.
    pub(crate) fn supplier(&self, id: &str) -> Value {
        self.done(&format!("register show {id} --format json"))
            .json()["register"]
            .take()
    }

    /// Every byte that the register keeps of a run.
    pub(crate) async fn kept(&self, register: &str, run: &str) -> Vec<Vec<u8>> {
        let register = Register::open_existing(&self.path(register)).await.unwrap();
        let stored = register.load_run(run).await.unwrap();
        register.close().await;
        let bodies = stored.bodies.into_values();
        bodies.chain([stored.record.to_bytes()]).collect()
    }
}

impl Printed {
    /// Standard output as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.err))
    }

    /// The only supplier of `assess --format json`.
    pub(crate) fn assessed(&self) -> Value {
        let json = self.json();
        assert_eq!(json.as_array().map(Vec::len), Some(1), "{}", self.err);
        json[0]["register"].clone()
    }

    /// Standard error without line breaks and frames.
    pub(crate) fn complaint(&self) -> String {
        let plain = self.err.replace(['│', '╭', '╰', '─', '·'], " ");
        plain.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Runs of the latest assessment.
pub(crate) fn runs(supplier: &Value) -> Vec<String> {
    let runs = supplier["latest"]["runs"].as_array().unwrap();
    runs.iter()
        .map(|run| run["run"].as_str().unwrap().to_owned())
        .collect()
}

/// The results of the plugins of the latest assessment: id, and `completed` or the kind of failure.
pub(crate) fn results(supplier: &Value) -> Vec<(String, String)> {
    let parts = supplier["latest"]["participations"].as_array().unwrap();
    parts
        .iter()
        .map(|part| {
            let result = &part["result"];
            let word = result["kind"].as_str().or(result["result"].as_str());
            let id = part["plugin"]["id"].as_str().unwrap();
            (id.to_owned(), word.unwrap().to_owned())
        })
        .collect()
}

/// True when bytes hold a text, as it is or as JSON writes a list of bytes.
pub(crate) fn holds(bytes: &[u8], text: &str) -> bool {
    let numbers: Vec<String> = text.bytes().map(|byte| byte.to_string()).collect();
    [text.to_owned(), numbers.join(",")].iter().any(|needle| {
        let needle = needle.as_bytes();
        bytes.windows(needle.len()).any(|window| window == needle)
    })
}

/// Every file below a folder.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

fn copy(from: &Path, to: &Path) {
    for file in files(from) {
        let target = to.join(file.strip_prefix(from).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(file, target).unwrap();
    }
}
