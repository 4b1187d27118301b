//! `assay checklist`

use assay_domain::exit_code;
use assay_report::checklist::{self, Selection};
use miette::miette;

use crate::{
    args::{Checklist, ChecklistFormat, Shared},
    output,
    workbench::catalogue,
};

pub(crate) fn checklist(arguments: &Checklist, shared: &Shared) -> miette::Result<u8> {
    let catalogue = catalogue(shared)?;
    if let Some(id) = &arguments.framework
        && !checklist::has_framework(&catalogue, id)
    {
        return Err(miette!(
            help = format!(
                "frameworks are {}",
                checklist::framework_ids(&catalogue).join(", ")
            ),
            "the catalogue has no framework `{}`",
            id.escape_debug()
        ));
    }
    let selection = Selection {
        tier: arguments.tier.map(Into::into),
        framework: arguments.framework.clone(),
    };
    let bytes = match arguments.format {
        ChecklistFormat::Csv => checklist::csv(&catalogue, &selection),
        ChecklistFormat::Md => checklist::markdown(&catalogue, &selection).into_bytes(),
    };
    output::write_or_print(arguments.output.as_deref(), &bytes)?;
    Ok(exit_code::APPROVE)
}
