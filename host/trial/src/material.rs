//! The dossier of a case: a folder, or tables in the case itself that are written out as one.

use std::{
    fs, io,
    path::{Component, Path, PathBuf},
};

use assay_domain::Limits;
use assay_dossier::{ANSWERS_FILE, Dossier, DossierError, EVIDENCE_FOLDER, SUPPLIER_FILE};
use assay_toml::Spanned;
use tempfile::TempDir;
use toml::{Table, Value};

/// Where the dossier comes from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Material {
    /// A folder.
    Folder(PathBuf),
    /// The tables of `supplier.toml`, and beside them what the other files would hold.
    Inline {
        supplier: Table,
        answers: Table,
        evidence: Vec<(String, String)>,
    },
}

/// Why a dossier cannot be used.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum MaterialError {
    /// It is not a dossier.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Dossier(#[from] DossierError),
    /// It could not be written out.
    #[error("the dossier of a case could not be written out: {0}")]
    Write(#[from] io::Error),
}

impl Material {
    /// Reads the value of `dossier`.
    pub(crate) fn read(written: &Spanned<Value>, folder: &Path) -> Result<Self, String> {
        match written.get_ref() {
            Value::String(path) => Ok(Self::Folder(folder.join(path))),
            Value::Table(table) => Self::inline(table.clone()),
            _ => Err("write the path of a folder, or a table".to_owned()),
        }
    }

    fn inline(mut supplier: Table) -> Result<Self, String> {
        let mut part = |name: &str| match supplier.remove(name) {
            None => Ok(Table::new()),
            Some(Value::Table(table)) => Ok(table),
            Some(_) => Err(format!("`{name}` has to be a table")),
        };
        let answers = part("answers")?;
        let evidence = part("evidence")?
            .into_iter()
            .map(|(name, text)| match text {
                Value::String(text) if is_plain(&name) => Ok((name, text)),
                Value::String(_) => Err(format!(
                    "`{}` is not the name of a file",
                    name.escape_debug()
                )),
                _ => Err(format!(
                    "`{}` has to be the text of the document",
                    name.escape_debug()
                )),
            })
            .collect::<Result<_, _>>()?;
        Ok(Self::Inline {
            supplier,
            answers,
            evidence,
        })
    }

    /// Opens it as every dossier is opened. What was written out for it goes away with the folder.
    pub(crate) fn open(
        &self,
        limits: &Limits,
    ) -> Result<(Dossier, Option<TempDir>), MaterialError> {
        match self {
            Self::Folder(folder) => Ok((assay_dossier::open(folder, limits)?, None)),
            Self::Inline {
                supplier,
                answers,
                evidence,
            } => {
                let folder = tempfile::tempdir()?;
                let at = folder.path();
                fs::write(at.join(SUPPLIER_FILE), supplier.to_string())?;
                if !answers.is_empty() {
                    let mut file = Table::new();
                    file.insert("answers".to_owned(), answers.clone().into());
                    fs::write(at.join(ANSWERS_FILE), file.to_string())?;
                }
                fs::create_dir(at.join(EVIDENCE_FOLDER))?;
                for (name, text) in evidence {
                    fs::write(at.join(EVIDENCE_FOLDER).join(name), text)?;
                }
                Ok((assay_dossier::open(at, limits)?, Some(folder)))
            }
        }
    }
}

/// A dossier of somebody who says nothing.
///
/// # Errors
/// When it cannot be written out.
pub fn nobody(limits: &Limits) -> Result<Dossier, MaterialError> {
    let mut named = Table::new();
    named.insert("id".to_owned(), "nobody".into());
    named.insert("legal-name".to_owned(), "Nobody".into());
    let mut supplier = Table::new();
    supplier.insert("supplier".to_owned(), named.into());
    let material = Material::Inline {
        supplier,
        answers: Table::new(),
        evidence: Vec::new(),
    };
    Ok(material.open(limits)?.0)
}

/// True for the name of a file that stays in its folder.
fn is_plain(name: &str) -> bool {
    let mut parts = Path::new(name).components();
    matches!(
        (parts.next(), parts.next()),
        (Some(Component::Normal(part)), None) if part == name
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_of_a_case_stays_in_its_folder() {
        for bad in ["../a.md", "/etc/a.md", "a/b.md", "", ".", ".."] {
            assert!(!is_plain(bad), "{bad}");
        }
        assert!(is_plain("dpa.md"));
    }
}
