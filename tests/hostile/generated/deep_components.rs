//! Is a component within a component, two thousand levels deep.

pub(crate) fn bytes() -> Vec<u8> {
    let mut bytes = b"\0asm\x0d\0\x01\0".to_vec();
    for _ in 0..2_000 {
        // Section 4 is a nested component; its size is LEB128.
        let mut outer = b"\0asm\x0d\0\x01\0\x04".to_vec();
        let mut size = bytes.len();
        while size >= 0x80 {
            outer.push((size & 0x7f) as u8 | 0x80);
            size >>= 7;
        }
        outer.push(size as u8);
        outer.extend(bytes);
        bytes = outer;
    }
    bytes
}
