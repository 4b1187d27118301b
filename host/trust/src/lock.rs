//! `assay.lock`: which components were let in, and what each was granted.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use assay_domain::{Digest, PluginId, PluginRef};
use assay_toml::{Mistake, Source};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::KeyId;

/// The form of the file that this program writes.
const VERSION: u32 = 1;

/// What the file begins with.
const HEAD: &str = "# Written by `assay plugin add`. It says which plugins may run here and what each may use; keep it under\n\
                    # version control and read its changes like code.\n\n";

/// One component that was let in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Locked {
    /// Its name.
    pub id: PluginId,
    /// Its version.
    pub version: String,
    /// Who it says to come from.
    pub publisher: String,
    /// The digest of the component.
    pub digest: Digest,
    /// The file, relative to the lock file, or the place in a registry.
    pub source: String,
    /// The day on which it was let in.
    pub added: Date,
    /// The keys that had signed it then.
    pub signers: BTreeSet<KeyId>,
    /// The interfaces that it may use.
    pub granted: BTreeSet<String>,
    /// The digest of the JSON Schema of its settings.
    pub settings_schema: Digest,
    /// The operator vouches for it: what it passes counts although nobody known signed it.
    #[serde(default)]
    pub vouched: bool,
}

impl Locked {
    /// Id, version, publisher and digest.
    pub fn reference(&self) -> PluginRef {
        PluginRef {
            id: self.id.clone(),
            version: self.version.clone(),
            publisher: self.publisher.as_str().into(),
            digest: self.digest,
        }
    }
}

/// What a candidate changes against the lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// No plugin of this name is locked.
    New,
    /// The very same component with the same grants.
    Same,
    /// Another component of the same name.
    Upgrade {
        /// The version that is locked.
        from: String,
        /// Interfaces that it uses and the locked one was not granted.
        newly_asked: BTreeSet<String>,
        /// True when none of the keys that had signed the locked one signed it.
        other_signers: bool,
        /// True when its settings have another schema.
        other_settings: bool,
        /// True when its version is lower.
        downgrade: bool,
    },
}

impl Change {
    /// True when somebody has to agree before it may replace what is locked.
    pub fn widens(&self) -> bool {
        matches!(self, Self::Upgrade { newly_asked, other_signers, .. } if !newly_asked.is_empty() || *other_signers)
    }
}

/// The lock file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    plugins: Vec<Locked>,
}

/// Why the lock file cannot be used.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum LockError {
    /// It cannot be read or written.
    #[error("`{path}` cannot be {action}: {error}")]
    Io {
        /// The path.
        path: String,
        /// `read` or `written`.
        action: &'static str,
        /// Why.
        error: io::Error,
    },
    /// There is a mistake in it.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Mistake(#[from] Mistake),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    #[serde(default)]
    plugins: Vec<Locked>,
}

impl Lock {
    /// Reads the file; one that is not there locks nothing.
    ///
    /// # Errors
    /// When it cannot be read or is not what it should be.
    pub fn open(path: &Path) -> Result<Self, LockError> {
        match fs::read_to_string(path) {
            Ok(text) => Ok(Self::parse(&path.display().to_string(), &text)?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(io_error(path, "read", error)),
        }
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    /// The first mistake in it, with its place.
    pub fn parse(name: &str, text: &str) -> Result<Self, Mistake> {
        let source = Source::new(name, text);
        let File { version, plugins } = source.parse()?;
        if version != VERSION {
            let message = format!("this program reads version {VERSION}");
            return Err(source.mistake(0..0, "version", message));
        }
        let mut lock = Self::default();
        for plugin in plugins {
            if lock.named(&plugin.id).is_some() {
                let message = format!("`{}` is locked twice", plugin.id);
                return Err(source.mistake(0..0, "plugins", message));
            }
            lock.put(plugin);
        }
        Ok(lock)
    }

    /// Writes the file: to a new one first, then in place of the old one, so that there is always a whole one.
    ///
    /// # Errors
    /// When that fails.
    pub fn write(&self, path: &Path) -> Result<(), LockError> {
        let failed = |error| io_error(path, "written", error);
        let mut new: PathBuf = path.to_owned();
        new.as_mut_os_string().push(".new");
        fs::write(&new, self.to_text()).map_err(failed)?;
        fs::rename(&new, path).map_err(failed)
    }

    /// The text of the file.
    pub fn to_text(&self) -> String {
        let file = File {
            version: VERSION,
            plugins: self.plugins.clone(),
        };
        let text = toml::to_string_pretty(&file).expect("a lock is made of text and lists");
        format!("{HEAD}{text}")
    }

    /// All that is locked, in the order of names.
    pub fn plugins(&self) -> &[Locked] {
        &self.plugins
    }

    /// The plugin of a name.
    pub fn named(&self, id: &PluginId) -> Option<&Locked> {
        self.plugins.iter().find(|locked| locked.id == *id)
    }

    /// The plugin of a digest.
    pub fn component(&self, digest: Digest) -> Option<&Locked> {
        self.plugins.iter().find(|locked| locked.digest == digest)
    }

    /// Puts a plugin in place of the one of its name.
    pub fn put(&mut self, plugin: Locked) {
        self.plugins.retain(|locked| locked.id != plugin.id);
        self.plugins.push(plugin);
        self.plugins.sort_by(|a, b| a.id.cmp(&b.id));
    }

    /// Takes a plugin out. False when there is none of this name.
    pub fn remove(&mut self, id: &PluginId) -> bool {
        let before = self.plugins.len();
        self.plugins.retain(|locked| locked.id != *id);
        self.plugins.len() < before
    }

    /// What a candidate changes. Its grants are what it uses.
    pub fn change(&self, candidate: &Locked) -> Change {
        let Some(locked) = self.named(&candidate.id) else {
            return Change::New;
        };
        let newly_asked: BTreeSet<String> = candidate
            .granted
            .difference(&locked.granted)
            .cloned()
            .collect();
        if locked.digest == candidate.digest && newly_asked.is_empty() {
            return Change::Same;
        }
        Change::Upgrade {
            from: locked.version.clone(),
            newly_asked,
            other_signers: !locked.signers.is_empty()
                && locked.signers.is_disjoint(&candidate.signers),
            other_settings: locked.settings_schema != candidate.settings_schema,
            downgrade: is_lower(&candidate.version, &locked.version),
        }
    }
}

/// True when a version is lower than another. One that cannot be compared may be anything, so it counts as lower.
fn is_lower(version: &str, than: &str) -> bool {
    match (
        semver::Version::parse(version),
        semver::Version::parse(than),
    ) {
        (Ok(version), Ok(than)) => version < than,
        _ => version != than,
    }
}

fn io_error(path: &Path, action: &'static str, error: io::Error) -> LockError {
    LockError::Io {
        path: path.display().to_string(),
        action,
        error,
    }
}
