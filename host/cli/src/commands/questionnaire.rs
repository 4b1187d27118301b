//! `assay questionnaire`

mod export;
mod import;
mod sign;

use std::path::PathBuf;

use assay_dossier::Dossier;
use assay_questionnaire::Form;

use crate::{
    args::{QuestionnaireCommand, Shared},
    workbench::Workbench,
};

pub(crate) async fn questionnaire(
    command: &QuestionnaireCommand,
    shared: &Shared,
) -> miette::Result<u8> {
    match command {
        QuestionnaireCommand::Export(arguments) => export::export(arguments, shared).await,
        QuestionnaireCommand::Import(arguments) => import::import(arguments, shared).await,
        QuestionnaireCommand::Sign(arguments) => sign::sign(arguments),
    }
}

/// What the plugins ask this supplier.
async fn form(
    workbench: &Workbench,
    plugins: &[PathBuf],
    dossier: &Dossier,
) -> miette::Result<Form> {
    let library = workbench.questioners(plugins).await?;
    let asking = library.plugins.iter();
    Ok(Form::new(
        dossier.supplier.profile.id.clone(),
        dossier.supplier.profile.legal_name.clone(),
        asking.map(|loaded| loaded.plugin.descriptor()),
        dossier.answers.clone(),
    ))
}
