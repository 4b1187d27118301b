//! The plugins at hand: those that come with the program and those in folders.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use assay_domain::{Digest, PluginRef, RunError};
use assay_sandbox::{
    Admitted, Cache, CompileWorker, Compiler, Grants, Plugin, Sandbox, SandboxError,
};
use assay_settings::{Schema, Settings};
use assay_toml::Mistake;
use assay_trust::{MAX_ENVELOPE_BYTES, signature_path};

use crate::{Admission, Gatekeeper, Refusal};

/// Where the bytes of a plugin come from.
#[derive(Debug, Clone)]
pub enum PluginSource {
    /// Built together with this program.
    Bundled {
        /// Its name.
        name: &'static str,
        /// The component.
        component: &'static [u8],
    },
    /// A file.
    File(PathBuf),
}

/// A plugin that can take part.
#[derive(Clone)]
pub struct LoadedPlugin {
    /// The plugin.
    pub plugin: Plugin,
    /// Its bytes, kept with its runs so that they can be done again.
    pub component: Arc<[u8]>,
    /// On whose word it takes part.
    pub admission: Admission,
    /// Its settings as JSON, or empty.
    pub settings: String,
    /// The plugin with its grants, or why it may not run.
    pub admitted: Result<Admitted, RunError>,
}

/// A file that should have been a plugin. It takes part as one that could not be loaded, which makes the assessment
/// incomplete: a check that somebody put there and that did not run must not look like one that passed.
#[derive(Debug, Clone)]
pub struct Unloadable {
    /// The file name stands for the plugin.
    pub reference: PluginRef,
    /// The file.
    pub path: PathBuf,
    /// Why.
    pub error: Refusal,
}

/// Why the plugins could not be collected.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum LibraryError {
    /// A folder cannot be read.
    #[error("`{path}` cannot be read: {error}")]
    Unreadable {
        /// The path.
        path: String,
        /// Why.
        error: io::Error,
    },
    /// A folder without a single plugin was most likely a slip.
    #[error("`{path}` holds no `.wasm` file")]
    NoPlugins {
        /// The folder.
        path: String,
    },
    /// A plugin of our own does not load.
    #[error("the bundled plugin `{name}` cannot be used: {error}")]
    Bundled {
        /// Its name.
        name: &'static str,
        /// Why.
        error: Refusal,
    },
    /// The settings do not fit the plugins.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Settings(#[from] Mistake),
}

/// All plugins of one program run.
#[derive(Clone, Default)]
pub struct Library {
    /// Those that can take part, in the order of their ids, then digests.
    pub plugins: Vec<LoadedPlugin>,
    /// Those that cannot.
    pub unloadable: Vec<Unloadable>,
}

impl Library {
    /// The `.wasm` files of a folder, in the order of their names.
    ///
    /// # Errors
    /// When the folder cannot be read or holds none.
    pub fn files(folder: &Path) -> Result<Vec<PluginSource>, LibraryError> {
        let unreadable = |error| LibraryError::Unreadable {
            path: folder.display().to_string(),
            error,
        };
        let mut files = Vec::new();
        for entry in fs::read_dir(folder).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            if path
                .extension()
                .is_some_and(|extension| extension == "wasm")
            {
                files.push(path);
            }
        }
        files.sort();
        if files.is_empty() {
            return Err(LibraryError::NoPlugins {
                path: folder.display().to_string(),
            });
        }
        Ok(files.into_iter().map(PluginSource::File).collect())
    }

    /// Loads plugins. One that does not load never stops the others. The same component twice counts once.
    ///
    /// # Errors
    /// When a plugin that comes with the program does not load, or when the settings are not what the plugins' schemas say.
    pub async fn load(
        loader: &Loader<'_>,
        settings: &Settings,
        sources: &[PluginSource],
    ) -> Result<Self, LibraryError> {
        let mut plugins = BTreeMap::new();
        let mut unloadable = Vec::new();
        for source in sources {
            let let_in = match source {
                PluginSource::Bundled { name, component } => loader
                    .bundled(component)
                    .await
                    .map_err(|error| LibraryError::Bundled { name, error })?,
                PluginSource::File(path) => match loader.file(path).await {
                    Ok(let_in) => let_in,
                    Err(refused) => {
                        unloadable.push(refused);
                        continue;
                    }
                },
            };
            let reference = let_in.plugin.reference();
            let key = (reference.id.clone(), reference.digest);
            let settings = settings.of(&reference.id, &let_in.schema)?;
            // A bundled component that also lies in a folder stays the bundled one.
            plugins
                .entry(key)
                .or_insert_with(|| let_in.loaded(settings));
        }
        let plugins: Vec<LoadedPlugin> = plugins.into_values().collect();
        let refused = unloadable.iter().map(|refused| &refused.reference.id);
        let loaded = plugins.iter().map(|loaded| &loaded.plugin.reference().id);
        let locked = loader.gatekeeper.lock.plugins().iter();
        settings.check_names(loaded.chain(refused).chain(locked.map(|locked| &locked.id)))?;
        Ok(Self {
            plugins,
            unloadable,
        })
    }
}

/// What loading needs.
#[derive(Clone, Copy)]
pub struct Loader<'a> {
    /// The engine.
    pub sandbox: &'a Sandbox,
    /// Where compiled components are kept.
    pub cache: Option<&'a Cache>,
    /// Who compiles strangers' components.
    pub worker: &'a CompileWorker,
    /// Who may take part.
    pub gatekeeper: &'a Gatekeeper,
}

/// A plugin that was let in, before its settings are known.
struct LetIn {
    plugin: Plugin,
    component: Arc<[u8]>,
    schema: Schema,
    admission: Admission,
    grants: Grants,
}

impl LetIn {
    fn loaded(self, settings: String) -> LoadedPlugin {
        LoadedPlugin {
            admitted: Admitted::new(&self.plugin, &self.grants),
            plugin: self.plugin,
            component: self.component,
            admission: self.admission,
            settings,
        }
    }
}

/// Why one file cannot be tried.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum NotLoaded {
    /// It does not take part as a plugin.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Its settings do not fit it.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Settings(#[from] Mistake),
}

impl Loader<'_> {
    /// Loads one file, judged like every file. Tables of other plugins in the settings are of no interest here.
    ///
    /// # Errors
    /// When it may not take part, or its settings are not what its schema says.
    pub async fn one(&self, path: &Path, settings: &Settings) -> Result<LoadedPlugin, NotLoaded> {
        let let_in = self.try_file(path, &mut Vec::new()).await?;
        let settings = settings.of(&let_in.plugin.reference().id, &let_in.schema)?;
        Ok(let_in.loaded(settings))
    }

    async fn bundled(&self, component: &[u8]) -> Result<LetIn, Refusal> {
        let plugin =
            Plugin::load(self.sandbox, self.cache, &Compiler::InProcess, component).await?;
        Ok(LetIn {
            schema: Schema::parse(plugin.descriptor().settings_schema.expose())?,
            plugin,
            component: component.into(),
            admission: Admission::Bundled,
            grants: Grants::all(),
        })
    }

    async fn file(&self, path: &Path) -> Result<LetIn, Unloadable> {
        let mut bytes = Vec::new();
        self.try_file(path, &mut bytes)
            .await
            .map_err(|error| Unloadable {
                reference: stand_in(path, &bytes),
                path: path.to_owned(),
                error,
            })
    }

    /// Nothing of a file is compiled before the lock and the signatures were looked at.
    async fn try_file(&self, path: &Path, bytes: &mut Vec<u8>) -> Result<LetIn, Refusal> {
        *bytes = read_capped(path, self.sandbox.limits().component_bytes).map_err(unreadable)?;
        let signatures = signature_path(path);
        let envelope = match read_capped(&signatures, MAX_ENVELOPE_BYTES) {
            Ok(envelope) => Some(envelope),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(unreadable(error).into()),
        };
        let candidate = self
            .gatekeeper
            .judge(Digest::of(&bytes), envelope.as_deref())?;
        let compiler = Compiler::Child(self.worker.clone());
        let plugin = Plugin::load(self.sandbox, self.cache, &compiler, bytes).await?;
        let schema = Schema::parse(plugin.descriptor().settings_schema.expose())?;
        let (admission, grants) = candidate.admit(&plugin)?;
        Ok(LetIn {
            plugin,
            component: bytes.as_slice().into(),
            schema,
            admission,
            grants,
        })
    }
}

fn unreadable(error: io::Error) -> SandboxError {
    SandboxError::Unreadable {
        detail: error.to_string(),
    }
}

/// One byte more than the limit is enough to know that a file is too large.
fn read_capped(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    use std::io::Read;
    let mut bytes = Vec::new();
    fs::File::open(path)?
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn stand_in(path: &Path, bytes: &[u8]) -> PluginRef {
    let stem: String = path
        .file_stem()
        .map(|stem| stem.to_string_lossy().to_lowercase())
        .unwrap_or_default()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .take(64)
        .collect();
    let id = stem
        .trim_start_matches('-')
        .parse()
        .unwrap_or_else(|_| "unnamed".parse().expect("a plain word is an id"));
    PluginRef {
        id,
        version: "0.0.0".to_owned(),
        publisher: "unknown".into(),
        digest: Digest::of(bytes),
    }
}
