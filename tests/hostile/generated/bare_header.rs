//! Ends after the header of a component.

pub(crate) fn bytes() -> Vec<u8> {
    b"\0asm\x0d\0\x01\0".to_vec()
}
