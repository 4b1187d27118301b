#[test]
fn loads() {
    if let Err(e) = crate::Catalogue::load(None) {
        panic!("{e}")
    }
}
