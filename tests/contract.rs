//! A published version of the contract never changes: plugins that were compiled against it are out there.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod support;

use std::{fs, io::Read as _, path::Path};

use assay_assessment::collect;
use assay_catalogue::Catalogue;
use assay_domain::{RunOutcome, Standing};
use assay_sandbox::{Admitted, Grants, Plugin, Sandbox};
use support::{child_compiler, inputs, limits, request, workspace};
use wit_component::{OutputToString, WitPrinter};
use wit_parser::Resolve;

/// The published versions. A new one is added here, and its folder stays.
const VERSIONS: [&str; 1] = ["0.1.0"];

/// What of a version is binding: interfaces, functions and types, without comments and layout.
fn structure(version: &str) -> String {
    let mut resolve = Resolve::default();
    let (package, _) = resolve
        .push_dir(workspace().join("wit").join(version))
        .unwrap_or_else(|error| panic!("wit/{version} is not a package: {error:?}"));
    let mut printer = WitPrinter::<OutputToString>::default();
    printer.emit_docs(false);
    printer
        .print(&resolve, package, &[])
        .unwrap_or_else(|error| panic!("wit/{version} cannot be printed: {error:?}"));
    printer.output.to_string()
}

/// In the component ABI a record, variant or function is its structure: a field more, a case more or another order breaks every
/// compiled plugin. Comments may change. A wish that does not fit goes into the next version (wit/VERSIONING.md).
#[test]
fn a_published_version_is_what_it_was_when_it_was_published() {
    for version in VERSIONS {
        let path = workspace().join(format!("tests/frozen/{version}/contract.wit"));
        let now = structure(version);
        if std::env::var_os("FREEZE_CONTRACT").is_some() && !path.exists() {
            fs::write(&path, &now).expect("the folder of the version is there");
        }
        let published = fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("{} cannot be read: {error}", path.display()));
        assert!(
            now == published,
            "wit/{version} is published and may not change; compare with {}:\n{now}",
            path.display()
        );
    }
}

#[test]
fn every_version_that_there_is_is_a_published_one() {
    let mut found: Vec<String> = fs::read_dir(workspace().join("wit"))
        .expect("the contract is there")
        .map(|entry| entry.expect("the folder can be read"))
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    found.sort();
    assert_eq!(found, VERSIONS);
}

fn components(version: &str) -> Vec<std::path::PathBuf> {
    let folder = workspace().join("tests/frozen").join(version);
    let mut found: Vec<_> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{} cannot be read: {error}", folder.display()))
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_none_or(|extension| extension != "wit"))
        .collect();
    found.sort();
    for language in ["js.", "python.", "rust."] {
        let name = |path: &std::path::PathBuf| path.file_name()?.to_str().map(str::to_owned);
        let kept = |path| name(path).is_some_and(|name| name.starts_with(language));
        assert!(found.iter().any(kept), "no {language} of {version} is kept");
    }
    found
}

/// A component, unpacked where it is kept packed: one in Python brings its interpreter along, 18 MB of it.
fn component(path: &Path) -> Vec<u8> {
    let bytes = fs::read(path).expect("the component can be read");
    if path.extension().is_none_or(|extension| extension != "gz") {
        return bytes;
    }
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(bytes.as_slice())
        .read_to_end(&mut unpacked)
        .expect("it was packed as it was");
    unpacked
}

/// Plugins that were compiled when a version was published: they load, run, and what they quote is accepted.
#[tokio::test]
async fn plugins_of_every_published_version_still_run() {
    let sandbox = Sandbox::new(&limits()).expect("the engine starts");
    for version in VERSIONS {
        for path in components(version) {
            let name = path.display();
            let bytes = component(&path);
            let plugin = Plugin::load(&sandbox, None, &child_compiler(), &bytes)
                .await
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            let report = Admitted::new(&plugin, &Grants::all())
                .unwrap_or_else(|error| panic!("{name}: {error}"))
                .run(request())
                .await;
            assert_eq!(report.record.outcome, RunOutcome::Completed, "{name}");
            let collected = collect(
                &Catalogue::embedded(),
                &inputs(),
                &report,
                Standing::Bundled,
            );
            assert_eq!(collected.security_findings, [], "{name}");
            assert!(
                collected
                    .observations
                    .iter()
                    .any(|seen| seen.point.as_str() == "deletion" && !seen.evidence.is_empty()),
                "{name}: its quote is not accepted"
            );
        }
    }
}

/// The kept plugin in Rust uses every interface, so that none can change unseen.
#[tokio::test]
async fn the_kept_plugin_imports_every_capability() {
    let sandbox = Sandbox::new(&limits()).expect("the engine starts");
    let path = Path::new("tests/frozen/0.1.0/rust.wasm");
    let bytes = fs::read(workspace().join(path)).expect("the component can be read");
    let plugin = Plugin::load(&sandbox, None, &child_compiler(), &bytes)
        .await
        .expect("the kept plugin loads");
    let capabilities: Vec<_> = plugin.imports().capabilities.iter().copied().collect();
    let mut all = assay_sandbox::Capability::ALL.to_vec();
    all.sort();
    assert_eq!(capabilities, all);
}
