//! Cases: files in which an author says what a plugin has to say.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use assay_domain::RunError;
use assay_toml::{Mistake, Source, Spanned};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;
use toml::value::Datetime;

use crate::{
    cassette::{Cassette, CassetteError},
    expect::{ExpectTable, Expectation},
    material::Material,
};

/// How a run has to end.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Ending {
    /// With these observations, and no others unless `others` is true.
    Observations {
        expected: Vec<Expectation>,
        others: bool,
    },
    /// With an error of this kind.
    Error(String),
}

/// One case, read and checked.
#[derive(Debug, Clone)]
pub struct Case {
    pub(crate) name: String,
    pub(crate) title: Option<String>,
    pub(crate) as_of: Date,
    pub(crate) material: Material,
    pub(crate) cassette: Option<Cassette>,
    pub(crate) settings: Option<Spanned<Value>>,
    pub(crate) ending: Ending,
    /// To say where the settings stand when they do not fit.
    pub(crate) source: Source,
}

/// Why a case cannot be tried.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum CaseError {
    /// A file or folder cannot be read.
    #[error("`{path}` cannot be read: {error}")]
    Unreadable {
        /// The path.
        path: String,
        /// Why.
        error: io::Error,
    },
    /// A folder without a single case was most likely a slip.
    #[error("`{path}` holds no case: a case is a file NAME.toml")]
    NoCases {
        /// The folder.
        path: String,
    },
    /// There is a mistake in the file.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Mistake(#[from] Mistake),
    /// Its cassette cannot be played.
    #[error(transparent)]
    Cassette(#[from] CassetteError),
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    title: Option<String>,
    as_of: Spanned<Datetime>,
    dossier: Spanned<toml::Value>,
    cassette: Option<String>,
    settings: Option<Spanned<Value>>,
    others: Option<Spanned<bool>>,
    error: Option<Spanned<String>>,
    #[serde(default)]
    expect: Vec<ExpectTable>,
}

/// The cases of a folder, in the order of their names. Folders below it are dossiers.
///
/// # Errors
/// When the folder cannot be read or holds none.
pub fn find_cases(folder: &Path) -> Result<Vec<PathBuf>, CaseError> {
    let unreadable = |error| unreadable(folder, error);
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_file() && path.extension().is_some_and(|ending| ending == "toml") {
            files.push(path);
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(CaseError::NoCases {
            path: folder.display().to_string(),
        });
    }
    Ok(files)
}

impl Case {
    /// Reads a case and its cassette.
    ///
    /// # Errors
    /// The first mistake in it, with its place.
    pub fn open(path: &Path) -> Result<Self, CaseError> {
        let text = fs::read_to_string(path).map_err(|error| unreadable(path, error))?;
        let name = path
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default();
        let folder = path.parent().unwrap_or(Path::new("."));
        Self::parse(&name, Source::new(path.display().to_string(), text), folder)
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    fn parse(name: &str, source: Source, folder: &Path) -> Result<Self, CaseError> {
        let file: File = source.parse()?;
        let as_of = day(&file.as_of).ok_or_else(|| {
            let message = "write a day of the calendar as 2026-11-02";
            source.mistake(file.as_of.span(), "as-of", message)
        })?;
        let material = Material::read(&file.dossier, folder)
            .map_err(|message| source.mistake(file.dossier.span(), "dossier", message))?;
        let cassette = file
            .cassette
            .map(|cassette| Cassette::open(&folder.join(cassette)))
            .transpose()?;
        let ending = ending(&source, file.error, file.others, file.expect)?;
        Ok(Self {
            name: name.to_owned(),
            title: file.title,
            as_of,
            material,
            cassette,
            settings: file.settings,
            ending,
            source,
        })
    }
}

fn ending(
    source: &Source,
    error: Option<Spanned<String>>,
    others: Option<Spanned<bool>>,
    expect: Vec<ExpectTable>,
) -> Result<Ending, Mistake> {
    if let Some(kind) = error {
        if !expect.is_empty() {
            let message =
                "a run that ends with an error has no observations: leave out `[[expect]]`";
            return Err(source.mistake(kind.span(), "error", message));
        }
        if !RunError::KINDS.contains(&kind.get_ref().as_str()) {
            let message = format!(
                "no run ends like that; there are: {}",
                RunError::KINDS.join(", ")
            );
            return Err(source.mistake(kind.span(), "error", message));
        }
        return Ok(Ending::Error(kind.into_inner()));
    }
    if let (Some(others), true) = (&others, expect.is_empty())
        && *others.get_ref()
    {
        let message =
            "a case that expects nothing and allows everything cannot fail: add an `[[expect]]`";
        return Err(source.mistake(others.span(), "others", message));
    }
    let expected = expect
        .into_iter()
        .map(|table| table.read(source))
        .collect::<Result<_, _>>()?;
    Ok(Ending::Observations {
        expected,
        others: others.is_some_and(Spanned::into_inner),
    })
}

/// A day without a time: a longer moment would leave open whose midnight counts.
fn day(written: &Spanned<Datetime>) -> Option<Date> {
    let written = written.get_ref().to_string();
    (written.len() == 10)
        .then(|| written.parse().ok())
        .flatten()
}

pub(crate) fn unreadable(path: &Path, error: io::Error) -> CaseError {
    CaseError::Unreadable {
        path: path.display().to_string(),
        error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Case, CaseError> {
        Case::parse("c", Source::new("c.toml", text), Path::new("."))
    }

    fn mistake(text: &str) -> String {
        read(text).unwrap_err().to_string()
    }

    const HEAD: &str = "as-of = 2026-11-02\ndossier = \"d\"\n";

    #[test]
    fn a_misspelt_key_is_a_mistake_with_its_place() {
        let text = mistake(&format!("{HEAD}casette = \"x\"\n"));
        assert!(
            text.starts_with("c.toml:3:1: `casette`: unknown field"),
            "{text}"
        );
        let text = mistake(&format!(
            "{HEAD}[[expect]]\npoint = \"p\"\noutcome = \"fail\"\nqoute = \"x\"\n"
        ));
        assert!(
            text.starts_with("c.toml:6:1: `qoute`: unknown field"),
            "{text}"
        );
        let text = mistake(&format!(
            "{HEAD}[[expect]]\npoint = \"p\"\noutcome = \"failed\"\n"
        ));
        assert!(text.starts_with("c.toml:5:11: `outcome`"), "{text}");
    }

    #[test]
    fn a_case_that_cannot_fail_is_a_mistake() {
        let text = mistake(&format!("{HEAD}others = true\n"));
        assert!(text.starts_with("c.toml:3:10: `others`"), "{text}");
        let text = mistake(&format!("{HEAD}error = \"decline\"\n"));
        assert!(text.contains("declined"), "{text}");
        let text = mistake(&format!(
            "{HEAD}error = \"declined\"\n[[expect]]\npoint = \"p\"\noutcome = \"fail\"\n"
        ));
        assert!(text.starts_with("c.toml:3:9: `error`"), "{text}");
    }

    #[test]
    fn a_case_without_expectations_says_that_the_plugin_has_nothing_to_say() {
        let case = read(HEAD).unwrap();
        let nothing = Ending::Observations {
            expected: Vec::new(),
            others: false,
        };
        assert_eq!(case.ending, nothing);
        assert!(mistake("as-of = 2026-11-02T10:00:00\ndossier = \"d\"\n").contains("as-of"));
    }
}
