//! A component imports only what the plugin uses.
//!
//! This is what makes a grant mean something: the host reads what a component needs from its imports, so a questionnaire
//! that carried an import of `probe` along would have to be granted the network. The test builds the example as a
//! component, in the directory that the program's own build uses for the bundled plugins.

use std::{path::Path, process::Command};

use wasmparser::{ComponentExternalKind, Parser, Payload};

/// Imports and exports of the component itself, not of the ones nested in it.
fn interfaces(component: &[u8]) -> (Vec<String>, Vec<String>) {
    let (mut imports, mut exports, mut depth) = (Vec::new(), Vec::new(), 0);
    for payload in Parser::new(0).parse_all(component) {
        match payload.expect("a well-formed component") {
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
            Payload::End(_) => depth -= 1,
            Payload::ComponentImportSection(section) if depth == 0 => {
                imports.extend(
                    section
                        .into_iter()
                        .map(|import| import.expect("a well-formed import").name.name.to_owned()),
                );
            }
            Payload::ComponentExportSection(section) if depth == 0 => {
                let all = section
                    .into_iter()
                    .map(|export| export.expect("a well-formed export"));
                let instances = all.filter(|export| export.kind == ComponentExternalKind::Instance);
                exports.extend(instances.map(|export| export.name.name.to_owned()));
            }
            _ => {}
        }
    }
    imports.sort();
    (imports, exports)
}

#[test]
fn a_questionnaire_imports_answers_and_nothing_else_of_ours() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let guests = root.join("target/guests");
    let built = Command::new(env!("CARGO"))
        .args([
            "build",
            "--quiet",
            "--profile",
            "guest",
            "--target",
            "wasm32-wasip2",
        ])
        .args(["-p", "assay-sdk", "--example", "minimal", "--target-dir"])
        .arg(&guests)
        .current_dir(&root)
        .status()
        .expect("cargo runs");
    assert!(
        built.success(),
        "the example does not build; is the target there? `rustup target add wasm32-wasip2`"
    );
    let component =
        std::fs::read(guests.join("wasm32-wasip2/guest/examples/minimal.wasm")).unwrap();

    let (imports, exports) = interfaces(&component);
    let (ours, others): (Vec<_>, Vec<_>) = imports
        .iter()
        .partition(|name| name.starts_with("assay:plugin/"));
    // `types` holds no function: it only names the records that the others use.
    assert_eq!(
        ours,
        ["assay:plugin/answers@0.1.0", "assay:plugin/types@0.1.0"]
    );
    assert_eq!(exports, ["assay:plugin/assessor@0.1.0"]);
    // What Rust's standard library wants for panics, arguments and its exit; files and sockets are not among it.
    for name in &others {
        assert!(
            ["wasi:cli/", "wasi:io/"]
                .iter()
                .any(|known| name.starts_with(known)),
            "{name} was imported though the plugin does not need it"
        );
    }
    assert!(
        component.len() < 160 * 1024,
        "{} bytes are a lot for a page of code",
        component.len()
    );
}
