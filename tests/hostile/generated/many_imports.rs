//! Imports ten thousand interfaces.

pub(crate) fn bytes() -> Vec<u8> {
    let imports: String = (0..10_000)
        .map(|n| format!("(import \"a:b/i{n}@0.1.0\" (instance))"))
        .collect();
    wat::parse_str(format!("(component {imports})")).unwrap()
}
