//! `assay demo`

use std::path::Path;

use assay_domain::exit_code;
use miette::{IntoDiagnostic, WrapErr, miette};

use super::assess;
use crate::{
    args::{Demo, Format, Order, Shared},
    demo::{Api, Authority, Days, EXAMPLES, Life, good, weak},
    output,
    workbench::{Workbench, today},
};

pub(crate) async fn demo(arguments: &Demo, shared: &Shared) -> miette::Result<u8> {
    // Kept until the end: dropping it removes the folder.
    let temporary;
    let folder: &Path = match &arguments.out {
        Some(folder) => {
            empty(folder)?;
            folder
        }
        None => {
            temporary = tempfile::tempdir().into_diagnostic()?;
            temporary.path()
        }
    };
    let days = Days {
        shown: arguments.as_of.unwrap_or_else(today),
        real: today(),
    };
    let authority = Authority::new("Assay demonstration CA", days).into_diagnostic()?;
    let careful = authority.issue(days, Life::Fresh).into_diagnostic()?;
    let careless = authority.issue(days, Life::NearlyOver).into_diagnostic()?;
    let careful = Api::start(good::behave, careful, days.shown)
        .await
        .into_diagnostic()?;
    let careless = Api::start(weak::behave, careless, days.shown)
        .await
        .into_diagnostic()?;

    let mut dossiers = Vec::new();
    for example in &EXAMPLES {
        let target = folder.join("suppliers").join(example.folder);
        let served = match example.folder {
            "clearpath" => Some((&careful, good::KEY)),
            "lumenworks" => Some((&careless, weak::KEY)),
            _ => None,
        };
        example
            .write(&target, days.shown, served.map(|(api, _)| api.served))
            .into_diagnostic()
            .wrap_err_with(|| format!("failed to write {}", target.display()))?;
        if let Some((_, key)) = served {
            output::write(&target.join("demo-ca.pem"), authority.pem())?;
            output::write(&target.join("api-key.secret"), key)?;
        }
        dossiers.push(target);
    }
    if arguments.format == Format::Table {
        introduce();
    }
    let order = Order {
        dossiers,
        register: folder.join("register.db"),
        as_of: Some(days.shown),
        by: None,
        offline: false,
        no_quarantine: false,
        format: arguments.format,
        out: Some(folder.join("reports")),
    };
    let workbench = Workbench::open(shared)?;
    let library = workbench.bundled().await?;
    let decided = assess::carry_out(&order, &workbench, &library).await?;
    if decided == exit_code::ERROR {
        return Ok(exit_code::ERROR);
    }
    if arguments.format == Format::Table && arguments.out.is_some() {
        output::print(&format!(
            "\nKept in {}: the dossiers, register.db and the reports. Try next:\n  \
             assay explain r1 --supplier lumenworks --register {}\n",
            folder.display(),
            folder.join("register.db").display(),
        ));
    }
    // The demonstration did what it was asked, whatever it decided.
    Ok(exit_code::APPROVE)
}

fn introduce() {
    let lines = EXAMPLES
        .iter()
        .map(|example| format!("  {:<12}{}\n", example.folder, example.shows));
    output::print(&format!(
        "Three suppliers of our own invention, assessed for real; two of them run an API on loopback over TLS.\n{}",
        lines.collect::<String>()
    ));
}

fn empty(folder: &Path) -> miette::Result<()> {
    match std::fs::read_dir(folder).map(|mut entries| entries.next().is_some()) {
        Ok(true) => Err(miette!(
            help = "give a new folder",
            "{} is not empty",
            folder.display()
        )),
        Ok(false) => Ok(()),
        Err(_) => std::fs::create_dir_all(folder)
            .into_diagnostic()
            .wrap_err_with(|| format!("failed to make {}", folder.display())),
    }
}
