//! What most commands need: the catalogue, the engine and the plugins.

use std::path::{Path, PathBuf};

use assay_assessment::{
    DocumentReader, Exchange, Gatekeeper, Library, LiveLibrary, LoadedPlugin, Loader, PluginSource,
};
use assay_catalogue::Catalogue;
use assay_domain::PluginId;
use assay_sandbox::{Cache, CompileWorker, Compiler, Reader, Sandbox};
use assay_settings::Settings;
use assay_trust::{Lock, Trust};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use miette::{Context, IntoDiagnostic};

use crate::args::{House, Plugins, Shared, Strangers};

/// The file of settings when nobody says otherwise.
pub(crate) const SETTINGS: &str = "settings.toml";
/// The file of trusted publishers when nobody says otherwise.
pub(crate) const TRUST: &str = "trust.toml";

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

    /// The built-in plugins alone.
    pub(crate) async fn bundled(&self) -> miette::Result<Library> {
        self.load(&Gatekeeper::default(), &Settings::default(), Vec::new())
            .await
    }

    /// The built-in plugins and those in folders, to hear what they ask. None of them is run.
    pub(crate) async fn questioners(&self, folders: &[PathBuf]) -> miette::Result<Library> {
        let gatekeeper = Gatekeeper {
            unlocked: true,
            ..Gatekeeper::default()
        };
        self.load(&gatekeeper, &Settings::default(), files(folders)?)
            .await
    }

    /// The built-in plugins, those that were let in, and those in folders.
    pub(crate) async fn library(&self, plugins: &Plugins) -> miette::Result<Library> {
        let (gatekeeper, settings, sources) = asked(plugins)?;
        self.load(&gatekeeper, &settings, sources).await
    }

    /// Puts what there is now of them in force, or leaves what is in force as it is.
    pub(crate) async fn exchange(
        &self,
        plugins: &Plugins,
        live: &LiveLibrary,
    ) -> miette::Result<Exchange> {
        let (gatekeeper, settings, sources) = asked(plugins)?;
        let loader = Loader {
            sandbox: &self.sandbox,
            cache: self.cache.as_ref(),
            worker: &worker()?,
            gatekeeper: &gatekeeper,
        };
        Ok(live
            .exchange(&loader, &settings, &with_bundled(sources))
            .await?)
    }

    /// The same to be looked at: those that are not in the lock as well.
    pub(crate) async fn listed(&self, strangers: &Strangers) -> miette::Result<Library> {
        let gatekeeper = Gatekeeper {
            unlocked: true,
            ..gatekeeper(strangers)?
        };
        let sources = sources(strangers, &gatekeeper)?;
        self.load(&gatekeeper, &Settings::default(), sources).await
    }

    /// One plugin that somebody tries. It need not be in the lock, but its signatures are judged like those of every plugin
    /// before anything of it is compiled.
    pub(crate) async fn tried(
        &self,
        file: &Path,
        gatekeeper: Gatekeeper,
        settings: &Settings,
    ) -> miette::Result<LoadedPlugin> {
        let gatekeeper = Gatekeeper {
            unlocked: true,
            ..gatekeeper
        };
        let loader = Loader {
            sandbox: &self.sandbox,
            cache: self.cache.as_ref(),
            worker: &worker()?,
            gatekeeper: &gatekeeper,
        };
        loader
            .one(file, settings)
            .await
            .map_err(miette::Report::new)
            .wrap_err_with(|| format!("{} cannot be tried", file.display()))
    }

    async fn load(
        &self,
        gatekeeper: &Gatekeeper,
        settings: &Settings,
        strangers: Vec<PluginSource>,
    ) -> miette::Result<Library> {
        let sources = with_bundled(strangers);
        let loader = Loader {
            sandbox: &self.sandbox,
            cache: self.cache.as_ref(),
            worker: &worker()?,
            gatekeeper,
        };
        Ok(Library::load(&loader, settings, &sources).await?)
    }
}

/// Which plugins of other people are asked for, on whose word, and with what settings.
fn asked(plugins: &Plugins) -> miette::Result<(Gatekeeper, Settings, Vec<PluginSource>)> {
    let settings = settings(plugins.settings.as_deref())?;
    let gatekeeper = Gatekeeper {
        unlocked: plugins.unlocked,
        ..gatekeeper(&plugins.strangers)?
    };
    let sources = sources(&plugins.strangers, &gatekeeper)?;
    Ok((gatekeeper, settings, sources))
}

fn with_bundled(strangers: Vec<PluginSource>) -> Vec<PluginSource> {
    let bundled = assay_bundle::PLUGINS.iter();
    let bundled = bundled.map(|plugin| PluginSource::Bundled {
        name: plugin.name,
        component: plugin.component,
    });
    bundled.chain(strangers).collect()
}

/// What the operator says about plugins of other people.
fn gatekeeper(strangers: &Strangers) -> miette::Result<Gatekeeper> {
    Ok(Gatekeeper {
        lock: Lock::open(&strangers.house.lock)?,
        trust: trust(&strangers.house)?,
        vouched: strangers.vouch.iter().copied().collect(),
        unlocked: false,
    })
}

fn sources(strangers: &Strangers, gatekeeper: &Gatekeeper) -> miette::Result<Vec<PluginSource>> {
    let locked = gatekeeper.lock.plugins().iter();
    let mut sources: Vec<PluginSource> = locked
        .map(|locked| PluginSource::File(installed(&strangers.house.lock, &locked.id)))
        .collect();
    sources.extend(files(&strangers.folders)?);
    Ok(sources)
}

/// What the operator set for plugins.
pub(crate) fn settings(named: Option<&Path>) -> miette::Result<Settings> {
    Ok(match present(named, SETTINGS) {
        Some(path) => Settings::open(&path)?,
        None => Settings::default(),
    })
}

/// Whose signatures count.
pub(crate) fn trust(house: &House) -> miette::Result<Trust> {
    trust_file(house.trust.as_deref())
}

/// The same for a command that needs no lock.
pub(crate) fn trust_file(named: Option<&Path>) -> miette::Result<Trust> {
    Ok(match present(named, TRUST) {
        Some(path) => Trust::open(&path)?,
        None => Trust::default(),
    })
}

/// Where the plugins lie that were let in.
pub(crate) fn installation(lock: &Path) -> PathBuf {
    lock.with_file_name("assay-plugins")
}

/// Where a plugin that was let in lies.
pub(crate) fn installed(lock: &Path, plugin: &PluginId) -> PathBuf {
    installation(lock).join(format!("{plugin}.wasm"))
}

/// The file that was named, or the one of the usual name when it is there. A named file that is missing is an error of whoever
/// opens it.
fn present(named: Option<&Path>, usual: &str) -> Option<PathBuf> {
    match named {
        Some(path) => Some(path.to_owned()),
        None => Some(PathBuf::from(usual)).filter(|path| path.exists()),
    }
}

fn files(folders: &[PathBuf]) -> miette::Result<Vec<PluginSource>> {
    let mut sources = Vec::new();
    for folder in folders {
        sources.extend(Library::files(folder).into_diagnostic()?);
    }
    Ok(sources)
}

/// Today in UTC: the same day for everybody who reads the register.
pub(crate) fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
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

fn cache_folder(shared: &Shared) -> Option<PathBuf> {
    shared.cache.clone().or_else(|| {
        directories::ProjectDirs::from("", "", "assay")
            .map(|folders| folders.cache_dir().join("code"))
    })
}
