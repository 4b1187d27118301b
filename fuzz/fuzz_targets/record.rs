//! A run record out of any bytes. What is one is written and read again as the same, under the same id.

#![no_main]

use assay_domain::RunRecord;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(record) = serde_json::from_slice::<RunRecord>(bytes) else {
        return;
    };
    let written = record.to_bytes();
    let again: RunRecord = serde_json::from_slice(&written).expect("what was written can be read");
    assert_eq!(again, record);
    assert_eq!(again.id(), record.id());
});
