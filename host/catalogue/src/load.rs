//! Files in, a checked catalogue out.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::Path,
};

use assay_domain::{Digest, Limits};
use jiff::civil::Date;
use serde::{Deserialize, de::DeserializeOwned};

use crate::{
    Catalogue, CatalogueError, Framework, Mission, Point, Policy, Scenario,
    check::{self, Findings},
};

macro_rules! embedded {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../data/", $name)))),*]
    };
}

/// Every file with its default text, in the order of names.
const FILES: &[(&str, &str)] = embedded![
    "api-security.toml",
    "due-diligence.toml",
    "iso42001.toml",
    "limits.toml",
    "mission.toml",
    "points-clauses.toml",
    "points-contract.toml",
    "points-iso42001-annex-a.toml",
    "points-iso42001-clauses.toml",
    "points-organisation.toml",
    "points-probe.toml",
    "points-system.toml",
    "policy.toml",
    "scenarios.toml",
];

const FRAMEWORKS: &[&str] = &["api-security.toml", "due-diligence.toml", "iso42001.toml"];
const POINTS: &[&str] = &[
    "points-clauses.toml",
    "points-contract.toml",
    "points-iso42001-annex-a.toml",
    "points-iso42001-clauses.toml",
    "points-organisation.toml",
    "points-probe.toml",
    "points-system.toml",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct PointFile {
    source: String,
    as_of: Date,
    points: Vec<Point>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ScenarioFile {
    source: String,
    as_of: Date,
    scenarios: Vec<Scenario>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct LimitsFile {
    source: String,
    as_of: Date,
    limits: Limits,
}

/// The texts in force, by file name.
pub(crate) struct Files(BTreeMap<&'static str, Cow<'static, str>>);

impl Files {
    fn embedded() -> Self {
        Self(
            FILES
                .iter()
                .map(|(name, text)| (*name, Cow::Borrowed(*text)))
                .collect(),
        )
    }

    /// Replaces files by those of the same name in a folder. A TOML file of any other name is an error: a misspelt override
    /// that silently changes nothing would be worse than none.
    fn overridden_by(mut self, folder: &Path) -> Result<Self, CatalogueError> {
        let unreadable = |path: &Path| {
            let path = path.to_owned();
            move |source: io::Error| CatalogueError::Read { path, source }
        };
        for entry in fs::read_dir(folder).map_err(unreadable(folder))? {
            let path = entry.map_err(unreadable(folder))?.path();
            if path.extension().is_none_or(|extension| extension != "toml") {
                continue;
            }
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let Some((known, _)) = FILES.iter().find(|(known, _)| *known == name) else {
                return Err(CatalogueError::UnknownFile {
                    name: name.escape_debug().to_string(),
                    known: FILES.iter().map(|(n, _)| *n).collect::<Vec<_>>().join(", "),
                });
            };
            let text = fs::read_to_string(&path).map_err(unreadable(&path))?;
            self.0.insert(known, Cow::Owned(text));
        }
        Ok(self)
    }

    fn parse<T: DeserializeOwned>(&self, name: &str) -> Result<T, CatalogueError> {
        let text = &self.0[name];
        toml::from_str(text).map_err(|error| CatalogueError::malformed(name, text, &error))
    }

    /// The file and line that define an id.
    pub(crate) fn place(&self, id: &str) -> Option<(String, usize)> {
        let definition = format!("id = \"{id}\"");
        self.0.iter().find_map(|(name, text)| {
            let line = text.lines().position(|line| line.trim() == definition)?;
            Some(((*name).to_owned(), line + 1))
        })
    }

    fn digests(&self) -> Vec<(String, Digest)> {
        self.0
            .iter()
            .map(|(name, text)| ((*name).to_owned(), Digest::of(text.as_bytes())))
            .collect()
    }
}

impl Catalogue {
    /// The catalogue that is part of the program.
    pub fn embedded() -> Self {
        Self::load(None).expect("a test of this crate loads the embedded files")
    }

    /// The embedded catalogue with the files of a folder in place of those of the same name.
    ///
    /// # Errors
    /// A file that cannot be read, has an unknown name or key or a value of the wrong type, or a catalogue that is not sound as
    /// a whole: a link to nothing, a table that is not monotone, a missing tier. All problems of the last kind come together.
    pub fn load(overrides: Option<&Path>) -> Result<Self, CatalogueError> {
        let files = Files::embedded();
        let files = match overrides {
            Some(folder) => files.overridden_by(folder)?,
            None => files,
        };
        assemble(&files)
    }
}

fn assemble(files: &Files) -> Result<Catalogue, CatalogueError> {
    let mut findings = Findings::new(files);

    let mut frameworks = Vec::new();
    for name in FRAMEWORKS {
        let framework: Framework = files.parse(name)?;
        findings.dated(name, &framework.source, framework.as_of);
        frameworks.push(framework);
    }
    frameworks.sort_by(|a, b| a.id.cmp(&b.id));

    let mut controls = BTreeMap::new();
    for control in frameworks.iter().flat_map(|f| &f.controls) {
        if controls
            .insert(control.id.clone(), control.clone())
            .is_some()
        {
            findings.about(control.id.as_str(), "this control exists twice");
        }
    }

    let mut points = BTreeMap::new();
    for name in POINTS {
        let file: PointFile = files.parse(name)?;
        findings.dated(name, &file.source, file.as_of);
        for point in file.points {
            let id = point.id.clone();
            if points.insert(id.clone(), point).is_some() {
                findings.about(id.as_str(), "this point exists twice");
            }
        }
    }

    let scenarios: ScenarioFile = files.parse("scenarios.toml")?;
    findings.dated("scenarios.toml", &scenarios.source, scenarios.as_of);
    let mut seen = BTreeSet::new();
    for scenario in &scenarios.scenarios {
        if !seen.insert(&scenario.id) {
            findings.about(scenario.id.as_str(), "this scenario exists twice");
        }
    }

    let limits: LimitsFile = files.parse("limits.toml")?;
    findings.dated("limits.toml", &limits.source, limits.as_of);
    let policy: Policy = files.parse("policy.toml")?;
    findings.dated("policy.toml", &policy.source, policy.as_of);
    let mission: Mission = files.parse("mission.toml")?;
    findings.dated("mission.toml", &mission.source, mission.as_of);

    let catalogue = Catalogue {
        frameworks,
        controls,
        points,
        scenarios: scenarios.scenarios,
        policy,
        limits: limits.limits,
        mission,
        digests: files.digests(),
    };
    check::catalogue(&catalogue, &mut findings);
    findings.into_result(catalogue)
}
