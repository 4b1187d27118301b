//! What the tests share: guests compiled once, the engine, and a small supplier.

#![expect(dead_code, reason = "each test file uses a part of it")]

pub(crate) mod desk;
pub(crate) mod echo;
pub(crate) mod tools;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Command,
    sync::{Arc, OnceLock},
};

use assay_catalogue::Catalogue;
use assay_domain::{
    Answer, Digest, Document, DocumentContent, DocumentKind, Limits, MediaType, Supplier,
    SupplierProfile,
};
use assay_sandbox::{
    CompileWorker, Compiler, Plugin, RunInputs, RunRequest, Sandbox, SandboxError,
};
use jiff::civil::{Date, date};

/// The day of every run in these tests.
pub(crate) const AS_OF: Date = date(2026, 11, 2);

/// The component of a guest of `tests/hostile/examples`.
pub(crate) fn guest(name: &str) -> Vec<u8> {
    let path = guests().join(format!("{name}.wasm"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("the guest `{name}` was not built: {error}"))
}

/// Builds all guests once for each test program, next to the bundled plugins so that what they share is compiled once.
fn guests() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let target = Path::new(assay_bundle::GUEST_TARGET_DIR);
        let status = Command::new(env!("CARGO"))
            .current_dir(workspace())
            .args([
                "build",
                "--locked",
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
            .expect("cargo can be started");
        assert!(status.success(), "the test guests do not compile");
        target.join("wasm32-wasip2/guest/examples")
    })
}

/// The folder of the workspace manifest.
pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("the crate lies in host/cli")
        .to_owned()
}

/// The shipped limits, with less patience: hostile guests end after a fifth of a second of CPU and two on the clock.
pub(crate) fn limits() -> Limits {
    Limits {
        cpu_ms: 200,
        wall_ms: 2_000,
        ..Catalogue::embedded().limits
    }
}

/// The program compiles strangers' components in a child process.
pub(crate) fn child_compiler() -> Compiler {
    Compiler::Child(worker())
}

/// That child process.
pub(crate) fn worker() -> CompileWorker {
    CompileWorker {
        program: env!("CARGO_BIN_EXE_assay").into(),
        arguments: vec!["compile-worker".to_owned()],
    }
}

/// A guest, loaded as a stranger's component is.
pub(crate) async fn load(sandbox: &Sandbox, name: &str) -> Result<Plugin, SandboxError> {
    Plugin::load(sandbox, None, &child_compiler(), &guest(name)).await
}

/// A supplier with one answer and one contract.
pub(crate) fn inputs() -> RunInputs {
    let text = "Data processing agreement. The supplier deletes all personal data within 30 days of the end of the contract.";
    let contract = Document {
        id: "dpa.md".to_owned(),
        name: "dpa.md".into(),
        kind: DocumentKind::Dpa,
        media_type: MediaType::Markdown,
        digest: Digest::of(text),
        byte_length: text.len() as u64,
        dated: Some(date(2026, 6, 1)),
        in_force: true,
        replaces: None,
        review: None,
        content: DocumentContent::Text(text.into()),
    };
    let answer = Answer {
        question: "breach-notice".parse().unwrap(),
        value: "48".into(),
        comment: None,
        documents: Vec::new(),
        answered_on: Some(date(2026, 9, 1)),
        answered_by: Some("Vera Vendor".into()),
    };
    RunInputs {
        supplier: supplier(),
        answers: BTreeMap::from([(answer.question.clone(), answer)]),
        documents: vec![contract],
        digests: Vec::new(),
        observed: Vec::new(),
    }
}

/// A supplier that is known by name only.
pub(crate) fn supplier() -> Supplier {
    Supplier {
        profile: SupplierProfile {
            id: "proud-vendor".parse().unwrap(),
            legal_name: "Proud Vendor".into(),
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
    }
}

/// An offline run on [`inputs`].
pub(crate) fn request() -> RunRequest {
    RunRequest {
        inputs: Arc::new(inputs()),
        prober: None,
        as_of: AS_OF,
        settings: String::new(),
        active: None,
        earlier: Arc::default(),
    }
}
