//! Finding the cases.

use std::{
    fs, io,
    os::unix::ffi::OsStrExt as _,
    path::{Path, PathBuf},
};

use super::Kind;
use crate::error::MeasureError;

/// One case: the bytes of a path, or of a line.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) bytes: Vec<u8>,
    /// What a person is shown of it.
    pub(crate) shown: String,
}

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) cases: Vec<Case>,
    /// Symbolic links, sockets and what else is neither file nor folder.
    pub(crate) skipped: usize,
}

/// Files below a path, or the lines in them, in the order of names.
pub(crate) fn find(path: &Path, kind: Kind) -> Result<Found, MeasureError> {
    let mut found = Found::default();
    let mut files = Vec::new();
    let unreadable = |error| MeasureError::Unreadable {
        path: path.display().to_string(),
        error,
    };
    walk(path, kind, &mut files, &mut found.skipped).map_err(unreadable)?;
    for file in files {
        if kind.is_lines() {
            let bytes = fs::read(&file).map_err(unreadable)?;
            found.cases.extend(lines(&file, &bytes));
        } else {
            found.cases.push(Case {
                shown: shown(&file.to_string_lossy()),
                bytes: file.as_os_str().as_bytes().to_vec(),
            });
        }
    }
    if found.cases.is_empty() {
        return Err(MeasureError::format(
            path,
            "a place with cases",
            "there is none in it",
        ));
    }
    Ok(found)
}

fn walk(path: &Path, kind: Kind, files: &mut Vec<PathBuf>, skipped: &mut usize) -> io::Result<()> {
    // Not `metadata`, which would look at what a link points to.
    let meta = fs::symlink_metadata(path)?;
    if meta.is_file() {
        files.push(path.to_owned());
    } else if !meta.is_dir() {
        *skipped += 1;
    } else if kind == Kind::Dossiers && fs::symlink_metadata(path.join("supplier.toml")).is_ok() {
        files.push(path.to_owned());
    } else {
        let mut entries: Vec<PathBuf> = fs::read_dir(path)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<io::Result<_>>()?;
        entries.sort();
        for entry in entries {
            walk(&entry, kind, files, skipped)?;
        }
    }
    Ok(())
}

/// The lines of a text, or the texts of a JSON list.
fn lines(file: &Path, bytes: &[u8]) -> Vec<Case> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let texts: Vec<Vec<u8>> = match serde_json::from_slice::<Vec<String>>(bytes) {
        Ok(texts) => texts.into_iter().map(String::into_bytes).collect(),
        Err(_) => bytes
            .split(|byte| *byte == b'\n')
            .map(|line| line.strip_suffix(b"\r").unwrap_or(line).to_vec())
            .filter(|line| !line.is_empty())
            .collect(),
    };
    texts
        .into_iter()
        .enumerate()
        .map(|(index, bytes)| Case {
            shown: shown(&format!(
                "{name}, {}: {}",
                index + 1,
                String::from_utf8_lossy(&bytes)
            )),
            bytes,
        })
        .collect()
}

/// Names and lines are text of strangers: short and escaped.
pub(crate) fn shown(text: &str) -> String {
    let mut escaped: String = text
        .chars()
        .take(160)
        .flat_map(char::escape_debug)
        .collect();
    if text.chars().nth(160).is_some() {
        escaped.push('…');
    }
    escaped
}
