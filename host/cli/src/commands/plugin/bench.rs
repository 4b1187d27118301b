//! `assay plugin bench`

use assay_assessment::Gatekeeper;
use assay_domain::exit_code;
use assay_report::{encode, terminal};
use assay_sandbox::{Cache, Compiler};
use assay_settings::Settings;
use assay_trial::{Bench as Measuring, Stage, nobody};
use miette::{IntoDiagnostic, WrapErr};

use crate::{
    args::{Bench, Format, Shared},
    output,
    workbench::{self, Workbench, today, worker},
};

pub(super) async fn bench(arguments: &Bench, shared: &Shared) -> miette::Result<u8> {
    let workbench = Workbench::open(shared)?;
    let limits = workbench.sandbox.limits();
    let dossier = match &arguments.dossier {
        Some(folder) => assay_dossier::open(folder, limits)?,
        None => nobody(limits)?,
    };
    let gatekeeper = Gatekeeper {
        trust: workbench::trust_file(arguments.trust.as_deref())?,
        ..Gatekeeper::default()
    };
    let loaded = workbench
        .tried(&arguments.file, gatekeeper, &Settings::default())
        .await?;
    let reader = workbench.reader();
    // A cache of its own: what is measured is this program, not what it has done before.
    let folder = tempfile::tempdir().into_diagnostic()?;
    let cache = Cache::open(&folder.path().join("code")).into_diagnostic()?;
    let measuring = Measuring {
        stage: Stage {
            catalogue: &workbench.catalogue,
            sandbox: &workbench.sandbox,
            reader: &reader,
            loaded: &loaded,
        },
        cache: &cache,
        compiler: &Compiler::Child(worker()?),
        runs: arguments.runs,
        as_of: today(),
    };
    let view = measuring
        .measure(dossier)
        .await
        .map_err(miette::Report::new)
        .wrap_err_with(|| format!("{} cannot be measured", arguments.file.display()))?;
    output::print(&match arguments.format {
        Format::Table => terminal::bench(&view, output::page()),
        Format::Json => encode::json::pretty(&view),
    });
    Ok(exit_code::APPROVE)
}
