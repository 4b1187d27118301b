//! `assay replay`

mod readings;

use assay_domain::{RunOutcome, exit_code};
use assay_register::Register;
use assay_sandbox::{Admitted, Capability, Compiler, Grants, Plugin, Sandbox};
use miette::{IntoDiagnostic, WrapErr};

use crate::{
    args::{Replay, Shared},
    output,
    workbench::{Workbench, worker},
};

pub(crate) async fn replay(arguments: &Replay, shared: &Shared) -> miette::Result<u8> {
    let register = Register::open_existing(&arguments.register)
        .await
        .into_diagnostic()?;
    let stored = register.load_run(&arguments.run).await.into_diagnostic()?;
    let record = stored.record;
    let workbench = Workbench::open(shared)?;
    // The limits of the record, not today's: they are part of what happened.
    let sandbox = Sandbox::new(&record.limits).into_diagnostic()?;
    let bundled = assay_bundle::PLUGINS
        .iter()
        .any(|plugin| plugin.component == stored.component);
    let compiler = if bundled {
        Compiler::InProcess
    } else {
        Compiler::Child(worker()?)
    };
    let plugin = Plugin::load(
        &sandbox,
        workbench.cache.as_ref(),
        &compiler,
        &stored.component,
    )
    .await
    .into_diagnostic()
    .wrap_err("failed to load the recorded component")?;
    let grants: Grants = record
        .granted
        .iter()
        .filter_map(|name| Capability::parse(name))
        .collect();
    let admitted = Admitted::new(&plugin, &grants).into_diagnostic()?;
    let read = readings::again(&record, &stored.bodies, &workbench).await?;
    let observations = admitted
        .replay(&record, stored.bodies)
        .await
        .into_diagnostic()?;
    let outcome = match &record.outcome {
        RunOutcome::Completed => "completed".to_owned(),
        RunOutcome::Failed { error } => error.kind().to_owned(),
    };
    output::print(&format!(
        "Run {} of `{}` {} on `{}` as of {}: {outcome}.\n\
         Replayed without network: {} host calls and {} observations, identical byte for byte.\n",
        record.id(),
        record.plugin.id,
        record.plugin.version,
        record.supplier,
        record.as_of,
        record.calls.len(),
        observations.len(),
    ));
    if read > 0 {
        let documents = if read == 1 { "document" } else { "documents" };
        output::print(&format!(
            "Read again by the recorded document reader: {read} {documents}, identical byte for byte.\n"
        ));
    }
    Ok(exit_code::APPROVE)
}
