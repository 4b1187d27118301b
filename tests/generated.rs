//! Ten thousand modules and components that nobody wrote: made by wasm-smith, or real ones with bytes changed. None of them
//! stops the host. They are the same every time, and a failure names its seed.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod support;
#[path = "support/wat.rs"]
mod wat_text;

use std::collections::BTreeMap;

use assay_component::{Unfit, check, outline};
use assay_domain::{Digest, Limits, RunOutcome};
use assay_sandbox::{Admitted, Grants, Plugin, Sandbox, SandboxError};
use support::{child_compiler, guest, limits, request, workspace};

const MUTATIONS: u32 = 4_000;
const LIMIT: u64 = 32 << 20;
const EXPORT: &str = "assay:plugin/assessor@0.1.0";

/// Bytes that are always the same for the same number.
fn noise(seed: u32, length: usize) -> Vec<u8> {
    (0_u32..)
        .flat_map(|block| {
            *Digest::of_parts([seed.to_le_bytes().as_slice(), &block.to_le_bytes()]).as_bytes()
        })
        .take(length)
        .collect()
}

/// What is left of a component after a check, as a word.
fn word(checked: &Result<(), Unfit>) -> &'static str {
    match checked {
        Ok(()) => "valid",
        Err(Unfit::NotWasm) => "not-wasm",
        Err(Unfit::CoreModule) => "core-module",
        Err(Unfit::TooLarge { .. }) => "too-large",
        Err(Unfit::Invalid { .. }) => "invalid",
    }
}

#[test]
fn modules_and_components_of_a_generator_are_checked_without_a_crash() {
    let mut ended: BTreeMap<&str, usize> = BTreeMap::new();
    for bytes in assay_test_generated::all() {
        let checked = check(bytes, LIMIT);
        if checked.is_ok() {
            outline(bytes).unwrap();
        }
        *ended.entry(word(&checked)).or_default() += 1;
    }
    let all: usize = ended.values().sum();
    assert!(all >= 5_500, "the generator gave up too often: {ended:?}");
    let words: Vec<&str> = ended.into_keys().collect();
    assert_eq!(words, ["core-module", "invalid", "valid"]);
}

/// One to four bytes changed, or a piece left out or doubled.
fn mutated(original: &[u8], seed: u32) -> Vec<u8> {
    let noise = noise(1_000_000 + seed, 64);
    let number = |at: usize| u32::from_le_bytes(noise[at..at + 4].try_into().unwrap()) as usize;
    let mut bytes = original.to_vec();
    match noise[0] % 8 {
        0 => {
            let at = number(4) % bytes.len();
            let end = (at + 1 + number(8) % 16).min(bytes.len());
            bytes.drain(at..end);
        }
        1 => {
            let at = number(4) % bytes.len();
            let end = (at + 1 + number(8) % 16).min(bytes.len());
            let piece = bytes[at..end].to_vec();
            bytes.splice(at..at, piece);
        }
        _ => {
            for change in 0..1 + usize::from(noise[1] % 4) {
                let at = number(8 + change * 8) % bytes.len();
                bytes[at] ^= 1 << (number(12 + change * 8) % 8);
            }
        }
    }
    bytes
}

#[tokio::test(flavor = "multi_thread")]
async fn real_plugins_with_changed_bytes_load_or_are_refused_and_run_to_an_outcome() {
    let plain = workspace().join("tests/hostile/wat/plugin/plain.wat");
    let folder = workspace().join("tests/hostile/wat");
    let originals = [
        wat_text::plugin(&workspace().join("wit/0.1.0"), &folder, &plain),
        guest("good"),
    ];
    let sandbox = Sandbox::new(&Limits {
        cpu_ms: 100,
        wall_ms: 5_000,
        ..limits()
    })
    .unwrap();
    let mut ended: BTreeMap<String, u32> = BTreeMap::new();
    let mut plugins = Vec::new();
    for seed in 0..MUTATIONS {
        // Three of four are mutations of the small one, which is mostly structure.
        let original = &originals[usize::from(seed % 4 == 0)];
        let bytes = mutated(original, seed);
        let checked = check(&bytes, LIMIT);
        *ended.entry(word(&checked).to_owned()).or_default() += 1;
        if checked.is_ok() && outline(&bytes).unwrap().exports.contains(EXPORT) {
            plugins.push((seed, bytes));
        }
    }
    // About one in seventeen is still valid; each of them goes on to the compiler, in a process of its own, and runs.
    assert!(plugins.len() > 100, "too few are still plugins: {ended:?}");
    let tried = futures::stream::iter(plugins).map(|(seed, bytes)| {
        let sandbox = sandbox.clone();
        async move {
            let loaded = Plugin::load(&sandbox, None, &child_compiler(), &bytes).await;
            let plugin = match loaded {
                Ok(plugin) => plugin,
                Err(error) => {
                    // Valid bytes that the compiler does not end with an answer for would be a bug of the compiler.
                    let said = error.to_string();
                    let crashed =
                        matches!(error, SandboxError::Compile { .. }) && said.contains("signal");
                    assert!(!crashed, "seed {seed}: {said}");
                    return error.kind().to_owned();
                }
            };
            let admitted = match Admitted::new(&plugin, &Grants::all()) {
                Ok(admitted) => admitted,
                Err(error) => return error.kind().to_owned(),
            };
            match admitted.run(request()).await.record.outcome {
                RunOutcome::Completed => "completed".to_owned(),
                RunOutcome::Failed { error } => error.kind().to_owned(),
            }
        }
    });
    use futures::StreamExt as _;
    let words: Vec<String> = tried.buffer_unordered(2).collect().await;
    for word in words {
        *ended.entry(word).or_default() += 1;
    }
    // Mutations that do nothing wrong are there as well: the way is open to its end.
    assert!(
        ended.contains_key("completed") && ended.contains_key("invalid"),
        "{ended:?}"
    );
}
