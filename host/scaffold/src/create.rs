//! New projects.

use std::{
    fs,
    path::{Path, PathBuf},
};

use include_dir::{Dir, File};

use crate::{
    Kind, Language, ProjectName, ScaffoldError,
    embedded::{CONTRACT, CONTRACT_PATH, JS_SDK, PYTHON_SDK, RUST_SDK, RUST_SDK_README, TEMPLATES},
    template::Words,
};

/// Writes a project of a plugin into a new folder `NAME` below `parent`, and gives that folder.
///
/// # Errors
/// The folder is there already, or a file could not be written.
pub fn create(
    parent: &Path,
    name: &ProjectName,
    language: Language,
    kind: Kind,
) -> Result<PathBuf, ScaffoldError> {
    let folder = parent.join(name.kebab());
    if folder.exists() {
        return Err(ScaffoldError::Occupied { folder });
    }
    let project = NewProject {
        folder: &folder,
        words: Words::of(name),
    };
    for part in [
        format!("{}/common", language.word()),
        format!("{}/{}", language.word(), kind.word()),
        format!("cases/{}", kind.word()),
    ] {
        let templates = TEMPLATES
            .get_dir(&part)
            .expect("a test makes a project of every language and kind");
        project.fill(templates, &part)?;
    }
    match language {
        Language::Rust => {
            project.copy(&CONTRACT, CONTRACT_PATH, |_| true)?;
            project.copy(&RUST_SDK, "sdk/rust/src", |_| true)?;
            project.write("sdk/rust/README.md", RUST_SDK_README.as_bytes())?;
        }
        Language::Python => project.copy(&PYTHON_SDK, "sdk/python/assay_sdk", is_source)?,
        Language::Js => project.copy(&JS_SDK, "sdk/js", is_source)?,
    }
    Ok(folder)
}

/// Neither what a test left behind nor the SDK's own tests.
fn is_source(path: &Path) -> bool {
    !path.components().any(|part| {
        ["__pycache__", "tests", "node_modules"]
            .iter()
            .any(|other| part.as_os_str() == *other)
    })
}

struct NewProject<'a> {
    folder: &'a Path,
    words: Words,
}

impl NewProject<'_> {
    /// Writes the files of a folder of templates, whose names begin with `below`.
    fn fill(&self, templates: &Dir<'_>, below: &str) -> Result<(), ScaffoldError> {
        each_file(templates, &mut |file| {
            let path = file
                .path()
                .strip_prefix(below)
                .expect("the files of a folder lie below it");
            let path = self.words.path(&path.to_string_lossy());
            let text = file.contents_utf8().expect("templates are text");
            self.write(&path, self.words.fill(text).as_bytes())
        })
    }

    /// Copies a folder as it is.
    fn copy(
        &self,
        from: &Dir<'_>,
        to: &str,
        wanted: impl Fn(&Path) -> bool,
    ) -> Result<(), ScaffoldError> {
        each_file(from, &mut |file| {
            if wanted(file.path()) {
                let path = Path::new(to).join(file.path());
                self.write(&path.to_string_lossy(), file.contents())?;
            }
            Ok(())
        })
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Result<(), ScaffoldError> {
        let path = self.folder.join(path);
        let written = path
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::write(&path, bytes));
        written.map_err(|source| ScaffoldError::File {
            doing: "written",
            path,
            source,
        })
    }
}

fn each_file<'a>(
    folder: &Dir<'a>,
    work: &mut impl FnMut(&File<'a>) -> Result<(), ScaffoldError>,
) -> Result<(), ScaffoldError> {
    folder.files().try_for_each(&mut *work)?;
    folder.dirs().try_for_each(|inner| each_file(inner, work))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_project_is_whole_and_no_word_of_a_template_is_left() {
        let desk = tempfile::tempdir().unwrap();
        for language in Language::ALL {
            for kind in Kind::ALL {
                let name = format!("my-{}-{}", language.word(), kind.word());
                let name = ProjectName::parse(&name).unwrap();
                let folder = create(desk.path(), &name, language, kind).unwrap();
                let mut files = Vec::new();
                collect(&folder, &mut files);
                let manifest = folder.join(language.manifest());
                assert!(files.contains(&manifest), "{manifest:?} among {files:?}");
                assert!(files.contains(&folder.join(".gitignore")));
                assert!(
                    files
                        .iter()
                        .any(|file| file.starts_with(folder.join("cases")))
                );
                assert!(
                    files
                        .iter()
                        .any(|file| file.starts_with(folder.join("sdk")))
                );
                for file in files {
                    let text = fs::read_to_string(&file).unwrap();
                    let own = !file.starts_with(folder.join("sdk"));
                    assert!(!own || !text.contains("{{"), "{}", file.display());
                }
            }
        }
    }

    #[test]
    fn a_folder_that_is_there_is_left_alone() {
        let desk = tempfile::tempdir().unwrap();
        fs::create_dir(desk.path().join("mine")).unwrap();
        let name = ProjectName::parse("mine").unwrap();
        let again = create(desk.path(), &name, Language::Js, Kind::Probe);
        assert!(matches!(again, Err(ScaffoldError::Occupied { .. })));
        assert_eq!(fs::read_dir(desk.path().join("mine")).unwrap().count(), 0);
    }

    /// The manifest of the SDK in a project is written by hand; what it depends on has to be what the SDK is tested with.
    #[test]
    fn the_sdk_of_a_project_depends_on_what_the_sdk_here_depends_on() {
        let workspace: toml::Table = toml::from_str(include_str!("../../../Cargo.toml")).unwrap();
        let manifest = TEMPLATES
            .get_file("rust/common/sdk/rust/Cargo.toml.template")
            .unwrap();
        let project: toml::Table = toml::from_str(manifest.contents_utf8().unwrap()).unwrap();
        assert_eq!(
            project["dependencies"]["wit-bindgen"],
            workspace["workspace"]["dependencies"]["wit-bindgen"]
        );
        for field in ["version", "edition", "rust-version", "license"] {
            let here = &workspace["workspace"]["package"][field];
            assert_eq!(project["package"][field], *here, "{field}");
        }
        let sdk: toml::Table =
            toml::from_str(include_str!("../../../sdk/rust/Cargo.toml")).unwrap();
        let names: Vec<_> = sdk["dependencies"].as_table().unwrap().keys().collect();
        assert_eq!(names, ["wit-bindgen"]);
    }

    fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, files);
            } else {
                files.push(path);
            }
        }
    }
}
