//! Values in documents, and documents that must stay unknown.

mod value;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use assay_domain::{Evidence, Observation, ReportedOutcome};
use regex::Regex;
use serde::{Deserialize, Serialize};

use crate::{
    case::{Case, Document},
    error::{MeasureError, read},
    host::{Host, Seen},
    show::{self, Findings, Seconds},
    statistics::Share,
};

#[derive(Debug, Deserialize)]
struct File {
    #[serde(default)]
    truth: Vec<Truth>,
    /// Documents of which nothing may be said.
    #[serde(default)]
    unknown: Vec<Truth>,
}

#[derive(Debug, Deserialize)]
struct Truth {
    file: String,
    #[serde(default)]
    supplier: Vec<String>,
    /// What the dossier says that the document is; otherwise its name tells.
    kind: Option<String>,
    #[serde(default)]
    unknown: bool,
    outcome: Option<String>,
    #[serde(default)]
    facts: Vec<Fact>,
}

impl Truth {
    /// Nothing may be said about any point.
    fn is_unknown(&self) -> bool {
        self.unknown || (self.facts.is_empty() && self.outcome.as_deref() == Some("unknown"))
    }
}

#[derive(Debug, Deserialize)]
struct Fact {
    name: String,
    #[serde(default)]
    line: Option<usize>,
    #[serde(default)]
    value: String,
    trigger: Option<String>,
    outcome: Option<String>,
    severity: Option<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Terms {
    documents: usize,
    points: Vec<OfPoint>,
    /// Values that are wholly right: value, trigger, outcome and severity as far as they are labelled.
    values: Share,
    /// Of the labelled lines, those that a quote covers.
    places: Share,
    /// Documents that must stay unknown and do.
    unknown: Share,
    took: Seconds,
    mistakes: Vec<String>,
}

#[derive(Debug, Serialize)]
struct OfPoint {
    point: String,
    values: Share,
}

pub(crate) async fn measure(path: &Path) -> Result<Terms, MeasureError> {
    let file: File = toml::from_str(&read(path)?)
        .map_err(|error| MeasureError::format(path, "a file of truths", error))?;
    let beside = path.parent().unwrap_or(Path::new("."));
    let host = Host::with(&["contract-terms"]).await?;
    let mut by_point: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let (mut places, mut unknown) = ((0, 0), (0, 0));
    let (mut took, mut mistakes) = (Vec::new(), Vec::new());
    let truths = file
        .truth
        .iter()
        .map(|truth| (truth, truth.is_unknown()))
        .chain(file.unknown.iter().map(|truth| (truth, true)));
    for (truth, is_unknown) in truths {
        let bytes =
            fs::read(beside.join(&truth.file)).map_err(|error| MeasureError::Unreadable {
                path: beside.join(&truth.file).display().to_string(),
                error,
            })?;
        let seen = host.see(&truth.file, &case(beside, truth, &bytes)?).await?;
        took.push(seen.took);
        if is_unknown {
            let said: Vec<&Observation> = seen
                .observations
                .iter()
                .filter(|one| is_claim(one))
                .collect();
            unknown.1 += 1;
            unknown.0 += usize::from(said.is_empty());
            mistakes.extend(said.iter().map(|one| {
                format!(
                    "{}: must stay unknown, but {} is {}",
                    truth.file,
                    one.point.as_str(),
                    one.outcome.label()
                )
            }));
        }
        let source = String::from_utf8_lossy(&bytes);
        for fact in &truth.facts {
            let (is_right, on_line) = judge(fact, &seen, &source);
            let of = by_point.entry(fact.name.clone()).or_default();
            of.0 += usize::from(is_right);
            of.1 += 1;
            if let Some(on_line) = on_line {
                places.0 += usize::from(on_line);
                places.1 += 1;
            }
            if !is_right || on_line == Some(false) {
                mistakes.push(mistake(&truth.file, fact, &seen, &source));
            }
        }
    }
    Ok(Terms {
        documents: took.len(),
        values: Share::new(
            by_point.values().map(|of| of.0).sum(),
            by_point.values().map(|of| of.1).sum(),
        ),
        points: by_point
            .into_iter()
            .map(|(point, (right, of))| OfPoint {
                point,
                values: Share::new(right, of),
            })
            .collect(),
        places: Share::new(places.0, places.1),
        unknown: Share::new(unknown.0, unknown.1),
        took: Seconds::of(&took),
        mistakes,
    })
}

/// Only what says something about the supplier: unknown says nothing, and neither does what is merely informational.
fn is_claim(observation: &Observation) -> bool {
    !matches!(
        observation.outcome,
        ReportedOutcome::Unknown | ReportedOutcome::NotApplicable
    )
}

fn case(beside: &Path, truth: &Truth, bytes: &[u8]) -> Result<Case, MeasureError> {
    let file = PathBuf::from(&truth.file);
    let name = file
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let kind = truth
        .kind
        .as_deref()
        .and_then(known_kind)
        .unwrap_or_else(|| kind_of(&file));
    let names = if truth.supplier.is_empty() {
        names_of(&beside.join(&file))
    } else {
        truth.supplier.clone()
    };
    Ok(Case {
        names,
        documents: vec![Document::new(name, kind, bytes)],
        ..Case::default()
    })
}

/// The name of the folder and the legal names that its documents have in common.
fn names_of(file: &Path) -> Vec<String> {
    let Some(folder) = file.parent() else {
        return Vec::new();
    };
    let mut names: Vec<String> = folder
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .into_iter()
        .collect();
    let mut texts: Vec<String> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| fs::read_to_string(entry.ok()?.path()).ok())
        .collect();
    texts.sort();
    names.extend(legal_names(texts.iter().map(String::as_str)));
    names
}

/// The legal names in texts, at most four, those in most texts first: words in capitals before a legal form.
pub(crate) fn legal_names<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    static NAME: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"\b((?:[A-Z][\w&.'-]*,? ){1,4}?)(Inc\.?|LLC|L\.L\.C\.|Ltd\.?|Limited|PBC|Corp\.?|Corporation|GmbH|AG|SE|SAS|S\.A\.S\.?|S\.A\.|AB|B\.V\.|BV|Oy|A/S|ApS|AS|PLC|plc|LLP|L\.P\.|Pty|Company)(?:\W|$)",
        )
        .expect("the pattern is a constant that compiles")
    });
    let mut found: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for text in texts {
        let mut here: BTreeMap<String, usize> = BTreeMap::new();
        for name in NAME.captures_iter(text) {
            *here.entry(format!("{}{}", &name[1], &name[2])).or_default() += 1;
        }
        for (name, times) in here {
            let of = found.entry(name).or_default();
            of.0 += 1;
            of.1 += times;
        }
    }
    let mut names: Vec<(String, (usize, usize))> = found.into_iter().collect();
    names.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    names.into_iter().take(4).map(|(name, _)| name).collect()
}

fn known_kind(kind: &str) -> Option<&'static str> {
    [
        "contract",
        "terms",
        "dpa",
        "privacy-policy",
        "policy",
        "report",
        "certificate",
        "other",
    ]
    .into_iter()
    .find(|known| *known == kind)
}

/// What the name of a document says that it is.
pub(crate) fn kind_of(file: &Path) -> &'static str {
    let name = file
        .file_stem()
        .map(|name| name.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if has(&["data process", "dpa", "data protection"]) {
        "dpa"
    } else if has(&["privacy"]) {
        "privacy-policy"
    } else if has(&[
        "terms",
        "conditions",
        "notice",
        "addendum",
        "service level",
        "sla",
    ]) {
        "terms"
    } else if has(&["policy", "guideline", "imprint"]) {
        "policy"
    } else {
        "contract"
    }
}

/// Whether the labelled value was read, and whether a quote covers the labelled line.
fn judge(fact: &Fact, seen: &Seen, source: &str) -> (bool, Option<bool>) {
    let found: Vec<&Observation> = seen.at(&fact.name).collect();
    let companions: Vec<&Observation> = value::companions(&fact.name)
        .iter()
        .flat_map(|point| seen.at(point))
        .collect();
    let is_right = found.iter().any(|observation| {
        value::holds(&fact.value, observation, &companions)
            && fact
                .trigger
                .as_deref()
                .is_none_or(|trigger| value::has_trigger(observation, trigger))
            && fact
                .outcome
                .as_deref()
                .is_none_or(|outcome| observation.outcome.label() == outcome)
            && fact
                .severity
                .as_deref()
                .is_none_or(|severity| observation.severity.label() == severity)
    });
    let on_line = fact.line.map(|line| {
        found.iter().chain(&companions).any(|observation| {
            lines(observation, source)
                .iter()
                .any(|range| range.contains(&line))
        })
    });
    (is_right, on_line)
}

/// The lines that quotes cover, counted from one.
fn lines(observation: &Observation, source: &str) -> Vec<std::ops::RangeInclusive<usize>> {
    let line = |byte: usize| {
        source
            .as_bytes()
            .iter()
            .take(byte)
            .filter(|byte| **byte == b'\n')
            .count()
            + 1
    };
    observation
        .evidence
        .iter()
        .filter_map(|evidence| match evidence {
            Evidence::Quote { start, end, .. } => Some(line(*start as usize)..=line(*end as usize)),
            _ => None,
        })
        .collect()
}

fn mistake(file: &str, fact: &Fact, seen: &Seen, source: &str) -> String {
    let read: Vec<String> = seen
        .at(&fact.name)
        .map(|one| {
            format!(
                "{} {} {} in lines {:?}",
                one.outcome.label(),
                one.severity.label(),
                value::shown(one),
                lines(one, source)
            )
        })
        .collect();
    format!(
        "{file}: {} = {} {}{}: read as {}",
        fact.name,
        fact.value,
        fact.trigger
            .as_deref()
            .map(|trigger| format!("({trigger}) "))
            .unwrap_or_default(),
        fact.line
            .map(|line| format!("line {line}"))
            .unwrap_or_default(),
        if read.is_empty() {
            "nothing".to_owned()
        } else {
            read.join("; ")
        }
    )
}

impl Findings for Terms {
    fn print(&self) {
        show::table(
            &["point", "values", "right"],
            self.points.iter().map(|one| {
                vec![
                    one.point.clone(),
                    one.values.of.to_string(),
                    show::share(one.values),
                ]
            }),
        );
        anstream::println!();
        anstream::println!(
            "{} documents: values right {} ({} of {}); labelled lines quoted {}; documents that must stay unknown and do {} of {}",
            self.documents,
            show::share(self.values),
            self.values.right,
            self.values.of,
            show::share(self.places),
            self.unknown.right,
            self.unknown.of
        );
        self.took.print();
        for mistake in &self.mistakes {
            anstream::println!("{mistake}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legal_names_in_most_texts_come_first() {
        let texts = [
            "Agreement between Northlake AI, Inc. and the customer. Harbour Hosting Ltd is a sub-processor.",
            "Northlake AI, Inc. tells you.",
        ];
        assert_eq!(legal_names(texts.into_iter())[0], "Northlake AI, Inc.");
    }

    #[test]
    fn the_name_of_a_document_says_what_it_is() {
        for (file, kind) in [
            ("A/Data Processor Agreement.md", "dpa"),
            ("A/Terms of Service.md", "terms"),
            ("A/Privacy Policy.md", "privacy-policy"),
            ("A/Acceptable Use Policy.md", "policy"),
            ("A/Master Agreement.pdf", "contract"),
        ] {
            assert_eq!(kind_of(Path::new(file)), kind, "{file}");
        }
    }
}
