//! Plugins are exchanged while assessments run, and none of them sees a half-made set.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod support;

use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Stdio},
    sync::atomic::{AtomicBool, Ordering},
};

use assay_assessment::{
    ExchangeError, Gatekeeper, Library, LiveLibrary, Loader, PluginSource, Refusal,
};
use assay_domain::RunOutcome;
use assay_sandbox::{CompileWorker, Compiler, Sandbox};
use assay_settings::Settings;
use support::{child_compiler, desk::Desk, guest, limits, request};

fn sources(folder: &Path) -> Vec<PluginSource> {
    Library::files(folder).unwrap()
}

fn worker() -> CompileWorker {
    match child_compiler() {
        Compiler::Child(worker) => worker,
        Compiler::InProcess => unreachable!("strangers are compiled in a child process"),
    }
}

/// Four tasks run whatever is in force while the file of the plugin is exchanged again and again, for a good one, for another
/// version, and for rubbish. No run fails, every set has exactly one version, and rubbish never takes the place of a plugin.
#[tokio::test(flavor = "multi_thread")]
async fn a_plugin_is_replaced_under_load() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("good.wasm");
    let versions = [guest("good"), guest("good_upgrade")];
    fs::write(&file, &versions[0]).unwrap();
    let sandbox = Sandbox::new(&limits()).unwrap();
    let gatekeeper = Gatekeeper {
        unlocked: true,
        ..Gatekeeper::default()
    };
    let worker = worker();
    let loader = Loader {
        sandbox: &sandbox,
        cache: None,
        worker: &worker,
        gatekeeper: &gatekeeper,
    };
    // The second version wants the network, which nobody grants here: it would not be admitted, so it is let see it.
    let vouched = Gatekeeper {
        vouched: versions.iter().map(assay_domain::Digest::of).collect(),
        ..gatekeeper.clone()
    };
    let loader = Loader {
        gatekeeper: &vouched,
        ..loader
    };
    let settings = Settings::default();
    let live = LiveLibrary::new(
        Library::load(&loader, &settings, &sources(folder.path()))
            .await
            .unwrap(),
    );

    let done = AtomicBool::new(false);
    let runs = async {
        let mut count = 0;
        while !done.load(Ordering::Relaxed) {
            let set = live.current();
            assert_eq!(set.plugins.len(), 1, "one version at a time");
            let admitted = set.plugins[0].admitted.as_ref().unwrap();
            let report = admitted.run(request()).await;
            assert_eq!(report.record.outcome, RunOutcome::Completed);
            count += 1;
            tokio::task::yield_now().await;
        }
        count
    };
    let exchanges = async {
        for round in 0..12 {
            let version = &versions[(round + 1) % 2];
            fs::write(&file, &version[..version.len() / 2]).unwrap();
            let refused = live
                .exchange(&loader, &settings, &sources(folder.path()))
                .await
                .unwrap_err();
            assert!(
                matches!(
                    refused,
                    ExchangeError::Refused {
                        error: Refusal::Unusable(_),
                        ..
                    }
                ),
                "{refused}"
            );
            fs::write(&file, version).unwrap();
            let exchange = live
                .exchange(&loader, &settings, &sources(folder.path()))
                .await
                .unwrap();
            assert_eq!((exchange.added.len(), exchange.removed.len()), (1, 1));
        }
        done.store(true, Ordering::Relaxed);
    };
    let (count, ()) = tokio::join!(runs, exchanges);
    assert!(count > 0);
}

/// The program with `--watch`, killed when the test ends.
struct Watching {
    child: Child,
    said: std::io::Lines<BufReader<std::process::ChildStderr>>,
}

impl Watching {
    fn start(desk: &Desk, line: &str) -> Self {
        let mut child = desk
            .command(line)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let said = BufReader::new(child.stderr.take().unwrap()).lines();
        Self { child, said }
    }

    /// Reads what it says until a line has these words.
    fn until(&mut self, words: &str) {
        for line in &mut self.said {
            if line.unwrap().contains(words) {
                return;
            }
        }
        panic!("it ended without saying `{words}`");
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn watch_assesses_again_with_what_changed_and_keeps_what_works() {
    let desk = Desk::new();
    desk.silent("vendor");
    fs::create_dir(desk.path("checks")).unwrap();
    desk.plugin("good");
    let line = "assess vendor --offline --unlocked --plugins checks --watch";
    let mut watching = Watching::start(&desk, line);
    watching.until("watching for changes");

    let digest = desk.plugin("remembers");
    watching.until(&format!("{digest} takes part now"));
    watching.until("watching for changes");

    desk.write("checks/remembers.wasm", "half a plugin");
    watching.until("the plugins stay as they were");
    watching.until("watching for changes");

    fs::remove_file(desk.path("checks/remembers.wasm")).unwrap();
    watching.until("takes part no longer");
    watching.until("watching for changes");
    drop(watching);
    let history = desk.done("register history vendor --format json").json();
    assert!(history.as_array().unwrap().len() >= 4, "{history}");
}
