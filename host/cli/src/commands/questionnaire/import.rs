//! `assay questionnaire import`

use std::path::Path;

use assay_assessment::read_document;
use assay_domain::{Digest, MediaType, exit_code};
use assay_questionnaire::{
    Form, Map, Origin, Outcome, Returned, Taking, kept, merged,
    read::{self, Sheet, Template},
    take,
};
use assay_report::terminal::{AnswerRow, answers};
use assay_trust::{Envelope, SignedAnswers, signature_path};
use miette::{IntoDiagnostic, WrapErr, miette};
use serde_json::json;

use super::form;
use crate::{
    args::{Format, ImportAnswers, Shared},
    output,
    workbench::{Workbench, today, trust_file},
};

/// The folder beside `evidence/` in which questionnaires of others are kept.
const KEPT: &str = "questionnaires";

pub(super) async fn import(arguments: &ImportAnswers, shared: &Shared) -> miette::Result<u8> {
    let workbench = Workbench::open(shared)?;
    let dossier = assay_dossier::open(&arguments.dossier, workbench.sandbox.limits())?;
    let form = form(&workbench, &arguments.plugins, &dossier).await?;
    let (returned, digest) = returned(arguments, &workbench).await?;
    if let Some(found) = &returned.supplier
        && found.expose() != form.supplier.as_str()
    {
        return Err(assay_questionnaire::QuestionnaireError::OtherSupplier {
            found: found.expose().escape_debug().to_string(),
            wanted: form.supplier.to_string(),
        }
        .into());
    }
    let origin = Origin {
        file: arguments.file.file_name().map_or_else(
            || "a file".to_owned(),
            |name| name.to_string_lossy().into_owned(),
        ),
        digest,
        signed_by: signer(arguments, &form, digest)?,
        taken_on: today(),
    };
    let map = match &arguments.map {
        Some(path) => Map::parse(&path.display().to_string(), &text_of(path)?, &form)?,
        None => Map::default(),
    };
    let documents: Vec<&str> = dossier
        .documents
        .iter()
        .map(|document| document.id.as_str())
        .collect();
    let taking = take(
        &returned,
        &form,
        &map,
        &documents,
        today(),
        arguments.replace,
    );
    let kept_at = if arguments.dry_run {
        None
    } else {
        write(arguments, &returned, &taking, &origin)?
    };
    match arguments.format {
        Format::Table => print(&taking, &origin, arguments.dry_run, kept_at.as_deref()),
        Format::Json => print_json(&taking, &origin, arguments.dry_run),
    }
    let needs_a_look = taking
        .taken
        .iter()
        .any(|taken| taken.outcome.needs_a_look() || !taken.notes.is_empty());
    Ok(if needs_a_look {
        exit_code::CONDITIONAL
    } else {
        exit_code::APPROVE
    })
}

/// Reads the file by what its name says it is.
async fn returned(
    arguments: &ImportAnswers,
    workbench: &Workbench,
) -> miette::Result<(Returned, Digest)> {
    let path = &arguments.file;
    let shown = path.display();
    let template = arguments
        .template
        .as_deref()
        .map(|path| Template::parse(&text_of(path)?).map_err(miette::Report::new))
        .transpose()?;
    let is_csv = path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
    let document = assay_dossier::open_document(path, &workbench.catalogue.limits)
        .into_diagnostic()
        .wrap_err_with(|| format!("failed to read {shown}"))?;
    let digest = document.digest;
    let parsed = match document.media_type {
        MediaType::Json => {
            let text = document.text().ok_or_else(|| {
                miette!(
                    "{shown} has no text: {}",
                    document.unreadable().unwrap_or("it is empty")
                )
            })?;
            read::json(text, template.as_ref())
        }
        // The host parses no ZIP and no XML: a workbook is read in the sandbox, like every document.
        MediaType::Xlsx => {
            let reader = workbench.reader();
            let reader = reader.get().into_diagnostic()?.clone();
            let (document, read) = read_document(reader, document).await;
            let reading = match read {
                Some(Ok(reading)) => reading,
                Some(Err(error)) => return Err(miette!("{shown} has no text: {error}")),
                None => {
                    let reason = document.unreadable().unwrap_or("it is no workbook");
                    return Err(miette!("{shown} has no text: {reason}"));
                }
            };
            read::tables(&Sheet::from_reading(&reading))
        }
        _ if is_csv => {
            let bytes = std::fs::read(path)
                .into_diagnostic()
                .wrap_err_with(|| format!("failed to read {shown}"))?;
            Sheet::from_csv(&bytes).and_then(|sheet| read::tables(&[sheet]))
        }
        _ => {
            return Err(miette!(
                help = "answers come as .json, .xlsx or .csv; save other workbooks as .xlsx",
                "{shown} is nothing that answers come in"
            ));
        }
    };
    let returned = parsed
        .map_err(miette::Report::new)
        .wrap_err_with(|| format!("{shown} cannot be read"))?;
    Ok((returned, digest))
}

/// Who signed, when there is a signature; a wrong one is refused, because somebody meant something by it.
fn signer(
    arguments: &ImportAnswers,
    form: &Form,
    digest: Digest,
) -> miette::Result<Option<String>> {
    let path = signature_path(&arguments.file);
    if !path.exists() {
        return if arguments.signed {
            Err(miette!(
                help = "the supplier signs with `assay questionnaire sign`",
                "there is no signature: {} is missing",
                path.display()
            ))
        } else {
            Ok(None)
        };
    }
    let bytes = std::fs::read(&path)
        .into_diagnostic()
        .wrap_err_with(|| format!("failed to read {}", path.display()))?;
    let answers = SignedAnswers {
        supplier: form.supplier.clone(),
        file: digest,
    };
    let envelope = Envelope::from_bytes(&bytes)
        .into_diagnostic()
        .wrap_err_with(|| format!("{} cannot be read", path.display()))?;
    let publisher = trust_file(arguments.trust.as_deref())?
        .signer(&answers, &envelope)
        .into_diagnostic()
        .wrap_err_with(|| format!("{} does not count", path.display()))?;
    Ok(Some(publisher.id.clone()))
}

/// Writes the answers, and beside them what no plugin asks. Answers where that lies.
fn write(
    arguments: &ImportAnswers,
    returned: &Returned,
    taking: &Taking,
    origin: &Origin,
) -> miette::Result<Option<String>> {
    if taking.answers().next().is_some() {
        let file = arguments.dossier.join(assay_dossier::ANSWERS_FILE);
        let existing = if file.exists() {
            text_of(&file)?
        } else {
            String::new()
        };
        output::replace(&file, merged(&existing, taking.answers(), origin)?)?;
    }
    let Some(text) = kept(returned, taking, origin) else {
        return Ok(None);
    };
    let name = format!("answers-{:.8}.md", origin.digest.hex());
    let file = arguments.dossier.join(KEPT).join(name);
    output::write(&file, text)?;
    Ok(Some(file.display().to_string()))
}

fn text_of(path: &Path) -> miette::Result<String> {
    std::fs::read_to_string(path)
        .into_diagnostic()
        .wrap_err_with(|| format!("failed to read {}", path.display()))
}

fn print(taking: &Taking, origin: &Origin, dry_run: bool, kept_at: Option<&str>) {
    let rows: Vec<AnswerRow<'_>> = taking
        .taken
        .iter()
        .filter(|taken| {
            taken.outcome.needs_a_look()
                || taken.outcome == Outcome::Replaced
                || !taken.notes.is_empty()
        })
        .map(|taken| AnswerRow {
            id: &taken.id,
            outcome: taken.outcome.label(),
            is_bad: taken.outcome.needs_a_look(),
            value: &taken.value,
            notes: &taken.notes,
        })
        .collect();
    output::print(&answers(&rows, output::page()));
    let count = |outcome| taking.count(outcome);
    let did = if dry_run { "would be taken" } else { "taken" };
    anstream::println!(
        "{} {did}, {} as before, {} in conflict, {} that say nothing, {} that are no answers, {} that nobody asks, {} blank",
        count(Outcome::New) + count(Outcome::Replaced),
        count(Outcome::Unchanged),
        count(Outcome::Conflict),
        count(Outcome::Dummy),
        count(Outcome::Refused),
        count(Outcome::Unasked),
        taking.blank,
    );
    match &origin.signed_by {
        Some(signer) => anstream::println!("signed by {signer}: who said it, not that it is true"),
        None => anstream::println!("not signed"),
    }
    if let Some(file) = kept_at {
        anstream::println!("the whole of it is kept in {file}");
    }
}

fn print_json(taking: &Taking, origin: &Origin, dry_run: bool) {
    let taken: Vec<_> = taking
        .taken
        .iter()
        .map(|taken| {
            json!({
                "id": taken.id,
                "question": taken.question,
                "value": taken.value,
                "outcome": taken.outcome.label(),
                "notes": taken.notes,
            })
        })
        .collect();
    output::print(&assay_report::encode::json::pretty(&json!({
        "file": origin.file,
        "digest": origin.digest,
        "signed-by": origin.signed_by,
        "dry-run": dry_run,
        "blank": taking.blank,
        "answers": taken,
    })));
}
