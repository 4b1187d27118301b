//! What became better and worse from one version of a document to the next.

use std::{
    fs,
    path::{Path, PathBuf},
};

use assay_domain::Evidence;
use serde::Serialize;

use super::terms::{kind_of, legal_names};
use crate::{
    case::{Case, Document},
    error::MeasureError,
    host::{Host, text},
    show::{self, Findings, Seconds},
};

#[derive(Debug, Serialize)]
pub(crate) struct Drift {
    changes: Vec<Change>,
    better: usize,
    worse: usize,
    unknown: usize,
    took: Seconds,
}

#[derive(Debug, Serialize)]
struct Change {
    topic: String,
    direction: String,
    what: String,
    quotes: Vec<Quote>,
}

#[derive(Debug, Serialize)]
struct Quote {
    version: &'static str,
    start: u64,
    end: u64,
    text: String,
}

pub(crate) async fn measure(
    old: &Path,
    new: &Path,
    names: &[String],
) -> Result<Drift, MeasureError> {
    let (older, newer) = (bytes(old)?, bytes(new)?);
    let host = Host::with(&["contract-terms"]).await?;
    let kind = kind_of(new);
    let (old_file, new_file) = (file("old", old), file("new", new));
    let mut document = Document::new(new_file, kind, newer.as_slice());
    document.replaces = Some(old_file.clone());
    let names = if names.is_empty() {
        let texts = [&older, &newer].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        legal_names(texts.iter().map(String::as_str))
    } else {
        names.to_vec()
    };
    let case = Case {
        names,
        documents: vec![
            Document {
                in_force: false,
                ..Document::new(old_file.clone(), kind, older.as_slice())
            },
            document,
        ],
        ..Case::default()
    };
    let seen = host.see(&new.display().to_string(), &case).await?;
    let changes: Vec<Change> = seen
        .at("terms-change")
        .filter_map(|observation| {
            Some(Change {
                topic: text(observation, "topic")?.to_owned(),
                direction: text(observation, "direction")?.to_owned(),
                what: observation.title.expose().to_owned(),
                quotes: observation
                    .evidence
                    .iter()
                    .filter_map(|evidence| match evidence {
                        Evidence::Quote {
                            document,
                            start,
                            end,
                            text,
                            ..
                        } => Some(Quote {
                            version: if *document == old_file { "old" } else { "new" },
                            start: *start,
                            end: *end,
                            text: text.expose().to_owned(),
                        }),
                        _ => None,
                    })
                    .collect(),
            })
        })
        .collect();
    let count = |direction: &str| {
        changes
            .iter()
            .filter(|change| change.direction == direction)
            .count()
    };
    Ok(Drift {
        better: count("better"),
        worse: count("worse"),
        unknown: count("unknown"),
        took: Seconds::of(&[seen.took]),
        changes,
    })
}

fn bytes(path: &Path) -> Result<Vec<u8>, MeasureError> {
    fs::read(path).map_err(|error| MeasureError::Unreadable {
        path: path.display().to_string(),
        error,
    })
}

/// The two versions often have one name; the extension says how to read them.
fn file(version: &str, path: &Path) -> String {
    PathBuf::from(version)
        .with_extension(path.extension().unwrap_or("txt".as_ref()))
        .display()
        .to_string()
}

impl Findings for Drift {
    fn print(&self) {
        show::words(
            &["topic", "direction", "what", "quotes"],
            self.changes.iter().map(|change| {
                let quotes = change
                    .quotes
                    .iter()
                    .map(|quote| format!("{}: “{}”", quote.version, printable(&quote.text)))
                    .collect::<Vec<_>>()
                    .join("\n");
                vec![
                    change.topic.clone(),
                    change.direction.clone(),
                    printable(&change.what),
                    quotes,
                ]
            }),
        );
        anstream::println!();
        anstream::println!(
            "{} better, {} worse, {} of unknown direction",
            self.better,
            self.worse,
            self.unknown
        );
        self.took.print();
    }
}

/// A document is somebody else's text: nothing in it steers the terminal, and a long passage is cut.
fn printable(text: &str) -> String {
    const LONGEST: usize = 400;
    let plain: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(LONGEST + 1)
        .collect();
    if plain.chars().count() > LONGEST {
        plain.chars().take(LONGEST).chain(['…']).collect()
    } else {
        plain
    }
}
