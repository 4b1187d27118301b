//! Labelled contracts.

use std::fs;
use std::path::{Path, PathBuf};

use contract_terms::presence::category::{ALL, COUNT};
use contract_terms::presence::feature::{Words, is_candidate};
use contract_terms::text::Text;
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// Why a corpus cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum CorpusError {
    /// The file cannot be read.
    #[error("cannot read {}: {source}; give the folder that holds the file", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A line is not a labelled contract.
    #[error("{}, line {line}: {source}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// Why.
        source: serde_json::Error,
    },
}

#[derive(Deserialize)]
struct Line {
    file: String,
    text: String,
    labels: std::collections::BTreeMap<String, bool>,
    spans: Vec<SpanLine>,
}

#[derive(Deserialize)]
struct SpanLine {
    category: String,
    start: usize,
    end: usize,
}

/// A contract with its sentences and what people said about it.
#[derive(Debug)]
pub struct Contract {
    /// Contracts of one company have the same group, and never stand on both sides of a split.
    pub group: String,
    /// Its sentences.
    pub text: Text,
    /// Their words.
    pub words: Words,
    /// Which kinds of clause it has.
    pub has: [bool; COUNT],
    /// The numbers of sentences that can be clauses, each with a bit for every kind that it was marked as.
    pub candidates: Vec<(usize, u32)>,
}

impl Contract {
    fn new(line: &Line) -> Self {
        let text = Text::read(&line.text);
        let words = Words::of(&text);
        let spans: Vec<(usize, std::ops::Range<usize>)> = line
            .spans
            .iter()
            .filter_map(|span| {
                let category = ALL.iter().position(|one| one.name == span.category)?;
                Some((category, bytes(&line.text, span.start..span.end)))
            })
            .collect();
        let candidates = (0..text.sentences().len())
            .filter(|&number| is_candidate(&text, &words, number))
            .map(|number| {
                let place = text.source(text.sentences()[number].plain.clone());
                let marked = spans
                    .iter()
                    .filter(|(_, span)| is_marked(&place, span))
                    .fold(0, |bits, (category, _)| bits | 1 << category);
                (number, marked)
            })
            .collect();
        Self {
            group: group(&line.file),
            has: std::array::from_fn(|category| line.labels.get(ALL[category].name) == Some(&true)),
            candidates,
            words,
            text,
        }
    }
}

/// Half of the sentence, or half of what was marked, lies in the other.
fn is_marked(sentence: &std::ops::Range<usize>, span: &std::ops::Range<usize>) -> bool {
    let common = sentence
        .end
        .min(span.end)
        .saturating_sub(sentence.start.max(span.start));
    common > 0 && (2 * common >= sentence.len() || 2 * common >= span.len())
}

/// The labels count characters, the plugin bytes.
fn bytes(text: &str, characters: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let at = |number: usize| {
        text.char_indices()
            .nth(number)
            .map_or(text.len(), |(at, _)| at)
    };
    at(characters.start)..at(characters.end)
}

/// The beginning of the company's name: letters and digits before the date, at most eight, because the same company is written
/// in several ways.
fn group(file: &str) -> String {
    let name = file.split(['_', '-']).next().unwrap_or(file);
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .take(8)
        .collect::<String>()
        .to_ascii_lowercase()
}

/// Contracts, and the SHA-256 of the file that they came from.
#[derive(Debug)]
pub struct Corpus {
    /// The contracts, in the order of the file.
    pub contracts: Vec<Contract>,
    /// Lower-case hexadecimal.
    pub sha256: String,
}

impl Corpus {
    /// Reads a file of one JSON object a line.
    ///
    /// # Errors
    /// When it cannot be read or a line is not a labelled contract.
    pub fn read(path: &Path) -> Result<Self, CorpusError> {
        let text = fs::read_to_string(path).map_err(|source| CorpusError::Read {
            path: path.to_owned(),
            source,
        })?;
        let contracts = text
            .lines()
            .enumerate()
            .map(|(number, line)| {
                let line: Line =
                    serde_json::from_str(line).map_err(|source| CorpusError::Line {
                        path: path.to_owned(),
                        line: number + 1,
                        source,
                    })?;
                Ok(Contract::new(&line))
            })
            .collect::<Result<_, _>>()?;
        Ok(Self {
            contracts,
            sha256: hex(&Sha256::digest(text.as_bytes())),
        })
    }
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
