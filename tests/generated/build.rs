//! Makes the modules and components, one after the other in a file, each after its length.

use std::{env, fs, path::Path};

use arbitrary::Unstructured;
use wasm_smith::{Component, Config, Module};

/// So many seeds of each; the generator gives up on a few.
const SEEDS: u32 = 3_000;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let mut packed = Vec::new();
    for seed in 0..SEEDS {
        let bytes = noise(seed, 2_048);
        if let Ok(module) = Module::new(config(&bytes), &mut Unstructured::new(&bytes[512..])) {
            add(&mut packed, &module.to_bytes());
        }
    }
    for seed in 0..SEEDS {
        let bytes = noise(SEEDS + seed, 4_096);
        if let Ok(component) = Component::new(config(&bytes), &mut Unstructured::new(&bytes[512..]))
        {
            add(&mut packed, &component.to_bytes());
        }
    }
    let out = env::var_os("OUT_DIR").expect("cargo sets it for build scripts");
    fs::write(Path::new(&out).join("packed"), packed).expect("OUT_DIR can be written");
}

/// Bytes that are always the same for the same number: SplitMix64.
fn noise(seed: u32, length: usize) -> Vec<u8> {
    let mut state = u64::from(seed);
    let next = |_| {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)).to_le_bytes()
    };
    (0..length / 8).flat_map(next).collect()
}

/// Any settings. What the engine does not have is switched on for every second one, to be refused.
fn config(bytes: &[u8]) -> Config {
    let mut config: Config = Unstructured::new(&bytes[..512])
        .arbitrary()
        .expect("what is missing is taken for zeros");
    let all = bytes[0].is_multiple_of(2);
    config.threads_enabled = all;
    config.memory64_enabled = all;
    config.gc_enabled = all;
    config.exceptions_enabled = all;
    config
}

fn add(packed: &mut Vec<u8>, bytes: &[u8]) {
    let length = u32::try_from(bytes.len()).expect("the generator stays small");
    packed.extend(length.to_le_bytes());
    packed.extend(bytes);
}
