//! Is the header of a component and nothing else.

pub(crate) fn bytes() -> Vec<u8> {
    b"\0asm\x0d\0\x01\0".to_vec()
}
