//! What projects get is part of the program. Without these lines a file that is added there would not be noticed until another
//! changes.

fn main() {
    for folder in [
        "wit/0.1.0",
        "sdk/rust/src",
        "sdk/python/assay_sdk",
        "sdk/js",
        "sdk/templates",
    ] {
        println!("cargo::rerun-if-changed=../../{folder}");
    }
}
