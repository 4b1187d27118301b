//! Ends in the middle.

pub(crate) fn bytes() -> Vec<u8> {
    let mut whole =
        wat::parse_str("(component (core module (func (export \"a\") (nop) (nop))))").unwrap();
    whole.truncate(whole.len() - 10);
    whole
}
