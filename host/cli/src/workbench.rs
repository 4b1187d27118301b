//! What most commands need: the catalogue, the engine and the plugins.

use std::path::PathBuf;

use assay_assessment::{DocumentReader, Library, PluginSource, Vouched};
use assay_catalogue::Catalogue;
use assay_sandbox::{Cache, CompileWorker, Compiler, Reader, Sandbox};
use miette::{Context, IntoDiagnostic};

use crate::args::{Plugins, Shared};

/// The engine with the catalogue that sets its limits.
pub(crate) struct Workbench {
    pub(crate) catalogue: Catalogue,
    pub(crate) sandbox: Sandbox,
    pub(crate) cache: Option<Cache>,
}

impl Workbench {
    pub(crate) fn open(shared: &Shared) -> miette::Result<Self> {
        let catalogue = catalogue(shared)?;
        let sandbox = Sandbox::new(&catalogue.limits).into_diagnostic()?;
        let cache = match cache_folder(shared).map(|folder| Cache::open(&folder)) {
            Some(Ok(cache)) => Some(cache),
            // Compiling again is slower and safe; loading code that somebody else may have written is neither.
            Some(Err(error)) => {
                anstream::eprintln!("warning: compiled plugins are not kept: {error}");
                None
            }
            None => None,
        };
        Ok(Self {
            catalogue,
            sandbox,
            cache,
        })
    }

    /// The document reader. It comes with the program, so it is compiled in it.
    pub(crate) fn reader(&self) -> DocumentReader {
        let component = assay_bundle::READER.component;
        let (run, limits) = (self.catalogue.limits.clone(), self.catalogue.reader.clone());
        let cache = self.cache.clone();
        DocumentReader::new(component, move || {
            let compiler = Compiler::InProcess;
            Reader::load(&run, &limits, cache.as_ref(), &compiler, component)
        })
    }

    /// The built-in plugins and those in folders.
    pub(crate) async fn library(
        &self,
        folders: &[PathBuf],
        vouched: &Vouched,
    ) -> miette::Result<Library> {
        let bundled = assay_bundle::PLUGINS
            .iter()
            .map(|plugin| PluginSource::Bundled {
                name: plugin.name,
                component: plugin.component,
            });
        let mut sources: Vec<PluginSource> = bundled.collect();
        for folder in folders {
            sources.extend(Library::files(folder).into_diagnostic()?);
        }
        Library::load(
            &self.sandbox,
            self.cache.as_ref(),
            &worker()?,
            vouched,
            &sources,
        )
        .await
        .into_diagnostic()
    }
}

/// The catalogue in force.
pub(crate) fn catalogue(shared: &Shared) -> miette::Result<Catalogue> {
    Ok(Catalogue::load(shared.catalogue.as_deref())?)
}

/// This program compiles strangers' components in a child process of itself.
pub(crate) fn worker() -> miette::Result<CompileWorker> {
    let program = std::env::current_exe()
        .into_diagnostic()
        .wrap_err("failed to find this program's own file")?;
    Ok(CompileWorker {
        program,
        arguments: vec!["compile-worker".to_owned()],
    })
}

/// The digests that the operator vouches for.
pub(crate) fn vouched(plugins: &Plugins) -> Vouched {
    plugins.vouch.iter().copied().collect()
}

fn cache_folder(shared: &Shared) -> Option<PathBuf> {
    shared.cache.clone().or_else(|| {
        directories::ProjectDirs::from("", "", "assay")
            .map(|folders| folders.cache_dir().join("code"))
    })
}
