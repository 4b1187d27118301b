//! Has a type that unfolds to 2^60 fields.

pub(crate) fn bytes() -> Vec<u8> {
    let types: String = (1..60)
        .map(|n| format!("(type $t{n} (tuple $t{0} $t{0}))", n - 1))
        .collect();
    wat::parse_str(format!("(component (type $t0 (tuple u8 u8)) {types})")).unwrap()
}
