//! `assay plugin build`

use assay_domain::exit_code;
use assay_scaffold::Project;

use crate::{args::Build, output};

pub(super) fn build(arguments: &Build) -> miette::Result<u8> {
    let built = Project::open(&arguments.folder)?.build()?;
    output::print(&format!(
        "{}\n{} bytes\n\nassay plugin inspect {0}\n",
        built.component.display(),
        built.size,
    ));
    Ok(exit_code::APPROVE)
}
