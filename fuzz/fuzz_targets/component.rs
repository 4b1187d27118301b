//! The check of a stranger's component up to the compiler, which works in a process of its own. What passes has an outline.

#![no_main]

use assay_component::{check, outline};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if check(bytes, 1 << 20).is_ok() {
        outline(bytes).expect("a valid component has an outline");
    }
});
