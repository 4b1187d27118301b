//! Files in, a checked catalogue out.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::Path,
};

use assay_domain::{ActiveLimits, Digest, Limits, ReaderLimits};
use include_dir::{Dir, File, include_dir};
use jiff::civil::Date;
use serde::{Deserialize, de::DeserializeOwned};

use crate::{
    AiAct, AiActDates, Catalogue, CatalogueError, Crosswalk, EvidenceBy, Framework, Mapping,
    Measured, Mission, Point, Policy, ProhibitedPractices, Scenario, Sectors,
    check::{self, Findings},
};

/// The folder `data`, as it was when the program was built. A file that is added there is part of the catalogue: no list names it.
static DATA: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data");

/// What a file holds, which its name tells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The one file of this name.
    Single,
    /// `points-*.toml`: check points of one area.
    Points,
    /// Any other: a framework. A file that is none, for want of its prefix, is refused by the reader with its place.
    Framework,
}

/// Files of which there is one.
const SINGLE: &[&str] = &[
    "ai-act-dates.toml",
    "crosswalk.toml",
    "eu-ai-act.toml",
    "limits.toml",
    "measured.toml",
    "mission.toml",
    "policy.toml",
    "prohibited-practices.toml",
    "scenarios.toml",
    "sectors.toml",
];

impl Kind {
    fn of(name: &str) -> Self {
        if SINGLE.contains(&name) {
            Self::Single
        } else if name.starts_with("points-") {
            Self::Points
        } else {
            Self::Framework
        }
    }
}

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
struct CrosswalkFile {
    source: String,
    as_of: Date,
    links: Vec<Mapping>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct LimitsFile {
    source: String,
    as_of: Date,
    limits: Limits,
    reader: ReaderLimits,
    active: ActiveLimits,
}

/// The texts in force, by file name.
pub(crate) struct Files(BTreeMap<String, Cow<'static, str>>);

impl Files {
    fn embedded() -> Self {
        let text = |file: &'static File<'static>| {
            let name = file.path().to_str()?;
            Some((name.to_owned(), Cow::Borrowed(file.contents_utf8()?)))
        };
        Self(DATA.files().filter_map(text).collect())
    }

    /// The names of the files of a kind, in order.
    fn of(&self, kind: Kind) -> impl Iterator<Item = &str> {
        let names = self.0.keys().map(String::as_str);
        names.filter(move |name| Kind::of(name) == kind)
    }

    /// Replaces files by those of the same name in a folder, and adds files of points: a check of the house may speak to points
    /// of its own. A TOML file of any other name is an error: a misspelt override that silently changes nothing would be worse
    /// than none. A misspelt file of points is noticed too, because its points are then there twice.
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
            if !self.0.contains_key(&*name) && Kind::of(&name) != Kind::Points {
                return Err(CatalogueError::UnknownFile {
                    name: name.escape_debug().to_string(),
                    known: self.0.keys().cloned().collect::<Vec<_>>().join(", "),
                });
            }
            let text = fs::read_to_string(&path).map_err(unreadable(&path))?;
            self.0.insert(name.into_owned(), Cow::Owned(text));
        }
        Ok(self)
    }

    fn parse<T: DeserializeOwned>(&self, name: &str) -> Result<T, CatalogueError> {
        let text = &self.0[name];
        Ok(assay_toml::Source::new(name, text.clone()).parse()?)
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
    for name in files.of(Kind::Framework) {
        let framework: Framework = files.parse(name)?;
        findings.dated(name, &framework.source, framework.as_of);
        frameworks.push(framework);
    }
    let ai_act: AiAct = files.parse("eu-ai-act.toml")?;
    frameworks.push(ai_act.framework());
    findings.dated("eu-ai-act.toml", &ai_act.source, ai_act.as_of);
    frameworks.sort_by(|a, b| a.id.cmp(&b.id));
    let (frameworks, references): (Vec<_>, Vec<_>) = frameworks
        .into_iter()
        .partition(|framework| framework.evidence == EvidenceBy::Points);

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
    for name in files.of(Kind::Points) {
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
    let measured: Measured = files.parse("measured.toml")?;
    findings.dated("measured.toml", &measured.source, measured.as_of);
    let mission: Mission = files.parse("mission.toml")?;
    findings.dated("mission.toml", &mission.source, mission.as_of);
    let ai_act_dates: AiActDates = files.parse("ai-act-dates.toml")?;
    findings.dated(
        "ai-act-dates.toml",
        &ai_act_dates.source,
        ai_act_dates.as_of,
    );
    let prohibited: ProhibitedPractices = files.parse("prohibited-practices.toml")?;
    findings.dated(
        "prohibited-practices.toml",
        &prohibited.source,
        prohibited.as_of,
    );
    let sectors: Sectors = files.parse("sectors.toml")?;
    findings.dated("sectors.toml", &sectors.source, sectors.as_of);
    let crosswalk: CrosswalkFile = files.parse("crosswalk.toml")?;
    findings.dated("crosswalk.toml", &crosswalk.source, crosswalk.as_of);

    let catalogue = Catalogue {
        frameworks,
        references,
        ai_act,
        ai_act_dates,
        prohibited,
        crosswalk: Crosswalk::new(crosswalk.links),
        sectors,
        controls,
        points,
        scenarios: scenarios.scenarios,
        policy,
        limits: limits.limits,
        reader: limits.reader,
        active_limits: limits.active,
        measured,
        mission,
        digests: files.digests(),
    };
    check::catalogue(&catalogue, &mut findings);
    findings.into_result(catalogue)
}
