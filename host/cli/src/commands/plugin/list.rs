//! `assay plugin list`

use assay_assessment::{Admission, LoadedPlugin};
use assay_domain::exit_code;
use assay_report::{encode, plugin::PluginView, terminal};

use super::inspect::view;
use crate::{
    args::{Format, List, Shared},
    output,
    workbench::Workbench,
};

pub(super) async fn list(arguments: &List, shared: &Shared) -> miette::Result<u8> {
    let workbench = Workbench::open(shared)?;
    let library = workbench.listed(&arguments.strangers).await?;
    let views: Vec<PluginView> = library.plugins.iter().map(loaded_view).collect();
    output::print(&match arguments.format {
        Format::Table => terminal::plugins(&views, output::page()),
        Format::Json => encode::json::pretty(&views),
    });
    for unloadable in &library.unloadable {
        anstream::eprintln!("error: {}: {}", unloadable.path.display(), unloadable.error);
    }
    Ok(if library.unloadable.is_empty() {
        exit_code::APPROVE
    } else {
        exit_code::ERROR
    })
}

pub(crate) fn loaded_view(loaded: &LoadedPlugin) -> PluginView {
    let mut view = view(&loaded.plugin, &standing(&loaded.admission));
    view.refused = loaded.admitted.as_ref().err().map(ToString::to_string);
    view
}

fn standing(admission: &Admission) -> String {
    match admission {
        Admission::Bundled => "part of assay".to_owned(),
        Admission::Stranger {
            locked,
            vouched,
            publisher,
        } => {
            let word = match (publisher, vouched) {
                (Some(publisher), _) => format!("signed by {}", publisher.id),
                (None, true) => "vouched for".to_owned(),
                (None, false) => {
                    "unverified: what it passes counts as the supplier's own word".to_owned()
                }
            };
            format!("{word}{}", if *locked { "" } else { "; not in the lock" })
        }
    }
}
