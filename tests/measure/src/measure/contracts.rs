//! Which clauses a contract has.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    path::Path,
    time::Duration,
};

use assay_domain::{Evidence, Observation};
use serde::{Deserialize, Serialize};

use crate::{
    case::{Case, Document, ROLES, filled},
    error::{MeasureError, read},
    host::{Host, Seen, share, text, yes_no},
    show::{self, Findings, Seconds},
    statistics::{self, Counts, Graded, Share},
};

/// The fourteen categories that matter most to due diligence, by the names of the data.
const GATED: [&str; 14] = [
    "Governing Law",
    "Audit Rights",
    "Cap On Liability",
    "Uncapped Liability",
    "Insurance",
    "Termination For Convenience",
    "Ip Ownership Assignment",
    "License Grant",
    "Irrevocable Or Perpetual License",
    "Anti-Assignment",
    "Change Of Control",
    "Post-Termination Services",
    "Source Code Escrow",
    "Warranty Duration",
];

/// Categories that are reported beside them.
const REPORTED: [&str; 6] = [
    "Liquidated Damages",
    "Third Party Beneficiary",
    "Renewal Term",
    "Notice Period To Terminate Renewal",
    "Covenant Not To Sue",
    "Minimum Commitment",
];

/// Fewer positives than this say little about one category.
const ENOUGH: usize = 20;

/// One labelled contract.
#[derive(Debug, Deserialize)]
struct Contract {
    file: String,
    text: String,
    /// Passages of a category; other columns of the data hold answers of any type.
    labels: BTreeMap<String, serde_json::Value>,
    #[serde(default)]
    spans: Vec<Span>,
}

#[derive(Debug, Deserialize)]
struct Span {
    category: String,
    /// In characters.
    start: usize,
    end: usize,
}

/// What was decided about one category of one contract.
#[derive(Debug, Clone)]
struct Decision {
    category: &'static str,
    file: String,
    graded: Graded,
    /// False when the plugin asks a person to read it.
    sure: bool,
    /// Whether the first quote is one of the labelled passages; none without a quote.
    evidence: Option<bool>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Contracts {
    contracts: usize,
    categories: Vec<Category>,
    /// Mean of F1 over the gated categories.
    macro_f1: Option<f64>,
    macro_f1_interval: Option<(f64, f64)>,
    macro_f1_of_all: Option<f64>,
    micro: Micro,
    worst_with_enough: Option<(String, f64)>,
    /// First quotes that are right, of contracts that have the clause and are said to.
    evidence: Share,
    /// Mean of the categories' shares.
    evidence_macro: Option<f64>,
    calibration_error: Option<f64>,
    accuracy_at_coverage: Vec<(f64, Share)>,
    /// The plugin's own abstention: how much it decides, and how often it is right then.
    own_coverage: Share,
    own_accuracy: Share,
    took: Seconds,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mistakes: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Micro {
    precision: Share,
    recall: Share,
    f1: Option<f64>,
}

#[derive(Debug, Serialize)]
struct Category {
    category: &'static str,
    gated: bool,
    positives: usize,
    counts: Counts,
    precision: Share,
    recall: Share,
    f1: Option<f64>,
    evidence: Share,
}

pub(crate) async fn measure(
    file: &Path,
    limit: Option<usize>,
    mistakes: bool,
) -> Result<Contracts, MeasureError> {
    let contracts = contracts(file, limit)?;
    let host = Host::with(&["contract-terms"]).await?;
    let bar = show::progress(contracts.len(), "contracts");
    let mut decided: Vec<Vec<Decision>> = Vec::new();
    let mut took = Vec::new();
    for contract in &contracts {
        let seen = host.see(&contract.file, &case(contract)).await?;
        decided.push(decisions(contract, &seen));
        took.push(seen.took);
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(figures(&decided, &took, mistakes))
}

fn contracts(file: &Path, limit: Option<usize>) -> Result<Vec<Contract>, MeasureError> {
    let text = read(file)?;
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .take(limit.unwrap_or(usize::MAX))
        .enumerate()
        .map(|(number, line)| {
            serde_json::from_str(line).map_err(|error| {
                MeasureError::format(
                    file,
                    "one contract a line",
                    format!("line {}: {error}", number + 1),
                )
            })
        })
        .collect()
}

/// A buyer knows with whom it signed: the parties that the labels name are the supplier's names.
fn case(contract: &Contract) -> Case {
    let mut names: Vec<String> = contract
        .labels
        .get("Parties")
        .and_then(serde_json::Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(serde_json::Value::as_str)
        .map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|name| (4..=120).contains(&name.len()))
        .collect();
    names.dedup();
    names.truncate(12);
    names.extend(ROLES.map(str::to_owned));
    Case {
        names,
        documents: vec![Document::new(
            "contract.txt",
            "contract",
            filled(&contract.text),
        )],
        ..Case::default()
    }
}

/// The point at which a category is reported: `clause-` and its name in lower case, joined by hyphens.
fn point(category: &str) -> String {
    let mut slug = String::from("clause");
    for word in category
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        slug.push('-');
        slug.push_str(&word.to_ascii_lowercase());
    }
    slug
}

fn decisions(contract: &Contract, seen: &Seen) -> Vec<Decision> {
    // Labels count characters, evidence counts bytes.
    let as_read = filled(&contract.text);
    let byte_at: Vec<usize> = as_read
        .char_indices()
        .map(|(byte, _)| byte)
        .chain([as_read.len()])
        .collect();
    GATED
        .into_iter()
        .chain(REPORTED)
        .map(|category| {
            let gold: Vec<Range<usize>> = contract
                .spans
                .iter()
                .filter(|span| span.category == category)
                .filter_map(|span| Some(*byte_at.get(span.start)?..*byte_at.get(span.end)?))
                .collect();
            let is = contract.labels.get(category).is_some_and(is_labelled);
            let observation = seen.at(&point(category)).next();
            let said = observation
                .and_then(|one| yes_no(one, "likely"))
                .unwrap_or(false);
            let probability = observation
                .and_then(|one| share(one, "probability"))
                .unwrap_or(0.0);
            Decision {
                category,
                file: contract.file.clone(),
                graded: Graded {
                    probability,
                    said,
                    is,
                },
                sure: observation
                    .and_then(|one| text(one, "presence"))
                    .is_some_and(|word| word != "unsure"),
                evidence: observation
                    .and_then(first_quote)
                    .map(|quote| gold.iter().any(|gold| is_same_passage(&quote, gold))),
            }
        })
        .collect()
}

/// A list with a passage, a word or a yes.
fn is_labelled(label: &serde_json::Value) -> bool {
    match label {
        serde_json::Value::Array(passages) => !passages.is_empty(),
        serde_json::Value::String(word) => !word.is_empty(),
        serde_json::Value::Bool(yes) => *yes,
        _ => false,
    }
}

fn first_quote(observation: &Observation) -> Option<Range<usize>> {
    observation
        .evidence
        .iter()
        .find_map(|evidence| match evidence {
            Evidence::Quote { start, end, .. } => Some(*start as usize..*end as usize),
            _ => None,
        })
}

/// Half of the shorter of the two is common to both: annotators mark a part of a sentence or several sentences.
fn is_same_passage(quote: &Range<usize>, gold: &Range<usize>) -> bool {
    let common = quote
        .end
        .min(gold.end)
        .saturating_sub(quote.start.max(gold.start));
    let shorter = quote.len().min(gold.len());
    common > 0 && 2 * common >= shorter
}

fn counts<'a>(decisions: impl Iterator<Item = &'a Decision>) -> Counts {
    let mut counts = Counts::default();
    decisions.for_each(|one| counts.add(one.graded.said, one.graded.is));
    counts
}

fn macro_f1(contracts: &[&Vec<Decision>], categories: &[&str]) -> Option<f64> {
    statistics::mean(categories.iter().map(|category| {
        counts(
            contracts
                .iter()
                .flat_map(|decisions| decisions.iter())
                .filter(|one| one.category == *category),
        )
        .f1()
    }))
}

fn evidence<'a>(decisions: impl Iterator<Item = &'a Decision>) -> Share {
    let judged: Vec<bool> = decisions
        .filter(|one| one.graded.said && one.graded.is)
        .map(|one| one.evidence.unwrap_or(false))
        .collect();
    Share::new(judged.iter().filter(|right| **right).count(), judged.len())
}

fn figures(decided: &[Vec<Decision>], took: &[Duration], list: bool) -> Contracts {
    let all: Vec<&Decision> = decided.iter().flatten().collect();
    let gated: BTreeSet<&str> = GATED.into_iter().collect();
    let categories: Vec<Category> = GATED
        .into_iter()
        .chain(REPORTED)
        .map(|category| {
            let of = || all.iter().copied().filter(|one| one.category == category);
            let counts = counts(of());
            Category {
                category,
                gated: gated.contains(category),
                positives: counts.positives(),
                counts,
                precision: counts.precision(),
                recall: counts.recall(),
                f1: counts.f1(),
                evidence: evidence(of()),
            }
        })
        .collect();
    let of_gated = || {
        all.iter()
            .copied()
            .filter(|one| gated.contains(one.category))
    };
    let graded: Vec<Graded> = of_gated().map(|one| one.graded).collect();
    let micro = counts(of_gated());
    let sure: Vec<&Decision> = of_gated().filter(|one| one.sure).collect();
    let contracts: Vec<&Vec<Decision>> = decided.iter().collect();
    let both: Vec<&str> = GATED.into_iter().chain(REPORTED).collect();
    Contracts {
        contracts: decided.len(),
        macro_f1: macro_f1(&contracts, &GATED),
        macro_f1_interval: statistics::bootstrap(&contracts, |drawn| {
            let drawn: Vec<&Vec<Decision>> = drawn.iter().map(|one| **one).collect();
            macro_f1(&drawn, &GATED)
        }),
        macro_f1_of_all: macro_f1(&contracts, &both),
        micro: Micro {
            precision: micro.precision(),
            recall: micro.recall(),
            f1: micro.f1(),
        },
        worst_with_enough: categories
            .iter()
            .filter(|category| category.gated && category.positives >= ENOUGH)
            .filter_map(|category| Some((category.category.to_owned(), category.f1?)))
            .min_by(|a, b| a.1.total_cmp(&b.1)),
        evidence: evidence(of_gated()),
        evidence_macro: statistics::mean(
            categories
                .iter()
                .filter(|category| category.gated)
                .map(|category| category.evidence.value),
        ),
        calibration_error: statistics::calibration_error(&graded),
        accuracy_at_coverage: [1.0, 0.95, 0.9, 0.85, 0.8, 0.7]
            .map(|coverage| (coverage, statistics::accuracy_at(&graded, coverage)))
            .to_vec(),
        own_coverage: Share::new(sure.len(), graded.len()),
        own_accuracy: Share::new(
            sure.iter()
                .filter(|one| one.graded.said == one.graded.is)
                .count(),
            sure.len(),
        ),
        took: Seconds::of(took),
        mistakes: if list {
            all.iter()
                .filter(|one| one.graded.said != one.graded.is)
                .map(|one| {
                    format!(
                        "{}: {} ({:.2}): {}",
                        one.category,
                        if one.graded.is {
                            "missed"
                        } else {
                            "found where nothing is labelled"
                        },
                        one.graded.probability,
                        one.file
                    )
                })
                .collect()
        } else {
            Vec::new()
        },
        categories,
    }
}

impl Findings for Contracts {
    fn print(&self) {
        show::table(
            &[
                "category",
                "positives",
                "precision",
                "recall",
                "F1",
                "evidence right",
            ],
            self.categories.iter().map(|category| {
                vec![
                    if category.gated {
                        category.category.to_owned()
                    } else {
                        format!("({})", category.category)
                    },
                    category.positives.to_string(),
                    show::share(category.precision),
                    show::share(category.recall),
                    show::figure(category.f1),
                    show::share(category.evidence),
                ]
            }),
        );
        anstream::println!();
        anstream::println!(
            "{} contracts; in brackets: reported, not counted below; intervals of 95 %",
            self.contracts
        );
        anstream::println!(
            "macro-F1 of {}: {}   of all {}: {}",
            GATED.len(),
            show::between(self.macro_f1, self.macro_f1_interval),
            GATED.len() + REPORTED.len(),
            show::figure(self.macro_f1_of_all)
        );
        anstream::println!(
            "micro: precision {}, recall {}, F1 {}",
            show::share(self.micro.precision),
            show::share(self.micro.recall),
            show::figure(self.micro.f1)
        );
        if let Some((category, f1)) = &self.worst_with_enough {
            anstream::println!("worst with at least {ENOUGH} positives: {category}, F1 {f1:.3}");
        }
        anstream::println!(
            "first quote right: {} of those found, {} averaged over categories",
            show::share(self.evidence),
            show::figure(self.evidence_macro)
        );
        anstream::println!(
            "calibration error: {}",
            show::figure(self.calibration_error)
        );
        for (coverage, accuracy) in &self.accuracy_at_coverage {
            anstream::println!(
                "right when the surest {:.0} % are decided: {}",
                coverage * 100.0,
                show::share(*accuracy)
            );
        }
        anstream::println!(
            "the plugin itself decides {} and is right in {} of that; the rest it leaves to a person",
            show::share(self.own_coverage),
            show::share(self.own_accuracy)
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
    fn the_point_of_a_category_is_its_name_in_lower_case() {
        assert_eq!(
            point("Ip Ownership Assignment"),
            "clause-ip-ownership-assignment"
        );
        assert_eq!(
            point("Post-Termination Services"),
            "clause-post-termination-services"
        );
    }

    #[test]
    fn passages_are_the_same_when_half_of_the_shorter_is_common() {
        assert!(is_same_passage(&(0..100), &(50..60)));
        assert!(is_same_passage(&(0..100), &(50..150)));
        assert!(!is_same_passage(&(0..100), &(90..150)));
        assert!(!is_same_passage(&(0..100), &(100..150)));
    }

    #[test]
    fn labels_count_characters_and_evidence_counts_bytes() {
        let contract: Contract = serde_json::from_str(
            r#"{"file": "a", "text": "«é» Law of X.", "labels": {"Governing Law": ["Law of X."]},
                "spans": [{"category": "Governing Law", "start": 4, "end": 13}]}"#,
        )
        .unwrap();
        let seen = Seen {
            observations: Vec::new(),
            took: Duration::ZERO,
            requests: 0,
        };
        let decisions = decisions(&contract, &seen);
        assert!(decisions[0].graded.is, "labelled");
        assert!(
            !decisions[0].graded.said,
            "what no plugin reported is not said"
        );
        assert!(!decisions[0].sure);
    }
}
