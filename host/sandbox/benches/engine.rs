//! What the sandbox costs: the same component through bare wasmtime and through our engine with every limit, the record and the
//! checks on. Prints the ratios of one run; absolute figures of a shared machine say little.
#![expect(
    clippy::unwrap_used,
    reason = "a benchmark that cannot be set up may stop"
)]

use std::{collections::BTreeMap, fs, hint::black_box, path::Path, process::Command, sync::Arc};

use assay_assessment::collect;
use assay_catalogue::Catalogue;
use assay_domain::{Answer, Standing, Supplier, SupplierProfile};
use assay_sandbox::{Admitted, Compiler, Grants, Plugin, RunInputs, RunRequest, Sandbox};
use criterion::Criterion;
use jiff::civil::date;
use tokio::runtime::Runtime;

mod bare {
    //! Bare wasmtime: the pooling allocator and pre-instantiation, and none of our limits.

    use wasmtime::{
        Config, Engine, InstanceAllocationStrategy, PoolingAllocationConfig, Store,
        component::{Component, HasSelf, Linker, ResourceTable},
    };
    use wasmtime_wasi::{WasiCtx, WasiCtxView, WasiView};

    wasmtime::component::bindgen!({
        path: "../../wit/0.1.0",
        world: "plugin",
        imports: { default: trappable },
        exports: { default: async },
    });
    use assay::plugin::answers::{Answer, Host};

    pub(super) struct State {
        wasi: WasiCtx,
        table: ResourceTable,
    }

    impl WasiView for State {
        fn ctx(&mut self) -> WasiCtxView<'_> {
            WasiCtxView {
                ctx: &mut self.wasi,
                table: &mut self.table,
            }
        }
    }

    impl Host for State {
        fn get(&mut self, question: String) -> wasmtime::Result<Option<Answer>> {
            Ok(Some(Answer {
                question,
                value: "48".to_owned(),
                comment: None,
                documents: Vec::new(),
                answered_on: Some("2026-09-01".to_owned()),
                answered_by: Some("Vera Vendor".to_owned()),
                extra: Vec::new(),
            }))
        }

        fn all(&mut self) -> wasmtime::Result<Vec<Answer>> {
            Ok(Vec::new())
        }
    }

    pub(super) struct Bare {
        engine: Engine,
        pre: PluginPre<State>,
    }

    impl Bare {
        pub(super) fn new(component: &[u8]) -> Self {
            let mut config = Config::new();
            config.concurrency_support(false).allocation_strategy(
                InstanceAllocationStrategy::Pooling(PoolingAllocationConfig::default()),
            );
            let engine = Engine::new(&config).unwrap();
            let component = Component::new(&engine, component).unwrap();
            let mut linker = Linker::new(&engine);
            wasmtime_wasi::p2::add_to_linker_async(&mut linker).unwrap();
            assay::plugin::answers::add_to_linker::<_, HasSelf<State>>(&mut linker, |state| state)
                .unwrap();
            let pre = PluginPre::new(linker.instantiate_pre(&component).unwrap()).unwrap();
            Self { engine, pre }
        }

        pub(super) async fn run(&self) -> usize {
            let state = State {
                wasi: WasiCtx::builder().build(),
                table: ResourceTable::new(),
            };
            let mut store = Store::new(&self.engine, state);
            let plugin = self.pre.instantiate_async(&mut store).await.unwrap();
            let context = exports::assay::plugin::assessor::RunContext {
                as_of: "2026-11-02".to_owned(),
                settings: String::new(),
                extra: Vec::new(),
            };
            let observations = plugin
                .assay_plugin_assessor()
                .call_assess(&mut store, &context)
                .await
                .unwrap()
                .unwrap();
            observations.len()
        }
    }
}

/// Guests and what they stand for.
const GUESTS: [(&str, &str); 2] = [("idles", "no host calls"), ("ten_calls", "10 host calls")];

fn main() {
    let folder = guests();
    let catalogue = Catalogue::embedded();
    let runtime = Runtime::new().unwrap();
    let sandbox = Sandbox::new(&catalogue.limits).unwrap();
    let mut criterion = Criterion::default().configure_from_args();
    for (guest, _) in GUESTS {
        let component = fs::read(folder.join(format!("{guest}.wasm"))).unwrap();
        let bare = bare::Bare::new(&component);
        let plugin = runtime
            .block_on(Plugin::load(
                &sandbox,
                None,
                &Compiler::InProcess,
                &component,
            ))
            .unwrap();
        let ours = Admitted::new(&plugin, &Grants::all()).unwrap();
        let request = request();
        let mut group = criterion.benchmark_group(guest);
        group.bench_function("bare", |bencher| {
            bencher.iter(|| runtime.block_on(async { black_box(bare.run().await) }));
        });
        group.bench_function("sandbox", |bencher| {
            bencher.iter(|| {
                let report = runtime.block_on(ours.run(request.clone()));
                let collected = collect(&catalogue, &request.inputs, &report, Standing::Bundled);
                black_box((report.id, collected.observations.len()))
            });
        });
        group.finish();
    }
    criterion.final_summary();
    println!(
        "\n{:<16}{:>14}{:>14}{:>8}",
        "one run", "bare wasmtime", "sandbox", "ratio"
    );
    for (guest, meaning) in GUESTS {
        let (bare, ours) = (median_ns(guest, "bare"), median_ns(guest, "sandbox"));
        println!(
            "{meaning:<16}{:>11.1} us{:>11.1} us{:>8.2}",
            bare / 1e3,
            ours / 1e3,
            ours / bare
        );
    }
}

/// The median that criterion has just written, in nanoseconds.
fn median_ns(group: &str, function: &str) -> f64 {
    let target = Path::new(assay_bundle::GUEST_TARGET_DIR).parent().unwrap();
    let file = target
        .join("criterion")
        .join(group)
        .join(function)
        .join("new/estimates.json");
    let text =
        fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let estimates: serde_json::Value = serde_json::from_str(&text).unwrap();
    estimates["median"]["point_estimate"].as_f64().unwrap()
}

fn guests() -> std::path::PathBuf {
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
    let answer = Answer {
        question: "breach-notice".parse().unwrap(),
        value: "48".into(),
        comment: None,
        documents: Vec::new(),
        answered_on: Some(date(2026, 9, 1)),
        answered_by: Some("Vera Vendor".into()),
    };
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
    let inputs = RunInputs {
        supplier,
        answers: BTreeMap::from([(answer.question.clone(), answer)]),
        documents: Vec::new(),
        digests: Vec::new(),
        observed: Vec::new(),
    };
    RunRequest {
        inputs: Arc::new(inputs),
        prober: None,
        as_of: date(2026, 11, 2),
        settings: String::new(),
        active: None,
        earlier: Arc::default(),
    }
}
