//! Components that are written as text, for what no Rust guest can do.

use std::{fs, path::Path};

use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::Resolve;

/// Pieces that a plugin gets unless it brings its own: each goes with the word that a plugin of its own has.
const SHARED: [(&str, &str); 3] = [
    ("memory.wat", "(export \"memory\")"),
    ("describe.wat", "#describe\""),
    ("realloc.wat", "\"cabi_realloc\""),
];

/// Makes a plugin of a file in `wat/plugin`, which holds what stands inside a core module.
pub(crate) fn plugin(contract: &Path, folder: &Path, file: &Path) -> Vec<u8> {
    let own = fs::read_to_string(file).unwrap();
    let shared: String = SHARED
        .iter()
        .filter(|(_, word)| !own.contains(word))
        .map(|(piece, _)| fs::read_to_string(folder.join(piece)).unwrap())
        .collect();
    // Imports come before everything else in a module.
    let (imports, rest): (Vec<&str>, Vec<&str>) =
        own.lines().partition(|line| line.starts_with("(import"));
    let text = format!(
        "(module\n{}\n{shared}\n{}\n)",
        imports.join("\n"),
        rest.join("\n")
    );
    let mut module =
        wat::parse_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let mut resolve = Resolve::default();
    let (package, _) = resolve.push_path(contract).unwrap();
    let world = resolve.select_world(&[package], Some("plugin")).unwrap();
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8, false).unwrap();
    ComponentEncoder::default()
        .module(&module)
        .and_then(|encoder| encoder.encode())
        .unwrap_or_else(|error| panic!("{}: {error:?}", file.display()))
}
