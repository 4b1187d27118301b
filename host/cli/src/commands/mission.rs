//! `assay mission`

use assay_domain::exit_code;
use assay_report::mission::{self, Answers};

use crate::{args::Shared, output, workbench::Workbench};

/// Prints what covers each duty, with the bundled plugins by what they declare.
pub(crate) async fn mission(shared: &Shared) -> miette::Result<u8> {
    let workbench = Workbench::open(shared)?;
    let library = workbench.bundled().await?;
    let mut plugins: Vec<Answers> = library
        .plugins
        .iter()
        .map(|loaded| Answers {
            plugin: loaded.plugin.reference().id.clone(),
            points: loaded
                .plugin
                .descriptor()
                .points
                .iter()
                .map(|declared| declared.point.clone())
                .collect(),
        })
        .collect();
    plugins.sort_by(|a, b| a.plugin.cmp(&b.plugin));
    output::print(&mission::markdown(&workbench.catalogue, &plugins));
    Ok(exit_code::APPROVE)
}
