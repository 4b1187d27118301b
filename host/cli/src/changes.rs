//! Plugins and dossiers that change while the program runs.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    time::Duration,
};

use assay_assessment::LiveLibrary;
use assay_report::encode::terminal::Plain;
use miette::{IntoDiagnostic, WrapErr};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::{
    args::Plugins,
    workbench::{SETTINGS, TRUST, Workbench, installation},
};

/// Changes come in bursts: an editor writes, renames and writes again. What follows within this time belongs together.
const BURST: Duration = Duration::from_millis(300);

/// Puts in force what there is now of the plugins, and tells what that changes. What cannot be put in force changes nothing.
pub(crate) async fn exchange(plugins: &Plugins, workbench: &Workbench, live: &LiveLibrary) {
    let exchange = match workbench.exchange(plugins, live).await {
        Ok(exchange) => exchange,
        Err(error) => {
            anstream::eprintln!("warning: the plugins stay as they were: {error:?}");
            return;
        }
    };
    for (word, plugins) in [("now", &exchange.added), ("no longer", &exchange.removed)] {
        for plugin in plugins {
            let version = Plain::of(&plugin.version).cut(40);
            anstream::eprintln!(
                "{} {version} {} takes part {word}",
                plugin.id,
                plugin.digest
            );
        }
    }
}

/// Changes of what is watched. The watcher stops when this is dropped.
pub(crate) struct Changes {
    _watcher: RecommendedWatcher,
    told: UnboundedReceiver<()>,
}

impl Changes {
    pub(crate) fn new(watched: Watched) -> miette::Result<Self> {
        let folders = watched.folders();
        let (tell, told) = unbounded_channel();
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            // What the watcher could not see may have been a change.
            let changed = event.map_or(true, |event| {
                !matches!(event.kind, EventKind::Access(_))
                    && event.paths.iter().any(|path| watched.contains(path))
            });
            if changed {
                // Nobody listens any more when the command has ended.
                let _ = tell.send(());
            }
        })
        .into_diagnostic()?;
        for (folder, mode) in folders {
            watcher
                .watch(&folder, mode)
                .into_diagnostic()
                .wrap_err_with(|| format!("failed to watch {}", folder.display()))?;
        }
        Ok(Self {
            _watcher: watcher,
            told,
        })
    }

    /// Waits for a change and for the end of its burst.
    pub(crate) async fn next(&mut self) {
        if self.told.recv().await.is_none() {
            // The watcher lives as long as this, so there is always somebody who could tell.
            std::future::pending::<()>().await;
        }
        while let Ok(Some(())) = tokio::time::timeout(BURST, self.told.recv()).await {}
    }
}

/// What a verdict rests on. Everything else in the same folders changes without meaning, the register above all, which every
/// assessment writes.
pub(crate) struct Watched {
    /// Folders with everything in them.
    trees: Vec<PathBuf>,
    /// Files, some of which may not be there yet.
    files: Vec<PathBuf>,
    /// What the command itself writes.
    written: Vec<PathBuf>,
}

impl Watched {
    /// The plugins, and what says which of them take part and how.
    pub(crate) fn plugins(plugins: &Plugins) -> Self {
        let strangers = &plugins.strangers;
        let house = &strangers.house;
        let named = |file: &Option<PathBuf>, usual: &str| {
            absolute(file.as_deref().unwrap_or(Path::new(usual)))
        };
        let mut trees: Vec<PathBuf> = strangers
            .folders
            .iter()
            .map(|path| absolute(path))
            .collect();
        trees.push(absolute(&installation(&house.lock)));
        Self {
            trees,
            files: vec![
                absolute(&house.lock),
                named(&house.trust, TRUST),
                named(&plugins.settings, SETTINGS),
            ],
            written: Vec::new(),
        }
    }

    /// Folders besides, with everything in them.
    pub(crate) fn and_folders(mut self, folders: &[PathBuf]) -> Self {
        self.trees.extend(folders.iter().map(|path| absolute(path)));
        self
    }

    /// But nothing of these.
    pub(crate) fn without<'a>(mut self, written: impl IntoIterator<Item = &'a PathBuf>) -> Self {
        self.written
            .extend(written.into_iter().map(|path| absolute(path)));
        self
    }

    /// Trees whole, and the folders of files alone: a file that is not there yet cannot be watched.
    fn folders(&self) -> Vec<(PathBuf, RecursiveMode)> {
        let trees = self.trees.iter().filter(|tree| tree.is_dir());
        let mut folders: Vec<(PathBuf, RecursiveMode)> = trees
            .map(|tree| (tree.clone(), RecursiveMode::Recursive))
            .collect();
        for file in self.files.iter().chain(&self.trees) {
            if let Some(parent) = file.parent().filter(|parent| parent.is_dir())
                && !folders.iter().any(|(folder, _)| folder == parent)
            {
                folders.push((parent.to_owned(), RecursiveMode::NonRecursive));
            }
        }
        folders
    }

    fn contains(&self, path: &Path) -> bool {
        let path = absolute(path);
        let is_written = self.written.iter().any(|own| {
            // SQLite writes `-wal` and `-shm` beside the register.
            path.starts_with(own)
                || (path.parent() == own.parent() && begins_like(path.file_name(), own.file_name()))
        });
        !is_written
            && (self.files.contains(&path) || self.trees.iter().any(|tree| path.starts_with(tree)))
    }
}

fn begins_like(name: Option<&OsStr>, own: Option<&OsStr>) -> bool {
    match (name, own) {
        (Some(name), Some(own)) => name.as_encoded_bytes().starts_with(own.as_encoded_bytes()),
        _ => false,
    }
}

/// Paths of events are absolute; a relative path of the command line is made so. One that cannot be stays as it is and matches
/// nothing.
fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
