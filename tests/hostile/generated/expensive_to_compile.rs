//! Is 300 KiB that take ten seconds and 1.4 GiB to compile.

pub(crate) fn bytes() -> Vec<u8> {
    let locals = "(local i64)".repeat(2_000);
    let body: String = (0..20_000)
        .map(|n| {
            format!(
                "(block (br_if 0 (local.get $p)) (local.set {} (i64.add (local.get {}) (i64.const 1))))",
                n % 2_000 + 1,
                (n * 7) % 2_000 + 1
            )
        })
        .collect();
    wat::parse_str(format!(
        "(component (core module (func (param $p i32) {locals} {body})))"
    ))
    .unwrap()
}
