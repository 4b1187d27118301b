//! Projects that are there.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use crate::{Built, Language, ScaffoldError, build};

/// A project of a plugin, known by its files.
#[derive(Debug)]
pub struct Project {
    /// Its folder, absolute: tools run in other folders.
    pub(crate) folder: PathBuf,
    pub(crate) settings: Settings,
}

/// What its manifest says.
#[derive(Debug)]
pub(crate) enum Settings {
    Rust,
    Python(Named<PythonSettings>),
    Js(Named<JsSettings>),
}

/// Settings of a project with a name.
#[derive(Debug)]
pub(crate) struct Named<T> {
    pub(crate) name: String,
    pub(crate) settings: T,
}

/// `[tool.assay]` of `pyproject.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PythonSettings {
    /// The module of the plugin.
    pub(crate) module: String,
    /// Its class.
    pub(crate) plugin: String,
    /// Interfaces of the contract that the component imports.
    pub(crate) imports: Vec<String>,
    /// Folders in which modules are looked for.
    pub(crate) path: Vec<PathBuf>,
}

/// `"assay"` of `package.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct JsSettings {
    /// The module whose default export is the plugin.
    pub(crate) plugin: PathBuf,
    /// Interfaces of the contract that the component imports.
    pub(crate) imports: Vec<String>,
    /// Where the SDK is.
    pub(crate) sdk: PathBuf,
    /// The folder that holds every module.
    #[serde(default = "here")]
    pub(crate) root: PathBuf,
}

fn here() -> PathBuf {
    PathBuf::from(".")
}

#[derive(Deserialize)]
struct PyProject {
    project: PyPackage,
    tool: Option<PyTools>,
}

#[derive(Deserialize)]
struct PyPackage {
    name: String,
}

#[derive(Deserialize)]
struct PyTools {
    assay: Option<PythonSettings>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    assay: Option<JsSettings>,
}

impl Project {
    /// Finds out what a folder holds. Settings for assay decide before a `Cargo.toml`, which may be there for other reasons.
    ///
    /// # Errors
    /// There is no project, or its manifest has a mistake.
    pub fn open(folder: &Path) -> Result<Self, ScaffoldError> {
        let folder = std::path::absolute(folder).map_err(|source| ScaffoldError::File {
            doing: "found",
            path: folder.to_owned(),
            source,
        })?;
        let settings = if let Some(settings) = python(&folder)? {
            Settings::Python(settings)
        } else if let Some(settings) = js(&folder)? {
            Settings::Js(settings)
        } else if folder.join(Language::Rust.manifest()).is_file() {
            Settings::Rust
        } else {
            return Err(ScaffoldError::NoProject { folder });
        };
        Ok(Self { folder, settings })
    }

    /// What it is written in.
    pub const fn language(&self) -> Language {
        match self.settings {
            Settings::Rust => Language::Rust,
            Settings::Python(_) => Language::Python,
            Settings::Js(_) => Language::Js,
        }
    }

    /// Makes a component of it. What the tool says goes to the terminal.
    ///
    /// # Errors
    /// The tool is not installed, which the error says how to do, or it failed.
    pub fn build(&self) -> Result<Built, ScaffoldError> {
        build::build(self)
    }
}

fn python(folder: &Path) -> Result<Option<Named<PythonSettings>>, ScaffoldError> {
    let Some((path, text)) = read(folder, Language::Python)? else {
        return Ok(None);
    };
    let source = assay_toml::Source::new(path.display().to_string(), text);
    let file: PyProject = source.parse()?;
    Ok(file.tool.and_then(|tool| tool.assay).map(|settings| Named {
        name: file.project.name,
        settings,
    }))
}

fn js(folder: &Path) -> Result<Option<Named<JsSettings>>, ScaffoldError> {
    let Some((path, text)) = read(folder, Language::Js)? else {
        return Ok(None);
    };
    let file: Package = serde_json::from_str(&text).map_err(|error| ScaffoldError::Js {
        path,
        detail: error.to_string(),
    })?;
    Ok(file.assay.map(|settings| Named {
        name: file.name,
        settings,
    }))
}

fn read(folder: &Path, language: Language) -> Result<Option<(PathBuf, String)>, ScaffoldError> {
    let path = folder.join(language.manifest());
    match fs::read_to_string(&path) {
        Ok(text) => Ok(Some((path, text))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(ScaffoldError::File {
            doing: "read",
            path,
            source,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(files: &[(&str, &str)]) -> Result<Project, ScaffoldError> {
        let desk = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(desk.path().join(name), text).unwrap();
        }
        Project::open(desk.path())
    }

    const PYTHON: &str = "[project]\nname = \"a\"\n[tool.assay]\nmodule = \"a\"\nplugin = \"A\"\nimports = []\npath = []\n";
    const JS: &str = r#"{"name": "a", "assay": {"plugin": "p.js", "imports": [], "sdk": "sdk"}}"#;

    #[test]
    fn the_language_is_told_by_settings_for_assay_and_then_by_cargo() {
        let language = |files: &[(&str, &str)]| open(files).unwrap().language();
        assert_eq!(language(&[("Cargo.toml", "")]), Language::Rust);
        assert_eq!(language(&[("pyproject.toml", PYTHON)]), Language::Python);
        assert_eq!(
            language(&[("package.json", JS), ("Cargo.toml", "")]),
            Language::Js
        );
        // Tools of other people have their settings in these files too.
        let other = [("package.json", r#"{"name": "a"}"#), ("Cargo.toml", "")];
        assert_eq!(language(&other), Language::Rust);
        assert!(matches!(open(&[]), Err(ScaffoldError::NoProject { .. })));
    }

    #[test]
    fn a_misspelt_setting_is_a_mistake_with_its_place() {
        let misspelt = PYTHON.replace("imports", "import");
        let error = open(&[("pyproject.toml", &misspelt)])
            .unwrap_err()
            .to_string();
        assert!(error.contains("pyproject.toml:6:1: `import`"), "{error}");
        let misspelt = JS.replace("imports", "import");
        let error = open(&[("package.json", &misspelt)])
            .unwrap_err()
            .to_string();
        assert!(error.contains("unknown field `import`"), "{error}");
    }
}
