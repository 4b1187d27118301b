//! What can go wrong with a project.

use std::path::PathBuf;

use miette::Diagnostic;

/// Why a project could not be made or built. The text says what would fix it.
#[derive(Debug, thiserror::Error, Diagnostic)]
pub enum ScaffoldError {
    /// Not a name.
    #[error(
        "`{name}` is no name for a plugin: use lower-case words joined by hyphens, such as `tone-check`"
    )]
    Name {
        /// The name, control characters escaped.
        name: String,
    },
    /// The folder is there already.
    #[error("{} is there already: choose another name, or remove it", .folder.display())]
    Occupied {
        /// The folder.
        folder: PathBuf,
    },
    /// The file system said no.
    #[error("{} could not be {doing}: {source}", .path.display())]
    File {
        /// What was to be done.
        doing: &'static str,
        /// With which file.
        path: PathBuf,
        /// Why it failed.
        source: std::io::Error,
    },
    /// No project.
    #[error(
        "{} holds no project of a plugin: there is no Cargo.toml, no pyproject.toml with [tool.assay] and no package.json with \
         \"assay\" (`assay plugin new` makes one)",
        .folder.display()
    )]
    NoProject {
        /// The folder.
        folder: PathBuf,
    },
    /// A mistake in `pyproject.toml`.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Python(#[from] assay_toml::Mistake),
    /// A mistake in `package.json`.
    #[error("{}: {detail}", .path.display())]
    Js {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        detail: String,
    },
    /// An interface that the contract does not have.
    #[error("`{interface}` is no interface of the contract: a plugin may import {known}")]
    UnknownInterface {
        /// What the project asks for.
        interface: String,
        /// What there is.
        known: String,
    },
    /// A tool is not installed.
    #[error("`{tool}` is not installed: it makes components of plugins in {language}")]
    #[diagnostic(help("install it with\n\n    {install}"))]
    MissingTool {
        /// Its name.
        tool: &'static str,
        /// Of what it makes components.
        language: &'static str,
        /// The command that installs it.
        install: String,
    },
    /// The tool could not be started.
    #[error("`{tool}` could not be started: {source}")]
    NotStarted {
        /// The tool.
        tool: String,
        /// Why.
        source: std::io::Error,
    },
    /// The tool failed.
    #[error("`{tool}` ended with {status}; what it said is above")]
    Failed {
        /// The tool.
        tool: String,
        /// How it ended.
        status: std::process::ExitStatus,
    },
    /// The tool made nothing.
    #[error("`{tool}` made no component: {detail}")]
    NoComponent {
        /// The tool.
        tool: &'static str,
        /// Why not, as far as can be told.
        detail: &'static str,
    },
}
