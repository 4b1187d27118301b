//! Compiles the first-party plugins to components, as wasmtime does for its test programs, so that `cargo build` alone gives a
//! program that works alone.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

const PLUGINS: [&str; 3] = ["iso42001-questionnaire", "contract-terms", "api-probe"];
const TARGET: &str = "wasm32-wasip2";
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
    build(&workspace, &guests);
    let out = PathBuf::from(variable("OUT_DIR"));
    for plugin in PLUGINS {
        let file = format!("{}.wasm", plugin.replace('-', "_"));
        let built = guests.join(TARGET).join(PROFILE).join(&file);
        std::fs::copy(&built, out.join(&file)).unwrap_or_else(|error| {
            panic!("the component {} is missing: {error}", built.display())
        });
    }
    println!(
        "cargo::rustc-env=ASSAY_GUEST_TARGET_DIR={}",
        guests.display()
    );
}

/// A target folder of its own: the outer cargo holds the lock of the usual one while this script runs.
fn guest_target(workspace: &Path) -> PathBuf {
    // OUT_DIR is <target>/<profile>/build/<package>/out.
    let out = PathBuf::from(variable("OUT_DIR"));
    out.ancestors().nth(4).unwrap_or(workspace).join("guests")
}

fn build(workspace: &Path, guests: &Path) {
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
    for plugin in PLUGINS {
        command.args(["--package", plugin]);
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
