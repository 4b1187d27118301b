//! Finding and running tools.

use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::ScaffoldError;

/// A tool that is installed in the project, or else on the path; none when it is in neither.
pub(super) fn find(project: &Path, local: &str, name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    std::iter::once(project.join(local))
        .chain(env::split_paths(&path))
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

/// Runs a tool to its end. What it says goes to standard error: standard output is the program's own.
pub(super) fn run(command: &mut Command) -> Result<(), ScaffoldError> {
    let tool = command.get_program().to_string_lossy().into_owned();
    let status = command
        .stdin(Stdio::null())
        .stdout(std::io::stderr())
        .status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(ScaffoldError::Failed { tool, status }),
        Err(source) => Err(ScaffoldError::NotStarted { tool, source }),
    }
}
