//! The document reader: a component that turns one document into text, and sees nothing but that document.

use std::{collections::BTreeSet, sync::Arc};

use assay_domain::{Digest, Limits, MediaType, Place, ReaderLimits, Reading, RunError};
use jiff::civil::Date;
use wasmtime::{
    Store,
    component::{Component, HasSelf, Linker, ResourceTable},
};
use wasmtime_wasi::{WasiCtx, WasiCtxView, WasiView};

use crate::{
    Cache, Compiler, Sandbox, SandboxError,
    bindings::{DocumentReaderPre, reading, source},
    capabilities,
    imports::Imports,
    limiter::TotalLimiter,
    run::{Counted, prepare, within},
    state::runtime,
    stop::Stop,
};

/// Bytes of the label of a place, and of a note.
const MAX_LABEL: usize = 512;
/// Notes on one document.
const MAX_NOTES: usize = 20;
/// The day of a reading. A document says the same on every day, so a reader sees none.
const NO_DAY: Date = Date::constant(2000, 1, 1);

/// Why a document could not be read, in words for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// The reader says so: a word of the contract, and its reason in plain ASCII.
    #[error("{reason}: {detail}")]
    Refused {
        /// `encrypted`, `scanned`, `damaged`, `too-large` or `unsupported`.
        reason: &'static str,
        /// In words.
        detail: String,
    },
    /// The reader did not come to an end.
    #[error("{}", failed(.0))]
    Failed(RunError),
}

/// What a failure of the reader means for its document. It runs code of ours, so what fails is the document.
fn failed(error: &RunError) -> String {
    match error {
        RunError::OutOfMemory => "too-large: reading it took more memory than the limit".to_owned(),
        RunError::CpuTimeout => {
            "too-large: reading it took more CPU time than the limit".to_owned()
        }
        RunError::WallTimeout => "too-large: reading it did not end before its deadline".to_owned(),
        RunError::OverBudget { budget } => format!("too-large: it goes over the limit `{budget}`"),
        other => format!("damaged: the reader failed on it ({})", other.kind()),
    }
}

/// A loaded document reader.
#[derive(Clone)]
pub struct Reader {
    sandbox: Sandbox,
    limits: ReaderLimits,
    digest: Digest,
    pre: DocumentReaderPre<ReaderState>,
}

impl Reader {
    /// Validates and compiles the component, and links what a reader may import: its document, and nothing else.
    ///
    /// # Errors
    /// When it is not a document reader or imports something else.
    pub fn load(
        run: &Limits,
        limits: &ReaderLimits,
        cache: Option<&Cache>,
        compiler: &Compiler,
        bytes: &[u8],
    ) -> Result<Self, SandboxError> {
        // An engine of its own: its pool is as large as the limits, and a reading may use more memory than a run.
        let sandbox = Sandbox::new(&limits.over(run))?;
        let digest = Digest::of(bytes);
        let component = crate::compile::compile(&sandbox, cache, compiler, digest, bytes)?;
        let needed = Imports::names(&sandbox.engine, &component);
        let pre = link(&sandbox, &component, &needed)?;
        Ok(Self {
            sandbox,
            limits: limits.clone(),
            digest,
            pre,
        })
    }

    /// The digest of the component.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// What it may use.
    pub fn limits(&self) -> &ReaderLimits {
        &self.limits
    }

    /// Reads one document in a store of its own. The same bytes give the same reading, whenever and wherever.
    ///
    /// # Errors
    /// Why there is no text. Whatever the reader does, it is one of these.
    pub async fn read(
        &self,
        media_type: MediaType,
        bytes: Arc<[u8]>,
    ) -> Result<Reading, Unreadable> {
        let limits = self.sandbox.limits();
        let state = ReaderState::new(limits, &self.limits, Arc::clone(&bytes));
        let mut store = Store::new(&self.sandbox.engine, state);
        prepare(&mut store, limits);
        let returned = within(limits, async {
            let instance = self.pre.instantiate_async(&mut store).await?;
            instance
                .assay_plugin_reader()
                .call_read(&mut store, media_type.label())
                .await
        })
        .await
        .map_err(Unreadable::Failed)?;
        if let Err(refusal) = returned {
            return Err(Unreadable::Refused {
                reason: word(&refusal.reason),
                detail: plain(&refusal.detail),
            });
        }
        let state = store.into_data();
        let text: Arc<str> = if media_type.is_text() {
            // The reader marks places in it and cannot change it.
            let source = str::from_utf8(&bytes).map_err(|_| malformed("it is not UTF-8"))?;
            source.into()
        } else {
            state.text.into()
        };
        if text.trim().is_empty() && !bytes.is_empty() {
            return Err(malformed("there is no text in it"));
        }
        let inside = |place: &Place| place.start <= text.len() as u64;
        if !state.places.is_sorted_by_key(|place| place.start) || !state.places.iter().all(inside) {
            return Err(malformed("its places are in no order"));
        }
        Ok(Reading {
            bytes,
            text,
            places: state.places.into(),
            notes: state.notes.into_iter().map(Into::into).collect(),
        })
    }
}

fn malformed(detail: &str) -> Unreadable {
    Unreadable::Refused {
        reason: "damaged",
        detail: detail.to_owned(),
    }
}

/// One of the words of the contract: another one is no better than damage.
fn word(reason: &str) -> &'static str {
    ["encrypted", "scanned", "too-large", "unsupported"]
        .into_iter()
        .find(|known| *known == reason)
        .unwrap_or("damaged")
}

/// A short line of plain ASCII: what a reader says stands in messages of ours.
fn plain(text: &str) -> String {
    text.chars()
        .take(200)
        .map(|c| {
            if c == ' ' || c.is_ascii_graphic() {
                c
            } else {
                '?'
            }
        })
        .collect()
}

fn link(
    sandbox: &Sandbox,
    component: &Component,
    needed: &BTreeSet<String>,
) -> Result<DocumentReaderPre<ReaderState>, SandboxError> {
    for import in needed {
        let own = ["source", "reading"]
            .iter()
            .any(|name| *import == format!("assay:plugin/{name}@0.1.0"));
        if !own && !Imports::is_harmless(import) {
            return Err(SandboxError::ForbiddenImport {
                import: plain(import),
                hint: "",
            });
        }
    }
    if component
        .get_export_index(None, "assay:plugin/reader@0.1.0")
        .is_none()
    {
        return Err(SandboxError::NotAReader);
    }
    type Own = HasSelf<ReaderState>;
    let mut linker = Linker::<ReaderState>::new(&sandbox.engine);
    capabilities::link_runtime(&mut linker)
        .and_then(|()| source::add_to_linker::<_, Own>(&mut linker, |state| state))
        .and_then(|()| reading::add_to_linker::<_, Own>(&mut linker, |state| state))
        .and_then(|()| linker.instantiate_pre(component))
        .and_then(DocumentReaderPre::new)
        .map_err(|error| SandboxError::Invalid {
            detail: error.root_cause().to_string(),
        })
}

/// The data of one reading's store.
pub(crate) struct ReaderState {
    wasi: WasiCtx,
    table: ResourceTable,
    limiter: TotalLimiter,
    cpu_ticks: u64,
    calls: u64,
    max_calls: u64,
    limits: ReaderLimits,
    bytes: Arc<[u8]>,
    text: String,
    places: Vec<Place>,
    notes: Vec<String>,
}

impl ReaderState {
    fn new(limits: &Limits, reader: &ReaderLimits, bytes: Arc<[u8]>) -> Self {
        let (wasi, table) = runtime(limits, NO_DAY, Digest::of("document-reader"));
        Self {
            wasi,
            table,
            limiter: TotalLimiter::new(limits),
            cpu_ticks: 0,
            calls: 0,
            max_calls: limits.host_calls,
            limits: reader.clone(),
            bytes,
            text: String::new(),
            places: Vec::new(),
            notes: Vec::new(),
        }
    }

    fn count_call(&mut self) -> Result<(), Stop> {
        self.calls += 1;
        if self.calls > self.max_calls {
            return Err(Stop::OverBudget("host-calls"));
        }
        Ok(())
    }
}

impl Counted for ReaderState {
    fn limiter(&mut self) -> &mut TotalLimiter {
        &mut self.limiter
    }

    fn cpu_ticks(&mut self) -> &mut u64 {
        &mut self.cpu_ticks
    }
}

impl WasiView for ReaderState {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView {
            ctx: &mut self.wasi,
            table: &mut self.table,
        }
    }
}

impl source::Host for ReaderState {
    fn length(&mut self) -> wasmtime::Result<u64> {
        self.count_call()?;
        Ok(self.bytes.len() as u64)
    }

    fn bytes(&mut self, start: u64, length: u32) -> wasmtime::Result<Vec<u8>> {
        self.count_call()?;
        let start = usize::try_from(start)
            .unwrap_or(usize::MAX)
            .min(self.bytes.len());
        let end = start.saturating_add(length as usize).min(self.bytes.len());
        Ok(self.bytes[start..end].to_vec())
    }
}

impl reading::Host for ReaderState {
    fn write(&mut self, text: String) -> wasmtime::Result<()> {
        self.count_call()?;
        if (self.text.len() + text.len()) as u64 > self.limits.text_bytes {
            return Err(Stop::OverBudget("text-bytes").into());
        }
        self.text.push_str(&text);
        Ok(())
    }

    fn mark(&mut self, places: Vec<reading::Place>) -> wasmtime::Result<()> {
        self.count_call()?;
        if self.places.len() + places.len() > self.limits.places as usize {
            return Err(Stop::OverBudget("places").into());
        }
        self.places.extend(places.into_iter().map(|place| Place {
            start: place.start,
            label: cut(&place.label).into(),
        }));
        Ok(())
    }

    fn note(&mut self, line: String) -> wasmtime::Result<()> {
        self.count_call()?;
        if self.notes.len() < MAX_NOTES {
            self.notes.push(cut(&line).to_owned());
        }
        Ok(())
    }
}

fn cut(text: &str) -> &str {
    &text[..text.floor_char_boundary(MAX_LABEL)]
}
