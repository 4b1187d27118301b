//! The data folder is part of the program. Without this line a file that is added there would not be noticed until another changes.

fn main() {
    println!("cargo::rerun-if-changed=data");
}
