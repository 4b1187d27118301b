//! Components that are made by a program, one behaviour a file.

mod bare_header;
mod deep_components;
mod empty_file;
mod expensive_to_compile;
mod huge_type;
mod many_imports;
mod not_wasm;
mod oversized;
mod truncated;

/// A behaviour by its name, or none.
pub(crate) fn bytes(name: &str) -> Option<Vec<u8>> {
    Some(match name {
        "bare_header" => bare_header::bytes(),
        "deep_components" => deep_components::bytes(),
        "empty_file" => empty_file::bytes(),
        "expensive_to_compile" => expensive_to_compile::bytes(),
        "huge_type" => huge_type::bytes(),
        "many_imports" => many_imports::bytes(),
        "not_wasm" => not_wasm::bytes(),
        "oversized" => oversized::bytes(),
        "truncated" => truncated::bytes(),
        _ => return None,
    })
}
