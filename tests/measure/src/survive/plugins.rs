//! Files as plugins.

use std::{ffi::OsStr, fs, os::unix::ffi::OsStrExt as _, path::Path};

use assay_assessment::{
    AssessmentRequest, Conduct, DocumentReader, Gatekeeper, Library, Loader, PluginSource, Refusal,
    Silent, assess,
};
use assay_catalogue::Catalogue;
use assay_domain::{Digest, Limits, RunOutcome};
use assay_sandbox::{CompileWorker, Compiler, Reader, Sandbox};
use assay_settings::Settings;
use jiff::Timestamp;
use tokio::sync::Semaphore;
use wast::{QuoteWat, Wast, WastDirective, parser, parser::ParseBuffer};

use super::worker::Reply;
use crate::{
    case::Case,
    error::MeasureError,
    host::{Runs, today},
};

/// A host for strangers' components. The operator vouches for each, so that nothing is refused for want of trust, and the
/// dossier declares no endpoint, so that nothing may be sent.
pub(crate) struct Plugins {
    catalogue: Catalogue,
    sandbox: Sandbox,
    reader: DocumentReader,
    compiler: CompileWorker,
    wrap: bool,
    sealed: bool,
}

impl Plugins {
    pub(crate) fn new(wrap: bool, sealed: bool) -> Result<Self, MeasureError> {
        let host = |error: &dyn std::fmt::Display| MeasureError::Host(error.to_string());
        let catalogue = Catalogue::load(None).map_err(|error| host(&error))?;
        // Less patience than in an assessment: a loop is a loop after half a second.
        let limits = Limits {
            cpu_ms: 500,
            wall_ms: 5_000,
            compile_cpu_s: 10,
            ..catalogue.limits.clone()
        };
        let sandbox = Sandbox::new(&limits).map_err(|error| host(&error))?;
        let (run, reading) = (catalogue.limits.clone(), catalogue.reader.clone());
        let component = assay_bundle::READER.component;
        Ok(Self {
            reader: DocumentReader::new(component, move || {
                Reader::load(&run, &reading, None, &Compiler::InProcess, component)
            }),
            catalogue,
            sandbox,
            compiler: CompileWorker {
                program: std::env::current_exe().map_err(|error| host(&error))?,
                arguments: vec!["compile-worker".to_owned()],
            },
            wrap,
            sealed,
        })
    }

    /// The outcome of each component in a file.
    pub(crate) async fn end(&self, path: &[u8]) -> Result<Reply, MeasureError> {
        let path = Path::new(OsStr::from_bytes(path));
        let Ok(bytes) = fs::read(path) else {
            return Ok(Reply::ended("unreadable"));
        };
        let mut reply = Reply::default();
        for component in components(path, bytes) {
            reply.ended.push(match component {
                Some(bytes) => self.one(bytes).await?,
                None => "text that is no WebAssembly".to_owned(),
            });
        }
        if reply.ended.is_empty() {
            reply.ended.push("no component in it".to_owned());
        }
        Ok(reply)
    }

    async fn one(&self, mut bytes: Vec<u8>) -> Result<String, MeasureError> {
        let host = |error: &dyn std::fmt::Display| MeasureError::Host(error.to_string());
        if self.wrap && bytes.starts_with(b"\0asm\x01\0\0\0") {
            bytes = in_component(&bytes);
        }
        let desk = tempfile::tempdir().map_err(|error| host(&error))?;
        let file = desk.path().join("plugin.wasm");
        fs::write(&file, &bytes).map_err(|error| host(&error))?;
        let gatekeeper = Gatekeeper {
            unlocked: true,
            vouched: [Digest::of(&bytes)].into_iter().collect(),
            ..Gatekeeper::default()
        };
        let loader = Loader {
            sandbox: &self.sandbox,
            cache: None,
            worker: &self.compiler,
            gatekeeper: &gatekeeper,
        };
        let sources = [PluginSource::File(file)];
        let library = Library::load(&loader, &Settings::default(), &sources)
            .await
            .map_err(|error| host(&error))?;
        if let Some(refused) = library.unloadable.first() {
            let kind = match &refused.error {
                Refusal::Unusable(error) => error.kind(),
                other => other.kind(),
            };
            return Ok(format!("not loaded: {kind}"));
        }
        let (_folder, dossier) = Case::named("Survived").open("plugin", &self.catalogue.limits)?;
        let runs = Runs::default();
        let request = AssessmentRequest {
            catalogue: &self.catalogue,
            dossier,
            library: &library,
            as_of: today(),
            offline: !self.sealed,
            carried: &[],
            earlier: &[],
            conduct: &Conduct::default(),
            now: Timestamp::now(),
            sandbox: &self.sandbox,
            reader: &self.reader,
        };
        let assessment = assess(request, &Semaphore::new(1), &runs, &Silent)
            .await
            .map_err(|error| host(&error))?;
        Ok(match runs.into_inner().first() {
            None => "not run".to_owned(),
            Some((RunOutcome::Failed { error }, _)) => format!("failed: {}", error.kind()),
            Some((RunOutcome::Completed, _)) if assessment.security_findings.is_empty() => {
                "completed".to_owned()
            }
            Some((RunOutcome::Completed, _)) => "completed, evidence refused".to_owned(),
        })
    }
}

/// The components in a file: itself, or what its text says.
fn components(path: &Path, bytes: Vec<u8>) -> Vec<Option<Vec<u8>>> {
    match path.extension().and_then(OsStr::to_str) {
        Some("wat") => vec![
            wat::parse_bytes(&bytes)
                .ok()
                .map(|bytes| bytes.into_owned()),
        ],
        Some("wast") => script(&String::from_utf8_lossy(&bytes)).unwrap_or_else(|| vec![None]),
        _ => vec![Some(bytes)],
    }
}

/// Every module and component of a test script, those included that must not be valid.
fn script(text: &str) -> Option<Vec<Option<Vec<u8>>>> {
    let buffer = ParseBuffer::new(text).ok()?;
    let script: Wast<'_> = parser::parse(&buffer).ok()?;
    let modules = script.directives.into_iter().filter_map(|directive| {
        Some(match directive {
            WastDirective::Module(module)
            | WastDirective::ModuleDefinition(module)
            | WastDirective::AssertMalformed { module, .. }
            | WastDirective::AssertInvalid { module, .. } => module,
            WastDirective::AssertUnlinkable { module, .. } => QuoteWat::Wat(module),
            _ => return None,
        })
    });
    Some(modules.map(|mut module| module.encode().ok()).collect())
}

/// A component with one core module in it: the section with number 1, its length as LEB128, the module.
fn in_component(module: &[u8]) -> Vec<u8> {
    let mut component = b"\0asm\x0d\0\x01\0\x01".to_vec();
    let mut length = module.len();
    while length >= 0x80 {
        component.push((length & 0x7f) as u8 | 0x80);
        length >>= 7;
    }
    component.push(length as u8);
    component.extend(module);
    component
}
