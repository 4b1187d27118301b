//! Is one byte larger than a component may be.

pub(crate) fn bytes() -> Vec<u8> {
    let mut bytes = b"\0asm\x0d\0\x01\0".to_vec();
    bytes.resize((32 << 20) + 1, 0);
    bytes
}
