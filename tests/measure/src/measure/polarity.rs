//! What a sentence says about training on customer data.

use std::{collections::BTreeMap, path::Path};

use serde::{Deserialize, Serialize};

use crate::{
    case::{Case, Document},
    error::{MeasureError, read},
    host::{Host, Seen, text},
    show::{self, Findings, Seconds},
    statistics::{Counts, Share},
};

/// An agreement of our own that says nothing about training, so that a sentence is read as in a contract and not alone: a
/// document of one sentence is refused.
const CARRIER: &str = include_str!("carrier.md");

/// The classes of the data.
const CLASSES: [&str; 6] = ["N", "I", "O", "P", "C", "U"];

#[derive(Debug, Deserialize)]
struct File {
    items: Vec<Item>,
}

#[derive(Debug, Deserialize)]
struct Item {
    #[serde(default)]
    file: String,
    text: String,
    label: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct Polarity {
    sentences: usize,
    /// "Does not train on customer data, or only after an opt-in": N and I.
    protective: Class,
    /// "Trains, or does so unless the customer opts out": P and O.
    risky: Class,
    /// Sentences in the right one of three: protective, risky, neither.
    three_ways: Share,
    /// Label to what was read.
    confusion: BTreeMap<String, BTreeMap<&'static str, usize>>,
    took: Seconds,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mistakes: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Class {
    counts: Counts,
    precision: Share,
    recall: Share,
    f1: Option<f64>,
}

impl Class {
    fn of(counts: Counts) -> Self {
        Self {
            counts,
            precision: counts.precision(),
            recall: counts.recall(),
            f1: counts.f1(),
        }
    }
}

/// What the plugin made of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Protective,
    Risky,
    Neither,
}

impl Reading {
    const fn label(self) -> &'static str {
        match self {
            Self::Protective => "does not train",
            Self::Risky => "trains",
            Self::Neither => "neither",
        }
    }

    fn of_label(label: &str) -> Self {
        match label {
            "N" | "I" => Self::Protective,
            "O" | "P" => Self::Risky,
            _ => Self::Neither,
        }
    }

    /// One that trains beside one that does not is no promise.
    fn of(seen: &Seen) -> Self {
        let mut reading = Self::Neither;
        for observation in seen.at("training-use") {
            match text(observation, "polarity") {
                Some("never" | "opt-in") if reading == Self::Neither => reading = Self::Protective,
                Some("opt-out" | "permitted") => reading = Self::Risky,
                _ => {}
            }
        }
        reading
    }
}

pub(crate) async fn measure(path: &Path, list: bool) -> Result<Polarity, MeasureError> {
    let file: File = serde_json::from_str(&read(path)?)
        .map_err(|error| MeasureError::format(path, "a file of sentences", error))?;
    if let Some(item) = file
        .items
        .iter()
        .find(|item| !CLASSES.contains(&item.label.as_str()))
    {
        return Err(MeasureError::format(
            path,
            "a file of sentences",
            format!("unknown label `{}`", item.label),
        ));
    }
    let host = Host::with(&["contract-terms"]).await?;
    let bar = show::progress(file.items.len(), "sentences");
    let (mut protective, mut risky) = (Counts::default(), Counts::default());
    let mut confusion: BTreeMap<String, BTreeMap<&'static str, usize>> = BTreeMap::new();
    let (mut right, mut took, mut mistakes) = (0, Vec::new(), Vec::new());
    for item in &file.items {
        let seen = host.see(&item.text, &case(item)).await?;
        took.push(seen.took);
        let (said, is) = (Reading::of(&seen), Reading::of_label(&item.label));
        protective.add(said == Reading::Protective, is == Reading::Protective);
        risky.add(said == Reading::Risky, is == Reading::Risky);
        right += usize::from(said == is);
        *confusion
            .entry(item.label.clone())
            .or_default()
            .entry(said.label())
            .or_default() += 1;
        if list && said != is {
            mistakes.push(format!(
                "{} read as `{}`: {}",
                item.label,
                said.label(),
                item.text
            ));
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(Polarity {
        sentences: file.items.len(),
        protective: Class::of(protective),
        risky: Class::of(risky),
        three_ways: Share::new(right, file.items.len()),
        confusion,
        took: Seconds::of(&took),
        mistakes,
    })
}

/// The supplier is the one from whose folder the sentence comes.
fn case(item: &Item) -> Case {
    let mut parts = item.file.rsplit('/');
    let supplier = parts
        .nth(1)
        .filter(|name| !name.is_empty())
        .unwrap_or("Northlake AI");
    let text = CARRIER
        .replace("{{SUPPLIER}}", supplier)
        .replace("{{SENTENCE}}", &item.text);
    Case {
        names: vec![supplier.to_owned()],
        documents: vec![Document::new("terms.md", "terms", text)],
        ..Case::default()
    }
}

impl Findings for Polarity {
    fn print(&self) {
        show::table(
            &[
                "said of the supplier",
                "labelled",
                "precision",
                "recall",
                "F1",
            ],
            [
                ("does not train (N, I)", &self.protective),
                ("trains (P, O)", &self.risky),
            ]
            .map(|(name, class)| {
                vec![
                    name.to_owned(),
                    class.counts.positives().to_string(),
                    show::share(class.precision),
                    show::share(class.recall),
                    show::figure(class.f1),
                ]
            }),
        );
        anstream::println!();
        let columns = [Reading::Protective, Reading::Risky, Reading::Neither].map(Reading::label);
        show::table(
            &["label", columns[0], columns[1], columns[2]],
            CLASSES.iter().filter_map(|class| {
                let row = self.confusion.get(*class)?;
                let mut cells = vec![(*class).to_owned()];
                cells.extend(
                    columns.map(|column| row.get(column).copied().unwrap_or(0).to_string()),
                );
                Some(cells)
            }),
        );
        anstream::println!();
        anstream::println!(
            "{} sentences, in the right one of three: {}",
            self.sentences,
            show::share(self.three_ways)
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
    fn the_supplier_is_the_folder_of_the_sentence() {
        let case = case(&Item {
            file: "collection/Mistral AI/Terms of Service.md".to_owned(),
            text: "We do not train.".to_owned(),
            label: "N".to_owned(),
        });
        assert_eq!(case.names, ["Mistral AI"]);
        let text = String::from_utf8(case.documents[0].bytes.clone()).unwrap();
        assert!(
            text.contains("\n\nWe do not train.\n\n") && !text.contains("{{"),
            "{text}"
        );
    }
}
