//! `assay plugin verify`

use assay_domain::exit_code;
use assay_report::terminal::plugin_name;
use miette::{IntoDiagnostic, WrapErr, miette};

use super::component::Component;
use crate::{args::Verify, output, workbench};

pub(super) fn verify(arguments: &Verify) -> miette::Result<u8> {
    let file = arguments.file.display();
    let component = Component::read(&arguments.file)?;
    let endorsement = workbench::trust(&arguments.house)?
        .judge(component.digest(), component.envelope.as_ref())
        .into_diagnostic()
        .wrap_err_with(|| format!("{file} is not to be trusted"))?
        .ok_or_else(|| miette!("{file} is not signed"))?;
    let release = &endorsement.release.plugin;
    output::print(&format!(
        "{}\ncomponent {}\n",
        plugin_name(release),
        release.digest
    ));
    for key in &endorsement.signers {
        output::print(&format!("signed with {key}\n"));
    }
    Ok(exit_code::APPROVE)
}
