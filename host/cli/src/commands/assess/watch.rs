//! `assay assess --watch`: again, whenever something changes that a verdict rests on.

use assay_assessment::{Library, LiveLibrary};
use miette::IntoDiagnostic;

use super::carry_out;
use crate::{
    args::Assess,
    changes::{Changes, Watched, exchange},
    workbench::Workbench,
};

pub(super) async fn watch(
    arguments: &Assess,
    workbench: &Workbench,
    library: Library,
) -> miette::Result<u8> {
    let live = LiveLibrary::new(library);
    let order = &arguments.order;
    let watched = Watched::plugins(&arguments.plugins)
        .and_folders(&order.dossiers)
        .without([&order.register].into_iter().chain(&order.out));
    let mut changes = Changes::new(watched)?;
    loop {
        let code = carry_out(order, workbench, &live.current()).await?;
        anstream::eprintln!("watching for changes; Ctrl-C ends");
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => {
                interrupted.into_diagnostic()?;
                return Ok(code);
            }
            () = changes.next() => {}
        }
        exchange(&arguments.plugins, workbench, &live).await;
    }
}
