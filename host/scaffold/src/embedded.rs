//! What the program carries for projects: the SDKs, the contract and the templates, as they are in the repository.

use include_dir::{Dir, include_dir};

/// The contract.
pub(crate) static CONTRACT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../wit/0.1.0");
/// Where it lies, in the repository and in a project in Rust alike: the SDK's source names it by this path.
pub(crate) const CONTRACT_PATH: &str = "wit/0.1.0";

/// The source of the SDK for Rust. Its tests stay behind; its manifest is a template, since that of the repository inherits from
/// the workspace.
pub(crate) static RUST_SDK: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../sdk/rust/src");
/// The README of the SDK for Rust, which is the documentation of the crate.
pub(crate) const RUST_SDK_README: &str = include_str!("../../../sdk/rust/README.md");
/// The package of the SDK for Python.
pub(crate) static PYTHON_SDK: Dir<'_> =
    include_dir!("$CARGO_MANIFEST_DIR/../../sdk/python/assay_sdk");
/// The package of the SDK for JavaScript.
pub(crate) static JS_SDK: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../sdk/js");

/// The templates, by language and kind.
pub(crate) static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../sdk/templates");
