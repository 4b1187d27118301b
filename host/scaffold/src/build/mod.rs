//! Driving the tools that make components.

mod contract;
mod js;
mod python;
mod rust;
mod tool;

use std::{fs, path::PathBuf};

use crate::{Project, ScaffoldError, project::Settings};

/// The version of componentize-py that projects are made for. It carries the interpreter.
pub const COMPONENTIZE_PY: &str = "0.25.1";
/// The version of componentize-qjs that projects are made for. It carries the engine.
pub const COMPONENTIZE_QJS: &str = "0.4.5";

/// The folder of a project in Python or JavaScript that holds what building makes.
const BUILD: &str = "build";

/// A component that was built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Built {
    /// Where it is.
    pub component: PathBuf,
    /// Its size in bytes.
    pub size: u64,
}

pub(crate) fn build(project: &Project) -> Result<Built, ScaffoldError> {
    let component = match &project.settings {
        Settings::Rust => rust::build(&project.folder)?,
        Settings::Python(settings) => python::build(&project.folder, settings)?,
        Settings::Js(settings) => js::build(&project.folder, settings)?,
    };
    match fs::metadata(&component) {
        Ok(metadata) => Ok(Built {
            component,
            size: metadata.len(),
        }),
        Err(source) => Err(ScaffoldError::File {
            doing: "found after the build",
            path: component,
            source,
        }),
    }
}

fn write(path: PathBuf, bytes: &[u8]) -> Result<(), ScaffoldError> {
    path.parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(&path, bytes))
        .map_err(|source| ScaffoldError::File {
            doing: "written",
            path,
            source,
        })
}
