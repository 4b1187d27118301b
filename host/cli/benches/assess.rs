//! What an assessment costs: `assay assess` warm, and 100 against 1,000 suppliers with the plugins that are part of it, offline.
//! Runs the real program and prints the figures and ratios of one run.
#![expect(
    clippy::unwrap_used,
    reason = "a benchmark that cannot be set up may stop"
)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// Warm runs of which the median is taken.
const WARM: usize = 9;
/// Suppliers of the small and the large run.
const SIZES: [usize; 2] = [100, 1_000];

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let example = example(folder.path());
    let cache = folder.path().join("cache");
    let measure = |dossiers: &[PathBuf], register: &Path| assess(dossiers, register, &cache);

    let register = folder.path().join("warm.db");
    let cold = measure(std::slice::from_ref(&example), &register).0;
    let mut warm: Vec<Duration> = (0..WARM)
        .map(|_| measure(std::slice::from_ref(&example), &register).0)
        .collect();
    warm.sort();
    println!("one supplier, offline, first start (compiles the plugins): {cold:?}");
    println!(
        "one supplier, offline, warm, median of {WARM}: {:?}",
        warm[WARM / 2]
    );

    let plugins = runs(&register);
    let mut per_run = Vec::new();
    for size in SIZES {
        let dossiers = copies(&example, folder.path(), size);
        let (wall, peak) = measure(&dossiers, &folder.path().join(format!("{size}.db")));
        let each = wall / u32::try_from(size * plugins).unwrap();
        println!(
            "{size} suppliers x {plugins} plugins: {wall:?}, {each:?} a run, peak memory {} MiB",
            peak / 1024
        );
        per_run.push(each.as_secs_f64());
    }
    println!(
        "time per run, {} to {} suppliers: ratio {:.2}",
        SIZES[1],
        SIZES[0],
        per_run[1] / per_run[0]
    );
}

/// Wall time and peak resident memory in KiB of one `assay assess`.
fn assess(dossiers: &[PathBuf], register: &Path, cache: &Path) -> (Duration, u64) {
    let started = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_assay"))
        .arg("--cache")
        .arg(cache)
        .args(["assess", "--offline", "--as-of", "2026-11-02", "--register"])
        .arg(register)
        .args(dossiers)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut peak = 0;
    loop {
        // The high-water mark only rises, so the last reading before the end is the peak.
        peak = peak.max(high_water_mark(&status).unwrap_or(0));
        match child.try_wait().unwrap() {
            // 4 is REJECT and as good an outcome as any; 1 would be an error.
            Some(status) => {
                assert_ne!(status.code(), Some(1), "the assessment failed");
                return (started.elapsed(), peak);
            }
            None => std::thread::sleep(Duration::from_millis(2)),
        }
    }
}

/// How many plugins took part in the latest assessment.
fn runs(register: &Path) -> usize {
    let output = Command::new(env!("CARGO_BIN_EXE_assay"))
        .args([
            "register",
            "show",
            "clearpath",
            "--format",
            "json",
            "--register",
        ])
        .arg(register)
        .output()
        .unwrap();
    let shown: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let runs = shown["register"]["latest"]["runs"].as_array();
    runs.map_or(0, Vec::len)
}

fn high_water_mark(status: &Path) -> Option<u64> {
    let text = fs::read_to_string(status).ok()?;
    let line = text.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// The well-documented example, as `assay demo` writes it.
fn example(folder: &Path) -> PathBuf {
    let demo = folder.join("demo");
    let status = Command::new(env!("CARGO_BIN_EXE_assay"))
        .args(["demo", "--out"])
        .arg(&demo)
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success(), "the demonstration failed");
    demo.join("suppliers/clearpath")
}

/// Copies of the example, each with an id of its own.
fn copies(example: &Path, folder: &Path, count: usize) -> Vec<PathBuf> {
    (0..count)
        .map(|n| {
            let target = folder.join(format!("{count}/supplier-{n}"));
            copy(example, &target);
            let file = target.join("supplier.toml");
            let text = fs::read_to_string(&file).unwrap();
            fs::write(
                &file,
                text.replacen("id = \"clearpath\"", &format!("id = \"supplier-{n}\""), 1),
            )
            .unwrap();
            target
        })
        .collect()
}

fn copy(source: &Path, target: &Path) {
    fs::create_dir_all(target).unwrap();
    for entry in fs::read_dir(source).unwrap() {
        let entry = entry.unwrap();
        let target = target.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
