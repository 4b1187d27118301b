//! Every hostile component ends as the one typed outcome that this table says, never as a pass, and the host goes on.
//!
//! A behaviour is a file of `tests/hostile`: a Rust guest, WebAssembly text for what Rust cannot express, or a program that
//! makes a component. Each goes the way of a stranger's plugin: judged, validated, compiled in a child process, described,
//! admitted, run, and its observations collected.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

#[path = "hostile/generated/mod.rs"]
mod generated;
mod support;
#[path = "support/wat.rs"]
mod wat_text;

use std::{collections::BTreeSet, fmt, fs, path::PathBuf, process::Command};

use assay_assessment::{Gatekeeper, Library, Loader, PluginSource, collect};
use assay_catalogue::Catalogue;
use assay_domain::{Digest, Limits, RunError, RunOutcome, Standing};
use assay_sandbox::Sandbox;
use assay_settings::Settings;
use support::{inputs, limits, request, worker, workspace};

/// How a component ends.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Ends {
    /// It does not become a plugin: a word, and what the reason says.
    NotLoaded(&'static str, &'static str),
    /// It is a plugin, and does not run without a grant for this interface.
    NotGranted(&'static str),
    /// Its run fails with an error of this kind; nothing of it is kept.
    Fails(&'static str),
    /// Its run goes over this limit; nothing of it is kept.
    Over(&'static str),
    /// Its run ends: so many of its observations are kept, and these are held against it.
    Kept(usize, &'static [(&'static str, usize)]),
}

use Ends::{Fails, Kept, NotGranted, NotLoaded, Over};

impl fmt::Display for Ends {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotLoaded(kind, says) => write!(f, "not loaded, `{kind}`: {says}"),
            NotGranted(interface) => write!(f, "not run without a grant for `{interface}`"),
            Fails(kind) => write!(f, "failed, `{kind}`"),
            Over(limit) => write!(f, "failed, `over-budget`: `{limit}`"),
            Kept(kept, dropped) => {
                write!(f, "{kept} kept")?;
                for (code, count) in *dropped {
                    write!(f, ", {count} dropped as `{code}`")?;
                }
                Ok(())
            }
        }
    }
}

const LOST: &str = "evidence-not-found";

/// Every behaviour and how it ends, by name.
const TABLE: &[(&str, Ends)] = &[
    // What never becomes a plugin.
    (
        "bare_header",
        NotLoaded("not-a-plugin", "assay:plugin/assessor@0.1.0"),
    ),
    (
        "empty_file",
        NotLoaded("not-wasm", "not a WebAssembly file"),
    ),
    ("not_wasm", NotLoaded("not-wasm", "not a WebAssembly file")),
    ("truncated", NotLoaded("invalid", "unexpected end")),
    ("oversized", NotLoaded("too-large", "component-bytes")),
    ("core_module", NotLoaded("core-module", "wasm32-wasip2")),
    (
        "empty_component",
        NotLoaded("not-a-plugin", "assay:plugin/assessor@0.1.0"),
    ),
    (
        "newer_export",
        NotLoaded("not-a-plugin", "assay:plugin/assessor@0.1.0"),
    ),
    (
        "newer_import",
        NotLoaded("other-contract", "assay:plugin/supplier@0.2.0"),
    ),
    (
        "unknown_interface",
        NotLoaded("other-contract", "assay:plugin/secrets@0.1.0"),
    ),
    (
        "imports_http",
        NotLoaded("forbidden-import", "wasi:http/outgoing-handler@0.2.0"),
    ),
    (
        "opens_file",
        NotLoaded("forbidden-import", "wasi:filesystem/"),
    ),
    (
        "opens_socket",
        NotLoaded("forbidden-import", "wasi:sockets/"),
    ),
    (
        "many_imports",
        NotLoaded("invalid", "instances count exceeds limit"),
    ),
    (
        "duplicate_exports",
        NotLoaded("invalid", "conflicts with previous name"),
    ),
    (
        "deep_components",
        NotLoaded("invalid", "components count exceeds limit"),
    ),
    ("huge_type", NotLoaded("invalid", "type size")),
    ("async_function", NotLoaded("invalid", "async")),
    ("stream", NotLoaded("invalid", "async")),
    ("memory64", NotLoaded("invalid", "memory64")),
    ("threads", NotLoaded("invalid", "threads")),
    ("garbage_collected", NotLoaded("invalid", "gc")),
    ("exceptions", NotLoaded("invalid", "exceptions")),
    (
        "many_memories",
        NotLoaded(
            "not-compiled",
            "memories count of 64 exceeds the per-instance limit",
        ),
    ),
    ("many_tables", NotLoaded("not-compiled", "tables")),
    ("huge_table", NotLoaded("not-compiled", "table")),
    ("many_instances", NotLoaded("not-compiled", "instances")),
    ("memory_at_once", NotLoaded("not-compiled", "memory")),
    (
        "expensive_to_compile",
        NotLoaded("not-compiled", "the compile process ended"),
    ),
    // What cannot describe itself.
    (
        "empty_assessor",
        NotLoaded("not-described", "does not have export `describe`"),
    ),
    (
        "wrong_types",
        NotLoaded("not-described", "expected `record` found `u32`"),
    ),
    ("start_loops", NotLoaded("not-described", "CPU time")),
    ("start_traps", NotLoaded("not-described", "trapped")),
    ("spins_in_describe", NotLoaded("not-described", "CPU time")),
    (
        "calls_in_describe",
        NotLoaded("not-described", "`describe` called the import"),
    ),
    (
        "eats_memory_in_describe",
        NotLoaded("not-described", "more memory"),
    ),
    ("panics_in_describe", NotLoaded("not-described", "trapped")),
    ("describes_differently", Kept(1, &[])),
    (
        "gigantic_name",
        NotLoaded("not-described", "not a valid id"),
    ),
    ("nameless", NotLoaded("not-described", "not a valid id")),
    (
        "versionless",
        NotLoaded("not-described", "not a semantic version"),
    ),
    (
        "declares_thousands",
        NotLoaded("not-described", "more than 2000"),
    ),
    (
        "schema_pattern_bomb",
        NotLoaded("bad-settings-schema", "more memory than a pattern"),
    ),
    (
        "schema_reference_bomb",
        NotLoaded("bad-settings-schema", "unfolds"),
    ),
    (
        "schema_fetches",
        NotLoaded("bad-settings-schema", "outside itself"),
    ),
    ("schema_deep", NotLoaded("bad-settings-schema", "not JSON")),
    // What may not run.
    ("claims_no_capabilities", NotGranted("probe")),
    ("probes", NotGranted("probe")),
    ("offers", NotGranted("handshake")),
    // What does not come to its end.
    ("spins", Fails("cpu-timeout")),
    ("bulk_copy", Fails("cpu-timeout")),
    ("realloc_loops", Fails("cpu-timeout")),
    ("clean_up_loops", Fails("cpu-timeout")),
    ("floods_output", Fails("cpu-timeout")),
    ("sleeps", Fails("wall-timeout")),
    ("eats_memory", Fails("out-of-memory")),
    ("table_bomb", Fails("out-of-memory")),
    ("panics", Fails("trapped")),
    ("fails_then_panics", Kept(1, &[])),
    ("exits", Fails("trapped")),
    ("recurses", Fails("trapped")),
    ("stack_overflow", Fails("trapped")),
    ("declines", Fails("declined")),
    // What asks the host for too much.
    ("floods_calls", Over("host-calls")),
    ("floods_log", Over("log-lines")),
    ("floods_record", Over("transcript-bytes")),
    ("floods_requests", Over("requests")),
    ("floods_handshakes", Over("requests")),
    ("giant_log_line", Fails("malformed")),
    ("hoards_handles", Fails("malformed")),
    // What returns something that is no list of observations.
    ("realloc_out_of_bounds", Fails("malformed")),
    ("realloc_calls_back", Fails("trapped")),
    ("aliased_list", Fails("malformed")),
    ("huge_count", Fails("malformed")),
    ("out_of_bounds", Fails("malformed")),
    ("misaligned", Fails("malformed")),
    ("bad_pointer_result", Fails("malformed")),
    ("bad_discriminant", Fails("malformed")),
    ("bad_option", Fails("malformed")),
    ("bad_variant", Fails("malformed")),
    ("not_utf8", Fails("malformed")),
    ("returns_megabytes", Fails("malformed")),
    ("floods_observations", Over("observations")),
    ("too_many_items", Over("items-per-observation")),
    ("long_string", Over("string-bytes")),
    // What returns observations that do not stand up to the host's checks, or earn nothing.
    ("lies_about_quote", Kept(0, &[(LOST, 1)])),
    ("forges_quotes", Kept(0, &[(LOST, 5)])),
    ("invents_evidence", Kept(0, &[(LOST, 2)])),
    ("cites_unseen", Kept(0, &[(LOST, 5)])),
    ("forges_hashes", Kept(0, &[(LOST, 4)])),
    (
        "another_supplier",
        Kept(0, &[(LOST, 3), ("unknown-system", 1)]),
    ),
    ("undeclared_point", Kept(0, &[("undeclared-point", 3)])),
    (
        "rubbish_words",
        Kept(0, &[("malformed-observation", 3), ("unknown-system", 1)]),
    ),
    (
        "empty_words",
        Kept(0, &[("malformed-observation", 1), ("undeclared-point", 1)]),
    ),
    ("no_evidence", Kept(1, &[])),
    ("unknown_evidence", Kept(1, &[])),
    ("overconfident", Kept(1, &[])),
    ("duplicates", Kept(500, &[])),
    ("deep_text", Kept(1, &[])),
    ("control_characters", Kept(1, &[])),
    ("log_escapes", Kept(1, &[])),
    ("says_nothing", Kept(0, &[])),
    ("marks_own_homework", Kept(6, &[])),
    ("schema_backtracking", Kept(1, &[])),
    ("reads_out_of_range", Kept(1, &[])),
    ("echoes", Kept(1, &[])),
    ("looks_around", Kept(1, &[])),
    ("remembers", Kept(1, &[])),
    ("hunts_for_secrets", Kept(7, &[])),
    ("plain", Kept(1, &[])),
];

/// Guests that other tests and benchmarks need and that do nothing wrong.
const HARMLESS: [&str; 6] = [
    "good",
    "good_upgrade",
    "idles",
    "sees_others",
    "ten_calls",
    "uses_everything",
];

/// The shipped limits; a behaviour that must meet a deadline meets it soon, and no other meets one because the machine is busy.
fn patience(name: &str, ends: &Ends) -> Limits {
    let mut limits = Limits {
        cpu_ms: 60_000,
        wall_ms: 60_000,
        ..limits()
    };
    match ends {
        Fails("cpu-timeout") | NotLoaded("not-described", "CPU time") => limits.cpu_ms = 200,
        Fails("wall-timeout") => limits.wall_ms = 2_000,
        _ => {}
    }
    if name == "expensive_to_compile" {
        limits.compile_cpu_s = 1;
        limits.compile_memory_bytes = 512 << 20;
    }
    limits
}

fn folder() -> PathBuf {
    workspace().join("tests/hostile")
}

/// The file of a behaviour.
fn file(name: &str) -> PathBuf {
    ["examples", "wat/plugin", "wat/component", "generated"]
        .map(|part| folder().join(part).join(name))
        .into_iter()
        .flat_map(|path| ["rs", "wat"].map(|ending| path.with_extension(ending)))
        .find(|path| path.exists())
        .unwrap_or_else(|| panic!("no file shows `{name}`"))
}

fn component(name: &str) -> Vec<u8> {
    let file = file(name);
    match file
        .parent()
        .unwrap()
        .file_name()
        .unwrap()
        .to_str()
        .unwrap()
    {
        "examples" => support::guest(name),
        "generated" => generated::bytes(name).unwrap(),
        "plugin" => wat_text::plugin(&workspace().join("wit/0.1.0"), &folder().join("wat"), &file),
        _ => wat::parse_file(&file).unwrap(),
    }
}

/// Sends a component the way of every stranger's.
async fn end(name: &str, expected: &Ends) -> Ends {
    let bytes = component(name);
    let desk = tempfile::tempdir().unwrap();
    let path = desk.path().join("plugin.wasm");
    fs::write(&path, &bytes).unwrap();
    let sandbox = Sandbox::new(&patience(name, expected)).unwrap();
    let vouched = !matches!(expected, NotGranted(_));
    let gatekeeper = Gatekeeper {
        unlocked: true,
        vouched: vouched.then_some(Digest::of(&bytes)).into_iter().collect(),
        ..Gatekeeper::default()
    };
    let loader = Loader {
        sandbox: &sandbox,
        cache: None,
        worker: &worker(),
        gatekeeper: &gatekeeper,
    };
    let sources = [PluginSource::File(path)];
    let library = Library::load(&loader, &Settings::default(), &sources)
        .await
        .unwrap();
    if let Some(refused) = library.unloadable.first() {
        let kind = match &refused.error {
            assay_assessment::Refusal::Unusable(error) => error.kind(),
            other => other.kind(),
        };
        let said = refused.error.to_string();
        let part = match expected {
            NotLoaded(_, part) if said.contains(*part) => *part,
            _ => &*said.leak(),
        };
        return NotLoaded(kind, part);
    }
    let admitted = match &library.plugins[0].admitted {
        Ok(admitted) => admitted,
        Err(RunError::CapabilityDenied { interface }) => {
            return NotGranted(Box::leak(interface.clone().into_boxed_str()));
        }
        Err(other) => return Fails(other.kind()),
    };
    let report = admitted.run(request()).await;
    if let RunOutcome::Failed { error } = &report.record.outcome {
        assert_eq!(
            report.record.observations,
            [],
            "`{name}` failed and left something"
        );
        return match error {
            RunError::OverBudget { budget } => Over(Box::leak(budget.clone().into_boxed_str())),
            other => Fails(other.kind()),
        };
    }
    // Whatever was done can be done again.
    let again = admitted.replay(&report.record, report.bodies.clone()).await;
    assert_eq!(again.as_ref(), Ok(&report.record.observations), "{name}");
    let collected = collect(
        &Catalogue::embedded(),
        &inputs(),
        &report,
        Standing::Vouched,
    );
    let codes: BTreeSet<String> = collected
        .security_findings
        .iter()
        .map(|finding| finding.code.clone())
        .collect();
    let dropped: Vec<(&'static str, usize)> = codes
        .into_iter()
        .map(|code| {
            let count = collected
                .security_findings
                .iter()
                .filter(|finding| finding.code == code)
                .count();
            (&*code.leak(), count)
        })
        .collect();
    Kept(collected.observations.len(), dropped.leak())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_behaviour_ends_as_the_table_says() {
    let mut wrong = Vec::new();
    for (name, expected) in TABLE {
        let found = end(name, expected).await;
        if found != *expected {
            wrong.push(format!("{name}: {found}, expected {expected}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_file_of_the_folder_has_its_row_and_every_row_its_file() {
    let mut files = BTreeSet::new();
    for part in ["examples", "wat/plugin", "wat/component", "generated"] {
        for entry in fs::read_dir(folder().join(part)).unwrap() {
            let name = entry.unwrap().path().file_stem().unwrap().to_owned();
            files.insert(name.into_string().unwrap());
        }
    }
    files.remove("mod");
    for name in HARMLESS {
        assert!(files.remove(name), "`{name}` has no file");
    }
    let rows: BTreeSet<String> = TABLE.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(rows, files);
    assert_eq!(rows.len(), TABLE.len(), "a row is there twice");
}

/// The page in which a reader finds the same table. `ASSAY_WRITE_DOCS=1` writes it anew.
#[test]
fn the_page_about_hostile_components_is_this_table() {
    let page = workspace().join("docs/hostile.md");
    let text = fs::read_to_string(&page).unwrap();
    let (before, after) = text.split_once("<!-- table -->\n").unwrap();
    let (_, after) = after.split_once("<!-- end of table -->").unwrap();
    let mut table = String::from("| component | what it does | how it ends |\n|---|---|---|\n");
    for (name, ends) in TABLE {
        let source = fs::read_to_string(file(name)).unwrap();
        let does = source
            .lines()
            .next()
            .unwrap()
            .trim_start_matches(['/', '!', ';'])
            .trim();
        table += &format!("| `{name}` | {does} | {ends} |\n");
    }
    let wanted = format!("{before}<!-- table -->\n{table}<!-- end of table -->{after}");
    if std::env::var_os("ASSAY_WRITE_DOCS").is_some() {
        fs::write(&page, &wanted).unwrap();
    }
    assert!(
        text == wanted || std::env::var_os("ASSAY_WRITE_DOCS").is_some(),
        "docs/hostile.md is out of date: run this test with ASSAY_WRITE_DOCS=1"
    );
}

/// A few thousand bytes of a guest stand for a hundred megabytes: in a process of its own, so that nothing else is measured.
#[tokio::test]
async fn memory_that_is_returned_many_times_over_is_not_copied_into_the_host() {
    const MARK: &str = "ASSAY_MEASURE_MEMORY";
    const NAME: &str = "memory_that_is_returned_many_times_over_is_not_copied_into_the_host";
    if std::env::var_os(MARK).is_none() {
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", NAME])
            .env(MARK, "1")
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success() && text.contains("1 passed"),
            "{text}"
        );
        return;
    }
    // Whatever is loaded once is loaded before the first measurement.
    end("plain", &Kept(1, &[])).await;
    for name in ["aliased_list", "giant_log_line", "huge_count"] {
        let before = high_water();
        assert_eq!(end(name, &Fails("malformed")).await, Fails("malformed"));
        let grown = high_water() - before;
        // The guest's own memory is up to 64 MiB, and the host copies at most `host-call-bytes`, 4 MiB.
        assert!(
            grown < 80 << 20,
            "{name}: the host grew by {} MiB",
            grown >> 20
        );
    }
}

/// The most memory that this process ever had, in bytes.
fn high_water() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .unwrap();
    let kib: u64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    kib << 10
}
