//! `cargo xtask survive` over small folders of our own, with a case for each way to end.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fs,
    os::unix::{ffi::OsStrExt as _, fs::symlink},
    path::Path,
    process::{Command, Output},
};

use serde_json::Value;
use tempfile::TempDir;

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn survive(kind: &str, path: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["survive", kind])
        .arg(path)
        .arg("--json")
        .args(more)
        .output()
        .unwrap()
}

/// What was printed by a call that survived.
fn survived(kind: &str, path: &Path, more: &[&str]) -> Value {
    let output = survive(kind, path, more);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        output.status.success(),
        "{text}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_str(&text).unwrap()
}

fn ended(value: &Value) -> BTreeMap<&str, u64> {
    let ended = value["ended"].as_object().unwrap();
    ended
        .iter()
        .map(|(word, count)| (word.as_str(), count.as_u64().unwrap()))
        .collect()
}

#[test]
fn files_as_plugins_end_as_what_they_are() {
    let bundled = assay_bundle::PLUGINS[0].component;
    let folder = folder(&[
        ("text.wasm", b"hello"),
        ("empty", b""),
        ("half.wasm", &bundled[..bundled.len() / 2]),
        ("bundled.wasm", bundled),
        ("component.wat", b"(component)"),
        ("no.wat", b"(component"),
        (
            "http.wat",
            br#"(component (import "wasi:http/types@0.2.0" (instance)))"#,
        ),
        (
            "deep/er/script.wast",
            br#"(module) (assert_invalid (module (func (result i32))) "type mismatch")
                (component) (assert_malformed (module quote "(modul)") "unknown")"#,
        ),
    ]);
    let odd = folder
        .path()
        .join(OsStr::from_bytes(b"\xff\x1b[2J\n'.wasm"));
    fs::write(odd, b"hello").unwrap();
    symlink("/dev/zero", folder.path().join("endless.wasm")).unwrap();
    symlink(folder.path(), folder.path().join("circle")).unwrap();
    let value = survived("plugins", folder.path(), &[]);
    let expected = [
        ("completed", 1),
        ("not loaded: core-module", 2),
        ("not loaded: forbidden-import", 1),
        ("not loaded: invalid", 1),
        ("not loaded: not-a-plugin", 2),
        ("not loaded: not-wasm", 3),
        ("text that is no WebAssembly", 2),
    ];
    assert_eq!(ended(&value), expected.into());
    assert_eq!((&value["skipped"], &value["cases"]), (&2.into(), &9.into()));
    // A core module in a component gets as far as being none of ours.
    let value = survived("plugins", &folder.path().join("deep"), &["--wrap"]);
    let expected = [
        ("not loaded: invalid", 1),
        ("not loaded: not-a-plugin", 2),
        ("text that is no WebAssembly", 1),
    ];
    assert_eq!(ended(&value), expected.into());
}

#[test]
fn files_as_documents_are_read_or_not() {
    let folder = folder(&[
        (
            "terms.md",
            b"# Terms\n\nWe delete personal data within 30 days.\n",
        ),
        ("page.html", b"<p onclick=alert(1)>Data is deleted.</p>"),
        ("no-text.txt", b"\xff\xfe\0"),
        ("broken.pdf", b"%PDF-1.7\nnothing more"),
        ("lie.pdf", b"<html>"),
        ("noending", b"\x7fELF"),
    ]);
    let value = survived("documents", folder.path(), &[]);
    assert_eq!(value["cases"], 6);
    let expected = [("not read, damaged", 1), ("read", 2), ("withheld", 3)];
    assert_eq!(ended(&value), expected.into());
}

#[test]
fn folders_and_files_as_dossiers_open_or_are_refused() {
    let supplier = b"[supplier]\nid = \"acme\"\nlegal-name = \"Acme\"\n";
    let folder = folder(&[
        ("good/supplier.toml", supplier),
        ("bad/supplier.toml", b"[supplier\x1b"),
        ("alone.toml", supplier),
        ("rubbish.toml", b"\x00\xff"),
    ]);
    let value = survived("dossiers", folder.path(), &[]);
    let expected = [
        ("answers.toml refused", 2),
        ("dossier opened", 1),
        ("dossier refused", 1),
        ("supplier.toml opened", 1),
        ("supplier.toml refused", 1),
    ];
    assert_eq!(ended(&value), expected.into());
}

#[test]
fn lines_stay_text_in_every_report() {
    let folder = folder(&[
        (
            "lines.txt",
            b"<script>alert(1)</script>\n=1+1\n\x1b[2J\n\xe2\x80\xaeabc\n  \n",
        ),
        ("list.json", br#"["a\nb", "\u0000"]"#),
    ]);
    let value = survived("strings", folder.path(), &[]);
    assert_eq!(ended(&value), [("text everywhere", 7)].into());
}

#[test]
fn lines_as_urls_reach_nothing() {
    let folder = folder(&[(
        "urls.txt",
        b"http://127.0.0.1/\nhttp://2130706433/\nhttps://[::ffff:169.254.169.254]/\nhttp://localtest.me/\n\
          https://8.8.8.8/\nhttps://api.survived.example/v1/x\nfile:///etc/passwd\nhttp://a@b@c/\n",
    )]);
    let value = survived("urls", folder.path(), &[]);
    let found = ended(&value);
    assert_eq!(found["asked for: denied"], 7, "{found:?}");
    assert_eq!(found["asked for: invalid-request"], 1, "{found:?}");
    assert_eq!(
        found["declared: a public address, not sent"], 1,
        "{found:?}"
    );
    assert_eq!(found["declared: denied, loopback address"], 2, "{found:?}");
    assert_eq!(value["reached-the-network"], Value::Array(Vec::new()));
}

#[test]
fn what_does_not_answer_in_time_hangs_and_a_place_without_cases_is_an_error() {
    let folder = folder(&[("text.wasm", b"hello")]);
    let output = survive("plugins", folder.path(), &["--deadline", "0"]);
    let value: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(value["hung"].as_array().unwrap().len(), 1);
    let empty = tempfile::tempdir().unwrap();
    let output = survive("plugins", empty.path(), &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("a place with cases"));
}
