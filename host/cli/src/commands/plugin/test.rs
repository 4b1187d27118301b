//! `assay plugin test`

use std::path::{Path, PathBuf};

use assay_assessment::Gatekeeper;
use assay_domain::exit_code;
use assay_report::{encode, terminal, trial::TrialView};
use assay_settings::Settings;
use assay_trial::{Case, Stage, find_cases};
use miette::WrapErr;

use crate::{
    args::{Format, Shared, Test},
    output,
    workbench::{self, Workbench},
};

pub(super) async fn test(arguments: &Test, shared: &Shared) -> miette::Result<u8> {
    let folder = match &arguments.cases {
        Some(folder) => folder.clone(),
        None => usual_folder(&arguments.file),
    };
    let cases = find_cases(&folder)?
        .iter()
        .map(|path| Case::open(path))
        .collect::<Result<Vec<_>, _>>()?;
    let workbench = Workbench::open(shared)?;
    let gatekeeper = Gatekeeper {
        trust: workbench::trust_file(arguments.trust.as_deref())?,
        ..Gatekeeper::default()
    };
    let loaded = workbench
        .tried(&arguments.file, gatekeeper, &Settings::default())
        .await?;
    let reader = workbench.reader();
    let stage = Stage {
        catalogue: &workbench.catalogue,
        sandbox: &workbench.sandbox,
        reader: &reader,
        loaded: &loaded,
    };
    let mut view = TrialView {
        plugin: loaded.plugin.reference().clone(),
        cases: Vec::new(),
    };
    // One after the other: what one costs is not measured beside another.
    for case in &cases {
        let tried = stage
            .case(case)
            .await
            .map_err(miette::Report::new)
            .wrap_err_with(|| format!("the case `{}` cannot be tried", case.name()))?;
        view.cases.push(tried);
    }
    output::print(&match arguments.format {
        Format::Table => terminal::cases(&view, output::page()),
        Format::Json => encode::json::pretty(&view),
    });
    Ok(if view.passed() {
        exit_code::APPROVE
    } else {
        exit_code::ERROR
    })
}

/// A component lies in the target folder of its project; the cases lie in the project.
fn usual_folder(component: &Path) -> PathBuf {
    let usual = Path::new("cases");
    component
        .ancestors()
        .skip(1)
        .map(|folder| folder.join(usual))
        .find(|cases| cases.is_dir())
        .unwrap_or_else(|| usual.to_owned())
}
