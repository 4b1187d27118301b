//! `assay questionnaire export`

use assay_domain::exit_code;
use assay_questionnaire::write;

use super::form;
use crate::{
    args::{ExportQuestions, FormFormat, Shared},
    output,
    workbench::Workbench,
};

pub(super) async fn export(arguments: &ExportQuestions, shared: &Shared) -> miette::Result<u8> {
    let workbench = Workbench::open(shared)?;
    let dossier = assay_dossier::open(&arguments.dossier, workbench.sandbox.limits())?;
    let form = form(&workbench, &arguments.plugins, &dossier).await?;
    let bytes = match arguments.format {
        FormFormat::Html => write::html(&form).into_bytes(),
        FormFormat::Xlsx => write::xlsx(&form)?,
        FormFormat::Csv => write::csv(&form)?,
    };
    output::write_or_print(arguments.output.as_deref(), &bytes)?;
    if let Some(file) = &arguments.output {
        let (answered, all) = form.progress();
        anstream::println!(
            "{}: {all} questions to {}, {answered} answered already",
            file.display(),
            form.supplier
        );
    }
    Ok(exit_code::APPROVE)
}
