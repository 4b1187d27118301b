//! `assay plugin run`

use assay_assessment::{Gatekeeper, LoadedPlugin, Network};
use assay_domain::{RunError, RunOutcome, exit_code};
use assay_report::{encode, terminal};
use assay_sandbox::{Admitted, Grants};
use assay_trial::{Cassette, Stage};
use assay_trust::Lock;
use miette::{WrapErr, miette};

use crate::{
    args::{Format, RunOnce, Shared},
    output,
    workbench::{self, Workbench, today},
};

pub(super) async fn run(arguments: &RunOnce, shared: &Shared) -> miette::Result<u8> {
    let workbench = Workbench::open(shared)?;
    let dossier = assay_dossier::open(&arguments.dossier, workbench.sandbox.limits())?;
    let gatekeeper = Gatekeeper {
        lock: Lock::open(&arguments.house.lock)?,
        trust: workbench::trust(&arguments.house)?,
        vouched: arguments.vouch.iter().copied().collect(),
        unlocked: true,
    };
    let settings = workbench::settings(arguments.settings.as_deref())?;
    let loaded = workbench
        .tried(&arguments.file, gatekeeper, &settings)
        .await?;
    let loaded = granted(loaded, arguments.offline)?;
    let reader = workbench.reader();
    let stage = Stage {
        catalogue: &workbench.catalogue,
        sandbox: &workbench.sandbox,
        reader: &reader,
        loaded: &loaded,
    };
    let network = if arguments.offline {
        Network::Offline
    } else {
        Network::Endpoints
    };
    let as_of = arguments.as_of.unwrap_or_else(today);
    let (seen, view, warnings) = stage
        .run(dossier, as_of, network)
        .await
        .map_err(miette::Report::new)
        .wrap_err_with(|| format!("{} did not run", arguments.file.display()))?;
    for warning in warnings {
        anstream::eprintln!("warning: {}: {warning}", arguments.dossier.display());
    }
    output::print(&match arguments.format {
        Format::Table => terminal::run(&view, output::page()),
        Format::Json => encode::json::pretty(&view),
    });
    if let Some(path) = &arguments.record {
        let cassette = Cassette::of(&seen.report);
        output::write(path, cassette.to_json())?;
        anstream::eprintln!("{} exchanges are in {}", cassette.len(), path.display());
    }
    let stood = view.outcome == RunOutcome::Completed && view.security_findings.is_empty();
    Ok(if stood {
        exit_code::APPROVE
    } else {
        exit_code::ERROR
    })
}

/// A plugin that is not in the lock reaches the network only when somebody vouches for it, as in an assessment. Offline nothing is
/// reached whatever it imports, so it may be looked at all the same.
fn granted(loaded: LoadedPlugin, offline: bool) -> miette::Result<LoadedPlugin> {
    let Err(RunError::CapabilityDenied { interface }) = &loaded.admitted else {
        return Ok(loaded);
    };
    if !loaded.admission.is_unlocked() {
        return Err(miette!(
            help = "`assay plugin add` shows what it asks for and grants it",
            "it uses `{interface}`, which assay.lock does not grant"
        ));
    }
    if !offline {
        let digest = loaded.plugin.reference().digest;
        return Err(miette!(
            help = format!("give `--offline`, or `--vouch {digest}` if you stand behind it"),
            "it uses `{interface}`, is not in assay.lock, and nobody vouches for it"
        ));
    }
    Ok(LoadedPlugin {
        admitted: Admitted::new(&loaded.plugin, &Grants::all()),
        ..loaded
    })
}
