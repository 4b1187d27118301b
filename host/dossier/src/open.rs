//! Opening a folder.

use std::path::Path;

use assay_domain::{InputDigest, Limits};

use crate::{
    ANSWERS_FILE, Dossier, DossierError, EVIDENCE_FOLDER, Problem, SUPPLIER_FILE, Warning, answers,
    evidence::{self, Evidence},
    nearest::nearest,
    problems::Problems,
    show::shown,
    source, supplier,
};

/// Reads and checks a supplier folder.
///
/// # Errors
/// [`DossierError::NotAFolder`] when there is none, [`DossierError::Problems`] with everything that is wrong in it.
pub fn open(folder: &Path, limits: &Limits) -> Result<Dossier, DossierError> {
    if !folder.is_dir() {
        return Err(DossierError::NotAFolder {
            path: folder.to_owned(),
        });
    }
    let Evidence {
        mut documents,
        mut inputs,
        mut warnings,
        mut problems,
    } = evidence::read(folder, limits);
    let mut more = 0;

    let supplier = text_of(folder, SUPPLIER_FILE, &mut inputs, &mut problems).and_then(|text| {
        let found = Problems::new(SUPPLIER_FILE, &text);
        let mut around = supplier::Surroundings {
            folder,
            documents: &mut documents,
            inputs: &mut inputs,
            warnings: &mut warnings,
        };
        let supplier = supplier::read(&text, &found, &mut around);
        more += add(found, &mut problems);
        supplier
    });

    let answers = text_of(folder, ANSWERS_FILE, &mut inputs, &mut problems)
        .map(|text| {
            let known: Vec<&str> = documents.keys().map(String::as_str).collect();
            let found = Problems::new(ANSWERS_FILE, &text);
            let answers = answers::read(&text, &found, &known);
            more += add(found, &mut problems);
            answers
        })
        .unwrap_or_default();

    inputs.sort_by(|a, b| a.name.cmp(&b.name));
    match supplier {
        Some(supplier) if problems.is_empty() => Ok(Dossier {
            supplier,
            answers,
            documents: documents.into_values().collect(),
            inputs,
            warnings: strays(folder).into_iter().chain(warnings).collect(),
        }),
        _ => Err(DossierError::Problems {
            folder: folder.to_owned(),
            problems,
            more,
        }),
    }
}

/// The text of a file, hashed. Only the answers may be missing: a silent supplier is assessed as silent.
fn text_of(
    folder: &Path,
    file: &str,
    inputs: &mut Vec<InputDigest>,
    problems: &mut Vec<Problem>,
) -> Option<String> {
    match source::read(folder, file) {
        Ok(Some(read)) => {
            inputs.push(InputDigest {
                name: file.to_owned(),
                digest: read.digest,
            });
            Some(read.text)
        }
        Ok(None) if file == ANSWERS_FILE => None,
        Ok(None) => {
            problems.push(
                Problem::of_file(file, "is missing")
                    .with_help("`assay init NAME` writes a folder to start from"),
            );
            None
        }
        Err(problem) => {
            problems.push(*problem);
            None
        }
    }
}

fn add(found: Problems<'_>, problems: &mut Vec<Problem>) -> usize {
    let (found, more) = found.into_diagnostics();
    problems.extend(found);
    more
}

/// Files beside the known ones whose names look like a slip of the pen: `answer.toml` would otherwise be silence.
fn strays(folder: &Path) -> Vec<Warning> {
    const KNOWN: [&str; 3] = [SUPPLIER_FILE, ANSWERS_FILE, EVIDENCE_FOLDER];
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| !KNOWN.contains(&name.as_str()))
        .collect();
    names.sort();
    names
        .into_iter()
        .filter_map(|name| {
            let meant = nearest(&name, KNOWN)?;
            Some(Warning::Ignored {
                file: shown(&name),
                reason: format!("did you mean `{meant}`?"),
            })
        })
        .collect()
}
