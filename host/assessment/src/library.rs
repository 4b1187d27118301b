//! The plugins at hand: those that come with the program and those in folders.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use assay_domain::{Digest, PluginId, PluginRef, RunError};
use assay_sandbox::{
    Admitted, Cache, CompileWorker, Compiler, Grants, Plugin, Sandbox, SandboxError,
};

use crate::Vouched;

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
    /// Whether it comes with the program.
    pub bundled: bool,
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
    pub error: SandboxError,
}

/// Why the plugins could not be collected.
#[derive(Debug, thiserror::Error)]
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
        error: SandboxError,
    },
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
    /// When a plugin that comes with the program does not load.
    pub async fn load(
        sandbox: &Sandbox,
        cache: Option<&Cache>,
        worker: &CompileWorker,
        vouched: &Vouched,
        sources: &[PluginSource],
    ) -> Result<Self, LibraryError> {
        let mut plugins = BTreeMap::new();
        let mut unloadable = Vec::new();
        for source in sources {
            match source {
                PluginSource::Bundled { name, component } => {
                    let plugin = Plugin::load(sandbox, cache, &Compiler::InProcess, component)
                        .await
                        .map_err(|error| LibraryError::Bundled { name, error })?;
                    insert(&mut plugins, plugin, (*component).into(), true, vouched);
                }
                PluginSource::File(path) => {
                    let (bytes, loaded) = load_file(sandbox, cache, worker, path).await;
                    match loaded {
                        Ok(plugin) => insert(&mut plugins, plugin, bytes.into(), false, vouched),
                        Err(error) => unloadable.push(Unloadable {
                            reference: stand_in(path, &bytes),
                            path: path.clone(),
                            error,
                        }),
                    }
                }
            }
        }
        Ok(Self {
            plugins: plugins.into_values().collect(),
            unloadable,
        })
    }
}

/// The bytes of a file, none when it cannot be read, and the plugin in them.
async fn load_file(
    sandbox: &Sandbox,
    cache: Option<&Cache>,
    worker: &CompileWorker,
    path: &Path,
) -> (Vec<u8>, Result<Plugin, SandboxError>) {
    match read_capped(path, sandbox.limits().component_bytes) {
        Ok(bytes) => {
            let compiler = Compiler::Child(worker.clone());
            let loaded = Plugin::load(sandbox, cache, &compiler, &bytes).await;
            (bytes, loaded)
        }
        Err(error) => (
            Vec::new(),
            Err(SandboxError::Unreadable {
                detail: error.to_string(),
            }),
        ),
    }
}

fn insert(
    plugins: &mut BTreeMap<(PluginId, Digest), LoadedPlugin>,
    plugin: Plugin,
    component: Arc<[u8]>,
    bundled: bool,
    vouched: &Vouched,
) {
    let reference = plugin.reference();
    let key = (reference.id.clone(), reference.digest);
    let grants = grants(bundled || vouched.contains(reference.digest));
    let admitted = Admitted::new(&plugin, &grants);
    // A bundled component that also lies in a folder stays the bundled one.
    plugins.entry(key).or_insert(LoadedPlugin {
        plugin,
        component,
        bundled,
        admitted,
    });
}

/// A plugin that nobody vouches for reads the dossier but reaches no network: what it reads could leave through a probe.
fn grants(trusted: bool) -> Grants {
    if trusted {
        Grants::all()
    } else {
        Grants::without_network()
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
