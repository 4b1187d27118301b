//! Is empty.

pub(crate) fn bytes() -> Vec<u8> {
    Vec::new()
}
