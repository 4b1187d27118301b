//! `assay questionnaire sign`

use assay_domain::{Digest, exit_code};
use assay_trust::{SignedAnswers, signature_path};
use miette::{IntoDiagnostic, WrapErr};

use crate::{args::SignAnswers, commands::plugin::secret_key, output};

pub(super) fn sign(arguments: &SignAnswers) -> miette::Result<u8> {
    let bytes = std::fs::read(&arguments.file)
        .into_diagnostic()
        .wrap_err_with(|| format!("failed to read {}", arguments.file.display()))?;
    let key = secret_key(&arguments.key)?;
    let answers = SignedAnswers {
        supplier: arguments.supplier.clone(),
        file: Digest::of(&bytes),
    };
    let file = signature_path(&arguments.file);
    output::write(&file, answers.sign(&key).to_json())?;
    output::print(&format!(
        "answers of {} {}\nsigned with {}\nwrote {}\n",
        answers.supplier,
        answers.file,
        key.public().id(),
        file.display()
    ));
    Ok(exit_code::APPROVE)
}
