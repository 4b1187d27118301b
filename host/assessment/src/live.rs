//! A set of plugins that can be exchanged while assessments run.

use std::sync::{Arc, RwLock};

use assay_domain::PluginRef;
use assay_settings::Settings;

use crate::{Library, LibraryError, Loader, PluginSource, Refusal};

/// The plugins in force. An assessment takes the set as it is when it starts and keeps it to its end, so that no verdict rests on
/// two versions of one plugin.
pub struct LiveLibrary(RwLock<Arc<Library>>);

/// What an exchange brought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exchange {
    /// Components that take part now and did not before.
    pub added: Vec<PluginRef>,
    /// Components that took part before and do not now.
    pub removed: Vec<PluginRef>,
}

/// Why the set in force stays.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum ExchangeError {
    /// The set cannot be made.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Library(#[from] LibraryError),
    /// A file of the new set is refused.
    #[error("{path}: {error}")]
    Refused {
        /// The file.
        path: String,
        /// Why.
        error: Refusal,
    },
}

impl LiveLibrary {
    /// A set in force.
    pub fn new(library: Library) -> Self {
        Self(RwLock::new(Arc::new(library)))
    }

    /// The set in force.
    pub fn current(&self) -> Arc<Library> {
        Arc::clone(&self.0.read().expect("nobody panics while holding the set"))
    }

    /// Builds a new set and puts it in force. The old set stays, whole, when anything of the new one is refused: a plugin that is
    /// being copied, or one that was tampered with, must not leave a gap where a check was.
    ///
    /// # Errors
    /// When the new set cannot be made or one of its files is refused.
    pub async fn exchange(
        &self,
        loader: &Loader<'_>,
        settings: &Settings,
        sources: &[PluginSource],
    ) -> Result<Exchange, ExchangeError> {
        let mut new = Library::load(loader, settings, sources).await?;
        if let Some(refused) = new.unloadable.drain(..).next() {
            return Err(ExchangeError::Refused {
                path: refused.path.display().to_string(),
                error: refused.error,
            });
        }
        let old = self.current();
        let exchange = Exchange {
            added: missing(&new, &old),
            removed: missing(&old, &new),
        };
        *self.0.write().expect("nobody panics while holding the set") = Arc::new(new);
        Ok(exchange)
    }
}

/// The components of one set that another has not.
fn missing(of: &Library, from: &Library) -> Vec<PluginRef> {
    let references = |library: &Library| -> Vec<PluginRef> {
        let plugins = library.plugins.iter();
        plugins
            .map(|loaded| loaded.plugin.reference().clone())
            .collect()
    };
    let known = references(from);
    references(of)
        .into_iter()
        .filter(|plugin| !known.contains(plugin))
        .collect()
}
