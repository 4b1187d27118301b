//! `assay init`

use assay_domain::exit_code;
use miette::miette;

use crate::{
    args::{Init, Shared},
    output,
    workbench::Workbench,
};

pub(crate) async fn init(arguments: &Init, shared: &Shared) -> miette::Result<u8> {
    let name = arguments
        .folder
        .file_name()
        .and_then(|name| name.to_str())
        .ok_or_else(|| {
            miette!(
                "`{}` has no name to make a supplier's id of",
                arguments.folder.display()
            )
        })?;
    let workbench = Workbench::open(shared)?;
    let library = workbench.questioners(&arguments.plugins).await?;
    let questions: Vec<_> = library
        .plugins
        .iter()
        .flat_map(|loaded| loaded.plugin.descriptor().questions.iter().cloned())
        .collect();
    assay_dossier::init(&arguments.folder, name, &questions)?;
    let folder = arguments.folder.display();
    output::print(&format!(
        "Wrote {folder}/ with {} questions.\n\n\
         1. Describe the supplier in {folder}/supplier.toml\n\
         2. Have {folder}/answers.toml answered\n\
         3. Put contracts, policies and reports into {folder}/evidence/\n\
         4. assay assess {folder}\n",
        questions.len(),
    ));
    Ok(exit_code::APPROVE)
}
