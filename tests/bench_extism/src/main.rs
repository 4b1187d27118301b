//! Our full isolated run against Extism doing the same work: with a fresh instance each time, as ours is, and with one instance that
//! is reused, as Extism is often used. Prints medians and ratios of one run.
//!
//! Ours sets every limit, records each host call, hashes the record and checks the evidence; Extism's does none of that.

use std::{
    collections::BTreeMap,
    error::Error,
    fs,
    hint::black_box,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
    time::{Duration, Instant},
};

use assay_assessment::collect;
use assay_catalogue::Catalogue;
use assay_domain::{Answer, Standing, Supplier, SupplierProfile};
use assay_sandbox::{Admitted, Compiler, Grants, Plugin, RunInputs, RunRequest, Sandbox};
use extism::{CompiledPlugin, Manifest, PTR, PluginBuilder, UserData, Wasm, host_fn};
use jiff::civil::date;
use serde::Deserialize;

/// Turns of each kind. They alternate, so that a busy moment falls on all of them.
const TURNS: usize = 30;
/// Runs in a row in a turn: alternating single runs would measure how each engine finds the processor's caches after the other
/// one, which nobody who uses one of them ever meets.
const IN_A_ROW: usize = 100;
/// Guests and what they stand for.
const GUESTS: [(&str, &str); 2] = [("idles", "no host calls"), ("ten_calls", "10 host calls")];

/// What a host makes of an answer: typed observations, as with ours.
#[derive(Deserialize)]
struct Observation {
    #[allow(dead_code)]
    point: String,
    #[allow(dead_code)]
    outcome: String,
    #[allow(dead_code)]
    title: String,
}

host_fn!(answer(_data: (); question: String) -> String {
    let _ = question;
    Ok(r#"{"value":"48","comment":null,"documents":[],"answered_on":"2026-09-01","answered_by":"Vera Vendor"}"#.to_owned())
});

fn main() -> Result<(), Box<dyn Error>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ours = build(
        &here.join("../.."),
        &["--package", "assay-test-guests", "--examples", "--target", "wasm32-wasip2"],
        "wasm32-wasip2/guest/examples",
    )?;
    let theirs = build(
        here,
        &["--package", "bench-extism-guest", "--target", "wasm32-unknown-unknown"],
        "wasm32-unknown-unknown/guest/bench_extism_guest.wasm",
    )?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let catalogue = Catalogue::embedded();
    let sandbox = Sandbox::new(&catalogue.limits)?;
    let compiled = compiled(&theirs)?;

    println!(
        "{:<16}{:>12}{:>18}{:>8}{:>18}{:>8}",
        "one run", "assay", "extism, fresh", "ratio", "extism, reused", "ratio"
    );
    for (guest, meaning) in GUESTS {
        let component = fs::read(ours.join(format!("{guest}.wasm")))?;
        let plugin = runtime.block_on(Plugin::load(&sandbox, None, &Compiler::InProcess, &component))?;
        let admitted = Admitted::new(&plugin, &Grants::all())?;
        let request = request()?;
        let mut reused = extism::Plugin::new_from_compiled(&compiled)?;
        let mut times: [Vec<Duration>; 3] = Default::default();
        for _ in 0..TURNS {
            for _ in 0..IN_A_ROW {
                times[0].push(timed(|| {
                    let report = runtime.block_on(admitted.run(request.clone()));
                    let collected = collect(&catalogue, &request.inputs, &report, Standing::Bundled);
                    black_box((report.id, collected.observations.len()));
                    Ok(())
                })?);
            }
            for _ in 0..IN_A_ROW {
                times[1].push(timed(|| {
                    let mut fresh = extism::Plugin::new_from_compiled(&compiled)?;
                    call(&mut fresh, guest)
                })?);
            }
            for _ in 0..IN_A_ROW {
                times[2].push(timed(|| call(&mut reused, guest))?);
            }
        }
        let [us, fresh, reused] = times.map(median);
        println!(
            "{meaning:<16}{:>9.1} us{:>15.1} us{:>8.2}{:>15.1} us{:>8.2}",
            us * 1e6,
            fresh * 1e6,
            fresh / us,
            reused * 1e6,
            us / reused
        );
    }
    println!("\nfirst ratio: how many times faster ours is; second: how many times slower ours is than a reused instance");
    Ok(())
}

fn call(plugin: &mut extism::Plugin, guest: &str) -> Result<(), Box<dyn Error>> {
    let said: String = plugin.call(guest, r#"{"as_of":"2026-11-02"}"#)?;
    let observations: Vec<Observation> = serde_json::from_str(&said)?;
    black_box(observations.len());
    Ok(())
}

fn compiled(module: &Path) -> Result<CompiledPlugin, Box<dyn Error>> {
    let manifest = Manifest::new([Wasm::data(fs::read(module)?)]);
    let builder = PluginBuilder::new(manifest)
        .with_wasi(false)
        .with_function("answer", [PTR], [PTR], UserData::new(()), answer);
    Ok(builder.compile()?)
}

fn timed(run: impl FnOnce() -> Result<(), Box<dyn Error>>) -> Result<Duration, Box<dyn Error>> {
    let started = Instant::now();
    run()?;
    Ok(started.elapsed())
}

/// Seconds.
fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64()
}

/// Builds guests in the profile for guests, and says where they are.
fn build(folder: &Path, arguments: &[&str], built: &str) -> Result<PathBuf, Box<dyn Error>> {
    let target = folder.join("target/guests");
    let status = Command::new(env!("CARGO"))
        .current_dir(folder)
        .args(["build", "--quiet", "--profile", "guest", "--target-dir"])
        .arg(&target)
        .args(arguments)
        .status()?;
    if status.success() {
        Ok(target.join(built))
    } else {
        Err("the guests do not compile".into())
    }
}

fn request() -> Result<RunRequest, Box<dyn Error>> {
    let answer = Answer {
        question: "breach-notice".parse()?,
        value: "48".into(),
        comment: None,
        documents: Vec::new(),
        answered_on: Some(date(2026, 9, 1)),
        answered_by: Some("Vera Vendor".into()),
    };
    let supplier = Supplier {
        profile: SupplierProfile {
            id: "bench".parse()?,
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
    let inputs = RunInputs {
        supplier,
        answers: BTreeMap::from([(answer.question.clone(), answer)]),
        documents: Vec::new(),
        digests: Vec::new(),
        observed: Vec::new(),
    };
    Ok(RunRequest {
        inputs: Arc::new(inputs),
        prober: None,
        as_of: date(2026, 11, 2),
        settings: String::new(),
        active: None,
        earlier: Arc::default(),
    })
}
