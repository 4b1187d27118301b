//! From the text of a pack to what lies in a component.

use assay_catalogue::Catalogue;
use assay_toml::{Document, Mistake, Source, Step};
use check_pack_format::{Built, Key, Pack, Problem};
use serde::de::DeserializeOwned;

use crate::against;

/// The tables of a pack.
const TABLES: [&str; 5] = ["pack", "points", "questions", "clauses", "probes"];

/// Reads a pack and holds it against the catalogue.
///
/// # Errors
/// Every mistake: first all that keep tables from being read, and once there are none, all that make no sense.
pub fn read(source: &Source, catalogue: &Catalogue) -> Result<Built, Vec<Mistake>> {
    let document = source.document()?;
    let pack = tables(&document)?;
    let mut problems = pack.check();
    problems.extend(against::catalogue(&pack, catalogue));
    if problems.is_empty() {
        return Ok(Built {
            controls: against::controls(&pack, catalogue),
            pack,
        });
    }
    let mut mistakes: Vec<Mistake> = problems
        .iter()
        .map(|problem| mistake(problem, &document, source))
        .collect();
    mistakes.sort_by_key(|mistake| (mistake.line, mistake.column));
    Err(mistakes)
}

/// The tables, or everything that is wrong with their form.
fn tables(document: &Document<'_>) -> Result<Pack, Vec<Mistake>> {
    let mut mistakes = document.unknown_keys(&TABLES);
    let header = document.one("pack");
    let points = all(document, "points", &mut mistakes);
    let questions = all(document, "questions", &mut mistakes);
    let clauses = all(document, "clauses", &mut mistakes);
    let probes = all(document, "probes", &mut mistakes);
    match header {
        Ok(pack) if mistakes.is_empty() => Ok(Pack {
            pack,
            points,
            questions,
            clauses,
            probes,
        }),
        header => {
            mistakes.extend(header.err());
            mistakes.sort_by_key(|mistake| (mistake.line, mistake.column));
            Err(mistakes)
        }
    }
}

fn all<T: DeserializeOwned>(
    document: &Document<'_>,
    key: &str,
    mistakes: &mut Vec<Mistake>,
) -> Vec<T> {
    let mut read = Vec::new();
    for item in document.each(key) {
        match item {
            Ok(item) => read.push(item),
            Err(mistake) => mistakes.push(mistake),
        }
    }
    read
}

fn mistake(problem: &Problem, document: &Document<'_>, source: &Source) -> Mistake {
    let way: Vec<Step<'_>> = problem
        .at
        .iter()
        .map(|key| match key {
            Key::Name(name) => Step::Key(name),
            Key::Place(place) => Step::Place(*place),
        })
        .collect();
    source.mistake(
        document.place(&way),
        problem.key(),
        problem.message.as_str(),
    )
}
