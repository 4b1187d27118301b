//! Compiles the first-party plugins to components, as wasmtime does for its test programs, so that `cargo build` alone gives a
//! program that works alone.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

const TARGET: &str = "wasm32-wasip2";
/// The folder of the component that reads documents. It is of a world of its own and no plugin.
const READER: &str = "document-reader";
/// The folder of the interpreter of check packs. Without a pack in it, it is no plugin.
const PACK: &str = "check-pack";
/// The feature with which the interpreter sends requests.
const PROBING: &str = "probing";
/// The profile for guests in the workspace manifest.
const PROFILE: &str = "guest";

fn main() {
    let manifest = PathBuf::from(variable("CARGO_MANIFEST_DIR"));
    let workspace = manifest
        .ancestors()
        .nth(2)
        .expect("the crate lies in host/bundle")
        .to_owned();
    let guests = guest_target(&workspace);
    for folder in [
        "plugins",
        "sdk/rust/src",
        "sdk/rust/Cargo.toml",
        "wit",
        "Cargo.lock",
        "Cargo.toml",
    ] {
        println!(
            "cargo::rerun-if-changed={}",
            workspace.join(folder).display()
        );
    }
    let mut plugins = plugins(&workspace);
    plugins.retain(|plugin| plugin != PACK);
    let packages: Vec<&str> = plugins.iter().map(String::as_str).collect();
    build(&workspace, &guests, &packages, &[]);
    let out = PathBuf::from(variable("OUT_DIR"));
    let mut listed = String::from("&[\n");
    for plugin in &plugins {
        let bundled = bundled(&guests, &out, plugin, "");
        if plugin == READER {
            write(&out, "reader.rs", &bundled);
        } else {
            listed.push_str(&format!("    {bundled},\n"));
        }
    }
    // In builds of their own: cargo would join the features of what is built together, and the interpreter links
    // contract-terms without the exports that the plugin has.
    build(&workspace, &guests, &[PACK], &[]);
    write(&out, "pack.rs", &bundled(&guests, &out, PACK, ""));
    build(&workspace, &guests, &[PACK], &[PROBING]);
    write(
        &out,
        "probing_pack.rs",
        &bundled(&guests, &out, PACK, PROBING),
    );
    listed.push_str("]\n");
    write(&out, "plugins.rs", &listed);
    println!(
        "cargo::rustc-env=ASSAY_GUEST_TARGET_DIR={}",
        guests.display()
    );
}

/// Keeps a component that was built, and says it as source text. Builds of one package with other features are written to the
/// same file, so each is copied under a name of its own.
fn bundled(guests: &Path, out: &Path, plugin: &str, variant: &str) -> String {
    let file = plugin.replace('-', "_");
    let built = guests
        .join(TARGET)
        .join(PROFILE)
        .join(format!("{file}.wasm"));
    let copy = match variant {
        "" => out.join(format!("{file}.wasm")),
        _ => out.join(format!("{file}_{variant}.wasm")),
    };
    std::fs::copy(&built, &copy)
        .unwrap_or_else(|error| panic!("the component {} is missing: {error}", built.display()));
    format!("Bundled {{ name: {plugin:?}, component: include_bytes!({copy:?}) }}")
}

fn write(out: &Path, file: &str, text: &str) {
    std::fs::write(out.join(file), text).expect("OUT_DIR can be written");
}

/// Every folder below `plugins` is one first-party plugin, named as its package is; so that adding a folder adds the plugin.
fn plugins(workspace: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(workspace.join("plugins"))
        .expect("the workspace has a folder of plugins")
        .filter_map(|entry| {
            let folder = entry.ok()?.path();
            let is_package = folder.join("Cargo.toml").is_file();
            is_package.then(|| folder.file_name()?.to_str().map(str::to_owned))?
        })
        .collect();
    names.sort();
    names
}

/// A target folder of its own: the outer cargo holds the lock of the usual one while this script runs.
fn guest_target(workspace: &Path) -> PathBuf {
    // OUT_DIR is <target>/<profile>/build/<package>/out.
    let out = PathBuf::from(variable("OUT_DIR"));
    out.ancestors().nth(4).unwrap_or(workspace).join("guests")
}

fn build(workspace: &Path, guests: &Path, packages: &[&str], features: &[&str]) {
    let mut command = Command::new(variable("CARGO"));
    command
        .current_dir(workspace)
        .args([
            "build",
            "--locked",
            "--profile",
            PROFILE,
            "--target",
            TARGET,
            "--target-dir",
        ])
        .arg(guests);
    for package in packages {
        command.args(["--package", package]);
    }
    for feature in features {
        command.args(["--features", feature]);
    }
    // What cargo sets for this build must not reach the build of another target.
    for name in [
        "CARGO_ENCODED_RUSTFLAGS",
        "RUSTFLAGS",
        "CARGO_BUILD_TARGET",
        "RUSTC_WRAPPER",
        "RUSTC_WORKSPACE_WRAPPER",
    ] {
        command.env_remove(name);
    }
    let status = command
        .status()
        .expect("cargo can be started: it started this script");
    assert!(
        status.success(),
        "the first-party plugins could not be compiled.\n\n{}\n",
        fix(workspace)
    );
}

/// The usual reason is that the target is missing, and then one command mends it.
fn fix(workspace: &Path) -> String {
    let installed = Command::new(variable("RUSTC"))
        .current_dir(workspace)
        .args(["--print", "target-libdir", "--target", TARGET])
        .output()
        .is_ok_and(|output| Path::new(String::from_utf8_lossy(&output.stdout).trim()).exists());
    if installed {
        "The compiler's messages stand above.".to_owned()
    } else {
        format!(
            "The target {TARGET} is not installed. To fix it, run:\n\n    rustup target add {TARGET}"
        )
    }
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("cargo sets {name} for build scripts"))
}
