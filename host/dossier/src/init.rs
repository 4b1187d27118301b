//! Writing a folder to start from.

mod answers_file;
mod supplier_file;

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use assay_domain::Question;

use crate::{ANSWERS_FILE, DossierError, EVIDENCE_FOLDER, SUPPLIER_FILE};

/// The note in `evidence/`. [`crate::open`] knows it by its bytes and does not take it for evidence.
pub(crate) const EVIDENCE_NOTE: &str = include_str!("init/evidence_note.md");

/// Longest name of a supplier, in characters.
const MAX_NAME: usize = 200;

/// Writes a commented dossier for the supplier `name` into `folder`, with every question commented out. The folder may be
/// there already; no file in it is overwritten.
///
/// # Errors
/// [`DossierError::Name`] for an empty or far too long name, [`DossierError::Exists`] when one of the files is there,
/// [`DossierError::Write`] when the disk says no.
pub fn init(folder: &Path, name: &str, questions: &[Question]) -> Result<(), DossierError> {
    if name.trim().is_empty() || name.chars().count() > MAX_NAME {
        return Err(DossierError::Name { max: MAX_NAME });
    }
    let files = [
        (folder.join(SUPPLIER_FILE), supplier_file::text(name.trim())),
        (folder.join(ANSWERS_FILE), answers_file::text(questions)),
        (
            folder.join(EVIDENCE_FOLDER).join("README.md"),
            EVIDENCE_NOTE.to_owned(),
        ),
    ];
    // Looked at before anything is written, so that a half-written folder is not left behind.
    if let Some((path, _)) = files.iter().find(|(path, _)| path.exists()) {
        return Err(DossierError::Exists { path: path.clone() });
    }
    let evidence = folder.join(EVIDENCE_FOLDER);
    fs::create_dir_all(&evidence).map_err(|source| DossierError::Write {
        path: evidence,
        source,
    })?;
    for (path, text) in files {
        write(&path, &text).map_err(|source| DossierError::Write { path, source })?;
    }
    Ok(())
}

fn write(path: &PathBuf, text: &str) -> std::io::Result<()> {
    let mut file = fs::File::create_new(path)?;
    file.write_all(text.as_bytes())
}
