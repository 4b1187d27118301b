//! What a confidentiality agreement entails and what it contradicts.

use std::{collections::BTreeMap, ops::Range, path::Path};

use assay_domain::Evidence;
use serde::{Deserialize, Serialize};

use crate::{
    case::{Case, Document, ROLES, filled},
    error::{MeasureError, read},
    host::{Host, text},
    show::{self, Findings, Seconds},
    statistics::{self, Counts, Share},
};

/// The words of the data and those of the plugin.
const CHOICES: [(&str, &str); 3] = [
    ("Entailment", "entailed"),
    ("Contradiction", "contradicted"),
    ("NotMentioned", "not-mentioned"),
];

#[derive(Debug, Deserialize)]
struct File {
    documents: Vec<Agreement>,
    #[serde(default)]
    labels: BTreeMap<String, Hypothesis>,
}

#[derive(Debug, Deserialize)]
struct Hypothesis {
    short_description: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Agreement {
    file_name: String,
    text: String,
    /// Character offsets of passages.
    #[serde(default)]
    spans: Vec<(usize, usize)>,
    annotation_sets: Vec<Annotations>,
}

#[derive(Debug, Deserialize)]
struct Annotations {
    annotations: BTreeMap<String, Annotation>,
}

#[derive(Debug, Deserialize)]
struct Annotation {
    choice: String,
    #[serde(default)]
    spans: Vec<usize>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Nli {
    agreements: usize,
    accuracy: Share,
    /// What always saying the most frequent choice of each hypothesis of this very file would reach.
    accuracy_of_the_most_frequent: Share,
    choices: Vec<Choice>,
    hypotheses: Vec<OfHypothesis>,
    /// First quotes inside a labelled passage, of decisions that are right and not "not mentioned".
    evidence: Share,
    took: Seconds,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mistakes: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Choice {
    choice: &'static str,
    counts: Counts,
    precision: Share,
    recall: Share,
    f1: Option<f64>,
}

#[derive(Debug, Serialize)]
struct OfHypothesis {
    id: String,
    what: String,
    accuracy: Share,
    contradictions: usize,
}

pub(crate) async fn measure(path: &Path, list: bool) -> Result<Nli, MeasureError> {
    let file: File = serde_json::from_str(&read(path)?)
        .map_err(|error| MeasureError::format(path, "a file of agreements", error))?;
    let host = Host::with(&["contract-terms"]).await?;
    let bar = show::progress(file.documents.len(), "agreements");
    let mut counts = [Counts::default(); CHOICES.len()];
    let mut right: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    let mut frequent: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    let (mut quotes, mut took, mut mistakes) = (Vec::new(), Vec::new(), Vec::new());
    for agreement in &file.documents {
        let text_read = filled(&agreement.text);
        let seen = host
            .see(&agreement.file_name, &case(agreement, &text_read))
            .await?;
        took.push(seen.took);
        let byte_at: Vec<usize> = text_read
            .char_indices()
            .map(|(byte, _)| byte)
            .chain([text_read.len()])
            .collect();
        for (id, annotation) in agreement
            .annotation_sets
            .iter()
            .flat_map(|set| &set.annotations)
        {
            let is = CHOICES
                .iter()
                .find(|(label, _)| *label == annotation.choice)
                .map(|(_, word)| *word)
                .ok_or_else(|| {
                    MeasureError::format(
                        path,
                        "a file of agreements",
                        format!("unknown choice `{}`", annotation.choice),
                    )
                })?;
            let observation = seen.at(id).next();
            let said = observation
                .and_then(|one| text(one, "entailment"))
                .unwrap_or("not-mentioned");
            for ((_, word), counts) in CHOICES.iter().zip(&mut counts) {
                counts.add(said == *word, is == *word);
            }
            let of = right.entry(id).or_default();
            of.0 += usize::from(said == is);
            of.1 += 1;
            of.2 += usize::from(is == "contradicted");
            *frequent.entry(id).or_default().entry(is).or_default() += 1;
            if said == is && is != "not-mentioned" {
                let gold: Vec<Range<usize>> = annotation
                    .spans
                    .iter()
                    .filter_map(|number| agreement.spans.get(*number))
                    .filter_map(|(start, end)| Some(*byte_at.get(*start)?..*byte_at.get(*end)?))
                    .collect();
                quotes.push(observation.is_some_and(|one| {
                    one.evidence
                        .iter()
                        .find_map(|evidence| match evidence {
                            Evidence::Quote { start, end, .. } => {
                                Some(*start as usize..*end as usize)
                            }
                            _ => None,
                        })
                        .is_some_and(|quote| {
                            gold.iter()
                                .any(|gold| quote.start < gold.end && gold.start < quote.end)
                        })
                }));
            }
            if list && said != is {
                mistakes.push(format!(
                    "{id}: {said}, labelled {is}: {}",
                    agreement.file_name
                ));
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    let total: usize = right.values().map(|of| of.1).sum();
    Ok(Nli {
        agreements: file.documents.len(),
        accuracy: Share::new(right.values().map(|of| of.0).sum(), total),
        accuracy_of_the_most_frequent: Share::new(
            frequent
                .values()
                .filter_map(|choices| choices.values().max())
                .sum(),
            total,
        ),
        choices: CHOICES
            .iter()
            .zip(counts)
            .map(|((_, choice), counts)| Choice {
                choice,
                counts,
                precision: counts.precision(),
                recall: counts.recall(),
                f1: counts.f1(),
            })
            .collect(),
        hypotheses: right
            .iter()
            .map(|(id, of)| OfHypothesis {
                id: (*id).to_owned(),
                what: file
                    .labels
                    .get(*id)
                    .and_then(|hypothesis| hypothesis.short_description.clone())
                    .unwrap_or_default(),
                accuracy: Share::new(of.0, of.1),
                contradictions: of.2,
            })
            .collect(),
        evidence: Share::new(quotes.iter().filter(|right| **right).count(), quotes.len()),
        took: Seconds::of(&took),
        mistakes,
    })
}

/// The agreement says itself who its parties are; the buyer is one of them and knows the other.
fn case(agreement: &Agreement, text: &str) -> Case {
    Case {
        names: super::terms::legal_names(std::iter::once(agreement.text.as_str()))
            .into_iter()
            .chain(ROLES.map(str::to_owned))
            .collect(),
        documents: vec![Document::new("agreement.txt", "contract", text.as_bytes())],
        ..Case::default()
    }
}

impl Findings for Nli {
    fn print(&self) {
        show::table(
            &["statement", "right", "contradictions"],
            self.hypotheses.iter().map(|one| {
                vec![
                    format!("{} {}", one.id, one.what),
                    show::share(one.accuracy),
                    one.contradictions.to_string(),
                ]
            }),
        );
        anstream::println!();
        show::table(
            &["choice", "labelled", "precision", "recall", "F1"],
            self.choices.iter().map(|one| {
                vec![
                    one.choice.to_owned(),
                    one.counts.positives().to_string(),
                    show::share(one.precision),
                    show::share(one.recall),
                    show::figure(one.f1),
                ]
            }),
        );
        anstream::println!();
        anstream::println!(
            "{} agreements: right {}; always saying the most frequent choice of each statement would give {}",
            self.agreements,
            show::share(self.accuracy),
            show::figure(self.accuracy_of_the_most_frequent.value)
        );
        anstream::println!(
            "mean F1 of the three choices: {}; first quote right: {}",
            show::figure(statistics::mean(self.choices.iter().map(|one| one.f1))),
            show::share(self.evidence)
        );
        self.took.print();
        for mistake in &self.mistakes {
            anstream::println!("{mistake}");
        }
    }
}
