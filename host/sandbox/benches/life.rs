//! The life of a plugin: first load against cached load, how long after its deadline a run ends, and what memory a loaded plugin and a
//! running instance take. Prints the figures of one run.
//!
//! `cargo bench --bench life -- FILE.wasm ...` adds components of your own, for example of other languages.
#![expect(
    clippy::unwrap_used,
    reason = "a benchmark that cannot be set up may stop"
)]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
    time::{Duration, Instant},
};

use assay_catalogue::Catalogue;
use assay_domain::{Limits, Supplier, SupplierProfile};
use assay_sandbox::{Admitted, Cache, Compiler, Grants, Plugin, RunInputs, RunRequest, Sandbox};
use jiff::civil::date;
use tokio::runtime::Runtime;

/// How often each thing is done.
const LOADS: usize = 9;
const KILLS: usize = 50;
const KEPT: usize = 32;
/// The clock by which CPU time is counted.
const TICK_MS: f64 = 10.0;

fn main() {
    let guests = guests();
    let limits = Catalogue::embedded().limits;
    let runtime = Runtime::new().unwrap();
    // cargo itself adds `--bench`.
    let mut components: Vec<PathBuf> = std::env::args_os()
        .skip(1)
        .map(PathBuf::from)
        .filter(|argument| argument.extension().is_some_and(|e| e == "wasm"))
        .collect();
    components.insert(0, guests.join("good.wasm"));

    println!(
        "{:<28}{:>10}{:>14}{:>14}{:>8}{:>16}",
        "load", "KiB", "first", "cached", "ratio", "memory each"
    );
    for path in &components {
        load(&runtime, &limits, path);
    }
    kill(&runtime, &limits, &guests);
    running(&runtime, &limits, &guests);
}

/// Compiling, then loading what was compiled. Both describe the plugin, and both run in this process; a stranger's component is
/// compiled in a child process, which adds the start of one.
fn load(runtime: &Runtime, limits: &Limits, path: &Path) {
    let bytes = fs::read(path).unwrap();
    let sandbox = Sandbox::new(limits).unwrap();
    let time = |cache: Option<&Cache>| {
        let started = Instant::now();
        let plugin = Plugin::load(&sandbox, cache, &Compiler::InProcess, &bytes);
        let plugin = runtime.block_on(plugin).unwrap();
        (started.elapsed(), plugin)
    };
    let first = median((0..LOADS.min(3)).map(|_| time(None).0).collect());
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache::open(&folder.path().join("code")).unwrap();
    time(Some(&cache));
    let cached = median((0..LOADS).map(|_| time(Some(&cache)).0).collect());
    let before = resident();
    let kept: Vec<Plugin> = (0..KEPT).map(|_| time(Some(&cache)).1).collect();
    let each = resident().saturating_sub(before) / KEPT as u64;
    drop(kept);
    println!(
        "{:<28}{:>10}{:>11.1} ms{:>11.2} ms{:>8.0}{:>12} KiB",
        path.file_stem().unwrap().to_string_lossy(),
        bytes.len() / 1024,
        millis(first),
        millis(cached),
        first.as_secs_f64() / cached.as_secs_f64(),
        each / 1024
    );
}

/// An endless loop with 100 ms of CPU time: how much later than that it ends.
fn kill(runtime: &Runtime, limits: &Limits, guests: &Path) {
    let limits = Limits {
        cpu_ms: 100,
        ..limits.clone()
    };
    let admitted = admitted(runtime, &limits, &guests.join("spins.wasm"));
    let mut late: Vec<Duration> = (0..KILLS)
        .map(|_| {
            let report = runtime.block_on(admitted.run(request()));
            Duration::from_micros(report.usage.wall_us).saturating_sub(Duration::from_millis(100))
        })
        .collect();
    late.sort();
    let ticks = |share: usize| millis(late[(late.len() - 1) * share / 100]) / TICK_MS;
    println!(
        "\n{KILLS} endless loops ended after their deadline by, in ticks of {TICK_MS:.0} ms: median {:.2}, 95 of 100 {:.2}, worst {:.2}",
        ticks(50),
        ticks(95),
        ticks(100)
    );
}

/// Runs that wait in a host call, all at once: what the process has grown by while they wait.
fn running(runtime: &Runtime, limits: &Limits, guests: &Path) {
    let limits = Limits {
        wall_ms: 2_000,
        ..limits.clone()
    };
    let admitted = admitted(runtime, &limits, &guests.join("sleeps.wasm"));
    let before = resident();
    let (_, during) = runtime.block_on(async {
        let runs = futures::future::join_all((0..KEPT).map(|_| admitted.run(request())));
        let look = async {
            tokio::time::sleep(Duration::from_millis(1_000)).await;
            resident()
        };
        tokio::join!(runs, look)
    });
    println!(
        "{KEPT} instances that run beside each other take {} KiB each",
        during.saturating_sub(before) / 1024 / KEPT as u64
    );
}

fn admitted(runtime: &Runtime, limits: &Limits, path: &Path) -> Admitted {
    let sandbox = Sandbox::new(limits).unwrap();
    let bytes = fs::read(path).unwrap();
    let plugin = Plugin::load(&sandbox, None, &Compiler::InProcess, &bytes);
    Admitted::new(&runtime.block_on(plugin).unwrap(), &Grants::all()).unwrap()
}

/// Bytes of this process that are in memory (Linux).
fn resident() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .and_then(|rest| {
            rest.trim()
                .trim_end_matches("kB")
                .trim()
                .parse::<u64>()
                .ok()
        })
        .map_or(0, |kib| kib * 1024)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn guests() -> PathBuf {
    let target = Path::new(assay_bundle::GUEST_TARGET_DIR);
    let status = Command::new(env!("CARGO"))
        .args([
            "build",
            "--quiet",
            "--profile",
            "guest",
            "--target",
            "wasm32-wasip2",
            "--examples",
        ])
        .args(["--package", "assay-test-guests", "--target-dir"])
        .arg(target)
        .status()
        .unwrap();
    assert!(status.success());
    target.join("wasm32-wasip2/guest/examples")
}

fn request() -> RunRequest {
    let supplier = Supplier {
        profile: SupplierProfile {
            id: "bench".parse().unwrap(),
            legal_name: "Bench".into(),
            also_known_as: Vec::new(),
            country: None,
            website: None,
            roles: Vec::new(),
            ai_act_roles: Vec::new(),
            contacts: Vec::new(),
        },
        systems: Vec::new(),
        sub_processors: Vec::new(),
        endpoints: Vec::new(),
        certificates: Vec::new(),
        not_applicable: Vec::new(),
        replaced_terms: Vec::new(),
    };
    RunRequest {
        inputs: Arc::new(RunInputs {
            supplier,
            answers: BTreeMap::new(),
            documents: Vec::new(),
            digests: Vec::new(),
            observed: Vec::new(),
        }),
        prober: None,
        as_of: date(2026, 11, 2),
        settings: String::new(),
        active: None,
        earlier: Arc::default(),
    }
}
